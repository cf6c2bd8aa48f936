"""kill -9 while webhooks are sent. Nothing is missed, and what comes twice has one id."""

import asyncio
import os
import socket
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from random import Random

import pytest
from httpx import AsyncClient
from msgspec.structs import replace

from ringdesk.kernel.database import Urls
from ringdesk.kernel.settings import Settings
from ringdesk.serving import server_for
from ringdesk.wiring import build
from tests.conftest import PASSWORD, eventually, serving
from tests.domains.webhooks.receiver import Heard, Receiver, receiving
from tests.faults.conftest import ROOT
from tests.houses import fresh_installation

pytestmark = pytest.mark.anyio

FACTS = 120
KILLS = 4
APP = "/api/app/webhooks"
ADMIN = {"username": "root", "email": "root@example.org", "password": PASSWORD, "role": "admin"}


class Worker:
    def __init__(self, url: str, secret: str) -> None:
        self.url, self.secret = url, secret
        self.process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.faults.webhook_worker", self.url, self.secret, cwd=ROOT,
            env=os.environ | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
        )  # fmt: skip

    async def kill(self) -> None:
        assert self.process is not None and self.process.returncode is None
        self.process.kill()
        await self.process.wait()


@asynccontextmanager
async def working(url: str, secret: str) -> AsyncIterator[Worker]:
    worker = Worker(url, secret)
    await worker.start()
    try:
        yield worker
    finally:
        await worker.kill()


@asynccontextmanager
async def only_doors(settings: Settings, url: str) -> AsyncIterator[AsyncClient]:
    """A server that sends nothing itself, and its administrator."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    bound = replace(settings, port=port, egress_allow=("127.0.0.1",))
    house = build(bound, url, reacting=False)
    address = bound.address
    async with serving(server_for(house, bound)), AsyncClient(base_url=address, timeout=30) as one:
        signed = (await one.post("/api/auth/register", json=ADMIN)).json()
        one.headers["Authorization"] = f"Bearer {signed['access_token']}"
        yield one


async def write(client: AsyncClient, chance: Random) -> list[int]:
    made = []
    for nr in range(FACTS):
        body = {"title": f"Nr {nr}", "description": "Written while things break"}
        answer = await client.post("/api/tickets", json=body)
        assert answer.status_code == 201, answer.text
        made.append(answer.json()["id"])
        await asyncio.sleep(chance.uniform(0, 0.05))
    return made


async def killed_while_sending(worker: Worker, receiver: Receiver, times: int) -> None:
    """Each time with something in flight: the receiver holds its answer back until it is over."""
    for _ in range(times):
        go_on, caught = asyncio.Event(), asyncio.Event()

        async def hold(
            _: Heard, caught: asyncio.Event = caught, go_on: asyncio.Event = go_on
        ) -> None:
            caught.set()
            await go_on.wait()

        receiver.before = hold
        async with asyncio.timeout(60):
            await caught.wait()
        await worker.kill()
        receiver.before = None
        go_on.set()
        await worker.start()


class TestTheSender:
    async def test_killed_in_the_middle_misses_nothing_and_repeats_under_one_id(
        self, settings: Settings, database: Urls
    ) -> None:
        chance = Random(11)
        async with (
            fresh_installation(settings, database.owner) as urls,
            only_doors(settings, urls.app) as client,
            receiving() as receiver,
        ):
            given = {
                "url": receiver.url, "types": ["ticket.created"], "most_at_once": 3,
                "per_second": 100,
            }  # fmt: skip
            webhook = (await client.post(APP, json=given)).json()
            async with working(urls.app, settings.secret) as worker:
                killing = asyncio.create_task(killed_while_sending(worker, receiver, KILLS))
                made = await write(client, chance)
                await killing

                async def all_is_settled() -> bool:
                    shown = (await client.get(f"{APP}/{webhook['id']}")).json()
                    return bool(shown["delivered"] == FACTS and shown["waiting"] == 0)

                await eventually(all_is_settled, seconds=120)
        receiver.heard[-1].verified(webhook["secret"])
        told = [one.json for one in receiver.heard]
        assert {one["data"]["id"] for one in told} == set(made)
        ids: dict[int, set[str]] = {}
        for one, heard in zip(told, receiver.heard, strict=True):
            ids.setdefault(one["data"]["id"], set()).add(heard.id)
        assert all(len(several) == 1 for several in ids.values())
        repeated = Counter(heard.id for heard in receiver.heard).values()
        assert len(repeated) == FACTS and sum(repeated) > FACTS  # it was in the middle of some
