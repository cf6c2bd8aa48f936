"""Keeps the marks few, so that reading stays short."""

from ringdesk.domains.analytics import queries, service
from ringdesk.domains.analytics.calling import queries as call_queries
from ringdesk.domains.analytics.calling import service as calling
from ringdesk.domains.analytics.chats import queries as chat_queries
from ringdesk.domains.analytics.chats import service as chats
from ringdesk.domains.analytics.series import queries as series_queries
from ringdesk.domains.analytics.series import service as series
from ringdesk.kernel.jobs import Job, Jobs
from ringdesk.kernel.work import Actor, Office

FOLD_EVERY_S = 5.0
FOLD_CHATS_EVERY_S = 60.0
# A mark of a call is in some forty sums; those of an import may all be of different hours. So many
# are folded within a second on any machine, far from the limit of a statement.
AT_ONCE = 2_000


class Folding:
    def __init__(self, office: Office) -> None:
        self._office = office

    async def fold(self, _: Job | None = None) -> None:
        for row in await self._office.across(queries.TENANTS_WITH_MARKS):
            folded = AT_ONCE
            while folded == AT_ONCE:  # each batch a transaction of its own
                async with self._office.open(Actor.the_house(row[0])) as work:
                    folded = await service.fold(work, most=AT_ONCE)

    async def fold_calls(self, _: Job | None = None) -> None:
        for row in await self._office.across(call_queries.TENANTS_WITH_CALL_MARKS):
            folded = AT_ONCE
            while folded == AT_ONCE:
                async with self._office.open(Actor.the_house(row[0])) as work:
                    folded = await calling.fold_calls(work, most=AT_ONCE)

    async def fold_numbers(self, _: Job | None = None) -> None:
        for row in await self._office.across(series_queries.TENANTS_WITH_NUMBER_MARKS):
            for fold in (series.fold_leads, series.fold_ratings):
                folded = AT_ONCE
                while folded == AT_ONCE:
                    async with self._office.open(Actor.the_house(row[0])) as work:
                        folded = await fold(work, most=AT_ONCE)

    async def fold_chats(self, _: Job | None = None) -> None:
        for row in await self._office.across(chat_queries.TENANTS_WITH_NEW_CHAT):
            more = True
            while more:
                async with self._office.open(Actor.the_house(row[0])) as work:
                    more = await chats.fold_chats(work, most=AT_ONCE)


def register(jobs: Jobs, office: Office) -> None:
    folding = Folding(office)
    jobs.every(FOLD_EVERY_S, "analytics.fold", folding.fold)
    jobs.every(FOLD_EVERY_S, "analytics.fold_calls", folding.fold_calls)
    jobs.every(FOLD_EVERY_S, "analytics.fold_numbers", folding.fold_numbers)
    jobs.every(FOLD_CHATS_EVERY_S, "analytics.fold_chats", folding.fold_chats)
