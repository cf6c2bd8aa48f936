"""A span of days as few rows: whole months by their sums, the days at its ends one by one."""

from collections.abc import Iterator
from datetime import date, timedelta

from ringdesk.kernel.errors import Invalid

LONGEST_DAYS = 3 * 366
EARLIEST, LATEST = date(2000, 1, 1), date(2200, 1, 1)


def require_window(start: date, end: date) -> None:
    if not (start >= EARLIEST and end <= LATEST):
        raise Invalid.field("start_date", f"Between {EARLIEST} and {LATEST}")
    if end < start:
        raise Invalid.field("end_date", "Not before the start")
    if (end - start).days >= LONGEST_DAYS:
        raise Invalid.field("end_date", f"At most {LONGEST_DAYS} days after the start")


def next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def periods(start: date, end: date) -> Iterator[tuple[str, date]]:
    """('month' or 'day', its first day): together exactly the days from start to end."""
    day = start
    while day <= end:
        whole = day.day == 1 and next_month(day) <= end + timedelta(days=1)
        yield ("month" if whole else "day"), day
        day = next_month(day) if whole else day + timedelta(days=1)
