"""What a carrier is set up with, and what is kept of the calls that were asked of it."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, Literal, TypeAlias, get_args
from uuid import UUID

from msgspec import UNSET, Struct, UnsetType, json

from ringdesk.domains.telephony.carrier import Carrier, Listener

CarrierKind = Literal["simulation", "twilio", "sip"]
CARRIER_KINDS: tuple[CarrierKind, ...] = get_args(CarrierKind)
SIMULATED = 0  # the id of the simulation that stands in where no carrier is set up


class Configured(Struct, frozen=True):
    """A row of the settings. `settings` is a JSON object, by kind as in `settings.py`, and
    `credentials` sealed. `at_home`: of the tenant whose staff runs the machine."""

    id: int
    kind: CarrierKind
    name: str
    settings: str
    credentials: str | None
    caller_ids: list[str]
    most_calls: int
    calls_per_second: float
    position: int
    enabled: bool
    version: int
    at_home: bool

    @property
    def shown(self) -> dict[str, Any]:
        """The settings, none of them secret."""
        found: dict[str, Any] = json.decode(self.settings)
        return found


class CarrierChanges(Struct, frozen=True, kw_only=True):
    """Only what is set is changed. `credentials` are taken and never shown: those given replace
    those of the same name, None takes one away. `settings` replace the former as a whole."""

    kind: CarrierKind | UnsetType = UNSET
    name: str | UnsetType = UNSET
    settings: dict[str, Any] | UnsetType = UNSET
    credentials: dict[str, str | None] | UnsetType = UNSET
    caller_ids: list[str] | UnsetType = UNSET
    most_calls: int | UnsetType = UNSET
    calls_per_second: float | UnsetType = UNSET
    position: int | UnsetType = UNSET
    enabled: bool | UnsetType = UNSET


class Asked(Struct, frozen=True):
    """A call that a carrier was asked for: what is known before its answer. `unseen_s`: since it
    was asked for, or since a process said last that it has the call."""

    attempt: str
    carrier_id: int
    to_number: str
    from_number: str
    asked_at: datetime
    carrier_call_id: str | None
    unseen_s: float


class Setup(Struct, frozen=True, kw_only=True):
    """All that a carrier is built from. `key` names it in addresses that its webhooks call.
    `recall` tells what it was asked for, `is_taken` whether a call is known to be another
    attempt's; `beat` says of attempts that their calls live in this process."""

    tenant_id: UUID
    carrier_id: int
    key: str
    name: str
    settings: dict[str, Any]
    secrets: dict[str, str]
    most_calls: int
    calls_per_second: float
    at_home: bool
    recall: "Recall"
    is_taken: "IsTaken"
    beat: "Beat"


Recall: TypeAlias = Callable[[str], Awaitable[Asked | None]]
IsTaken: TypeAlias = Callable[[str, str], Awaitable[bool]]
Beat: TypeAlias = Callable[[list[str]], Awaitable[None]]
# Builds a carrier of one kind; it reports to the listener. It may also have `async start()`, called
# once before its first act, and `async close()`, called when its settings changed or at the end.
Make: TypeAlias = Callable[[Setup, Listener], Carrier]
