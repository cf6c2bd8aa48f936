"""What is too old goes, by the periods that the tenant set, in batches, with evidence."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from msgspec import Struct

from ringdesk.domains import identity
from ringdesk.domains.privacy import policy, queries
from ringdesk.domains.privacy.declarations import expiries
from ringdesk.domains.privacy.events import RetentionRan
from ringdesk.domains.privacy.models import Run, Tell, tell_nobody
from ringdesk.kernel.jobs import Job
from ringdesk.kernel.personal import Expiry, StorageKey
from ringdesk.kernel.storage import Storage
from ringdesk.kernel.work import Actor, Office, Work

BATCH = 500
RETAIN = "privacy.retain"


class Due(Struct, frozen=True, kw_only=True):
    """So many of a kind would go now. `days` None: kept for ever."""

    kind: str
    about: str
    days: int | None
    due: int


async def preview(work: Work) -> list[Due]:
    """What a run would take away now. Changes nothing."""
    policy.require_decides(work.actor)
    periods = {str(kind): days for kind, days in (await identity.retention(work)).items()}
    found = []
    for expiry in expiries():
        days = periods.get(expiry.kind)
        due = 0
        if days is not None:
            due = await work.value(int, expiry.counts, cutoff_of(days)) or 0
        found.append(Due(kind=expiry.kind, about=expiry.about, days=days, due=due))
    return found


async def ask_run(work: Work) -> None:
    """Not by and by at night, but now."""
    policy.require_decides(work.actor)
    await work.later(RETAIN, key="now", by=work.actor.id)


async def runs(work: Work, *, after: int | None = None, limit: int = 50) -> list[Run]:
    """Evidence, the latest first."""
    policy.require_decides(work.actor)
    return await work.many(Run, queries.RUNS, after, limit)


def cutoff_of(days: int) -> datetime:
    return datetime.now(UTC).replace(microsecond=0) - timedelta(days=days)


class Retaining:
    """`tell` is called whenever a run has moved."""

    def __init__(self, office: Office, storage: Storage, tell: Tell = tell_nobody) -> None:
        self._office, self._storage, self._tell = office, storage, tell

    async def nightly(self, _: Job | None = None) -> None:
        await identity.in_every_tenant(self._office, lambda house: self.run(house.tenant_id))

    async def asked(self, job: Job) -> None:
        await self.run(job.tenant_id, by=int(job.arguments().get("by", 0)))

    async def run(self, tenant_id: UUID, *, by: int = 0) -> None:
        house = Actor.the_house(tenant_id)
        async with self._office.open(house) as work:
            periods = {str(kind): days for kind, days in (await identity.retention(work)).items()}
        for expiry in expiries():
            if (days := periods.get(expiry.kind)) is not None:
                await self.take_away(house, expiry, days, by)

    async def take_away(self, house: Actor, expiry: Expiry, days: int, by: int) -> None:
        """A run that finds nothing leaves no evidence."""
        cutoff = cutoff_of(days)
        async with self._office.open(house) as work:
            if not await work.value(int, expiry.counts, cutoff):
                return
            run_id = await work.value(int, queries.START_RUN, expiry.kind, days, cutoff, by) or 0
        while await self.batch(house, expiry, cutoff, run_id):
            pass
        async with self._office.open(house) as work:
            await work.run(queries.END_RUN, run_id)
            run = await work.one(Run, queries.RUN, run_id)
            if run is not None:
                work.record(
                    RetentionRan(
                        run_id=run_id, kind=run.kind, rows=run.row_count, files=run.file_count
                    )
                )

    async def batch(self, house: Actor, expiry: Expiry, cutoff: datetime, run_id: int) -> int:
        """Files go before the rows that name them: whoever dies between is followed by one who
        still finds them."""
        async with self._office.open(house) as work:
            files: list[StorageKey] = []
            if expiry.files:
                files = await work.many(StorageKey, expiry.files, cutoff, BATCH)
            for file in files:
                await self._storage.remove(file.storage_key)
            gone = await work.run(expiry.removes, cutoff, BATCH)
            await work.run(queries.COUNT_RUN, run_id, gone, len(files))
        self._tell(house.tenant_id, "run", run_id)
        return gone
