"""What was said, and what was made of it."""

from ringdesk.domains.conversations.personal import queries
from ringdesk.kernel.personal import Expiry, Holding, Personal

PERSONAL = Personal(
    domain="conversations",
    holdings=(
        Holding(
            table="attachments", about="Files that were sent", fate="erased",
            shows=queries.ATTACHMENTS, files=queries.ATTACHMENT_FILES,
            forgets=queries.ERASE_ATTACHMENTS,
        ),
        Holding(
            table="messages", about="Messages to and from the person", fate="anonymised",
            shows=queries.MESSAGES, counts=queries.MESSAGES_COUNT, forgets=queries.ERASE_MESSAGES,
        ),
        Holding(
            table="messages", about="Working notes of the staff about it", fate="anonymised",
            shows=queries.NOTES, counts=queries.NOTES_COUNT, forgets=queries.ERASE_MESSAGES,
            reviewed=True,
        ),
        Holding(
            table="messages", about="Messages to others as a member of the staff",
            fate="retained", shows=queries.WRITTEN_TO_OTHERS,
            reason="Part of other people's records (Art. 17(3)(e) GDPR: legal claims); the name "
            "beside it is gone.",
        ),
        Holding(
            table="message_analyses", about="What a program made of it: intent, mood, language",
            fate="anonymised", shows=queries.ANALYSES, forgets=queries.ERASE_ANALYSES,
        ),
        Holding(
            table="chat_sessions", about="Chats and calls in the browser", fate="anonymised",
            shows=queries.SESSIONS, forgets=queries.ERASE_SESSIONS,
        ),
        Holding(
            table="conversation_ratings", about="Ratings given", fate="anonymised",
            shows=queries.RATINGS, forgets=queries.ERASE_RATINGS,
        ),
        Holding(
            table="customer_notes", about="Notes of the staff about the person", fate="erased",
            shows=queries.CUSTOMER_NOTES, forgets=queries.ERASE_CUSTOMER_NOTES, reviewed=True,
        ),
        Holding(
            table="participants", about="Conversations taken part in, and when",
            fate="retained", shows=queries.PARTICIPANTS,
            reason="Numbers and times without a name, for counts (Recital 26 GDPR).",
        ),
        Holding(
            table="conversations", about="Conversations", fate="anonymised",
            shows=queries.CONVERSATIONS, forgets=queries.ERASE_CONVERSATIONS,
        ),
    ),
    nothing={
        "chat_slots": "counts by the hour", "chat_slots_to": "how far they were counted",
        "messages_to_understand": "ids of messages that wait for a second",
    },
    expiries=(
        Expiry(
            kind="chats", about="Chats without a ticket: their words and files",
            counts=queries.COUNT_OLD, files=queries.FILES_OF_OLD, removes=queries.EMPTY_OLD,
        ),
    ),
)  # fmt: skip
