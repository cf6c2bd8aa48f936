"""Conversations, what is said in them, and sessions as REST and sockets show them.

`for_staff` decides what is there to see: to a customer the assistant's findings are null.
"""

from typing import Self

from msgspec import Raw, Struct, json

from ringdesk.domains import conversations
from ringdesk.wire.tickets import NO_ATTACHMENTS, AgentOut, CustomerOut, SenderOut
from ringdesk.wire.times import Time, utc, utc_or_none


class LastMessageOut(Struct, frozen=True):
    """`content` is cut at 300 characters."""

    content: str
    from_staff: bool
    is_ai: bool
    created_at: Time


class IntentOut(Struct, frozen=True):
    """`confidence` is calibrated, 0 to 1."""

    label: str
    confidence: float


class OpenSessionOut(Struct, frozen=True):
    """The latest session of a conversation that has not ended. `expected_wait_s` is null where too
    little happened lately to tell."""

    id: int
    type: conversations.SessionType
    status: conversations.SessionStatus
    queue_position: int | None
    expected_wait_s: int | None


class ConversationOut(Struct, frozen=True):
    id: int
    customer: CustomerOut
    customer_name: str
    channel: conversations.Channel
    state: conversations.State
    assistant_answers: bool
    agent: AgentOut | None
    ticket_id: int | None
    language: str | None
    message_count: int
    unread_count: int
    created_at: Time
    last_message_at: Time | None
    unanswered_since: Time | None
    ended_at: Time | None
    last_message: LastMessageOut | None
    intent: IntentOut | None
    session: OpenSessionOut | None

    @classmethod
    def of(cls, c: conversations.Conversation, *, for_staff: bool, pace: int | None = None) -> Self:
        """`pace`: seconds from one taken session to the next, as `conversations.pace` says."""
        return cls(
            c.id, CustomerOut(c.customer_id, c.person_name, c.person_email),
            c.customer_name or c.person_name, c.channel, c.state, c.assistant_answers,
            None if c.assigned_to is None else AgentOut(c.assigned_to, c.agent_name or ""),
            c.ticket_id, c.language, c.message_count, c.unread_count, utc(c.created_at),
            utc_or_none(c.last_message_at), utc_or_none(c.unanswered_since),
            utc_or_none(c.ended_at), last_message_of(c),
            IntentOut(c.intent, c.intent_confidence or 0.0) if for_staff and c.intent else None,
            open_session_of(c, pace),
        )  # fmt: skip


def last_message_of(c: conversations.Conversation) -> LastMessageOut | None:
    if c.last_content is None or c.last_message_at is None:
        return None
    return LastMessageOut(
        c.last_content, bool(c.last_from_staff), bool(c.last_is_ai), utc(c.last_message_at)
    )


def open_session_of(c: conversations.Conversation, pace: int | None) -> OpenSessionOut | None:
    if c.session_id is None or c.session_type is None or c.session_status is None:
        return None
    at = c.session_position
    wait = None if at is None or pace is None else at * pace
    return OpenSessionOut(c.session_id, c.session_type, c.session_status, at, wait)


class AnalysisOut(Struct, frozen=True):
    """What the assistant made of a customer's words, or (`corrected`) what a person said instead.
    The suggestions may be shown to the customer as they are."""

    intent: str
    confidence: float
    sentiment: str
    language: str
    suggestions: list[str]
    corrected: bool


def analysis_of(m: conversations.Message) -> AnalysisOut | None:
    if m.intent is None:
        return None
    return AnalysisOut(
        m.corrected_intent or m.intent, m.confidence or 0.0, m.sentiment or "neutral",
        m.language or "und", m.suggestions or [], m.corrected_intent is not None,
    )  # fmt: skip


class SourceLinkOut(Struct, frozen=True):
    """What an answer of the assistant rests on."""

    title: str
    url: str


sources_from = json.Decoder(list[SourceLinkOut]).decode


class ChatMessageOut(Struct, frozen=True):
    """An event's `content` is JSON: {"what": ..., and names or numbers}. The assistant's sender has
    the id 0 and the role `assistant`. `client_key` is what its sender named it."""

    id: int
    conversation_id: int
    content: str
    kind: str
    internal: bool
    from_staff: bool
    is_ai: bool
    sender: SenderOut
    created_at: Time
    read_at: Time | None
    attachments: Raw
    client_key: str | None
    sources: list[SourceLinkOut]
    analysis: AnalysisOut | None

    @classmethod
    def of(cls, m: conversations.Message, *, for_staff: bool) -> Self:
        return cls(
            m.id, m.conversation_id, m.content, m.kind, m.internal, m.from_staff, m.is_ai,
            SenderOut(m.sender_id, m.sender_name, m.sender_role), utc(m.created_at),
            utc_or_none(m.read_at),
            Raw(m.attachments.encode()) if m.attachments else NO_ATTACHMENTS, m.client_key,
            sources_from(m.sources) if m.sources else [],
            analysis_of(m) if for_staff else None,
        )  # fmt: skip


class SessionOut(Struct, frozen=True):
    """A chat, voice or video session. `queue_position` from 1 while it waits; `duration_seconds`
    from joining to the end, 0 if nobody joined. `room_id` is its conversation's id as text."""

    id: int
    conversation_id: int
    room_id: str
    type: conversations.SessionType
    status: conversations.SessionStatus
    customer: CustomerOut
    agent: AgentOut | None
    reason: str
    skills: list[str]
    queue_position: int | None
    expected_wait_s: int | None
    created_at: Time
    joined_at: Time | None
    ended_at: Time | None
    ended_because: str | None
    duration_seconds: int | None
    customer_consented_at: Time | None
    agent_consented_at: Time | None

    @classmethod
    def of(cls, s: conversations.Session, *, pace: int | None = None) -> Self:
        at = s.queue_position
        return cls(
            s.id, s.conversation_id, str(s.conversation_id), s.type, s.status,
            CustomerOut(s.customer_id, s.customer_name, s.customer_email),
            None if s.agent_id is None else AgentOut(s.agent_id, s.agent_name or ""),
            s.reason, s.skills, at, None if at is None or pace is None else at * pace,
            utc(s.created_at), utc_or_none(s.joined_at), utc_or_none(s.ended_at),
            s.ended_because, s.duration_seconds, utc_or_none(s.customer_consented_at),
            utc_or_none(s.agent_consented_at),
        )  # fmt: skip


class SummaryOut(Struct, frozen=True):
    """In the speakers' own words; a slot without any is ""."""

    text: str
    who: str
    problem: str
    tried: str
    outcome: str
    lines: int
