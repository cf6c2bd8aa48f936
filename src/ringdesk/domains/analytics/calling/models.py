from datetime import date, datetime

from msgspec import Struct


class CallTotals(Struct, frozen=True):
    """`answered`: ever, whatever became of it. `duration_s`: talk, in seconds."""

    calls: int
    answered: int
    completed: int
    abandoned: int
    duration_s: int

    @property
    def success_rate(self) -> float:
        """Answered of all, 0 to 1; 0 of none."""
        return round(self.answered / self.calls, 4) if self.calls else 0.0

    @property
    def average_s(self) -> int:
        """Talk of a completed call, whole seconds."""
        return self.duration_s // self.completed if self.completed else 0


class CallerTotals(CallTotals, frozen=True):
    """Of one who makes calls. `rank`: by answered calls, then by their share; equals share one."""

    person_id: int
    name: str
    email: str
    rank: int


class CallDay(Struct, frozen=True):
    """A day of the tenant's calendar."""

    date: date
    calls: int
    answered: int
    completed: int
    duration_s: int


class PriorityCalls(Struct, frozen=True):
    """Calls to leads that have this rank (0 urgent to 3 low) now."""

    rank: int
    calls: int
    answered: int
    completed: int


class StatusCount(Struct, frozen=True):
    status: str
    n: int


class Activity(Struct, frozen=True):
    """A call, as lists of the latest show it."""

    id: int
    lead_id: int | None
    lead_name: str | None
    lead_rank: int | None
    phone: str
    agent_id: int | None
    agent_name: str | None
    status: str
    duration_s: int
    notes: str
    created_at: datetime


class StaffCounts(Struct, frozen=True):
    total: int
    active: int
    available: int
    admins: int


class CallingDashboard(Struct, frozen=True):
    staff: StaffCounts
    leads_by_status: dict[str, int]
    leads_by_priority: dict[str, int]
    leads: int
    so_far: CallTotals
    today: CallTotals
    callers: list[CallerTotals]
    latest: list[Activity]


class CallingReport(Struct, frozen=True):
    callers: list[CallerTotals]
    leads_by_status: list[StatusCount]
    days: list[CallDay]


class OwnNumbers(Struct, frozen=True):
    so_far: CallTotals
    today: CallTotals
    latest: list[Activity]
    ranking: list[CallerTotals]
    rank: int


class OwnPerformance(Struct, frozen=True):
    totals: CallTotals
    days: list[CallDay]
    by_priority: list[PriorityCalls]
