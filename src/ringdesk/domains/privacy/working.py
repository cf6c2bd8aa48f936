"""Whoever does what was decided: archives, erasure, exports. A lane of its own, because it takes
minutes; leases, because workers die; and a look every half minute, so that nothing is forgotten."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from functools import partial
from secrets import token_hex
from uuid import UUID

from msgspec import Struct

from ringdesk.domains import identity
from ringdesk.domains.privacy import notices, queries
from ringdesk.domains.privacy.erasing import erase
from ringdesk.domains.privacy.events import (
    PersonalArchiveMade,
    PrivacyRequestDue,
    TenantExportMade,
)
from ringdesk.domains.privacy.ledger import Ledger
from ringdesk.domains.privacy.models import Erasure, Held, Numbered, Tell, tell_nobody
from ringdesk.domains.privacy.service import LEASE
from ringdesk.domains.privacy.showing import Size, archive_entries
from ringdesk.domains.privacy.subjects import unpacked
from ringdesk.domains.privacy.tenants import Rows, erase_tenant, tenant_entries
from ringdesk.kernel.jobs import Job
from ringdesk.kernel.personal import StorageKey
from ringdesk.kernel.storage import Storage
from ringdesk.kernel.work import Actor, Office, Work
from ringdesk.kernel.zipping import zipped

log = logging.getLogger(__name__)

KEPT_DAYS = 14  # an archive
LONGEST_PROBLEM = 300


class LeaseLost(Exception):
    """Somebody else has it by now, or it was called off."""


class Taken(Struct, frozen=True):
    id: int


class Working:
    """`tell` is called when something has moved that no fact tells of."""

    def __init__(
        self, office: Office, storage: Storage, ledger: Ledger, tell: Tell = tell_nobody
    ) -> None:
        self.office, self.storage, self.ledger, self._tell = office, storage, ledger, tell
        self._waiting: asyncio.Queue[UUID] = asyncio.Queue()

    async def sweep(self, _: Job | None = None) -> None:
        for row in await self.office.across(queries.TENANTS_WITH_CHORES):
            self._waiting.put_nowait(row[0])

    async def asked(self, job: Job) -> None:
        self._waiting.put_nowait(job.tenant_id)

    async def run(self) -> None:
        """For ever: the lane."""
        while True:
            tenant_id = await self._waiting.get()
            try:
                await self.do_chores(tenant_id)
            except Exception:
                log.exception("A privacy chore broke off; the next look takes it up.")

    async def do_chores(self, tenant_id: UUID) -> None:
        house = Actor.the_house(tenant_id)
        await self.remind(house)
        await self.drop_archives(house)
        while held := await self.take(house):
            await self.carry_out(house, held)
        while export := await self.take_export(house):
            await self.export(house, export.id)
        async with self.office.open(house) as work:
            erasure = await work.one(Erasure, queries.TAKE_ERASURE, LEASE)
        if erasure is not None:
            await erase_tenant(self.office, self.storage, self.ledger, tenant_id)

    async def remind(self, house: Actor) -> None:
        async with self.office.open(house) as work:
            for one in await work.many(Numbered, queries.REMIND):
                work.record(PrivacyRequestDue(request_id=one.id))
                await notices.tell_administrators(work, notices.DUE, key=f"due {one.id}")

    async def drop_archives(self, house: Actor) -> None:
        async with self.office.open(house) as work:
            old = await work.many(StorageKey, queries.EXPIRED_ARCHIVES)
            for one in old:
                await self.storage.remove(one.storage_key)
            await work.run(queries.DROP_ARCHIVES, [one.storage_key for one in old])

    async def take(self, house: Actor) -> Held | None:
        async with self.office.open(house) as work:
            return await work.one(Held, queries.TAKE, LEASE)

    async def take_export(self, house: Actor) -> Taken | None:
        async with self.office.open(house) as work:
            return await work.one(Taken, queries.TAKE_EXPORT, LEASE)

    async def carry_out(self, house: Actor, held: Held) -> None:
        async def beat(work: Work) -> None:
            if not await work.run(queries.HOLD_ON, held.id, LEASE):
                raise LeaseLost
            work.after_commit.append(moved)

        moved = partial(self._tell, house.tenant_id, "request", held.id)

        try:
            async with self.beating(house, beat):
                if held.kind == "access":
                    await self.make_archive(house, held)
                else:
                    await erase(self.office, self.storage, self.ledger, house, held, beat)
        except LeaseLost:
            log.info("Request %s is somebody else's by now.", held.id)
        except Exception as error:
            log.exception("Request %s is left for later.", held.id)
            problem = f"{type(error).__name__}: {error}"[:LONGEST_PROBLEM]
            async with self.office.open(house) as work:
                await work.run(queries.LAY_DOWN, held.id, problem)
                work.after_commit.append(moved)

    @asynccontextmanager
    async def beating(
        self, house: Actor, beat: Callable[[Work], Awaitable[None]]
    ) -> AsyncIterator[None]:
        """Keeps the lease while something takes long."""

        async def keep() -> None:
            while True:
                await asyncio.sleep(LEASE.total_seconds() / 4)
                async with self.office.open(house) as work:
                    await beat(work)

        task = asyncio.create_task(keep())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError, Exception):
                await task

    def key_of_archive(self, house: Actor) -> str:
        return f"{house.tenant_id}/archives/{token_hex(16)}"

    async def make_archive(self, house: Actor, held: Held) -> None:
        key, size = self.key_of_archive(house), Size()
        entries = archive_entries(self.office, self.storage, house, unpacked(held.subject))
        await self.storage.put_pieces(key, size.of(zipped(entries)))
        async with self.office.open(house) as work:
            kept = await work.run(queries.KEEP_ARCHIVE, held.id, key, size.bytes, KEPT_DAYS)
            if kept:
                work.record(PersonalArchiveMade(request_id=held.id, size=size.bytes))
                await notices.tell_person(
                    work, held.person_id, notices.READY, key=f"ready {held.id}"
                )
        if not kept:
            await self.storage.remove(key)

    async def export(self, house: Actor, export_id: int) -> None:
        key, size, rows = self.key_of_archive(house), Size(), Rows()

        async def beat(work: Work) -> None:
            await work.run(queries.HOLD_EXPORT, export_id, LEASE)

        try:
            async with self.office.open(house) as work:
                name = (await identity.tenant_of(work, house.tenant_id)).name
            async with self.beating(house, beat):
                entries = tenant_entries(self.office, self.storage, house, name, rows)
                await self.storage.put_pieces(key, size.of(zipped(entries)))
        except Exception as error:
            log.exception("Export %s failed.", export_id)
            async with self.office.open(house) as work:
                await work.run(queries.FAIL_EXPORT, export_id, str(error)[:LONGEST_PROBLEM])
            self._tell(house.tenant_id, "export", export_id)
            return
        async with self.office.open(house) as work:
            await work.run(
                queries.KEEP_EXPORT, export_id, key, size.bytes, rows.count, KEPT_DAYS
            )  # fmt: skip
            work.record(TenantExportMade(export_id=export_id, size=size.bytes))
