"""A customer asks, an agent answers, an administrator sees it: three browsers at once."""

import re

import pytest
from playwright.async_api import FilePayload, Locator, expect

from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor
from tests.conftest import Tenant

pytestmark = pytest.mark.anyio

TITLE = "The label printer prints blank labels"
NOTE = "Third one this week: order a new print head."
REPLY = "Please clean the print head with the blue pen."
THANKS = "That helped, thank you so much."
REPORT: FilePayload = {
    "name": "report.txt",
    "mimeType": "text/plain",
    "buffer": b"temperature: 72\n",
}


async def ask(customer: Visitor) -> None:
    page = customer.page
    await page.get_by_label("How can we help?").fill(TITLE)
    await page.get_by_label("More about it").fill("Since this morning, every second one.")
    await page.get_by_test_id("files").set_input_files(files=[REPORT])
    await page.get_by_role("button", name="Send request").click()
    await expect(page).to_have_url(re.compile(r"/requests/\d+$"))
    conversation = page.get_by_role("list", name="Conversation")
    await expect(conversation.get_by_role("link", name="report.txt")).to_be_visible()


async def write(agent: Visitor, kind: str, text: str, button: str) -> None:
    composer = agent.page.get_by_test_id("composer")
    await composer.get_by_text(kind, exact=True).click()
    await composer.get_by_role("textbox").fill(text)
    await composer.get_by_role("button", name=button, exact=True).click()
    await expect(agent.page.get_by_role("log").get_by_text(text)).to_be_visible()
    await expect(composer.get_by_role("textbox")).to_have_value("")


def figure(administrator: Visitor, name: str) -> Locator:
    """A number of the overview."""
    named = administrator.page.get_by_role("term").filter(has_text=re.compile(f"^{name}$"))
    return named.locator("xpath=following-sibling::dd[1]")


class TestATicketFromQuestionToAnswer:
    async def test_is_seen_by_everybody_without_reloading(
        self, tenant: Tenant, visit: Visit
    ) -> None:
        customer = await visit(tenant.customer, "/requests")
        agent = await visit(tenant.agent, "/tickets")
        await expect(agent.page.get_by_text("Nothing waits here")).to_be_visible()
        administrator = await visit(tenant.admin, "/overview")
        await expect(administrator.page.get_by_text("No tickets yet")).to_be_visible()
        everybody = (customer, agent, administrator)
        for one in everybody:
            await one.stay()

        await ask(customer)
        await expect(figure(administrator, "New today")).to_have_text("1")
        await expect(figure(administrator, "Resolved")).to_have_text("0")
        await agent.row(TITLE).click()
        thread = agent.page.get_by_role("log", name="Conversation")
        await expect(thread.get_by_text("Since this morning, every second one.")).to_be_visible()
        await expect(thread.get_by_role("link", name="report.txt")).to_be_visible()

        await agent.page.get_by_role("button", name="Assign to me").click()
        await expect(customer.page.get_by_text("With Axel Agent")).to_be_visible()

        await write(agent, "Note", NOTE, "Add note")
        await write(agent, "Reply", REPLY, "Send")
        answer = customer.page.get_by_role("list", name="Conversation").get_by_text(REPLY)
        await expect(answer).to_be_visible()

        await customer.page.get_by_label("Your reply").fill(THANKS)
        await customer.page.get_by_role("button", name="Send", exact=True).click()
        await expect(thread.get_by_text(THANKS)).to_be_visible()

        await agent.page.get_by_role("button", name="Resolve", exact=True).click()
        await expect(customer.page.get_by_text("This is solved.")).to_be_visible()
        await expect(figure(administrator, "Resolved")).to_have_text("1")
        happened = administrator.page.get_by_role("list", name="What happens now")
        await expect(happened.get_by_text("is resolved")).to_be_visible()

        await expect(customer.page.get_by_text(NOTE)).to_have_count(0)
        assert not any(NOTE in message for message in customer.heard)
        assert any(THANKS in message for message in agent.heard)
        for one in everybody:
            assert await one.stayed()
