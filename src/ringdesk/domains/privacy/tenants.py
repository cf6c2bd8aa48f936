"""All of a tenant: as one archive, or gone without a trace but for a line in the ledger."""

from collections.abc import AsyncIterator
from uuid import UUID

from msgspec import Struct, structs

from ringdesk.domains import identity
from ringdesk.domains.privacy import policy, queries
from ringdesk.domains.privacy.errors import ArchiveNotFound, NameNotTyped, NoErasurePlanned
from ringdesk.domains.privacy.events import (
    TenantErasureCalledOff,
    TenantErasurePlanned,
    TenantExportAsked,
)
from ringdesk.domains.privacy.ledger import Ledger, new_entry
from ringdesk.domains.privacy.models import Archive, Erasure, Export
from ringdesk.domains.privacy.service import LEASE, WORK
from ringdesk.kernel.errors import NotFound
from ringdesk.kernel.personal import Row
from ringdesk.kernel.storage import Storage
from ringdesk.kernel.work import INSTALLATION, Actor, Office, Work
from ringdesk.kernel.zipping import Entry, at_once

GRACE_DAYS = 7
BATCH = 5000
# What would let somebody in, or made of the rest by the database itself.
SECRET = (
    "password_hash", "token_hash", "secret_hash", "refresh_hash", "previous_hash", "credential",
    "credentials", "identity_secret", "secret", "former_secret", "salt", "tenant_id",
)  # fmt: skip
LAST = ("tenant_erasures",)  # allows the rest to go
LOG = ("jobs", "events", "event_heads", "outbox")
CIRCLE = ("conversations", "tickets")

ABOUT = """All that {name} keeps here: each table as a file of JSON lines under `tables`, each file
under `files` by the name that the tables know it by. Left out: passwords, tokens, keys.
"""


class Table(Struct, frozen=True):
    """`made`: columns that the database makes of the others."""

    name: str
    quoted: str
    refers_to: list[str]
    made: list[str]


class Rows:
    """How many went by."""

    def __init__(self) -> None:
        self.count = 0


async def ask_export(work: Work) -> Export:
    """Made by a worker. For administrators."""
    policy.require_decides(work.actor)
    export = await work.one(Export, queries.ASK_EXPORT, work.actor.id)
    if export is None:
        raise ArchiveNotFound
    work.record(TenantExportAsked(export_id=export.id))
    await work.later(WORK, key=f"export {export.id}")
    return export


async def exports(work: Work) -> list[Export]:
    policy.require_decides(work.actor)
    return await work.many(Export, queries.EXPORTS)


async def open_export(work: Work, storage: Storage, *, export_id: int) -> AsyncIterator[bytes]:
    """The archive, for as long as it is kept. ArchiveNotFound."""
    policy.require_decides(work.actor)
    found = await work.one(Archive, queries.ARCHIVE_OF_EXPORT, export_id)
    if found is None or found.archive_key is None or not found.is_fresh:
        raise ArchiveNotFound
    return await storage.get(found.archive_key)


async def plan_erasure(work: Work, *, typed: str, days: int = GRACE_DAYS) -> Erasure:
    """After so many days all of it goes. `typed` must be the tenant's name. For administrators.
    NameNotTyped."""
    policy.require_decides(work.actor)
    tenant = await identity.tenant_of(work, work.tenant_id)
    if typed != tenant.name:
        raise NameNotTyped
    planned = await work.one(Erasure, queries.PLAN_ERASURE, work.actor.id, days)
    if planned is None:
        raise NoErasurePlanned
    work.record(TenantErasurePlanned(days=days))
    return planned


async def planned_erasure(work: Work) -> Erasure | None:
    policy.require_decides(work.actor)
    return await work.one(Erasure, queries.ERASURE)


async def call_off_erasure(work: Work) -> None:
    """While there is time. NoErasurePlanned."""
    policy.require_decides(work.actor)
    if await work.value(int, queries.CALL_OFF) is None:
        raise NoErasurePlanned
    work.record(TenantErasureCalledOff(asked_by=work.actor.id))


async def tenant_entries(
    office: Office, storage: Storage, house: Actor, name: str, rows: Rows
) -> AsyncIterator[Entry]:
    """Every table of the catalogue, then every file of the tenant's folder, but for archives."""
    yield Entry("README.txt", at_once(ABOUT.format(name=name).encode()))
    async with office.open(house) as work:
        tables = await work.many(Table, queries.TABLES)
    for table in tables:
        yield Entry(f"tables/{table.name}.ndjson", lines_of(office, house, table, rows))
    async for key in storage.keys(f"{house.tenant_id}/"):
        if "/archives/" not in key:
            try:
                content = await storage.get(key)
            except NotFound:
                continue
            yield Entry(f"files/{key.partition('/')[2]}", content, packed=False)


async def lines_of(office: Office, house: Actor, table: Table, rows: Rows) -> AsyncIterator[bytes]:
    hidden = [*SECRET, *table.made]
    async with office.open(house) as work:
        statement = queries.EVERY_ROW.format(table=table.quoted)
        async for row in work.stream(Row, statement, hidden):
            rows.count += 1
            yield row.row.encode() + b"\n"


def in_order(tables: list[Table]) -> list[Table]:
    """Whoever refers comes before what is referred to; of a circle, one after the other."""
    left = {table.name: table for table in tables}
    ordered: list[Table] = []
    while left:
        referred = {
            to for name, table in left.items() for to in table.refers_to if (name, to) != CIRCLE
        }
        free = [table for name, table in left.items() if name not in referred]
        for table in free or list(left.values())[:1]:
            ordered.append(left.pop(table.name))
    return ordered


async def erase_tenant(
    office: Office, storage: Storage, ledger: Ledger, tenant_id: UUID
) -> dict[str, int]:
    """What went, by table. The ledger first, then files, rows, the log, and last the leave to do
    so. May be taken up again wherever it broke off. It must be due."""
    house = Actor.the_house(tenant_id)
    await ledger.write(structs.replace(new_entry(tenant_id), id="tenant", whole_tenant=True))
    gone: dict[str, int] = {"files": 0}
    async for key in storage.keys(f"{tenant_id}/"):
        await storage.remove(key)
        gone["files"] += 1
    async with office.open(Actor.the_house(INSTALLATION)) as work:
        await identity.erase_tenant(work, tenant_id)  # from here on nobody comes in
    async with office.open(house) as work:
        await work.run(queries.BREAK_CIRCLE)
        tables = in_order(await work.many(Table, queries.TABLES))
    rows = [table for table in tables if table.name not in (*LOG, *LAST)]
    await empty_all(office, house, rows, gone)
    for table in [one for one in tables if one.name == "jobs"]:
        gone[table.name] = await empty(office, house, table)
    gone["events"] = await empty_log(office, house)
    await empty_all(office, house, rows, gone)  # what the last reactions and sums of the log left
    async with office.open(house) as work:
        await work.run(queries.END_ERASURE)
    return gone


async def empty_all(
    office: Office, house: Actor, tables: list[Table], gone: dict[str, int]
) -> None:
    """Until all are empty at once: what goes leaves marks in tables that were empty already."""
    left = True
    while left:
        left = False
        for table in tables:
            some = await empty(office, house, table)
            gone[table.name] = gone.get(table.name, 0) + some
            left = left or some > 0


async def empty(office: Office, house: Actor, table: Table) -> int:
    total, some = 0, BATCH
    while some:
        async with office.open(house) as work:
            await work.run(queries.HOLD_ERASURE, LEASE)
            some = await work.run(queries.DELETE_SOME.format(table=table.quoted), BATCH)
        total += some
    return total


async def empty_log(office: Office, house: Actor) -> int:
    total, some = 0, BATCH
    while some:
        async with office.open(house) as work:
            some = await work.value(int, queries.ERASE_LOG, BATCH) or 0
        total += some
    return total
