"""The audit log: how fast it is written, read and verified, at 100,000 facts and at 10,000,000.

    python -m bench.audit.run [--quick] [--plans]

Written: acts of one tenant and of fifty, each a transaction with one fact, by the product's own
Work, until the relay has numbered and chained them all. Read: what the explorer and document 001
ask, as the role that row-level security holds; a reader should not feel that there is more (p95
below 1.3 times). Verified: facts a second that the walk hashes anew. fsync on.
"""

import argparse
import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import asyncpg

from bench.ground.database import SECRET, checkpoint
from bench.ground.places import ROOT, cache, fingerprint
from bench.ground.report import conditions, table
from ringdesk.domains.governance import Filters, audit_summary, entries, fold, histogram
from ringdesk.domains.governance.log import queries
from ringdesk.kernel.audit import BATCH, Walk
from ringdesk.kernel.database import up_to_date
from ringdesk.kernel.db import Database
from ringdesk.kernel.embedded import postgres
from ringdesk.kernel.events import Event, Registry
from ringdesk.kernel.jobs import Jobs
from ringdesk.kernel.relay import Head, Relay
from ringdesk.kernel.settings import Settings
from ringdesk.kernel.work import Actor, Office, Work

TENANT = UUID("11111111-1111-4111-8111-111111111111")
WRITERS = 32
DAYS = 90
AT_ONCE = 500_000
LAST = date(2026, 1, 1)
AIM_RATIO = 1.3
# A hundred people; what is done often, seldom, and once in a hundred thousand.
FILL = """
insert into events (tenant_id, seq, actor_id, kind, body, request_id, address, at, hash)
select $1, n, n % 100, case
    when n % 100000 = 0 then 'PersonErased' when n % 997 = 0 then 'SignInFailed'
    when n % 101 = 0 then 'RightsChanged' else
    (array['TicketCreated', 'TicketUpdated', 'MessagePosted', 'MessageSaid', 'CallStarted',
      'CallEnded', 'LeadChanged', 'SignedIn'])[1 + n % 8] end,
  jsonb_build_object('ticket_id', n), 'r' || n, '192.0.2.' || n % 250,
  $4::date - make_interval(days => $5) + n * (make_interval(days => $5) / $6::bigint),
  sha256(int8send(n))
from generate_series($2::bigint, $3::bigint) as n
"""
HEAD = """
insert into event_heads (tenant_id, seq, hash) values ($1, $2, $3)
on conflict (tenant_id) do update set seq = excluded.seq, hash = excluded.hash
"""
PLAN = "explain (analyze, buffers, costs off, timing off) "


class Acted(Event, frozen=True, kw_only=True):
    ticket_id: int


@asynccontextmanager
async def database(facts: int) -> AsyncIterator[tuple[str, str]]:
    """The owner's address and the serving role's; filled once, kept between runs."""
    schema = sorted((ROOT / "migrations" / "versions").glob("*.sql"))
    mark = fingerprint(*[file.read_bytes() for file in schema], FILL.encode())
    home = cache() / f"audit-{facts}-{mark}"
    home.mkdir(exist_ok=True)
    home.chmod(0o755)
    async with postgres(home / "postgres") as owner_url:
        urls = await up_to_date(Settings(data_dir=str(home), secret=SECRET), owner_url)
        if facts:
            await fill(urls.owner, urls.app, facts)
            await checkpoint(owner_url, home)
        yield urls.owner, urls.app


async def fill(owner_url: str, app_url: str, facts: int) -> None:
    owner = await asyncpg.connect(owner_url)
    await owner.execute(f"set app.tenant = '{TENANT}'")
    if await owner.fetchval("select seq from event_heads where tenant_id = $1", TENANT) is None:
        began = time.monotonic()
        for first in range(1, facts + 1, AT_ONCE):
            last = min(first + AT_ONCE - 1, facts)
            await owner.execute(FILL, TENANT, first, last, LAST, DAYS, facts)
        await owner.execute(HEAD, TENANT, facts, bytes(32))
        await owner.execute("vacuum analyze events")
        print(f"Loaded {facts:,} facts in {time.monotonic() - began:.0f} s.", flush=True)
    base = Database(app_url, size=2)
    async with base.connected():
        began, office, folded = time.monotonic(), Office(base, Registry()), -1
        while folded:
            async with office.open(Actor.the_house(TENANT)) as work:
                folded = await fold(work, most=100_000)
    print(f"Folded in {time.monotonic() - began:.0f} s.", flush=True)
    for one in ("audit_slots", "audit_people"):
        await owner.execute(f"vacuum analyze {one}")
    await owner.close()


# Writing.


async def append_rate(app_url: str, tenants: int, acts: int) -> tuple[str, ...]:
    base = Database(app_url, size=WRITERS + 2)
    async with base.connected():
        registry = Registry()
        office = Office(base, registry)
        relay = Relay(office, registry, Jobs(office, registry))
        carrying = asyncio.create_task(relay.run())
        left = iter(range(acts))

        async def write() -> None:
            for n in left:
                tenant = UUID(int=0xBE0C << 64 | 1 + n % tenants)
                async with office.open(Actor.the_house(tenant)) as work:
                    work.record(Acted(ticket_id=n))

        began = time.monotonic()
        await asyncio.gather(*(write() for _ in range(WRITERS)))
        acted = time.monotonic() - began
        while await relay.carry_out():
            continue
        chained = time.monotonic() - began
        carrying.cancel()
        await asyncio.gather(carrying, return_exceptions=True)
    return f"{tenants}", f"{acts:,}", f"{acts / acted:,.0f}", f"{acts / chained:,.0f}"


# Reading.

Reading = Callable[[Work], Awaitable[object]]


def readings() -> dict[str, Reading]:
    month = {"start": LAST - timedelta(days=31), "end": LAST - timedelta(days=1)}
    day = {"start": LAST - timedelta(days=40), "end": LAST - timedelta(days=40)}

    def page(filters: Filters, offset: int = 0) -> Reading:
        return lambda work: entries(work, filters, limit=50, offset=offset)

    return {
        "first page": page(Filters()),
        "one person": page(Filters(actor_id=7)),
        "one action": page(Filters(action="login")),
        "a seldom action": page(Filters(action="erase")),
        "one person's seldom action": page(Filters(actor_id=42, action="grant")),
        "failures": page(Filters(status="failure")),
        "one day": page(Filters(**day)),  # type: ignore[arg-type]
        "10,000 passed over": page(Filters(), 10_000),
        "summary of a month": lambda work: audit_summary(work, Filters(**month)),  # type: ignore[arg-type]
        "days of a month": lambda work: histogram(work, Filters(**month)),  # type: ignore[arg-type]
    }


async def read_times(app_url: str, rounds: int) -> dict[str, tuple[float, float]]:
    """p50 and p95 in milliseconds, by reading."""
    found = {}
    base = Database(app_url, size=2)
    async with base.connected():
        office = Office(base, Registry())
        for name, read in readings().items():
            took = []
            for _ in range(rounds + 3):
                began = time.monotonic()
                async with office.open(Actor.the_house(TENANT)) as work:
                    await read(work)
                took.append((time.monotonic() - began) * 1000)
            times = sorted(took[3:])
            found[name] = times[len(times) // 2], times[int(len(times) * 0.95)]
    return found


async def show_plans(app_url: str, facts: int) -> None:
    app = await asyncpg.connect(app_url)
    first, last = LAST - timedelta(days=31), LAST
    asked = {
        "COUNTS": (queries.COUNTS, [None, midnight(first), midnight(last)]),
        "COUNTS_OF_PERSON": (queries.COUNTS_OF_PERSON, [None, midnight(first), midnight(last), 7]),
        "PAGE": (queries.PAGE, paged(None, facts)),
        "PAGE_OF_PERSON": (queries.PAGE_OF_PERSON, [*paged(None, facts), 7]),
        "PAGE_BY_KIND": (queries.PAGE_BY_KIND, paged(["PersonErased"], facts)),
    }
    async with app.transaction():
        await app.execute(f"set local app.tenant = '{TENANT}'; set local plan_cache_mode = "
                          "force_custom_plan")  # fmt: skip
        for name, (statement, values) in asked.items():
            print(f"\n-- {name}")
            for row in await app.fetch(PLAN + statement, TENANT, *values):
                print(row[0])
    await app.close()


def midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def paged(kinds: list[str] | None, facts: int) -> list[object]:
    begin, end = midnight(date(1970, 1, 1)), midnight(date(9999, 1, 1))
    return [kinds, begin, end, 50, 0, 2**63 - 1, 1, facts, facts, facts]


# Verifying.


async def verify_rate(app_url: str, acts: int) -> str:
    """Of what `append_rate` wrote for its one tenant."""
    tenant = UUID(int=0xBE0C << 64 | 1)
    base = Database(app_url, size=2)
    async with base.connected():
        office = Office(base, Registry())
        walk, steps = Walk(tenant, Head(0, "")), 0
        began = time.monotonic()
        async with office.open(Actor.the_house(tenant)) as work:
            while (verdict := await walk.step(work)) is None:
                steps += 1
        took = time.monotonic() - began
    assert verdict.state == "intact", verdict
    assert verdict.facts >= min(acts, BATCH)
    return f"{verdict.facts / took:,.0f} facts/s verified ({verdict.facts:,} in {took:.2f} s)"


async def main(*, quick: bool, plans: bool) -> int:
    print(conditions())
    acts = 2_000 if quick else 20_000
    async with database(0) as (_, app_url):
        rows = [await append_rate(app_url, tenants, acts) for tenants in (1, 50)]
        verified = await verify_rate(app_url, acts)
    print(f"\nActs with one fact each, {WRITERS} at once, one relay")
    print(table(("tenants", "acts", "acts/s", "chained/s"), rows))
    print(verified)
    small, large = (20_000, 200_000) if quick else (100_000, 10_000_000)
    rounds = 20 if quick else 200
    times = []
    for facts in (small, large):
        async with database(facts) as (_, app_url):
            times.append(await read_times(app_url, rounds))
            if plans and facts == large:
                await show_plans(app_url, facts)
    rows, worst = [], 0.0
    for name, (p50, p95) in times[0].items():
        later = times[1][name]
        ratio = later[1] / p95
        worst = max(worst, ratio)
        rows.append((
            name, f"{p50:.1f}", f"{p95:.1f}", f"{later[0]:.1f}", f"{later[1]:.1f}",
            f"{ratio:.2f}", "held" if ratio < AIM_RATIO else "MISSED",
        ))  # fmt: skip
    print(f"\nReading a log of {small:,} and of {large:,} facts, milliseconds")
    print(table(("", "p50", "p95", "p50", "p95", "ratio", ""), rows))
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="fewer facts: does it run?")
    parser.add_argument("--plans", action="store_true", help="print the plans, too")
    given = parser.parse_args()
    raise SystemExit(asyncio.run(main(quick=given.quick, plans=given.plans)))
