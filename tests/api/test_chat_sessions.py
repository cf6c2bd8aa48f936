"""Document 000: chat, voice and video sessions, and the queue they wait in."""

import asyncio
from typing import Any

import pytest

from tests.conftest import MakeTenant, Person, Tenant, eventually

pytestmark = pytest.mark.anyio


async def asked(person: Person, type: str = "chat", **more: Any) -> dict[str, Any]:
    answer = await person.post("/api/chat/session", {"type": type, **more})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def act(person: Person, session: int, name: str) -> tuple[int, dict[str, Any]]:
    answer = await person.post(f"/api/chat/session/{session}/{name}")
    return answer.status_code, answer.json()


async def listed(person: Person, query: str = "") -> list[int]:
    return [one["id"] for one in (await person.get(f"/api/chat/sessions{query}")).json()]


class TestAskingForOne:
    @pytest.mark.parametrize("type", ["chat", "voice", "video"])
    async def test_waits_until_staff_join(self, tenant: Tenant, type: str) -> None:
        session = await asked(tenant.customer, type)
        assert (session["type"], session["status"]) == (type, "waiting")
        assert session["queue_position"] == 1 and session["agent"] is None
        assert session["customer"]["id"] == tenant.customer.id
        room = (await tenant.customer.get(f"/api/chat/rooms/{session['room_id']}")).json()
        assert room["id"] == str(session["conversation_id"])

    async def test_in_ones_own_conversation(self, tenant: Tenant) -> None:
        chat = await asked(tenant.customer)
        call = await asked(tenant.customer, "video", conversation_id=chat["conversation_id"])
        assert call["room_id"] == chat["room_id"] and call["queue_position"] == 2
        again = {"type": "video", "conversation_id": chat["conversation_id"]}
        assert (await tenant.customer.post("/api/chat/session", again)).status_code == 409
        other = await tenant.person()
        assert (await other.post("/api/chat/session", again)).status_code == 404

    async def test_never_in_the_thread_of_a_ticket(self, tenant: Tenant) -> None:
        thread = (await tenant.ticket())["conversation_id"]
        wanted = {"type": "chat", "conversation_id": thread}
        assert (await tenant.customer.post("/api/chat/session", wanted)).status_code == 404

    async def test_by_staff_in_a_customers_chat_is_theirs_at_once(self, tenant: Tenant) -> None:
        chat = await asked(tenant.customer)
        await act(tenant.agent, chat["id"], "join")
        call = await asked(tenant.agent, "voice", conversation_id=chat["conversation_id"])
        assert call["status"] == "active" and call["agent"]["id"] == tenant.agent.id
        assert call["customer"]["id"] == tenant.customer.id

    @pytest.mark.parametrize(
        "body",
        [
            {}, {"type": "fax"}, {"type": None}, {"type": "chat", "status": "active"},
            {"type": "chat", "skills": ["x"] * 21}, {"type": "chat", "conversation_id": 0},
            {"type": "chat", "reason": "x" * 1001},
        ],
    )  # fmt: skip
    async def test_refuses_what_makes_no_sense(self, tenant: Tenant, body: Any) -> None:
        assert (await tenant.customer.post("/api/chat/session", body)).status_code == 400


class TestListing:
    async def test_filters_and_shows_a_customer_their_own(self, tenant: Tenant) -> None:
        other = await tenant.person()
        chat, voice = await asked(tenant.customer), await asked(other, "voice")
        assert await listed(tenant.agent) == [voice["id"], chat["id"]]
        assert await listed(tenant.agent, "?type=voice") == [voice["id"]]
        await act(tenant.agent, chat["id"], "join")
        assert await listed(tenant.agent, "?status=active") == [chat["id"]]
        assert await listed(tenant.agent, "?status=active&type=voice") == []
        assert await listed(tenant.customer) == [chat["id"]]

    @pytest.mark.parametrize("query", ["?status=open", "?type=fax", "?limit=-1"])
    async def test_refuses_unknown_filters(self, tenant: Tenant, query: str) -> None:
        assert (await tenant.agent.get(f"/api/chat/sessions{query}")).status_code == 400


class TestJoining:
    async def test_makes_it_active_with_its_agent(self, tenant: Tenant) -> None:
        session = await asked(tenant.customer)
        status, joined = await act(tenant.agent, session["id"], "join")
        assert status == 200 and joined["status"] == "active"
        assert joined["agent"] == {"id": tenant.agent.id, "full_name": "Axel Agent"}
        assert joined["queue_position"] is None and joined["joined_at"]

    async def test_moves_those_behind_up(self, tenant: Tenant) -> None:
        first, second = await asked(tenant.customer), await asked(await tenant.person())
        assert second["queue_position"] == 2
        await act(tenant.agent, first["id"], "join")
        seen = (await tenant.agent.get(f"/api/chat/session/{second['id']}")).json()
        assert seen["queue_position"] == 1

    async def test_is_a_conflict_when_taken_or_over(self, tenant: Tenant) -> None:
        session = await asked(tenant.customer)
        await act(tenant.agent, session["id"], "join")
        status, problem = await act(tenant.admin, session["id"], "join")
        assert (status, problem["code"]) == (409, "SESSION_TAKEN")
        await act(tenant.agent, session["id"], "end")
        status, problem = await act(tenant.admin, session["id"], "join")
        assert (status, problem["code"]) == (409, "SESSION_OVER")

    async def test_by_many_at_once_gives_it_to_one(self, tenant: Tenant) -> None:
        session = await asked(tenant.customer)
        staff = [await tenant.person("support_agent") for _ in range(4)]
        answers = await asyncio.gather(*(act(one, session["id"], "join") for one in staff))
        assert sorted(status for status, _ in answers) == [200, 409, 409, 409]

    async def test_is_for_staff_who_answer_chats(self, tenant: Tenant) -> None:
        session = await asked(tenant.customer)
        reader = await tenant.person("support_agent", scopes=["chats:read"])
        assert (await act(tenant.customer, session["id"], "join"))[0] == 403
        assert (await act(reader, session["id"], "join"))[0] == 403
        for outsider in (await tenant.person(), await tenant.person("operator")):
            assert (await act(outsider, session["id"], "join"))[0] == 404


class TestEnding:
    async def test_tells_when_and_for_how_long(self, tenant: Tenant) -> None:
        session = await asked(tenant.customer, "voice")
        await act(tenant.agent, session["id"], "join")
        status, ended = await act(tenant.customer, session["id"], "end")
        assert status == 200 and ended["status"] == "ended" and ended["ended_at"]
        assert isinstance(ended["duration_seconds"], int) and ended["duration_seconds"] >= 0
        assert await act(tenant.agent, session["id"], "end") == (200, ended)

    async def test_before_anybody_joined_lasts_no_time(self, tenant: Tenant) -> None:
        session = await asked(tenant.customer)
        _, ended = await act(tenant.customer, session["id"], "end")
        assert ended["duration_seconds"] == 0 and ended["agent"] is None

    async def test_of_a_chat_ends_its_room_and_of_a_call_leaves_the_chat(
        self, tenant: Tenant
    ) -> None:
        chat = await asked(tenant.customer)
        call = await asked(tenant.customer, "voice", conversation_id=chat["conversation_id"])
        for session in (chat, call):
            await act(tenant.agent, session["id"], "join")
        path = f"/api/app/conversations/{chat['conversation_id']}"
        await act(tenant.agent, call["id"], "end")
        assert (await tenant.agent.get(path)).json()["state"] == "active"
        await act(tenant.agent, chat["id"], "end")
        assert (await tenant.agent.get(path)).json()["state"] == "ended"

    async def test_is_not_for_others(self, tenant: Tenant, make_tenant: MakeTenant) -> None:
        session, elsewhere = await asked(tenant.customer), await make_tenant()
        for outsider in (await tenant.person(), elsewhere.admin, elsewhere.customer):
            assert (await act(outsider, session["id"], "end"))[0] == 404
            path = f"/api/chat/session/{session['id']}"
            assert (await outsider.get(path)).status_code == 404


class TestTheNumbers:
    async def test_count_sessions(self, tenant: Tenant) -> None:
        first, _ = await asked(tenant.customer), await asked(await tenant.person())
        await act(tenant.agent, first["id"], "join")
        shown = (await tenant.admin.get("/api/analytics/dashboard")).json()
        assert shown["chat_sessions"] == {"total": 2, "active": 1, "waiting": 1}
        agent = (await tenant.agent.get("/api/analytics/agent-stats")).json()
        assert (agent["waiting_sessions"], agent["active_sessions"]) == (1, 1)
        customer = (await tenant.customer.get("/api/analytics/customer-stats")).json()
        assert customer["sessions"] == 1


class TestHandingOutByItself:
    async def test_is_off_at_first(self, tenant: Tenant) -> None:
        await tenant.agent.put("/api/app/availability", {"state": "available"})
        assert (await tenant.admin.get("/api/app/settings/routing")).json() == {
            "strategy": "off", "sticky": True, "default_capacity": 4,
        }  # fmt: skip
        assert (await asked(tenant.customer))["status"] == "waiting"

    async def test_gives_what_waits_to_who_becomes_available(self, tenant: Tenant) -> None:
        wanted = {"strategy": "least_busy", "default_capacity": 1}
        changed = await tenant.admin.put("/api/app/settings/routing", wanted)
        assert changed.json()["default_capacity"] == 1
        first, second = await asked(tenant.customer), await asked(await tenant.person())
        await tenant.agent.put("/api/app/availability", {"state": "available"})
        path = "/api/chat/session/"

        async def it_is_theirs() -> bool:
            seen = (await tenant.agent.get(f"{path}{first['id']}")).json()
            return bool(seen["agent"]) and seen["agent"]["id"] == tenant.agent.id

        await eventually(it_is_theirs, 10)
        seen = (await tenant.agent.get(f"{path}{second['id']}")).json()
        assert seen["status"] == "waiting" and seen["queue_position"] == 1

    async def test_is_for_administrators_to_change(self, tenant: Tenant) -> None:
        for person in (tenant.agent, tenant.customer):
            answer = await person.put("/api/app/settings/routing", {"strategy": "off"})
            assert answer.status_code == 403
        assert (await tenant.agent.get("/api/app/settings/routing")).status_code == 200
        assert (await tenant.customer.get("/api/app/settings/routing")).status_code == 403
        for wrong in ({"strategy": "random"}, {"default_capacity": 0}, {"sticky": 1}):
            answer = await tenant.admin.put("/api/app/settings/routing", wrong)
            assert answer.status_code == 400
