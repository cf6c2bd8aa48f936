"""Why the queue dialled that many at that moment."""

from ringdesk.domains.dialer import policy, queries
from ringdesk.domains.dialer.models import TraceRow
from ringdesk.kernel.work import Work


async def trace(
    work: Work, *, campaign_id: int | None = None, after: int | None = None, limit: int = 100
) -> list[TraceRow]:
    """The latest first; kept for a week. `after`: the id that a page ended with."""
    policy.require_watches(work.actor)
    return await work.many(TraceRow, queries.TRACES, campaign_id, after, limit)


async def latest(work: Work) -> list[TraceRow]:
    """The last decision of each campaign that runs."""
    policy.require_watches(work.actor)
    return await work.many(TraceRow, queries.LATEST_TRACES)
