"""Calls by Twilio: how many a second, at what price, is every signature checked?

    python -m bench.telephony.twilio [--calls 1000] [--at-once 100] [--talk 0.2] [--whole] [--quick]

The house as it ships, with its own database (fsync on), in this process: carriers and webhook
doors. A fake Twilio in another process answers its API over HTTP and calls the doors
back, signed: four times for a call that is answered, with TwiML asked for and machine detection.
Beside them one forged webhook for every fifty calls. CPU is of this process and of PostgreSQL,
divided by calls: dialling (the library, booking, note), doors, signatures, events.

`--whole`: each is a call of the house to a lead of its own: written with its rules asked, claimed,
placed; every event moves call and lead; facts, relay and reactions run in this process, too, and
the clock stops when the last reaction is done. It begins after a hundred other calls and an
`analyze`: in a house a minute old, autovacuum has been there.
"""

import argparse
import asyncio
import json
import resource
import secrets
import socket
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

import asyncpg
import httpx
import psutil
import uvloop

from bench.telephony.whole import Whole
from ringdesk.domains import identity, telephony
from ringdesk.domains.telephony.carriers import key_of
from ringdesk.kernel.database import prepared
from ringdesk.kernel.settings import Settings
from ringdesk.kernel.work import INSTALLATION, Actor
from ringdesk.serving import server_for
from ringdesk.wiring import House, build

WANTED_PER_SECOND = 80
WARM_UP = 100  # calls
FORGED_EVERY = 50
PATIENCE_S = 60
DIGITS = "1122346611"  # by which the fake knows what becomes of a call
ENDS = {"1": "completed", "2": "busy", "3": "no-answer", "4": "failed", "6": "completed"}


class Wanted(NamedTuple):
    calls: int
    at_once: int
    talk: float
    whole: bool = False


class Cpu(NamedTuple):
    """Seconds, of this process and of PostgreSQL's."""

    ours: float
    database: float

    def since(self, before: "Cpu") -> "Cpu":
        return Cpu(self.ours - before.ours, self.database - before.database)


class Counted(NamedTuple):
    """`late_s`: from the last call's end to the last reaction's; in `seconds`."""

    seconds: float
    late_s: float
    cpu: Cpu
    events: Counter[str]
    wrong: int
    silent: int
    forged: int
    forged_refused: int


class Events:
    """What is reported, and when the last call is over."""

    def __init__(self, calls: int) -> None:
        self.kinds: Counter[str] = Counter()
        self.end_of: dict[str, str] = {}
        self.silent = 0
        self._calls, self.all_over = calls, asyncio.Event()

    async def hear(self, _: UUID, event: telephony.CarrierEvent) -> None:
        self.kinds[event.kind] += 1
        if event.kind in telephony.FINAL:
            self.over(event.attempt, event.kind)

    def over(self, attempt: str, how: str) -> None:
        self.end_of[attempt] = how
        if len(self.end_of) >= self._calls:
            self.all_over.set()


async def fake_twilio(talk: float) -> tuple[asyncio.subprocess.Process, dict[str, str]]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "ringdesk.domains.telephony.fakes.twilio", "--port", str(port),
        "--talk", str(talk), "--ring", "0.1", stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    if process.stdout is None:
        raise RuntimeError("no pipe")
    return process, json.loads(await process.stdout.readline())


async def furnish(house: House, account: dict[str, str]) -> tuple[UUID, int]:
    """The first workspace, which may reach what the operator named."""
    async with house.office.open(Actor.the_house(INSTALLATION)) as work:
        tenant = await identity.add_tenant(work, "Bench")
    made = await telephony.add_carrier(
        house.carriers, Actor.the_house(tenant.id),
        telephony.CarrierChanges(
            kind="twilio", name="Twilio", caller_ids=["+14155550100"], calls_per_second=1000.0,
            settings={
                "account_sid": account["account_sid"], "base_url": account["base_url"],
                "connect": "conference",
            },
            credentials={"auth_token": account["auth_token"]},
        ),
    )  # fmt: skip
    return tenant.id, made.row.id


async def measure(
    house: House, wanted: Wanted, tenant_id: UUID, carrier_id: int, database: psutil.Process
) -> Counted:
    """Of `wanted.calls` calls, after those that warm up."""
    if not wanted.whole:
        house.carriers.listeners.clear()
        return await burst(
            house, wanted, tenant_id, carrier_id, database, None, range(wanted.calls)
        )
    whole = await Whole.of(house, tenant_id, WARM_UP + wanted.calls, DIGITS)
    first, others = range(WARM_UP), range(WARM_UP, WARM_UP + wanted.calls)
    await whole.all_done()
    await burst(house, wanted, tenant_id, carrier_id, database, whole, first)
    await analyze(house.desk.settings.data_dir)
    return await burst(house, wanted, tenant_id, carrier_id, database, whole, others)


async def burst(
    house: House, wanted: Wanted, tenant_id: UUID, carrier_id: int, database: psutil.Process,
    whole: Whole | None, numbers: range,
) -> Counted:  # fmt: skip
    events, slots = Events(len(numbers)), asyncio.Semaphore(wanted.at_once)
    house.carriers.listen(events.hear)
    attempts: dict[str, str] = {}
    forged: list[int] = []

    async def call(n: int) -> None:
        digit = DIGITS[n % 10]
        async with slots:
            attempt = f"{tenant_id}:{10**12 + n}" if whole is None else await whole.begin(n)
            attempts[attempt] = ENDS[digit]
            request = telephony.DialRequest(
                attempt=attempt, to_number=f"+1212555{n % 1000:03}{digit}", detect_machine=True
            )
            try:
                if whole is None:
                    await house.carriers.dial(tenant_id, request)
                else:
                    await whole.place(n)
            except telephony.CarrierRefused as error:
                events.over(attempt, f"refused: {error}")
            except telephony.CarrierSilent:
                events.silent += 1  # its events tell
            if n % FORGED_EVERY == 0:
                forged.append(await forge(client, house, key_of(tenant_id, carrier_id), n))

    async with httpx.AsyncClient(trust_env=False, timeout=60) as client:
        began, cpu = time.monotonic(), cpu_of(database)
        await asyncio.gather(*(call(n) for n in numbers))
        with suppress(TimeoutError):  # those without an end are counted as wrong
            async with asyncio.timeout(PATIENCE_S):
                await events.all_over.wait()
        over = time.monotonic()
        if whole is not None:
            await whole.all_done()
    ended, spent = time.monotonic(), cpu_of(database).since(cpu)
    house.carriers.listeners.remove(events.hear)
    wrong = sum(events.end_of.get(one) != end for one, end in attempts.items())
    return Counted(
        ended - began, ended - over, spent, events.kinds, wrong, events.silent, len(forged),
        forged.count(403),
    )  # fmt: skip


async def analyze(home: str) -> None:
    """As autovacuum does within a minute."""
    connection = await asyncpg.connect(owner_url_in(home))
    await connection.execute("analyze")
    await connection.close()


async def forge(client: httpx.AsyncClient, house: House, key: str, n: int) -> int:
    """Somebody who does not know the token."""
    path = f"{house.desk.settings.address}/telephony/twilio/{key}/status?call={n}"
    form = {"CallSid": f"CA{secrets.token_hex(16)}", "CallStatus": "completed"}
    signature = {"X-Twilio-Signature": "Zm9yZ2VkIGJ5IHNvbWVib2R5IA=="}
    return (await client.post(path, data=form, headers=signature)).status_code


def cpu_of(database: psutil.Process) -> Cpu:
    used = resource.getrusage(resource.RUSAGE_SELF)
    theirs = 0.0
    for one in (database, *database.children()):
        with suppress(psutil.NoSuchProcess):
            theirs += sum(one.cpu_times()[:2])
    return Cpu(used.ru_utime + used.ru_stime, theirs)


def owner_url_in(home: str) -> str:
    [file] = Path(home).rglob("owner_url")
    return file.read_text()


def database_in(home: str) -> psutil.Process:
    [file] = Path(home).rglob("postmaster.pid")
    return psutil.Process(int(file.read_text().split()[0]))


async def run(wanted: Wanted) -> Counted:
    fake, account = await fake_twilio(wanted.talk)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    try:
        with tempfile.TemporaryDirectory(prefix="rd-") as home:
            Path(home).chmod(0o755)  # noqa: ASYNC240 - nothing runs yet
            settings = Settings(
                data_dir=home, port=port, secret=secrets.token_hex(32), rate_limit_enabled=False,
                egress_allow=("127.0.0.1",), metrics_port=0,
            )  # fmt: skip
            async with prepared(settings) as urls:
                house = build(settings, urls.app, reacting=wanted.whole)
                server = server_for(house, settings)
                serving = asyncio.create_task(server.serve())
                while not server.started:  # noqa: ASYNC110 - uvicorn tells nobody
                    await asyncio.sleep(0.05)
                tenant_id, carrier_id = await furnish(house, account)
                counted = await measure(house, wanted, tenant_id, carrier_id, database_in(home))
                server.should_exit = True
                await serving
                return counted
    finally:
        fake.terminate()
        await fake.wait()


def report(wanted: Wanted, counted: Counted) -> bool:
    per_second = wanted.calls / counted.seconds
    rows: list[tuple[str, Any]] = [
        ("calls", f"{wanted.calls:,}, {wanted.at_once} asked for at once"),
        ("calls a second", f"{per_second:.0f} (wanted: {WANTED_PER_SECOND})"),
        ("CPU per call, ours", f"{1000 * counted.cpu.ours / wanted.calls:.1f} ms"),
        ("CPU per call, PostgreSQL", f"{1000 * counted.cpu.database / wanted.calls:.1f} ms"),
        ("callbacks, each with its signature checked", f"{sum(counted.events.values()):,}"),
        ("reactions done after the last call's end", f"{counted.late_s:.1f} s; in the rate"),
        ("calls that ended otherwise than they should", counted.wrong),
        ("answers that came too late; told by events", counted.silent),
        ("forged webhooks refused", f"{counted.forged_refused} of {counted.forged}"),
    ]
    print("\nCalls by Twilio (a fake one in another process)\n")
    for name, value in rows:
        print(f"  {name:45} {value}")
    good = (
        per_second >= WANTED_PER_SECOND
        and not counted.wrong
        and counted.forged == counted.forged_refused
    )
    print(f"\n  {'kept' if good else 'MISSED'}")
    return good


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--calls", type=int, default=1000)
    parser.add_argument("--at-once", type=int, default=100)
    parser.add_argument("--talk", type=float, default=0.2, help="seconds")
    parser.add_argument("--whole", action="store_true", help="with all that the house does")
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    wanted = Wanted(100 if given.quick else given.calls, given.at_once, given.talk, given.whole)
    good = report(wanted, uvloop.run(run(wanted)))
    return 0 if good or given.quick else 1


if __name__ == "__main__":
    sys.exit(main())
