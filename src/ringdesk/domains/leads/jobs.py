"""Keeps the marks few, so that reading stays short; gives words to what came by the hundreds; gives
back what was claimed too long."""

from ringdesk.domains.leads import listing, moving
from ringdesk.domains.leads.chores import queries
from ringdesk.kernel.jobs import Job, Jobs
from ringdesk.kernel.work import Actor, Office

LOOK_EVERY_S = 5.0


class Chores:
    def __init__(self, office: Office) -> None:
        self._office = office

    async def tidy(self, _: Job | None = None) -> None:
        for row in await self._office.across(queries.TENANTS_WITH_CHORES):
            house = Actor.the_house(row[0])
            folded = listing.FOLD_AT_ONCE
            while folded == listing.FOLD_AT_ONCE:  # each batch a transaction of its own
                async with self._office.open(house) as work:
                    folded = await listing.fold(work)
            more = True
            while more:
                async with self._office.open(house) as work:
                    more = await listing.fill_words(work)
            freed = moving.EXPIRED_AT_ONCE
            while freed == moving.EXPIRED_AT_ONCE:
                async with self._office.open(house) as work:
                    freed = await moving.expire_claims(work)


def register(jobs: Jobs, office: Office) -> None:
    jobs.every(LOOK_EVERY_S, "leads.tidy", Chores(office).tidy)
