"""Chats with agent and customer connected to different processes."""

import pytest

from tests.api.test_conversations import opened, say
from tests.conftest import Tenant, eventually
from tests.realtime.conftest import Floor, OpenScreen
from tests.realtime.redis_server import needs_redis
from tests.realtime.test_processes import connected, redis, two

__all__ = ["redis", "two"]

pytestmark = [pytest.mark.anyio, needs_redis]


async def test_each_side_hears_the_other_and_sees_it_type(
    tenant: Tenant, screen: OpenScreen, two: tuple[Floor, Floor]
) -> None:
    here, there = two
    agent, colleague = await screen(tenant.agent, at=here), await screen(tenant.admin, at=there)
    customer, outsider = [
        await screen(one, at=there) for one in (tenant.customer, await tenant.person())
    ]
    await connected(two, tenant, agent, colleague)
    chat = int((await opened(tenant.customer))["id"])
    await customer.say("send_message", data={"room": chat, "message": "Good morning!"})
    for one in (agent, colleague):
        assert (await one.hears("chat.message"))["data"]["content"] == "Good morning!"
        assert (await one.hears("ai_analysis"))["data"]["intent"] == "greeting"
    await say(tenant.agent, chat, "Hush", internal=True)
    await agent.say("conversation.viewing", data={"conversation_id": chat, "typing": True})
    await customer.say("conversation.viewing", data={"conversation_id": chat, "typing": True})

    async def each_sees_the_other_type() -> bool:
        def writing(told: list[dict[str, object]]) -> set[str]:
            people = told[-1]["data"]["people"] if told else []  # type: ignore[index]
            return {one["full_name"] for one in people if one["typing"]}

        return writing(customer.all("conversation.presence")) == {"Axel Agent"} and writing(
            agent.all("conversation.presence")
        ) == {"Axel Agent", "Carla Customer"}

    await eventually(each_sees_the_other_type)
    await say(tenant.agent, chat, "Good morning to you")

    async def it_is_answered() -> bool:
        said = [one["data"]["content"] for one in customer.all("chat.message")]
        return "Good morning to you" in said

    await eventually(it_is_answered)
    assert all(one["data"]["analysis"] is None for one in customer.all("chat.message"))
    assert not customer.all("ai_analysis") and "Hush" not in str(customer.heard)
    await outsider.is_up_to_date()
    assert {one["type"] for one in outsider.heard} <= {"welcome", "pong"}
