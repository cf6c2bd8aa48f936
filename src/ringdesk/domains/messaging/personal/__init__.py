"""What was sent to people, on every channel."""

from ringdesk.domains.messaging.personal import queries
from ringdesk.kernel.personal import Expiry, Holding, Personal

NO_MORE = "So that nothing more is sent there (Art. 21(3) and 17(3)(b) GDPR)."

PERSONAL = Personal(
    domain="messaging",
    holdings=(
        Holding(
            table="message_setbacks", about="Attempts to deliver messages that failed",
            fate="erased",
            counts=queries.COUNT_SETBACKS, forgets=queries.ERASE_SETBACKS,
        ),
        Holding(
            table="messages_out", about="Messages sent to the person", fate="anonymised",
            shows=queries.TO_PERSON, files=queries.FILES_TO_PERSON, forgets=queries.BLANK_PERSON,
        ),
        Holding(
            table="messages_out", about="Messages sent to this address", fate="anonymised",
            of="addresses", shows=queries.TO_ADDRESSES, forgets=queries.BLANK_ADDRESSES,
        ),
        Holding(
            table="messages_out", about="Messages sent to this number", fate="anonymised",
            of="numbers", shows=queries.TO_NUMBERS, forgets=queries.BLANK_NUMBERS,
        ),
        Holding(
            table="message_suppressions", about="Addresses that are not written to",
            fate="retained", of="addresses", shows=queries.SUPPRESSED_ADDRESSES, reason=NO_MORE,
        ),
        Holding(
            table="message_suppressions", about="Numbers that are not written to",
            fate="retained", of="numbers", shows=queries.SUPPRESSED_NUMBERS, reason=NO_MORE,
        ),
        Holding(
            table="push_subscriptions", about="Browsers with notifications switched on",
            fate="erased", shows=queries.BROWSERS, forgets=queries.ERASE_BROWSERS,
        ),
    ),
    nothing={
        "push_keys": "a key of the tenant",
        "message_providers": "settings of the tenant",
        "message_paces": "how fast a provider is asked",
        "message_templates": "texts of the tenant", "message_template_texts": "texts of the tenant",
        "message_receipts": "what providers said, by their own numbers",
        "message_marks": "counts", "message_totals": "counts",
    },
    expiries=(
        Expiry(
            kind="messages", about="Messages that were sent", counts=queries.COUNT_OLD,
            files=queries.FILES_OF_OLD, removes=queries.REMOVE_OLD,
        ),
    ),
)  # fmt: skip
