"""Who is where: boards of any size, by pages, around oneself; and the profile."""

from datetime import date

from msgspec import Struct

from ringdesk.domains.gamification import badges, ledger, policy, queries
from ringdesk.domains.gamification.contests import challenges
from ringdesk.domains.gamification.contests.models import Challenge
from ringdesk.domains.gamification.models import (
    Board,
    EarnedBadge,
    Metric,
    Period,
    Place,
    Standing,
    Statistics,
)
from ringdesk.kernel.work import Work

AROUND_ME = 5


class Line(Struct, frozen=True):
    person_id: int
    name: str
    anonymous: bool
    points: int
    total: int


class Before(Struct, frozen=True):
    """Of a line: how many have more, and how many stand before it, equals included."""

    better: int
    ahead: int


class Count(Struct, frozen=True):
    metric: Metric
    n: int


class Profile(Struct, frozen=True):
    """`rank`: of all time; 0: not on the boards. `counted`: what was done, all time."""

    person_id: int
    name: str
    standing: Standing
    rank: int
    badges: list[EarnedBadge]
    challenges: list[Challenge]
    counted: dict[Metric, int]


async def board(
    work: Work, *, period: Period = "all", metric: Metric = "points",
    after: tuple[int, int] | None = None, limit: int = 50, offset: int = 0,
) -> Board:  # fmt: skip
    """For staff, the best first. `after`: the `after` of the page before."""
    policy.require_staff(work.actor)
    start = await start_of(work, period)
    n, person_id = after or (None, None)
    found = await work.many(Line, queries.BOARD, metric, period, start, n, person_id, limit, offset)
    places = await ranked(work, found, metric, period, start)
    more = (found[-1].points, found[-1].person_id) if found and len(found) == limit else None
    return Board(period, start, places, more)


async def around_me(work: Work, *, period: Period = "all", metric: Metric = "points") -> Board:
    """A few above and a few below; empty for somebody who is not on the board."""
    policy.require_staff(work.actor)
    start, me = await start_of(work, period), work.actor.id
    own = await work.value(int, queries.OWN_SCORE, metric, period, start, me)
    if own is None or own <= 0:
        return Board(period, start, [], None)
    found = await work.many(
        Line, queries.AROUND, metric, period, start, own, me, AROUND_ME, AROUND_ME + 1
    )
    return Board(period, start, await ranked(work, found, metric, period, start), None)


async def start_of(work: Work, period: Period) -> date:
    found = await work.value(date, queries.START, period)
    assert found is not None, "a date is never null"
    return found


async def ranked(
    work: Work, found: list[Line], metric: Metric, period: Period, start: date
) -> list[Place]:
    """Equals share a rank. How many stand before a page is counted once for all of it."""
    if not found:
        return []
    first = found[0]
    values = (metric, period, start, first.points, first.person_id)
    before = await work.one(Before, queries.BEFORE, *values)
    assert before is not None, "an aggregate always has a row"
    places: list[Place] = []
    for nth, line in enumerate(found):
        if nth == 0:
            rank = before.better + 1
        elif line.points == found[nth - 1].points:
            rank = places[-1].rank
        else:
            rank = before.ahead + nth + 1
        places.append(place_of(line, rank, work.actor.id))
    return places


def place_of(line: Line, rank: int, reader_id: int) -> Place:
    """Whoever is anonymous is so to everybody but themselves."""
    is_me = line.person_id == reader_id
    hidden = line.anonymous and not is_me
    return Place(
        rank, 0 if hidden else line.person_id, "" if hidden else line.name, line.anonymous,
        line.points, line.total, is_me,
    )  # fmt: skip


async def rank_of(work: Work, *, person_id: int) -> int:
    """Of all time; 0 for who is on no board."""
    start = await start_of(work, "all")
    values = ("points", "all", start)
    own = await work.value(int, queries.OWN_SCORE, *values, person_id)
    if own is None or own <= 0:
        return 0
    return (await work.value(int, queries.BETTER_THAN, *values, own) or 0) + 1


async def profile(work: Work) -> Profile:
    """One's own: points, level, rank, badges, the challenges of now."""
    standing = await ledger.standing(work)
    counted = await work.many(Count, queries.COUNTED, work.actor.id)
    return Profile(
        work.actor.id, work.actor.name, standing, await rank_of(work, person_id=work.actor.id),
        await badges.badges_of(work), await challenges.list_challenges(work, active=True),
        {one.metric: one.n for one in counted},
    )  # fmt: skip


async def statistics(work: Work) -> Statistics:
    """Of the whole tenant; for staff."""
    policy.require_staff(work.actor)
    found = await work.one(Statistics, queries.STATISTICS)
    assert found is not None, "an aggregate always has a row"
    return found
