"""Document 001's calls."""

import re
from typing import Annotated, Literal, Self

from litestar import Response, Router, get, post
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from msgspec import Meta, Struct

from ringdesk.api.app.calls import REFUSALS, AnId, link_of
from ringdesk.api.door import AnyRequest, Id, In, InWork, Limit, page, raises
from ringdesk.domains import calls, leads
from ringdesk.kernel.errors import Invalid, NotAllowed
from ringdesk.wire.calls import CallOut

AS_PRINTED = re.compile(r"(\d{1,19})/end")


class CreateCall(In, frozen=True, kw_only=True):
    lead_id: Id
    notes: Annotated[str, Meta(max_length=10_000)] = ""


class CallStatsOut(Struct, frozen=True):
    """`answered`: ever; `average_duration`: by completed call; whole seconds."""

    total: int
    today: int
    live: int
    completed: int
    answered: int
    abandoned: int
    total_duration: int
    average_duration: int
    by_status: dict[str, int]

    @classmethod
    def of(cls, s: calls.CallStats) -> Self:
        by_status = {
            "initiated": s.initiated, "ringing": s.ringing, "answered": s.in_talk,
            "completed": s.completed, "busy": s.busy, "no-answer": s.no_answer,
            "failed": s.failed,
        }  # fmt: skip
        return cls(
            s.total, s.today, s.live, s.completed, s.answered, s.abandoned, s.total_duration_s,
            s.average_duration_s, by_status,
        )  # fmt: skip


@get(responses=raises(NotAllowed, calls.CallNotFound))
async def list_calls(
    request: AnyRequest,
    work: InWork,
    call_id: Annotated[int | None, QueryParameter(name="id", ge=1, le=2**63 - 1)] = None,
    limit: Limit = None,
    offset: Annotated[int | None, QueryParameter(description="How many to pass over.")] = None,
    status: FromQuery[calls.Status | None] = None,
    lead_id: AnId = None,
    agent_id: AnId = None,
    campaign_id: AnId = None,
    after: AnId = None,
    count: FromQuery[Literal["exact"] | None] = None,
) -> Response[list[CallOut] | CallOut]:
    """Calls, newest first; with `id` that one call. Operators: their own."""
    if call_id is not None:
        return Response(CallOut.of(await calls.get(work, call_id=call_id)))
    most, skip = page(limit, offset, default=20)
    wanted = calls.CallFilter(
        status=status,
        lead_id=lead_id,
        agent_id=agent_id,
        campaign_id=campaign_id,
        after=after,
    )
    found = await calls.list_calls(work, wanted, limit=most, offset=skip)
    headers = link_of(request, found, most)
    if count == "exact":
        headers["X-Total-Count"] = str(await calls.count(work, wanted))
    return Response([CallOut.of(one) for one in found], headers=headers)


@post(
    responses=raises(
        calls.MayNotCall, leads.LeadNotFound, leads.LeadTaken, calls.CallNotFound, *REFUSALS
    )
)
async def create_call(
    work: InWork,
    call_id: Annotated[str | None, QueryParameter(name="id", max_length=40)] = None,
    data: JSONBody[CreateCall | None] = None,
) -> Response[CallOut]:
    """Call a lead. Or, as document 001 prints it, `?id=123/end`: end that call."""
    if call_id is not None:
        ended = await calls.end(work, call_id=number_as_printed(call_id))
        return Response(CallOut.of(ended), status_code=200)
    if data is None:
        raise Invalid.field("lead_id", "This field is required")
    call = await calls.start(work, lead_id=data.lead_id, notes=data.notes)
    return Response(CallOut.of(call), headers={"Location": f"/api/v1/calls/{call.id}"})


def number_as_printed(given: str) -> int:
    found = AS_PRINTED.fullmatch(given)
    if found is None:
        raise Invalid.field("id", "A call's number and /end, such as 123/end")
    number = int(found.group(1))
    if not 0 < number < 2**63:
        raise calls.CallNotFound
    return number


@get("/stats", responses=raises(NotAllowed))
async def call_stats(work: InWork) -> CallStatsOut:
    """How many calls, and what became of them. Operators: of their own."""
    return CallStatsOut.of(await calls.stats(work))


@get("/{call_id:int}", responses=raises(NotAllowed, calls.CallNotFound))
async def get_call(call_id: FromPath[int], work: InWork) -> CallOut:
    """One call."""
    return CallOut.of(await calls.get(work, call_id=call_id))


@post("/{call_id:int}/end", status_code=200, responses=raises(calls.MayNotCall, calls.CallNotFound))
async def end_call(call_id: FromPath[int], work: InWork) -> CallOut:
    """End a call. One that is over stays as it is."""
    return CallOut.of(await calls.end(work, call_id=call_id))


router = Router(
    "/api/v1/calls",
    route_handlers=[list_calls, create_call, call_stats, get_call, end_call],
    tags=["calls"],
)
