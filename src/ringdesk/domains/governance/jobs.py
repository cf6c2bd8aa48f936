"""What governance does by itself: it counts the log into its roll-ups."""

from ringdesk.domains.governance.integrity.jobs import Keeping
from ringdesk.domains.governance.log import queries as log_queries
from ringdesk.domains.governance.log import service as log
from ringdesk.kernel.anchors import AnchorStore
from ringdesk.kernel.jobs import Job, Jobs
from ringdesk.kernel.work import Actor, Office

FOLD_EVERY_S = 10.0
AT_ONCE = 20_000


class Folding:
    def __init__(self, office: Office) -> None:
        self._office = office

    async def fold(self, _: Job | None = None) -> None:
        for row in await self._office.across(log_queries.TENANTS_WITH_NEW_FACTS):
            folded = AT_ONCE
            while folded == AT_ONCE:  # each batch a transaction of its own
                async with self._office.open(Actor.the_house(row[0])) as work:
                    folded = await log.fold(work, most=AT_ONCE)


def register(jobs: Jobs, office: Office, anchors: AnchorStore) -> None:
    Keeping(office, anchors).register(jobs)
    jobs.every(FOLD_EVERY_S, "governance.fold", Folding(office).fold)
