"""A controller for each lane, fed with what it may see, and taught what became of its calls.

What a controller has learned lives in this process; it is learned again from the calls when another
process dialled meanwhile (the fence tells).
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Literal, TypeAlias
from uuid import UUID

from msgspec import Struct

from ringdesk.domains.dialer.models import Agent, Ended, Hold, Lane, Line, Tallies
from ringdesk.domains.dialer.pacing import (
    AgentFreed,
    Controller,
    Fact,
    LineEnded,
    Policy,
    Predictive,
    Prior,
    Progressive,
    Tally,
    Trace,
    View,
)
from ringdesk.domains.dialer.queue import queries
from ringdesk.domains.dialer.queue.sharing import Share
from ringdesk.kernel.work import Work

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
KEEP_EVERY_S = 10.0  # of decisions to dial nothing, for the same reason
SHIFT = timedelta(hours=12)  # what happened in it is learned; what was earlier is a prior
# Builds the controller of a predictive lane: from other days at this hour, and from this shift.
MakePredictive: TypeAlias = Callable[[Lane, list[Fact], list[Fact]], Controller]


class Pacer(Struct):
    controller: Controller
    fence: int
    made_for: tuple[str, float]
    learned_until: datetime
    kept_at: float = -1e9
    kept_reason: str = ""


class Seen(Struct, frozen=True, kw_only=True):
    """What all lanes of a tenant see at one moment."""

    now: datetime
    agents: list[Agent]
    lines: list[Line]
    today: dict[int | None, Tally]
    period: dict[int | None, Tally]


class Pacers:
    def __init__(self, predictive: MakePredictive) -> None:
        self._predictive = predictive
        self._known: dict[tuple[UUID, int | None], Pacer] = {}

    async def of(self, work: Work, hold: Hold, lane: Lane) -> Pacer:
        """A predictive lane's, taught what has ended since it was asked last."""
        known = self._there(hold, lane)
        if known is not None:
            for one in await ended_since(work, lane, known.learned_until):
                known.learned_until = max(known.learned_until, one.at)
                for fact in facts_of(one):
                    known.controller.learn(fact)
            return known
        began = datetime.now(UTC) - SHIFT
        earlier = await work.many(Ended, queries.EARLIER, lane.campaign_id, began)
        recent = await ended_since(work, lane, began)
        made = self._predictive(lane, all_facts(earlier), all_facts(recent))
        learned_until = max((one.at for one in recent), default=began)
        return self._made(hold, lane, made, learned_until)

    def progressive(self, hold: Hold, lane: Lane) -> Pacer:
        """Of one that has nothing to learn."""
        return self._there(hold, lane) or self._made(hold, lane, Progressive(), LONG_AGO)

    def _there(self, hold: Hold, lane: Lane) -> Pacer | None:
        known = self._known.get((hold.tenant_id, lane.campaign_id))
        made_for = (lane.mode, lane.max_abandonment)
        if known is None or known.fence != hold.fence or known.made_for != made_for:
            return None
        return known

    def _made(
        self, hold: Hold, lane: Lane, controller: Controller, learned_until: datetime
    ) -> Pacer:
        made_for = (lane.mode, lane.max_abandonment)
        pacer = Pacer(controller, hold.fence, made_for, learned_until)
        self._known[hold.tenant_id, lane.campaign_id] = pacer
        return pacer


async def ended_since(work: Work, lane: Lane, since: datetime) -> list[Ended]:
    return await work.many(Ended, queries.ENDED, lane.campaign_id, since)


def all_facts(ended: Iterable[Ended]) -> list[Fact]:
    return [fact for one in ended for fact in facts_of(one)]


def facts_of(one: Ended) -> Iterable[Fact]:
    yield LineEnded(kind=kind_of(one), rang_s=one.rang_s, verdict_s=one.verdict_s)
    if one.talked_s is not None:
        yield AgentFreed(talked_s=one.talked_s, wrapped_s=one.wrapped_s or 0.0)


def kind_of(
    one: Ended,
) -> Literal["human", "machine", "busy", "no-answer", "failed", "unknown"]:
    if one.answered_by == "machine":
        return "machine"
    if one.status == "completed":
        return "human" if one.talked_s is not None or one.ended_because != "canceled" else "unknown"
    if one.status == "no-answer":
        return "unknown" if one.ended_because == "canceled" else "no-answer"
    return "busy" if one.status == "busy" else "failed"


def view_of(
    seen: Seen, lane: Lane, share: Share, *, most_lines: int | None, may_start: int | None
) -> View:
    """The lane as its controller sees it. Times are seconds of the database's clock."""
    now, campaign_id = seen.now, lane.campaign_id
    lines = [line for line in seen.lines if line.ours and line.campaign_id == campaign_id]
    ringing = [line for line in lines if line.status in ("initiated", "ringing")]
    answered = [line for line in lines if line.status == "answered" and line.open]
    detecting = [line for line in answered if line.answered_by == "unknown"]
    staying = [agent for agent in seen.agents if agent.available]
    talking = [
        since(now, agent.talking_since) for agent in staying
        if agent.call_id is not None and agent.call_campaign_id == campaign_id
    ]  # fmt: skip
    wrapping = [
        since(now, agent.wrapping_since) for agent in staying
        if agent.call_id is None and agent.wrapping_since is not None
        and agent.wrap_campaign_id == campaign_id
    ]  # fmt: skip
    return View(
        now=now.timestamp(), idle=share.idle(campaign_id), talking=talking, wrapping=wrapping,
        ringing=[since(now, line.asked_at or line.created_at) for line in ringing],
        detecting=[since(now, line.answered_at) for line in detecting],
        waiting=len(answered) - len(detecting), today=seen.today.get(campaign_id, Tally()),
        period=seen.period.get(campaign_id), most_lines=most_lines, may_start=may_start,
    )  # fmt: skip


def since(now: datetime, at: datetime | None) -> float:
    return 0.0 if at is None else max(0.0, (now - at).total_seconds())


def tallies_by_campaign(found: Iterable[Tallies]) -> dict[int | None, Tally]:
    return {one.campaign_id: one.tally for one in found}


def worth_keeping(lane: Lane, pacer: Pacer, view: View, trace: Trace) -> bool:
    """Every decision to dial, every new reason, and else one in ten seconds."""
    if lane.campaign_id is None:
        return False
    same = trace.reason == pacer.kept_reason and view.now - pacer.kept_at < KEEP_EVERY_S
    return not same or trace.dial > 0


async def keep(
    work: Work, lane: Lane, pacer: Pacer, view: View, trace: Trace, dialled: int
) -> None:
    pacer.kept_at, pacer.kept_reason = view.now, trace.reason
    await work.run(
        queries.KEEP_TRACE, lane.campaign_id, trace.dial, dialled, trace.reason, view.idle,
        len(view.talking), len(view.wrapping), len(view.ringing) + len(view.detecting),
        view.waiting, trace.mA, trace.vA, trace.mF, trace.vF, trace.c0, trace.z,
    )  # fmt: skip


def predict(lane: Lane, earlier: list[Fact], recent: list[Fact]) -> Controller:
    """With what the campaign's own calls taught, and no more abandoned than it allows."""
    policy = Policy(
        target=lane.max_abandonment, law="uk" if lane.uk_rules else "us",
        detects=lane.detect_machines,
    )  # fmt: skip
    controller = Predictive(policy, Prior.learned(earlier))
    for fact in recent:
        controller.learn(fact)
    return controller
