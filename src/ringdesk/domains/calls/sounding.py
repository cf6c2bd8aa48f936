"""What is done to the sound of a call: hold, and a supervisor's ear or voice in it. Only of calls
whose sound comes to this installation: a carrier that keeps it to itself has no such thing."""

from ringdesk.domains.calls import policy
from ringdesk.domains.calls.errors import CallNotLive, NoSoftphone, NoSound, PersonBusy
from ringdesk.domains.calls.events import CallHeld, CallSupervised
from ringdesk.domains.calls.models import Call
from ringdesk.domains.calls.service import find, get
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
    `barge`: everybody; `off`: they leave. The log keeps each. MayNotSupervise, CallNotFound,
    CallNotLive, NoSound, NoSoftphone, PersonBusy."""
    me = work.actor.id
    if mode == "off":
        left = await stop_supervising(work, media, call_id=call_id, person_id=me)
        # Or they are not in it, or it has ended with them.
        return await (find(work, call_id) if left else find_supervised(work, call_id))
    call = await find_supervised(work, call_id)
    if call.status != "answered":
        raise CallNotLive
    sound = sound_of(call)
    if not media.has(sound):
        raise NoSound
    require_ear(media, me, sound)
    record_supervised(work, call, me, mode)
    try:
        await media.supervise(me, sound, mode)
    except MediaFailed as error:
        raise NoSound from error
    return call


async def find_supervised(work: Work, call_id: int) -> Call:
    policy.require_supervises(work.actor)
    return await get(work, call_id=call_id)


async def stop_supervising(work: Work, media: Media, *, call_id: int, person_id: int) -> bool:
    """A supervisor is in this call no more; False if they were not, or are leaving already. Whoever
    lost the right leaves all the same. First the sound, then the log."""
    where = media.call_of(person_id)
    if where is None or where[1] == "agent":
        return False
    call = await find(work, call_id)
    if call.carrier_call_id != where[0]:
        return False
    try:
        left = await media.stop_supervising(person_id, where[0])
    except MediaFailed as error:
        raise NoSound from error
    if left:
        record_supervised(work, call, person_id, "off")
    return left


def require_ear(media: Media, person_id: int, sound: str) -> None:
    """NoSoftphone, PersonBusy: they speak in a call, or are in another one."""
    if not media.has_browser(person_id):
        raise NoSoftphone
    where = media.call_of(person_id)
    if where is not None and (where[0] != sound or where[1] == "agent"):
        raise PersonBusy


def record_supervised(work: Work, call: Call, supervisor_id: int, mode: Supervising) -> None:
    work.record(
        CallSupervised(
            call_id=call.id, agent_id=call.agent_id, supervisor_id=supervisor_id, mode=mode
        )
    )


def sound_of(call: Call) -> str:
    """NoSound."""
    if call.carrier_call_id is None or not call.is_live:
        raise NoSound
    return call.carrier_call_id
