from datetime import datetime
from typing import Literal, get_args

from msgspec import UNSET, Struct, UnsetType

Status = Literal["open", "in_progress", "resolved", "closed", "cancelled"]
Priority = Literal["low", "medium", "high", "critical"]
Category = Literal[
    "system_down", "performance_issue", "password_reset", "software_installation",
    "hardware_issue", "network_issue", "other",
]  # fmt: skip
ReachedBy = Literal["email", "sms", "whatsapp"]
STATUSES: tuple[str, ...] = get_args(Status)
PRIORITIES: tuple[str, ...] = get_args(Priority)
CATEGORIES: tuple[str, ...] = get_args(Category)
UNFINISHED: frozenset[str] = frozenset({"open", "in_progress"})


class Ticket(Struct, frozen=True):
    """A ticket as everyone sees it who may see it at all. Flat, in the order of the columns."""

    id: int
    conversation_id: int
    title: str
    description: str
    status: Status
    priority: Priority
    category: Category
    auto_categorized: bool
    confidence_score: float
    tags: list[str]
    created_by: int
    assigned_to: int | None
    version: int
    message_count: int
    created_at: datetime
    updated_at: datetime
    last_message_at: datetime | None
    first_responded_at: datetime | None
    resolved_at: datetime | None
    customer_name: str
    customer_email: str
    agent_name: str | None
    unread_count: int
    is_chat: bool


class Message(Struct, frozen=True):
    """`attachments` comes as JSON from the database: one statement for the whole thread. Without a
    sender (`sender_id` 0) it is the assistant's. Where a single message is asked for,
    `ticket_version` is what the ticket has become by it, and `reached_by` how its customer is
    answered outside of the app."""

    id: int
    ticket_id: int
    content: str
    internal: bool
    from_staff: bool
    created_at: datetime
    read_at: datetime | None
    sender_id: int
    sender_name: str
    sender_role: str
    attachments: str | None
    ticket_version: int | None
    reached_by: ReachedBy | None


class Change(Struct, frozen=True):
    id: int
    at: datetime
    kind: str
    changes: str
    actor_id: int
    actor_name: str


class Counts(Struct, frozen=True):
    open: int
    mine: int
    unassigned: int
    urgent: int
    unread: int


class SavedView(Struct, frozen=True):
    id: int
    name: str
    filters: str
    shared: bool
    owner_id: int


class TicketFilter(Struct, frozen=True, kw_only=True):
    """All of it must hold. `assigned_to` is a person's id, or 0 for nobody's."""

    status: list[Status] | None = None
    priority: list[Priority] | None = None
    category: list[Category] | None = None
    assigned_to: int | None = None
    created_by: int | None = None
    tag: str | None = None
    words: str | None = None
    after: tuple[datetime, int] | None = None


class TicketChanges(Struct, frozen=True, kw_only=True):
    """Only what is set is changed."""

    title: str | UnsetType = UNSET
    description: str | UnsetType = UNSET
    priority: Priority | UnsetType = UNSET
    status: Status | UnsetType = UNSET
    category: Category | UnsetType = UNSET
    assigned_to: int | UnsetType | None = UNSET
    tags: list[str] | UnsetType = UNSET

    def given(self) -> dict[str, object]:
        return {
            name: value
            for name in self.__struct_fields__
            if (value := getattr(self, name)) is not UNSET
        }


class Found(Struct, frozen=True):
    id: int
