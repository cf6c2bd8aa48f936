"""Webhooks: from the commit to the receiver, and how many a second, beside one that never answers.

    python -m bench.webhooks.run [--quick]

The product's own relay and sending in this process, a receiver in another, fsync on. An endpoint
is sent at most 100 a second and 10 at once, which is what a tenant may set. The latency is that of
facts 50 ms apart; the aim is a second.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import quantiles
from typing import Any

from httpx import AsyncClient

from bench.ground.database import SECRET
from bench.ground.report import conditions, table
from ringdesk.domains import identity, tickets, webhooks
from ringdesk.kernel.database import prepared
from ringdesk.kernel.settings import Settings
from ringdesk.kernel.work import INSTALLATION, Actor
from ringdesk.wiring import House, build

AIM_P95_S = 1.0


@asynccontextmanager
async def receiver() -> AsyncIterator[str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench.webhooks.receiver", stdout=asyncio.subprocess.PIPE
    )
    try:
        assert process.stdout is not None
        yield f"http://127.0.0.1:{int(await process.stdout.readline())}"
    finally:
        process.kill()
        await process.wait()


async def seen(url: str) -> dict[str, Any]:
    async with AsyncClient(timeout=30) as client:
        found: dict[str, Any] = (await client.get(url)).json()
        return found


class Bench:
    def __init__(self, house: House, actor: Actor, url: str, ticket_id: int) -> None:
        self.house, self.actor, self.url, self.ticket_id = house, actor, url, ticket_id

    async def add(self, path: str) -> int:
        changes = webhooks.EndpointChanges(
            url=self.url + path, types=["ticket.created"], most_at_once=10, per_second=100.0
        )
        made = await webhooks.add_endpoint(self.house.desk.hooks, self.actor, changes)
        return made.endpoint.id

    async def tell(self, count: int, pause_s: float = 0.0) -> float:
        """Facts of one ticket; when the last of them was committed."""
        for _ in range(count):
            async with self.house.office.open(Actor.the_house(self.actor.tenant_id)) as work:
                fact = tickets.TicketCreated(ticket_id=self.ticket_id, requester_id=self.actor.id)
                work.record(fact)
            if pause_s:
                await asyncio.sleep(pause_s)
        return time.time()

    async def until(self, count: int) -> dict[str, Any]:
        async with asyncio.timeout(300):
            while (found := await seen(self.url))["seen"] < count:  # noqa: ASYNC110
                await asyncio.sleep(0.1)
        return found


async def begin(house: House) -> tuple[Actor, int]:
    async with house.office.open(Actor.the_house(INSTALLATION)) as work:
        tenant = await identity.add_tenant(work, "Bench")
        new = identity.NewAccount(
            username="bench", email="bench@example.org", password="a long enough phrase",
            full_name="Bench", role="admin", scopes=None,
        )  # fmt: skip
        person = await identity.add_person(work, tenant, new, None)
    actor = Actor(id=person.id, tenant_id=tenant.id, role="admin", scopes=frozenset({"*"}))
    async with house.office.open(actor) as work:
        made = await tickets.create(work, title="The printer is on fire", description="Smoke")
    while await house.relay.carry_out():  # what was before is told to nobody
        pass
    return actor, made.id


async def measure(bench: Bench, *, facts: int, endpoints: int) -> list[tuple[str, str, str]]:
    """What was measured, the figure, and the aim."""
    await bench.add("/one")
    committed = list[float]()
    for _ in range(facts // 4):
        await bench.tell(1, 0.05)
        committed.append(time.time() - 0.05)
    first = sorted((await bench.until(facts // 4))["first"].values())
    waits = [came - told for came, told in zip(first, committed, strict=True)]
    cuts = quantiles(waits, n=100)
    await bench.add("/slow")
    for nr in range(endpoints - 1):
        await bench.add(f"/more{nr}")
    before = await seen(bench.url)
    cpu, began = time.process_time(), time.time()
    await bench.tell(facts)
    expected = before["seen"] + facts * endpoints
    await bench.until(expected)
    took = time.time() - began
    spent = time.process_time() - cpu
    sent = facts * endpoints
    return [
        ("commit to receiver, p50", f"{cuts[49] * 1000:.0f} ms", ""),
        ("commit to receiver, p95", f"{cuts[94] * 1000:.0f} ms", f"{AIM_P95_S * 1000:.0f} ms"),
        (f"{sent:,} to {endpoints} endpoints, one more never answers", f"{sent / took:.0f} /s",
         f"{100 * endpoints} /s is what they allow"),
        ("CPU per delivery, relay and log included", f"{spent / sent * 1000:.2f} ms", ""),
    ]  # fmt: skip


async def main(*, quick: bool) -> None:
    with tempfile.TemporaryDirectory(prefix="rd-") as folder:
        Path(folder).chmod(0o755)  # noqa: ASYNC240
        settings = Settings(
            data_dir=folder, secret=SECRET, dials=False, metrics_port=0, metrics_interval_s=3600,
            egress_allow=("127.0.0.1",), db_pool_size=8,
        )  # fmt: skip
        async with prepared(settings) as urls, receiver() as url:
            house = build(settings, urls.app, reacting=False)
            async with house.database.connected():
                actor, ticket_id = await begin(house)
                loops = [
                    asyncio.create_task(loop)
                    for loop in (house.relay.run(), house.sending.run())
                ]  # fmt: skip
                bench = Bench(house, actor, url, ticket_id)
                size = {"facts": 80, "endpoints": 2} if quick else {"facts": 1000, "endpoints": 8}
                found = await measure(bench, **size)
                for loop in loops:
                    loop.cancel()
                await asyncio.gather(*loops, return_exceptions=True)
    print(table(("what", "measured", "aim"), found))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="small and short: does it run?")
    print(conditions(), flush=True)
    asyncio.run(main(quick=parser.parse_args().quick))
