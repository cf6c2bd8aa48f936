"""What every carrier can do: place a call, end it, say what became of it. It knows no lead.

A carrier reports by events. They come late, twice and in the wrong order; what they mean for a call
is decided by the state machine of `calls`, never here.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Literal, Protocol, TypeAlias

from msgspec import Struct

Kind = Literal[
    "initiated", "ringing", "answered", "human", "machine", "digits", "recording",
    "completed", "busy", "no-answer", "failed", "canceled",
]  # fmt: skip
FINAL: frozenset[str] = frozenset({"completed", "busy", "no-answer", "failed", "canceled"})


class DialRequest(Struct, frozen=True, kw_only=True):
    """`attempt`: our own key of this attempt (`<tenant>:<call id>`). A carrier that was asked with
    it before places no second call. Numbers in E.164; `from_number` "" is the trunk's own."""

    attempt: str
    to_number: str
    from_number: str = ""
    ring_timeout_s: int = 25
    detect_machine: bool = False
    record: bool = False


class CarrierEvent(Struct, frozen=True, kw_only=True):
    """`seq` counts up within a call as the carrier numbered it; the same number is the same event.
    `duration_s`: talk time, with `completed`. `code`: SIP status or the carrier's error number.
    `permanent`: with `failed`: this number will never work. `detail`: digits, a recording's
    address."""

    attempt: str
    carrier_call_id: str
    seq: int
    kind: Kind
    at: datetime
    duration_s: int | None = None
    code: int | None = None
    permanent: bool = False
    detail: str = ""


class Placed(Struct, frozen=True):
    carrier_call_id: str


class CallState(Struct, frozen=True, kw_only=True):
    """What the carrier knows of a call when it is asked."""

    carrier_call_id: str
    kind: Kind
    duration_s: int | None = None


class Health(Struct, frozen=True, kw_only=True):
    """`ok` false with the reason for people in `says`. `most_calls`, `per_second`: the caps."""

    ok: bool
    says: str = ""
    calls: int = 0
    most_calls: int | None = None
    per_second: float | None = None


class CarrierRefused(Exception):
    """No call was placed, for certain. `permanent`: this number will never work."""

    def __init__(self, says: str, *, code: int | None = None, permanent: bool = False) -> None:
        super().__init__(says)
        self.says, self.code, self.permanent = says, code, permanent


class CarrierSilent(Exception):
    """Nobody knows whether a call was placed, until the carrier is asked."""


Listener: TypeAlias = Callable[[CarrierEvent], Awaitable[None]]


class Carrier(Protocol):
    """`name`: simulation | twilio | sip. Every act is idempotent."""

    name: str

    async def dial(self, request: DialRequest) -> Placed:
        """CarrierRefused, CarrierSilent."""

    async def hang_up(self, carrier_call_id: str) -> None:
        """Nothing happens to a call that is over. CarrierSilent."""

    async def look_up(self, attempt: str, carrier_call_id: str | None) -> CallState | None:
        """None: the carrier never heard of it, for certain. CarrierSilent."""

    async def transfer(self, carrier_call_id: str, to_number: str) -> None:
        """To another number, blind. CarrierRefused, CarrierSilent."""

    async def health(self) -> Health:
        """How it is now. No call is placed to find out."""
