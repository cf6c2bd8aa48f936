"""Connections that are kept, and for whom."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from ringdesk.kernel.egress import Egress, EgressError
from ringdesk.kernel.kept import Kept
from ringdesk.kernel.small_http import Answer, Asked, Connection

pytestmark = pytest.mark.anyio


class Service:
    """Answers everything; counts who connects."""

    def __init__(self) -> None:
        self.connections = 0
        self.turning = asyncio.Event()
        self.turning.set()
        self.port = 0

    def connect(self) -> Connection:
        self.connections += 1
        return Connection(self._answer)

    async def _answer(self, _: Asked) -> Answer:
        await self.turning.wait()
        return Answer(200, b"{}")

    @asynccontextmanager
    async def running(self) -> AsyncIterator["Service"]:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(self.connect, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            server.close()


async def loopback(host: str, port: int) -> list[str]:
    return ["127.0.0.1"]


def egress() -> Egress:
    return Egress(allow=["one.test", "two.test"], resolve=loopback)


async def test_one_connection_serves_request_after_request() -> None:
    async with Service().running() as service:
        kept, out = Kept(), egress()
        for _ in range(3):
            url = f"http://one.test:{service.port}/"
            assert (await out.send("POST", url, at_home=True, kept=kept)).status == 200
        await kept.close()
        assert service.connections == 1


async def test_another_name_at_the_same_address_gets_its_own() -> None:
    async with Service().running() as service:
        kept, out = Kept(), egress()
        for name in ("one.test", "two.test", "one.test"):
            await out.send("GET", f"http://{name}:{service.port}/", at_home=True, kept=kept)
        await kept.close()
        assert service.connections == 2


async def test_what_the_name_says_now_counts() -> None:
    """A kept connection opens no door that has been closed since."""
    said = ["127.0.0.1"]

    async def resolve(host: str, port: int) -> list[str]:
        return list(said)

    async with Service().running() as service:
        kept, out = Kept(), Egress(allow=["one.test"], resolve=resolve)
        url = f"http://one.test:{service.port}/"
        await out.send("GET", url, at_home=True, kept=kept)
        said[:] = ["169.254.169.254"]
        with pytest.raises(EgressError) as refused:
            await out.send("GET", url, at_home=True, kept=kept)
        assert refused.value.reason == "forbidden_address"
        await kept.close()


async def test_closing_cuts_nobody_off() -> None:
    async with Service().running() as service:
        kept, out = Kept(), egress()
        service.turning.clear()
        asking = asyncio.create_task(
            out.send("GET", f"http://one.test:{service.port}/", at_home=True, kept=kept)
        )
        while not service.connections:  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0)
        await kept.close()
        service.turning.set()
        assert (await asking).status == 200
