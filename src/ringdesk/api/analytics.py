"""Documents 000 and 004: /api/analytics; document 003: /api/tickets/analytics."""

from typing import Annotated

from litestar import Router, get
from litestar.params import FromPath, QueryParameter

from ringdesk.api.door import InWork, raises
from ringdesk.domains import analytics
from ringdesk.kernel.errors import Invalid, NotAllowed
from ringdesk.wire.analytics import (
    AgentStatsOut,
    AgentWithDays,
    CustomerStatsOut,
    OverviewOut,
    SummaryOut,
)
from ringdesk.wire.chat_numbers import ChatOverviewOut, CustomerBehaviourOut

MOST_DAYS = 366

Days = Annotated[int, QueryParameter(description="1 to 366.")]


def counted_days(days: int) -> int:
    if not 1 <= days <= MOST_DAYS:
        raise Invalid.field("days", f"1 to {MOST_DAYS}")
    return days


@get("/summary", responses=raises())
async def get_summary(work: InWork) -> SummaryOut:
    """Tickets by state, priority and category; a customer's own."""
    return SummaryOut.of(await analytics.summary(work))


@get("/dashboard", responses=raises(NotAllowed))
async def get_dashboard(work: InWork) -> OverviewOut:
    """The tenant's numbers, for whoever has `analytics:read`."""
    return OverviewOut.of(await analytics.overview(work))


@get("/agent-stats", responses=raises(NotAllowed))
async def get_agent_stats(work: InWork) -> AgentStatsOut:
    """The calling agent's own numbers."""
    return AgentStatsOut.of(await analytics.agent_numbers(work, days=1))


@get("/customer-stats", responses=raises())
async def get_customer_stats(work: InWork) -> CustomerStatsOut:
    """The caller's own numbers as a requester."""
    return CustomerStatsOut.of(await analytics.customer_numbers(work))


@get("/agent/{agent_id:int}", responses=raises(NotAllowed, analytics.AgentNotFound))
async def get_agent(agent_id: FromPath[int], work: InWork, days: Days = 30) -> AgentWithDays:
    """One agent's numbers, with days: one's own, or for whoever has `analytics:read` anybody's."""
    return AgentWithDays.with_days(
        await analytics.agent_numbers(work, agent_id=agent_id, days=counted_days(days))
    )


@get("/overview", responses=raises(NotAllowed))
async def get_chat_overview(work: InWork, days: Days = 30) -> ChatOverviewOut:
    """Chats and what the assistant did in them, in the last `days` times 24 hours."""
    return ChatOverviewOut.of(await analytics.chat_overview(work, days=counted_days(days)))


@get("/customer-behavior", responses=raises(NotAllowed))
async def get_customer_behaviour(work: InWork, days: Days = 30) -> CustomerBehaviourOut:
    """How customers chat, and how long they wait for answers."""
    return CustomerBehaviourOut.of(
        await analytics.customer_behaviour(work, days=counted_days(days))
    )


ticket_router = Router("/api/tickets/analytics", route_handlers=[get_summary], tags=["tickets"])
router = Router(
    "/api/analytics",
    route_handlers=[
        get_dashboard,
        get_agent_stats,
        get_customer_stats,
        get_agent,
        get_chat_overview,
        get_customer_behaviour,
    ],
    tags=["analytics"],
)
