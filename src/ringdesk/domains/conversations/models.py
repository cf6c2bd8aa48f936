"""Conversations, messages, sessions as their acts give them: flat, in the order of the columns."""

from datetime import datetime
from typing import Literal, get_args

from msgspec import Struct

State = Literal["open", "waiting", "active", "ended"]
Channel = Literal["ticket", "room", "session", "chatbot", "widget"]
SessionType = Literal["chat", "voice", "video"]
SessionStatus = Literal["waiting", "active", "ended"]
Strategy = Literal["off", "round_robin", "least_busy"]
STATES: tuple[str, ...] = get_args(State)
SESSION_TYPES: tuple[str, ...] = get_args(SessionType)
SESSION_STATUSES: tuple[str, ...] = get_args(SessionStatus)


class Conversation(Struct, frozen=True):
    """`unread_count` is what the reader's side has not read. `session_*`: the latest session that
    has not ended; `session_position`: its place in the queue, from 1. Internal notes are in none of
    the counts and times."""

    id: int
    customer_id: int
    customer_name: str
    is_chat: bool
    channel: Channel
    state: State
    assistant_answers: bool
    assigned_to: int | None
    ticket_id: int | None
    language: str | None
    message_count: int
    created_at: datetime
    active_at: datetime
    last_message_at: datetime | None
    unanswered_since: datetime | None
    ended_at: datetime | None
    person_name: str
    person_email: str
    agent_name: str | None
    unread_count: int
    last_content: str | None
    last_from_staff: bool | None
    last_is_ai: bool | None
    intent: str | None
    intent_confidence: float | None
    session_id: int | None
    session_type: SessionType | None
    session_status: SessionStatus | None
    session_position: int | None


class Held(Struct, frozen=True):
    """What an act that says something knows of its conversation."""

    id: int
    customer_id: int
    is_chat: bool
    state: State
    assigned_to: int | None
    ticket_id: int | None


class ToUnderstand(Struct, frozen=True):
    """A customer's message; `language` is the conversation's, if that is known."""

    id: int
    conversation_id: int
    customer_id: int
    content: str
    language: str | None


class Message(Struct, frozen=True):
    """Without a sender (`sender_id` 0) it is the assistant's. `attachments` and `sources` are JSON.
    From `intent` on: what the assistant made of it, null for what is no customer's."""

    id: int
    conversation_id: int
    content: str
    kind: Literal["said", "event"]
    internal: bool
    from_staff: bool
    is_ai: bool
    created_at: datetime
    read_at: datetime | None
    client_key: str | None
    sources: str | None
    sender_id: int
    sender_name: str
    sender_role: str
    attachments: str | None
    intent: str | None
    confidence: float | None
    sentiment: str | None
    language: str | None
    suggestions: list[str] | None
    model_version: str | None
    corrected_intent: str | None

    @property
    def is_by_staff(self) -> bool:
        """A person of the staff said it, to the customer."""
        said = self.kind == "said" and not self.internal
        return said and self.from_staff and not self.is_ai


class Rating(Struct, frozen=True):
    agent_id: int | None
    score: int
    comment: str


class Session(Struct, frozen=True):
    """`queue_position` from 1 while it waits. `duration_seconds` from joining to the end; 0 if
    nobody joined, null before the end."""

    id: int
    conversation_id: int
    type: SessionType
    status: SessionStatus
    customer_id: int
    agent_id: int | None
    reason: str
    skills: list[str]
    created_at: datetime
    joined_at: datetime | None
    ended_at: datetime | None
    ended_because: str | None
    customer_consented_at: datetime | None
    agent_consented_at: datetime | None
    customer_name: str
    customer_email: str
    agent_name: str | None
    queue_position: int | None
    duration_seconds: int | None


class Place(Struct, frozen=True):
    """In the queue. `expected_wait_s` is null where too little happened lately to tell."""

    position: int
    expected_wait_s: int | None


class ConversationFilter(Struct, frozen=True, kw_only=True):
    """All of it must hold. `assigned_to` is a person's id, or 0 for nobody's."""

    states: list[State] | None = None
    assigned_to: int | None = None
    customer_id: int | None = None
    words: str | None = None
    after: tuple[datetime, int] | None = None


class Counts(Struct, frozen=True):
    waiting: int
    mine: int
    unassigned: int
    active: int


class Attachment(Struct, frozen=True):
    id: int
    conversation_id: int
    message_id: int | None
    name: str
    content_type: str
    size: int


class StoredAttachment(Struct, frozen=True):
    id: int
    conversation_id: int
    message_id: int | None
    name: str
    content_type: str
    size: int
    storage_key: str
    uploaded_by: int
    internal: bool


class Routing(Struct, frozen=True):
    """`sticky`: whoever helped a customer last is asked first."""

    strategy: Strategy
    sticky: bool


class Customer(Struct, frozen=True):
    """`last_seen_at`: when they last did something in a conversation of theirs."""

    id: int
    full_name: str
    email: str
    role: str
    is_active: bool
    created_at: datetime
    last_seen_at: datetime | None


class CustomerNote(Struct, frozen=True):
    id: int
    content: str
    created_at: datetime
    author_id: int
    author_name: str


class Id(Struct, frozen=True):
    id: int
