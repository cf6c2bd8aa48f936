"""Customer requests, from first word to closing. Others import this face, nothing deeper."""

from ringdesk.domains.tickets.chats import create_from_chat, reopen_chat
from ringdesk.domains.tickets.errors import (
    MayNotAssign,
    MayNotChange,
    MayNotDelete,
    TicketChangedMeanwhile,
    TicketIsFinal,
    TicketNotFound,
    ViewNotFound,
)
from ringdesk.domains.tickets.events import (
    CorrespondentAnswered,
    MessagePosted,
    MessagesRead,
    TicketAssigned,
    TicketCreated,
    TicketDeleted,
    TicketResolved,
    TicketUpdated,
)
from ringdesk.domains.tickets.help import suggestions, urgency
from ringdesk.domains.tickets.models import (
    CATEGORIES,
    PRIORITIES,
    STATUSES,
    UNFINISHED,
    Category,
    Change,
    Counts,
    Message,
    Priority,
    SavedView,
    Status,
    Ticket,
    TicketChanges,
    TicketFilter,
)
from ringdesk.domains.tickets.personal import PERSONAL
from ringdesk.domains.tickets.policy import sees_all
from ringdesk.domains.tickets.reactions import listen
from ringdesk.domains.tickets.service import (
    assign,
    count,
    create,
    delete,
    get,
    history,
    list_tickets,
    update,
)
from ringdesk.domains.tickets.thread import (
    get_message,
    list_messages,
    mark_read,
    messages_of,
    post_message,
    reach_by,
)
from ringdesk.domains.tickets.views import delete_view, list_views, save_view

__all__ = [
    "CATEGORIES", "PERSONAL", "PRIORITIES", "STATUSES", "UNFINISHED", "Category", "Change",
    "CorrespondentAnswered", "Counts", "MayNotAssign", "MayNotChange", "MayNotDelete", "Message",
    "MessagePosted", "MessagesRead", "Priority", "SavedView", "Status", "Ticket", "TicketAssigned",
    "TicketChangedMeanwhile", "TicketChanges", "TicketCreated", "TicketDeleted", "TicketFilter",
    "TicketIsFinal", "TicketNotFound", "TicketResolved", "TicketUpdated", "ViewNotFound",
    "assign", "count", "create", "create_from_chat", "delete", "delete_view", "get",
    "get_message", "history", "list_messages", "list_tickets", "list_views", "listen",
    "mark_read", "messages_of", "post_message", "reach_by", "reopen_chat", "save_view", "sees_all",
    "suggestions", "update", "urgency",
]  # fmt: skip
