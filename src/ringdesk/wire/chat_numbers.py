"""Document 004's numbers. Rates and shares are per cent, times minutes; over nothing they are 0."""

from collections.abc import Sequence
from datetime import datetime
from typing import Self

from msgspec import Struct

from ringdesk.domains import analytics
from ringdesk.wire.call_numbers import CallingDashboardOut
from ringdesk.wire.times import Time, utc

S_PER_MINUTE = 60
MOST_AT_THE_TOP = 5


class AdminDashboardOut(Struct, frozen=True):
    """`pending_chats` are those of the active ones in which the customer waits for an answer.
    `dashboard` is document 002's."""

    total_customers: int
    active_chats: int
    pending_chats: int
    total_messages: int
    ai_usage_rate: float
    avg_response_time: float
    dashboard: CallingDashboardOut

    @classmethod
    def of(cls, found: analytics.ChatDashboard, calling: analytics.CallingDashboard) -> Self:
        now, totals = found.now, found.totals
        return cls(
            now.customers,
            now.active,
            now.pending,
            totals.messages,
            totals.ai_share,
            totals.avg_answer_minutes,
            CallingDashboardOut.of(calling),
        )


class ChatCustomerOut(Struct, frozen=True):
    customer_id: str
    customer_name: str
    room_id: str
    message_count: int
    last_activity: Time
    status: str
    ai_usage_percentage: float

    @classmethod
    def of(cls, one: analytics.ChatCustomer) -> Self:
        return cls(
            str(one.customer_id), one.customer_name, str(one.room_id), one.messages,
            utc(one.last_activity), "ended" if one.state == "ended" else "active",
            analytics.percentage(one.ai, one.messages),
        )  # fmt: skip


class IntentOut(Struct, frozen=True):
    intent: str
    count: int
    percentage: float


def shares(found: Sequence[analytics.IntentCount]) -> list[IntentOut]:
    """Of everything that was looked at."""
    total = sum(one.n for one in found)
    return [IntentOut(one.intent, one.n, analytics.percentage(one.n, total)) for one in found]


class PeriodOut(Struct, frozen=True):
    start_date: Time
    end_date: Time
    days: int


class ChatOverviewNumbers(Struct, frozen=True):
    total_messages: int
    total_chat_rooms: int
    ai_generated_messages: int
    ai_usage_rate: float
    avg_messages_per_room: float


class ChatDayOut(Struct, frozen=True):
    """A day of the tenant's calendar."""

    date: str
    message_count: int
    ai_count: int
    human_count: int


class ChatOverviewOut(Struct, frozen=True):
    """`total_chat_rooms`: those in which something was said in the period."""

    period: PeriodOut
    overview: ChatOverviewNumbers
    intent_distribution: list[IntentOut]
    daily_activity: list[ChatDayOut]

    @classmethod
    def of(cls, found: analytics.ChatOverview) -> Self:
        totals = found.totals
        numbers = ChatOverviewNumbers(
            totals.messages, found.rooms, totals.ai, totals.ai_share,
            analytics.average(totals.messages, found.rooms, 1),
        )  # fmt: skip
        daily = [
            ChatDayOut(day.date.isoformat(), day.messages, day.ai, day.messages - day.ai)
            for day in found.daily
        ]
        period = PeriodOut(utc(found.start), utc(found.end), found.days)
        return cls(period, numbers, shares(found.intents), daily)


class EngagedOut(Struct, frozen=True):
    """One customer in the period; `session_duration` is the mean of their chats, in minutes."""

    customer_id: str
    customer_name: str
    room_count: int
    message_count: int
    ai_usage_percentage: float
    session_duration: float
    last_activity: datetime

    @classmethod
    def of(cls, one: analytics.Engaged) -> Self:
        return cls(
            str(one.customer_id), one.customer_name, one.rooms, one.messages,
            analytics.percentage(one.ai, one.messages),
            analytics.average(one.lasted_s, one.rooms, S_PER_MINUTE), utc(one.last_activity),
        )  # fmt: skip


class EngagementOut(Struct, frozen=True):
    total_customers: int
    avg_messages_per_customer: float
    avg_session_duration: float
    top_customers: list[EngagedOut]


class ResponseTimesOut(Struct, frozen=True):
    avg_response_time_minutes: float
    avg_ai_response_time_minutes: float
    avg_human_response_time_minutes: float
    total_responses: int


class CustomerBehaviourOut(Struct, frozen=True):
    """`customer_details`: the hundred who wrote most."""

    customer_engagement: EngagementOut
    response_times: ResponseTimesOut
    customer_details: list[EngagedOut]

    @classmethod
    def of(cls, found: analytics.CustomerBehaviour) -> Self:
        behaviour, totals = found.behaviour, found.totals
        details = [EngagedOut.of(one) for one in found.customers]
        engagement = EngagementOut(
            behaviour.customers,
            analytics.average(totals.messages, behaviour.customers, 1),
            analytics.average(behaviour.lasted_s, behaviour.rooms, S_PER_MINUTE),
            details[:MOST_AT_THE_TOP],
        )
        times = ResponseTimesOut(
            totals.avg_answer_minutes, totals.avg_ai_answer_minutes,
            totals.avg_human_answer_minutes, totals.answers,
        )  # fmt: skip
        return cls(engagement, times, details)
