"""Who agreed to what, and what shows it. Others import this face, nothing deeper."""

from ringdesk.domains.consent.errors import (
    ConsentNotFound,
    MayNotReadConsents,
    MayNotRecordConsent,
)
from ringdesk.domains.consent.events import ConsentRecorded
from ringdesk.domains.consent.models import (
    SOURCES,
    TYPES,
    Consent,
    Proof,
    Purpose,
    Source,
    Type,
)
from ringdesk.domains.consent.personal import PERSONAL
from ringdesk.domains.consent.reactions import listen
from ringdesk.domains.consent.service import (
    allows,
    consents_of,
    get_consent,
    holds,
    record,
    search,
    take_back,
)

__all__ = [
    "PERSONAL", "SOURCES", "TYPES", "Consent", "ConsentNotFound", "ConsentRecorded",
    "MayNotReadConsents", "MayNotRecordConsent", "Proof", "Purpose", "Source", "Type", "allows",
    "consents_of", "get_consent", "holds", "listen", "record", "search", "take_back",
]  # fmt: skip
