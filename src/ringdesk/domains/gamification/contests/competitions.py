"""Teams against each other for some days."""

import secrets
from collections.abc import Iterable

from msgspec import structs

from ringdesk.domains.gamification import ledger, policy
from ringdesk.domains.gamification.contests import queries
from ringdesk.domains.gamification.contests.models import (
    Competition,
    Name,
    NewCompetition,
    TeamPlace,
    TeamSum,
)
from ringdesk.domains.gamification.contests.window import periods, require_window
from ringdesk.domains.gamification.errors import CompetitionNotFound
from ringdesk.domains.gamification.events import CompetitionChanged, CompetitionSettled
from ringdesk.kernel.errors import Conflict, Invalid
from ringdesk.kernel.work import Work

MOST_COMPETITIONS, MOST_TEAMS = 1000, 500
REWARD_WINNERS = "gamification.reward_winners"


async def list_competitions(work: Work, *, limit: int = 100, offset: int = 0) -> list[Competition]:
    """The latest to end first; for staff."""
    policy.require_staff(work.actor)
    return await work.many(Competition, queries.COMPETITIONS, None, limit, offset)


async def competition_of_id(work: Work, *, competition_id: str) -> Competition:
    """CompetitionNotFound."""
    policy.require_staff(work.actor)
    return await known(work, competition_id)


async def known(work: Work, competition_id: str) -> Competition:
    found = await work.one(Competition, queries.COMPETITIONS, competition_id, 1, 0)
    if found is None:
        raise CompetitionNotFound
    return found


async def create_competition(work: Work, new: NewCompetition) -> Competition:
    """For who runs the games. Invalid: no such window, no such team."""
    policy.require_runs(work.actor)
    if (await work.value(int, queries.COUNT_COMPETITIONS) or 0) >= MOST_COMPETITIONS:
        raise Invalid.field("name", f"At most {MOST_COMPETITIONS} competitions")
    require_window(new.start_date, new.end_date)
    teams = await require_teams(work, new.team_ids)
    made = f"comp_{secrets.token_hex(8)}"
    await work.run(
        queries.ADD_COMPETITION, made, new.name, new.description, new.metric, new.scoring,
        new.start_date, new.end_date, teams, new.reward_points, work.actor.id,
    )  # fmt: skip
    return await told(work, made)


async def require_teams(work: Work, team_ids: Iterable[int]) -> list[int]:
    wanted = sorted(set(team_ids))
    if len(wanted) > MOST_TEAMS:
        raise Invalid.field("team_ids", f"At most {MOST_TEAMS}")
    if wanted and await work.value(int, queries.KNOWN_TEAMS, wanted) != len(wanted):
        raise Invalid.field("team_ids", "Each must be a team")
    return wanted


async def change_competition(
    work: Work, *, competition_id: str, given: dict[str, object]
) -> Competition:
    """What is not given stays. Conflict when it is settled."""
    policy.require_runs(work.actor)
    after = structs.replace(await known(work, competition_id), **given)
    require_window(after.start_date, after.end_date)
    teams = await require_teams(work, after.team_ids) if "team_ids" in given else after.team_ids
    changed = await work.value(
        int, queries.CHANGE_COMPETITION, competition_id, after.name, after.description,
        after.metric, after.scoring, after.start_date, after.end_date, teams, after.reward_points,
    )  # fmt: skip
    if changed is None:
        raise Conflict(settled_at=str(after.settled_at))
    return await told(work, competition_id)


async def remove_competition(work: Work, *, competition_id: str) -> None:
    policy.require_runs(work.actor)
    await known(work, competition_id)
    await work.run(queries.REMOVE_COMPETITION, competition_id)
    work.record(CompetitionChanged(competition_id=competition_id))


async def told(work: Work, competition_id: str) -> Competition:
    work.record(CompetitionChanged(competition_id=competition_id))
    return await known(work, competition_id)


async def team_board(work: Work, *, competition_id: str | None = None) -> list[TeamPlace]:
    """As it stands now, or as it ended: of those who are members now. Without an id: of the one
    that ends last, if there is any. CompetitionNotFound."""
    policy.require_staff(work.actor)
    if competition_id is not None:
        return await board_of(work, await known(work, competition_id))
    latest = await work.one(Competition, queries.COMPETITIONS, None, 1, 0)
    return [] if latest is None else await board_of(work, latest)


async def board_of(work: Work, of: Competition) -> list[TeamPlace]:
    window = list(periods(of.start_date, of.end_date))
    sums = await work.many(
        TeamSum, queries.TEAM_BOARD, of.metric, [one for one, _ in window],
        [start for _, start in window], of.team_ids,
    )  # fmt: skip
    return ranked(sums, per_member=of.scoring == "per_member")


def ranked(sums: list[TeamSum], *, per_member: bool) -> list[TeamPlace]:
    """Equal scores share a rank; then by name."""

    def score(one: TeamSum) -> float:
        return round(one.points / max(one.members, 1), 2) if per_member else float(one.points)

    ordered = sorted(sums, key=lambda one: (-score(one), one.name.casefold(), one.team_id))
    places: list[TeamPlace] = []
    for nth, one in enumerate(ordered, start=1):
        same = bool(places) and places[-1].score == score(one)
        rank = places[-1].rank if same else nth
        places.append(TeamPlace(rank, one.team_id, one.name, one.members, one.points, score(one)))
    return places


async def to_settle(work: Work) -> list[str]:
    """Those that are over and not settled."""
    return [one.id for one in await work.many(Name, queries.TO_SETTLE)]


async def settle(work: Work, *, competition_id: str) -> None:
    """Who won is kept, and their members are to be rewarded. Told again, it changes nothing."""
    of = await known(work, competition_id)
    board = await board_of(work, of)
    winners = [one.team_id for one in board if one.rank == 1 and one.score > 0]
    if not await work.run(queries.SETTLE, competition_id, winners):
        return
    work.record(CompetitionSettled(competition_id=competition_id, team_ids=tuple(winners)))
    for team_id in winners if of.reward_points else ():
        await work.later(
            REWARD_WINNERS, key=f"{competition_id}:{team_id}", competition_id=competition_id,
            team_id=team_id,
        )  # fmt: skip


async def reward_member(work: Work, *, competition_id: str, person_id: int) -> None:
    """Nothing where it was removed meanwhile."""
    of = await work.one(Competition, queries.COMPETITIONS, competition_id, 1, 0)
    if of is None:
        return
    held = await ledger.hold(work, person_id)
    if held is not None and held.participates:
        key = f"competition:{competition_id}:{person_id}"
        await ledger.give(work, person_id, of.reward_points, "competition", key, reason=of.name)
