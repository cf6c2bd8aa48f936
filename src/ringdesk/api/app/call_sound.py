"""Hold, and supervising: what is done to the sound of a call."""

from typing import Literal

from litestar import Router, post
from litestar.params import FromPath, JSONBody

from ringdesk.api.desk import InDesk
from ringdesk.api.door import In, InWork, raises
from ringdesk.domains import calls
from ringdesk.wire.calls import CallOut


class Hold(In, frozen=True):
    on: bool


class Supervise(In, frozen=True):
    """`off` leaves the call; of a call that one is not in, it changes nothing."""

    mode: Literal["listen", "whisper", "barge", "off"]


@post(
    "/{call_id:int}/hold",
    status_code=200,
    responses=raises(calls.MayNotCall, calls.CallNotFound, calls.NoSound),
)
async def hold(call_id: FromPath[int], data: JSONBody[Hold], work: InWork, desk: InDesk) -> CallOut:
    """The party waits with music, and hears nobody; or is back."""
    return CallOut.of(await calls.put_on_hold(work, desk.media, call_id=call_id, on=data.on))


@post(
    "/{call_id:int}/supervise",
    status_code=200,
    responses=raises(
        calls.MayNotSupervise,
        calls.CallNotFound,
        calls.CallNotLive,
        calls.NoSound,
        calls.NoSoftphone,
        calls.PersonBusy,
    ),
)
async def supervise(
    call_id: FromPath[int], data: JSONBody[Supervise], work: InWork, desk: InDesk
) -> CallOut:
    """Listen to an answered call, whisper to its agent, or speak with both, by one's own softphone;
    `off` leaves it, as does the end of the call. The log keeps who did so."""
    return CallOut.of(await calls.supervise(work, desk.media, call_id=call_id, mode=data.mode))


router = Router("/api/app/calls", route_handlers=[hold, supervise], tags=["calls"])
