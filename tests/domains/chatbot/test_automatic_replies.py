"""Document 004: what is said by itself in rooms, and in the widget."""

import asyncio
from typing import Any

import pytest

from ringdesk.domains import chatbot, conversations
from ringdesk.domains.chatbot import replies, turns
from ringdesk.kernel.work import Actor
from tests.conftest import Person, Tenant, eventually

pytestmark = pytest.mark.anyio

QUESTION = "How do I reset my password?"
ANSWER = "Click 'Forgot password' on the sign-in page."
UNKNOWN = "Which colour does the moon of Endor have in winter?"


@pytest.fixture
async def taught(tenant: Tenant) -> Tenant:
    faq = {"question": QUESTION, "answer": ANSWER, "category": "Account"}
    assert (await tenant.admin.post("/api/chatbot/faqs", faq)).status_code == 201
    return tenant


async def open_room(person: Person, channel: str = "room") -> int:
    answer = await person.post("/api/app/conversations", {"channel": channel})
    room: int = answer.json()["id"]
    return room


async def open_widget(tenant: Tenant) -> int:
    """As the widget opens one: the assistant answers."""
    actor = Actor(id=tenant.customer.id, tenant_id=tenant.id, role="customer")
    async with tenant.house.office.open(actor) as work:
        opened = await conversations.open_room(work, channel="widget", assistant_answers=True)
    return opened.id


async def say(person: Person, room: int, content: str, **more: Any) -> dict[str, Any]:
    answer = await person.post(
        f"/api/app/conversations/{room}/messages", {"content": content, **more}
    )
    assert answer.status_code == 200, answer.text
    said: dict[str, Any] = answer.json()
    return said


async def said_by_itself(tenant: Tenant, room: int) -> list[dict[str, Any]]:
    answer = await tenant.agent.get(f"/api/app/conversations/{room}/messages")
    return [one for one in answer.json() if one["is_ai"] and one["kind"] == "said"]


async def answered(tenant: Tenant, room: int, times: int = 1) -> list[dict[str, Any]]:
    async def so_often() -> bool:
        return len(await said_by_itself(tenant, room)) == times

    await eventually(so_often, seconds=8)
    return await said_by_itself(tenant, room)


async def silent(tenant: Tenant, room: int, message_id: int) -> None:
    """The reaction is done by hand, so that its having come to nothing is certain."""
    await chatbot.Chatbot(tenant.house.office).hear(tenant.id, message_id)
    await no_job_is_left(tenant)
    assert await said_by_itself(tenant, room) == []


async def no_job_is_left(tenant: Tenant) -> None:
    async def none() -> bool:
        async with tenant.work() as work:
            found = await work.value(
                int, "select count(*) from jobs where tenant_id = $1 and kind = 'chatbot.hear'"
            )
        return found == 0

    await tenant.log()
    await eventually(none, seconds=8)


class TestInARoom:
    async def test_what_is_known_is_answered(self, taught: Tenant) -> None:
        room = await open_room(taught.customer)
        await say(taught.customer, room, "How can I reset my password?")
        [reply] = await answered(taught, room)
        assert reply["content"] == ANSWER and reply["sender"]["id"] == 0
        assert reply["sources"][0]["title"] == QUESTION

    async def test_a_greeting_is_greeted_in_the_tenants_style(self, taught: Tenant) -> None:
        config = {"response_style_default": "formal"}
        await taught.admin.put("/api/admin/system-config", config)
        room = await open_room(taught.customer)
        await say(taught.customer, room, "Hello")
        [reply] = await answered(taught, room)
        assert reply["content"] == "Good day. How may we assist you?"

    async def test_what_is_not_known_is_left_to_people(self, taught: Tenant) -> None:
        room = await open_room(taught.customer)
        said = await say(taught.customer, room, UNKNOWN)
        await silent(taught, room, said["id"])
        assert (await taught.agent.get("/api/tickets")).json() == []

    async def test_nothing_is_said_where_the_tenant_does_not_want_it(self, taught: Tenant) -> None:
        await taught.admin.put("/api/admin/system-config", {"auto_reply_enabled": False})
        room = await open_room(taught.customer)
        said = await say(taught.customer, room, QUESTION)
        await silent(taught, room, said["id"])

    async def test_nothing_is_said_once_a_person_has_it(self, taught: Tenant) -> None:
        room = await open_room(taught.customer)
        await taught.agent.post(f"/api/app/conversations/{room}/assign", {})
        said = await say(taught.customer, room, QUESTION)
        await silent(taught, room, said["id"])

    async def test_nothing_is_said_once_a_person_has_spoken(self, taught: Tenant) -> None:
        room = await open_room(taught.customer)
        await say(taught.agent, room, "I am looking into it")
        said = await say(taught.customer, room, QUESTION)
        await silent(taught, room, said["id"])

    async def test_a_note_among_staff_does_not_silence_it(self, taught: Tenant) -> None:
        room = await open_room(taught.customer)
        await say(taught.agent, room, "A difficult one", internal=True)
        await say(taught.customer, room, QUESTION)
        await answered(taught, room)

    async def test_staff_are_never_answered(self, taught: Tenant) -> None:
        room = await open_room(taught.customer)
        said = await say(taught.agent, room, QUESTION)
        await silent(taught, room, said["id"])

    async def test_it_never_answers_itself(self, taught: Tenant) -> None:
        room = await open_room(taught.customer)
        await say(taught.customer, room, QUESTION)
        [reply] = await answered(taught, room)
        await chatbot.Chatbot(taught.house.office).hear(taught.id, reply["id"])
        await no_job_is_left(taught)
        assert len(await said_by_itself(taught, room)) == 1

    async def test_a_message_is_answered_once_however_often_it_is_heard(
        self, taught: Tenant
    ) -> None:
        room = await open_room(taught.customer)
        said = await say(taught.customer, room, QUESTION)
        bot = chatbot.Chatbot(taught.house.office)
        await asyncio.gather(*(bot.hear(taught.id, said["id"]) for _ in range(5)))
        await no_job_is_left(taught)
        assert len(await said_by_itself(taught, room)) == 1

    async def test_it_is_no_longer_than_the_tenant_wants(self, taught: Tenant) -> None:
        await taught.admin.put("/api/admin/system-config", {"max_response_length": 20})
        room = await open_room(taught.customer)
        await say(taught.customer, room, QUESTION)
        [reply] = await answered(taught, room)
        assert len(reply["content"]) <= 20

    async def test_whoever_writes_without_end_is_not_answered_without_end(
        self, taught: Tenant, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(replies, "MOST_LATELY", 2)
        room = await open_room(taught.customer)
        said = [await say(taught.customer, room, QUESTION) for _ in range(4)]
        bot = chatbot.Chatbot(taught.house.office)
        await asyncio.gather(*(bot.hear(taught.id, one["id"]) for one in said))
        await no_job_is_left(taught)
        assert len(await said_by_itself(taught, room)) == 2

    async def test_a_tickets_thread_is_left_alone(self, taught: Tenant) -> None:
        ticket = await taught.ticket()
        body = {"ticket_id": ticket["id"], "content": QUESTION}
        said = await taught.customer.post("/api/messages", body)
        await chatbot.Chatbot(taught.house.office).hear(taught.id, said.json()["id"])
        found = (await taught.customer.get(f"/api/messages/ticket/{ticket['id']}")).json()
        assert len(found) == 1


class TestInTheWidget:
    async def test_what_is_not_known_becomes_a_ticket(self, taught: Tenant) -> None:
        room = await open_widget(taught)
        await say(taught.customer, room, UNKNOWN)
        [reply] = await answered(taught, room)
        [ticket] = (await taught.agent.get("/api/tickets")).json()
        assert f"#{ticket['id']}" in reply["content"]

    async def test_asking_for_a_person_gets_one(self, taught: Tenant) -> None:
        room = await open_widget(taught)
        await say(taught.customer, room, "I want to speak to a human being")
        await answered(taught, room)

        async def waits() -> bool:
            found = (await taught.agent.get(f"/api/app/conversations/{room}")).json()
            return bool(found["state"] == "waiting")

        await eventually(waits)
        found = (await taught.agent.get(f"/api/app/conversations/{room}")).json()
        assert found["session"]["queue_position"] == 1 and not found["assistant_answers"]

    async def test_the_chatbot_goes_on_in_a_session_by_any_door(self, taught: Tenant) -> None:
        first = await taught.customer.post("/api/chatbot/chat", {"message": "Hello"})
        room = int(first.json()["session_id"])
        await say(taught.customer, room, QUESTION)
        replies = await answered(taught, room, times=2)
        assert replies[-1]["content"] == ANSWER


class TestWhenItWasCutOff:
    async def test_a_question_that_was_kept_is_answered_later(self, taught: Tenant) -> None:
        """As if the process had died between the two transactions."""
        actor = Actor(id=taught.customer.id, tenant_id=taught.id, role="customer")
        async with taught.house.office.open(actor) as work:
            turn_id = await turns.ask(work, message=QUESTION)
        async with taught.work() as work:
            turn = await chatbot.get_turn(work, turn_id=turn_id)
        [reply] = await answered(taught, turn.conversation_id)
        assert reply["content"] == ANSWER

    async def test_and_by_the_sweep_if_all_else_failed(self, taught: Tenant) -> None:
        actor = Actor(id=taught.customer.id, tenant_id=taught.id, role="customer")
        async with taught.house.office.open(actor) as work:
            turn_id = await turns.ask(work, message=QUESTION)
            await work.run("delete from jobs where tenant_id = $1")
            work.events.clear()  # nobody hears of it
            await work.run(
                "update chatbot_turns set asked_at = now() - interval '1 hour' where tenant_id = $1"
            )
        assert await chatbot.Chatbot(taught.house.office).sweep(taught.id) == 1
        async with taught.work() as work:
            turn = await chatbot.get_turn(work, turn_id=turn_id)
        assert turn.response == ANSWER
        assert await chatbot.Chatbot(taught.house.office).sweep(taught.id) == 0
