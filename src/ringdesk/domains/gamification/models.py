from datetime import date, datetime
from typing import Literal, TypeAlias

from msgspec import Struct

POINTS_PER_LEVEL = 500
Period = Literal["day", "week", "month", "all"]
Source = Literal["rule", "awarded", "revoked", "challenge", "competition", "redeemed", "refunded"]
Metric = Literal[
    "points", "tickets_resolved", "chats_finished", "chats_rated_well", "calls_talked", "sales",
    "leads_qualified", "leads_converted", "entries_written",
]  # fmt: skip
FactKind = Literal[
    "ticket_resolved", "chat_finished", "chat_rated", "call_finished", "call_wrapped_up",
    "lead_moved", "lead_converted", "entry_written",
]  # fmt: skip
Operator = Literal["eq", "ne", "in", "gte", "lte"]
Plain: TypeAlias = str | int | float | bool


def level_of(total: int) -> int:
    """The contract's formula: max(1, total // 500)."""
    return max(1, total // POINTS_PER_LEVEL)


class Standing(Struct, frozen=True):
    """`total`: earned in all, what the level is made of. `balance`: what of it is left to spend."""

    total: int
    balance: int
    participates: bool
    anonymous: bool

    @property
    def level(self) -> int:
        return level_of(self.total)


class Given(Struct, frozen=True):
    """A new line of the ledger, and the sums after it."""

    id: int
    total: int
    balance: int


class Entry(Struct, frozen=True):
    id: int
    points: int
    kind: Source
    reason: str
    rule_id: int | None
    day: date
    at: datetime


class Place(Struct, frozen=True):
    """A line of a board. Of somebody anonymous `person_id` is 0 and `name` empty, unless it is the
    reader. `points`: of the period, or how many of the metric; `total`: of all time."""

    rank: int
    person_id: int
    name: str
    anonymous: bool
    points: int
    total: int
    is_me: bool

    @property
    def level(self) -> int:
        return level_of(self.total)


class Board(Struct, frozen=True):
    """`after`: where the next page begins, if there is one."""

    period: Period
    start: date
    places: list[Place]
    after: tuple[int, int] | None


class Badge(Struct, frozen=True):
    """`metric`, `at_least`: earned by itself at so many, all time; without, given by hand."""

    id: int
    name: str
    description: str
    icon: str
    metric: Metric | None
    at_least: int | None
    enabled: bool
    holders: int
    created_at: datetime


class NewBadge(Struct, frozen=True, kw_only=True):
    name: str
    description: str = ""
    icon: str = ""
    metric: Metric | None = None
    at_least: int | None = None
    enabled: bool = True


class EarnedBadge(Struct, frozen=True):
    id: int
    name: str
    description: str
    icon: str
    earned_at: datetime


class Statistics(Struct, frozen=True):
    players: int
    total_points: int
    points_today: int
    points_this_week: int
    points_spent: int
    badges_awarded: int
    active_challenges: int
    challenges_completed: int
    active_competitions: int
    rewards_available: int
    redemptions_pending: int
    redemptions_fulfilled: int


class Id(Struct, frozen=True):
    id: int
