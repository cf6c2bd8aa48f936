"""What is forgotten in time: mail that was passed over or discarded, after thirty days."""

from msgspec import Struct

from ringdesk.domains import identity
from ringdesk.domains.mailroom import queries
from ringdesk.domains.mailroom.texts import Texts
from ringdesk.kernel.jobs import Job, Jobs
from ringdesk.kernel.storage import Storage
from ringdesk.kernel.work import Actor, Office

TIDY_EVERY_S = 6 * 3600.0


class Old(Struct, frozen=True):
    id: int
    storage_key: str | None


class Tidying:
    def __init__(self, office: Office, storage: Storage) -> None:
        self._office, self._storage = office, storage

    async def tidy(self, _: Job | None = None) -> None:
        await identity.in_every_tenant(self._office, self._all)

    async def _all(self, house: Actor) -> None:
        while await self._some(house):
            pass

    async def _some(self, house: Actor) -> int:
        """The rows first: a file that nobody names is harmless, the other way round is not."""
        async with self._office.open(house) as work:
            old = await work.many(Old, queries.OLD)
            await work.run(queries.FORGET, [one.id for one in old])
        for one in old:
            if one.storage_key is not None:
                await self._storage.delete(one.storage_key)
        return len(old)


def register(jobs: Jobs, office: Office, storage: Storage) -> None:
    jobs.every(TIDY_EVERY_S, "mailroom.tidy", Tidying(office, storage).tidy)
    Texts(office).register(jobs)
