"""From due to dialled, by priority, while 10,000 leads a minute become due.

    python -m bench.queue.run [--quick] [--workers 1]

Leads of four tenants become due evenly; the product's dialler runs in processes of its own, on the
product's embedded database with fsync on. A lead is dialled when the carrier is asked.
"""

import argparse
import asyncio
import os
import secrets
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from uuid import UUID

from msgspec import Struct

from bench.ground.places import ROOT
from bench.ground.report import conditions, table
from ringdesk.domains import dialer, identity, leads
from ringdesk.kernel.database import Urls, prepared
from ringdesk.kernel.db import Database
from ringdesk.kernel.events import Registry
from ringdesk.kernel.settings import Settings
from ringdesk.kernel.work import INSTALLATION, Actor, Office

TENANTS, AGENTS = 4, 120
A_MINUTE = 10_000
PRIORITIES = ("urgent", "high", "medium", "low")
PROMISED_S = (1.0, 120.0, 600.0, None)  # document 002; "at once" is read as a second
FILL = """
insert into leads (tenant_id, phone, rank, time_zone, ready_at)
select $1, $3 || lpad(n::text, 7, '0'),
  case when n % 10 = 0 then 0 when n % 10 < 3 then 1 when n % 10 < 9 then 2 else 3 end, 'UTC',
  $4::timestamptz + n * $5::interval
from generate_series(1, $2::int) n
"""
AVAILABLE = """
insert into availability (tenant_id, person_id, state)
select $1, p.id, 'available' from people p where p.tenant_id = $1 and p.role = 'operator'
"""
WAITS = """
select l.rank::int as rank, greatest(0, extract(epoch from c.asked_at
  - ($2::timestamptz + right(l.phone, 7)::int * $3::interval)))::float8 as waited
from calls c join leads l on l.tenant_id = c.tenant_id and l.id = c.lead_id
where c.tenant_id = $1 and c.asked_at is not null
"""
DIALLED = "select count(*) from calls where tenant_id = $1 and asked_at is not null"


class Waited(Struct, frozen=True):
    rank: int
    waited: float


@asynccontextmanager
async def database() -> AsyncIterator[Urls]:
    with TemporaryDirectory(prefix="rd-") as made:
        os.chmod(made, 0o755)
        async with prepared(Settings(data_dir=made, secret=secrets.token_hex(32))) as urls:
            yield urls


async def tenant(office: Office, nr: int) -> UUID:
    async with office.open(Actor.the_house(INSTALLATION)) as work:
        made = await identity.add_tenant(work, f"Tenant {nr}")
        for _ in range(AGENTS):
            name = f"op-{secrets.token_hex(6)}"
            new = identity.NewAccount(
                username=name, email=f"{name}@bench.example", password="", full_name=name,
                role="operator",
            )  # fmt: skip
            await identity.add_person(work, made, new, None)
    async with office.open(Actor.the_house(made.id)) as work:
        await work.run(AVAILABLE)
        await dialer.change_settings(work, dialer.SettingsChanges(
            most_calls=10_000, calls_per_second=1000, wrap_up_s=0,
        ))  # fmt: skip
    return made.id


@asynccontextmanager
async def workers(url: str, count: int, log: Path) -> AsyncIterator[None]:
    running = []
    try:
        for _ in range(count):
            with log.open("ab") as errors:
                process = await asyncio.create_subprocess_exec(
                    sys.executable, "-m", "bench.queue.worker", url, cwd=ROOT,
                    stdout=asyncio.subprocess.PIPE, stderr=errors,
                )  # fmt: skip
            running.append(process)
            if process.stdout is None or await process.stdout.readline() != b"ready\n":
                raise RuntimeError(f"A worker ended at once: see {log}")
        yield
    finally:
        for process in running:
            process.kill()
            await process.wait()


class Firm(NamedTuple):
    id: UUID
    prefix: str


async def fill(office: Office, firms: list[Firm], seconds: int) -> tuple[datetime, timedelta]:
    """When the first becomes due, and how far apart they are within a tenant."""
    each = A_MINUTE * seconds // 60 // len(firms)
    start = datetime.now(UTC) + timedelta(seconds=10)
    step = timedelta(seconds=seconds / each)
    for firm in firms:
        async with office.open(Actor.the_house(firm.id)) as work:
            await work.run(FILL, each, firm.prefix, start, step)
            work.record(leads.LeadsChanged(action="import", count=each))
    return start, step


async def run_out(office: Office, firms: list[Firm], wanted: int, patience_s: float) -> int:
    """Until all are dialled, or it takes too long; how many were."""
    began = time.monotonic()
    while True:
        done = 0
        for firm in firms:
            async with office.open(Actor.the_house(firm.id)) as work:
                done += await work.value(int, DIALLED) or 0
        if done >= wanted or time.monotonic() - began > patience_s:
            return done
        await asyncio.sleep(1)


def row_of(rank: int, waits: list[float]) -> tuple[str, ...]:
    promised = PROMISED_S[rank]
    if not waits:
        return (PRIORITIES[rank], "0", "-", "-", "-", "-", "-", "MISSED")
    waits = sorted(waits)
    p50, p95, p99 = (waits[min(len(waits) - 1, int(len(waits) * q))] for q in (0.5, 0.95, 0.99))
    held = promised is None or p99 <= promised
    return (
        PRIORITIES[rank], f"{len(waits):,}", f"{p50:.2f}", f"{p95:.2f}", f"{p99:.2f}",
        f"{waits[-1]:.2f}", "when nothing else is due" if promised is None else f"{promised:.0f}",
        "held" if held else "MISSED",
    )  # fmt: skip


async def main(*, quick: bool, processes: int) -> int:
    print(conditions())
    seconds = 15 if quick else 60
    async with database() as urls:
        base = Database(urls.app, size=4)
        async with base.connected():
            office = Office(base, Registry())
            firms = [Firm(await tenant(office, nr), f"+1{202 + nr}") for nr in range(TENANTS)]
            log = Path(urls.app.rpartition("host=")[2]).parent / "bench-queue.log"
            async with workers(urls.app, processes, log):
                start, step = await fill(office, firms, seconds)
                wanted = A_MINUTE * seconds // 60 // TENANTS * TENANTS
                done = await run_out(office, firms, wanted, seconds * 4 + 30)
            waits: dict[int, list[float]] = {rank: [] for rank in range(4)}
            for firm in firms:
                async with office.open(Actor.the_house(firm.id)) as work:
                    for one in await work.many(Waited, WAITS, start, step):
                        waits[one.rank].append(one.waited)
    print(f"\n{done:,} of {wanted:,} leads dialled, {A_MINUTE:,} due a minute, {TENANTS} tenants, "
          f"{processes} process(es)")  # fmt: skip
    rows = [row_of(rank, waits[rank]) for rank in range(4)]
    heads = ("priority", "leads", "p50 s", "p95 s", "p99 s", "longest s", "promised s", "p99")
    print(table(heads, rows))
    return 0 if done == wanted and all(row[-1] == "held" for row in rows) else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="a quarter of a minute: does it run?")
    parser.add_argument("--workers", type=int, default=1, help="processes that dial")
    given = parser.parse_args()
    raise SystemExit(asyncio.run(main(quick=given.quick, processes=given.workers)))
