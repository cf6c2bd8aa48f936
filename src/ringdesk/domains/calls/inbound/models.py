from datetime import datetime
from typing import Literal, get_args

from msgspec import UNSET, Struct, UnsetType

State = Literal[
    "menu", "queued", "connected", "passed_on", "callback", "closed", "missed", "over"
]  # fmt: skip
Overflow = Literal["callback", "hang_up"]
OVERFLOWS: tuple[str, ...] = get_args(Overflow)
# Where a call that came in may go. Who hangs up before anybody spoke to them was missed.
MOVES: dict[str, frozenset[str]] = {
    "menu": frozenset({"queued", "passed_on", "callback", "closed", "missed"}),
    "queued": frozenset({"connected", "callback", "closed", "missed"}),
    "connected": frozenset({"over"}),
}


class InboundQueue(Struct, frozen=True):
    """`skills`: what an agent must know, all of it. `overflow`: what becomes of who waited `wait_s`
    seconds, or finds `most_waiting` before them. `ring_s`: so long it rings at an agent before the
    next is asked; 0 connects at once."""

    id: int
    name: str
    skills: list[str]
    wait_s: int
    most_waiting: int
    overflow: Overflow
    ring_s: int


class InboundNumber(Struct, frozen=True):
    """A number of ours. `menu` is JSON (see flow.py) or null: then everybody goes to the queue, as
    does who presses nothing we know. `hours`: by the clock of `time_zone`; null is always."""

    id: int
    number: str
    name: str
    greeting: str
    language: str
    menu: str | None
    queue_id: int
    hours: str | None
    time_zone: str
    closed_text: str
    enabled: bool


class NumberChanges(Struct, frozen=True, kw_only=True):
    """Only what is set is changed."""

    number: str | UnsetType = UNSET
    name: str | UnsetType = UNSET
    greeting: str | UnsetType = UNSET
    language: str | UnsetType = UNSET
    menu: str | UnsetType | None = UNSET
    queue_id: int | UnsetType = UNSET
    hours: str | UnsetType | None = UNSET
    time_zone: str | UnsetType = UNSET
    closed_text: str | UnsetType = UNSET
    enabled: bool | UnsetType = UNSET


class QueueChanges(Struct, frozen=True, kw_only=True):
    name: str | UnsetType = UNSET
    skills: list[str] | UnsetType = UNSET
    wait_s: int | UnsetType = UNSET
    most_waiting: int | UnsetType = UNSET
    overflow: Overflow | UnsetType = UNSET
    ring_s: int | UnsetType = UNSET


class InboundCall(Struct, frozen=True):
    """A call that came in, and where it stands. `offered_to`: at whom it rings, until
    `offer_ends_at`."""

    call_id: int
    number_id: int
    state: State
    path: list[str]
    tries: int
    step: int
    queue_id: int | None
    queued_at: datetime | None
    status: str
    carrier: str
    carrier_id: int | None
    carrier_call_id: str
    number: str
    lead_id: int | None
    offered_to: int | None
    offer_ends_at: datetime | None


class Waiting(Struct, frozen=True):
    """`position` 1 is the next of its queue. `offered_to`: at whom it rings."""

    call_id: int
    queue_id: int
    queue_name: str
    skills: list[str]
    queued_at: datetime
    number: str
    status: str
    name: str
    position: int
    ring_s: int
    offered_to: int | None
    offered_name: str
    offer_ends_at: datetime | None


class Came(Struct, frozen=True):
    id: int
    lead_id: int | None


class Idle(Struct, frozen=True):
    id: int
    at: datetime


class Offer(Struct, frozen=True):
    """A call that rings at somebody, until then."""

    call_id: int
    number: str
    name: str
    lead_id: int | None
    queue_name: str
    queued_at: datetime
    until: datetime


class Passed(Struct, frozen=True):
    call_id: int
    agent_id: int


class Answering(Struct, frozen=True):
    """How often it rang at somebody, and what they did not take."""

    agent_id: int
    full_name: str
    offered: int
    declined: int
    unanswered: int
