"""The report of the games: what was earned, by whom."""

from datetime import date

from msgspec import Struct

from ringdesk.domains.analytics import Period, Step
from ringdesk.domains.reporting import queries
from ringdesk.domains.reporting.comparing import compared
from ringdesk.domains.reporting.models import Content, Dot, Line, Named, Row
from ringdesk.domains.reporting.trends import beginnings
from ringdesk.kernel.work import Work

MOST_ROWS = 1000
COLUMNS = [Named(name, "count") for name in ("points", "badges", "challenges")]
FIGURES = [Named("players", "count"), *COLUMNS]


class Earned(Struct, frozen=True):
    """`name` is empty for whoever plays without one."""

    id: int
    name: str
    points: int
    badges: int
    challenges: int


class EarnedOn(Struct, frozen=True):
    date: date
    n: int


async def draw(work: Work, now: Period, before: Period | None, step: Step) -> Content:
    earned = await earned_in(work, now)
    rows = [
        Row(one.id if one.name else None, one.name,
            [float(one.points), float(one.badges), float(one.challenges)])
        for one in earned
    ]  # fmt: skip
    summary = summed(earned)
    comparison = None
    if before is not None:
        comparison = compared(before, summary, summed(await earned_in(work, before)))
    line = Line(
        "points", "count", await points_in(work, now, step),
        [] if before is None else await points_in(work, before, step),
    )  # fmt: skip
    return Content(
        COLUMNS, rows[:MOST_ROWS], max(0, len(rows) - MOST_ROWS), FIGURES, summary, comparison,
        [line],
    )  # fmt: skip


async def earned_in(work: Work, period: Period) -> list[Earned]:
    return await work.many(
        Earned, queries.EARNED, period.start, period.end, period.since, period.until
    )


async def points_in(work: Work, period: Period, step: Step) -> list[Dot]:
    found = await work.many(EarnedOn, queries.EARNED_BY_DAY, period.start, period.end, step)
    by_day = {one.date: one.n for one in found}
    return [
        Dot(day, float(by_day.get(day, 0))) for day in beginnings(period.start, period.end, step)
    ]


def summed(earned: list[Earned]) -> dict[str, float]:
    return {
        "players": float(sum(one.points > 0 for one in earned)),
        "points": float(sum(one.points for one in earned)),
        "badges": float(sum(one.badges for one in earned)),
        "challenges": float(sum(one.challenges for one in earned)),
    }
