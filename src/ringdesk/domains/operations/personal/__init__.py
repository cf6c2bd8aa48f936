from ringdesk.domains.operations.personal import queries
from ringdesk.kernel.personal import Expiry, Holding, Personal

PERSONAL = Personal(
    domain="operations",
    holdings=(
        Holding(
            table="log_records", about="Lines of the program's log",
            fate="retained", shows=queries.RECORDS,
            reason="Security of processing (Art. 32 and 17(3)(b) GDPR): a number, no name; goes "
            "with the period for logs.",
        ),
    ),
    nothing={
        "alerts": "about machines", "alert_rules": "settings", "alert_states": "about machines",
        "host_samples": "about machines",
    },
    expiries=(
        Expiry(
            kind="logs", about="Lines of the program's log", counts=queries.COUNT_OLD,
            removes=queries.REMOVE_OLD,
        ),
    ),
)  # fmt: skip
