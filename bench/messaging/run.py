"""A hundred thousand messages sent while workers are killed at random: each goes out once.

    python -m bench.messaging.run [--quick] [--workers 2] [--kills 5]

One tenant, one provider that keeps count and can be asked (a post office over TCP), the product's
queue in processes of its own, on the product's embedded database with fsync on. Whenever some more
were taken, a worker is killed without a word and another begins. The rate is over everything: the
leases of what the killed ones held must run out before it is asked about.
"""

import argparse
import asyncio
import os
import random
import secrets
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from msgspec import Struct

from bench.ground.places import ROOT
from bench.ground.report import conditions, table
from ringdesk.domains import identity, messaging
from ringdesk.domains.messaging.channels.fakes.post_office import PostOffice, stand_in
from ringdesk.kernel.database import Urls, prepared
from ringdesk.kernel.settings import Settings
from ringdesk.kernel.work import INSTALLATION, Actor
from ringdesk.wiring import House, build

MESSAGES, QUICKLY = 100_000, 2_000
AT_A_TIME = 1_000  # written in one transaction
WORKER = "ringdesk.domains.messaging.channels.fakes.worker"
STATES = """
select state, count(*)::int as n from messages_out where tenant_id = $1 group by state order by 1
"""


class Counted(Struct, frozen=True):
    state: str
    n: int


@asynccontextmanager
async def installation() -> AsyncIterator[tuple[House, Urls, UUID]]:
    with TemporaryDirectory(prefix="rd-") as made:
        os.chmod(made, 0o755)
        settings = Settings(data_dir=made, secret=secrets.token_hex(32), dials=False)
        async with prepared(settings) as urls:
            house = build(settings, urls.app, reacting=False)
            async with house.database.connected():
                async with house.office.open(Actor.the_house(INSTALLATION)) as work:
                    tenant = await identity.add_tenant(work, "Bench", first=True)
                yield house, urls, tenant.id


async def set_up(house: House, tenant_id: UUID, port: int) -> None:
    stand_in(port, knows=True)
    async with house.office.open(Actor.the_house(tenant_id)) as work:
        await messaging.add_provider(house.messaging.senders, work, messaging.ProviderChanges(
            channel="sms", kind="twilio", name="Post office", per_second=10_000.0,
        ))  # fmt: skip


async def write(house: House, tenant_id: UUID, many: int) -> float:
    """Seconds it took, by the act that everybody uses."""
    began = time.monotonic()
    for start in range(0, many, AT_A_TIME):
        async with house.office.open(Actor.the_house(tenant_id)) as work:
            for nr in range(start, min(start + AT_A_TIME, many)):
                await messaging.send(
                    work, channel="sms", recipient=f"+1555{nr:07}", body="Your parcel is here"
                )
    return time.monotonic() - began


async def worker(urls: Urls, port: int, log: Path) -> asyncio.subprocess.Process:
    with log.open("ab") as errors:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", WORKER, urls.app, str(port), "1", cwd=ROOT,
            stdout=asyncio.subprocess.PIPE, stderr=errors,
        )  # fmt: skip
    if process.stdout is None or await process.stdout.readline() != b"ready\n":
        raise RuntimeError(f"A worker ended at once: see {log}")
    return process


async def states(house: House, tenant_id: UUID) -> dict[str, int]:
    async with house.office.open(Actor.the_house(tenant_id)) as work:
        return {one.state: one.n for one in await work.many(Counted, STATES)}


async def run_out(
    house: House, urls: Urls, tenant_id: UUID, office: PostOffice, port: int, *, many: int,
    count: int, kills: int,
) -> tuple[float, int]:  # fmt: skip
    """Until nothing waits: seconds from the first worker's readiness on, and how many died."""
    log = Path(urls.app.rpartition("host=")[2]).parent / "bench-messaging.log"
    chance = random.Random(7)
    running = [await worker(urls, port, log) for _ in range(count)]
    began = time.monotonic()
    goals = sorted(chance.sample(range(many // 20, many - many // 20), kills))
    try:
        while True:
            await asyncio.sleep(0.2)
            if goals and len(office.taken) >= goals[0]:
                goals.pop(0)
                victim = running.pop(chance.randrange(len(running)))
                victim.kill()
                await victim.wait()
                running.append(await worker(urls, port, log))
            if len(office.taken) >= many:
                found = await states(house, tenant_id)
                if not found.get("pending") and not found.get("sending"):
                    return time.monotonic() - began, kills - len(goals)
            if time.monotonic() - began > 60 + many / 50:
                return time.monotonic() - began, kills - len(goals)
    finally:
        for process in running:
            process.kill()
            await process.wait()


async def main(*, quick: bool, count: int, kills: int) -> int:
    print(conditions())
    many = QUICKLY if quick else MESSAGES
    office = PostOffice()
    async with installation() as (house, urls, tenant_id), office.open() as port:
        await set_up(house, tenant_id, port)
        wrote = await write(house, tenant_id, many)
        took, killed = await run_out(
            house, urls, tenant_id, office, port, many=many, count=count, kills=kills
        )
        found = await states(house, tenant_id)
    twice = sum(1 for times in office.taken.values() if times > 1)
    print(f"\n{count} worker(s), {killed} killed; by state: {found}")
    heads = ("messages", "taken", "taken twice", "written a second", "sent a second", "seconds",
             "asked about")  # fmt: skip
    print(table(heads, [(
        f"{many:,}", f"{len(office.taken):,}", twice, f"{many / wrote:,.0f}",
        f"{many / took:,.0f}", f"{took:.1f}", f"{len(office.asked):,}",
    )]))  # fmt: skip
    good = found == {"sent": many} and twice == 0 and len(office.taken) == many
    print("Each went out once." if good else "MISSED")
    return 0 if good else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="two thousand: does it run?")
    parser.add_argument("--workers", type=int, default=2, help="processes that send")
    parser.add_argument("--kills", type=int, default=5, help="workers killed on the way")
    given = parser.parse_args()
    raise SystemExit(asyncio.run(main(quick=given.quick, count=given.workers, kills=given.kills)))
