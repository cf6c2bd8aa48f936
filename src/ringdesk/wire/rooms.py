"""Document 004's rooms and messages as REST and sockets show them: ids are text."""

from typing import Self

from msgspec import Struct

from ringdesk.domains import conversations
from ringdesk.wire.times import Time, utc, utc_or_none


class RoomOut(Struct, frozen=True):
    """Document 004's room: ids are text, and one that has not ended is `active`."""

    id: str
    customer_id: str
    customer_name: str
    status: str
    created_at: Time
    last_message_at: Time | None
    message_count: int

    @classmethod
    def of(cls, c: conversations.Conversation) -> Self:
        return cls(
            str(c.id), str(c.customer_id), c.customer_name or c.person_name, status_of(c),
            utc(c.created_at), utc_or_none(c.last_message_at), c.message_count,
        )  # fmt: skip


def status_of(c: conversations.Conversation) -> str:
    return "ended" if c.state == "ended" else "active"


UNCATEGORIZED = "uncategorized"


def user_type_of(m: conversations.Message) -> str:
    """By who the sender is: never by what a client said of itself."""
    return "customer" if m.sender_role == "customer" else "admin"


class RoomMessageOut(Struct, frozen=True):
    """Document 004's message. `ai_suggestion` is "" where there is none."""

    id: str
    room_id: str
    content: str
    user_type: str
    user_id: str
    timestamp: Time
    intent: str
    ai_suggestion: str
    is_ai_generated: bool
    user_name: str

    @classmethod
    def of(cls, m: conversations.Message) -> Self:
        return cls(
            str(m.id), str(m.conversation_id), m.content, user_type_of(m), str(m.sender_id),
            utc(m.created_at), m.corrected_intent or m.intent or UNCATEGORIZED,
            m.suggestions[0] if m.suggestions else "", m.is_ai, m.sender_name,
        )  # fmt: skip


class RoomAnalysisOut(Struct, frozen=True):
    intent: str
    confidence: float
    suggestions: list[str]

    @classmethod
    def of(cls, m: conversations.Message) -> Self:
        intent = m.corrected_intent or m.intent or UNCATEGORIZED
        return cls(intent, m.confidence or 0.0, m.suggestions or [])


class SaidInRoomOut(Struct, frozen=True):
    """Document 004's answer to what was said."""

    message_id: str
    room_id: str
    content: str
    user_type: str
    timestamp: Time
    ai_analysis: RoomAnalysisOut

    @classmethod
    def of(cls, m: conversations.Message) -> Self:
        return cls(
            str(m.id), str(m.conversation_id), m.content, user_type_of(m), utc(m.created_at),
            RoomAnalysisOut.of(m),
        )  # fmt: skip


class HeardInRoomOut(Struct, frozen=True):
    """That it was heard. What the assistant makes of it is for staff to hear, later."""

    message_id: str
    room_id: str
    content: str
    user_type: str
    timestamp: Time
    client_key: str | None

    @classmethod
    def of(cls, m: conversations.Message) -> Self:
        return cls(
            str(m.id), str(m.conversation_id), m.content, user_type_of(m), utc(m.created_at),
            m.client_key,
        )  # fmt: skip


class NewMessageOut(Struct, frozen=True):
    """Document 004's `new_message`, as sockets hear it."""

    message: str
    user_type: str
    timestamp: Time
    room: str
    message_id: str
    user_id: str
    user_name: str
    is_ai_generated: bool
    client_key: str | None

    @classmethod
    def of(cls, m: conversations.Message) -> Self:
        return cls(
            m.content, user_type_of(m), utc(m.created_at), str(m.conversation_id), str(m.id),
            str(m.sender_id), m.sender_name, m.is_ai, m.client_key,
        )  # fmt: skip


class HeardAnalysisOut(Struct, frozen=True):
    """Document 004's `ai_analysis`, which staff alone hear."""

    room: str
    message: str
    intent: str
    suggestion: str
    confidence: float
    message_id: str
    suggestions: list[str]
    sentiment: str
    language: str
    corrected: bool

    @classmethod
    def of(cls, m: conversations.Message) -> Self:
        offered = m.suggestions or []
        return cls(
            str(m.conversation_id), m.content, m.corrected_intent or m.intent or UNCATEGORIZED,
            offered[0] if offered else "", m.confidence or 0.0, str(m.id), offered,
            m.sentiment or "neutral", m.language or "und",
            m.corrected_intent is not None,
        )  # fmt: skip
