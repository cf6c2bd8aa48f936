from datetime import date

from msgspec import Struct


class Count(Struct, frozen=True):
    """How many tickets have this value of this dimension: status, priority or category."""

    dimension: str
    value: str
    n: int


class Totals(Struct, frozen=True):
    """Of everybody's tickets, an agent's or a requester's; deleted ones don't count.

    `open` are those not finished (open or in progress); `resolved` those in that very state;
    `resolutions` those that were resolved or closed and not reopened since. Sums in milliseconds:
    from creation to the first answer of staff, and to resolution.
    """

    total: int = 0
    open: int = 0
    resolved: int = 0
    resolutions: int = 0
    resolution_ms: int = 0
    responses: int = 0
    response_ms: int = 0

    @property
    def avg_response_minutes(self) -> float:
        return average(self.response_ms, self.responses, MS_PER_MINUTE)

    @property
    def avg_resolution_minutes(self) -> float:
        return average(self.resolution_ms, self.resolutions, MS_PER_MINUTE)

    @property
    def avg_resolution_hours(self) -> float:
        return average(self.resolution_ms, self.resolutions, MS_PER_HOUR)


class AgentTotals(Struct, frozen=True):
    """One agent's row: `total` are the tickets assigned to them now."""

    id: int
    full_name: str
    total: int
    open: int
    resolved: int
    resolutions: int
    resolution_ms: int
    responses: int
    response_ms: int
    csat: float

    @property
    def totals(self) -> Totals:
        return Totals(
            self.total, self.open, self.resolved, self.resolutions, self.resolution_ms,
            self.responses, self.response_ms,
        )  # fmt: skip


class Created(Struct, frozen=True):
    """Tickets created since the day, the week (Monday) and the month began in the tenant's zone."""

    today: int
    this_week: int
    this_month: int


class Day(Struct, frozen=True):
    """One day of an agent's, in the tenant's zone: tickets handed to them on it, and tickets of
    theirs that were resolved on it."""

    date: date
    assigned: int
    resolved: int


class Sessions(Struct, frozen=True):
    """Chat, voice and video sessions. `waiting`: for anybody; `active`: of whom it is about."""

    total: int = 0
    active: int = 0
    waiting: int = 0


class Summary(Struct, frozen=True):
    """`counts` by dimension, each value of which is there, also with 0."""

    counts: dict[str, dict[str, int]]
    totals: Totals


class Overview(Struct, frozen=True):
    summary: Summary
    created: Created
    agents: list[AgentTotals]
    sessions: Sessions


class AgentNumbers(Struct, frozen=True):
    agent: AgentTotals
    days: list[Day]
    sessions: Sessions

    @property
    def resolved_today(self) -> int:
        return self.days[-1].resolved if self.days else 0


class CustomerNumbers(Struct, frozen=True):
    totals: Totals
    sessions: Sessions


MS_PER_MINUTE, MS_PER_HOUR = 60_000, 3_600_000


def average(total: int, n: int, unit: int) -> float:
    """With two decimals; over nothing it is 0."""
    return round(total / n / unit, 2) if n else 0.0


def percentage(part: int, whole: int) -> float:
    """0 to 100, with two decimals; of nothing it is 0."""
    return round(100 * part / whole, 2) if whole else 0.0
