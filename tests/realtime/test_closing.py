"""When a socket ends: with its token, its session, a right; and when the house stops."""

import time

import pytest

from ringdesk.domains import identity, tickets
from ringdesk.kernel.settings import Settings
from ringdesk.kernel.work import Actor
from ringdesk.realtime import gate
from ringdesk.wiring import House
from tests.conftest import Tenant, eventually
from tests.realtime.conftest import Connect, Floor, OpenScreen, floor_of

pytestmark = pytest.mark.anyio


class TestPerson:
    async def test_signing_out_closes_the_sockets_of_that_session_alone(
        self, tenant: Tenant, screen: OpenScreen, connect: Connect
    ) -> None:
        agent, listener = await screen(tenant.agent), await connect(tenant.agent)
        admin = await screen(tenant.admin)
        started = time.monotonic()
        answer = await tenant.agent.post("/api/auth/logout")
        assert answer.status_code == 200, answer.text
        assert await agent.is_closed() == 4401
        await listener.is_gone()
        assert time.monotonic() - started < 1.5
        await admin.is_up_to_date()

    async def test_deactivation_closes_all(self, tenant: Tenant, screen: OpenScreen) -> None:
        agent, again = await screen(tenant.agent), await screen(tenant.agent)
        answer = await tenant.admin.put(f"/api/users/{tenant.agent.id}", json={"is_active": False})
        assert answer.status_code == 200, answer.text
        assert await agent.is_closed(1.5) == await again.is_closed(1.5) == 4401

    async def test_deletion_closes_all(self, tenant: Tenant, screen: OpenScreen) -> None:
        agent = await screen(tenant.agent)
        await tenant.admin.delete(f"/api/users/{tenant.agent.id}")
        assert await agent.is_closed(1.5) == 4401

    async def test_lost_role_loses_its_audiences_and_keeps_the_socket(
        self, tenant: Tenant, screen: OpenScreen, floor: Floor
    ) -> None:
        agent, admin = await screen(tenant.agent), await screen(tenant.admin)
        answer = await tenant.admin.put(f"/api/users/{tenant.agent.id}", json={"role": "customer"})
        assert answer.status_code == 200, answer.text

        async def has_moved() -> bool:
            sockets = floor.realtime.hub.of_person(tenant.id, tenant.agent.id)
            return all(one.actor is not None and one.actor.role == "customer" for one in sockets)

        await eventually(has_moved, 1.5)
        await tenant.ticket()
        await admin.hears("ticket.created")
        await agent.is_up_to_date()
        assert not agent.all("ticket.created")
        own = await tenant.ticket(by=tenant.agent)
        assert (await agent.hears("ticket.created"))["data"]["id"] == own["id"]


class TestToken:
    async def test_its_end_closes_the_socket(
        self, tenant: Tenant, screen: OpenScreen, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(gate, "TICKET_LASTS_S", 0.3)
        ticket = (await tenant.agent.post("/api/v1/ws/ticket")).json()["ticket"]
        agent = await screen(token=ticket)
        assert await agent.is_closed() == 4401


class TestSession:
    """It ends by itself after thirty days, and nobody says so: what stands on it knows when."""

    async def test_that_runs_out_closes_its_sockets_by_whatever_door_they_came(
        self, tenant: Tenant, screen: OpenScreen, connect: Connect
    ) -> None:
        ticket = (await tenant.agent.post("/api/v1/ws/ticket")).json()["ticket"]
        await tenant.sessions_last(tenant.agent.id, 8)
        by_ticket, by_token = await screen(token=ticket), await screen(tenant.agent)
        listener, admin = await connect(tenant.agent), await screen(tenant.admin)
        assert await by_ticket.is_closed(20) == await by_token.is_closed() == 4401
        await listener.is_gone()
        await admin.is_up_to_date()


class TestSpeaking:
    async def test_too_fast_is_told_and_too_long_is_closed(
        self, tenant: Tenant, screen: OpenScreen
    ) -> None:
        hasty, wordy, odd = [await screen(tenant.agent) for _ in range(3)]
        for _ in range(100):
            await hasty.say("ping")
        assert (await hasty.hears("error"))["data"]["status"] == 429
        await wordy.socket.send("x" * 70_000)
        assert await wordy.is_closed() == 1009
        await odd.socket.send(b"binary")
        assert await odd.is_closed() == 1003

    async def test_what_is_not_understood_is_a_problem(
        self, tenant: Tenant, screen: OpenScreen
    ) -> None:
        agent = await screen(tenant.agent)
        for said in ("{", "[]", "1", '{"type": 1}', '{"type": "subscribe", "room": "staff"}'):
            await agent.socket.send(said)
        await agent.hears("error", 5)
        assert {one["data"]["status"] for one in agent.all("error")} == {400}
        assert agent.closed is None


class TestHouse:
    async def test_when_it_stops_everybody_is_told_to_come_back(
        self, tenant: Tenant, screen: OpenScreen, house: House, settings: Settings
    ) -> None:
        async with floor_of(house, settings) as floor:
            agent = await screen(tenant.agent, at=floor)
            nobody = await screen(at=floor)
            await floor.realtime.hub.close_all()
            assert await agent.is_closed() == await nobody.is_closed() == 1012
            assert floor.realtime.hub.stats(tenant.id)["total_connections"] == 0


class TestOrder:
    async def test_nothing_that_happened_after_a_right_was_lost_is_told(
        self, tenant: Tenant, screen: OpenScreen
    ) -> None:
        agent, admin = await screen(tenant.agent), await screen(tenant.admin)
        scopes = identity.scopes_of("admin", None)
        actor = Actor(id=tenant.admin.id, tenant_id=tenant.id, role="admin", scopes=scopes)
        async with tenant.house.office.open(actor) as work:
            changes = identity.PersonChanges(role="customer")
            await identity.change_person(work, person_id=tenant.agent.id, changes=changes)
            # In the same breath: the log tells the two one after the other.
            await tickets.create(work, title="Secret", description="Of the management")
        await admin.hears("ticket.created")
        await agent.is_up_to_date()
        assert not agent.all("ticket.created")
