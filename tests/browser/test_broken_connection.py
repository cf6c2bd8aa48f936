"""The connection breaks while somebody writes."""

import pytest
from playwright.async_api import Locator, expect

from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor
from tests.conftest import Tenant

pytestmark = pytest.mark.anyio

MEANWHILE = "It began again a minute ago."
NOTE = "Looks like the switch in rack 4."
REPLY = "Please leave it switched off."


def said(visitor: Visitor, text: str) -> Locator:
    return visitor.page.get_by_role("log").get_by_text(text)


async def say(visitor: Visitor, text: str) -> None:
    await visitor.page.get_by_label("Your reply").fill(text)
    await visitor.page.get_by_role("button", name="Send", exact=True).click()


async def is_offline(visitor: Visitor) -> None:
    banner = visitor.page.get_by_role("banner")
    await expect(banner.get_by_text("Offline", exact=True).first).to_be_visible()
    await expect(visitor.page.get_by_text("What you write is kept")).to_be_visible()


async def is_live(visitor: Visitor) -> None:
    await expect(visitor.page.get_by_text("What you write is kept")).to_have_count(0)
    banner = visitor.page.get_by_role("banner")
    await expect(banner.get_by_text("Live", exact=True).first).to_be_attached()


class TestAnAgentWithoutAConnection:
    async def test_misses_nothing_and_doubles_nothing(self, tenant: Tenant, visit: Visit) -> None:
        ticket = await tenant.ticket()
        agent = await visit(tenant.agent, f"/tickets/{ticket['id']}")
        customer = await visit(tenant.customer, f"/requests/{ticket['id']}")
        await expect(said(agent, ticket["description"])).to_be_visible()
        await is_live(agent)
        await agent.stay()

        await agent.lose_connection()
        await is_offline(agent)
        await say(customer, MEANWHILE)
        composer = agent.page.get_by_test_id("composer")
        await composer.get_by_text("Note", exact=True).click()
        await composer.get_by_role("textbox").fill(NOTE)
        await composer.get_by_role("button", name="Add note").click()
        await expect(agent.page.get_by_text("Waits for the connection")).to_be_visible()
        await expect(agent.page.get_by_text("1 message waits.")).to_be_visible()

        await agent.find_connection()
        await is_live(agent)
        await expect(agent.page.get_by_text("1 message was sent.")).to_be_visible()
        await expect(said(agent, MEANWHILE)).to_have_count(1)
        await expect(said(agent, NOTE)).to_have_count(1)
        await expect(agent.page.get_by_text("Waits for the connection")).to_have_count(0)
        assert await agent.stayed()
        kept = (await tenant.agent.get(f"/api/tickets/{ticket['id']}")).json()["messages"]
        assert [message["content"] for message in kept] == [MEANWHILE, NOTE]

    async def test_is_told_when_the_reply_was_overtaken(self, tenant: Tenant, visit: Visit) -> None:
        ticket = await tenant.ticket()
        agent = await visit(tenant.agent, f"/tickets/{ticket['id']}")
        customer = await visit(tenant.customer, f"/requests/{ticket['id']}")
        await expect(said(agent, ticket["description"])).to_be_visible()
        await is_live(agent)

        await agent.lose_connection()
        await is_offline(agent)
        await say(customer, MEANWHILE)
        composer = agent.page.get_by_test_id("composer")
        await composer.get_by_role("textbox").fill(REPLY)
        await composer.get_by_role("button", name="Send", exact=True).click()
        await expect(agent.page.get_by_text("Waits for the connection")).to_be_visible()

        await agent.find_connection()
        await expect(agent.page.get_by_text("Somebody answered before this")).to_be_visible()
        await expect(said(agent, MEANWHILE)).to_have_count(1)
        await agent.page.get_by_role("log").get_by_role("button", name="Send anyway").click()
        answer = customer.page.get_by_role("list", name="Conversation").get_by_text(REPLY)
        await expect(answer).to_have_count(1)
        await expect(said(agent, REPLY)).to_have_count(1)


class TestACustomerWithoutAConnection:
    async def test_asks_all_the_same(self, tenant: Tenant, visit: Visit) -> None:
        customer = await visit(tenant.customer, "/requests")
        await is_live(customer)
        agent = await visit(tenant.agent, "/tickets")
        await customer.lose_connection()
        await customer.page.get_by_label("How can we help?").fill("No network on floor 3")
        await customer.page.get_by_role("button", name="Send request").click()
        await expect(customer.page.get_by_text("Waits for the connection")).to_be_visible()
        await customer.find_connection()
        await expect(agent.row("No network on floor 3")).to_have_count(1)
        await expect(customer.row("No network on floor 3")).to_have_count(1)
        await expect(customer.page.get_by_text("Waits for the connection")).to_have_count(0)
