"""The lanes of a process in which imports are worked on. A worker holds an import by a lease; if it
dies, another takes it up at the last step (`look`)."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import asyncpg
from msgspec import Struct

from ringdesk.domains.leads.imports import queries
from ringdesk.domains.leads.imports.acts import ACTS, fail, sentence
from ringdesk.domains.leads.imports.models import Import
from ringdesk.domains.leads.imports.service import RUN
from ringdesk.domains.leads.imports.step import LEASE, LeaseLost, Step, Tell, held
from ringdesk.kernel.errors import Unavailable
from ringdesk.kernel.jobs import Job
from ringdesk.kernel.storage import Storage
from ringdesk.kernel.work import Actor, CommitFailed, Office

log = logging.getLogger(__name__)

LOOK_AGAIN = timedelta(seconds=20)
LANES = 2

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

    def __init__(
        self, office: Office, storage: Storage, tell: Tell = lambda _tenant, _import: None
    ) -> None:
        self._office, self._storage, self._tell = office, storage, tell
        self._waiting: asyncio.Queue[Ticket] = asyncio.Queue()
        self._mine: set[Ticket] = set()
        self._asked_again: set[Ticket] = set()  # while one of our lanes had it

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
        self._wants(ticket)

    def _wants(self, ticket: Ticket) -> None:
        """What is in hand may be about to be laid down, and is looked at once more then."""
        if ticket in self._mine:
            self._asked_again.add(ticket)
        else:
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
            if ticket in self._asked_again:
                self._asked_again.discard(ticket)
                self._wants(ticket)

    async def carry_out(self, ticket: Ticket) -> None:
        """What is to be done with it, if nobody else does it."""
        holder = uuid4()
        async with self._office.open(Actor.the_house(ticket.tenant_id)) as work:
            found = await work.one(Import, queries.TAKE, ticket.import_id, holder, LEASE)
        if found is None or found.doing is None:
            return
        step = Step(self._tell, self._office, self._storage, ticket.tenant_id, found, holder)
        async with held(step):
            try:
                await ACTS[found.doing](step)
            except TRANSIENT:
                raise
            except Exception as error:
                log.warning("Import %s fails.", found.id, exc_info=error)
                await fail(step, sentence(error))
