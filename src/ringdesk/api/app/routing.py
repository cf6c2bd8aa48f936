"""How waiting sessions find an agent by themselves, if they do."""

from typing import Annotated

from litestar import Router, get, put
from litestar.params import JSONBody
from msgspec import UNSET, Meta, Struct, UnsetType

from ringdesk.api.door import In, InWork, raises
from ringdesk.domains import conversations, staffing
from ringdesk.kernel.errors import NotAllowed
from ringdesk.kernel.work import Work


class SetRouting(In, frozen=True, kw_only=True):
    """What is not given stays."""

    strategy: conversations.Strategy | UnsetType = UNSET
    sticky: bool | UnsetType = UNSET
    default_capacity: Annotated[int, Meta(ge=1, le=50)] | UnsetType = UNSET


class RoutingOut(Struct, frozen=True):
    """`sticky`: whoever helped a customer last is asked first. `default_capacity`: how many chats
    at once somebody takes who never said."""

    strategy: conversations.Strategy
    sticky: bool
    default_capacity: int


async def as_it_is(work: Work) -> RoutingOut:
    found = await conversations.show_routing(work)
    return RoutingOut(found.strategy, found.sticky, await staffing.default_capacity(work))


@get("/routing", responses=raises(NotAllowed))
async def get_routing(work: InWork) -> RoutingOut:
    """How sessions are handed out (staff)."""
    return await as_it_is(work)


@put("/routing", responses=raises(NotAllowed))
async def set_routing(data: JSONBody[SetRouting], work: InWork) -> RoutingOut:
    """Change the fields given (administrators)."""
    await conversations.set_routing(
        work, strategy=data.strategy or None,
        sticky=None if data.sticky is UNSET else data.sticky,
    )  # fmt: skip
    if data.default_capacity is not UNSET:
        await staffing.set_default_capacity(work, data.default_capacity)
    return await as_it_is(work)


router = Router("/api/app/settings", route_handlers=[get_routing, set_routing], tags=["staffing"])
