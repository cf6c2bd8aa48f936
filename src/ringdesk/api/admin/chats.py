"""Documents 004 and 002: /api/admin dashboard; customers and intents (004). For administrators."""

from litestar import Router, get

from ringdesk.api.analytics import Days, counted_days
from ringdesk.api.door import InWork, Limit, Skip, page, raises
from ringdesk.domains import analytics
from ringdesk.kernel.errors import AdministratorsOnly
from ringdesk.wire.chat_numbers import AdminDashboardOut, ChatCustomerOut, IntentOut, shares


@get("/dashboard", responses=raises(AdministratorsOnly))
async def get_dashboard(work: InWork) -> AdminDashboardOut:
    """Customers, chats and messages so far; the assistant's share of them in per cent; the mean
    time to an answer in minutes; under `dashboard` people, leads and calls."""
    return AdminDashboardOut.of(
        await analytics.chat_dashboard(work), await analytics.calling_dashboard(work)
    )


@get("/customers", responses=raises(AdministratorsOnly))
async def list_customers(
    work: InWork, limit: Limit = None, skip: Skip = None
) -> list[ChatCustomerOut]:
    """Everybody who ever opened a chat, with their latest one."""
    most, offset = page(limit, skip, default=50)
    found = await analytics.chat_customers(work, limit=most, skip=offset)
    return [ChatCustomerOut.of(one) for one in found]


@get("/intent-statistics", responses=raises(AdministratorsOnly))
async def get_intent_statistics(work: InWork, days: Days = 7) -> list[IntentOut]:
    """What customers wrote about in the last `days` times 24 hours, the most frequent first."""
    return shares(await analytics.intent_counts(work, days=counted_days(days)))


router = Router(
    "/api/admin",
    route_handlers=[get_dashboard, list_customers, get_intent_statistics],
    tags=["administration"],
)
