"""Who of the staff can take something on."""

from typing import Annotated

from litestar import Router, get, put
from litestar.params import JSONBody
from msgspec import UNSET, Meta, Struct, UnsetType

from ringdesk.api.door import In, InWork, raises
from ringdesk.domains import staffing
from ringdesk.kernel.errors import NotAllowed
from ringdesk.wire.staffing import ColleagueOut

Skill = Annotated[str, Meta(min_length=1, max_length=40)]


class SetAvailability(In, frozen=True, kw_only=True):
    """What is not given stays. `capacity`: how many chats at once."""

    state: staffing.Availability | UnsetType = UNSET
    capacity: Annotated[int, Meta(ge=1, le=50)] | UnsetType = UNSET
    skills: Annotated[list[Skill], Meta(max_length=20)] | UnsetType = UNSET


class AvailabilityOut(Struct, frozen=True):
    state: staffing.Availability
    capacity: int
    skills: list[str]

    @classmethod
    def of(cls, one: staffing.Colleague) -> "AvailabilityOut":
        return cls(one.state, one.capacity, one.skills)


@get("/availability", responses=raises(NotAllowed))
async def own_availability(work: InWork) -> AvailabilityOut:
    """One's own (staff)."""
    return AvailabilityOut.of(await staffing.own_availability(work))


@put("/availability", responses=raises(NotAllowed))
async def set_availability(data: JSONBody[SetAvailability], work: InWork) -> AvailabilityOut:
    """Say whether one is available, for how much, and what one is good at (staff)."""
    after = await staffing.set_availability(
        work, state=data.state or None, capacity=data.capacity or None,
        skills=None if data.skills is UNSET else data.skills,
    )  # fmt: skip
    return AvailabilityOut.of(after)


@get("/team/availability", responses=raises(NotAllowed))
async def team_availability(work: InWork) -> list[ColleagueOut]:
    """All colleagues, by name (staff)."""
    return [ColleagueOut.of(one) for one in await staffing.team(work)]


router = Router(
    "/api/app", route_handlers=[own_availability, set_availability, team_availability],
    tags=["staffing"],
)  # fmt: skip
