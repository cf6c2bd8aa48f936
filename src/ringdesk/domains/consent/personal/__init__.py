from ringdesk.domains.consent.personal import queries
from ringdesk.kernel.personal import Holding, Personal

PERSONAL = Personal(
    domain="consent",
    holdings=(
        Holding(
            table="consents", about="Consents, given and taken back", fate="retained",
            shows=queries.CONSENTS, forgets=queries.BLANK,
            reason="Proof of what was agreed (Art. 7(1) and 17(3)(e) GDPR), by number, without "
            "name and network address.",
        ),
    ),
)  # fmt: skip
