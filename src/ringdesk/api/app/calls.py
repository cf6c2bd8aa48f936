"""Calls as the web app works with them."""

from datetime import datetime
from typing import Annotated
from urllib.parse import urlencode

from litestar import Response, Router, delete, get, post, put
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from litestar.response import Stream
from msgspec import UNSET, Meta, UnsetType, structs

from ringdesk.api.desk import InDesk
from ringdesk.api.door import AnyRequest, Id, In, InWork, Limit, Said, page, raises
from ringdesk.domains import calls, governance, leads
from ringdesk.kernel.errors import Invalid, NotAllowed
from ringdesk.kernel.work import Work
from ringdesk.wire.calls import CallEventOut, CallOut

Notes = Annotated[str, Meta(max_length=10_000)]
Seconds = Annotated[int, Meta(ge=0, le=24 * 3600)]
AnId = Annotated[int | None, QueryParameter(ge=1, le=2**63 - 1)]
REFUSALS = (
    calls.OutsideCallingHours, calls.DoNotCall, calls.NumberInCall, calls.NoNumber,
    calls.NumberInvalid, calls.PersonBusy,
)  # fmt: skip


class StartCall(In, frozen=True):
    lead_id: Id


class ChangeCall(In, frozen=True, kw_only=True):
    status: calls.Status | UnsetType = UNSET
    notes: Notes | UnsetType = UNSET
    duration: Seconds | UnsetType = UNSET


class WrapUp(In, frozen=True, kw_only=True):
    """`callback_at`: with a disposition that means a callback."""

    disposition_id: Id
    notes: Notes | None = None
    callback_at: datetime | None = None


class Transfer(In, frozen=True, kw_only=True):
    """One of both."""

    to_person: Id | None = None
    to_number: Annotated[str, Meta(min_length=3, max_length=40)] | None = None


class CallWithStory(CallOut, frozen=True, kw_only=True):
    """A call with what happened to it, oldest first."""

    events: list[CallEventOut]


def filter_of(given: calls.CallFilter, agent: str | None, work: Work) -> calls.CallFilter:
    """`agent`: me, or somebody's id."""
    if agent is None or agent == "":
        return given
    if agent == "me":
        return structs.replace(given, agent_id=work.actor.id)
    if agent.isascii() and agent.isdecimal() and 0 < int(agent[:20]) < 2**63:
        return structs.replace(given, agent_id=int(agent))
    raise Invalid.field("agent", "A person's id, or me")


def link_of(request: AnyRequest, found: list[calls.Call], most: int) -> dict[str, str]:
    """The same question, from where a full page ends."""
    if not found or len(found) < most:
        return {}
    kept = [(k, v) for k, v in request.query_params.multi_items() if k not in ("offset", "after")]
    query = urlencode([*kept, ("after", str(found[-1].id))])
    return {"Link": f'<{request.url.path}?{query}>; rel="next"'}


@get(responses=raises(NotAllowed))
async def list_calls(
    request: AnyRequest,
    work: InWork,
    limit: Limit = None,
    after: AnId = None,
    status: FromQuery[calls.Status | None] = None,
    live: FromQuery[bool | None] = None,
    mode: FromQuery[calls.Mode | None] = None,
    direction: FromQuery[calls.Direction | None] = None,
    agent: Annotated[str | None, QueryParameter(max_length=20)] = None,
    lead: AnId = None,
    campaign: AnId = None,
    since: FromQuery[datetime | None] = None,
    until: FromQuery[datetime | None] = None,
) -> Response[list[CallOut]]:
    """Calls, newest first. `Link` leads to the next page. Operators: their own."""
    most, _ = page(limit, None, default=20)
    wanted = calls.CallFilter(
        status=status, live=live, mode=mode, direction=direction, lead_id=lead,
        campaign_id=campaign, since=since, until=until, after=after,
    )  # fmt: skip
    found = await calls.list_calls(work, filter_of(wanted, agent, work), limit=most)
    return Response([CallOut.of(one) for one in found], headers=link_of(request, found, most))


@post(responses=raises(calls.MayNotCall, leads.LeadNotFound, leads.LeadTaken, *REFUSALS))
async def start_call(data: JSONBody[StartCall], work: InWork) -> Response[CallOut]:
    """Call a lead that one has claimed, or claim a free one in the same act."""
    call = await calls.start(work, lead_id=data.lead_id)
    return Response(CallOut.of(call), headers={"Location": f"/api/app/calls/{call.id}"})


@get("/{call_id:int}", responses=raises(NotAllowed, calls.CallNotFound))
async def get_call(call_id: FromPath[int], work: InWork) -> CallWithStory:
    """A call with its story."""
    call = CallOut.of(await calls.get(work, call_id=call_id))
    story = [CallEventOut.of(one) for one in await calls.history(work, call_id=call_id)]
    return CallWithStory(**structs.asdict(call), events=story)


@put(
    "/{call_id:int}", responses=raises(calls.MayNotCall, calls.CallNotFound, calls.CallMoveRefused)
)
async def change_call(call_id: FromPath[int], data: JSONBody[ChangeCall], work: InWork) -> CallOut:
    """Say where the call stands, or what was talked about."""
    call = await calls.update(
        work, call_id=call_id, status=data.status or None,
        notes=None if data.notes is UNSET else data.notes,
        duration=None if data.duration is UNSET else data.duration,
    )  # fmt: skip
    return CallOut.of(call)


@post("/{call_id:int}/end", status_code=200, responses=raises(calls.MayNotCall, calls.CallNotFound))
async def end_call(call_id: FromPath[int], work: InWork) -> CallOut:
    """End a call. One that is over stays as it is."""
    return CallOut.of(await calls.end(work, call_id=call_id))


@post(
    "/{call_id:int}/wrap-up", status_code=200,
    responses=raises(
        calls.MayNotCall, calls.CallNotFound, calls.NothingToWrapUp, calls.DispositionUnknown
    ),
)  # fmt: skip
async def wrap_up(call_id: FromPath[int], data: JSONBody[WrapUp], work: InWork) -> CallOut:
    """Say what became of a call; ends the wrap-up."""
    call = await calls.wrap_up(
        work, call_id=call_id, disposition_id=data.disposition_id, notes=data.notes,
        callback_at=data.callback_at,
    )  # fmt: skip
    return CallOut.of(call)


@post(
    "/{call_id:int}/transfer",
    status_code=200,
    responses=raises(calls.MayNotCall, calls.CallNotFound, calls.CallNotLive, calls.PersonBusy),
)
async def transfer(call_id: FromPath[int], data: JSONBody[Transfer], work: InWork) -> CallOut:
    """Pass a call on, to a colleague who is free or to another number."""
    call = await calls.transfer(
        work, call_id=call_id, to_person=data.to_person, to_number=data.to_number
    )
    return CallOut.of(call)


@get(
    "/{call_id:int}/recording",
    responses=raises(NotAllowed, calls.CallNotFound, calls.RecordingNotFound),
)
async def hear_recording(call_id: FromPath[int], work: InWork, desk: InDesk) -> Stream:
    """What was recorded, as WAV: the party on the left, we on the right."""
    sound = await calls.open_recording(work, desk.storage, call_id=call_id)
    work.record(governance.RecordingPlayed(call_id=call_id))
    name = f'inline; filename="call-{call_id}.wav"'
    return Stream(
        sound, media_type="audio/wav",
        headers={"Content-Disposition": name, "Cache-Control": "private, no-store"},
    )  # fmt: skip


@delete(
    "/{call_id:int}/recording", status_code=200,
    responses=raises(calls.MayNotSupervise, calls.CallNotFound, calls.RecordingNotFound),
)  # fmt: skip
async def remove_recording(call_id: FromPath[int], work: InWork, desk: InDesk) -> Said:
    """Consent was taken back: delete what was recorded (administrators)."""
    await calls.remove_recording(work, desk.storage, call_id=call_id)
    return Said("Recording deleted")


router = Router(
    "/api/app/calls",
    route_handlers=[
        list_calls, start_call, get_call, change_call, end_call, wrap_up, transfer,
        hear_recording, remove_recording,
    ],
    tags=["calls"],
)  # fmt: skip
