"""When a number may be called: hours of the day, at all places where it may ring.

A number whose place is not certain rings in one of several zones: it may be called when all of them
are open (47 CFR 64.1200(c)(1): 8 a.m. to 9 p.m. *at the called party's location*). If all of them
are never open together within a week (every zone of the world at 09:00-17:00), the times when most
of them are stand for it: the narrowest rule that still lets anybody be called at all.
"""

import calendar
import re
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import accumulate, groupby
from zoneinfo import ZoneInfo

from msgspec import Struct
from typing_extensions import override

from ringdesk.domains.telephony import zones_of_region
from ringdesk.kernel.errors import Invalid

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_MIN, DAY_S, MINUTE_S = 24 * 60, 24 * 3600, 60
WEEK = 7
LOOK_AHEAD_DAYS = 3 * WEEK
PART = re.compile(
    r"(?:(?P<first>[a-z]{3})(?:-(?P<last>[a-z]{3}))? )?"
    r"(?P<h1>\d{2}):(?P<m1>[0-5]\d)-(?P<h2>\d{2}):(?P<m2>[0-5]\d)"
)
Span = tuple[int, int]


class Hours(Struct, frozen=True):
    """From Monday to Sunday: from and until, in minutes of the local day; None is closed."""

    days: tuple[Span | None, ...]

    @classmethod
    def parse(cls, text: str) -> "Hours":
        """`08:00-21:00` every day, `00:00-24:00` always, or by weekday:
        `mon-fri 08:00-20:00, sat 10:00-16:00` (days that are not named are closed). Invalid."""
        days: list[Span | None] = [None] * 7
        for part in text.lower().split(","):
            found = PART.fullmatch(part.strip())
            if found is None:
                raise wrong()
            span = (
                int(found["h1"]) * 60 + int(found["m1"]),
                int(found["h2"]) * 60 + int(found["m2"]),
            )
            if not 0 <= span[0] < span[1] <= DAY_MIN:
                raise wrong()
            for day in days_named(found["first"], found["last"]):
                days[day] = span
        return cls(tuple(days))

    def within(self, house: "Hours") -> "Hours":
        """What both allow: a campaign narrows the house's hours and never widens them."""
        return Hours(tuple(map(overlap, self.days, house.days)))

    @property
    def ever(self) -> bool:
        return any(self.days)

    @override
    def __str__(self) -> str:
        if len(set(self.days)) == 1 and self.days[0] is not None:
            return shown(self.days[0])
        parts = []
        for span, run in groupby(range(WEEK), key=lambda day: self.days[day]):
            first, *more = run
            if span is not None:
                named = f"{DAYS[first]}-{DAYS[more[-1]]}" if more else DAYS[first]
                parts.append(f"{named} {shown(span)}")
        return ", ".join(parts)


def wrong() -> Invalid:
    return Invalid.field("hours", "Such as 08:00-21:00, or mon-fri 08:00-20:00, sat 10:00-16:00")


def days_named(first: str | None, last: str | None) -> range:
    if first is None:
        return range(7)
    if first not in DAYS or (last is not None and last not in DAYS):
        raise wrong()
    start, end = DAYS.index(first), DAYS.index(last or first)
    if end < start:
        raise wrong()
    return range(start, end + 1)


def overlap(one: Span | None, other: Span | None) -> Span | None:
    if one is None or other is None:
        return None
    both = max(one[0], other[0]), min(one[1], other[1])
    return both if both[0] < both[1] else None


def shown(span: Span) -> str:
    return "-".join(f"{minute // 60:02d}:{minute % 60:02d}" for minute in span)


def may_call_at(
    now: datetime, zones: tuple[str, ...], hours: Hours, region: str | None = None
) -> bool:
    """`zones`: what the number or the file says, all candidates; () is every zone of `region`'s
    plan. A name that is no zone counts as not said."""
    return opening(now.timestamp(), places(zones, region), hours) == now.timestamp()


def next_opening(
    now: datetime, zones: tuple[str, ...], hours: Hours, region: str | None = None
) -> datetime:
    """`now` itself if it may be called. Hours that are never open: a week later, to look again."""
    at = now.timestamp()
    found = opening(at, places(zones, region), hours)
    if found == at:
        return now
    return datetime.fromtimestamp(found, UTC) if found is not None else now + timedelta(days=WEEK)


def is_zone(name: str) -> bool:
    return zone_of(name) is not None


@lru_cache(maxsize=2048)
def zone_of(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError):  # a folder, a path that climbs, nothing of that name
        return None


@lru_cache(maxsize=4096)
def places(zones: tuple[str, ...], region: str | None) -> tuple[str, ...]:
    named = tuple(sorted({zone for zone in zones if is_zone(zone)}))
    return named or tuple(zone for zone in zones_of_region(region or "") if is_zone(zone))


def opening(at: float, zones: tuple[str, ...], hours: Hours) -> float | None:
    """The first moment from `at` on (Unix time) that is allowed."""
    today = datetime.fromtimestamp(at, UTC).date()
    for ahead in range(LOOK_AHEAD_DAYS):
        for start, end in allowed(zones, hours, today + timedelta(days=ahead)):
            if at < end:
                return max(at, start)
    return None


@lru_cache(maxsize=16_384)
def allowed(zones: tuple[str, ...], hours: Hours, day: date) -> tuple[Span, ...]:
    """The parts of a UTC day, in Unix seconds, in which enough of the zones are open: all of them
    if that happens in the week from then on, else as many as ever are."""
    week = [counted(zones, hours, day + timedelta(days=ahead)) for ahead in range(WEEK)]
    enough = max((count for spans in week for *_, count in spans), default=0)
    return tuple((start, end) for start, end, count in week[0] if count == enough)


@lru_cache(maxsize=16_384)
def counted(zones: tuple[str, ...], hours: Hours, day: date) -> tuple[tuple[int, int, int], ...]:
    """Within a UTC day: from when until when how many of the zones are open, if any."""
    steps: defaultdict[int, int] = defaultdict(int)
    for zone in zones:
        for start, end in open_spans(zone, hours, day):
            steps[start] += 1
            steps[end] -= 1
    changes = [(at, step) for at, step in sorted(steps.items()) if step]
    counts = accumulate(step for _, step in changes)
    untils = [at for at, _ in changes[1:]]
    return tuple(
        (at, until, count)
        for (at, _), until, count in zip(changes, untils, counts, strict=False)
        if count
    )


@lru_cache(maxsize=16_384)
def open_spans(zone: str, hours: Hours, day: date) -> tuple[Span, ...]:
    """When one zone's clocks show an hour that is open, within a UTC day. Clocks that are put back
    show some hours twice; put forward, some never."""
    found = []
    for start, end, offset in same_offset(zone, day):
        midnight = (start + offset) // DAY_S * DAY_S  # of the local day, as if it were UTC
        while midnight < end + offset:
            span = hours.days[(midnight // DAY_S + 3) % WEEK]  # 1 January 1970 was a Thursday
            if span is not None:
                first = max(start, midnight + span[0] * MINUTE_S - offset)
                last = min(end, midnight + span[1] * MINUTE_S - offset)
                if first < last:
                    found.append((first, last))
            midnight += DAY_S
    return tuple(found)


@lru_cache(maxsize=16_384)
def same_offset(zone: str, day: date) -> tuple[tuple[int, int, int], ...]:
    """A UTC day in parts of one offset from UTC each: start, end, offset, in seconds. Clocks are
    changed at most once in a day."""
    start = calendar.timegm(day.timetuple())
    end = start + DAY_S
    before, after = offset_at(zone, start), offset_at(zone, end - 1)
    if before == after:
        return ((start, end, before),)
    low, high = start, end - 1  # the second of the change, by halves
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if offset_at(zone, middle) == before else (low, middle)
    return (start, high, before), (high, end, after)


def offset_at(zone: str, at: int) -> int:
    clock = zone_of(zone)
    offset = None if clock is None else datetime.fromtimestamp(at, clock).utcoffset()
    return 0 if offset is None else int(offset.total_seconds())
