"""Document 003's WebSocket: the chatbot's messages, to whoever may hear them."""

import pytest

from tests.conftest import MakeTenant, Tenant
from tests.realtime.conftest import OpenScreen

pytestmark = pytest.mark.anyio

SECRET = "zwiebelfisch"


class TestAChatbotsMessage:
    async def test_is_heard_by_its_customer_and_by_staff(
        self, tenant: Tenant, screen: OpenScreen
    ) -> None:
        theirs, staffs = await screen(tenant.customer), await screen(tenant.agent)
        said = await tenant.customer.post("/api/chatbot/chat", {"message": "Hello"})
        for one in (theirs, staffs):
            heard = await one.hears("chatbot.message")
            assert heard["data"]["response"] == said.json()["response"]
            assert heard["data"]["session_id"] == said.json()["session_id"]
            assert heard["data"]["user_query"] == "Hello" and heard["seq"] > 0

    async def test_is_heard_by_nobody_else(
        self, tenant: Tenant, make_tenant: MakeTenant, screen: OpenScreen
    ) -> None:
        other = await make_tenant()
        outsiders = [
            await screen(await tenant.person("customer")), await screen(other.admin),
            await screen(other.customer), await screen(await tenant.person("operator")),
        ]  # fmt: skip
        staffs = await screen(tenant.agent)
        await tenant.customer.post("/api/chatbot/chat", {"message": f"Where is the {SECRET}?"})
        await tenant.customer.post("/api/chatbot/chat", {"message": f"To a human, {SECRET}"})
        await staffs.hears("chatbot.message", 2)
        for one in outsiders:
            await one.is_up_to_date()
            assert SECRET not in str(one.heard)
            assert not one.all("chatbot.message") and not one.all("handoff.changed")

    async def test_of_a_handoff_tells_where_it_stands(
        self, tenant: Tenant, screen: OpenScreen
    ) -> None:
        theirs = await screen(tenant.customer)
        said = await tenant.customer.post("/api/chatbot/chat", {"message": "talk to a human"})
        heard = await theirs.hears("handoff.changed", 2)
        assert heard["data"]["handoff"]["state"] == "queued"
        assert str(heard["data"]["conversation_id"]) == said.json()["session_id"]
        assert "summary" not in str(heard)
