"""The chatbot's turns and handoffs, as REST and the sockets show them."""

from typing import Self

from msgspec import Struct, json

from ringdesk.domains import chatbot
from ringdesk.wire.conversations import SourceLinkOut
from ringdesk.wire.times import Time, utc, utc_or_none

sources_from = json.Decoder(list[SourceLinkOut]).decode


class HandoffOut(Struct, frozen=True):
    """Where bringing in a person stands. `state`: requested, queued, joined, ticketed, done;
    `outcome`, once it is done: helped, ticket, withdrawn. `deadline_at`: when a ticket is opened if
    nobody has joined by then."""

    id: int
    state: str
    outcome: str | None
    queue_position: int | None
    expected_wait_s: int | None
    ticket_id: int | None
    requested_at: Time
    deadline_at: Time | None

    @classmethod
    def of(cls, seen: chatbot.Seen) -> Self:
        h = seen.handoff
        return cls(
            h.id, h.state, h.outcome, seen.position, seen.expected_wait_s, h.ticket_id,
            utc(h.requested_at), utc_or_none(h.deadline_at),
        )  # fmt: skip


class StepOut(Struct, frozen=True):
    state: str
    note: str
    at: Time


class HandoffForStaffOut(Struct, frozen=True):
    """The same with what the one who joins should know: the reason in the customer's words, and a
    summary of what was said before."""

    handoff: HandoffOut
    because: str
    reason: str
    summary: str
    steps: list[StepOut]

    @classmethod
    def of(cls, seen: chatbot.Seen) -> Self:
        h = seen.handoff
        steps = [StepOut(one.state, one.note, utc(one.at)) for one in seen.steps]
        return cls(HandoffOut.of(seen), h.because, h.reason, h.summary, steps)


class ChatOut(Struct, frozen=True):
    """Document 003's answer, and what it rests on. `outcome`: answered, greeted, thanked, unclear,
    refused, person, with_person."""

    response: str
    session_id: str
    confidence_score: float
    was_escalated: bool
    ticket_id: int | None
    sources: list[SourceLinkOut]
    outcome: str
    turn_id: int
    message_id: str
    response_time_ms: int
    handoff: HandoffOut | None

    @classmethod
    def of(cls, said: chatbot.Said) -> Self:
        turn, handoff = said.turn, said.handoff
        return cls(
            turn.response or "", str(turn.conversation_id), turn.confidence, turn.was_escalated,
            turn.ticket_id if handoff is None else turn.ticket_id or handoff.handoff.ticket_id,
            sources_from(turn.sources), turn.outcome or "", turn.id, str(turn.message_id),
            turn.response_time_ms, None if handoff is None else HandoffOut.of(handoff),
        )  # fmt: skip


class ChatbotMessageOut(Struct, frozen=True):
    """Document 003's WebSocket tells of the chatbot's messages: what was asked and answered."""

    session_id: str
    turn_id: int
    message_id: str
    user_query: str
    response: str
    confidence_score: float
    was_escalated: bool
    ticket_id: int | None
    sources: list[SourceLinkOut]
    created_at: Time

    @classmethod
    def of(cls, t: chatbot.Turn) -> Self:
        return cls(
            str(t.conversation_id), t.id, str(t.message_id), t.query, t.response or "",
            t.confidence, t.was_escalated, t.ticket_id, sources_from(t.sources),
            utc(t.created_at),
        )  # fmt: skip


class TurnOut(Struct, frozen=True):
    """Document 003's log entry, and what the answer was made of."""

    id: int
    user_id: int
    session_id: str
    user_query: str
    bot_response: str
    confidence_score: float
    was_escalated: bool
    ticket_id: int | None
    response_time_ms: int
    created_at: Time
    user_name: str
    channel: str
    outcome: str
    sources: list[SourceLinkOut]
    source_kind: str | None
    source_id: int | None
    threshold: float
    knowledge_revision: int
    model_version: str
    provider: str
    verdict: str | None

    @classmethod
    def of(cls, t: chatbot.Turn) -> Self:
        return cls(
            t.id, t.user_id, str(t.conversation_id), t.query, t.response or "", t.confidence,
            t.was_escalated, t.ticket_id, t.response_time_ms, utc(t.created_at), t.user_name,
            t.channel, t.outcome or "", sources_from(t.sources), t.source_kind, t.source_id,
            t.threshold, t.knowledge_revision, t.model_version, t.provider, t.verdict,
        )  # fmt: skip


class CommonOut(Struct, frozen=True):
    query: str
    count: int


class CommonSourceOut(Struct, frozen=True):
    """A published entry, and how many questions it answered."""

    kind: str
    id: int
    title: str
    count: int


class ChatbotNumbersOut(Struct, frozen=True):
    """Document 003's numbers, since the beginning; `escalation_rate` and `answer_rate` are per
    cent. `common_sources`: what answered most; `unanswered_queries`: what could not be answered."""

    total_queries: int
    escalated_queries: int
    escalation_rate: float
    avg_confidence_score: float
    common_queries: list[CommonOut]
    answered_queries: int
    refused_queries: int
    answer_rate: float
    avg_response_time_ms: float
    common_sources: list[CommonSourceOut]
    unanswered_queries: list[CommonOut]

    @classmethod
    def of(cls, found: chatbot.Numbers) -> Self:
        t = found.totals
        sources = []
        for one in found.sources:
            kind, _, number = one.key.partition(":")
            sources.append(CommonSourceOut(kind, int(number), one.label, one.n))
        return cls(
            t.total, t.escalated, per_cent(t.escalated, t.total),
            round(t.confidence / t.total, 4) if t.total else 0.0,
            [CommonOut(one.label, one.n) for one in found.queries], t.answered, t.refused,
            per_cent(t.answered, t.total), round(t.response_ms / t.total, 1) if t.total else 0.0,
            sources, [CommonOut(one.label, one.n) for one in found.unanswered],
        )  # fmt: skip


def per_cent(part: int, whole: int) -> float:
    return round(100 * part / whole, 2) if whole else 0.0
