"""Two agents on one ticket."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Visit
from tests.conftest import Tenant

pytestmark = pytest.mark.anyio

FIRST = "Please restart it once."
SECOND = "Please send us a picture of the error."


class TestTwoAgentsOnOneTicket:
    async def test_see_each_other_and_the_slower_one_decides(
        self, tenant: Tenant, visit: Visit
    ) -> None:
        ticket = await tenant.ticket()
        colleague = await tenant.person("support_agent", name="Bea Agent")
        axel = await visit(tenant.agent, f"/tickets/{ticket['id']}")
        bea = await visit(colleague, f"/tickets/{ticket['id']}")
        await expect(bea.page.get_by_text("Axel Agent is looking")).to_be_visible()
        await expect(axel.page.get_by_text("Bea Agent is looking")).to_be_visible()

        mine, theirs = (one.page.get_by_test_id("composer") for one in (bea, axel))
        await mine.get_by_role("textbox").fill(SECOND)
        await expect(axel.page.get_by_text("Bea Agent is typing")).to_be_visible()
        await theirs.get_by_role("textbox").fill(FIRST)
        await (
            theirs.get_by_role("button", name="Send anyway")
            .or_(theirs.get_by_role("button", name="Send", exact=True))
            .click()
        )

        await expect(bea.page.get_by_role("log").get_by_text(FIRST)).to_be_visible()
        told = mine.get_by_text("Axel Agent wrote while you were writing.")
        await expect(told).to_be_visible()
        await expect(mine.get_by_role("textbox")).to_have_value(SECOND)
        await mine.get_by_role("button", name="Send anyway").click()
        await expect(axel.page.get_by_role("log").get_by_text(SECOND)).to_have_count(1)
        await expect(told).to_have_count(0)

        await bea.page.get_by_role("link", name="Profile").click()
        await expect(axel.page.get_by_text("Bea Agent is")).to_have_count(0)

    async def test_see_each_others_changes(self, tenant: Tenant, visit: Visit) -> None:
        ticket = await tenant.ticket()
        colleague = await tenant.person("support_agent", name="Bea Agent")
        axel = await visit(tenant.agent, f"/tickets/{ticket['id']}")
        bea = await visit(colleague, f"/tickets/{ticket['id']}")
        heading = bea.page.get_by_role("heading", level=2, name=ticket["title"])
        await expect(heading).to_be_visible()
        await axel.page.get_by_role("button", name="Assign to me").click()
        thread = bea.page.get_by_role("log")
        await expect(thread.get_by_text("took it")).to_be_visible()
        await axel.page.get_by_role("button", name="Resolve", exact=True).click()
        await expect(bea.page.get_by_role("button", name="Reopen")).to_be_visible()


class TestADeletedTicket:
    async def test_says_so_and_keeps_what_was_being_written(
        self, tenant: Tenant, visit: Visit
    ) -> None:
        ticket = await tenant.ticket()
        agent = await visit(tenant.agent, f"/tickets/{ticket['id']}")
        # The list may look once more at a ticket that is just going.
        agent.forgive(404, f"/api/tickets/{ticket['id']}")
        await agent.page.get_by_test_id("composer").get_by_role("textbox").fill(FIRST)
        assert (await tenant.admin.delete(f"/api/tickets/{ticket['id']}")).status_code == 200
        await expect(agent.page.get_by_text("This ticket was deleted")).to_be_visible()
        await expect(agent.page.get_by_text(FIRST)).to_be_visible()
        await expect(agent.row(ticket["title"])).to_have_count(0)
