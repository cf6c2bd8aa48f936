"""When a lead is tried again, by what became of the last attempt. Pure."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

# Minutes. A tenant and a campaign may set others; `invalid` is never tried again.
MINUTES: Mapping[str, int] = {
    "busy": 10, "no-answer": 120, "machine": 24 * 60, "failed": 1, "abandoned": 72 * 60,
}  # fmt: skip
LONGEST = 365 * 24 * 60


def ready_at(
    outcome: str, now: datetime, given: Mapping[str, float], hours_tried: Collection[int] = ()
) -> datetime | None:
    """Not before then; None: never. `given`: {outcome: minutes}, over the house's own.
    Nobody answers at the hour at which nobody answered: `no-answer` looks for an hour of the day
    (UTC) that was not tried yet, while there is one."""
    if outcome == "invalid":
        return None
    minutes = min(max(0, given.get(outcome, MINUTES.get(outcome, MINUTES["failed"]))), LONGEST)
    at = now + timedelta(minutes=minutes)
    if outcome == "no-answer" and len(set(hours_tried)) < 24:
        while at.hour in hours_tried:
            at += timedelta(hours=1)
    return at
