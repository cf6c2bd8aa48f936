"""Numbers about tickets, from what is kept as they change: who asks waits for no counting."""

from ringdesk.domains import tickets
from ringdesk.domains.analytics import policy, queries
from ringdesk.domains.analytics.errors import AgentNotFound
from ringdesk.domains.analytics.models import (
    AgentNumbers,
    AgentTotals,
    Count,
    Created,
    CustomerNumbers,
    Day,
    Overview,
    Sessions,
    Summary,
    Totals,
)
from ringdesk.kernel.work import Work

MOST_AGENTS = 100
VALUES: dict[str, tuple[str, ...]] = {
    "status": tickets.STATUSES,
    "priority": tickets.PRIORITIES,
    "category": tickets.CATEGORIES,
}


async def summary(work: Work) -> Summary:
    """Of the tenant's tickets; a customer's holds only their own."""
    if policy.sees_every_ticket(work.actor):
        return await _summary_of_all(work)
    own = work.actor.id
    counts = await work.many(Count, queries.COUNTS_OF_REQUESTER, own)
    return Summary(by_dimension(counts), await _totals(work, "requester", own))


async def overview(work: Work) -> Overview:
    """Everything an administrator sees at a glance. Needs `analytics:read`."""
    policy.require_may_see_all(work.actor)
    created = await work.one(Created, queries.CREATED)
    agents = await work.many(AgentTotals, queries.AGENTS, MOST_AGENTS)
    sessions = await _sessions(work, queries.SESSIONS, None)
    return Overview(await _summary_of_all(work), created or Created(0, 0, 0), agents, sessions)


async def agent_numbers(work: Work, *, agent_id: int | None = None, days: int = 30) -> AgentNumbers:
    """One's own, or for whoever has `analytics:read` anybody's on the staff."""
    wanted = work.actor.id if agent_id is None else agent_id
    policy.require_may_see_agent(work.actor, wanted)
    agent = await work.one(AgentTotals, queries.AGENT, wanted)
    if agent is None:
        raise AgentNotFound
    sessions = await _sessions(work, queries.SESSIONS_OF_AGENT, wanted)
    return AgentNumbers(agent, await work.many(Day, queries.DAYS, wanted, days), sessions)


async def customer_numbers(work: Work) -> CustomerNumbers:
    """What the caller asked for, as a requester: staff have requests of their own, too."""
    sessions = await _sessions(work, queries.SESSIONS, work.actor.id)
    return CustomerNumbers(await _totals(work, "requester", work.actor.id), sessions)


async def count_open_tickets(work: Work) -> int:
    """Those not finished: open or in progress. Of the tenant, for its staff."""
    policy.require_staff(work.actor)
    return (await _totals(work, "all", 0)).open


async def fold(work: Work, *, most: int = 20_000) -> int:
    """Move marks into the counters; how many. It changes no number that anybody reads."""
    return await work.value(int, queries.FOLD, most) or 0


async def _summary_of_all(work: Work) -> Summary:
    counts = await work.many(Count, queries.COUNTS)
    return Summary(by_dimension(counts), await _totals(work, "all", 0))


async def _sessions(work: Work, statement: str, person_id: int | None) -> Sessions:
    return await work.one(Sessions, statement, person_id) or Sessions()


async def _totals(work: Work, side: str, person_id: int) -> Totals:
    return await work.one(Totals, queries.TOTALS, side, person_id) or Totals()


def by_dimension(counts: list[Count]) -> dict[str, dict[str, int]]:
    found = {dimension: dict.fromkeys(values, 0) for dimension, values in VALUES.items()}
    for count in counts:
        found[count.dimension][count.value] = count.n
    return found
