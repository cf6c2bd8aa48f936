"""Files are forgotten after 30 days: they are copies of personal data, and have done their work."""

from ringdesk.domains import identity
from ringdesk.domains.leads.imports import queries
from ringdesk.domains.leads.imports.models import Kept
from ringdesk.domains.leads.imports.service import RUN
from ringdesk.domains.leads.imports.step import Tell
from ringdesk.domains.leads.imports.working import Importing
from ringdesk.kernel.jobs import Job, Jobs
from ringdesk.kernel.storage import Storage
from ringdesk.kernel.work import INSTALLATION, Actor, Office

FORGET_EVERY_S = 6 * 3600.0
KEPT_DAYS, AT_ONCE = 30, 100


class Forgetting:
    def __init__(self, office: Office, storage: Storage) -> None:
        self._office, self._storage = office, storage

    async def forget(self, _: Job | None = None) -> None:
        async with self._office.open(Actor.the_house(INSTALLATION)) as work:
            tenants = await identity.list_tenants(work)
        for tenant in tenants:
            await self.forget_some(Actor.the_house(tenant.id))

    async def forget_some(self, actor: Actor) -> None:
        async with self._office.open(actor) as work:
            files = await work.many(Kept, queries.FILES_TO_FORGET, KEPT_DAYS, AT_ONCE)
        for file in files:
            await self._storage.delete(file.storage_key)
            async with self._office.open(actor) as work:
                await work.run(queries.FILE_FORGOTTEN, file.id)


def register(jobs: Jobs, office: Office, storage: Storage, tell: Tell) -> Importing:
    """The lanes, which somebody has to run. `tell`: see `Importing`."""
    importing = Importing(office, storage, tell)
    jobs.handle(RUN, importing.look)
    jobs.every(FORGET_EVERY_S, "imports.forget", Forgetting(office, storage).forget)
    return importing
