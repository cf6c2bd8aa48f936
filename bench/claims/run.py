"""Claims of leads: 50 at once, a million leads, none double, none skipped.

    python -m bench.claims.run [--quick]

A claim is a lead that leaves the queue in the transaction that picked it, in the queue's order:
urgent, high, medium, low, each by readiness. Through the product's own statement, as the role that
row-level security holds, with fsync on.
"""

import argparse
import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from uuid import UUID

import asyncpg

from bench.ground.database import SECRET, checkpoint
from bench.ground.places import ROOT, cache, fingerprint
from bench.ground.report import conditions, table
from ringdesk.domains.dialer.queue.claims import claim
from ringdesk.kernel.database import up_to_date
from ringdesk.kernel.db import Database
from ringdesk.kernel.embedded import postgres
from ringdesk.kernel.events import Registry
from ringdesk.kernel.settings import Settings
from ringdesk.kernel.work import Actor, Office

TENANT = UUID("11111111-1111-4111-8111-111111111111")
CLAIMERS = 50
AIM = 2000
FILL = """
insert into leads (tenant_id, phone, rank, ready_at, name)
select $1, '+1' || (2010000000 + n), case when n % 20 = 0 then 0 when n % 20 < 4 then 1
  when n % 20 < 16 then 2 else 3 end, now() - (n % 100000) * interval '1 second', 'Lead ' || n
from generate_series(1, $2::int) n
"""
TAKEN = """
update leads set dial_status = 'claimed', claimed_at = now() where tenant_id = $1
and id = any($2::bigint[])
"""
BACK = """
update leads set dial_status = 'pending', claimed_at = null
where tenant_id = $1 and dial_status <> 'pending'
"""
FIRST = "select id from leads where tenant_id = $1 order by rank, ready_at, id limit $2"


@asynccontextmanager
async def database(leads: int) -> AsyncIterator[tuple[str, str]]:
    """The owner's address and the serving role's; filled once, kept between runs."""
    schema = sorted((ROOT / "migrations" / "versions").glob("*.sql"))
    mark = fingerprint(*[file.read_bytes() for file in schema], FILL.encode())
    home = cache() / f"leads-{leads}-{mark}"
    home.mkdir(exist_ok=True)
    home.chmod(0o755)
    async with postgres(home / "postgres") as owner_url:
        urls = await up_to_date(Settings(data_dir=str(home), secret=SECRET), owner_url)
        owner = await asyncpg.connect(owner_url)
        try:
            await prepare(owner, leads)
        finally:
            await owner.close()
        await checkpoint(owner_url, home)
        yield urls.owner, urls.app


async def prepare(owner: asyncpg.Connection, leads: int) -> None:
    began = time.monotonic()
    await owner.execute(f"set app.tenant = '{TENANT}'")
    there = await owner.fetchval("select count(*) from leads where tenant_id = $1", TENANT)
    if there < leads:
        await owner.execute(FILL, TENANT, leads)
        print(f"Loaded {leads:,} leads in {time.monotonic() - began:.0f} s.", flush=True)
    elif await owner.execute(BACK, TENANT) == "UPDATE 0":
        return
    await owner.execute("vacuum analyze leads")


class Claimed:
    def __init__(self) -> None:
        self.ids: list[int] = []
        self.took_ms: list[float] = []


async def claimer(office: Office, batch: int, until: int, claimed: Claimed) -> None:
    """Claims until all of them together have so many."""
    while len(claimed.ids) < until:
        began = time.monotonic()
        async with office.open(Actor.the_house(TENANT)) as work:
            found = await claim(
                work, campaign_id=None, ranks=[0, 1, 2, 3], aged_since=None, most=batch,
                now=datetime.now(UTC),
            )  # fmt: skip
            await work.run(TAKEN, [one.id for one in found])
        claimed.ids += [one.id for one in found]
        claimed.took_ms.append((time.monotonic() - began) * 1000)
        if not found:
            return


async def measure(app_url: str, owner_url: str, batch: int, until: int) -> tuple[str, ...]:
    base = Database(app_url, size=CLAIMERS)
    async with base.connected():
        office = Office(base, Registry())
        claimed = Claimed()
        # Connections are opened and statements prepared by a first claim of everybody's.
        warm = [Claimed() for _ in range(CLAIMERS)]
        await asyncio.gather(*(claimer(office, batch, 1, one) for one in warm))
        claimed.ids = [id_ for one in warm for id_ in one.ids]
        before = len(claimed.ids)
        began = time.monotonic()
        await asyncio.gather(
            *(claimer(office, batch, before + until, claimed) for _ in range(CLAIMERS))
        )
        took = time.monotonic() - began
    count, distinct = len(claimed.ids), set(claimed.ids)
    owner = await asyncpg.connect(owner_url)
    await owner.execute(f"set app.tenant = '{TENANT}'")
    first = {row[0] for row in await owner.fetch(FIRST, TENANT, count)}
    await owner.execute(BACK, TENANT)
    await owner.execute("vacuum leads")
    await owner.close()
    times, rate = sorted(claimed.took_ms), (count - before) / took
    return (
        f"{batch}", f"{rate:,.0f}", f"{times[len(times) // 2]:.1f}",
        f"{times[int(len(times) * 0.99)]:.1f}", f"{count - len(distinct)}",
        f"{len(first - distinct)}", f"{count:,}", "held" if rate >= AIM else "MISSED",
    )  # fmt: skip


async def main(*, quick: bool) -> int:
    print(conditions())
    leads = 50_000 if quick else 1_000_000
    rows = []
    async with database(leads) as (owner_url, app_url):
        for batch, until in ((1, 2_000), (10, 10_000), (20, 20_000)):
            rows.append(await measure(app_url, owner_url, batch, until // (4 if quick else 1)))
    heads = ("leads a claim", "claims/s", "p50 ms", "p99 ms", "double", "skipped", "claimed", "")
    print(f"\n{leads:,} leads of one queue, {CLAIMERS} claimers, aim {AIM:,} claims/s with batches")
    print(table(heads, rows))
    wrong = any(row[4] != "0" or row[5] != "0" for row in rows)
    return 1 if wrong or not any(row[-1] == "held" for row in rows) else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="fewer leads: does it run?")
    raise SystemExit(asyncio.run(main(quick=parser.parse_args().quick)))
