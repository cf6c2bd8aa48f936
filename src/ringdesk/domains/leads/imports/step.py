"""An import in hand. A step is one transaction: rows, counts and how far the file is merged,
together or not at all."""

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import aclosing, asynccontextmanager
from datetime import timedelta
from random import random
from typing import TypeAlias, TypeVar
from uuid import UUID

import asyncpg
from msgspec import structs

from ringdesk.domains.leads.imports import queries
from ringdesk.domains.leads.imports.frames import Order
from ringdesk.domains.leads.imports.host import batch_from, frames_of
from ringdesk.domains.leads.imports.merging import place_of
from ringdesk.domains.leads.imports.models import Counts, Import, State
from ringdesk.domains.leads.imports.plan import Fault
from ringdesk.domains.leads.imports.reading import Batch
from ringdesk.domains.leads.imports.service import as_json, content_of
from ringdesk.kernel.errors import Unavailable
from ringdesk.kernel.storage import Storage
from ringdesk.kernel.work import Actor, Office, Work

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=30)
HEARTBEAT_S = 8.0
WAITS_S = (0.1, 0.3, 1.0, 2.0)
T = TypeVar("T")
Tell: TypeAlias = Callable[[UUID, Import], None]


class LeaseLost(Exception):
    """Somebody else has it now."""


class Step:
    """An import in hand: who has it, how far it is, and how to say so."""

    def __init__(
        self, tell: Tell, office: Office, storage: Storage, tenant_id: UUID, found: Import,
        holder: UUID,
    ) -> None:  # fmt: skip
        self.office, self.storage, self._tell = office, storage, tell
        self.tenant_id, self.found, self.holder = tenant_id, found, holder
        self.counts, self.faults = found.totals, found.first_faults
        self.done_rows, self.progress, self.fed = found.done_rows, 0.0, 0

    @property
    def actor(self) -> Actor:
        """The house, in the name of whoever began it."""
        return Actor(id=self.found.created_by, tenant_id=self.tenant_id, scopes=frozenset({"*"}))

    @asynccontextmanager
    async def work(self) -> AsyncIterator[Work]:
        async with self.office.open(self.actor) as work:
            yield work

    def feed(self, count: int) -> None:
        self.fed += count

    async def note(
        self, work: Work, *, progress: float, counts: Counts, faults: list[Fault] | None = None,
        done_rows: int | None = None,
    ) -> None:  # fmt: skip
        """How far it is, in the transaction that got it there, and known here once that is
        committed. LeaseLost, too, if it is no longer where this worker takes it to be."""
        faults = self.faults if faults is None else faults
        rows = self.done_rows if done_rows is None else done_rows
        noted = await work.run(
            queries.STEP, self.found.id, self.holder, rows, progress, as_json(counts),
            as_json(faults), self.done_rows,
        )  # fmt: skip
        if noted != 1:
            raise LeaseLost

        def keep() -> None:
            self.progress, self.counts, self.faults, self.done_rows = progress, counts, faults, rows

        work.after_commit.append(keep)

    async def finish(
        self, work: Work, state: State, problem: str = "", *, done_rows: int | None = None
    ) -> None:
        """`done_rows`: how far the next act finds it, if that is another. LeaseLost, as `note`."""
        rows = self.done_rows if done_rows is None else done_rows
        done = await work.one(
            Import, queries.FINISH, self.found.id, self.holder, state, rows,
            as_json(self.counts), as_json(self.faults), problem, self.done_rows,
        )  # fmt: skip
        if done is None:
            raise LeaseLost
        self.found, self.done_rows = done, rows

    def tell(self) -> None:
        now = structs.replace(
            self.found, progress=self.progress, counts=as_json(self.counts),
            done_rows=self.done_rows,
        )  # fmt: skip
        self._tell(self.tenant_id, now)

    async def batches(self, *, skip: int) -> AsyncGenerator[Batch, None]:
        async with self.work() as work:
            place = await place_of(work, self.found)
        order = Order(self.found.plan(place.region, skip=skip))
        content = await content_of(self.storage, self.found)
        frames = frames_of(content, order, size=self.found.size, fed=self.feed)
        async with aclosing(frames):
            async for frame in frames:
                yield batch_from(frame)


async def again(act: Callable[[], Awaitable[T]]) -> T:
    """A step that met somebody else's (a deadlock: one of the two is undone) is tried again."""
    for wait in WAITS_S:
        try:
            return await act()
        except asyncpg.TransactionRollbackError:
            await asyncio.sleep(wait * (1 + random()))  # noqa: S311 - no secret
    return await act()


@asynccontextmanager
async def held(step: Step) -> AsyncIterator[None]:
    """With a heart that beats for the lease. Whoever lost it all the same notes nothing more."""
    heart = asyncio.create_task(beat(step))
    try:
        yield
    finally:
        heart.cancel()
        await asyncio.wait([heart])


async def beat(step: Step) -> None:
    while True:
        await asyncio.sleep(HEARTBEAT_S)
        try:
            async with step.work() as work:
                await work.run(queries.HOLD, step.found.id, step.holder, LEASE)
        except (OSError, asyncpg.PostgresError, Unavailable) as error:
            log.warning("Import %s could not be held: %r", step.found.id, error)
