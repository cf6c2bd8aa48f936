"""How calling goes: for those who may see all numbers, and for those who call their own."""

from datetime import date, datetime, timedelta
from typing import TypeVar

from msgspec import Struct

from ringdesk.domains import leads
from ringdesk.domains.analytics import policy
from ringdesk.domains.analytics.calling import queries
from ringdesk.domains.analytics.calling.models import (
    Activity,
    CallDay,
    CallerTotals,
    CallingDashboard,
    CallingReport,
    CallTotals,
    OwnNumbers,
    OwnPerformance,
    PriorityCalls,
    StaffCounts,
    StatusCount,
)
from ringdesk.domains.analytics.series.cover import QUARTER, Piece, columns, cover
from ringdesk.domains.analytics.series.models import Measure, Part
from ringdesk.kernel.errors import Invalid, NotAllowed
from ringdesk.kernel.work import Work

Row = TypeVar("Row", bound=Struct)

LATEST, RANKED = 10, 10
COUNTED: tuple[Measure, ...] = ("calls", "answered", "completed", "abandoned")
RANKING_DAYS = 30
REPORT_DAYS = 30
LONGEST_REPORT = timedelta(days=3660)


class Between(Struct, frozen=True):
    since: datetime
    until: datetime


async def calling_dashboard(work: Work) -> CallingDashboard:
    """Needs `analytics:read`, and `calls:read` and `leads:read` for the latest that happened."""
    policy.require_dashboard(work.actor, policy.CALLS, policy.LEADS)
    found = await leads.stats(work)
    return CallingDashboard(
        staff=await one(work, StaffCounts, queries.STAFF_COUNTS),
        leads_by_status=found.by_dial_status,
        leads_by_priority=found.by_priority,
        leads=found.total,
        so_far=await one(work, CallTotals, queries.CALLS_SO_FAR, None),
        today=await totals(work, await days(work), None),
        callers=await callers(work, await last_days(work, RANKING_DAYS)),
        latest=await work.many(Activity, queries.LATEST, None, LATEST),
    )


async def calling_report(
    work: Work, *, start: date | None = None, end: date | None = None
) -> CallingReport:
    """Of whole days of the tenant's calendar, both ends included; the last thirty by default. Needs
    `analytics:read`: others have `own_performance`."""
    policy.require_dashboard(work.actor)
    between = await period(work, start, end)
    return CallingReport(
        callers=await callers(work, between),
        leads_by_status=await work.many(
            StatusCount, queries.LEADS_BY_STATUS, between.since, between.until
        ),
        days=await by_day(work, between, None),
    )


async def own_numbers(work: Work) -> OwnNumbers:
    """The caller's own, and where they stand among all in the last thirty days."""
    require_calls(work)
    ranking = await callers(work, await last_days(work, RANKING_DAYS))
    mine = [one.rank for one in ranking if one.person_id == work.actor.id]
    return OwnNumbers(
        so_far=await one(work, CallTotals, queries.CALLS_SO_FAR, work.actor.id),
        today=await totals(work, await days(work), work.actor.id),
        latest=await work.many(Activity, queries.LATEST, work.actor.id, LATEST),
        ranking=ranking[:RANKED],
        rank=mine[0] if mine else len(ranking) + 1,
    )


async def own_performance(
    work: Work, *, start: date | None = None, end: date | None = None
) -> OwnPerformance:
    """The caller's own, of whole days; the last thirty by default."""
    require_calls(work)
    between = await period(work, start, end)
    return OwnPerformance(
        totals=await totals(work, between, work.actor.id),
        days=await by_day(work, between, work.actor.id),
        by_priority=await work.many(
            PriorityCalls, queries.CALLS_BY_PRIORITY, between.since, between.until, work.actor.id
        ),
    )


async def days(
    work: Work, start: date | None = None, end: date | None = None, *, count: int = 1
) -> Between:
    """From the first moment of one day to the last of another, which is today if not given; without
    a start so many days."""
    return await one(work, Between, queries.DAYS_BETWEEN, start, end, count)


async def last_days(work: Work, count: int) -> Between:
    """Today and the days before it."""
    return await days(work, count=count)


async def period(work: Work, start: date | None, end: date | None) -> Between:
    """Whole days, both ends included; the last thirty by default. Invalid when it ends before it
    begins, or is longer than ten years."""
    between = await days(work, start, end, count=REPORT_DAYS)
    if between.since >= between.until:
        raise Invalid.field("endDate", "Not before the start")
    if between.until - between.since > LONGEST_REPORT:
        raise Invalid.field("startDate", "At most ten years before the end")
    return between


async def totals(work: Work, between: Between, person_id: int | None) -> CallTotals:
    if person_id is None:
        asked = spans(between, "all", cover(between.since, between.until))
        return await one(work, CallTotals, queries.CALLS_OF_ALL, *asked)
    return await one(
        work, CallTotals, queries.CALLS_BETWEEN, between.since, between.until, person_id
    )


async def callers(work: Work, between: Between) -> list[CallerTotals]:
    asked = spans(between, "agent", cover(between.since, between.until))
    return await work.many(CallerTotals, queries.CALLERS, *asked)


async def by_day(work: Work, between: Between, person_id: int | None) -> list[CallDay]:
    if person_id is None:
        quarters = [Piece(QUARTER, between.since, between.until)]
        asked = spans(between, "all", quarters)
        return await work.many(CallDay, queries.DAYS_OF_ALL, *asked)
    return await work.many(CallDay, queries.CALL_DAYS, between.since, between.until, person_id)


def spans(between: Between, part: Part, pieces: list[Piece]) -> tuple[object, ...]:
    return (list(COUNTED), part, None, *columns(pieces), between.since, between.until)


async def one(work: Work, shape: type[Row], statement: str, *values: object) -> Row:
    found = await work.one(shape, statement, *values)
    assert found is not None, "an aggregate always has a row"
    return found


async def fold_calls(work: Work, *, most: int) -> int:
    return await work.value(int, queries.FOLD, most) or 0


def require_calls(work: Work) -> None:
    if not work.actor.has(policy.CALLS):
        raise NotAllowed(needs=policy.CALLS)
