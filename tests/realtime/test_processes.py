"""Several processes with sockets: by Redis at once, by the log when Redis is away."""

import secrets
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from msgspec.structs import replace

from ringdesk.kernel.settings import Settings
from ringdesk.realtime import Letter, streams
from ringdesk.realtime.audiences import staff_of
from ringdesk.wiring import House
from tests.conftest import Tenant, eventually
from tests.realtime.conftest import Floor, OpenScreen, Screen, floor_of, free_port
from tests.realtime.redis_server import RedisServer, needs_redis

pytestmark = [pytest.mark.anyio, needs_redis]


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[RedisServer]:
    server = RedisServer(free_port(), tmp_path)
    server.start()
    yield server
    server.stop()


@pytest.fixture
async def two(
    house: House, address: str, settings: Settings, redis: RedisServer
) -> AsyncIterator[tuple[Floor, Floor]]:
    """The first hears the relay; the second knows only what it is told, and the database."""
    shared = replace(settings, redis_url=redis.url)
    async with AsyncExitStack() as stack:
        here = await stack.enter_async_context(floor_of(house, shared))
        there = await stack.enter_async_context(floor_of(house, shared, hears_the_relay=False))
        yield here, there


async def connected(floors: tuple[Floor, Floor], tenant: Tenant, *listeners: Screen) -> None:
    """Until the bus carries both ways: each listener hears each process."""
    said = secrets.token_hex(4)

    async def it_carries() -> bool:
        for n, floor in enumerate(floors):
            floor.realtime.hub.broadcast(staff_of(tenant.id), Letter(f"{said}.{n}", {}))
        return all(one.all(f"{said}.0") and one.all(f"{said}.1") for one in listeners)

    await eventually(it_carries, 20)


class TestWithRedis:
    async def test_every_process_tells_its_own_at_once(
        self, tenant: Tenant, screen: OpenScreen, two: tuple[Floor, Floor],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:  # fmt: skip
        monkeypatch.setattr(streams, "SWEEP_S", 3600)  # by the bus alone
        here, there = two
        agent = await screen(tenant.agent, at=here)
        customer, admin = [await screen(one, at=there) for one in (tenant.customer, tenant.admin)]
        await connected(two, tenant, agent, admin)
        made = await tenant.ticket()
        await tenant.agent.put(f"/api/tickets/{made['id']}", json={"priority": "high"})
        for one in (agent, customer, admin):
            assert (await one.hears("ticket.updated"))["data"]["priority"] == "high"
        numbers = [one["seq"] for one in admin.heard if one["seq"] is not None]
        assert numbers == sorted(set(numbers))

    async def test_presence_and_counts_reach_over(
        self, tenant: Tenant, screen: OpenScreen, two: tuple[Floor, Floor]
    ) -> None:
        here, there = two
        agent, admin = await screen(tenant.agent, at=here), await screen(tenant.admin, at=there)
        await connected(two, tenant, agent, admin)
        made = await tenant.ticket()
        for one in (agent, admin):
            await one.say("ticket.viewing", data={"ticket_id": made["id"]})

        async def both() -> bool:
            last = agent.all("ticket.presence")[-1:]
            return bool(last) and len(last[0]["data"]["people"]) == 2

        await eventually(both)

        async def counted() -> bool:
            return bool(here.realtime.hub.stats(tenant.id)["total_connections"] == 2)

        await eventually(counted, 12)

    async def test_signing_out_reaches_over(
        self, tenant: Tenant, screen: OpenScreen, two: tuple[Floor, Floor]
    ) -> None:
        agent = await screen(tenant.agent, at=two[1])
        await tenant.agent.post("/api/auth/logout")
        assert await agent.is_closed(1.5) == 4401


class TestRedisAway:
    async def test_rest_and_screens_go_on_and_nothing_is_missed(
        self, tenant: Tenant, screen: OpenScreen, two: tuple[Floor, Floor], redis: RedisServer
    ) -> None:
        here, there = two
        agent, admin = await screen(tenant.agent, at=here), await screen(tenant.admin, at=there)
        await connected(two, tenant, agent, admin)
        redis.stop()
        made = [await tenant.ticket() for _ in range(5)]
        for one in (agent, admin):
            await one.hears("ticket.created", 5)
        redis.start()
        await connected(two, tenant, agent, admin)
        made += [await tenant.ticket() for _ in range(5)]
        for one in (agent, admin):
            await one.hears("ticket.created", 10)
            ids = [told["data"]["id"] for told in one.all("ticket.created")]
            assert ids == [ticket["id"] for ticket in made]

    async def test_client_may_come_back_to_another_process(
        self, tenant: Tenant, screen: OpenScreen, two: tuple[Floor, Floor], redis: RedisServer
    ) -> None:
        here, there = two
        redis.stop()
        agent = await screen(tenant.agent, at=here)
        await screen(tenant.admin, at=there)
        first = await tenant.ticket()
        seen = (await agent.hears("ticket.created"))["seq"]
        # The other process may not have heard of what this client has seen already.
        moved = await screen(tenant.agent, at=there, after=seen)
        second = await tenant.ticket()
        assert (await moved.hears("ticket.created"))["data"]["id"] == second["id"] != first["id"]
        assert not moved.all("reset")
