"""All that happens now: the queue, the agents, the lines. For administrators."""

import asyncio
from contextlib import suppress

from litestar import Router, get
from msgspec import Struct
from msgspec.structs import asdict

from ringdesk.api.desk import Desk, InDesk
from ringdesk.api.door import InWork, raises
from ringdesk.domains import calls, dialer, identity, leads
from ringdesk.kernel.work import Work
from ringdesk.wire.calls import CallOut
from ringdesk.wire.dialer import AbandonedOut, QueueOut, TraceOut
from ringdesk.wire.times import Time, utc_or_none

HEALTH_PATIENCE_S = 1.0  # the board does not wait for a carrier; the next look has its answer
MOST_COUNTED = 10_000


class WaitingOut(Struct, frozen=True):
    """Leads due now. `overdue`: later than their priority promises. At most 10,000 are counted of
    each campaign; `more`: there are more."""

    priority: str
    waiting: int
    overdue: int
    more: bool


class BoardQueueOut(QueueOut, frozen=True):
    by_priority: list[WaitingOut]


class BoardAgentOut(Struct, frozen=True):
    """`state`: available | in_call | wrapping_up | busy | away | offline, `since` when."""

    id: int
    full_name: str
    state: str
    since: Time | None
    call_id: int | None


class BoardCarrierOut(Struct, frozen=True):
    """`healthy` null: it did not say so in time. `simulated`: calls are only played."""

    name: str
    simulated: bool
    healthy: bool | None
    says: str


class BoardLineOut(CallOut, frozen=True, kw_only=True):
    """`has_sound`: it comes to this installation, so that one can listen, whisper or barge."""

    has_sound: bool


class WallboardOut(Struct, frozen=True):
    queue: BoardQueueOut
    agents: list[BoardAgentOut]
    lines: list[BoardLineOut]
    abandonment: AbandonedOut
    pacing: list[TraceOut]
    carrier: BoardCarrierOut


@get("/wallboard", responses=raises(dialer.MayNotWatch))
async def get_wallboard(work: InWork, desk: InDesk) -> WallboardOut:
    """The board as it is now; letters tell what changes."""
    state, waiting = await dialer.state(work), await dialer.waiting(work)
    queue = BoardQueueOut(
        state.is_running, state.active_calls, state.max_concurrent_calls,
        [waiting_of(one) for one in waiting],
    )  # fmt: skip
    return WallboardOut(
        queue=queue,
        agents=[agent_of(one) for one in await calls.agents(work) if makes_calls(one)],
        lines=[line_of(one, desk) for one in await calls.live(work)],
        abandonment=AbandonedOut.over(await dialer.abandonment(work, days=1)),
        pacing=[TraceOut.of(one) for one in await dialer.latest(work)],
        carrier=await carrier_of(work, desk),
    )


def line_of(one: calls.Call, desk: Desk) -> BoardLineOut:
    sound = one.carrier_call_id
    has_sound = one.status == "answered" and sound is not None and desk.media.has(sound)
    return BoardLineOut(**asdict(CallOut.of(one)), has_sound=has_sound)


def waiting_of(one: dialer.Waiting) -> WaitingOut:
    more = one.waiting > MOST_COUNTED
    return WaitingOut(leads.PRIORITIES[one.rank], one.waiting, one.overdue, more)


def makes_calls(one: calls.Agent) -> bool:
    held = identity.scopes_of(one.person.role, one.person.scopes)
    return bool(held & {"calls:write", "calls:*", "*"})


def agent_of(one: calls.Agent) -> BoardAgentOut:
    return BoardAgentOut(
        one.person.id, one.person.full_name, one.doing, utc_or_none(one.since), one.call_id
    )  # fmt: skip


async def carrier_of(work: Work, desk: Desk) -> BoardCarrierOut:
    """The one that is asked first."""
    trunks = await desk.carriers.of(work.tenant_id)
    if not trunks:
        return BoardCarrierOut("", False, False, "No carrier is switched on")
    first = trunks[0]
    with suppress(TimeoutError):
        async with asyncio.timeout(HEALTH_PATIENCE_S):
            health = await first.recent_health()
            return BoardCarrierOut(first.row.name, first.is_simulated, health.ok, health.says)
    return BoardCarrierOut(first.row.name, first.is_simulated, None, "")


router = Router("/api/app", route_handlers=[get_wallboard], tags=["calling"])
