"""Turns of the chatbot, their numbers, and what a customer is told."""

from datetime import datetime
from typing import Literal

from msgspec import Struct

Outcome = Literal["answered", "greeted", "thanked", "unclear", "refused", "person", "with_person"]
Verdict = Literal["right", "wrong"]


class Turn(Struct, frozen=True):
    """A question and its answer, in the order of the columns. `response` is null until it is
    answered; `sources` is JSON [{"title", "url"}]; `response_time_ms` from the question to the
    answer. `user_id` is who asked."""

    id: int
    conversation_id: int
    message_id: int
    user_id: int
    user_name: str
    channel: str
    query: str
    response: str | None
    outcome: Outcome | None
    confidence: float
    was_escalated: bool
    ticket_id: int | None
    source_kind: str | None
    source_id: int | None
    sources: str
    response_time_ms: int
    knowledge_revision: int
    threshold: float
    model_version: str
    provider: str
    verdict: Verdict | None
    asked_at: datetime
    created_at: datetime


class TurnFilter(Struct, frozen=True, kw_only=True):
    """All of it must hold. `before`: only older ones than this id."""

    conversation_id: int | None = None
    escalated_only: bool = False
    unanswered_only: bool = False
    before: int | None = None


class Reply(Struct, frozen=True, kw_only=True):
    """What the chatbot has decided to say, before it says it. `passage`: what it rests on, whole;
    `most`: characters it may have; `rewriter`: who may put it in other words, "local" for nobody;
    `provider`: who did."""

    text: str
    outcome: Outcome
    confidence: float
    threshold: float
    revision: int
    language: str
    source_kind: str | None = None
    source_id: int | None = None
    title: str = ""
    url: str = ""
    passage: str = ""
    most: int = 500
    rewriter: str = "local"
    provider: str = "local"


class Totals(Struct, frozen=True):
    """Of all turns of a tenant. `confidence` and `response_ms` are sums."""

    total: int = 0
    escalated: int = 0
    answered: int = 0
    refused: int = 0
    confidence: float = 0.0
    response_ms: int = 0


class Common(Struct, frozen=True):
    """Something asked often, and how often."""

    kind: str
    key: str
    label: str
    n: int
    last_turn: int


class Numbers(Struct, frozen=True):
    """What a tenant's chatbot did, since the beginning."""

    totals: Totals
    queries: list[Common]
    sources: list[Common]
    unanswered: list[Common]


class Id(Struct, frozen=True):
    id: int


class Known(Struct, frozen=True):
    """A turn that was asked under the same key."""

    id: int
    query: str
    conversation_id: int
