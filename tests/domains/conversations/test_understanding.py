"""What customers say is understood behind its delivery, once, and whatever befalls a message."""

import asyncio
from collections.abc import Sequence

import pytest

from ringdesk.domains import assistant, conversations
from ringdesk.domains.assistant import Understanding
from ringdesk.domains.conversations.understanding import acts
from ringdesk.kernel.work import Actor, Work
from tests.conftest import Person, Tenant, eventually

pytestmark = pytest.mark.anyio

WAITING = "select count(*) from messages_to_understand where tenant_id = $1"
PLAN_WITHOUT = "select set_config($2, 'off', true) where $1::uuid is not null"
UNDERSTOOD = "select count(*) from message_analyses where tenant_id = $1"


def acting(tenant: Tenant, person: Person) -> Actor:
    scopes = frozenset({"chats:read", "chats:write"}) if person.role != "customer" else frozenset()
    return Actor(id=person.id, tenant_id=tenant.id, role=person.role, scopes=scopes)


async def say(
    tenant: Tenant, *contents: str, by: Person | None = None, told: bool = True
) -> list[int]:
    """Not `told`: as if another process had committed it, and nobody heard."""
    async with tenant.house.office.open(acting(tenant, tenant.customer)) as work:
        room = await conversations.open_room(work, channel="room")
    async with tenant.house.office.open(acting(tenant, by or tenant.customer)) as work:
        said = [
            await conversations.say(work, conversation_id=room.id, content=content)
            for content in contents
        ]
        if not told:
            work.events.clear()
    return [one.id for one in said]


async def number(tenant: Tenant, statement: str) -> int:
    async with tenant.work() as work:
        return await work.value(int, statement) or 0


class TestWhatACustomerSays:
    async def test_is_understood_soon(self, tenant: Tenant) -> None:
        await say(tenant, "Good morning!", "My parcel is broken")

        async def both_are() -> bool:
            return await number(tenant, UNDERSTOOD) == 2

        await eventually(both_are)
        kinds = [one.kind for one in await tenant.log()]
        assert kinds.count("MessageUnderstood") == 2
        assert kinds.index("MessageSaid") < kinds.index("MessageUnderstood")

    async def test_is_found_if_nobody_heard_of_it(self, tenant: Tenant) -> None:
        await say(tenant, "Good morning!", told=False)
        interpreter = conversations.Interpreter(tenant.house.office)
        await interpreter.find()
        await interpreter.catch_up()
        assert await number(tenant, UNDERSTOOD) == 1 and await number(tenant, WAITING) == 0

    async def test_is_understood_once_by_many_at_once(self, tenant: Tenant) -> None:
        await say(tenant, *(f"Where is parcel {n}?" for n in range(20)), told=False)

        async def some() -> int:
            taken = 0
            while True:
                async with tenant.work() as work:
                    more = await acts.understand_next(work)
                if not more:
                    return taken
                taken += more

        assert sum(await asyncio.gather(some(), some(), some())) == 20
        kinds = [one.kind for one in await tenant.log()]
        assert kinds.count("MessageUnderstood") == 20 == await number(tenant, UNDERSTOOD)

    async def test_is_taken_a_few_at_a_time_whatever_the_plan(self, tenant: Tenant) -> None:
        await say(tenant, *(f"Where is parcel {n}?" for n in range(6)), told=False)
        async with tenant.work() as work:
            for way in ("hashjoin", "mergejoin", "hashagg", "sort", "material"):
                await work.run(PLAN_WITHOUT, f"enable_{way}")
            assert await acts.understand_next(work, most=2) == 2

    async def test_is_understood_at_once_for_whoever_was_promised_that(
        self, tenant: Tenant
    ) -> None:
        [message_id] = await say(tenant, "Good morning!", told=False)
        async with tenant.work() as work:
            message = await conversations.get_message(work, message_id=message_id)
            first = await conversations.understand(work, message)
            again = await conversations.understand(work, message)
        assert first.intent == again.intent == "greeting"

    async def test_leaves_the_language_to_the_conversation(self, tenant: Tenant) -> None:
        await say(tenant, "Wo bleibt denn meine Bestellung? Ich warte schon lange.", told=False)
        async with tenant.work() as work:
            await acts.understand_next(work)
            language = await work.value(
                str, "select language from conversations where tenant_id = $1 and is_chat"
            )
        assert language == "de"


class TestWhatStaffSay:
    async def test_is_left_alone(self, tenant: Tenant) -> None:
        await say(tenant, "Good morning!", by=tenant.agent, told=False)
        assert await number(tenant, WAITING) == 0


class TestAMessageThatCannotBeHad:
    async def test_is_not_in_the_way_of_the_others(
        self, tenant: Tenant, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        understand_all = assistant.understand_all

        async def fragile(texts: Sequence[str], *, work: Work) -> list[Understanding]:
            if any("cursed" in text for text in texts):
                raise ArithmeticError("cursed")
            return await understand_all(texts, work=work)

        await say(tenant, "cursed", *(f"Where is parcel {n}?" for n in range(10)), told=False)
        monkeypatch.setattr(assistant, "understand_all", fragile)
        interpreter = conversations.Interpreter(tenant.house.office)
        await interpreter.find()
        await interpreter.catch_up()
        assert await number(tenant, UNDERSTOOD) == 10 and await number(tenant, WAITING) == 0
