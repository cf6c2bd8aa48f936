"""How fast an endpoint is sent to, by all processes together: the generic cell rate algorithm, with
one second's worth as its burst. One time per endpoint is all it keeps."""

from datetime import datetime, timedelta
from typing import NamedTuple


class Pace(NamedTuple):
    """`most` may go now; after `n` of them `next_at` is `start + n * interval`."""

    most: int
    start: datetime
    interval: timedelta

    def after(self, count: int) -> datetime:
        return self.start + count * self.interval


def pace(*, now: datetime, next_at: datetime, per_second: float) -> Pace:
    """`next_at`: when the next may go, as the last one left it; in the past after a pause."""
    interval = timedelta(seconds=1 / per_second)
    burst = max(1, int(per_second))
    start = max(next_at, now - (burst - 1) * interval)
    if start > now:
        return Pace(0, start, interval)
    return Pace((now - start) // interval + 1, start, interval)
