"""What models were told, and what they learned from."""

from ringdesk.domains.assistant.corrections import forget_person
from ringdesk.domains.assistant.personal import queries
from ringdesk.kernel.personal import Holding, Personal, Subject
from ringdesk.kernel.work import Work


async def unlearn(work: Work, subject: Subject) -> int:
    return await forget_person(work, person_id=subject.person_id)


PERSONAL = Personal(
    domain="assistant",
    holdings=(
        Holding(
            table="assistant_calls",
            about="Questions to language models with the person's words in them",
            fate="anonymised", shows=queries.CALLS, counts=queries.COUNT_CALLS,
            forgets=queries.ERASE_CALLS, reviewed=True,
        ),
        Holding(
            table="assistant_calls", about="Questions to language models with this address in them",
            fate="anonymised", of="addresses", counts=queries.COUNT_NAMED,
            forgets=queries.ERASE_NAMED,
        ),
        Holding(
            table="assistant_calls", about="Questions to language models with this number in them",
            fate="anonymised", of="numbers", counts=queries.COUNT_NAMED,
            forgets=queries.ERASE_NAMED,
        ),
        Holding(
            table="corrections", about="Sentences that a model was trained on",
            fate="erased", shows=queries.CORRECTIONS, act=unlearn,
        ),
        Holding(
            table="corrections", about="Corrections made as a member of the staff",
            fate="anonymised", shows=queries.CORRECTED, forgets=queries.ERASE_CORRECTED,
        ),
    ),
    nothing={
        "heads": "weights; those that may have learned from somebody go with their corrections",
        "assistant_settings": "settings of the tenant",
        "assistant_providers": "settings of the tenant",
        "assistant_budgets": "settings of the tenant",
        "assistant_spending": "sums by the month",
        "assistant_reservations": "sums of money",
    },
)  # fmt: skip
