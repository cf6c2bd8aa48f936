"""Customer requests, from first word to closing. Others import this face, nothing deeper."""

from ringdesk.domains.tickets.attachments import add_attachment, open_attachment
from ringdesk.domains.tickets.errors import (
    AttachmentNotFound,
    FileNotAllowed,
    FileTooLarge,
    MayNotAssign,
    MayNotChange,
    MayNotDelete,
    TicketChangedMeanwhile,
    TicketIsFinal,
    TicketNotFound,
    ViewNotFound,
)
from ringdesk.domains.tickets.events import (
    AttachmentAdded,
    MessagePosted,
    MessagesRead,
    TicketAssigned,
    TicketCreated,
    TicketDeleted,
    TicketResolved,
    TicketUpdated,
)
from ringdesk.domains.tickets.models import (
    CATEGORIES,
    PRIORITIES,
    STATUSES,
    UNFINISHED,
    Attachment,
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
from ringdesk.domains.tickets.policy import sees_all
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
)
from ringdesk.domains.tickets.views import delete_view, list_views, save_view

__all__ = [
    "CATEGORIES", "PRIORITIES", "STATUSES", "UNFINISHED", "Attachment", "AttachmentAdded",
    "AttachmentNotFound", "Category", "Change", "Counts", "FileNotAllowed", "FileTooLarge",
    "MayNotAssign", "MayNotChange", "MayNotDelete", "Message", "MessagePosted", "MessagesRead",
    "Priority", "SavedView", "Status", "Ticket", "TicketAssigned", "TicketChangedMeanwhile",
    "TicketChanges", "TicketCreated", "TicketDeleted", "TicketFilter", "TicketIsFinal",
    "TicketNotFound", "TicketResolved", "TicketUpdated", "ViewNotFound", "add_attachment",
    "assign", "count", "create", "delete", "delete_view", "get", "get_message", "history",
    "list_messages", "list_tickets", "list_views", "mark_read", "messages_of", "open_attachment",
    "post_message", "save_view", "sees_all", "update",
]  # fmt: skip
