"""The loaded database: the product's own embedded server and schema, fsync on, filled by COPY.

Filled once and kept between runs; at the start of a run, what an earlier one added is taken out.
"""

import asyncio
import shutil
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any, NamedTuple
from uuid import UUID

import argon2
import asyncpg

from bench.ground import data
from bench.ground.data import Size
from bench.ground.places import ROOT, cache, fingerprint
from ringdesk.kernel.database import up_to_date
from ringdesk.kernel.embedded import postgres
from ringdesk.kernel.settings import Settings

SECRET = "of-the-benchmarks-alone-and-of-nothing-else"
PASSWORD = "a-long-phrase-for-benchmarks-7"
INSTALLATION = UUID(int=0)
FILLED = ("tenants", "accounts", "memberships", "people", "conversations", "tickets",
    "messages")  # fmt: skip
BATCH = 20_000
UNSETTLED = """
select exists (select from outbox)
  or exists (select from jobs where dead_at is null and due_at <= now() and seq is not null)
"""


class Loaded(NamedTuple):
    owner_url: str
    app_url: str  # the role that serves: row-level security holds it
    size: Size
    home: Path
    postmaster: int  # process id, to add up what the database costs


@asynccontextmanager
async def loaded(size: Size, **settings: str) -> AsyncIterator[Loaded]:
    """The database with that much in it, for as long as the block runs; with PostgreSQL's settings
    as the product has them, but for those given."""
    home = home_of(size)
    async with postgres(home / "postgres", **settings) as owner_url:
        urls = await up_to_date(Settings(data_dir=str(home), secret=SECRET), owner_url)
        owner = await asyncpg.connect(owner_url)
        try:
            if (home / "filled").exists():
                await tidy(owner, size)
            else:
                began = time.monotonic()
                await fill(owner, size)
                (home / "filled").touch()
                print(f"Loaded {size.tickets:,} tickets and {size.messages:,} messages "
                      f"in {time.monotonic() - began:.0f} s.", flush=True)  # fmt: skip
        finally:
            await owner.close()
        await checkpoint(owner_url, home)
        pid = int((home / "postgres" / "data" / "postmaster.pid").read_text().split()[0])
        yield Loaded(urls.owner, urls.app, size, home, pid)


def home_of(size: Size) -> Path:
    """The folder for that much data in the present schema; older ones of the size are removed."""
    schema = sorted((ROOT / "migrations" / "versions").glob("*.sql"))
    source = [*schema, Path(data.__file__), Path(__file__)]
    kind = f"db-{size.tickets}-{size.messages}-{size.tenants}-"
    home = cache() / (kind + fingerprint(*[file.read_bytes() for file in source]))
    for older in cache().glob(kind + "*"):
        if older != home:
            shutil.rmtree(older)
    home.mkdir(exist_ok=True)
    home.chmod(0o755)
    return home


async def fill(owner: asyncpg.Connection, size: Size) -> None:
    """COPY does not work under row-level security, and FORCE holds the owner to it, too."""
    await owner.execute(f"truncate {', '.join(FILLED)} cascade")
    async with unforced(owner):
        searches = await owner.fetch(
            "select indexname, indexdef from pg_indexes where indexdef like '%USING gin%'"
        )
        for index in searches:  # built at the end: ten times quicker
            await owner.execute(f"drop index {index['indexname']}")
        await people(owner, size)
        texts = data.Texts(Random(7))
        await copy(owner, "conversations", data.THREAD_COLUMNS, data.threads(size))
        await copy(owner, "tickets", data.TICKET_COLUMNS, data.tickets(size, texts))
        await copy(owner, "messages", data.MESSAGE_COLUMNS, data.messages(size, texts))
        await owner.execute("set maintenance_work_mem = '512MB'")
        for index in searches:
            await owner.execute(index["indexdef"])
        for table in ("accounts", "conversations", "tickets", "messages"):
            sequence, last = (
                f"pg_get_serial_sequence('{table}', 'id')",
                f"select max(id) from {table}",
            )
            await owner.execute(f"select setval({sequence}, coalesce(({last}), 1))")
    await owner.execute("vacuum analyze")


async def people(owner: asyncpg.Connection, size: Size) -> None:
    hashed = argon2.PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1).hash(PASSWORD)
    everyone = [
        (id_, data.tenant_id(tenant), role, f"{role}-{id_}", f"{role}-{id_}@bench.example")
        for id_, tenant, role in data.people(size)
    ]
    numbers = range(size.tenants)
    await copy(owner, "tenants", ("tenant_id", "id", "name"),
               ((INSTALLATION, data.tenant_id(n), f"Tenant {n}") for n in numbers))  # fmt: skip
    columns = ("tenant_id", "id", "username", "username_key", "email", "email_key",
               "password_hash", "verified_at", "home_tenant_id")  # fmt: skip
    await copy(owner, "accounts", columns, (
        (INSTALLATION, id_, name, name, email, email, hashed, data.NEWEST, tenant)
        for id_, tenant, _, name, email in everyone))  # fmt: skip
    await copy(owner, "memberships", ("tenant_id", "account_id", "member_tenant_id"),
               ((INSTALLATION, id_, tenant) for id_, tenant, *_ in everyone))  # fmt: skip
    await copy(owner, "people", ("tenant_id", "id", "username", "email", "full_name", "role"), (
        (tenant, id_, name, email, name.replace("_", " ").title(), role)
        for id_, tenant, role, name, email in everyone))  # fmt: skip


async def copy(
    owner: asyncpg.Connection, table: str, columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]]
) -> None:
    rows = iter(rows)
    while batch := list(islice(rows, BATCH)):
        await owner.copy_records_to_table(table, records=batch, columns=columns)


async def checkpoint(owner_url: str, home: Path) -> None:
    """Now, and not in the middle of somebody's round. Only the superuser may ask for it."""
    password = (home / "postgres" / "password").read_text()
    sockets = owner_url.rpartition("host=")[2]
    admin = await asyncpg.connect(f"postgresql://postgres:{password}@/ringdesk?host={sockets}")
    try:
        await admin.execute("checkpoint")
    finally:
        await admin.close()


@asynccontextmanager
async def unforced(owner: asyncpg.Connection) -> AsyncIterator[None]:
    for table in FILLED:
        await owner.execute(f"alter table {table} no force row level security")
    try:
        yield
    finally:
        for table in FILLED:
            await owner.execute(f"alter table {table} force row level security")


async def tidy(owner: asyncpg.Connection, size: Size) -> None:
    """Take out what an earlier run created, so that each run begins with the same rows."""
    async with unforced(owner):
        await owner.execute("truncate outbox, events, event_heads, jobs, idempotency_keys cascade")
        added = await owner.fetchval("select count(*) from messages where id > $1", size.messages)
        await owner.execute("delete from messages where id > $1", size.messages)
        gone = await owner.execute("delete from tickets where id > $1", size.tickets)
        await owner.execute("delete from conversations where id > $1", size.tickets)
        await owner.execute(
            "update tickets t set message_count = $1, version = 1 where t.message_count <> $1",
            size.messages // size.tickets,
        )
    if added or gone != "DELETE 0":
        await owner.execute("vacuum analyze tickets, messages, ticket_changes")


async def drained(owner: asyncpg.Connection, *, seconds: float = 30) -> bool:
    """Wait until what was written is carried out: facts numbered, reactions due now done."""
    async with asyncio.timeout(seconds):
        while await owner.fetchval(UNSETTLED):  # noqa: ASYNC110 - another program's work
            await asyncio.sleep(0.02)
    return True
