"""When somebody is there to answer."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from ringdesk.domains.widget.models import DAYS, Hours, WidgetSettings
from ringdesk.kernel.errors import Invalid

LINE = re.compile(r"(mon|tue|wed|thu|fri|sat|sun) (\d\d:\d\d)-(\d\d:\d\d)")
TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d|24:00")


def hours_of(lines: list[str]) -> list[Hours]:
    """As they are kept, one stretch a line."""
    found = [LINE.fullmatch(line) for line in lines]
    return [Hours(one[1], one[2], one[3]) for one in found if one]  # type: ignore[arg-type]


def line_of(hours: Hours) -> str:
    """Invalid unless it is a stretch of one day."""
    good = TIME.fullmatch(hours.opens) and TIME.fullmatch(hours.closes)
    if not good or hours.opens >= hours.closes:
        raise Invalid.field("hours", "Each from HH:MM to a later HH:MM of the same day")
    return f"{hours.day} {hours.opens}-{hours.closes}"


def is_open(settings: WidgetSettings, now: datetime) -> bool:
    """Without hours always. `now` must know its zone."""
    if not settings.hours:
        return True
    here = now.astimezone(ZoneInfo(settings.timezone))
    day, time = DAYS[here.weekday()], here.strftime("%H:%M")
    return any(
        one.day == day and one.opens <= time < one.closes for one in hours_of(settings.hours)
    )
