"""Challenges and competitions, for the web app."""

from datetime import date

from litestar import Router, delete, get, put
from litestar.params import FromPath, JSONBody
from msgspec import UNSET, Struct, UnsetType

from ringdesk.api.door import In, InWork, Limit, Said, Skip, page, raises
from ringdesk.api.v1.gamification_advanced import Teams
from ringdesk.domains import gamification as games
from ringdesk.kernel.errors import Conflict, NotAllowed
from ringdesk.wire.games import (
    ChallengeOut,
    CompetitionOut,
    Count,
    Name,
    RewardPoints,
    TeamPlaceOut,
    Text,
    given_of,
)


class ChangeChallenge(In, frozen=True, kw_only=True):
    name: Name | UnsetType = UNSET
    description: Text | UnsetType = UNSET
    audience: games.Audience | UnsetType = UNSET
    metric: games.Metric | UnsetType = UNSET
    target_score: Count | UnsetType = UNSET
    reward_points: RewardPoints | UnsetType = UNSET
    start_date: date | UnsetType = UNSET
    end_date: date | UnsetType = UNSET
    enabled: bool | UnsetType = UNSET


class ChangeCompetition(In, frozen=True, kw_only=True):
    name: Name | UnsetType = UNSET
    description: Text | UnsetType = UNSET
    metric: games.Metric | UnsetType = UNSET
    scoring: games.Scoring | UnsetType = UNSET
    start_date: date | UnsetType = UNSET
    end_date: date | UnsetType = UNSET
    team_ids: Teams | UnsetType = UNSET
    reward_points: RewardPoints | UnsetType = UNSET


class StandingOut(Struct, frozen=True):
    competition: CompetitionOut
    teams: list[TeamPlaceOut]


@get(
    "/challenges/{challenge_id:int}", responses=raises(NotAllowed, games.ChallengeNotFound)
)  # fmt: skip
async def get_challenge(challenge_id: FromPath[int], work: InWork) -> ChallengeOut:
    """With one's own progress."""
    return ChallengeOut.of(await games.challenge_of_id(work, challenge_id=challenge_id))


@put(
    "/challenges/{challenge_id:int}", responses=raises(NotAllowed, games.ChallengeNotFound)
)  # fmt: skip
async def change_challenge(
    challenge_id: FromPath[int], data: JSONBody[ChangeChallenge], work: InWork
) -> ChallengeOut:
    """Change the fields given (administrators)."""
    given = given_of(data)
    if "target_score" in given:
        given["target"] = given.pop("target_score")
    changed = await games.change_challenge(work, challenge_id=challenge_id, given=given)
    return ChallengeOut.of(changed)


@delete(
    "/challenges/{challenge_id:int}", status_code=200,
    responses=raises(NotAllowed, games.ChallengeNotFound),
)  # fmt: skip
async def delete_challenge(challenge_id: FromPath[int], work: InWork) -> Said:
    """Points that it gave stay (administrators)."""
    await games.remove_challenge(work, challenge_id=challenge_id)
    return Said("Challenge deleted successfully")


@get("/competitions", responses=raises(NotAllowed))
async def list_competitions(
    work: InWork, limit: Limit = None, offset: Skip = None
) -> list[CompetitionOut]:
    """Between teams; the latest to end first."""
    most, skip = page(limit, offset, default=50)
    found = await games.list_competitions(work, limit=most, offset=skip)
    return [CompetitionOut.of(one) for one in found]


@get(
    "/competitions/{competition_id:str}",
    responses=raises(NotAllowed, games.CompetitionNotFound),
)  # fmt: skip
async def get_competition(competition_id: FromPath[str], work: InWork) -> StandingOut:
    """A competition, and how the teams stand."""
    found = await games.competition_of_id(work, competition_id=competition_id)
    teams = await games.team_board(work, competition_id=competition_id)
    return StandingOut(CompetitionOut.of(found), [TeamPlaceOut.of(one) for one in teams])


@put(
    "/competitions/{competition_id:str}",
    responses=raises(NotAllowed, games.CompetitionNotFound, Conflict),
)  # fmt: skip
async def change_competition(
    competition_id: FromPath[str], data: JSONBody[ChangeCompetition], work: InWork
) -> CompetitionOut:
    """Change the fields given, until it is settled (administrators)."""
    changed = await games.change_competition(
        work, competition_id=competition_id, given=given_of(data)
    )
    return CompetitionOut.of(changed)


@delete(
    "/competitions/{competition_id:str}", status_code=200,
    responses=raises(NotAllowed, games.CompetitionNotFound),
)  # fmt: skip
async def delete_competition(competition_id: FromPath[str], work: InWork) -> Said:
    """Points that were earned in it stay (administrators)."""
    await games.remove_competition(work, competition_id=competition_id)
    return Said("Competition deleted successfully")


router = Router(
    "/api/app/games",
    route_handlers=[
        get_challenge, change_challenge, delete_challenge, list_competitions,
        get_competition, change_competition, delete_competition,
    ],
    tags=["games"],
)  # fmt: skip
