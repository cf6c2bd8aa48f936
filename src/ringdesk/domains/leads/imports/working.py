"""A worker's part of an import: read, compare, merge, take back. One file in a lane at a time.

A step is one transaction: rows, counts and how far the file is merged, together or not at all. A
worker holds an import by a lease; if it dies, another takes it up at the last step (`look`).
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import aclosing, asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import TypeAlias
from uuid import UUID, uuid4

import asyncpg
from msgspec import Struct, structs

from ringdesk.domains.leads.events import LeadsChanged
from ringdesk.domains.leads.imports import queries
from ringdesk.domains.leads.imports.frames import Order
from ringdesk.domains.leads.imports.host import batch_from, frames_of
from ringdesk.domains.leads.imports.merging import added, kept, merge, number, place_of, stage
from ringdesk.domains.leads.imports.models import Checked, Counts, Import, Numbered, State
from ringdesk.domains.leads.imports.reading import Batch
from ringdesk.domains.leads.imports.service import RUN, as_json, content_of
from ringdesk.kernel.errors import AppError, NotFound, Unavailable
from ringdesk.kernel.jobs import Job
from ringdesk.kernel.sheets import Unreadable
from ringdesk.kernel.storage import Storage
from ringdesk.kernel.work import Actor, CommitFailed, Office, Work

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=30)
HEARTBEAT_S = 8.0
LOOK_AGAIN = timedelta(seconds=20)
LANES = 2
UNDONE_AT_ONCE = 2000
TELL_EVERY = 4  # batches
Tell: TypeAlias = Callable[[UUID, Import], None]


class LeaseLost(Exception):
    """Somebody else has it now."""


# Not the file's fault, and perhaps over soon: the next look tries it again.
TRANSIENT = (
    LeaseLost, OSError, Unavailable, CommitFailed, asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError, asyncpg.OperatorInterventionError, asyncpg.TransactionRollbackError,
    asyncpg.LockNotAvailableError, asyncpg.InsufficientResourcesError,
)  # fmt: skip


class Ticket(Struct, frozen=True):
    tenant_id: UUID
    import_id: int


class Importing:
    """`tell` is called with an import whenever it has moved."""

    def __init__(self, office: Office, storage: Storage) -> None:
        self._office, self._storage = office, storage
        self._waiting: asyncio.Queue[Ticket] = asyncio.Queue()
        self._mine: set[Ticket] = set()
        self.tell: Tell = lambda _tenant, _import: None

    async def look(self, job: Job) -> None:
        """The job: hands the import to a lane of this process, and looks again later, for as long
        as it is not through: whoever has it may have died."""
        args = job.arguments()
        ticket = Ticket(job.tenant_id, int(args["import_id"]))
        async with self._office.open(Actor.the_house(job.tenant_id)) as work:
            found = await work.one(Import, queries.GET, ticket.import_id)
            if found is None or found.doing is None:
                return
            turn = int(args.get("turn", 0)) + 1
            await work.later(
                RUN, at=datetime.now(UTC) + LOOK_AGAIN, key=f"{found.id} {found.doing} {turn}",
                import_id=ticket.import_id, turn=turn,
            )  # fmt: skip
        if ticket not in self._mine:
            self._mine.add(ticket)
            self._waiting.put_nowait(ticket)

    async def run(self) -> None:
        """For ever: the lanes."""
        async with asyncio.TaskGroup() as group:
            for _ in range(LANES):
                group.create_task(self._lane())

    async def _lane(self) -> None:
        while True:
            ticket = await self._waiting.get()
            try:
                await self.carry_out(ticket)
            except TRANSIENT as error:
                log.warning("Import %s is left for later: %r", ticket.import_id, error)
            except Exception:
                log.exception("Import %s broke off.", ticket.import_id)
            finally:
                self._mine.discard(ticket)

    async def carry_out(self, ticket: Ticket) -> None:
        """What is to be done with it, if nobody else does it."""
        holder = uuid4()
        async with self._office.open(Actor.the_house(ticket.tenant_id)) as work:
            found = await work.one(Import, queries.TAKE, ticket.import_id, holder, LEASE)
        if found is None or found.doing is None:
            return
        step = Step(self, self._office, self._storage, ticket.tenant_id, found, holder)
        async with held(step):
            try:
                await ACTS[found.doing](step)
            except TRANSIENT:
                raise
            except Exception as error:
                log.warning("Import %s fails.", found.id, exc_info=error)
                await fail(step, sentence(error))


class Step:
    """An import in hand: who has it, how far it is, and how to say so."""

    def __init__(
        self, lane: Importing, office: Office, storage: Storage, tenant_id: UUID, found: Import,
        holder: UUID,
    ) -> None:  # fmt: skip
        self.office, self.storage, self._lane = office, storage, lane
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

    async def note(self, work: Work) -> None:
        """How far it is, in the transaction that got it there. LeaseLost."""
        noted = await work.run(
            queries.STEP, self.found.id, self.holder, self.done_rows, self.progress,
            as_json(self.counts), as_json(self.faults),
        )  # fmt: skip
        if noted != 1:
            raise LeaseLost

    async def finish(self, work: Work, state: State, problem: str = "") -> None:
        done = await work.one(
            Import, queries.FINISH, self.found.id, self.holder, state, self.done_rows,
            as_json(self.counts), as_json(self.faults), problem,
        )  # fmt: skip
        if done is None:
            raise LeaseLost
        self.found = done

    def tell(self) -> None:
        now = structs.replace(
            self.found, progress=self.progress, counts=as_json(self.counts),
            done_rows=self.done_rows,
        )  # fmt: skip
        self._lane.tell(self.tenant_id, now)

    async def batches(self, *, skip: int) -> AsyncIterator[Batch]:
        async with self.work() as work:
            place = await place_of(work, self.found)
        order = Order(self.found.plan(place.region, skip=skip))
        content = await content_of(self.storage, self.found)
        frames = frames_of(content, order, size=self.found.size, fed=self.feed)
        async with aclosing(frames):
            async for frame in frames:
                yield batch_from(frame)


async def check_file(step: Step) -> None:
    """All of it is read and compared in one transaction, which changes nothing."""
    step.counts, step.faults = Counts(), []
    async with step.work() as work, aclosing(step.batches(skip=0)) as batches:  # type: ignore[type-var]
        await work.copy(queries.STAGE_CHECK, queries.STAGED, (), b"")
        turn = 0
        async for batch in batches:
            await stage(work, batch)
            await work.run(queries.CHECK_BATCH)
            count(step, batch)
            turn += 1
            if turn % TELL_EVERY == 0:
                async with step.work() as other:
                    await step.note(other)
                step.tell()
        place = await place_of(work, step.found)
        campaign_id = step.found.presets.campaign_id or place.campaign_id
        await work.run(queries.NO_LOOPS)
        checked = await work.one(Checked, queries.CHECKED, campaign_id)
    if checked is not None:
        step.counts = compared(step, checked)
    step.done_rows, step.progress = 0, 1.0
    async with step.work() as work:
        await step.finish(work, "checked")
    step.tell()


def count(step: Step, batch: Batch) -> None:
    was = step.counts
    step.counts = structs.replace(
        was, rows=was.rows + batch.rows, errors=was.errors + batch.faulty,
        placeless=was.placeless + batch.placeless,
    )  # fmt: skip
    step.faults = kept(step.faults, batch)
    step.progress = min(0.99, step.fed / max(1, step.found.size))


def compared(step: Step, checked: Checked) -> Counts:
    updates = step.found.on_duplicate == "update"
    return structs.replace(
        step.counts, new=checked.fresh, updated=checked.known if updates else 0,
        passed_over=checked.twice + (0 if updates else checked.known), twice=checked.twice,
        do_not_call=checked.do_not_call,
    )  # fmt: skip


async def commit_file(step: Step) -> None:
    """Batch by batch, each a transaction; from where a worker before us got to."""
    if step.done_rows == 0:
        was = step.counts
        step.counts, step.faults = Counts(do_not_call=was.do_not_call, twice=was.twice), []
    async with step.work() as work:
        place = await place_of(work, step.found)
    async with aclosing(step.batches(skip=step.done_rows)) as batches:  # type: ignore[type-var]
        async for batch in batches:
            async with step.work() as work:
                merged = await merge(work, step.found, place, batch)
                step.counts = added(step.counts, batch, merged)
                step.faults = kept(step.faults, batch)
                step.done_rows += batch.rows
                step.progress = min(0.99, step.fed / max(1, step.found.size))
                await step.note(work)
            step.tell()
    step.progress = 1.0
    async with step.work() as work:
        moved = step.counts.new + step.counts.updated
        await step.finish(work, "done")
        work.record(LeadsChanged(action="import", count=moved, import_id=step.found.id))
    step.tell()


async def undo_file(step: Step) -> None:
    await take_back(step)
    step.progress = 1.0
    async with step.work() as work:
        await step.finish(work, "undone")
        work.record(
            LeadsChanged(action="undo_import", count=step.counts.undone, import_id=step.found.id)
        )
    step.tell()


async def take_back(step: Step) -> None:
    last, new = 0, max(1, step.counts.new)
    while True:
        async with step.work() as work:
            batch = await work.many(
                Numbered, queries.NEXT_OF_IMPORT, step.found.id, last, UNDONE_AT_ONCE
            )
            if not batch:
                break
            last = batch[-1].id
            gone = await work.run(queries.TAKE_BACK, [one.id for one in batch])
            step.counts = structs.replace(step.counts, undone=step.counts.undone + gone)
            step.progress = min(0.99, step.counts.undone / new)
            await step.note(work)
        step.tell()
    async with step.work() as work:
        left = await number(work, queries.COUNT_OF_IMPORT, step.found.id)
        step.counts = structs.replace(step.counts, left=left)


async def fail(step: Step, problem: str) -> None:
    """Nothing stays half done: what it brought in is taken back."""
    if step.found.doing == "commit" and step.counts.new:
        await take_back(step)
    async with step.work() as work:
        await step.finish(work, "failed", problem)
    step.tell()


def sentence(error: BaseException) -> str:
    if isinstance(error, Unreadable):
        return error.reason
    if isinstance(error, NotFound):
        return "The file is no longer kept."
    if isinstance(error, asyncpg.ForeignKeyViolationError):
        return "The calling list, the campaign or the owner was removed meanwhile."
    return error.text if isinstance(error, AppError) else str(error)[:300]


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


ACTS: dict[str, Callable[[Step], Awaitable[None]]] = {
    "check": check_file, "commit": commit_file, "undo": undo_file,
}  # fmt: skip
