"""When a delivery is tried again. The waits are those that the Standard Webhooks specification
proposes, up to more than a day: 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h."""

import random
from collections.abc import Mapping
from datetime import timedelta

WAITS = (
    timedelta(seconds=5), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2),
    timedelta(hours=5), timedelta(hours=10), timedelta(hours=14),
)  # fmt: skip
MOST_ATTEMPTS = len(WAITS) + 1
JITTER = 0.2  # of the wait, either way: what failed together shall not come back together
LONGEST_ASKED_FOR = timedelta(hours=24)


def wait_after(attempts: int, asked_for: timedelta | None = None) -> timedelta | None:
    """None: that was the last. `asked_for`: by the endpoint, when it is more than ours."""
    if attempts >= MOST_ATTEMPTS:
        return None
    ours = WAITS[attempts - 1] * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311 - no secret
    return ours if asked_for is None else max(ours, min(asked_for, LONGEST_ASKED_FOR))


def asked_for(status: int, headers: Mapping[str, str]) -> timedelta | None:
    """`Retry-After` in seconds; its form as a date is rare, and clocks disagree."""
    said = headers.get("retry-after", "")
    if status not in (429, 503) or not (said.isascii() and said.isdecimal() and len(said) < 8):
        return None
    return timedelta(seconds=int(said))
