"""Numbers over time, for reports and trends: read from what is kept, whatever the period."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from ringdesk.domains.analytics import policy
from ringdesk.domains.analytics.chats import queries as chat_queries
from ringdesk.domains.analytics.series import queries
from ringdesk.domains.analytics.series.cover import (
    EPOCH,
    EVER,
    HOUR,
    QUARTER,
    Piece,
    columns,
    cover,
)
from ringdesk.domains.analytics.series.models import Measure, Part, Period, Point, Step, Sum
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.work import Work

LONGEST_DAYS = 3660  # ten years
MOST_VALUES = 5_000
EARLIEST, LATEST = date(1990, 1, 1), date(2200, 1, 1)
BEGINNING, END = datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)
OF_CHATS = frozenset({"messages", "ai_messages"})


async def period(
    work: Work, start: date | None = None, end: date | None = None, *, days: int = 30
) -> Period:
    """Whole days of the tenant's calendar; what is not given, so that it is the last `days` of
    them. Invalid when it ends before it begins, or is longer than ten years."""
    require_possible(start, end)
    found = await work.one(Period, queries.PERIOD, start, end, days)
    assert found is not None, "made of values alone"
    if found.end < found.start:
        raise Invalid.field("end_date", "Not before the start")
    if found.days > LONGEST_DAYS:
        raise Invalid.field("start_date", "At most ten years before the end")
    return found


async def period_before(work: Work, given: Period) -> Period:
    """As many days, up to the one before it."""
    end = given.start - timedelta(days=1)
    return await period(work, end - timedelta(days=given.days - 1), end)


def require_possible(start: date | None, end: date | None) -> None:
    for name, one in (("start_date", start), ("end_date", end)):
        if one is not None and not EARLIEST <= one <= LATEST:
            raise Invalid.field(name, "A day between 1990 and 2200")


async def sums(
    work: Work, measures: Sequence[Measure], part: Part = "all", *,
    between: Period | None = None, value: str | None = None,
) -> list[Sum]:  # fmt: skip
    """By each value of the part, the largest first; of all time without a period. Needs
    `analytics:read`."""
    policy.require_may_see_all(work.actor)
    asked = (list(measures), part, value, *reach(between))
    return await work.many(Sum, queries.SUMS, *asked, MOST_VALUES)


async def sums_within(
    work: Work, measures: Sequence[Measure], part: Part, *, by: Literal["head", "rest"],
    other: str, between: Period | None = None, value: str | None = None,
) -> list[Sum]:  # fmt: skip
    """Of a part that counts two dimensions: by one of them, where the other has this value. Needs
    `analytics:read`."""
    policy.require_may_see_all(work.actor)
    statement = queries.BY_HEAD if by == "head" else queries.BY_REST
    asked = (list(measures), part, None, *reach(between))
    return await work.many(Sum, statement, *asked, other, value, MOST_VALUES)


async def totals(
    work: Work, measures: Sequence[Measure], part: Part = "all", *, between: Period | None = None
) -> list[Sum]:
    """Over all values of the part. Needs `analytics:read`."""
    policy.require_may_see_all(work.actor)
    return await work.many(Sum, queries.TOTALS, list(measures), part, None, *reach(between))


async def heads(
    work: Work, measures: Sequence[Measure], part: Part, *, between: Period | None = None
) -> list[Sum]:
    """Of a part that counts two dimensions: by the first, over all of the second. Needs
    `analytics:read`."""
    policy.require_may_see_all(work.actor)
    return await work.many(Sum, queries.HEADS, list(measures), part, None, *reach(between))


Reach = tuple[list[int], list[datetime], list[datetime], datetime, datetime]


def reach(between: Period | None) -> Reach:
    """The pieces of the period, and its ends for what is not folded yet; of all time without."""
    if between is None:
        ever = [Piece(EVER, EPOCH, EPOCH + timedelta(days=1))]
        return (*columns(ever), BEGINNING, END)
    return (*columns(cover(between.since, between.until)), between.since, between.until)


async def points(
    work: Work, measures: Sequence[Measure], between: Period, *,
    part: Part = "all", value: str | None = None, step: Step = "day",
) -> list[Point]:  # fmt: skip
    """By day of the tenant's calendar, those alone on which there was something. Needs
    `analytics:read`."""
    policy.require_may_see_all(work.actor)
    span = HOUR if between.whole_hours else QUARTER
    pieces = [Piece(span, between.since, between.until)]
    kept = [one for one in measures if one not in OF_CHATS]
    found: list[Point] = []
    if kept:
        found += await work.many(
            Point, queries.POINTS, kept, part, value, *columns(pieces), between.since,
            between.until, between.zone, step,
        )  # fmt: skip
    if len(kept) < len(measures) and part == "all":
        said = await work.many(
            Point, chat_queries.CHAT_POINTS, between.since, between.until, between.zone, step
        )
        found += [one for one in said if one.measure in measures]
    return found


async def fold_leads(work: Work, *, most: int) -> int:
    """Move marks into the numbers; how many. It changes no number that anybody reads."""
    return await work.value(int, queries.FOLD_LEADS, most) or 0


async def fold_ratings(work: Work, *, most: int) -> int:
    return await work.value(int, queries.FOLD_RATINGS, most) or 0
