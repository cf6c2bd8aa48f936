"""What people say to each other: chats, calls, rooms, the chatbot's talk and the threads of tickets
are all conversations. Others import this face, nothing deeper."""

from ringdesk.domains.conversations.attachments import (
    add_attachment,
    attach,
    open_attachment,
    stored_bytes,
)
from ringdesk.domains.conversations.calls import (
    end_forsaken,
    has_open_call,
    take_part,
    watch_calls,
)
from ringdesk.domains.conversations.customers import get_customer, note_down, notes_of
from ringdesk.domains.conversations.errors import (
    AlreadyWaiting,
    AttachmentNotFound,
    ConversationNotFound,
    CustomerNotFound,
    FileNotAllowed,
    FileTooLarge,
    MayNotHandle,
    MayNotSpeak,
    NotACall,
    NotOver,
    SessionNotFound,
    SessionOver,
    SessionTaken,
    SessionWaits,
)
from ringdesk.domains.conversations.events import (
    AttachmentAdded,
    ConversationChanged,
    ConversationOpened,
    ConversationRated,
    CustomerNoted,
    IntentCorrected,
    MessageSaid,
    MessagesSeen,
    MessageUnderstood,
    RoutingChanged,
    SessionJoined,
    SessionRequested,
)
from ringdesk.domains.conversations.events import ChatSessionEnded as SessionEnded
from ringdesk.domains.conversations.helping import analyse, suggestions, summary
from ringdesk.domains.conversations.models import (
    SESSION_STATUSES,
    SESSION_TYPES,
    STATES,
    Attachment,
    Channel,
    Conversation,
    ConversationFilter,
    Counts,
    Customer,
    CustomerNote,
    Message,
    Place,
    Rating,
    Routing,
    Session,
    SessionStatus,
    SessionType,
    State,
    Strategy,
)
from ringdesk.domains.conversations.personal import PERSONAL
from ringdesk.domains.conversations.policy import (
    reads,
    require_handles_chats,
    require_may_speak,
    sees_all,
)
from ringdesk.domains.conversations.queries import (
    ATTACHMENTS_OF_MESSAGE,
    OPEN_THREAD,
    SENDER,
    SENDER_COLUMNS,
)
from ringdesk.domains.conversations.queue.leaving import give_back
from ringdesk.domains.conversations.queue.routing import drain, routing, set_routing, show_routing
from ringdesk.domains.conversations.queue.sessions import (
    assign,
    end,
    end_session,
    get_session,
    give_recording_consent,
    join_session,
    list_sessions,
    pace,
    place,
    position,
    request_session,
    waiting,
)
from ringdesk.domains.conversations.rating import rate
from ringdesk.domains.conversations.reactions import listen
from ringdesk.domains.conversations.service import (
    change_state,
    count,
    get,
    get_chat,
    hide,
    link_ticket,
    list_conversations,
    lock,
    lock_chat,
    open_room,
    reopen,
)
from ringdesk.domains.conversations.speaking import (
    correct_intent,
    get_message,
    get_messages,
    latest_messages,
    list_messages,
    mark_read,
    note_event,
    say,
    say_as_assistant,
)
from ringdesk.domains.conversations.understanding.acts import understand
from ringdesk.domains.conversations.understanding.interpreter import Interpreter

__all__ = [
    "ATTACHMENTS_OF_MESSAGE", "OPEN_THREAD", "PERSONAL", "SENDER", "SENDER_COLUMNS",
    "SESSION_STATUSES", "SESSION_TYPES", "STATES", "AlreadyWaiting", "Attachment",
    "AttachmentAdded", "AttachmentNotFound", "Channel", "Conversation", "ConversationChanged",
    "ConversationFilter", "ConversationNotFound", "ConversationOpened", "ConversationRated",
    "Counts", "Customer", "CustomerNotFound", "CustomerNote", "CustomerNoted", "FileNotAllowed",
    "FileTooLarge", "IntentCorrected", "Interpreter", "MayNotHandle", "MayNotSpeak", "Message",
    "MessageSaid", "MessageUnderstood", "MessagesSeen", "NotACall", "NotOver", "Place", "Rating",
    "Routing", "RoutingChanged", "Session", "SessionEnded", "SessionJoined", "SessionNotFound",
    "SessionOver", "SessionRequested", "SessionStatus", "SessionTaken", "SessionType",
    "SessionWaits", "State", "Strategy", "add_attachment", "analyse", "assign", "attach",
    "change_state", "correct_intent", "count", "drain", "end", "end_forsaken", "end_session", "get",
    "get_chat", "get_customer", "get_message", "get_messages", "get_session", "give_back",
    "give_recording_consent", "has_open_call", "hide", "join_session", "latest_messages",
    "link_ticket", "list_conversations", "list_messages", "list_sessions", "listen", "lock",
    "lock_chat", "mark_read", "note_down", "note_event", "notes_of", "open_attachment", "open_room",
    "pace", "place", "position", "rate", "reads", "reopen", "request_session",
    "require_handles_chats", "require_may_speak", "routing", "say", "say_as_assistant", "sees_all",
    "set_routing", "show_routing", "stored_bytes", "suggestions", "summary", "take_part",
    "understand", "waiting", "watch_calls",
]  # fmt: skip
