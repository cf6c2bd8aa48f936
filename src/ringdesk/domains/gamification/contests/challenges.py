"""Something to reach in a time, alone or as a team."""

from datetime import date, datetime, timedelta

from msgspec import structs

from ringdesk.domains import staffing
from ringdesk.domains.gamification import ledger, policy
from ringdesk.domains.gamification import queries as games
from ringdesk.domains.gamification.contests import queries
from ringdesk.domains.gamification.contests.models import Challenge, NewChallenge, ReachedByTeam
from ringdesk.domains.gamification.contests.window import require_window
from ringdesk.domains.gamification.errors import ChallengeNotFound
from ringdesk.domains.gamification.events import ChallengeChanged, ChallengeCompleted
from ringdesk.domains.gamification.models import Id
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.work import Work

MOST_CHALLENGES = 1000
USUAL_DAYS = 7
REWARD_TEAM = "gamification.reward_team"


async def list_challenges(
    work: Work, *, active: bool = False, person_id: int | None = None, limit: int = 100,
    offset: int = 0,
) -> list[Challenge]:  # fmt: skip
    """With the reader's progress; the latest to end first. `active`: that can be worked at now."""
    policy.require_staff(work.actor)
    whose = person_id or work.actor.id
    return await work.many(Challenge, queries.CHALLENGES, whose, None, active, limit, offset)


async def challenge_of_id(work: Work, *, challenge_id: int) -> Challenge:
    policy.require_staff(work.actor)
    values = (work.actor.id, challenge_id, False, 1, 0)
    found = await work.one(Challenge, queries.CHALLENGES, *values)
    if found is None:
        raise ChallengeNotFound
    return found


async def create_challenge(work: Work, new: NewChallenge) -> Challenge:
    """For who runs the games. Invalid for a window that is none."""
    policy.require_runs(work.actor)
    if (await work.value(int, queries.COUNT_CHALLENGES) or 0) >= MOST_CHALLENGES:
        raise Invalid.field("name", f"At most {MOST_CHALLENGES} challenges")
    start, end = await window_of(work, new.start_date, new.end_date)
    made = await work.value(
        int, queries.ADD_CHALLENGE, new.name, new.description, new.audience, new.metric, new.target,
        new.reward_points, start, end, new.enabled, work.actor.id,
    )  # fmt: skip
    return await told(work, made or 0)


async def window_of(work: Work, start: date | None, end: date | None) -> tuple[date, date]:
    """What is not given: from today, or a week's worth before the end; for a week."""
    begins = start or await work.value(date, games.TODAY) or date.min
    if start is None and end is not None and end < begins:
        begins = end - timedelta(days=USUAL_DAYS - 1)
    ends = end or begins + timedelta(days=USUAL_DAYS - 1)
    require_window(begins, ends)
    return begins, ends


async def change_challenge(work: Work, *, challenge_id: int, given: dict[str, object]) -> Challenge:
    """What is not given stays; who completed it has. ChallengeNotFound, Invalid."""
    policy.require_runs(work.actor)
    after = structs.replace(await challenge_of_id(work, challenge_id=challenge_id), **given)
    require_window(after.start_date, after.end_date)
    await work.value(
        int, queries.CHANGE_CHALLENGE, challenge_id, after.name, after.description, after.audience,
        after.metric, after.target, after.reward_points, after.start_date, after.end_date,
        after.enabled,
    )  # fmt: skip
    return await told(work, challenge_id)


async def remove_challenge(work: Work, *, challenge_id: int) -> None:
    """Points that it gave stay. ChallengeNotFound."""
    policy.require_runs(work.actor)
    await challenge_of_id(work, challenge_id=challenge_id)
    await work.run(queries.REMOVE_CHALLENGE, challenge_id)
    work.record(ChallengeChanged(challenge_id=challenge_id))


async def told(work: Work, challenge_id: int) -> Challenge:
    work.record(ChallengeChanged(challenge_id=challenge_id))
    return await challenge_of_id(work, challenge_id=challenge_id)


async def complete(work: Work, person_id: int, day: date, at: datetime | None = None) -> bool:
    """What a held person has reached on that day; whether it gave points. Of a team's the rest is
    a job: who holds one person's points does not wait for another's."""
    gave = False
    for won in await work.many(Id, queries.WIN, person_id, day):
        gave |= await reward(work, won.id, person_id, at)
    for reached in await work.many(ReachedByTeam, queries.REACHED_BY_TEAMS, person_id, day):
        await work.later(
            REWARD_TEAM, key=f"{reached.id}:{reached.team_id}:{person_id}",
            challenge_id=reached.id, team_id=reached.team_id,
        )  # fmt: skip
    return gave


async def reward(work: Work, challenge_id: int, person_id: int, at: datetime | None = None) -> bool:
    work.record(ChallengeCompleted(person_id=person_id, challenge_id=challenge_id))
    found = await work.one(Challenge, queries.CHALLENGES, person_id, challenge_id, False, 1, 0)
    if found is None or found.reward_points == 0:
        return False
    key = f"challenge:{challenge_id}:{person_id}"
    given = await ledger.give(
        work, person_id, found.reward_points, "challenge", key, reason=found.name, at=at
    )
    return given is not None


async def win_as_member(work: Work, *, challenge_id: int, person_id: int) -> None:
    """A member of the team that reached it; told again, it changes nothing."""
    held = await ledger.hold(work, person_id)
    if held is None or not held.participates:
        return
    if await work.run(queries.WIN_AS_TEAM, challenge_id, person_id):
        await reward(work, challenge_id, person_id)


async def members(work: Work, *, team_id: int) -> list[int]:
    return sorted(await staffing.members_of(work, team_id=team_id))
