"""Document 001: the audit log, its summary, security events, the compliance report."""

from datetime import date
from typing import Annotated

from litestar import Router, get
from litestar.params import QueryParameter
from msgspec import Struct

from ringdesk.api.app.security import Kind, SecurityEventsOut, Severity, State
from ringdesk.api.audit_filters import FILTERS, InFilters, UserId, When, when
from ringdesk.api.desk import InDesk
from ringdesk.api.door import InWork, Limit, Skip, page, raises
from ringdesk.domains import governance
from ringdesk.kernel.anchors import AnchorStore
from ringdesk.wire.governance import EntryOut, SecurityEventOut, SummaryOut

DEFAULT = 50


class LogsOut(Struct, frozen=True):
    logs: list[EntryOut]
    total: int


@get("/audit-logs", responses=raises(governance.MayNotAudit))
async def audit_logs(
    work: InWork,
    filters: InFilters,
    limit: Limit = None,
    offset: Skip = None,
) -> LogsOut:
    """Who did what, the latest first, and exactly how many there are."""
    most, skipped = page(limit, offset, default=DEFAULT)
    found = await governance.entries(work, filters, limit=most, offset=skipped)
    return LogsOut([EntryOut.of(one) for one in found.entries], found.total)


@get("/audit-summary", responses=raises(governance.MayNotAudit))
async def audit_summary(
    work: InWork, user_id: UserId = None, start_date: When = None, end_date: When = None
) -> SummaryOut:
    """How much of what, and how it went; days are the workspace's, both ends included."""
    wanted = governance.Filters(
        actor_id=user_id, start=when("start_date", start_date), end=when("end_date", end_date)
    )
    return SummaryOut.of(await governance.audit_summary(work, wanted))


@get("/security-events", responses=raises(governance.MayNotAudit))
async def security_events(
    work: InWork,
    status: State = None,
    severity: Severity = None,
    event_type: Kind = None,
    limit: Limit = None,
    offset: Skip = None,
) -> SecurityEventsOut:
    """What an administrator should look at, the latest first."""
    most, skipped = page(limit, offset, default=DEFAULT)
    found = await governance.security_events(
        work, status=status, severity=severity, event_type=event_type, limit=most, offset=skipped
    )
    return SecurityEventsOut([SecurityEventOut.of(one) for one in found.events], found.total)


Day = Annotated[date | None, QueryParameter()]


@get("/report", responses=raises(governance.MayNotAudit))
async def compliance_report(
    work: InWork, desk: InDesk, start_date: Day = None, end_date: Day = None
) -> governance.Report:
    """How things stand, from live data; counts are of whole days of the workspace's calendar, the
    last thirty by default."""
    store = AnchorStore.of(desk.settings)
    return await governance.compliance_report(work, store, start=start_date, end=end_date)


router = Router(
    "/api/v1/compliance",
    route_handlers=[audit_logs, audit_summary, security_events, compliance_report],
    dependencies=FILTERS,
    tags=["compliance"],
)
