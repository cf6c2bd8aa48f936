from ringdesk.domains.chatbot.personal import queries
from ringdesk.kernel.personal import Holding, Personal

PERSONAL = Personal(
    domain="chatbot",
    holdings=(
        Holding(
            table="chatbot_common", about="Questions in the list of those often asked",
            fate="erased",
            counts=queries.COUNT_COMMON, forgets=queries.ERASE_COMMON,
        ),
        Holding(
            table="chatbot_evaluation_results",
            about="Trials of the chatbot with the person's questions",
            fate="anonymised", counts=queries.COUNT_RESULTS, forgets=queries.ERASE_RESULTS,
        ),
        Holding(
            table="chatbot_golden", about="Questions that the chatbot is tried with",
            fate="erased", counts=queries.COUNT_GOLDEN, forgets=queries.ERASE_GOLDEN,
        ),
        Holding(
            table="chatbot_handoff_steps", about="Steps of being handed to a person",
            fate="anonymised", counts=queries.COUNT_STEPS, forgets=queries.ERASE_STEPS,
        ),
        Holding(
            table="chatbot_handoffs", about="Handoffs to a person, and why",
            fate="anonymised", shows=queries.HANDOFFS, forgets=queries.ERASE_HANDOFFS,
        ),
        Holding(
            table="chatbot_turns", about="Questions to the chatbot, and its answers",
            fate="anonymised", shows=queries.TURNS, forgets=queries.ERASE_TURNS,
        ),
        Holding(
            table="chatbot_evaluations", about="Trials of the chatbot that were run",
            fate="retained",
            shows=queries.EVALUATIONS, reason="The company's own measurements, without a name.",
        ),
    ),
    nothing={"chatbot_settings": "settings of the tenant", "chatbot_totals": "counts"},
)  # fmt: skip
