"""Numbers about chats and what the assistant does in them: document 004's, from stored facts."""

from datetime import UTC, datetime, timedelta

from ringdesk.domains.analytics import policy
from ringdesk.domains.analytics.chats import queries
from ringdesk.domains.analytics.chats.models import (
    ChatBehaviour,
    ChatCustomer,
    ChatDashboard,
    ChatDay,
    ChatOverview,
    ChatsNow,
    ChatTotals,
    CustomerBehaviour,
    Engaged,
    IntentCount,
)
from ringdesk.kernel.work import Work

MOST_ENGAGED = 100


async def chat_dashboard(work: Work) -> ChatDashboard:
    """Everything so far. Needs `analytics:read`."""
    policy.require_dashboard(work.actor)
    now = await work.one(ChatsNow, queries.CHATS_NOW) or ChatsNow(0, 0, 0)
    return ChatDashboard(now, await _totals(work, None))


async def chat_customers(work: Work, *, limit: int, skip: int = 0) -> list[ChatCustomer]:
    """One row per customer who ever opened a chat, the latest activity first. Needs
    `analytics:read`, and `users:read` for who they are."""
    policy.require_dashboard(work.actor, policy.PEOPLE)
    return await work.many(ChatCustomer, queries.CHAT_CUSTOMERS, limit, skip)


async def intent_counts(work: Work, *, days: int) -> list[IntentCount]:
    """What customers wrote about in the last `days` times 24 hours, as corrected by people, the
    most frequent first. Needs `analytics:read`."""
    policy.require_dashboard(work.actor)
    return await work.many(IntentCount, queries.INTENTS, since(days))


async def chat_overview(work: Work, *, days: int) -> ChatOverview:
    """Needs `analytics:read`."""
    policy.require_may_see_all(work.actor)
    start, end = since(days), datetime.now(UTC)
    behaviour = await _behaviour(work, start)
    return ChatOverview(
        start, end, days, await _totals(work, start), behaviour.rooms,
        await work.many(IntentCount, queries.INTENTS, start),
        await work.many(ChatDay, queries.CHAT_DAYS, start),
    )  # fmt: skip


async def customer_behaviour(work: Work, *, days: int) -> CustomerBehaviour:
    """Needs `analytics:read`."""
    policy.require_may_see_all(work.actor)
    start = since(days)
    return CustomerBehaviour(
        await _behaviour(work, start), await _totals(work, start),
        await work.many(Engaged, queries.ENGAGED, start, MOST_ENGAGED),
    )  # fmt: skip


async def fold_chats(work: Work, *, most: int = 20_000) -> bool:
    """Add up what is new to a mark; whether there was anything. No number changes by it."""
    return await work.value(int, queries.FOLD_CHATS, most) is not None


def since(days: int) -> datetime:
    """The last `days` times 24 hours."""
    return datetime.now(UTC) - timedelta(days=days)


async def _totals(work: Work, start: datetime | None) -> ChatTotals:
    return await work.one(ChatTotals, queries.CHAT_TOTALS, start) or ChatTotals()


async def _behaviour(work: Work, start: datetime) -> ChatBehaviour:
    return await work.one(ChatBehaviour, queries.CHAT_BEHAVIOUR, start) or ChatBehaviour(0, 0, 0)
