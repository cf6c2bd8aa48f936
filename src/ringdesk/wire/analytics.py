"""Numbers as REST shows them. Averages over nothing are 0."""

from typing import Self

from msgspec import Struct

from ringdesk.domains import analytics
from ringdesk.wire.tickets import AgentOut


class SummaryOut(Struct, frozen=True):
    """Document 003: every state, priority and category is there, also with 0."""

    status_counts: dict[str, int]
    priority_counts: dict[str, int]
    category_counts: dict[str, int]
    total_tickets: int
    avg_resolution_time_hours: float

    @classmethod
    def of(cls, summary: analytics.Summary) -> Self:
        counts = summary.counts
        return cls(
            counts["status"], counts["priority"], counts["category"], summary.totals.total,
            summary.totals.avg_resolution_hours,
        )  # fmt: skip


class TicketNumbers(Struct, frozen=True):
    total: int
    open: int
    resolved: int
    today: int
    this_week: int
    this_month: int


class SessionNumbers(Struct, frozen=True):
    total: int
    active: int
    waiting: int


class AgentRow(Struct, frozen=True, kw_only=True):
    """`assigned` are theirs now; `resolved` those of them that are done, closed since or not."""

    agent: AgentOut
    assigned: int
    open: int
    resolved: int
    avg_response_time_minutes: float
    avg_resolution_time_minutes: float
    csat: float

    @classmethod
    def of(cls, row: analytics.AgentTotals) -> Self:
        return cls(
            agent=AgentOut(row.id, row.full_name),
            assigned=row.total,
            open=row.open,
            resolved=row.resolutions,
            avg_response_time_minutes=row.totals.avg_response_minutes,
            avg_resolution_time_minutes=row.totals.avg_resolution_minutes,
            csat=row.csat,
        )


class DayOut(Struct, frozen=True):
    date: str
    assigned: int
    resolved: int


class AgentWithDays(AgentRow, frozen=True, kw_only=True):
    """The last days of the tenant's calendar, oldest first, zeros included."""

    daily: list[DayOut]

    @classmethod
    def with_days(cls, numbers: analytics.AgentNumbers) -> Self:
        row = AgentRow.of(numbers.agent)
        days = [DayOut(day.date.isoformat(), day.assigned, day.resolved) for day in numbers.days]
        fields = {name: getattr(row, name) for name in AgentRow.__struct_fields__}
        return cls(**fields, daily=days)


class OverviewOut(Struct, frozen=True):
    """`tickets.resolved` counts the state "resolved", as `status_distribution` does."""

    tickets: TicketNumbers
    avg_response_time_minutes: float
    avg_resolution_time_minutes: float
    priority_distribution: dict[str, int]
    status_distribution: dict[str, int]
    category_distribution: dict[str, int]
    agent_performance: list[AgentRow]
    chat_sessions: SessionNumbers

    @classmethod
    def of(cls, overview: analytics.Overview) -> Self:
        totals, created = overview.summary.totals, overview.created
        counts, sessions = overview.summary.counts, overview.sessions
        return cls(
            TicketNumbers(
                totals.total, totals.open, totals.resolved, created.today, created.this_week,
                created.this_month,
            ),
            totals.avg_response_minutes, totals.avg_resolution_minutes, counts["priority"],
            counts["status"], counts["category"], [AgentRow.of(row) for row in overview.agents],
            SessionNumbers(sessions.total, sessions.active, sessions.waiting),
        )  # fmt: skip


class AgentStatsOut(Struct, frozen=True):
    assigned: int
    open: int
    resolved_today: int
    resolved: int
    avg_response_time_minutes: float
    avg_resolution_time_minutes: float
    waiting_sessions: int
    active_sessions: int
    csat: float

    @classmethod
    def of(cls, numbers: analytics.AgentNumbers) -> Self:
        agent, sessions = numbers.agent, numbers.sessions
        return cls(
            agent.total, agent.open, numbers.resolved_today, agent.resolutions,
            agent.totals.avg_response_minutes, agent.totals.avg_resolution_minutes,
            sessions.waiting, sessions.active, agent.csat,
        )  # fmt: skip


class CustomerStatsOut(Struct, frozen=True):
    """`resolved` are those that are done, closed since or not."""

    total: int
    open: int
    resolved: int
    sessions: int
    avg_response_time_minutes: float

    @classmethod
    def of(cls, numbers: analytics.CustomerNumbers) -> Self:
        totals = numbers.totals
        return cls(
            totals.total, totals.open, totals.resolutions, numbers.sessions.total,
            totals.avg_response_minutes,
        )  # fmt: skip
