"""Document 002: steering the queue, for administrators."""

from litestar import Router, post
from litestar.params import JSONBody
from msgspec import UNSET, Struct, UnsetType

from ringdesk.api.admin.status import QueueOut
from ringdesk.api.door import In, InWork, raises
from ringdesk.domains import dialer

SAID: dict[dialer.Action, str] = {
    "pause_queue": "Call queue paused",
    "resume_queue": "Call queue resumed",
    "reset_stuck_leads": "Stuck leads reset",
    "get_queue_status": "Queue status retrieved",
}


class Control(In, frozen=True):
    action: dialer.Action


class ControlledOut(Struct, frozen=True, rename="camel"):
    """`resetCount`: leads that were put back, by that action alone."""

    message: str
    queue: QueueOut
    reset_count: int | UnsetType = UNSET


@post("/control", status_code=200, responses=raises(dialer.AdministratorsSteer))
async def control_system(data: JSONBody[Control], work: InWork) -> ControlledOut:
    """Pause or resume the queue, put stuck leads back, or look how it is. Pausing lets calls in
    progress end."""
    state = await dialer.control(work, data.action)
    reset = UNSET if state.reset_count is None else state.reset_count
    return ControlledOut(SAID[data.action], QueueOut.of(state), reset)


router = Router("/api/admin/system", route_handlers=[control_system], tags=["administration"])
