"""One unit of work: a transaction, the person acting, and the facts recorded on the way."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from datetime import datetime
from typing import Any, TypeAlias, TypeVar
from uuid import UUID

import asyncpg
import msgspec

from ringdesk.kernel import queries
from ringdesk.kernel.copying import in_pieces
from ringdesk.kernel.db import Connection, Database
from ringdesk.kernel.events import Event, Registry
from ringdesk.kernel.literals import array_literal, literal

# What belongs to no tenant but to the installation (accounts, the list of tenants, schedules)
# belongs to this one: so every table has a tenant, and one rule holds for all.
INSTALLATION = UUID(int=0)

Row = TypeVar("Row", bound=msgspec.Struct)
T = TypeVar("T")


class CommitFailed(RuntimeError):
    pass


class ActorChanged(Exception):
    """What we remembered of the actor is no longer so: look again before you act."""


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """Who acts, and with what rights. `proof` is a statement, formed by identity of its own ids
    and numbers, that finds a row as long as all of this still holds."""

    id: int
    tenant_id: UUID
    role: str = "house"
    scopes: frozenset[str] = frozenset()
    name: str = ""
    session_id: UUID | None = None
    token_id: int | None = None  # of the API token that speaks for them, if one does
    proof: str | None = None

    @classmethod
    def the_house(cls, tenant_id: UUID) -> "Actor":
        """The relay, the scheduler, the command line, at work for a tenant."""
        return cls(id=0, tenant_id=tenant_id, scopes=frozenset({"*"}))

    def has(self, scope: str) -> bool:
        """`tickets:write` is held by whoever has it, `tickets:*` or `*`."""
        held = self.scopes
        return scope in held or "*" in held or f"{scope.partition(':')[0]}:*" in held


class Origin(msgspec.Struct, frozen=True):
    """Where an act came from, for the log."""

    request_id: str | None = None
    address: str | None = None


NOWHERE = Origin()
_fits: set[tuple[str, type[Any]]] = set()  # statements whose columns were compared with a shape


def shape_rows(statement: str, shape: type[Row], rows: "list[Any]") -> list[Row]:
    """Columns and fields must agree in name and order (checked once), then rows go in by position:
    half the price of going by name."""
    if rows and (statement, shape) not in _fits:
        columns, fields = tuple(rows[0].keys()), shape.__struct_fields__
        if columns != fields:
            raise TypeError(f"{shape.__name__} has {fields}, the statement gives {columns}")
        _fits.add((statement, shape))
    return [shape(*row) for row in rows]


class Work:
    """Deliberately no dataclass: Litestar would have msgspec look inside what it injects."""

    def __init__(self, connection: Connection, actor: Actor, origin: Origin = NOWHERE) -> None:
        self._connection = connection
        self.actor = actor
        self.origin = origin
        self.tenant_id = actor.tenant_id
        self.events: list[Event] = []
        self._written = 0
        self.after_commit: list[Callable[[], None]] = []
        self.if_undone: list[Callable[[Work], Awaitable[None]]] = []

    def record(self, event: Event) -> None:
        """Remember a fact; it is written to the log of the present tenant with the commit."""
        self.events.append(event)

    @asynccontextmanager
    async def within(self, tenant_id: UUID) -> AsyncIterator[None]:
        """Act in another tenant's rows, in the same transaction. For identity alone (a test holds
        it to that): an account is the installation's, its person a tenant's."""
        await self.write_the_log()
        before = self.tenant_id
        await self._move(tenant_id)
        try:
            yield
            await self.write_the_log()
        finally:
            self.tenant_id = before
            with suppress(asyncpg.InFailedSQLTransactionError):  # then only a rollback is left
                await self._move(before)

    async def _move(self, tenant_id: UUID) -> None:
        await self._connection.execute(queries.MOVE.format(tenant_id=tenant_id))
        self.tenant_id = tenant_id

    async def write_the_log(self) -> None:
        """Facts recorded since the last time go to the log of the tenant we are in."""
        if statement := self.unwritten_facts():
            await self._connection.execute(statement)

    def unwritten_facts(self) -> str:
        """The statement that writes them, to be sent with what comes next; nothing if there are
        none."""
        fresh, self._written = self.events[self._written :], len(self.events)
        if not fresh:
            return ""
        return queries.RECORD_NOW.format(
            tenant_id=self.tenant_id, actor_id=int(self.actor.id),
            kinds=array_literal([type(event).__name__ for event in fresh]),
            bodies=array_literal([msgspec.json.encode(event).decode() for event in fresh]),
            request_id=literal(self.origin.request_id), address=literal(self.origin.address),
        )  # fmt: skip

    # The tenant goes in as $1 here, so that no caller can forget it or choose another.

    async def one(self, shape: type[Row], statement: str, *values: object) -> Row | None:
        row = await self._connection.fetchrow(statement, self.tenant_id, *values)
        return None if row is None else shape_rows(statement, shape, [row])[0]

    async def many(self, shape: type[Row], statement: str, *values: object) -> list[Row]:
        rows = await self._connection.fetch(statement, self.tenant_id, *values)
        return shape_rows(statement, shape, rows)

    async def stream(
        self, shape: type[Row], statement: str, *values: object, at_once: int = 500
    ) -> AsyncIterator[Row]:
        """As `many`, but of any number of rows only some are held at a time."""
        found = self._connection.cursor(statement, self.tenant_id, *values, prefetch=at_once)
        async for row in found:
            yield shape_rows(statement, shape, [row])[0]

    async def value(self, kind: type[T], statement: str, *values: object) -> T | None:
        """The first column of the first row; it must be of the kind, or null."""
        found = await self._connection.fetchval(statement, self.tenant_id, *values)
        if found is not None and not isinstance(found, kind):
            raise TypeError(f"{type(found).__name__} where {kind.__name__} was due")
        return found

    async def run(self, statement: str, *values: object) -> int:
        """How many rows it touched."""
        status = await self._connection.execute(statement, self.tenant_id, *values)
        count = status.rpartition(" ")[2]
        return int(count) if count.isdecimal() else 0

    async def copy(self, prepare: str, table: str, columns: Sequence[str], rows: bytes) -> None:
        """Many rows, in COPY's text form, into a temporary table of this transaction alone (row-
        level security takes no COPY). `prepare`: statements that make it, without values."""
        await self._connection.execute(prepare)
        if rows:
            await self._connection.copy_to_table(
                table, source=in_pieces(rows), columns=list(columns), format="text",
                schema_name="pg_temp",
            )  # fmt: skip

    async def later(
        self, job: str, *, at: datetime | None = None, key: str | None = None, **args: object
    ) -> None:
        """Enqueue a job of our own, with the act or not at all. A `key` keeps it single."""
        body = msgspec.json.encode(args).decode()
        await self.run(queries.ENQUEUE, job, body, at, key)


# How an act that asks the world outside first gets its unit of work.
Opening: TypeAlias = Callable[[], AbstractAsyncContextManager[Work]]


class Office:
    """Opens units of work. The only place that commits."""

    def __init__(self, database: Database, registry: Registry) -> None:
        self._database = database
        self._registry = registry
        self.wake_relay: Callable[[], None] = lambda: None

    @asynccontextmanager
    async def open(self, actor: Actor, origin: Origin = NOWHERE) -> AsyncIterator[Work]:
        work = await self.begin(actor, origin)
        try:
            yield work
        except BaseException:
            await self.abandon(work)
            raise
        await self.commit(work)

    # The steps, for whoever cannot use a `with`: the door commits when the answer is ready.

    async def begin(self, actor: Actor, origin: Origin = NOWHERE) -> Work:
        """Begin, set the tenant, and ask whether the actor still is who we think: one trip."""
        connections = self._database.connections
        connection = await connections.take()
        try:
            start = connections.what_precedes(connection)
            start += queries.BEGIN.format(tenant_id=actor.tenant_id)
            if actor.proof is None:
                await connection.execute(start)
            elif await connection.execute(f"{start}; {actor.proof}") != "SELECT 1":
                raise ActorChanged
        except BaseException:
            await self._roll_back(connection)
            raise
        return Work(connection, actor, origin)

    async def commit(self, work: Work) -> None:
        connection = work._connection
        try:
            await self._react_inside(work)
            # PostgreSQL answers COMMIT of a transaction with a swallowed error by rolling back,
            # and raises nothing: only the status tells.
            if await connection.execute(work.unwritten_facts() + queries.COMMIT) != "COMMIT":
                raise CommitFailed
        except BaseException:
            await self._roll_back(connection)
            raise
        self._database.connections.give(connection)
        for follow in work.after_commit:
            follow()
        if work.events:
            self.wake_relay()

    async def end_read(self, work: Work) -> None:
        """The end of work that only looked: nobody has to wait for it. If it did record a fact, it
        is committed as all else."""
        if work.events or work.after_commit:
            await self.commit(work)
        else:
            self._database.connections.give_unended(work._connection)

    async def abandon(self, work: Work) -> None:
        """Undo it. What is to be known of it all the same (`if_undone`: that it was refused, and
        by which rule) is written in a work of its own, after the connection was given back."""
        await self._roll_back(work._connection)
        if work.if_undone:
            actor = msgspec.structs.replace(work.actor, proof=None)
            async with self.open(actor, work.origin) as later:
                for write in work.if_undone:
                    await write(later)

    async def _roll_back(self, connection: Connection) -> None:
        try:
            if not connection.is_closed():
                await connection.execute(queries.ROLLBACK)
        except BaseException:
            connection.terminate()  # in what state it is, nobody knows
            raise
        finally:
            self._database.connections.give(connection)

    async def _end_read(self, connection: Connection, ending: str) -> None:
        try:
            await connection.execute(ending)
        except BaseException:
            connection.terminate()  # in what state it is, nobody knows
            raise

    async def _react_inside(self, work: Work) -> None:
        for event in work.events:  # grows while we walk it: a reaction may record, too
            for react in self._registry.reactions_inside.get(type(event), ()):
                await react(work, event)

    async def listen(self, channel: str, hear: Callable[[str], None]) -> None:
        """What other processes notify, until the database goes away. OSError, PostgresError."""
        await self._database.connections.listen(channel, hear)

    async def ping(self) -> None:
        """Raise if the database does not answer."""
        await self.across(queries.PING)

    async def across(self, statement: str, *values: object) -> "list[Any]":
        """A definer function of the kernel's own, which serves all tenants at once; a transaction
        by itself."""
        connections = self._database.connections
        connection = await connections.take()
        try:
            if ending := connections.what_precedes(connection):
                await self._end_read(connection, ending)
            found: list[Any] = await connection.fetch(statement, *values)
            return found
        finally:
            connections.give(connection)
