"""Who dials first, and how many: every lane's controller says what it wants, and the best leads of
all lanes come first."""

from datetime import datetime, timedelta
from uuid import UUID

from msgspec import Struct, field, structs

from ringdesk.domains import compliance
from ringdesk.domains.dialer.gate import Rules
from ringdesk.domains.dialer.models import LOW, Hold, Lane, Rule
from ringdesk.domains.dialer.pacing import Trace, View
from ringdesk.domains.dialer.queue.claims import heads
from ringdesk.domains.dialer.queue.dialling import MOST_AT_ONCE, Dialled, Order, dial
from ringdesk.domains.dialer.queue.look import Look
from ringdesk.domains.dialer.queue.pacers import (
    Pacer,
    Pacers,
    Seen,
    keep,
    view_of,
    worth_keeping,
)
from ringdesk.domains.dialer.queue.sharing import Share
from ringdesk.kernel.work import Actor, Office

BETTER = list(range(LOW))
RATE_AGAIN = timedelta(seconds=0.1)  # at the least; else when the next call's second is there
CAP_AGAIN = timedelta(seconds=5)
BEHIND_AGAIN = timedelta(seconds=0.2)  # when carriers will have answered
LOCKED_AGAIN = timedelta(seconds=0.2)  # when whoever writes to a lead will have let go of it
MOST_REMEMBERED = 20_000


class Trunks(Struct, frozen=True):
    """What the tenant's carriers allow, all together. `plays`: none of them is real. `at_once`: how
    many more this process can ask for without falling behind."""

    plays: bool
    most_calls: int
    per_second: float
    at_once: int = MOST_AT_ONCE


class Decision(Struct, frozen=True):
    """For the screens: what a lane's controller decided, and what came of it."""

    tenant_id: UUID
    campaign_id: int | None
    view: View
    trace: Trace
    dialled: int


class Turn(Struct):
    """A lane's turn in this round."""

    lane: Lane
    pacer: Pacer
    view: View
    trace: Trace
    dialled: int = 0
    stopped: bool = False

    @property
    def left(self) -> int:
        return 0 if self.stopped else self.trace.dial - self.dialled


class Found(Struct, kw_only=True):
    """`after`: the look with what waits now."""

    after: Look
    call_ids: list[int] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    next_at: datetime | None = None
    touched: bool = False

    def again_at(self, at: datetime) -> None:
        self.next_at = at if self.next_at is None else min(self.next_at, at)


class Lanes:
    def __init__(self, office: Office, holder: UUID, pacers: Pacers) -> None:
        self._office, self._holder, self._pacers = office, holder, pacers
        self._written: set[tuple[UUID, int, str, object]] = set()

    async def dial(self, hold: Hold, seen: Look, share: Share, trunks: Trunks) -> Found:
        """Better than low first; low when nothing better is left that anybody at work may take."""
        found = Found(after=seen)
        if seen.settings.paused or not share.anybody:
            rule: Rule = "paused" if seen.settings.paused else "nobody_available"
            for lane in seen.in_order():
                await self._refuse(hold.tenant_id, seen, lane, rule)
            return found
        turns = []
        for lane in seen.in_order():
            turn = await self._turn(hold, seen, share, trunks, lane, found)
            turns.append(turn)
            if seen.due(lane)[0][0] < LOW:
                await self._spend(hold, found.after, share, trunks, turn, BETTER, found)
        low = [turn for turn in turns if turn.left > 0]
        if low:
            if found.touched:
                found.after = await self._look_at_heads(hold.tenant_id, seen)
            if not found.after.something_before_low(share):
                for turn in low:
                    await self._spend(hold, found.after, share, trunks, turn, [LOW], found)
        if found.touched:
            found.after = await self._look_at_heads(hold.tenant_id, seen)
        await self._keep(hold.tenant_id, turns, found)
        return found

    async def _turn(
        self, hold: Hold, seen: Look, share: Share, trunks: Trunks, lane: Lane, found: Found
    ) -> Turn:
        """What the lane's controller wants, within the caps."""
        cap = min(seen.settings.most_calls, trunks.most_calls)
        room = max(0, cap - len(seen.lines) - len(found.call_ids))
        at_once = Seen(now=seen.now, agents=seen.agents, lines=seen.lines, today=seen.today,
                       period=seen.period)  # fmt: skip
        view = view_of(at_once, lane, share, most_lines=None, may_start=trunks.at_once)
        view = structs.replace(view, most_lines=room + view.open_lines + len(view.talking))
        pacer = await self._pacer(hold, lane)
        turn = Turn(lane, pacer, view, pacer.controller.decide(view))
        if turn.trace.reason == "cap" and trunks.at_once <= room:
            found.again_at(seen.now + BEHIND_AGAIN)
        elif turn.trace.reason == "cap" and turn.trace.dial == 0:
            await self._refuse(hold.tenant_id, seen, lane, "concurrency")
        return turn

    async def _spend(
        self, hold: Hold, seen: Look, share: Share, trunks: Trunks, turn: Turn, ranks: list[int],
        found: Found,
    ) -> None:  # fmt: skip
        """One dial transaction of the lane."""
        if turn.left <= 0:
            return
        rate = min(seen.settings.calls_per_second, trunks.per_second)
        order = Order(
            lane=turn.lane, want=turn.left, ranks=ranks, aged_since=seen.aged_since,
            settings=seen.settings, free=frozenset(share.free_ids),
            rules=Rules.of(
                seen.settings, turn.lane, plays=trunks.plays, at_work=share.at_work_ids
            ),
            cap=min(seen.settings.most_calls, trunks.most_calls), rate=rate, now=seen.now,
        )  # fmt: skip
        dialled = await dial(self._office, self._holder, hold, order)
        found.touched = found.touched or bool(dialled.call_ids or dialled.refused)
        turn.dialled += len(dialled.call_ids)
        found.call_ids += dialled.call_ids
        share.reserve(turn.lane.campaign_id, len(dialled.call_ids))
        if dialled.more:
            found.again_at(seen.now)
        elif dialled.nothing and any(rank in ranks for rank, _, _ in seen.due(turn.lane)):
            found.again_at(seen.now + LOCKED_AGAIN)
        await self._stop(hold.tenant_id, seen, turn, dialled, rate, found)

    async def _stop(
        self, tenant_id: UUID, seen: Look, turn: Turn, dialled: Dialled, rate: float, found: Found
    ) -> None:
        if dialled.stopped_by is None:
            return
        turn.stopped = True
        await self._refuse(tenant_id, seen, turn.lane, dialled.stopped_by)
        wait = CAP_AGAIN
        if dialled.stopped_by == "carrier_rate":
            wait = max(RATE_AGAIN, timedelta(seconds=1 / rate))
        found.again_at(seen.now + wait)

    async def _look_at_heads(self, tenant_id: UUID, seen: Look) -> Look:
        ids = [lane.campaign_id for lane in seen.lanes if lane.campaign_id is not None]
        async with self._office.open(Actor.the_house(tenant_id)) as work:
            return structs.replace(seen, heads=await heads(work, ids))

    async def _refuse(self, tenant_id: UUID, seen: Look, lane: Lane, rule: Rule) -> None:
        """What stops the whole lane is written down for the lead that would have been next: once a
        day for each rule."""
        due = seen.due(lane)
        if not due:
            return
        head = due[0][2]
        key = (tenant_id, head.lead_id, rule, seen.now.date())
        if key in self._written:
            return
        if len(self._written) >= MOST_REMEMBERED:
            self._written.clear()
        async with self._office.open(Actor.the_house(tenant_id)) as work:
            await compliance.refuse(
                work, lead_id=head.lead_id, campaign_id=lane.campaign_id, number=head.number,
                rule=rule, until=None,
            )  # fmt: skip
        self._written.add(key)

    async def _pacer(self, hold: Hold, lane: Lane) -> Pacer:
        if lane.mode != "predictive":
            return self._pacers.progressive(hold, lane)
        async with self._office.open(Actor.the_house(hold.tenant_id)) as work:
            return await self._pacers.of(work, hold, lane)

    async def _keep(self, tenant_id: UUID, turns: list[Turn], found: Found) -> None:
        kept = [one for one in turns if worth_keeping(one.lane, one.pacer, one.view, one.trace)]
        if not kept:
            return
        async with self._office.open(Actor.the_house(tenant_id)) as work:
            for turn in kept:
                await keep(work, turn.lane, turn.pacer, turn.view, turn.trace, turn.dialled)
                found.decisions.append(
                    Decision(tenant_id, turn.lane.campaign_id, turn.view, turn.trace, turn.dialled)
                )
