"""Chats over sockets: who hears what, and what a socket may say."""

from typing import Any

import pytest

from tests.api.test_conversations import opened, say
from tests.conftest import MakeTenant, Person, Tenant, eventually
from tests.realtime.conftest import Connect, Listener, OpenScreen, Screen

pytestmark = pytest.mark.anyio


@pytest.fixture
async def tenant(tenant: Tenant) -> Tenant:
    """Whose assistant is silent, so that only people are heard."""
    quiet = await tenant.admin.put("/api/admin/system-config", {"auto_reply_enabled": False})
    assert quiet.status_code == 200, quiet.text
    return tenant


NOTHING = {"welcome", "pong"}


async def chat_of(person: Person) -> int:
    return int((await opened(person))["id"])


def names(listener: Listener) -> set[str]:
    return {name for name, _ in listener.heard}


async def refused(listener: Listener, name: str, body: object) -> tuple[int, str]:
    answer = await listener.say(name, body)
    assert answer["ok"] is False
    return answer["status"], answer["code"]


class TestDocument004:
    async def test_everybody_in_the_room_hears_a_message_the_sender_too(
        self, tenant: Tenant, connect: Connect
    ) -> None:
        room = await chat_of(tenant.customer)
        agent, customer = await connect(tenant.agent), await connect(tenant.customer)
        joined = {"room": str(room), "user": "Somebody else", "user_type": "admin"}
        answer = await customer.say("join_room", joined)
        assert answer["ok"] and answer["room"] == str(room) and answer["status"] == "active"
        said = {
            "room": str(room), "message": "Good morning!", "user_type": "admin",
            "timestamp": "2026-01-01T00:00:00.000Z",
        }  # fmt: skip
        answer = await customer.say("send_message", said)
        assert answer["ok"] and answer["user_type"] == "customer"
        for one in (agent, customer):
            heard = await one.hears("new_message")
            assert (heard["message"], heard["room"]) == ("Good morning!", str(room))
            assert heard["user_type"] == "customer" and heard["user_name"] == "Carla Customer"
            assert heard["timestamp"] == answer["timestamp"] != said["timestamp"]

    async def test_the_analysis_goes_to_staff_alone(
        self, tenant: Tenant, connect: Connect, screen: OpenScreen
    ) -> None:
        room = await chat_of(tenant.customer)
        agent, customer = await connect(tenant.agent), await connect(tenant.customer)
        window = await screen(tenant.customer)
        await customer.say("send_message", {"room": str(room), "message": "Good morning!"})
        found = await agent.hears("ai_analysis")
        assert (found["room"], found["message"]) == (str(room), "Good morning!")
        assert found["intent"] == "greeting" and 0 < found["confidence"] <= 1
        assert isinstance(found["suggestion"], str)
        await tenant.agent.put(
            f"/api/app/messages/{found['message_id']}/intent", {"intent": "inquiry"}
        )
        assert (await agent.hears("ai_analysis", 2))["intent"] == "inquiry"
        await tenant.agent.post(f"/api/chat/rooms/{room}/messages", {"content": "Yes?"})
        await window.hears("chat.message", 2)
        await customer.hears("new_message", 2)
        assert "ai_analysis" not in names(customer)
        assert all(one["analysis"] is None for one in customer.all("chat:message"))
        assert not window.all("ai_analysis") and "greeting" not in str(window.heard)

    async def test_a_word_of_staff_is_not_analysed(self, tenant: Tenant, connect: Connect) -> None:
        room, agent = await chat_of(tenant.customer), await connect(tenant.agent)
        await agent.say("send_message", {"room": room, "message": "Hello", "user_type": "admin"})
        assert (await agent.hears("new_message"))["user_type"] == "admin"
        assert "ai_analysis" not in names(agent)

    async def test_sent_twice_under_one_key_is_said_once(
        self, tenant: Tenant, connect: Connect
    ) -> None:
        room, customer = await chat_of(tenant.customer), await connect(tenant.customer)
        once = {"room": str(room), "message": "Once", "client_key": "k"}
        first, again = [await customer.say("send_message", once) for _ in range(2)]
        assert first == again and first["client_key"] == "k"
        await customer.say("send_message", {"room": str(room), "message": "Last"})
        await customer.hears("new_message", 2)
        assert [one["message"] for one in customer.all("new_message")] == ["Once", "Last"]

    @pytest.mark.parametrize(
        "body",
        [
            {}, {"room": None}, {"room": {}}, {"room": "1" * 21}, {"room": "1", "tenant_id": "x"},
            {"room": "1", "message": ""}, {"room": "1", "message": "x" * 50_001}, [], "x", None, 1,
            {"room": "1", "message": "x", "user_type": "house"},
        ],
    )  # fmt: skip
    async def test_nonsense_is_told_so(self, tenant: Tenant, connect: Connect, body: Any) -> None:
        customer = await connect(tenant.customer)
        status, _ = await refused(customer, "send_message", body)
        assert status in (400, 404)
        assert (await customer.say("join_room", {"room": "abc"}))["status"] == 404


class TestOutsiders:
    async def test_join_no_room_and_learn_nothing(
        self, tenant: Tenant, make_tenant: MakeTenant, connect: Connect
    ) -> None:
        room, elsewhere = await chat_of(tenant.customer), await make_tenant()
        outsiders = [
            await tenant.person(), await tenant.person("operator"), elsewhere.admin,
            elsewhere.customer,
        ]  # fmt: skip
        for person in outsiders:
            listener = await connect(person)
            missing = await listener.say("join_room", {"room": "999999999"})
            assert missing == await listener.say("join_room", {"room": str(room)})
            assert missing["status"] == 404
            said = {"room": str(room), "message": "I am in"}
            assert await refused(listener, "send_message", said) == (404, missing["code"])
        assert (await tenant.agent.get(f"/api/chat/rooms/{room}/messages")).json() == []

    async def test_hear_nothing_of_a_chat(
        self, tenant: Tenant, make_tenant: MakeTenant, screen: OpenScreen, connect: Connect
    ) -> None:
        elsewhere = await make_tenant()
        outside = [
            await screen(one)
            for one in (await tenant.person(), elsewhere.agent, elsewhere.customer)
        ]
        anonymous, agent = await connect(), await screen(tenant.agent)
        made = await tenant.customer.post("/api/chat/session", {"type": "chat"})
        chat = made.json()["conversation_id"]
        await say(tenant.customer, chat, "A secret")
        await tenant.agent.post(f"/api/app/conversations/{chat}/read")
        await tenant.agent.post(f"/api/chat/session/{made.json()['id']}/join")
        await tenant.agent.post(f"/api/chat/session/{made.json()['id']}/end")
        await agent.hears("session.ended")
        for one in outside:
            await one.is_up_to_date()
            assert {message["type"] for message in one.heard} == NOTHING
        assert anonymous.heard == []

    async def test_a_socket_of_nobody_says_nothing(self, tenant: Tenant, connect: Connect) -> None:
        room, anonymous = await chat_of(tenant.customer), await connect()
        for name, body in (
            ("join_room", {"room": str(room)}),
            ("send_message", {"room": str(room), "message": "x"}),
            ("conversation:viewing", {"conversation_id": room}),
        ):  # fmt: skip
            assert (await refused(anonymous, name, body))[0] == 401

    async def test_a_customer_cannot_speak_as_staff_nor_leave_notes(
        self, tenant: Tenant, screen: OpenScreen
    ) -> None:
        room, customer = await chat_of(tenant.customer), await screen(tenant.customer)
        body = {"room": str(room), "message": "x", "internal": True}
        await customer.say("send_message", data=body)
        assert (await customer.hears("error"))["data"]["status"] == 400


class TestLetters:
    async def test_of_a_message_show_each_side_what_it_may_see(
        self, tenant: Tenant, screen: OpenScreen
    ) -> None:
        agent, customer = await screen(tenant.agent), await screen(tenant.customer)
        chat = await chat_of(tenant.customer)
        for one in (agent, customer):
            created = (await one.hears("conversation.created"))["data"]
            assert created["id"] == chat and created["customer"]["id"] == tenant.customer.id
        said = await say(tenant.customer, chat, "Good morning!", client_key="mine")
        seen = (await agent.hears("chat.message"))["data"]
        assert seen["client_key"] == "mine"
        assert (await customer.hears("chat.message"))["data"] == seen == said
        found = (await agent.hears("ai_analysis"))["data"]
        assert (found["message_id"], found["intent"]) == (str(said["id"]), "greeting")

    async def test_of_an_internal_note_never_leave_the_staff(
        self, tenant: Tenant, screen: OpenScreen, connect: Connect
    ) -> None:
        chat = await chat_of(tenant.customer)
        agent, customer = await screen(tenant.agent), await screen(tenant.customer)
        listener, colleague = await connect(tenant.customer), await connect(tenant.admin)
        await say(tenant.agent, chat, "Difficult", internal=True)
        await say(tenant.agent, chat, "Good morning")
        await customer.hears("chat.message")
        await listener.hears("new_message")
        assert "Difficult" not in str(customer.heard) + str(listener.heard)
        assert [one["data"]["content"] for one in agent.all("chat.message")] == [
            "Difficult", "Good morning",
        ]  # fmt: skip
        # What 004's clients take for a word to the customer is none.
        await colleague.hears("chat:message", 2)
        assert [one["message"] for one in colleague.all("new_message")] == ["Good morning"]

    async def test_of_reading_tell_which_side_has_read(
        self, tenant: Tenant, screen: OpenScreen
    ) -> None:
        chat, customer = await chat_of(tenant.customer), await screen(tenant.customer)
        await say(tenant.customer, chat)
        read = await tenant.agent.post(f"/api/app/conversations/{chat}/read")
        assert read.json()["read"] == 1
        heard = (await customer.hears("chat.read"))["data"]
        assert heard["conversation_id"] == chat and heard["by_staff"] is True

    async def test_of_a_change_show_both_sides_the_chat(
        self, tenant: Tenant, screen: OpenScreen
    ) -> None:
        chat = await chat_of(tenant.customer)
        agent, customer = await screen(tenant.agent), await screen(tenant.customer)
        await tenant.agent.post(f"/api/app/conversations/{chat}/assign")
        for one in (agent, customer):
            updated = (await one.hears("conversation.updated"))["data"]
            assert updated["state"] == "active" and updated["agent"]["id"] == tenant.agent.id
        await tenant.agent.post(f"/api/app/conversations/{chat}/end")
        assert (await customer.hears("conversation.updated", 2))["data"]["state"] == "ended"
        await say(tenant.customer, chat, "One more thing")
        assert (await agent.hears("conversation.updated", 3))["data"]["state"] == "active"

    async def test_of_staff_who_become_available_go_to_staff(
        self, tenant: Tenant, screen: OpenScreen
    ) -> None:
        admin, customer = await screen(tenant.admin), await screen(tenant.customer)
        await tenant.agent.put("/api/app/availability", {"state": "available", "skills": ["VIP"]})
        told = (await admin.hears("availability.changed"))["data"]
        assert (told["id"], told["state"]) == (tenant.agent.id, "available")
        assert told["skills"] == ["vip"]
        await customer.is_up_to_date()
        assert {one["type"] for one in customer.heard} == NOTHING


class TestTheQueue:
    async def test_tells_each_who_waits_where_they_stand(
        self, tenant: Tenant, screen: OpenScreen
    ) -> None:
        other = await tenant.person()
        first, second = await screen(tenant.customer), await screen(other)
        agent = await screen(tenant.agent)
        one = (await tenant.customer.post("/api/chat/session", {"type": "chat"})).json()
        two = (await other.post("/api/chat/session", {"type": "voice"})).json()
        assert (await first.hears("queue.position"))["data"]["position"] == 1
        assert (await second.hears("queue.position"))["data"]["position"] == 2
        waiting = (await agent.hears("session.waiting", 2))["data"]
        assert (waiting["id"], waiting["type"], waiting["queue_position"]) == (
            two["id"], "voice", 2,
        )  # fmt: skip
        await tenant.agent.post(f"/api/chat/session/{one['id']}/join")
        joined = (await first.hears("session.joined"))["data"]
        assert joined["agent"]["id"] == tenant.agent.id and joined["status"] == "active"
        await stands_at(second, two["id"], 1)
        assert {told["data"]["position"] for told in first.all("queue.position")} == {1}
        assert not agent.all("queue.position")

    async def test_moves_up_when_somebody_gives_up(
        self, tenant: Tenant, screen: OpenScreen
    ) -> None:
        other = await tenant.person()
        one = (await tenant.customer.post("/api/chat/session", {"type": "chat"})).json()
        two = (await other.post("/api/chat/session", {"type": "chat"})).json()
        second = await screen(other)
        await tenant.customer.post(f"/api/chat/session/{one['id']}/end")
        await stands_at(second, two["id"], 1)


async def stands_at(screen: Screen, session: int, position: int) -> None:
    async def they_do() -> bool:
        told = screen.all("queue.position")
        last = told[-1]["data"] if told else {}
        return (last.get("session_id"), last.get("position")) == (session, position)

    await eventually(they_do)


class TestViewingAChat:
    async def test_shows_the_customer_only_staff_who_write(
        self, tenant: Tenant, screen: OpenScreen
    ) -> None:
        chat = await chat_of(tenant.customer)
        agent, admin, customer = [
            await screen(one) for one in (tenant.agent, tenant.admin, tenant.customer)
        ]
        look = {"conversation_id": chat}
        await customer.say("conversation.viewing", data=look)
        await admin.say("conversation.viewing", data=look)
        await agent.say("conversation.viewing", data={**look, "typing": True})
        await presence_is(customer, chat, ("Axel Agent", True))
        await customer.say("conversation.viewing", data={**look, "typing": True})
        everybody = [("Ada Admin", False), ("Axel Agent", True), ("Carla Customer", True)]
        await presence_is(admin, chat, *everybody)
        await agent.say("conversation.viewing", data={"conversation_id": None})
        await presence_is(customer, chat)

    async def test_and_its_ticket_are_two_things(self, tenant: Tenant, screen: OpenScreen) -> None:
        chat, ticket = await chat_of(tenant.customer), await tenant.ticket()
        agent = await screen(tenant.agent)
        await agent.say("conversation.viewing", data={"conversation_id": chat})
        await agent.say("ticket.viewing", data={"ticket_id": ticket["id"]})
        await agent.hears("ticket.presence")
        await presence_is(agent, chat, ("Axel Agent", False))
        await agent.say("ticket.viewing", data={"ticket_id": None})
        await agent.is_up_to_date()
        await presence_is(agent, chat, ("Axel Agent", False))

    async def test_of_anothers_chat_is_not_found(self, tenant: Tenant, screen: OpenScreen) -> None:
        chat, other = await chat_of(tenant.customer), await screen(await tenant.person())
        await other.say("conversation.viewing", data={"conversation_id": chat})
        assert (await other.hears("error"))["data"]["status"] == 404


async def presence_is(screen: Screen, chat: int, *people: tuple[str, bool]) -> None:
    async def it_is() -> bool:
        told = [one["data"] for one in screen.all("conversation.presence")]
        if not told or told[-1]["conversation_id"] != chat:
            return False
        return sorted((one["full_name"], one["typing"]) for one in told[-1]["people"]) == sorted(
            people
        )

    await eventually(it_is)


class TestComingBack:
    async def test_brings_what_was_missed_and_no_more(
        self, tenant: Tenant, screen: OpenScreen, connect: Connect
    ) -> None:
        chat = await chat_of(tenant.customer)
        first = await screen(tenant.customer)
        await say(tenant.agent, chat, "One")
        seen = (await first.hears("chat.message"))["seq"]
        await first.socket.close()
        await say(tenant.agent, chat, "Whispered", internal=True)
        await say(tenant.agent, chat, "Two")
        again = await screen(tenant.customer, after=seen)
        await again.hears("chat.message")
        assert [one["data"]["content"] for one in again.all("chat.message")] == ["Two"]
        listener = await connect(tenant.customer, after=seen)
        assert (await listener.hears("new_message"))["message"] == "Two"
        assert len(listener.all("new_message")) == 1


class TestAChatThatIsATicket:
    async def test_is_heard_as_both(self, tenant: Tenant, screen: OpenScreen) -> None:
        chat = await chat_of(tenant.customer)
        await say(tenant.customer, chat, "My order is broken")
        made = await tenant.agent.post(f"/api/app/conversations/{chat}/ticket", {"title": "Order"})
        ticket = made.json()
        assert ticket["conversation_id"] == chat and ticket["customer"]["id"] == tenant.customer.id
        await tenant.log()  # what happened so far is told before the agent comes
        agent = await screen(tenant.agent)
        await say(tenant.customer, chat, "And another thing")
        assert (await agent.hears("chat.message"))["data"]["content"] == "And another thing"
        on_ticket = (await agent.hears("message.created"))["data"]
        assert on_ticket["ticket_id"] == ticket["id"]
        reply = {"ticket_id": ticket["id"], "content": "We are on it"}
        assert (await tenant.agent.post("/api/messages", reply)).status_code == 201
        assert (await agent.hears("chat.message", 2))["data"]["content"] == "We are on it"
