from datetime import date, datetime
from typing import Literal

from msgspec import Struct

Measure = Literal[
    "tickets", "resolutions", "responses", "assigned", "calls", "answered", "completed",
    "abandoned", "leads", "conversions", "ratings", "messages", "ai_messages",
]  # fmt: skip
Part = Literal[
    "all", "agent", "campaign", "source", "stage", "priority", "category", "outcome",
    "stage_source", "stage_campaign", "campaign_source",
]  # fmt: skip
Step = Literal["day", "week", "month"]


class Period(Struct, frozen=True):
    """Whole days of the tenant's calendar, both included; `since` up to `until` in the moments
    of the zone it has now. `whole_hours`: every day in it begins with one."""

    zone: str
    start: date
    end: date
    since: datetime
    until: datetime
    whole_hours: bool

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1


class Sum(Struct, frozen=True):
    """`total` is what the measure adds up: milliseconds for resolutions and responses, seconds of
    talk for calls, points for ratings, else 0."""

    measure: str
    value: str
    n: int
    total: int


class Point(Struct, frozen=True):
    """Of the day, week (its Monday) or month (its first) that begins on `date`."""

    date: date
    measure: str
    n: int
    total: int
