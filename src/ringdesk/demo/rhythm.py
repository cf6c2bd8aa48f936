"""When people write and when a desk answers: weekdays, office hours, a bad day now and then."""

from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

OPENS, CLOSES = 8, 18  # the desk's hours, Monday to Friday
WEEKDAYS = (1.25, 1.1, 1.05, 1.0, 0.85, 0.2, 0.13)
HOURS = (
    .1, .05, .05, .05, .1, .3, 1, 3, 7, 10, 9.5, 8, 5, 6.5, 8, 7.5, 6, 4, 2.2, 1.4, 1.1, .9, .5, .2,
)  # fmt: skip
GROWTH = 0.35  # more at the end of the time than at its beginning
BAD_DAYS = 3  # on which something is down and everybody writes


def arrivals(random: Random, *, n: int, until: datetime, days: int, zone: str) -> list[datetime]:
    """`n` moments of the last `days`, in order, none later than `until`."""
    local = until.astimezone(ZoneInfo(zone))
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    starts = [midnight - timedelta(days=back) for back in range(days, -1, -1)]
    bad = set(random.sample(range(len(starts) - 3), min(BAD_DAYS, len(starts) - 3)))
    cells, weights = [], []
    for number, start in enumerate(starts):
        of_day = WEEKDAYS[start.weekday()] * (1 + GROWTH * number / len(starts))
        of_day *= 1.9 if number in bad and start.weekday() < 5 else random.uniform(0.85, 1.15)
        for hour, of_hour in enumerate(HOURS):
            cells.append(start + timedelta(hours=hour))
            weights.append(of_day * of_hour * share_before(cells[-1], until))
    chosen = random.choices(cells, weights, k=n)
    moments = (
        cell + timedelta(seconds=random.uniform(0, 3600) * (share_before(cell, until) or 1))
        for cell in chosen
    )
    return sorted(moment.astimezone(until.tzinfo) for moment in moments)


def share_before(cell: datetime, until: datetime) -> float:
    """How much of the hour that begins at `cell` has passed."""
    return min(1.0, max(0.0, (until - cell) / timedelta(hours=1)))


class Calendar:
    def __init__(self, zone: str) -> None:
        self._zone = ZoneInfo(zone)

    def open_at(self, at: datetime) -> bool:
        local = at.astimezone(self._zone)
        return local.weekday() < 5 and OPENS <= local.hour < CLOSES

    def in_office_time(self, at: datetime, minutes: float) -> datetime:
        """`minutes` of the desk's own time later."""
        local, left = at.astimezone(self._zone), timedelta(minutes=minutes)
        while True:
            local = self._opening(local)
            closes = local.replace(hour=CLOSES, minute=0, second=0, microsecond=0)
            if local + left < closes:
                return (local + left).astimezone(at.tzinfo)
            left -= closes - local
            local = closes

    def awake(self, random: Random, at: datetime, minutes: float) -> datetime:
        """`minutes` later, but not at night and seldom on a weekend: when a customer answers."""
        local = (at + timedelta(minutes=minutes)).astimezone(self._zone)
        if local.weekday() >= 5 and random.random() < 0.8:
            local = self._opening(local) + timedelta(minutes=random.uniform(0, 120))
        elif not 7 <= local.hour < 22:
            local = local + timedelta(hours=(7 - local.hour) % 24, minutes=random.uniform(0, 90))
        return local.astimezone(at.tzinfo)

    def _opening(self, local: datetime) -> datetime:
        """Now, if the desk is open; else when it opens next."""
        if local.hour >= CLOSES:
            local = midnight_after(local)
        while local.weekday() >= 5:
            local = midnight_after(local)
        opens = local.replace(hour=OPENS, minute=0, second=0, microsecond=0)
        return max(local, opens)


def midnight_after(local: datetime) -> datetime:
    return local.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
