"""Document 002's numbers: camelCase, ids as strings, durations in whole seconds, rates 0 to 1."""

from datetime import date
from typing import Self

from msgspec import Struct, field

from ringdesk.domains import analytics, leads
from ringdesk.wire.times import Time, utc


class UserStats(Struct, frozen=True, rename="camel"):
    """`available_salespeople`: operators who can take a call now."""

    total_users: int
    active_users: int
    available_salespeople: int
    total_admins: int


class LeadStats(Struct, frozen=True, rename="camel"):
    total_leads: int
    pending_leads: int
    claimed_leads: int
    calling_leads: int
    answered_leads: int
    transferred_leads: int
    failed_leads: int


class CallStats(Struct, frozen=True, rename="camel"):
    total_calls: int
    today_calls: int
    answered_calls: int
    completed_calls: int
    total_duration: int
    average_duration: int

    @classmethod
    def of(cls, so_far: analytics.CallTotals, today: analytics.CallTotals) -> Self:
        return cls(
            so_far.calls, today.calls, so_far.answered, so_far.completed, so_far.duration_s,
            so_far.average_s,
        )  # fmt: skip


class Counted(Struct, frozen=True):
    value: str = field(name="_id")
    count: int


class Salesperson(Struct, frozen=True, rename="camel"):
    """`successful_calls`: answered ones."""

    id: str
    name: str
    email: str
    total_calls: int
    successful_calls: int
    total_duration: int


class Named(Struct, frozen=True):
    name: str


class CalledLead(Struct, frozen=True):
    id: str | None
    phone: str
    name: str


class Recent(Struct, frozen=True, rename="camel"):
    id: str
    lead: CalledLead
    salesperson: Named | None
    status: str
    created_at: Time


class CallingDashboardOut(Struct, frozen=True, rename="camel"):
    user_stats: UserStats
    lead_stats: LeadStats
    call_stats: CallStats
    priority_breakdown: list[Counted]
    salesperson_performance: list[Salesperson]
    recent_activity: list[Recent]

    @classmethod
    def of(cls, found: analytics.CallingDashboard) -> Self:
        staff, by = found.staff, found.leads_by_status.get
        return cls(
            UserStats(staff.total, staff.active, staff.available, staff.admins),
            LeadStats(found.leads, *(by(status, 0) for status in leads.DIAL_STATUSES)),
            CallStats.of(found.so_far, found.today),
            [Counted(one, found.leads_by_priority.get(one, 0)) for one in leads.PRIORITIES],
            [
                Salesperson(
                    str(one.person_id), one.name, one.email, one.calls, one.answered,
                    one.duration_s,
                )
                for one in found.callers
            ],
            [recent(one) for one in found.latest],
        )  # fmt: skip


def recent(one: analytics.Activity) -> Recent:
    who = None if one.agent_name is None else Named(one.agent_name)
    return Recent(str(one.id), lead_of(one), who, one.status, utc(one.created_at))


def lead_of(one: analytics.Activity) -> CalledLead:
    return CalledLead(
        None if one.lead_id is None else str(one.lead_id), one.phone, one.lead_name or ""
    )


class SalespersonRow(Struct, frozen=True, rename="camel"):
    id: str
    name: str
    total_calls: int
    answered_calls: int
    completed_calls: int
    total_duration: int
    success_rate: float

    @classmethod
    def of(cls, one: analytics.CallerTotals) -> Self:
        return cls(
            str(one.person_id), one.name, one.calls, one.answered, one.completed, one.duration_s,
            one.success_rate,
        )  # fmt: skip


class DayKey(Struct, frozen=True):
    year: int
    month: int
    day: int

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.year, day.month, day.day)


class DailyCalls(Struct, frozen=True, rename="camel"):
    day: DayKey = field(name="_id")
    total_calls: int
    answered_calls: int


class ReportOut(Struct, frozen=True, rename="camel"):
    salesperson_stats: list[SalespersonRow]
    lead_conversion: list[Counted]
    daily_calls: list[DailyCalls]

    @classmethod
    def of(cls, found: analytics.CallingReport) -> Self:
        return cls(
            [SalespersonRow.of(one) for one in found.callers],
            [Counted(one.status, one.n) for one in found.leads_by_status],
            [DailyCalls(DayKey.of(day.date), day.calls, day.answered) for day in found.days],
        )


class LeadLine(Struct, frozen=True):
    id: str
    phone: str
    name: str
    priority: str
    status: str

    @classmethod
    def of(cls, lead: leads.Lead) -> Self:
        return cls(str(lead.id), lead.phone or "", lead.name, lead.priority, lead.dial_status)


class CallLine(Struct, frozen=True, rename="camel"):
    id: str
    lead: CalledLead
    status: str
    duration: int
    created_at: Time

    @classmethod
    def of(cls, one: analytics.Activity) -> Self:
        return cls(str(one.id), lead_of(one), one.status, one.duration_s, utc(one.created_at))


class Ranked(Struct, frozen=True, rename="camel"):
    id: str
    name: str
    total_calls: int
    success_rate: float
    rank: int

    @classmethod
    def of(cls, one: analytics.CallerTotals) -> Self:
        return cls(str(one.person_id), one.name, one.calls, one.success_rate, one.rank)


class OperatorDashboardOut(Struct, frozen=True, rename="camel"):
    personal_stats: CallStats
    assigned_leads: list[LeadLine]
    recent_calls: list[CallLine]
    available_leads: list[LeadLine]
    performance_ranking: list[Ranked]
    operator_rank: int


class PerformanceTotals(Struct, frozen=True, rename="camel"):
    total_calls: int
    answered_calls: int
    completed_calls: int
    total_duration: int
    average_duration: int


class DailyPerformance(Struct, frozen=True):
    day: DayKey = field(name="_id")
    calls: int
    answered: int
    completed: int
    duration: int


class PriorityPerformance(Struct, frozen=True, rename="camel"):
    priority: str = field(name="_id")
    total_calls: int
    answered_calls: int
    completed_calls: int


class PerformanceOut(Struct, frozen=True, rename="camel"):
    performance: PerformanceTotals
    daily_performance: list[DailyPerformance]
    lead_conversion: list[PriorityPerformance]

    @classmethod
    def of(cls, found: analytics.OwnPerformance) -> Self:
        made = found.totals
        return cls(
            PerformanceTotals(
                made.calls, made.answered, made.completed, made.duration_s, made.average_s
            ),
            [
                DailyPerformance(
                    DayKey.of(day.date), day.calls, day.answered, day.completed, day.duration_s
                )
                for day in found.days
            ],
            [
                PriorityPerformance(
                    leads.PRIORITIES[one.rank], one.calls, one.answered, one.completed
                )
                for one in found.by_priority
            ],
        )
