"""Tickets and messages as REST and sockets show them. Their times are stored as whole seconds."""

from typing import Self

from msgspec import Raw, Struct

from ringdesk.domains import tickets
from ringdesk.wire.times import Time

NO_ATTACHMENTS = Raw(b"[]")


class CustomerOut(Struct, frozen=True):
    id: int
    full_name: str
    email: str


class AgentOut(Struct, frozen=True):
    id: int
    full_name: str


class SenderOut(Struct, frozen=True):
    id: int
    full_name: str
    role: str


class TicketOut(Struct, frozen=True):
    """Document 003's fields, and what staff and customer need beside them."""

    id: int
    title: str
    description: str
    priority: tickets.Priority
    status: tickets.Status
    category: tickets.Category
    created_by: int
    assigned_to: int | None
    auto_categorized: bool
    confidence_score: float
    created_at: Time
    updated_at: Time
    resolved_at: Time | None
    tags: list[str]
    version: int
    message_count: int
    unread_count: int
    last_message_at: Time | None
    first_responded_at: Time | None
    customer: CustomerOut
    agent: AgentOut | None
    conversation_id: int
    is_chat: bool

    @classmethod
    def of(cls, t: tickets.Ticket) -> Self:
        return cls(
            t.id, t.title, t.description, t.priority, t.status, t.category, t.created_by,
            t.assigned_to, t.auto_categorized, t.confidence_score, t.created_at,
            t.updated_at, t.resolved_at, t.tags, t.version, t.message_count,
            t.unread_count, t.last_message_at, t.first_responded_at,
            CustomerOut(t.created_by, t.customer_name, t.customer_email),
            None if t.assigned_to is None else AgentOut(t.assigned_to, t.agent_name or ""),
            t.conversation_id, t.is_chat,
        )  # fmt: skip


class MessageOut(Struct, frozen=True):
    id: int
    ticket_id: int
    content: str
    internal: bool
    created_at: Time
    read_at: Time | None
    sender: SenderOut
    attachments: Raw

    @classmethod
    def of(cls, m: tickets.Message) -> Self:
        return cls(
            m.id, m.ticket_id, m.content, m.internal, m.created_at, m.read_at,
            SenderOut(m.sender_id, m.sender_name, m.sender_role),
            Raw(m.attachments.encode()) if m.attachments else NO_ATTACHMENTS,
        )  # fmt: skip
