"""What was sent to people, on every channel."""

from ringdesk.domains.messaging.personal import queries
from ringdesk.kernel.personal import Expiry, Holding, Personal

NO_MORE = "So that nothing more is sent there (Art. 21(3) and 17(3)(b) GDPR)."
PROOF = "Proof of what was asked for (Art. 7(1), 5(2) and 17(3)(e) GDPR)."

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
            table="texts_in", about="Messages that the person wrote by telephone", fate="erased",
            shows=queries.TEXTS_OF_PERSON, forgets=queries.ERASE_TEXTS_OF_PERSON,
        ),
        Holding(
            table="texts_in", about="Messages written from this number", fate="erased",
            of="numbers", shows=queries.TEXTS_OF_NUMBERS, forgets=queries.ERASE_TEXTS_OF_NUMBERS,
        ),
        Holding(
            table="texts_in", about="STOP and START from this number", fate="retained",
            of="numbers", shows=queries.PROOFS_OF_NUMBERS, reason=PROOF,
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
