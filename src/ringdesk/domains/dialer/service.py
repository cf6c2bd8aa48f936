"""The acts on the queue: pause, resume, reset, settings, state."""

import math

from msgspec import Struct, json, structs

from ringdesk.domains import calls, compliance, leads
from ringdesk.domains.dialer import policy, queries
from ringdesk.domains.dialer.events import (
    DialerSettingsChanged,
    QueuePaused,
    QueueResumed,
    StuckLeadsReset,
)
from ringdesk.domains.dialer.models import Action, QueueState, Settings, SettingsChanges, Waiting
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.work import Work

MOST_RESET = 1000  # at once; asked again, the next
MOST_COUNTED = 10_001
LIMITS: dict[str, tuple[float, float]] = {
    "most_calls": (1, 10_000), "calls_per_second": (0.01, 1000),
    "low_becomes_medium_after_h": (1, 8760), "most_attempts_a_day": (1, 50),
    "most_attempts": (1, 50), "hold_after_abandon_h": (0, 720), "claim_s": (10, 86_400),
    "wrap_up_s": (0, 3600),
}  # fmt: skip
OUTCOMES = ("busy", "no-answer", "machine", "failed", "abandoned")
LONGEST_RETRY_MIN = 365 * 24 * 60


class Stuck(Struct, frozen=True):
    id: int
    call_id: int | None


class Found(Struct, frozen=True):
    id: int


async def control(work: Work, action: Action) -> QueueState:
    """For whoever steers the queue. Pausing lets calls in progress end, and nothing is dialled
    after it."""
    policy.require_steers(work.actor)
    reset: int | None = None
    if action in ("pause_queue", "resume_queue"):
        await switch(work, paused=action == "pause_queue")
    elif action == "reset_stuck_leads":
        reset = await reset_stuck_leads(work)
    return structs.replace(await read_state(work), reset_count=reset)


async def switch(work: Work, *, paused: bool) -> None:
    await work.value(bool, queries.HOLD_DIALLER)
    await work.run(queries.SETTLE_ROW)
    if (await read_settings(work)).paused == paused:
        return
    if paused:
        await work.run(queries.PAUSE, work.actor.id)
        work.record(QueuePaused())
    else:
        await work.run(queries.RESUME)
        work.record(QueueResumed())


async def reset_stuck_leads(work: Work) -> int:
    """Leads that are called, it says, and are not: back to the queue. A call of which nobody has
    said anything since its lead's lease ended is given up."""
    await work.value(bool, queries.HOLD_DIALLER)
    count = 0
    for stuck in await work.many(Stuck, queries.STUCK, MOST_RESET):
        if stuck.call_id is not None:
            await calls.give_up(work, call_id=stuck.call_id, because="canceled")
        lead = await leads.lock(work, lead_id=stuck.id)
        if lead.dial_status == "calling":
            await leads.move_dial_status(work, lead, "pending", outcome=lead.last_outcome)
        count += 1
    count += await leads.expire_claims(work)
    if count:
        work.record(StuckLeadsReset(count=count))
    return count


async def state(work: Work) -> QueueState:
    policy.require_watches(work.actor)
    return await read_state(work)


async def read_state(work: Work) -> QueueState:
    found = await work.one(QueueState, queries.STATE)
    if found is None:
        raise LookupError("The state has a row even where nothing is set")
    return found


async def settings(work: Work) -> Settings:
    policy.require_watches(work.actor)
    return await read_settings(work)


async def read_settings(work: Work) -> Settings:
    found = await work.one(Settings, queries.SETTINGS)
    if found is None:
        raise LookupError("The settings have a row even where nothing is set")
    return found


async def change_settings(work: Work, changes: SettingsChanges) -> Settings:
    """Change the fields given. Invalid. For whoever steers the queue."""
    policy.require_steers(work.actor)
    given = changes.given()
    for name, value in given.items():
        require_sound(name, value)
    before = await read_settings(work)
    if "retry" in given:
        given["retry"] = json.encode(given["retry"], order="sorted").decode()
    if isinstance(region := given.get("region"), str):
        given["region"] = region.strip().upper()
    moved = {name: value for name, value in given.items() if getattr(before, name) != value}
    if not moved:
        return before
    after = structs.replace(before, **moved)
    await work.run(queries.SETTLE_ROW)
    await work.run(queries.SET, *structs.astuple(after)[1:])
    work.record(DialerSettingsChanged(fields=tuple(sorted(moved))))
    return after


def require_sound(name: str, value: object) -> None:
    if name in LIMITS and value is not None:
        low, high = LIMITS[name]
        if not isinstance(value, int | float) or not math.isfinite(value):
            raise Invalid.field(name, "A number")
        if not low <= value <= high:
            raise Invalid.field(name, f"{low:g} to {high:g}")
    elif name == "hours" and isinstance(value, str):
        compliance.Hours.parse(value)
    elif name == "region" and isinstance(value, str):
        if not (len(value.strip()) == 2 and value.strip().isascii() and value.strip().isalpha()):
            raise Invalid.field("region", "Two letters, such as US")
    elif name == "retry" and isinstance(value, dict):
        require_sound_table(value)


def require_sound_table(table: dict[str, int]) -> None:
    for outcome, minutes in table.items():
        if outcome not in OUTCOMES:
            raise Invalid.field("retry", f"Outcomes are {', '.join(OUTCOMES)}")
        if not 0 <= minutes <= LONGEST_RETRY_MIN:
            raise Invalid.field("retry", f"0 to {LONGEST_RETRY_MIN} minutes")


async def waiting(work: Work) -> list[Waiting]:
    """Leads due now by rank, in lanes that run; at most 10,001 are counted of each lane."""
    policy.require_watches(work.actor)
    running = [one.id for one in await work.many(Found, queries.RUNNING)]
    return await work.many(Waiting, queries.WAITING, running, MOST_COUNTED)
