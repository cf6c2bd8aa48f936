from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, Literal, TypeAlias

from msgspec import UNSET, Struct, UnsetType

from ringdesk.kernel.events import Event, Fact
from ringdesk.kernel.work import Work

DeliveryState = Literal["waiting", "delivered", "failed", "skipped"]
DisabledBecause = Literal["by_hand", "gone", "failing"]

# What is told of a fact: of the thing as it is now. None: not to be sent at all. NotFound: the
# thing is gone, and only its id is told. The flag: whether staff's notes may be in it.
Tell: TypeAlias = "Callable[[Work, Fact[Any], bool], Awaitable[dict[str, object] | None]]"


EventKind: TypeAlias = type[Event]  # in a struct that has a field `type`


class Topic(Struct, frozen=True, kw_only=True):
    """A type of event as the catalogue shows it, and the facts it comes from. `subject` names the
    field of those facts that holds the thing's id. `example` is the `data` of one."""

    type: str
    description: str
    kinds: tuple[EventKind, ...]
    subject: str
    tell: Tell
    example: object


class Endpoint(Struct, frozen=True):
    """`waiting`, `failed`, `delivered`: deliveries, the latter two of the last 24 hours."""

    id: int
    url: str
    description: str
    types: list[str]
    include_notes: bool
    enabled: bool
    most_at_once: int
    per_second: float
    failures: int
    failing_since: datetime | None
    succeeded_at: datetime | None
    disabled_at: datetime | None
    disabled_because: DisabledBecause | None
    former_ends_at: datetime | None
    created_by: int
    created_at: datetime
    updated_at: datetime
    version: int
    waiting: int
    failed: int
    delivered: int


class EndpointChanges(Struct, frozen=True, kw_only=True):
    url: str | UnsetType = UNSET
    description: str | UnsetType = UNSET
    types: list[str] | UnsetType = UNSET
    include_notes: bool | UnsetType = UNSET
    enabled: bool | UnsetType = UNSET
    most_at_once: int | UnsetType = UNSET
    per_second: float | UnsetType = UNSET


class Delivery(Struct, frozen=True):
    """`seq`: the fact's number in the log, null for a test. `attempts`: those begun."""

    id: int
    endpoint_id: int
    seq: int | None
    type: str
    message_id: str
    happened_at: datetime
    state: DeliveryState
    attempts: int
    due_at: datetime
    last_status: int | None
    last_fault: str | None
    made_at: datetime
    settled_at: datetime | None


class Attempt(Struct, frozen=True):
    """`fault`: why there was no answer; `status` is null then."""

    number: int
    at: datetime
    took_ms: int
    status: int | None
    fault: str | None
    answer: str


class Detailed(Struct, frozen=True, kw_only=True):
    """`payload`: what would be sent now; null where there is nothing left to send."""

    delivery: Delivery
    attempts: list[Attempt]
    payload: bytes | None


class WithSecret(Struct, frozen=True, kw_only=True):
    """The only moment at which it is shown."""

    endpoint: Endpoint
    secret: str


# Rows that the sending reads.


class Lane(Struct, frozen=True):
    """An endpoint as who sends needs it. `now` is the database's clock; `in_flight` counts what is
    being sent to it, by all processes."""

    id: int
    url: str
    types: list[str]
    include_notes: bool
    secret: str | None
    former_secret: str | None
    cursor: int
    most_at_once: int
    per_second: float
    next_at: datetime
    failures: int
    in_flight: int
    at_home: bool
    now: datetime


class Claimed(Struct, frozen=True):
    """A delivery in hand, and the fact it tells of; that is null for a test."""

    id: int
    seq: int | None
    type: str
    message_id: str
    attempts: int
    happened_at: datetime
    kind: str | None
    body: str | None
    actor_id: int | None
    at: datetime | None


class Settled(Struct, frozen=True):
    """What became of an endpoint by an answer."""

    failures: int
    disabled_because: DisabledBecause | None


class Id(Struct, frozen=True):
    id: int


class Logged(Struct, frozen=True):
    """A fact as the log keeps it."""

    kind: str
    body: str
    actor_id: int
    at: datetime
