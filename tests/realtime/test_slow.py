"""Whoever stops reading is let go, and nobody else notices."""

import asyncio
import base64
import os
import socket
from urllib.parse import urlsplit

import httpx
import pytest

from ringdesk.realtime import Letter
from ringdesk.realtime.audiences import staff_of
from ringdesk.realtime.client import DROP_AT, EVICT_AT, Client
from tests.conftest import Person, Tenant, eventually
from tests.realtime.conftest import Floor, OpenScreen

pytestmark = pytest.mark.anyio

ENGINE = "/socket.io/?EIO=4&transport=polling"


async def open_and_never_read(floor: Floor, person: Person) -> socket.socket:
    """A WebSocket by hand: a handshake, and then not a single read."""
    parts = urlsplit(floor.address)
    raw = socket.create_connection((parts.hostname, parts.port))
    raw.setblocking(False)
    key = base64.b64encode(os.urandom(16)).decode()
    lines = [
        f"GET /ws?token={person.token} HTTP/1.1", f"Host: {parts.netloc}", "Upgrade: websocket",
        "Connection: Upgrade", f"Sec-WebSocket-Key: {key}", "Sec-WebSocket-Version: 13", "", "",
    ]  # fmt: skip
    await asyncio.get_running_loop().sock_sendall(raw, "\r\n".join(lines).encode())
    return raw


def read_to_the_end(raw: socket.socket) -> None:
    """TimeoutError if there is none: then we were not hung up on."""
    raw.settimeout(5)
    try:
        while raw.recv(65536):
            pass
    except ConnectionError:
        pass
    raw.close()


async def sockets_of(floor: Floor, person: Person, tenant: Tenant) -> list[Client]:
    async def has_entered() -> bool:
        return bool(floor.realtime.hub.of_person(tenant.id, person.id))

    await eventually(has_entered)
    return floor.realtime.hub.of_person(tenant.id, person.id)


class TestSocketThatStopsReading:
    async def test_is_let_go_at_the_bound_while_others_hear_everything(
        self, tenant: Tenant, screen: OpenScreen, floor: Floor
    ) -> None:
        other, raw = await screen(tenant.admin), await open_and_never_read(floor, tenant.agent)
        (slow,) = await sockets_of(floor, tenant.agent, tenant)
        most, sent = 0, 0
        while slow.closed is None:
            floor.realtime.hub.broadcast(staff_of(tenant.id), Letter("noted", {"body": "x" * 4000}))
            sent, most = sent + 1, max(most, slow.waiting)
            await other.hears("noted", max(1, sent - 50))
            assert sent < 20_000
        await other.hears("noted", sent)
        assert slow.closed == "slow_consumer"
        assert most == EVICT_AT and slow.waiting == 0
        print("SENT", sent)
        assert floor.realtime.hub.of_person(tenant.id, tenant.agent.id) == []

        await asyncio.to_thread(read_to_the_end, raw)

    async def test_that_was_only_late_gets_all_of_it_in_order(
        self, tenant: Tenant, floor: Floor, screen: OpenScreen
    ) -> None:
        agent = await screen(tenant.agent)
        (client,) = await sockets_of(floor, tenant.agent, tenant)
        agent.socket.transport.pause_reading()
        sent = 0
        while client.waiting < DROP_AT:
            floor.realtime.hub.broadcast(
                staff_of(tenant.id), Letter("noted", {"n": sent, "body": "x" * 4000})
            )
            sent += 1
            await asyncio.sleep(0)
        floor.realtime.hub.broadcast(staff_of(tenant.id), Letter("stale", {}, soon_stale=True))
        agent.socket.transport.resume_reading()
        await agent.hears("noted", sent)
        assert [one["data"]["n"] for one in agent.all("noted")] == list(range(sent))
        await agent.is_up_to_date()
        assert not agent.all("stale")


class TestShortWay:
    async def test_is_open_on_the_server_we_ship(self, tenant: Tenant, screen: OpenScreen) -> None:
        """Or every delivery takes the long way: see lane.py."""
        served = Floor(tenant.house.realtime, tenant.address)
        agent = await screen(tenant.agent, at=served)
        (client,) = await sockets_of(served, tenant.agent, tenant)
        assert client.on_the_short_way
        for size in (0, 110, 125, 126, 127, 65_400, 65_535, 70_000):
            served.realtime.hub.broadcast(
                staff_of(tenant.id), Letter("noted", {"body": "ü" * size})
            )
        await agent.hears("noted", 8)
        assert [len(one["data"]["body"]) for one in agent.all("noted")][-1] == 70_000


class TestPollerThatStopsPolling:
    async def test_is_let_go_at_the_same_bound(self, tenant: Tenant, floor: Floor) -> None:
        async with httpx.AsyncClient(base_url=floor.address) as http:
            opened = (await http.get(ENGINE)).text
            sid = opened.partition('"sid":"')[2].partition('"')[0]
            said = f'40{{"token":"{tenant.agent.token}"}}'
            assert (await http.post(f"{ENGINE}&sid={sid}", content=said)).text == "ok"
            (client,) = await sockets_of(floor, tenant.agent, tenant)
            for _ in range(EVICT_AT):
                floor.realtime.hub.broadcast(staff_of(tenant.id), Letter("noted", {}))
            assert client.closed == "slow_consumer"
            assert (await http.get(f"{ENGINE}&sid={sid}")).status_code == 400


class TestPolling:
    async def test_speaks_engine_io(self, tenant: Tenant, floor: Floor) -> None:
        async with httpx.AsyncClient(base_url=floor.address) as http:
            for wrong in (
                "/socket.io/?EIO=3&transport=polling", "/socket.io/?EIO=4&transport=jsonp",
                ENGINE + "&sid=unknown",
            ):  # fmt: skip
                assert (await http.get(wrong)).status_code == 400
            assert (await http.post(ENGINE, content="40")).status_code == 400
            foreign = await http.get(ENGINE, headers={"Origin": "https://evil.example"})
            assert foreign.status_code == 403
            own = await http.get(ENGINE, headers={"Origin": floor.address})
            assert own.status_code == 200
            sid = own.text.partition('"sid":"')[2].partition('"')[0]
            large = await http.post(f"{ENGINE}&sid={sid}", content="4" + "x" * 70_000)
            assert large.status_code == 413
            assert (await http.get(f"{ENGINE}&sid={sid}")).status_code == 400
