"""How the queue dials: caps, hours, attempts, retries."""

from typing import Annotated, Self

from litestar import Router, get, put
from litestar.params import JSONBody
from msgspec import UNSET, Meta, Struct, UnsetType, json, structs

from ringdesk.api.door import In, InWork, raises
from ringdesk.domains import calls, compliance, dialer

Calls = Annotated[int, Meta(ge=1, le=10_000)]
PerSecond = Annotated[float, Meta(ge=0.01, le=1000)]
Hours = Annotated[str, Meta(min_length=1, max_length=200)]
Region = Annotated[str, Meta(min_length=2, max_length=2)]
Wait = Annotated[int, Meta(ge=1, le=8760)]
Attempts = Annotated[int, Meta(ge=1, le=50)]
Minutes = Annotated[int, Meta(ge=0, le=525_600)]
Table = Annotated[
    dict[Annotated[str, Meta(max_length=20)], Minutes], Meta(max_length=10)
]  # fmt: skip


class SetDialer(In, frozen=True, kw_only=True):
    """What is not given stays. `hours`: null for the installation's; they can only be narrower.
    `retry`: minutes by outcome, over the house's own table."""

    max_concurrent_calls: Calls | UnsetType = UNSET
    calls_per_second: PerSecond | UnsetType = UNSET
    hours: Hours | UnsetType | None = UNSET
    region: Region | UnsetType = UNSET
    low_counts_as_medium_after_h: Wait | UnsetType | None = UNSET
    attempts_per_day: Attempts | UnsetType = UNSET
    attempts_total: Attempts | UnsetType = UNSET
    hold_after_abandon_h: Annotated[int, Meta(ge=0, le=720)] | UnsetType = UNSET
    claim_s: Annotated[int, Meta(ge=10, le=86_400)] | UnsetType = UNSET
    wrap_up_s: Annotated[int, Meta(ge=0, le=3600)] | UnsetType = UNSET
    retry: Table | UnsetType = UNSET


OURS = {
    "max_concurrent_calls": "most_calls", "attempts_per_day": "most_attempts_a_day",
    "attempts_total": "most_attempts", "low_counts_as_medium_after_h": "low_becomes_medium_after_h",
}  # fmt: skip


class DialerSettingsOut(Struct, frozen=True, kw_only=True):
    """`house_hours`: of the installation; nobody calls outside of them. `house_retry`: minutes by
    outcome where `retry` says nothing."""

    paused: bool
    max_concurrent_calls: int
    calls_per_second: float
    hours: str | None
    house_hours: str
    region: str
    low_counts_as_medium_after_h: int | None
    attempts_per_day: int
    attempts_total: int
    hold_after_abandon_h: int
    claim_s: int
    wrap_up_s: int
    retry: dict[str, int]
    house_retry: dict[str, int]

    @classmethod
    def of(cls, s: dialer.Settings) -> Self:
        return cls(
            paused=s.paused, max_concurrent_calls=s.most_calls,
            calls_per_second=s.calls_per_second, hours=s.hours,
            house_hours=str(compliance.house_hours()), region=s.region,
            low_counts_as_medium_after_h=s.low_becomes_medium_after_h,
            attempts_per_day=s.most_attempts_a_day, attempts_total=s.most_attempts,
            hold_after_abandon_h=s.hold_after_abandon_h, claim_s=s.claim_s,
            wrap_up_s=s.wrap_up_s, retry=json.decode(s.retry, type=dict[str, int]),
            house_retry=dict(calls.RETRY_MINUTES),
        )  # fmt: skip


@get("/dialer", responses=raises(dialer.MayNotWatch))
async def get_dialer_settings(work: InWork) -> DialerSettingsOut:
    """How the queue dials (administrators)."""
    return DialerSettingsOut.of(await dialer.settings(work))


@put("/dialer", responses=raises(dialer.AdministratorsSteer))
async def set_dialer_settings(data: JSONBody[SetDialer], work: InWork) -> DialerSettingsOut:
    """Change the fields given (administrators)."""
    given = {OURS.get(name, name): value for name, value in structs.asdict(data).items()}
    changed = await dialer.change_settings(work, dialer.SettingsChanges(**given))
    return DialerSettingsOut.of(changed)


router = Router(
    "/api/app/settings", route_handlers=[get_dialer_settings, set_dialer_settings],
    tags=["calling"],
)  # fmt: skip
