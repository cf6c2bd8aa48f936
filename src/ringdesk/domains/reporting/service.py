"""Reports: drawn up, kept as they were, listed, thrown away."""

from datetime import date, datetime

from msgspec import Struct, json

from ringdesk.domains import analytics
from ringdesk.domains.analytics import Period, Step
from ringdesk.domains.reporting import building, policy, queries
from ringdesk.domains.reporting.errors import ReportNotFound, TooManyReports
from ringdesk.domains.reporting.events import ReportCreated, ReportDeleted
from ringdesk.domains.reporting.models import Content, Heading, Report, ReportType, Wanted
from ringdesk.domains.reporting.trends import fitting_step
from ringdesk.kernel.work import Work

MOST_KEPT = 10_000


class Drawn(Struct, frozen=True):
    """Not kept yet."""

    period: Period
    step: Step
    content: Content


class Kept(Struct, frozen=True):
    """A row of the table; `body` is the content as JSON."""

    id: int
    type: ReportType
    name: str
    start: date
    end: date
    zone: str
    step: Step
    body: str
    schedule_id: int | None
    made_by: int
    made_by_name: str | None
    created_at: datetime

    @property
    def report(self) -> Report:
        return Report(
            self.id, self.type, self.name, self.start, self.end, self.zone, self.step,
            json.decode(self.body, type=Content), self.schedule_id, self.made_by,
            self.made_by_name, self.created_at,
        )  # fmt: skip


async def draw_up(work: Work, wanted: Wanted) -> Drawn:
    """To look at, not kept. Needs `analytics:read`."""
    policy.require_numbers(work.actor)
    now = await analytics.period(work, wanted.start, wanted.end)
    before = await analytics.period_before(work, now) if wanted.compare else None
    step = wanted.step or fitting_step(now.days)
    return Drawn(now, step, await building.draw(work, wanted.type, now, before, step))


async def create(
    work: Work, wanted: Wanted, *, name: str = "", schedule_id: int | None = None
) -> Report:
    """Drawn up and kept, with the numbers of this moment. TooManyReports."""
    drawn = await draw_up(work, wanted)
    now = drawn.period
    kept = await work.one(
        Kept, queries.INSERT, wanted.type, name, now.start, now.end, now.zone, drawn.step,
        json.encode(drawn.content).decode(), schedule_id, work.actor.id, MOST_KEPT,
    )  # fmt: skip
    if kept is None:
        raise TooManyReports(most=MOST_KEPT)
    work.record(ReportCreated(report_id=kept.id, schedule_id=schedule_id))
    return kept.report


async def get(work: Work, *, report_id: int) -> Report:
    policy.require_numbers(work.actor)
    kept = await work.one(Kept, queries.GET, report_id)
    if kept is None:
        raise ReportNotFound
    return kept.report


async def list_reports(work: Work, *, after: int | None = None, limit: int = 50) -> list[Heading]:
    """The latest first; `after`: the last id of the page before."""
    policy.require_numbers(work.actor)
    return await work.many(Heading, queries.LIST, after, limit)


async def remove(work: Work, *, report_id: int) -> None:
    policy.require_numbers(work.actor)
    if not await work.run(queries.DELETE, report_id):
        raise ReportNotFound
    work.record(ReportDeleted(report_id=report_id))
