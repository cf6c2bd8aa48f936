from ringdesk.domains.staffing.personal import queries
from ringdesk.kernel.personal import Holding, Personal

PERSONAL = Personal(
    domain="staffing",
    holdings=(
        Holding(
            table="availability", about="Availability and skills", fate="erased",
            shows=queries.AVAILABILITY, forgets=queries.ERASE_AVAILABILITY,
        ),
        Holding(
            table="team_members", about="Teams", fate="erased", shows=queries.TEAMS,
            forgets=queries.ERASE_TEAMS,
        ),
    ),
    nothing={
        "teams": "names of teams",
        "staffing_settings": "settings of the tenant",
        "routing_settings": "settings of the tenant",
    },
)  # fmt: skip
