"""What is kept by those who cannot say so to privacy: the kernel, which knows no domain,
governance, which stands above, and privacy itself."""

from ringdesk.domains.privacy.personal import queries
from ringdesk.kernel.personal import Holding, Personal

PROOF = "Proof of what was done, and security (Art. 5(2), 32 and 17(3)(b), (e) GDPR)"

KERNEL = Personal(
    domain="log",
    holdings=(
        Holding(
            table="events", about="The log of what was done by the person",
            fate="retained", shows=queries.LOG,
            forgets=queries.BLANK_LOG, reason=f"{PROOF}: numbers only, network addresses go.",
        ),
        Holding(
            table="idempotency_keys", about="Answers kept for a day, to be repeated",
            fate="erased", counts=queries.COUNT_KEYS, forgets=queries.ERASE_KEYS,
        ),
    ),
    nothing={
        "outbox": "facts on their way to the log, for milliseconds",
        "event_heads": "where the log ends",
        "jobs": "ids of what is to be done",
        "schedules": "when to do what",
    },
)  # fmt: skip
GOVERNANCE = Personal(
    domain="governance",
    holdings=(
        Holding(
            table="audit_differences", about="What was changed about the account",
            fate="anonymised", shows=queries.DIFFERENCES, forgets=queries.BLANK_DIFFERENCES,
        ),
        Holding(
            table="security_events", about="Warnings about sign-ins and the like",
            fate="retained", shows=queries.WARNINGS, forgets=queries.BLANK_WARNINGS,
            reason=f"{PROOF}: that there was a warning; name and network address go.",
            reviewed=True,
        ),
    ),
    nothing={
        "audit_slots": "counts", "audit_people": "counts by ids", "audit_folded": "a counter",
        "audit_checks": "when the log was verified",
    },
)  # fmt: skip
PRIVACY = Personal(
    domain="privacy",
    holdings=(
        Holding(
            table="privacy_requests", about="Requests about personal data", fate="retained",
            shows=queries.REQUESTS, files=queries.ARCHIVES, forgets=queries.BLANK_REQUESTS,
            reason=f"{PROOF}: what was asked and answered, by number.",
        ),
    ),
    nothing={
        "privacy_steps": "counts of what was erased", "retention_runs": "counts",
        "tenant_exports": "when it was exported", "tenant_erasures": "when a tenant is to go",
    },
)  # fmt: skip
