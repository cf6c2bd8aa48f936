"""Document 002: an operator's own availability."""

from litestar import Router, put
from litestar.params import JSONBody
from msgspec import Struct

from ringdesk.api.door import In, InWork, raises
from ringdesk.domains import calls, staffing


class SetAvailable(In, frozen=True, rename="camel"):
    is_available: bool


class AvailableOut(Struct, frozen=True, rename="camel"):
    message: str
    is_available: bool


@put("/availability", responses=raises(calls.MayNotCall))
async def set_availability(data: JSONBody[SetAvailable], work: InWork) -> AvailableOut:
    """Whether the queue may give one calls."""
    calls.require_calls(work.actor)
    after = await staffing.set_availability(
        work, state="available" if data.is_available else "away"
    )
    return AvailableOut("Availability updated successfully", after.state == "available")


router = Router("/api/operator/profile", route_handlers=[set_availability], tags=["staffing"])
