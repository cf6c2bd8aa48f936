"""Document 002: performance of those who call, for administrators."""

from litestar import Router, get
from msgspec import Struct

from ringdesk.api.door import InWork, raises
from ringdesk.api.operator.numbers import EndDate, StartDate
from ringdesk.domains import analytics
from ringdesk.kernel.errors import AdministratorsOnly
from ringdesk.wire.call_numbers import ReportOut


class PerformanceReportOut(Struct, frozen=True):
    performance: ReportOut


@get("/performance", responses=raises(AdministratorsOnly))
async def performance(
    work: InWork, start: StartDate = None, end: EndDate = None
) -> PerformanceReportOut:
    """Calls by person and by day, leads by where the dialler has them; whole days, both ends
    included, the last thirty by default."""
    found = await analytics.calling_report(work, start=start, end=end)
    return PerformanceReportOut(ReportOut.of(found))


router = Router("/api/admin/reports", route_handlers=[performance], tags=["administration"])
