"""Who gets in at the sockets, by which way, and who does not."""

import logging

import pytest
import socketio
from socketio.exceptions import ConnectionError as Refused
from websockets.asyncio.client import connect as open_socket
from websockets.exceptions import ConnectionClosed, InvalidStatus

from ringdesk.realtime import hub
from tests.conftest import Tenant
from tests.realtime.conftest import Connect, Floor, OpenScreen

pytestmark = pytest.mark.anyio


async def socket_ticket(tenant: Tenant) -> str:
    answer = await tenant.agent.post("/api/v1/ws/ticket")
    ticket: str = answer.json()["ticket"]
    return ticket


class TestPlainSocket:
    async def test_access_token_in_the_query_is_welcomed(
        self, tenant: Tenant, screen: OpenScreen
    ) -> None:
        agent = await screen(tenant.agent)
        welcome = agent.heard[0]
        assert welcome["type"] == "welcome" and welcome["at"].endswith("Z")
        assert welcome["data"] == {"seq": welcome["seq"], "user_id": str(tenant.agent.id)}

    async def test_ticket_is_good_once(self, tenant: Tenant, screen: OpenScreen) -> None:
        ticket = await socket_ticket(tenant)
        await screen(token=ticket)
        with pytest.raises(InvalidStatus) as refused:
            await screen(token=ticket)
        assert refused.value.response.status_code == 401

    async def test_authorization_header(self, tenant: Tenant, screen: OpenScreen) -> None:
        headers = {"Authorization": f"Bearer {tenant.agent.token}"}
        agent = await screen(additional_headers=headers)
        await agent.hears("welcome")

    async def test_first_message(self, tenant: Tenant, screen: OpenScreen) -> None:
        agent = await screen()
        await agent.say("authenticate", token=tenant.agent.token)
        await agent.hears("welcome")

    async def test_document_001s_address_is_the_same_socket(
        self, tenant: Tenant, screen: OpenScreen, floor: Floor
    ) -> None:
        there = Floor(floor.realtime, floor.address + "/api/v1")
        await (await screen(tenant.agent, at=there)).hears("welcome")

    async def test_made_up_token_is_refused(self, screen: OpenScreen) -> None:
        for token in ("a.b.c", "nonsense", "x" * 5000):
            with pytest.raises(InvalidStatus) as refused:
                await screen(token=token)
            assert refused.value.response.status_code == 401

    async def test_made_up_token_in_a_message_closes(self, screen: OpenScreen) -> None:
        nobody = await screen()
        await nobody.say("authenticate", token="a.b.c")
        problem = await nobody.hears("error")
        assert problem["data"]["status"] == 401
        assert await nobody.is_closed() == 4401

    async def test_foreign_origin_is_refused_even_with_a_token(
        self, tenant: Tenant, screen: OpenScreen
    ) -> None:
        for origin in ("https://evil.example", "null", "http://127.0.0.1.evil.example"):
            with pytest.raises(InvalidStatus) as refused:
                await screen(tenant.agent, origin=origin)
            assert refused.value.response.status_code == 403

    async def test_own_origin_is_admitted(
        self, tenant: Tenant, screen: OpenScreen, floor: Floor
    ) -> None:
        await screen(tenant.agent, origin=floor.address)

    async def test_cookie_is_nobody(self, tenant: Tenant, screen: OpenScreen) -> None:
        cookie = f"session={tenant.agent.token}; __Host-session={tenant.agent.token}"
        nobody = await screen(additional_headers={"Cookie": cookie})
        await nobody.is_up_to_date()
        assert not nobody.all("welcome")

    async def test_token_is_never_logged(
        self, tenant: Tenant, screen: OpenScreen, caplog: pytest.LogCaptureFixture
    ) -> None:
        with caplog.at_level(logging.INFO):
            await screen(tenant.agent)
            with pytest.raises(InvalidStatus):
                await screen(token="not.a.token")
        said = [record.getMessage() for record in caplog.records]
        assert not [line for line in said if tenant.agent.token in line or "not.a.token" in line]
        assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


class TestStranger:
    async def test_hears_nothing_joins_nothing_and_has_to_go(
        self, tenant: Tenant, screen: OpenScreen, connect: Connect, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(hub, "STRANGERS_STAY_S", 0.4)
        nobody, listener = await screen(), await connect()
        made = await tenant.ticket()
        await nobody.say("ticket.viewing", data={"ticket_id": made["id"]})
        assert await nobody.is_closed() == 4401
        await listener.is_gone()
        assert {one["type"] for one in nobody.heard} <= {"error"}
        assert listener.heard == []


class TestSocketIO:
    async def test_token_at_connect(self, tenant: Tenant, connect: Connect) -> None:
        listener = await connect(tenant.agent)
        said = await listener.hears("authenticated")
        assert said | {"seq": 0} == {
            "id": str(tenant.agent.id), "user_id": str(tenant.agent.id), "name": "Axel Agent",
            "role": "support_agent", "seq": 0,
        }  # fmt: skip

    async def test_authenticate_event_is_answered_both_ways(
        self, tenant: Tenant, connect: Connect
    ) -> None:
        listener = await connect()
        assert await listener.say("authenticate", {"token": tenant.agent.token}) == {"ok": True}
        assert (await listener.hears("authenticated"))["name"] == "Axel Agent"

    async def test_polling_and_the_change_to_a_socket(
        self, tenant: Tenant, connect: Connect
    ) -> None:
        listener = await connect(tenant.agent, transports=["polling", "websocket"])
        assert listener.client.transport() == "websocket"
        await tenant.ticket()
        await listener.hears("tickets:refresh")

    async def test_polling_alone(self, tenant: Tenant, connect: Connect) -> None:
        listener = await connect(tenant.agent, transports=["polling"])
        await tenant.ticket()
        await listener.hears("tickets:refresh")

    async def test_made_up_token_is_refused_at_connect(self, floor: Floor, tenant: Tenant) -> None:
        client = socketio.AsyncClient(reconnection=False)
        with pytest.raises(Refused):
            await client.connect(floor.address, auth={"token": "a.b.c"}, transports=["websocket"])
        await client.disconnect()

    async def test_whatever_is_asked_is_acknowledged(
        self, tenant: Tenant, connect: Connect
    ) -> None:
        nobody, agent = await connect(), await connect(tenant.agent)
        refused = await nobody.say("ticket:viewing", {"ticket_id": 1})
        assert (refused["ok"], refused["status"]) == (False, 401)
        for name, data in (
            ("authenticate", {"token": "a.b.c"}), ("authenticate", None), ("nothing", {}),
            ("ticket:viewing", {"ticket_id": "x"}), ("ticket:viewing", {"ticket_id": 10**9}),
        ):  # fmt: skip
            answer = await agent.say(name, data)
            assert answer["ok"] is False and answer["code"] and answer["detail"]

    async def test_nonsense_at_connect_is_refused_and_does_no_harm(self, floor: Floor) -> None:
        async with open_socket(
            f"{floor.ws[:-3]}/socket.io/?EIO=4&transport=websocket", compression=None
        ) as raw:
            assert str(await raw.recv()).startswith("0{")
            for said in ("40{nonsense", '40{"token":1}', '40{"token":"a.b.c"}', "40/admin,"):
                await raw.send(said)
                assert str(await raw.recv()).startswith("44")
            await raw.send("42")
            with pytest.raises(ConnectionClosed):
                await raw.recv()

    async def test_binary_is_refused(self, tenant: Tenant, connect: Connect) -> None:
        listener = await connect(tenant.agent)
        await listener.client.emit("ticket:viewing", b"\x00\x01")
        await listener.is_gone()
