"""One look at all that a tenant's dialler decides by, in one transaction."""

from collections.abc import Collection
from datetime import datetime, timedelta

from msgspec import Struct

from ringdesk.domains import staffing
from ringdesk.domains.dialer import queries as steering
from ringdesk.domains.dialer.models import (
    MEDIUM,
    Agent,
    Head,
    Lane,
    Line,
    Settings,
    Tallies,
)
from ringdesk.domains.dialer.pacing import Tally
from ringdesk.domains.dialer.queue import queries
from ringdesk.domains.dialer.queue.claims import class_of, heads
from ringdesk.domains.dialer.queue.pacers import tallies_by_campaign
from ringdesk.domains.dialer.queue.sharing import Share
from ringdesk.kernel.work import Work

LAW_COUNTS = timedelta(days=30)
OWN = Lane(
    campaign_id=None, name="", mode="progressive", hours=None, max_attempts=50,
    max_abandonment=0.0, ring_timeout_s=25, detect_machines=False, uk_rules=False, skills=[],
    team_id=None,
)  # fmt: skip


class Look(Struct, frozen=True, kw_only=True):
    now: datetime
    settings: Settings
    lanes: list[Lane]
    agents: list[Agent]
    lines: list[Line]
    heads: list[Head]
    teams: dict[int, Collection[int]]
    today: dict[int | None, Tally]
    period: dict[int | None, Tally]

    def share(self) -> Share:
        return Share(self.agents, self.lanes, self.teams)

    @property
    def aged_since(self) -> datetime | None:
        hours = self.settings.low_becomes_medium_after_h
        return None if hours is None else self.now - timedelta(hours=hours)

    def due(self, lane: Lane) -> list[tuple[int, datetime, Head]]:
        """The lane's due heads with the rank they count as, the first first."""
        found = [
            (class_of(head, self.settings, self.now), head.ready_at, head)
            for head in self.heads
            if head.campaign_id == lane.campaign_id and head.ready_at <= self.now
        ]
        return sorted(found, key=lambda one: one[:2])

    def in_order(self) -> list[Lane]:
        """Lanes with something due, whose first is first."""
        waiting = [(due[0][:2], lane) for lane in self.lanes if (due := self.due(lane))]
        waiting.sort(key=lambda one: (*one[0], one[1].campaign_id or 0))
        return [lane for _, lane in waiting]

    def something_before_low(self, share: Share) -> bool:
        """Whether anything better than low is due that somebody of those at work may take."""
        return any(
            due[0][0] <= MEDIUM and share.at_work(lane.campaign_id)
            for lane in self.lanes
            if (due := self.due(lane))
        )

    @property
    def next_ready_at(self) -> datetime | None:
        return min((head.ready_at for head in self.heads if head.ready_at > self.now), default=None)


async def look(work: Work, now: datetime) -> Look:
    settings = await read_settings(work)
    lanes = [OWN, *await work.many(Lane, queries.LANES)]
    ids = [lane.campaign_id for lane in lanes if lane.campaign_id is not None]
    predictive = [lane for lane in lanes if lane.mode == "predictive"]
    today, period = await tallies(work, predictive, now)
    named = {lane.team_id for lane in lanes if lane.team_id is not None}
    teams: dict[int, Collection[int]] = {
        team_id: await staffing.members_of(work, team_id=team_id) for team_id in named
    }
    return Look(
        now=now, settings=settings, lanes=lanes,
        agents=await work.many(Agent, queries.AGENTS),
        lines=await work.many(Line, queries.LINES),
        heads=await heads(work, ids),
        teams=teams, today=today, period=period,
    )  # fmt: skip


async def read_settings(work: Work) -> Settings:
    found = await work.one(Settings, steering.SETTINGS)
    if found is None:
        raise LookupError("The settings have a row even where nothing is set")
    return found


async def tallies(
    work: Work, lanes: list[Lane], now: datetime
) -> tuple[dict[int | None, Tally], dict[int | None, Tally]]:
    """Today's, and those of the span that the law counts: thirty days, where it is not the day."""
    if not lanes:
        return {}, {}
    began = await work.value(datetime, steering.DAY_BEGAN, now) or now
    ids = [lane.campaign_id for lane in lanes]
    by_month = [lane.campaign_id for lane in lanes if not lane.uk_rules]
    today = await work.many(Tallies, queries.TALLIES, ids, began)
    period = await work.many(Tallies, queries.TALLIES, by_month, now - LAW_COUNTS)
    return tallies_by_campaign(today), tallies_by_campaign(period)
