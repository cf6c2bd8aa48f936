"""Document 001's analytics."""

from typing import Annotated

from litestar import Response, Router, get, post
from litestar.params import FromPath, JSONBody, QueryParameter

from ringdesk.api.door import AnyRequest, InWork, Limit, page, raises
from ringdesk.api.report_bodies import (
    CreateReport,
    EndDate,
    ExportReport,
    MetricName,
    StartDate,
    Step,
    file_out,
    filters_of,
    number_of,
)
from ringdesk.domains import reporting
from ringdesk.kernel.errors import NotAllowed
from ringdesk.kernel.pdf import TooLong, Unprintable
from ringdesk.wire.reports import DistributionOut, HeadingOut, KeptReportOut, PointOut

OF_METRICS = frozenset({"metric", "start_date", "end_date"})


@post("/reports", responses=raises(NotAllowed, reporting.TooManyReports))
async def create_report(data: JSONBody[CreateReport], work: InWork) -> Response[KeptReportOut]:
    """Draw up a report of whole days, and keep it, with the numbers of this moment and those of the
    period before."""
    made = await reporting.create(work, data.wanted(), name=data.name)
    return Response(
        KeptReportOut.shown(made),
        headers={"Location": f"/api/v1/analytics/reports/report_{made.id}"},
    )


@get("/reports", responses=raises(NotAllowed))
async def list_reports(work: InWork, limit: Limit = None) -> list[HeadingOut]:
    """Reports that are kept, the latest first."""
    most, _ = page(limit, None, default=20)
    return [HeadingOut.of(one) for one in await reporting.list_reports(work, limit=most)]


@get("/reports/{report_id:str}", responses=raises(NotAllowed, reporting.ReportNotFound))
async def get_report(report_id: FromPath[str], work: InWork) -> KeptReportOut:
    """A report as it was drawn up."""
    return KeptReportOut.shown(await reporting.get(work, report_id=number_of(report_id)))


@post(
    "/export", status_code=200,
    responses=raises(NotAllowed, reporting.ReportNotFound, TooLong, Unprintable),
)  # fmt: skip
async def export_report(data: JSONBody[ExportReport], work: InWork) -> Response[bytes]:
    """A report as a file: CSV, JSON, PDF with charts, or Parquet."""
    return file_out(await reporting.export_report(
        work, report_id=number_of(data.report_id), format=data.format, language=data.language
    ))  # fmt: skip


@get("/trends", responses=raises(NotAllowed))
async def trends(
    work: InWork,
    metric: MetricName,
    start: StartDate = None,
    end: EndDate = None,
    step: Annotated[Step, QueryParameter(name="step")] = "day",
) -> list[PointOut]:
    """A point per day of the workspace's calendar, zeros included. `metric`: leads, calls,
    conversions, and others (an unknown one is refused with their names)."""
    found = await reporting.trend(work, metric=metric, start=start, end=end, step=step)
    return [PointOut(dot.date, dot.value) for dot in found.points]


@get("/metrics", responses=raises(NotAllowed))
async def metrics(
    request: AnyRequest, work: InWork, metric: MetricName, start: StartDate = None,
    end: EndDate = None,
) -> DistributionOut:  # fmt: skip
    """A number by its dimension: lead_source_distribution and others. `filter_source=campaign` and
    the like narrow it; a metric or filter that nobody knows is refused."""
    found = await reporting.distribution(
        work, metric=metric, filters=filters_of(request, OF_METRICS), start=start, end=end
    )
    return DistributionOut.of(found)


router = Router(
    "/api/v1/analytics",
    route_handlers=[create_report, list_reports, get_report, export_report, trends, metrics],
    tags=["analytics"],
)
