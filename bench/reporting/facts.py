"""An installation with so many facts of one tenant: calls, leads, tickets and ratings of two years,
through the product's own triggers, and folded by its own acts."""

import shutil
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

import asyncpg

from bench.ground.database import SECRET, checkpoint
from bench.ground.places import ROOT, cache, fingerprint
from ringdesk.domains import analytics
from ringdesk.domains.analytics.series import service as series
from ringdesk.kernel.database import up_to_date
from ringdesk.kernel.db import Database
from ringdesk.kernel.embedded import postgres
from ringdesk.kernel.events import Registry
from ringdesk.kernel.settings import Settings
from ringdesk.kernel.work import INSTALLATION, Actor, Office

TENANT = UUID("22222222-2222-4222-8222-222222222222")
AGENTS, CAMPAIGNS, DAYS = 50, 20, 730
AT_ONCE = 100_000
FOLDED_AT_ONCE = 2_000  # as the schedule does
# Evenly over two years, in the order of time, as they come in life. $4: how many in all.
AT = f"now() - interval '{DAYS} days' * (1 - n::float8 / $4::int)"
PLACE = """
insert into tenants (tenant_id, id, name, timezone) values ($1, $2, 'Facts', 'Europe/Berlin')
"""
PEOPLE = """
insert into people (tenant_id, id, username, email, full_name, role)
select $1, n, 'agent-' || n, 'agent-' || n || '@example.org', 'Agent ' || n, 'support_agent'
from generate_series(1, $2::int) n
"""
CAMPAIGN = """
insert into campaigns (tenant_id, id, name, created_by)
select $1, n, 'Campaign ' || n, 1 from generate_series(1, $2::int) n
"""
LEADS = f"""
insert into leads (tenant_id, name, email, source, stage, rank, campaign_id, owner_id, created_at,
  converted_at)
select $1, 'Lead ' || n, 'lead@example.org', 'source ' || n % 12,
  (array['new', 'contacted', 'qualified', 'converted', 'lost'])[1 + n % 5], n % 4,
  1 + n % {CAMPAIGNS}, 1 + n % {AGENTS}, {AT}, case when n % 5 = 3 then {AT} end
from generate_series($2::int, $3::int) n
"""
CALLS = f"""
insert into calls (tenant_id, number, agent_id, campaign_id, status, created_at, answered_at,
  duration_s, abandoned)
select $1, '+1' || (2010000000 + n % 900000000), 1 + n % {AGENTS}, 1 + n % {CAMPAIGNS},
  (array['completed', 'completed', 'busy', 'no-answer', 'failed'])[1 + n % 5], {AT},
  case when n % 5 < 2 then {AT} end, case when n % 5 < 2 then n % 600 else 0 end, n % 500 = 0
from generate_series($2::int, $3::int) n
"""
THREADS = f"""
insert into conversations (tenant_id, id, customer_id)
overriding system value
select $1, n, 1 + n % least({AGENTS}, $4::int) from generate_series($2::int, $3::int) n
"""
TICKETS = f"""
insert into tickets (tenant_id, conversation_id, title, description, status, priority, category,
  created_by, assigned_to, created_at, first_responded_at, resolved_at)
select $1, n, 'Ticket', '', (array['open', 'resolved', 'closed'])[1 + n % 3],
  (array['low', 'medium', 'high', 'critical'])[1 + n % 4], 'other', 1, 1 + n % {AGENTS}, {AT},
  {AT} + interval '5 minutes', case when n % 3 > 0 then {AT} + interval '3 hours' end
from generate_series($2::int, $3::int) n
"""
SHARES = ((LEADS, 0.3), (CALLS, 0.6), (THREADS, 0.1), (TICKETS, 0.1))


@asynccontextmanager
async def facts(count: int) -> AsyncIterator[Office]:
    """Filled once, and kept between runs."""
    schema = sorted((ROOT / "migrations" / "versions").glob("*.sql"))
    mark = fingerprint(*[f.read_bytes() for f in schema], "".join(s for s, _ in SHARES).encode())
    home = cache() / f"facts-{count}-{mark}"
    if home.exists() and not (home / "filled").exists():
        shutil.rmtree(home)  # half filled
    home.mkdir(exist_ok=True)
    home.chmod(0o755)
    async with postgres(home / "postgres") as owner_url:
        urls = await up_to_date(Settings(data_dir=str(home), secret=SECRET), owner_url)
        base = Database(urls.app, size=4)
        async with base.connected():
            office = Office(base, Registry())
            if not (home / "filled").exists():
                await fill(owner_url, office, count)
                (home / "filled").touch()
            await checkpoint(owner_url, home)
            yield office


async def fill(owner_url: str, office: Office, count: int) -> None:
    owner = await asyncpg.connect(owner_url)
    try:
        await owner.execute(f"set app.tenant = '{INSTALLATION}'")
        await owner.execute(PLACE, INSTALLATION, TENANT)
        await owner.execute(f"set app.tenant = '{TENANT}'")
        await owner.execute(PEOPLE, TENANT, AGENTS)
        await owner.execute(CAMPAIGN, TENANT, CAMPAIGNS)
        for statement, share in SHARES:
            await add(owner, office, statement, int(count * share))
        await owner.execute("vacuum analyze")
    finally:
        await owner.close()


async def add(owner: asyncpg.Connection, office: Office, statement: str, count: int) -> None:
    began, folding = time.monotonic(), 0.0
    for first in range(1, count + 1, AT_ONCE):
        await owner.execute(statement, TENANT, first, min(first + AT_ONCE - 1, count), count)
        since = time.monotonic()
        await fold(office)
        folding += time.monotonic() - since
    table = statement.split()[2]
    took = time.monotonic() - began
    print(f"{count:,} {table} in {took:.0f} s, {folding:.0f} s of it folding", flush=True)


async def fold(office: Office) -> None:
    for one in (analytics.fold, analytics.fold_calls, series.fold_leads):
        folded = FOLDED_AT_ONCE
        while folded == FOLDED_AT_ONCE:
            async with office.open(Actor.the_house(TENANT)) as work:
                folded = await one(work, most=FOLDED_AT_ONCE)
