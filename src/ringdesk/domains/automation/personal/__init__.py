from ringdesk.domains.automation.personal import queries
from ringdesk.kernel.personal import Holding, Personal

PERSONAL = Personal(
    domain="automation",
    holdings=(
        Holding(
            table="dial_snapshots", about="What a model knew at each call",
            fate="erased", of="leads", shows=queries.SNAPSHOTS, forgets=queries.ERASE_SNAPSHOTS,
        ),
        Holding(
            table="routings", about="Who got the contact, and by which rule", of="leads",
            fate="anonymised", shows=queries.ROUTINGS, forgets=queries.ERASE_ROUTINGS,
        ),
        Holding(
            table="routing_turns", about="Turns in routing", fate="erased",
            shows=queries.TURNS, forgets=queries.ERASE_TURNS,
        ),
    ),
    nothing={
        "routing_rules": "settings of the tenant",
        "automation_settings": "settings of the tenant",
        "lead_models": "weights over counts; no row of anybody's",
    },
)  # fmt: skip
