"""What the doors of reports take, and how a file leaves by them."""

import re
from collections.abc import AsyncIterator
from datetime import date, time
from typing import Annotated, Literal

from litestar import Response
from litestar.params import QueryParameter
from litestar.response import Stream
from msgspec import Meta

from ringdesk.api.door import LARGEST_ID, AnyRequest, In
from ringdesk.domains import reporting
from ringdesk.kernel.errors import Invalid

NUMBER = re.compile(r"report_([1-9]\d{0,18})", re.ASCII)
ReportId = Annotated[str, Meta(min_length=1, max_length=40)]
Name = Annotated[str, Meta(max_length=200)]
Address = Annotated[str, Meta(min_length=3, max_length=320)]
Clock = Annotated[str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
StartDate = Annotated[date | None, QueryParameter(name="start_date")]
EndDate = Annotated[date | None, QueryParameter(name="end_date")]
MetricName = Annotated[str, QueryParameter(name="metric", max_length=100)]
Step = Literal["day", "week", "month"]
LONGEST_FILTER = 300


class DrawReport(In, frozen=True, kw_only=True):
    """Whole days of the workspace's calendar, both included; the last thirty without them."""

    type: reporting.ReportType
    start_date: date | None = None
    end_date: date | None = None
    compare: bool = True
    step: Step | None = None

    def wanted(self) -> reporting.Wanted:
        return reporting.Wanted(self.type, self.start_date, self.end_date, self.compare, self.step)


class CreateReport(DrawReport, frozen=True, kw_only=True):
    name: Name = ""


class ExportReport(In, frozen=True, kw_only=True):
    report_id: ReportId
    format: reporting.Format
    language: reporting.Language = "en"


class GiveSchedule(In, frozen=True, kw_only=True):
    """`weekday`: 1 is Monday. `month_day`: in a month without it, its last day."""

    name: Annotated[str, Meta(min_length=1, max_length=200)]
    type: reporting.ReportType
    covers: reporting.Covers
    frequency: reporting.Frequency
    at: Clock
    weekday: Annotated[int, Meta(ge=1, le=7)] = 1
    month_day: Annotated[int, Meta(ge=1, le=31)] = 1
    format: reporting.Format = "pdf"
    language: reporting.Language = "en"
    recipients: Annotated[list[Address], Meta(min_length=1, max_length=20)]
    is_active: bool = True

    def schedule(self) -> reporting.NewSchedule:
        return reporting.NewSchedule(
            name=self.name, type=self.type, covers=self.covers, frequency=self.frequency,
            at=time.fromisoformat(self.at), weekday=self.weekday, month_day=self.month_day,
            format=self.format, language=self.language, recipients=self.recipients,
            is_active=self.is_active,
        )  # fmt: skip


def number_of(report_id: str) -> int:
    """ReportNotFound for what is no report's id."""
    found = NUMBER.fullmatch(report_id)
    if found is None or int(found[1]) > LARGEST_ID:
        raise reporting.ReportNotFound
    return int(found[1])


def filters_of(request: AnyRequest, known: frozenset[str]) -> dict[str, str]:
    """`filter_…` parameters by their names. Invalid for any other that nobody knows: a filter that
    is not heard would show numbers of everything."""
    filters: dict[str, str] = {}
    for name, value in request.query_params.multi_items():
        if name in known:
            continue
        if not name.startswith("filter_") or len(name) > 60:
            raise Invalid.field(name[:60], "There is no such parameter")
        if name[7:] in filters:
            raise Invalid.field(name, "Once at most")
        if len(value) > LONGEST_FILTER or "\x00" in value:
            raise Invalid.field(name, f"{LONGEST_FILTER} letters at most")
        filters[name[7:]] = value
    return filters


def file_out(file: reporting.File) -> Response[bytes]:
    return Response(file.content, media_type=file.content_type, headers=file_headers(file.name))


def stream_out(name: str, content_type: str, pieces: AsyncIterator[bytes]) -> Stream:
    return Stream(pieces, media_type=content_type, headers=file_headers(name))


def file_headers(name: str) -> dict[str, str]:
    return {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
    }
