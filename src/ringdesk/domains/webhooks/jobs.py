"""What is forgotten in time: deliveries and their attempts, after 30 days."""

from datetime import timedelta

from ringdesk.domains import identity
from ringdesk.domains.webhooks import queries
from ringdesk.kernel.jobs import Job, Jobs
from ringdesk.kernel.work import Actor, Office

TIDY_EVERY_S = 6 * 3600.0
KEPT = timedelta(days=30)
AT_ONCE = 10_000


class Tidying:
    def __init__(self, office: Office) -> None:
        self._office = office

    async def tidy(self, _: Job | None = None) -> None:
        await identity.in_every_tenant(self._office, self.tidy_all)

    async def tidy_all(self, house: Actor) -> None:
        while await self.tidy_some(house) == AT_ONCE:
            pass

    async def tidy_some(self, actor: Actor) -> int:
        async with self._office.open(actor) as work:
            return await work.run(queries.FORGET, KEPT, AT_ONCE)


def register(jobs: Jobs, office: Office) -> None:
    jobs.every(TIDY_EVERY_S, "webhooks.tidy", Tidying(office).tidy)
