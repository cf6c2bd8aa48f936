"""What a carrier is told to do with a call that was answered, or that somebody places to us. In
words that every carrier understands; who decides is above."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias
from uuid import UUID

from msgspec import Struct

LEAST_RING_S = 15  # a called person gets that long (FTC 16 CFR 310.4(b)(4)(ii); Ofcom: 15 s)


class Say(Struct, frozen=True, tag=True):
    """Spoken by the carrier; `language` as en-US."""

    text: str
    language: str = "en-US"


class Menu(Struct, frozen=True, tag=True):
    """Says the text and waits for keys; they come as an event `digits`, and the plan is asked for
    again with them. `step` counts the menus of a call: what comes twice is the same answer."""

    text: str
    language: str = "en-US"
    digits: int = 1
    timeout_s: int = 5
    step: int = 1


class ToMixer(Struct, frozen=True, tag=True):
    """The sound comes to our mixer, which connects whom it should."""


class ToPerson(Struct, frozen=True, tag=True):
    """The carrier rings a browser that is signed in to it as `identity`."""

    identity: str
    ring_s: int = LEAST_RING_S


class ToConference(Struct, frozen=True, tag=True):
    """The carrier keeps the room; the call stays there until it is hung up."""

    room: str


class ToNumber(Struct, frozen=True, tag=True):
    number: str
    caller_id: str = ""
    ring_s: int = LEAST_RING_S


class Wait(Struct, frozen=True, tag=True):
    seconds: int


class HangUp(Struct, frozen=True, tag=True):
    """`busy`: refused before it was answered, where the carrier can."""

    busy: bool = False


Step: TypeAlias = Say | Menu | ToMixer | ToPerson | ToConference | ToNumber | Wait | HangUp
Plan: TypeAlias = tuple[Step, ...]


class Answered(Struct, frozen=True, kw_only=True):
    """A call of ours that somebody took. `digits` and `step`: the answer to a menu."""

    tenant_id: UUID
    attempt: str
    carrier_id: int
    carrier_call_id: str
    digits: str | None = None
    step: int = 0


class Incoming(Struct, frozen=True, kw_only=True):
    """A call to us. `from_number` is "" where the caller hides it; events name the `attempt`."""

    tenant_id: UUID
    attempt: str
    carrier_id: int
    carrier_call_id: str
    from_number: str
    to_number: str
    digits: str | None = None
    step: int = 0


PlanAnswered: TypeAlias = Callable[[Answered], Awaitable[Plan | None]]
PlanIncoming: TypeAlias = Callable[[Incoming], Awaitable[Plan | None]]
