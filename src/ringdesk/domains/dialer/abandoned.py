"""What share of the people who answered found nobody there, as two laws count it.

United States (16 CFR 310.4(b)(4)): of the calls that a person answered, at most 3 % abandoned, by
campaign, over 30 days. United Kingdom (Ofcom's statement of 2016): by day and campaign,

    D = R (1 - AM / (AM + L)),  rate = D / (D + L)

with R calls abandoned, AM calls told to be answering machines, L calls passed to an agent. There is
no share below which it is safe; it is to be reported all the same.
"""

from datetime import UTC, datetime, timedelta

from ringdesk.domains import identity
from ringdesk.domains.dialer import policy, queries
from ringdesk.domains.dialer.models import AbandonmentDay
from ringdesk.kernel.jobs import Job, Jobs
from ringdesk.kernel.work import INSTALLATION, Actor, Office, Work

TIDY_EVERY_S = 3600.0
COUNTED_ANEW = 2  # days: a call may end after midnight, and be wrapped up later still
MOST_DAYS = 366


def us_rate(humans: int, abandoned: int) -> float:
    return abandoned / humans if humans else 0.0


def uk_rate(connected: int, abandoned: int, machines: int) -> float:
    if not connected and not abandoned:
        return 0.0
    seen = machines + connected
    dropped = abandoned * (1 - machines / seen) if seen else float(abandoned)
    return dropped / (dropped + connected) if dropped + connected else 0.0


async def abandonment(work: Work, *, days: int = 30) -> list[AbandonmentDay]:
    """The latest first, a row for each day and campaign on which the queue dialled."""
    policy.require_watches(work.actor)
    now = datetime.now(UTC)
    fresh = await day_began(work, now - timedelta(days=COUNTED_ANEW - 1))
    oldest = await day_began(work, now - timedelta(days=min(max(days, 1), MOST_DAYS) - 1))
    return await work.many(AbandonmentDay, queries.DAYS, max(fresh, oldest), oldest)


async def day_began(work: Work, at: datetime) -> datetime:
    """Midnight in the tenant's zone."""
    return await work.value(datetime, queries.DAY_BEGAN, at) or at


class Keeping:
    """Every hour: days that are over are kept, traces that are old are not."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def tidy(self, _: Job | None = None) -> None:
        async with self._office.open(Actor.the_house(INSTALLATION)) as work:
            tenants = await identity.list_tenants(work)
        for tenant in tenants:
            async with self._office.open(Actor.the_house(tenant.id)) as work:
                await self.keep(work)

    async def keep(self, work: Work) -> None:
        now = datetime.now(UTC)
        await work.run(queries.FOLD_DAYS, await day_began(work, now - timedelta(days=COUNTED_ANEW)))
        await work.run(queries.FORGET_TRACES)


def register(jobs: Jobs, office: Office) -> None:
    jobs.every(TIDY_EVERY_S, "dialer.tidy", Keeping(office).tidy)
