"""Document 004: rooms, what is said in them, and what the assistant makes of it."""

from typing import Any

import pytest

from tests.conftest import MakeTenant, Person, Tenant

pytestmark = pytest.mark.anyio


@pytest.fixture
async def tenant(tenant: Tenant) -> Tenant:
    """Whose assistant is silent, so that only people are heard."""
    quiet = await tenant.admin.put("/api/admin/system-config", {"auto_reply_enabled": False})
    assert quiet.status_code == 200, quiet.text
    return tenant


async def room_of(person: Person, name: str = "Carla") -> str:
    answer = await person.post("/api/chat/rooms", {"customer_name": name})
    assert answer.status_code == 201, answer.text
    room: str = answer.json()["room_id"]
    return room


async def say(person: Person, room: str, content: str = "Hello", **more: Any) -> dict[str, Any]:
    answer = await person.post(f"/api/chat/rooms/{room}/messages", {"content": content, **more})
    assert answer.status_code == 200, answer.text
    said: dict[str, Any] = answer.json()
    return said


async def rooms(person: Person, query: str = "") -> list[str]:
    return [one["id"] for one in (await person.get(f"/api/chat/rooms{query}")).json()]


class TestOpeningARoom:
    async def test_answers_as_documented(self, tenant: Tenant) -> None:
        answer = await tenant.customer.post("/api/chat/rooms", {"customer_name": "Carla"})
        room = answer.json()
        assert answer.headers["location"] == f"/api/chat/rooms/{room['room_id']}"
        assert room == {
            "room_id": room["room_id"], "customer_id": str(tenant.customer.id),
            "customer_name": "Carla", "status": "active",
        }  # fmt: skip

    async def test_without_a_name_shows_the_accounts(self, tenant: Tenant) -> None:
        answer = await tenant.customer.post("/api/chat/rooms", {"customer_name": "  "})
        assert answer.json()["customer_name"] == "Carla Customer"

    async def test_shows_null_before_the_first_message(self, tenant: Tenant) -> None:
        room = await room_of(tenant.customer)
        seen = (await tenant.agent.get(f"/api/chat/rooms/{room}")).json()
        assert seen["last_message_at"] is None and seen["message_count"] == 0

    @pytest.mark.parametrize("body", [{"customer_name": 1}, {"room": "x"}, {"customer_name": None}])
    async def test_refuses_what_is_not_as_documented(self, tenant: Tenant, body: Any) -> None:
        assert (await tenant.customer.post("/api/chat/rooms", body)).status_code == 400


class TestListingRooms:
    async def test_shows_a_customer_their_own_alone(self, tenant: Tenant) -> None:
        other = await tenant.person()
        mine, theirs = await room_of(tenant.customer), await room_of(other)
        assert await rooms(tenant.customer) == [mine] and await rooms(other) == [theirs]
        assert set(await rooms(tenant.agent)) == {mine, theirs}

    async def test_leaves_out_what_has_ended(self, tenant: Tenant) -> None:
        over, open_one = await room_of(tenant.customer), await room_of(tenant.customer)
        await tenant.agent.post(f"/api/app/conversations/{over}/end")
        assert await rooms(tenant.customer) == [open_one]
        assert (await tenant.customer.get(f"/api/chat/rooms/{over}")).json()["status"] == "ended"

    async def test_shows_the_latest_activity_first_fifty_at_a_time(self, tenant: Tenant) -> None:
        made = [await room_of(tenant.customer) for _ in range(3)]
        await say(tenant.customer, made[0])
        assert await rooms(tenant.agent) == [made[0], made[2], made[1]]
        assert await rooms(tenant.agent, "?limit=1&skip=1") == [made[2]]

    async def test_shows_no_thread_of_a_ticket(self, tenant: Tenant) -> None:
        thread = (await tenant.ticket())["conversation_id"]
        assert await rooms(tenant.agent) == []
        said = {"content": "By the back door"}
        path = f"/api/chat/rooms/{thread}/messages"
        assert (await tenant.customer.post(path, said)).status_code == 404

    async def test_is_for_people_with_a_token(self, tenant: Tenant, stranger: Any) -> None:
        room = await room_of(tenant.customer)
        for path in ("/api/chat/rooms", f"/api/chat/rooms/{room}"):
            assert (await stranger.get(path)).status_code == 401


class TestSayingSomething:
    async def test_tells_what_the_assistant_makes_of_a_customers_words(
        self, tenant: Tenant
    ) -> None:
        room = await room_of(tenant.customer)
        said = await say(tenant.customer, room, "Good morning!", user_type="customer")
        assert said["user_type"] == "customer" and said["room_id"] == room
        analysis = said["ai_analysis"]
        assert analysis["intent"] == "greeting" and 0.5 < analysis["confidence"] <= 1
        assert all(isinstance(one, str) for one in analysis["suggestions"])

    async def test_of_staff_is_uncategorized(self, tenant: Tenant) -> None:
        room = await room_of(tenant.customer)
        said = await say(tenant.agent, room, "Good morning!")
        assert said["user_type"] == "admin"
        assert said["ai_analysis"] == {
            "intent": "uncategorized", "confidence": 0.0, "suggestions": [],
        }  # fmt: skip

    async def test_takes_the_side_from_who_somebody_is(self, tenant: Tenant) -> None:
        room = await room_of(tenant.customer)
        said = await say(tenant.customer, room, "I am the administrator", user_type="admin")
        assert said["user_type"] == "customer"
        [seen] = (await tenant.agent.get(f"/api/chat/rooms/{room}/messages")).json()
        assert seen["user_type"] == "customer" and seen["user_name"] == "Carla Customer"
        assert seen["user_id"] == str(tenant.customer.id) and not seen["is_ai_generated"]

    async def test_is_counted_and_kept_in_order(self, tenant: Tenant) -> None:
        room = await room_of(tenant.customer)
        for person, words in ((tenant.customer, "One"), (tenant.agent, "Two")):
            await say(person, room, words)
        path = f"/api/chat/rooms/{room}/messages"
        seen = (await tenant.customer.get(path)).json()
        assert [one["content"] for one in seen] == ["One", "Two"]
        assert [one["content"] for one in (await tenant.agent.get(f"{path}?skip=1")).json()] == [
            "Two"
        ]
        shown = (await tenant.customer.get(f"/api/chat/rooms/{room}")).json()
        assert shown["message_count"] == 2 and shown["last_message_at"]

    async def test_twice_under_one_key_says_it_once(self, tenant: Tenant) -> None:
        room = await room_of(tenant.customer)
        first = await say(tenant.customer, room, "Once", client_key="k-1")
        again = await say(tenant.customer, room, "Once", client_key="k-1")
        assert again == first
        assert (await say(tenant.agent, room, "Mine", client_key="k-1")) != first
        assert len((await tenant.agent.get(f"/api/chat/rooms/{room}/messages")).json()) == 2

    async def test_opens_again_what_had_ended(self, tenant: Tenant) -> None:
        room = await room_of(tenant.customer)
        await tenant.agent.post(f"/api/app/conversations/{room}/end")
        await say(tenant.customer, room, "One more thing")
        assert await rooms(tenant.customer) == [room]

    @pytest.mark.parametrize(
        "body",
        [
            {}, {"content": ""}, {"content": "  "}, {"content": 1}, {"content": "x" * 50_001},
            {"content": "x", "user_type": "house"}, {"content": "x", "is_ai_generated": True},
            {"content": "x", "client_key": ""},
        ],
    )  # fmt: skip
    async def test_refuses_what_is_not_as_documented(self, tenant: Tenant, body: Any) -> None:
        room = await room_of(tenant.customer)
        answer = await tenant.customer.post(f"/api/chat/rooms/{room}/messages", body)
        assert answer.status_code == 400, answer.text

    async def test_never_shows_a_customer_a_note(self, tenant: Tenant) -> None:
        room = await room_of(tenant.customer)
        note = {"content": "Difficult one", "internal": True}
        path = f"/api/app/conversations/{room}/messages"
        assert (await tenant.agent.post(path, note)).status_code == 200
        assert (await tenant.customer.post(path, note)).status_code == 403
        assert (await tenant.customer.get(f"/api/chat/rooms/{room}/messages")).json() == []
        assert (await tenant.customer.get(path)).json() == []
        assert len((await tenant.agent.get(path)).json()) == 1
        seen = (await tenant.customer.get(f"/api/chat/rooms/{room}")).json()
        assert seen["message_count"] == 0 and seen["last_message_at"] is None


class TestAnothersRoom:
    async def test_is_not_found(self, tenant: Tenant, make_tenant: MakeTenant) -> None:
        room, elsewhere = await room_of(tenant.customer), await make_tenant()
        outsiders = [
            await tenant.person(), await tenant.person("operator"), elsewhere.admin,
            elsewhere.customer,
        ]  # fmt: skip
        for person in outsiders:
            for path in (f"/api/chat/rooms/{room}", f"/api/chat/rooms/{room}/messages"):
                assert (await person.get(path)).status_code == 404, f"{person.role} {path}"
            said = await person.post(f"/api/chat/rooms/{room}/messages", {"content": "Hi"})
            assert said.status_code == 404

    @pytest.mark.parametrize("room", ["0", "abc", "1e3", "-1", str(2**63), "9" * 30])
    async def test_that_cannot_be_is_not_found(self, tenant: Tenant, room: str) -> None:
        assert (await tenant.agent.get(f"/api/chat/rooms/{room}")).status_code == 404

    async def test_is_read_by_staff_who_may_only_read(self, tenant: Tenant) -> None:
        room = await room_of(tenant.customer)
        reader = await tenant.person("support_agent", scopes=["chats:read"])
        assert (await reader.get(f"/api/chat/rooms/{room}")).status_code == 200
        said = await reader.post(f"/api/chat/rooms/{room}/messages", {"content": "Hi"})
        assert said.status_code == 403


class TestAnalyzing:
    async def test_gives_intent_confidence_and_suggestions(self, tenant: Tenant) -> None:
        answer = await tenant.customer.post("/api/chat/analyze", {"message": "Hello there!"})
        seen = answer.json()
        assert answer.status_code == 200 and seen["message"] == "Hello there!"
        assert seen["intent"] == "greeting" and 0 <= seen["confidence"] <= 1

    async def test_offers_a_customer_what_is_published_alone(self, tenant: Tenant) -> None:
        reply = {"shortcut": "refund", "title": "Refund", "text": "Refund code SECRET-77"}
        made = await tenant.admin.post("/api/app/canned-replies", reply)
        assert made.status_code == 201, made.text
        asked = {"message": "Refund: how do I get a refund?"}
        theirs = (await tenant.customer.post("/api/chat/analyze", asked)).json()
        assert not any("SECRET" in one for one in theirs["suggestions"])

    async def test_is_for_people_with_a_token(self, stranger: Any) -> None:
        assert (await stranger.post("/api/chat/analyze", json={"message": "x"})).status_code == 401
