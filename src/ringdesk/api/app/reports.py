"""Reports as the web app works with them."""

from typing import Annotated

from litestar import Response, Router, delete, get, post, put
from litestar.params import FromPath, JSONBody, QueryParameter
from litestar.response import Stream

from ringdesk.api.desk import InDesk
from ringdesk.api.door import LARGEST_ID, AnyRequest, Caller, InWork, Limit, Said, page, raises
from ringdesk.api.report_bodies import (
    CreateReport,
    DrawReport,
    EndDate,
    GiveSchedule,
    MetricName,
    StartDate,
    Step,
    file_out,
    filters_of,
    number_of,
    stream_out,
)
from ringdesk.api.v1.analytics import OF_METRICS
from ringdesk.domains import reporting
from ringdesk.kernel.errors import NotAllowed
from ringdesk.kernel.pdf import TooLong, Unprintable
from ringdesk.wire.reports import (
    DistributionOut,
    DrawnOut,
    HeadingOut,
    KeptReportOut,
    ScheduleOut,
    TrendOut,
    drawn_of,
)

After = Annotated[int | None, QueryParameter(name="after", ge=1, le=LARGEST_ID)]
FormatOut = Annotated[reporting.Format, QueryParameter(name="format")]
RowsFormat = Annotated[reporting.DataFormat, QueryParameter(name="format")]
Language = Annotated[reporting.Language, QueryParameter(name="language")]


@get(responses=raises(NotAllowed))
async def list_reports(work: InWork, limit: Limit = None, after: After = None) -> list[HeadingOut]:
    """Reports that are kept, the latest first; `after`: the last number of the page before."""
    most, _ = page(limit, None, default=50)
    found = await reporting.list_reports(work, after=after, limit=most)
    return [HeadingOut.of(one) for one in found]


@post("/draw", status_code=200, responses=raises(NotAllowed))
async def draw_up(data: JSONBody[DrawReport], work: InWork) -> DrawnOut:
    """A report to look at, not kept."""
    return drawn_of(data.type, await reporting.draw_up(work, data.wanted()))


@post(responses=raises(NotAllowed, reporting.TooManyReports))
async def create_report(data: JSONBody[CreateReport], work: InWork) -> Response[KeptReportOut]:
    """Draw up a report, and keep it."""
    made = await reporting.create(work, data.wanted(), name=data.name)
    return Response(
        KeptReportOut.shown(made), headers={"Location": f"/api/app/reports/report_{made.id}"}
    )


@get("/{report_id:str}", responses=raises(NotAllowed, reporting.ReportNotFound))
async def get_report(report_id: FromPath[str], work: InWork) -> KeptReportOut:
    """A report as it was drawn up."""
    return KeptReportOut.shown(await reporting.get(work, report_id=number_of(report_id)))


@delete("/{report_id:str}", status_code=200,
        responses=raises(NotAllowed, reporting.ReportNotFound))  # fmt: skip
async def delete_report(report_id: FromPath[str], work: InWork) -> Said:
    """Throw a report away."""
    await reporting.remove(work, report_id=number_of(report_id))
    return Said("Report deleted")


@get("/{report_id:str}/file",
     responses=raises(NotAllowed, reporting.ReportNotFound, TooLong, Unprintable))  # fmt: skip
async def report_file(
    report_id: FromPath[str], work: InWork, format_: FormatOut, language: Language = "en"
) -> Response[bytes]:
    """A report as a file: CSV, JSON, PDF with charts, or Parquet."""
    return file_out(await reporting.export_report(
        work, report_id=number_of(report_id), format=format_, language=language
    ))  # fmt: skip


@get("/trend", responses=raises(NotAllowed))
async def trend(
    work: InWork,
    metric: MetricName,
    start: StartDate = None,
    end: EndDate = None,
    step: Annotated[Step, QueryParameter(name="step")] = "day",
) -> TrendOut:
    """A number over time, a point per day, week or month, zeros included."""
    return TrendOut.of(await reporting.trend(work, metric=metric, start=start, end=end, step=step))


@get("/distribution", responses=raises(NotAllowed))
async def distribution(
    request: AnyRequest, work: InWork, metric: MetricName, start: StartDate = None,
    end: EndDate = None,
) -> DistributionOut:  # fmt: skip
    """A number by its dimension, with filters (`filter_source=web`)."""
    found = await reporting.distribution(
        work, metric=metric, filters=filters_of(request, OF_METRICS), start=start, end=end
    )
    return DistributionOut.of(found)


@get("/rows/{dataset:str}", responses=raises(NotAllowed, reporting.DatasetNotFound))
async def export_rows(
    dataset: FromPath[str],
    actor: Caller,
    desk: InDesk,
    format_: RowsFormat,
    start: StartDate = None,
    end: EndDate = None,
) -> Stream:
    """Tickets, calls, leads or messages of chats, row by row, as a file: all of the days, however
    many. Needs the right to read the things, too."""
    between, pieces = await reporting.export_rows(
        desk.office, actor, dataset=dataset, format=format_, start=start, end=end
    )
    name = f"{dataset}-{between.start}-{between.end}.{format_}"
    return stream_out(name, reporting.content_type_of(format_), pieces)


@get("/schedules", responses=raises(NotAllowed))
async def list_schedules(work: InWork) -> list[ScheduleOut]:
    """Reports that are sent by themselves, with the time of the next one."""
    return [ScheduleOut.of(one) for one in await reporting.list_schedules(work)]


@post("/schedules", responses=raises(NotAllowed, reporting.TooManySchedules))
async def create_schedule(data: JSONBody[GiveSchedule], work: InWork) -> Response[ScheduleOut]:
    """Have a report sent by e-mail daily, weekly or monthly, by the workspace's clock."""
    made = await reporting.create_schedule(work, data.schedule())
    return Response(
        ScheduleOut.of(made), headers={"Location": f"/api/app/reports/schedules/{made.id}"}
    )


@get("/schedules/{schedule_id:int}", responses=raises(NotAllowed, reporting.ScheduleNotFound))
async def get_schedule(schedule_id: FromPath[int], work: InWork) -> ScheduleOut:
    """One of them."""
    return ScheduleOut.of(await reporting.get_schedule(work, schedule_id=schedule_id))


@put("/schedules/{schedule_id:int}", responses=raises(NotAllowed, reporting.ScheduleNotFound))
async def change_schedule(
    schedule_id: FromPath[int], data: JSONBody[GiveSchedule], work: InWork
) -> ScheduleOut:
    """All of it anew."""
    return ScheduleOut.of(
        await reporting.change_schedule(work, schedule_id=schedule_id, given=data.schedule())
    )


@delete("/schedules/{schedule_id:int}", status_code=200,
        responses=raises(NotAllowed, reporting.ScheduleNotFound))  # fmt: skip
async def delete_schedule(schedule_id: FromPath[int], work: InWork) -> Said:
    """No more of it; what was sent stays."""
    await reporting.remove_schedule(work, schedule_id=schedule_id)
    return Said("Schedule deleted")


router = Router(
    "/api/app/reports",
    route_handlers=[
        list_reports, draw_up, create_report, get_report, delete_report, report_file, trend,
        distribution, export_rows, list_schedules, create_schedule, get_schedule,
        change_schedule, delete_schedule,
    ],
    tags=["reports"],
)  # fmt: skip
