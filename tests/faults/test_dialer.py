"""Workers and the database are killed while the queue dials.

The exchange outside knows what was dialled: no attempt twice, no number twice at once, nobody whom
a rule protects; and in the end every call has an end. The long one: `RINGDESK_FAULT_CALLS=10000`.
"""

import asyncio
import os
import secrets
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from uuid import UUID

import pytest
from msgspec import Struct

from ringdesk.domains import compliance, dialer, identity
from ringdesk.kernel.database import Urls, prepared
from ringdesk.kernel.db import Database
from ringdesk.kernel.events import Registry
from ringdesk.kernel.settings import Settings
from ringdesk.kernel.work import INSTALLATION, Actor, Office
from tests.conftest import PASSWORD, eventually
from tests.faults.exchange import Exchange

pytestmark = pytest.mark.anyio

ROOT = Path(__file__).parents[2]
CALLS = int(os.environ.get("RINGDESK_FAULT_CALLS", "240"))
LEADS = CALLS * 2 // 3 // 2  # of each tenant: two in three calls are a lead's first
AGENTS = 8
WORKERS = 2
NOON = 12
FILL = """
insert into leads (tenant_id, phone, rank, time_zone, ready_at)
select $1, $3 || lpad(n::text, 7, '0'), n % 4, case when n % 20 = 1 then $5 else $4 end, now()
from generate_series(1, $2::int) n
"""
AVAILABLE = """
insert into availability (tenant_id, person_id, state) values ($1, $2, 'available')
"""
UNSETTLED = """
select (select count(*) from calls c where c.tenant_id = $1
    and c.status in ('initiated', 'ringing', 'answered'))
  + (select count(*) from leads l where l.tenant_id = $1 and l.dial_status = 'calling')
"""
DUE = """
select count(*) from leads where tenant_id = $1 and dial_status = 'pending' and ready_at <= now()
"""
ENDS = """
select count(*)::int as calls, count(*) filter (where ended_at is null)::int as endless,
  count(*) filter (where connected_at is not null)::int as connected
from calls where tenant_id = $1
"""


TOLD = """
select l.phone, l.dial_status, l.attempts, l.last_outcome, l.ready_at::text as ready_at,
  (select string_agg(concat_ws('/', c.status, c.ended_because, c.asked_at, c.placed_at), ', ')
   from calls c where c.tenant_id = $1 and c.lead_id = l.id) as calls,
  (select string_agg(r.rule || ' ' || coalesce(r.until::text, ''), ', ') from dial_refusals r
   where r.tenant_id = $1 and r.lead_id = l.id) as refusals
from leads l where l.tenant_id = $1 and l.phone = any($2)
"""


class Told(Struct, frozen=True):
    phone: str
    dial_status: str
    attempts: int
    last_outcome: str | None
    ready_at: str
    calls: str | None
    refusals: str | None


class Ends(Struct, frozen=True):
    calls: int
    endless: int
    connected: int


@dataclass
class Firm:
    id: UUID
    prefix: str
    forbidden: set[str] = field(default_factory=set)

    def number(self, nr: int) -> str:
        return f"{self.prefix}{nr:07d}"

    @property
    def asleep(self) -> set[str]:
        """It is midnight there."""
        return {self.number(nr) for nr in range(1, LEADS + 1) if nr % 20 == 1}


def zone_where_it_is(hour: int) -> str:
    """The sign of these names is the other way round: Etc/GMT-5 is five hours east."""
    ahead = (hour - datetime.now(UTC).hour + 11) % 24 - 11
    return f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"


@dataclass
class Workers:
    url: str
    port: int
    log: Path
    running: list["asyncio.subprocess.Process"] = field(default_factory=list)

    async def start(self) -> None:
        with self.log.open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "tests.faults.dialer_worker", self.url, str(self.port),
                cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
                stdout=asyncio.subprocess.PIPE, stderr=log,
            )  # fmt: skip
        assert process.stdout is not None
        assert await process.stdout.readline() == b"ready\n", self.log.read_text()[-3000:]
        self.running.append(process)

    async def kill(self, nr: int) -> None:
        victim = self.running.pop(nr)
        victim.kill()
        await victim.wait()

    async def hold_up(self, nr: int, seconds: float) -> None:
        """Longer than its lease: another dials meanwhile."""
        victim = self.running[nr]
        victim.send_signal(signal.SIGSTOP)
        await asyncio.sleep(seconds)
        victim.send_signal(signal.SIGCONT)

    async def close(self) -> None:
        while self.running:
            await self.kill(0)


@asynccontextmanager
async def database() -> AsyncIterator[tuple[Urls, Path]]:
    with TemporaryDirectory(prefix="rd-") as made:
        folder = Path(made)
        os.chmod(folder, 0o755)
        chosen = Settings(data_dir=str(folder), secret=secrets.token_hex(32))
        async with prepared(chosen) as urls:
            yield urls, folder


async def firm(office: Office, prefix: str) -> Firm:
    async with office.open(Actor.the_house(INSTALLATION)) as work:
        made = await identity.add_tenant(work, f"Firm {prefix}")
        people = []
        for nr in range(AGENTS):
            name = f"op-{secrets.token_hex(6)}"
            new = identity.NewAccount(
                username=name, email=f"{name}@example.org", password=PASSWORD,
                full_name=f"Operator {nr}", role="operator",
            )  # fmt: skip
            people.append(await identity.add_person(work, made, new, None))
    new_firm = Firm(made.id, prefix)
    async with office.open(Actor.the_house(made.id)) as work:
        for person in people:
            await work.run(AVAILABLE, person.id)
        await dialer.change_settings(work, dialer.SettingsChanges(
            most_calls=100, calls_per_second=1000, hours="09:00-17:00", wrap_up_s=0,
            most_attempts_a_day=2, retry={"busy": 0, "failed": 0, "no-answer": 0},
        ))  # fmt: skip
        midnight = zone_where_it_is(0)
        await work.run(FILL, LEADS, prefix, zone_where_it_is(NOON), midnight)
        for nr in range(3, LEADS, 20):
            await compliance.forbid(work, number=new_firm.number(nr))
            new_firm.forbidden.add(new_firm.number(nr))
    return new_firm


async def value(office: Office, one: Firm, question: str) -> int:
    async with office.open(Actor.the_house(one.id)) as work:
        return await work.value(int, question) or 0


async def trouble(workers: Workers, folder: Path, until: asyncio.Event, chance: Random) -> int:
    """Kills now this and now that, until told to stop; how often."""
    for count in range(10_000):
        await asyncio.sleep(chance.uniform(1.0, 3.0))
        if until.is_set():
            return count
        drawn = chance.random()
        if drawn < 0.55:
            await workers.kill(chance.randrange(WORKERS))
            await workers.start()
        elif drawn < 0.8:
            await workers.hold_up(chance.randrange(WORKERS), 5.0)
        else:
            pid = (folder / "postgres" / "data" / "postmaster.pid").read_text().splitlines()[0]
            os.kill(int(pid), signal.SIGKILL)
            await asyncio.sleep(2)
    return count


class TestKilled:
    async def test_nobody_is_dialled_twice_or_against_a_rule_and_every_call_ends(self) -> None:
        exchange = Exchange()
        async with database() as (urls, folder), exchange.open():
            base = Database(urls.app, size=4)
            async with base.connected():
                office = Office(base, Registry())
                firms = [await firm(office, "+1202"), await firm(office, "+1303")]
                await self.run(urls, folder, office, firms, exchange)
                await self.check(office, firms, exchange)

    async def run(
        self, urls: Urls, folder: Path, office: Office, firms: list[Firm], exchange: Exchange
    ) -> None:
        workers, quiet = Workers(urls.app, exchange.port, folder / "workers.log"), asyncio.Event()
        for _ in range(WORKERS):
            await workers.start()
        killing = asyncio.create_task(trouble(workers, folder, quiet, Random(7)))

        async def nothing_is_due() -> bool:
            try:
                return not sum([await value(office, one, DUE) for one in firms])
            except Exception:  # the database is being killed
                return False

        async def all_is_settled() -> bool:
            left = [await value(office, one, q) for one in firms for q in (UNSETTLED, DUE)]
            return not sum(left) and not exchange.live

        try:
            await eventually(nothing_is_due, seconds=120 + CALLS)
            quiet.set()
            assert await killing > 0
            await eventually(all_is_settled, seconds=60)
        finally:
            killing.cancel()
            await workers.close()
            self.log = (folder / "workers.log").read_text()

    async def check(self, office: Office, firms: list[Firm], exchange: Exchange) -> None:
        assert exchange.faults == []
        assert exchange.live == []
        for one in firms:
            dialled = {number for number in exchange.dialled if number.startswith(one.prefix)}
            assert not dialled & one.forbidden and not dialled & one.asleep
            assert max(exchange.dialled[number] for number in dialled) <= 2
            wanted = {one.number(nr) for nr in range(1, LEADS + 1)}
            left = wanted - one.forbidden - one.asleep - dialled
            assert not left, await self.why(office, one, left)
            found = await self.ends(office, one)
            assert found.endless == 0 and found.connected > 0
            assert found.calls >= len(dialled)

    async def why(self, office: Office, one: Firm, left: set[str]) -> list[Told]:
        """Somebody was left out: what is known of them."""
        async with office.open(Actor.the_house(one.id)) as work:
            return await work.many(Told, TOLD, sorted(left))

    async def ends(self, office: Office, one: Firm) -> Ends:
        async with office.open(Actor.the_house(one.id)) as work:
            found = await work.one(Ends, ENDS)
        assert found is not None
        return found
