from ringdesk.domains.telephony.personal import queries
from ringdesk.kernel.personal import Holding, Personal

PERSONAL = Personal(
    domain="telephony",
    holdings=(
        Holding(
            table="carrier_dials", about="What carriers were asked for in the last three days",
            fate="erased", of="numbers", shows=queries.DIALS, forgets=queries.ERASE_DIALS,
        ),
    ),
    nothing={
        "carriers": "settings of the tenant", "carrier_paces": "how fast a carrier is asked",
    },
)  # fmt: skip
