"""Document 001's teams: what `assign_to_team` and competitions refer to."""

from typing import Annotated, Self

from litestar import Response, Router, delete, get, post, put
from litestar.params import JSONBody, QueryParameter
from msgspec import UNSET, Meta, Struct, UnsetType

from ringdesk.api.door import LARGEST_ID, Id, In, InWork, Said, raises
from ringdesk.domains import staffing
from ringdesk.kernel.errors import NotAllowed, NotFound
from ringdesk.wire.times import Time, utc

TeamName = Annotated[str, Meta(min_length=1, max_length=100)]
Members = Annotated[list[Id], Meta(max_length=1000)]
TeamId = Annotated[int, QueryParameter(name="id", ge=1, le=LARGEST_ID)]


class CreateTeam(In, frozen=True, kw_only=True):
    name: TeamName
    member_ids: Members | UnsetType = UNSET


class ChangeTeam(In, frozen=True, kw_only=True):
    name: TeamName | UnsetType = UNSET
    member_ids: Members | UnsetType = UNSET


class TeamOut(Struct, frozen=True):
    id: int
    name: str
    member_ids: list[int]
    created_at: Time

    @classmethod
    def of(cls, team: staffing.Team) -> Self:
        return cls(team.id, team.name, team.member_ids, utc(team.created_at))


@get(responses=raises(NotAllowed))
async def list_teams(work: InWork) -> list[TeamOut]:
    """All teams, by name (staff)."""
    return [TeamOut.of(one) for one in await staffing.teams(work)]


@post(responses=raises(NotAllowed, staffing.TeamNameTaken))
async def create_team(data: JSONBody[CreateTeam], work: InWork) -> Response[TeamOut]:
    """Make a team of staff (administrators)."""
    made = await staffing.create_team(work, name=data.name, member_ids=data.member_ids or [])
    return Response(TeamOut.of(made), headers={"Location": f"/api/v1/teams?id={made.id}"})


@put(responses=raises(NotAllowed, NotFound, staffing.TeamNameTaken))
async def change_team(team_id: TeamId, data: JSONBody[ChangeTeam], work: InWork) -> TeamOut:
    """Change the fields given (administrators)."""
    changed = await staffing.change_team(
        work, team_id=team_id, name=data.name or None,
        member_ids=None if data.member_ids is UNSET else data.member_ids,
    )  # fmt: skip
    return TeamOut.of(changed)


@delete(status_code=200, responses=raises(NotAllowed, NotFound))
async def delete_team(team_id: TeamId, work: InWork) -> Said:
    """Remove a team; its people stay (administrators)."""
    await staffing.remove_team(work, team_id=team_id)
    return Said("Team deleted successfully")


router = Router(
    "/api/v1/teams", route_handlers=[list_teams, create_team, change_team, delete_team],
    tags=["teams"],
)  # fmt: skip
