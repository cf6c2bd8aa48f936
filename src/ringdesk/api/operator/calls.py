"""Document 002: an operator's calls."""

from typing import Annotated

from litestar import Response, Router, get, post, put
from litestar.params import FromPath, JSONBody, QueryParameter
from msgspec import UNSET, Meta, Struct, UnsetType

from ringdesk.api.app.calls import REFUSALS, Notes, Seconds
from ringdesk.api.door import In, InWork, Limit, raises
from ringdesk.api.operator.numbered import Page, id_of, paged
from ringdesk.domains import calls, leads
from ringdesk.wire.calls import CallRowOut, StartedCallOut
from ringdesk.wire.pagination import PaginationOut


class StartCall(In, frozen=True, rename="camel"):
    lead_id: Annotated[str, Meta(min_length=1, max_length=40)]


class UpdateCall(In, frozen=True, kw_only=True):
    status: calls.Status | UnsetType = UNSET
    notes: Notes | UnsetType = UNSET
    duration: Seconds | UnsetType = UNSET


class CallSaid(Struct, frozen=True):
    message: str
    call: StartedCallOut


class HistoryOut(Struct, frozen=True):
    calls: list[CallRowOut]
    pagination: PaginationOut


@post("/start", responses=raises(calls.MayNotCall, leads.LeadNotFound, leads.LeadTaken, *REFUSALS))
async def start_call(data: JSONBody[StartCall], work: InWork) -> Response[CallSaid]:
    """Call a lead that one has claimed, or claim a free one in the same act."""
    call = await calls.start(work, lead_id=id_of(data.lead_id, leads.LeadNotFound))
    return Response(
        CallSaid("Call started successfully", StartedCallOut.of(call)),
        headers={"Location": f"/api/v1/calls/{call.id}"},
    )


@put(
    "/{call_id:int}/update",
    responses=raises(calls.MayNotCall, calls.CallNotFound, calls.CallMoveRefused),
)
async def update_call(call_id: FromPath[int], data: JSONBody[UpdateCall], work: InWork) -> CallSaid:
    """Say where the call stands. The same status, or none, changes only notes and duration."""
    call = await calls.update(
        work, call_id=call_id, status=data.status or None,
        notes=None if data.notes is UNSET else data.notes,
        duration=None if data.duration is UNSET else data.duration,
    )  # fmt: skip
    return CallSaid("Call updated successfully", StartedCallOut.of(call))


@get("/history", responses=raises(calls.MayNotCall))
async def history(
    work: InWork,
    page: Page = None,
    limit: Limit = None,
    status: Annotated[calls.Status | None, QueryParameter()] = None,
) -> HistoryOut:
    """One's own calls, newest first."""
    number, most, offset = paged(page, limit)
    wanted = calls.CallFilter(status=status, agent_id=work.actor.id)
    found = await calls.list_calls(work, wanted, limit=most, offset=offset)
    total = await calls.count(work, wanted)
    return HistoryOut([CallRowOut.of(one) for one in found], PaginationOut.of(number, most, total))


router = Router(
    "/api/operator/calls", route_handlers=[start_call, update_call, history], tags=["calls"]
)
