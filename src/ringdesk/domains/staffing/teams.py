"""Teams: what routing rules assign to and competitions are between."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from ringdesk.domains import identity
from ringdesk.domains.staffing import queries
from ringdesk.domains.staffing.errors import TeamNameTaken
from ringdesk.domains.staffing.events import TeamChanged
from ringdesk.kernel.errors import Invalid, NotAllowed, NotFound
from ringdesk.kernel.work import Work

MOST_TEAMS, MOST_MEMBERS = 500, 1000


class Team(Struct, frozen=True):
    id: int
    name: str
    created_at: datetime
    member_ids: list[int]


async def teams(work: Work) -> list[Team]:
    """By name; for staff."""
    if work.actor.role != "house" and not identity.is_staff(work.actor.role):
        raise NotAllowed
    return await work.many(Team, queries.TEAMS, None)


async def team_of_id(work: Work, *, team_id: int) -> Team:
    """For acts and letters. NotFound."""
    found = await work.many(Team, queries.TEAMS, team_id)
    if not found:
        raise NotFound
    return found[0]


async def members_of(work: Work, *, team_id: int) -> frozenset[int]:
    """Nobody, of a team that is gone."""
    found = await work.many(Team, queries.TEAMS, team_id)
    return frozenset(found[0].member_ids) if found else frozenset()


async def create_team(work: Work, *, name: str, member_ids: Sequence[int] = ()) -> Team:
    """For administrators. TeamNameTaken; Invalid for a member who is no active member of staff."""
    require_administrator(work)
    if (await work.value(int, queries.COUNT_TEAMS) or 0) >= MOST_TEAMS:
        raise Invalid.field("name", f"At most {MOST_TEAMS} teams")
    made = await work.value(int, queries.ADD_TEAM, tidy_name(name))
    if made is None:
        raise TeamNameTaken
    await set_members(work, made, member_ids)
    return await told(work, made)


async def change_team(
    work: Work, *, team_id: int, name: str | None = None, member_ids: Sequence[int] | None = None
) -> Team:
    """What is not given stays. TeamNameTaken, NotFound, Invalid."""
    require_administrator(work)
    before = await team_of_id(work, team_id=team_id)
    if name is not None:
        taken = await work.value(int, queries.RENAME_TEAM, before.id, tidy_name(name))
        if taken:
            raise TeamNameTaken
    if member_ids is not None:
        await set_members(work, before.id, member_ids)
    return await told(work, before.id)


async def remove_team(work: Work, *, team_id: int) -> None:
    """Rules that assign to it find nobody any more, and say so. NotFound."""
    require_administrator(work)
    gone = await team_of_id(work, team_id=team_id)
    await work.run(queries.REMOVE_TEAM, gone.id)
    work.record(TeamChanged(team_id=gone.id))


async def told(work: Work, team_id: int) -> Team:
    work.record(TeamChanged(team_id=team_id))
    return await team_of_id(work, team_id=team_id)


async def set_members(work: Work, team_id: int, member_ids: Sequence[int]) -> None:
    wanted = sorted(set(member_ids))
    if len(wanted) > MOST_MEMBERS:
        raise Invalid.field("member_ids", f"At most {MOST_MEMBERS}")
    found = await work.value(int, queries.SET_MEMBERS, team_id, wanted)
    if found != len(wanted):
        raise Invalid.field("member_ids", "Each must be an active member of staff")


def tidy_name(name: str) -> str:
    tidy = " ".join(name.split())
    if not tidy:
        raise Invalid.field("name", "Not empty")
    return tidy


def require_administrator(work: Work) -> None:
    if not work.actor.has("settings:write"):
        raise NotAllowed(needs="settings:write")
