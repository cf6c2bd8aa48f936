"""Document 002: an operator's dashboard and performance."""

from datetime import date
from typing import Annotated

from litestar import Router, get
from litestar.params import QueryParameter
from msgspec import Struct

from ringdesk.api.door import InWork, raises
from ringdesk.domains import analytics, leads
from ringdesk.kernel.errors import NotAllowed
from ringdesk.wire.call_numbers import (
    CallLine,
    CallStats,
    LeadLine,
    OperatorDashboardOut,
    PerformanceOut,
    Ranked,
)

SHOWN = 10
StartDate = Annotated[date | None, QueryParameter(name="startDate")]
EndDate = Annotated[date | None, QueryParameter(name="endDate")]


class DashboardOut(Struct, frozen=True):
    dashboard: OperatorDashboardOut


@get("/dashboard", responses=raises(NotAllowed))
async def dashboard(work: InWork) -> DashboardOut:
    """One's own numbers, leads and latest calls; what can be claimed; the ranking of the last
    thirty days."""
    found = await analytics.own_numbers(work)
    wanted = leads.LeadFilter(owner_id=work.actor.id)
    mine = await leads.list_leads(work, wanted, limit=SHOWN, offset=0)
    free, _ = await leads.available(work, priority=None, limit=SHOWN, offset=0)
    return DashboardOut(
        OperatorDashboardOut(
            CallStats.of(found.so_far, found.today),
            [LeadLine.of(lead) for lead in mine],
            [CallLine.of(one) for one in found.latest],
            [LeadLine.of(lead) for lead in free],
            [Ranked.of(one) for one in found.ranking],
            found.rank,
        )
    )


@get("/profile/performance", responses=raises(NotAllowed))
async def performance(work: InWork, start: StartDate = None, end: EndDate = None) -> PerformanceOut:
    """One's own calls of whole days, both ends included; the last thirty by default."""
    return PerformanceOut.of(await analytics.own_performance(work, start=start, end=end))


router = Router("/api/operator", route_handlers=[dashboard, performance], tags=["calling"])
