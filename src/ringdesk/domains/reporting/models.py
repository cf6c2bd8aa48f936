from datetime import date, datetime, time
from typing import Literal

from msgspec import Struct

from ringdesk.domains.analytics import Step

ReportType = Literal["agent_performance", "campaign", "lead_source", "gamification"]
Format = Literal["csv", "json", "pdf", "parquet"]
Covers = Literal["yesterday", "last_7_days", "last_30_days", "last_week", "last_month"]
Frequency = Literal["daily", "weekly", "monthly"]
Language = Literal["en", "de", "ru", "es"]
# How a number is to be shown: as it is, as minutes, as per cent (0 to 100), as a score of 1 to 5.
Unit = Literal["count", "minutes", "percent", "score"]


class Named(Struct, frozen=True):
    """A number that reports tell, by its name in our own words; pages translate it."""

    name: str
    unit: Unit


class Row(Struct, frozen=True):
    """One agent, campaign or source; `id` is null for what has none. `values` as the columns."""

    id: int | None
    name: str
    values: list[float]


class Dot(Struct, frozen=True):
    date: date
    value: float


class Line(Struct, frozen=True):
    """A number over time; `before`: the period before, day by day beside it, when compared."""

    metric: str
    unit: Unit
    points: list[Dot]
    before: list[Dot]


class Comparison(Struct, frozen=True):
    """`change`: in per cent; null where there was nothing before."""

    start: date
    end: date
    summary: dict[str, float]
    change: dict[str, float | None]


class Content(Struct, frozen=True):
    """`left_out`: how many rows there were beyond those kept, the least ones."""

    columns: list[Named]
    rows: list[Row]
    left_out: int
    figures: list[Named]
    summary: dict[str, float]
    comparison: Comparison | None
    lines: list[Line]


class Wanted(Struct, frozen=True):
    """What a report is to be about: whole days of the tenant's calendar, both included; the last
    thirty unless said otherwise. Without `step` days, weeks or months, by the length."""

    type: ReportType
    start: date | None = None
    end: date | None = None
    compare: bool = True
    step: Step | None = None


class Report(Struct, frozen=True):
    """`id` 0: drawn up, and not kept."""

    id: int
    type: ReportType
    name: str
    start: date
    end: date
    zone: str
    step: Step
    content: Content
    schedule_id: int | None
    made_by: int
    made_by_name: str | None
    created_at: datetime


class Heading(Struct, frozen=True):
    """A report as a list shows it."""

    id: int
    type: ReportType
    name: str
    start: date
    end: date
    zone: str
    step: Step
    schedule_id: int | None
    made_by: int
    made_by_name: str | None
    created_at: datetime


class Trend(Struct, frozen=True):
    metric: str
    unit: Unit
    start: date
    end: date
    zone: str
    step: Step
    points: list[Dot]


class Share(Struct, frozen=True):
    """`key`: the value of the dimension; `name` for people. `percentage` of the whole, 0 to 100."""

    key: str
    name: str
    value: float
    percentage: float


class Distribution(Struct, frozen=True):
    """`total`: of all shares; for rates and averages, over all of them together."""

    metric: str
    by: str
    unit: Unit
    filters: dict[str, str]
    start: date | None
    end: date | None
    total: float
    shares: list[Share]


class NewSchedule(Struct, frozen=True, kw_only=True):
    """`at`: the clock of the tenant. `weekday` counts for weekly ones, 1 is Monday; `month_day` for
    monthly ones, in a month without that day it is its last."""

    name: str
    type: ReportType
    covers: Covers
    frequency: Frequency
    at: time
    weekday: int = 1
    month_day: int = 1
    format: Format = "pdf"
    language: Language = "en"
    recipients: list[str]
    is_active: bool = True


class Schedule(Struct, frozen=True):
    """`problem`: why the last one was not sent, for people; "" when it was."""

    id: int
    name: str
    type: ReportType
    covers: Covers
    frequency: Frequency
    weekday: int
    month_day: int
    at: time
    zone: str
    format: Format
    language: Language
    recipients: list[str]
    is_active: bool
    next_at: datetime | None
    last_at: datetime | None
    last_report_id: int | None
    problem: str
    made_by: int
    created_at: datetime
