"""Document 003: /api/dashboard, for staff."""

from typing import Annotated

from litestar import Router, get
from litestar.params import QueryParameter
from msgspec import Struct

from ringdesk.api.door import InWork, Limit, page, raises
from ringdesk.domains import analytics, operations, tickets
from ringdesk.kernel.errors import Invalid, NotAllowed
from ringdesk.kernel.work import Work
from ringdesk.wire.operations import AlertOut, HealthOut, LogOut, PointOut
from ringdesk.wire.tickets import TicketOut
from ringdesk.wire.times import utc

MOST_HOURS = 2160  # 90 days: as long as averages are kept
RECENT = 10

Hours = Annotated[int, QueryParameter(description="1 to 2160: how far back.")]
Text = Annotated[str | None, QueryParameter()]
YesOrNo = Annotated[bool | None, QueryParameter(description="Only active ones, or only past.")]


class MetricsOut(Struct, frozen=True):
    """Histories have at most 500 points, oldest first, each the average of its stretch."""

    system_health: HealthOut
    cpu_history: list[PointOut]
    memory_history: list[PointOut]
    disk_history: list[PointOut]
    recent_alerts: list[AlertOut]
    recent_tickets: list[TicketOut]


async def present_health(work: Work) -> HealthOut:
    return HealthOut.of(
        await operations.health(work),
        active_alerts=await operations.count_active_alerts(work),
        open_tickets=await analytics.count_open_tickets(work),
    )


@get("/health", responses=raises(NotAllowed))
async def get_health(work: InWork) -> HealthOut:
    """The system now."""
    return await present_health(work)


@get("/metrics", responses=raises(NotAllowed))
async def get_metrics(work: InWork, hours: Hours = 24) -> MetricsOut:
    """The system now and how it was, the latest alerts and tickets."""
    if not 1 <= hours <= MOST_HOURS:
        raise Invalid.field("hours", f"1 to {MOST_HOURS}")
    health = await present_health(work)
    moments = await operations.history(work, hours=hours)
    alerts = await operations.list_alerts(work, limit=RECENT)
    # Staff who have no part in tickets see the number of open ones, but not what they say.
    newest = (
        await tickets.list_tickets(work, tickets.TicketFilter(), limit=RECENT)
        if tickets.sees_all(work.actor)
        else []
    )
    return MetricsOut(
        health,
        [PointOut(utc(one.at), round(one.cpu_usage, 1)) for one in moments],
        [PointOut(utc(one.at), round(one.memory_usage, 1)) for one in moments],
        [PointOut(utc(one.at), round(one.disk_usage, 1)) for one in moments],
        [AlertOut.of(alert) for alert in alerts],
        [TicketOut.of(ticket) for ticket in newest],
    )


@get("/logs", responses=raises(NotAllowed))
async def list_logs(
    work: InWork, level: Text = None, source: Text = None, limit: Limit = None
) -> list[LogOut]:
    """What the program said, newest first: the tenant's own."""
    most, _ = page(limit, None)
    found = await operations.list_logs(work, level=level or None, source=source or None, limit=most)
    return [LogOut.of(record) for record in found]


@get("/alerts", responses=raises(NotAllowed))
async def list_alerts(work: InWork, active: YesOrNo = None, limit: Limit = None) -> list[AlertOut]:
    """Alerts, newest first."""
    most, _ = page(limit, None)
    found = await operations.list_alerts(work, active=active, limit=most)
    return [AlertOut.of(alert) for alert in found]


router = Router(
    "/api/dashboard",
    route_handlers=[get_health, get_metrics, list_logs, list_alerts],
    tags=["dashboard"],
)
