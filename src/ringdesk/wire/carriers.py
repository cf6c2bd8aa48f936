"""Carriers as the web app sees them: never a credential."""

from typing import Any

from msgspec import Struct

from ringdesk.domains import telephony


class HealthOut(Struct, frozen=True):
    ok: bool
    says: str

    @classmethod
    def of(cls, health: telephony.Health) -> "HealthOut":
        return cls(health.ok, health.says)


class CarrierOut(Struct, frozen=True, kw_only=True):
    """`settings` by kind; `has_credentials` names those that were given. `inbound_url` is to be
    entered with the number at a carrier that calls back, null where there is nothing to enter."""

    id: int
    kind: telephony.CarrierKind
    name: str
    settings: dict[str, Any]
    has_credentials: list[str]
    caller_ids: list[str]
    most_calls: int
    calls_per_second: float
    position: int
    enabled: bool
    health: HealthOut
    inbound_url: str | None

    @classmethod
    def of(cls, shown: telephony.CarrierShown) -> "CarrierOut":
        row = shown.row
        return cls(
            id=row.id, kind=row.kind, name=row.name, settings=row.shown,
            has_credentials=list(shown.has_credentials), caller_ids=row.caller_ids,
            most_calls=row.most_calls, calls_per_second=row.calls_per_second,
            position=row.position, enabled=row.enabled, health=HealthOut.of(shown.health),
            inbound_url=shown.inbound_url,
        )  # fmt: skip


class CarriersOut(Struct, frozen=True):
    """`simulated`: no real carrier is switched on, so calls are only played."""

    carriers: list[CarrierOut]
    simulated: bool
