"""What is done to the sound of a call: hold, and a supervisor's ear or voice in it. Only of calls
whose sound comes to this installation: a carrier that keeps it to itself has no such thing."""

from ringdesk.domains.calls import policy
from ringdesk.domains.calls.errors import NoSound
from ringdesk.domains.calls.events import CallHeld, CallSupervised
from ringdesk.domains.calls.models import Call
from ringdesk.domains.calls.service import get
from ringdesk.domains.telephony import Media, MediaFailed, Supervising
from ringdesk.kernel.work import Work


async def put_on_hold(work: Work, media: Media, *, call_id: int, on: bool) -> Call:
    """The party waits with music; or is back. CallNotFound, MayNotCall, NoSound."""
    call = policy.require_may_act(work.actor, await get(work, call_id=call_id))
    try:
        await media.hold(sound_of(call), on)
    except MediaFailed as error:
        raise NoSound from error
    work.record(CallHeld(call_id=call.id, agent_id=call.agent_id, on=on))
    return call


async def supervise(work: Work, media: Media, *, call_id: int, mode: Supervising) -> Call:
    """With the supervisor's own softphone. `listen`: nobody hears them; `whisper`: the agent alone;
    `barge`: everybody. The log keeps each. MayNotSupervise, CallNotFound, NoSound."""
    policy.require_supervises(work.actor)
    call = await get(work, call_id=call_id)
    work.record(
        CallSupervised(
            call_id=call.id, agent_id=call.agent_id, supervisor_id=work.actor.id, mode=mode
        )
    )
    try:
        await media.supervise(work.actor.id, sound_of(call), mode)
    except MediaFailed as error:
        raise NoSound from error
    return call


def sound_of(call: Call) -> str:
    """NoSound."""
    if call.carrier_call_id is None or not call.is_live:
        raise NoSound
    return call.carrier_call_id
