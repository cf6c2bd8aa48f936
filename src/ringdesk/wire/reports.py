"""Reports as every door shows them."""

from datetime import date, datetime, time
from typing import Any

from msgspec import Struct

from ringdesk.domains import reporting
from ringdesk.wire.times import Time, utc, utc_or_none


class ColumnOut(Struct, frozen=True):
    """`unit`: count, minutes, percent (0 to 100) or score (1 to 5)."""

    name: str
    unit: reporting.Unit


class RowOut(Struct, frozen=True):
    """`values` in the order of the columns. `id`: the agent's or campaign's, null for a source."""

    id: int | None
    name: str
    values: list[float]


class PointOut(Struct, frozen=True):
    date: date
    value: float


class LineOut(Struct, frozen=True):
    metric: str
    unit: reporting.Unit
    points: list[PointOut]
    before: list[PointOut]


class ComparisonOut(Struct, frozen=True):
    """`change` in per cent; null where there was nothing before."""

    start_date: date
    end_date: date
    summary: dict[str, float]
    change: dict[str, float | None]


class MetricsOut(Struct, frozen=True):
    """`left_out`: rows beyond the thousand that are kept."""

    columns: list[ColumnOut]
    rows: list[RowOut]
    left_out: int
    figures: list[ColumnOut]
    trends: list[LineOut]


class HeadingOut(Struct, frozen=True):
    id: str
    type: reporting.ReportType
    name: str
    start_date: date
    end_date: date
    time_zone: str
    step: str
    scheduled: bool
    created_by: str | None
    created_at: Time

    @classmethod
    def of(cls, one: reporting.Heading) -> "HeadingOut":
        return cls(**headed(one))


class KeptReportOut(HeadingOut, frozen=True, kw_only=True):
    metrics: MetricsOut
    summary: dict[str, float]
    comparison: ComparisonOut | None

    @classmethod
    def shown(cls, one: reporting.Report) -> "KeptReportOut":
        content = one.content
        return cls(
            **headed(one), summary=content.summary,
            comparison=comparison_of(content.comparison), metrics=metrics_of(one),
        )  # fmt: skip


class DrawnOut(Struct, frozen=True):
    """A report to look at, not kept."""

    type: reporting.ReportType
    start_date: date
    end_date: date
    time_zone: str
    step: str
    metrics: MetricsOut
    summary: dict[str, float]
    comparison: ComparisonOut | None


def headed(one: reporting.Heading | reporting.Report) -> dict[str, Any]:
    return {
        "id": f"report_{one.id}", "type": one.type, "name": one.name, "start_date": one.start,
        "end_date": one.end, "time_zone": one.zone, "step": one.step,
        "scheduled": one.schedule_id is not None, "created_by": one.made_by_name,
        "created_at": utc(one.created_at),
    }  # fmt: skip


def comparison_of(one: reporting.Comparison | None) -> ComparisonOut | None:
    return None if one is None else ComparisonOut(one.start, one.end, one.summary, one.change)


def metrics_of(one: reporting.Report | reporting.Drawn) -> MetricsOut:
    content = one.content
    return MetricsOut(
        [ColumnOut(column.name, column.unit) for column in content.columns],
        [RowOut(row.id, row.name, row.values) for row in content.rows],
        content.left_out,
        [ColumnOut(figure.name, figure.unit) for figure in content.figures],
        [LineOut(
            line.metric, line.unit, [PointOut(dot.date, dot.value) for dot in line.points],
            [PointOut(dot.date, dot.value) for dot in line.before],
        ) for line in content.lines],
    )  # fmt: skip


def drawn_of(kind: reporting.ReportType, one: reporting.Drawn) -> DrawnOut:
    return DrawnOut(
        kind, one.period.start, one.period.end, one.period.zone, one.step, metrics_of(one),
        one.content.summary, comparison_of(one.content.comparison),
    )  # fmt: skip


class TrendOut(Struct, frozen=True):
    metric: str
    unit: reporting.Unit
    start_date: date
    end_date: date
    time_zone: str
    step: str
    points: list[PointOut]

    @classmethod
    def of(cls, one: reporting.Trend) -> "TrendOut":
        return cls(
            one.metric, one.unit, one.start, one.end, one.zone, one.step,
            [PointOut(dot.date, dot.value) for dot in one.points],
        )  # fmt: skip


class ShareOut(Struct, frozen=True):
    key: str
    name: str
    value: float
    percentage: float


class DistributionOut(Struct, frozen=True):
    """`data`: the largest first. `total`: of all together; of rates and averages, theirs."""

    metric: str
    dimension: str
    unit: reporting.Unit
    filters: dict[str, str]
    start_date: date | None
    end_date: date | None
    total: float
    data: list[ShareOut]

    @classmethod
    def of(cls, one: reporting.Distribution) -> "DistributionOut":
        shares = [ShareOut(s.key, s.name, s.value, s.percentage) for s in one.shares]
        return cls(
            one.metric, "status" if one.by == "stage" else one.by, one.unit, one.filters,
            one.start, one.end, one.total, shares,
        )  # fmt: skip


class ScheduleOut(Struct, frozen=True):
    """`at`: HH:MM of the workspace's clock. `problem`: why the last one was not sent, or ""."""

    id: int
    name: str
    type: reporting.ReportType
    covers: reporting.Covers
    frequency: reporting.Frequency
    weekday: int
    month_day: int
    at: str
    time_zone: str
    format: reporting.Format
    language: reporting.Language
    recipients: list[str]
    is_active: bool
    next_at: Time | None
    last_at: Time | None
    last_report_id: str | None
    problem: str
    created_at: Time

    @classmethod
    def of(cls, one: reporting.Schedule) -> "ScheduleOut":
        last = one.last_report_id
        return cls(
            one.id, one.name, one.type, one.covers, one.frequency, one.weekday, one.month_day,
            clock(one.at), one.zone, one.format, one.language, one.recipients, one.is_active,
            utc_or_none(one.next_at), utc_or_none(one.last_at),
            None if last is None else f"report_{last}", one.problem, utc(one.created_at),
        )  # fmt: skip


def clock(at: time | datetime) -> str:
    return at.strftime("%H:%M")
