"""What staff are offered beside a thread: why a chat came to them, calls, replies, a priority."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Visit
from tests.browser.gallery import TELEPHONE
from tests.browser.test_chats import ANSWER, chat_of, is_available, knows_an_answer
from tests.conftest import Tenant, eventually

pytestmark = pytest.mark.anyio

TROUBLE = "My parcel arrived broken and I want my money back"


class TestAChatThatWasHandedOver:
    async def test_says_why_and_lets_its_agent_call(self, tenant: Tenant, visit: Visit) -> None:
        await is_available(tenant.agent)
        number = await chat_of(tenant.customer, TROUBLE, waits=True)
        carla = await visit(tenant.customer, "/chat")
        page = (await visit(tenant.agent, f"/chats/{number}")).page
        note = page.get_by_role("group").filter(has_text="Handed over by the assistant")
        await expect(note.get_by_text("The customer asked for a person")).to_be_visible()
        await expect(note.get_by_text(TROUBLE)).to_be_visible()
        await expect(page.get_by_role("button", name="Voice call")).to_have_count(0)
        await page.get_by_role("button", name="Accept").first.click()
        await expect(note.get_by_text(TROUBLE)).to_be_hidden()
        await page.get_by_role("button", name="Voice call").click()
        await expect(carla.page.get_by_test_id("incoming-call")).to_be_visible()


class TestATicket:
    async def test_offers_a_reply_and_the_priority_that_its_words_ask_for(
        self, tenant: Tenant, visit: Visit
    ) -> None:
        await knows_an_answer(tenant)
        asked = "How long does delivery take?"
        made = await tenant.ticket(
            title=asked, description=f"Production is down, nobody can work. {asked}", priority="low"
        )
        page = (await visit(tenant.agent, f"/tickets/{made['id']}")).page
        await expect(page.get_by_text("Suggested: Critical")).to_be_visible()
        await page.get_by_role("button", name="Apply: Critical").click()
        await expect(page.get_by_text("Suggested: Critical")).to_have_count(0)
        await page.get_by_role("log").focus()
        await page.keyboard.press("1")
        field = page.get_by_role("textbox", name="Reply to")
        await expect(field).to_have_value(ANSWER)
        await field.press("Control+Enter")
        await expect(page.get_by_role("log").get_by_text(ANSWER)).to_be_visible()
        await expect(page.get_by_role("region", name="Suggested answers")).to_have_count(0)

        async def is_counted() -> bool:
            uses = (await tenant.admin.get("/api/app/suggestions/uses")).json()
            return [(one["inserted"], one["sent"]) for one in uses] == [(1, 1)]

        await eventually(is_counted)
        kept = (await tenant.agent.get(f"/api/tickets/{made['id']}")).json()
        assert kept["priority"] == "critical"


class TestTheSettings:
    async def test_are_one_entry_of_the_rail_with_a_list_of_their_own(
        self, tenant: Tenant, visit: Visit
    ) -> None:
        page = (await visit(tenant.admin, "/settings")).page
        rail = page.get_by_role("navigation", name="Main navigation")
        pages = page.get_by_role("navigation", name="Settings")
        await expect(rail.get_by_role("link")).to_have_text([
            "Overview", "Tickets", "Chats", "Knowledge", "Chatbot", "Call", "Leads", "Wallboard",
            "Campaigns", "Messages", "Boards", "Reports", "Compliance", "People", "Settings",
            "Profile",
        ])  # fmt: skip
        for name, sign in (("System", "No alerts now"), ("Team", "Who gets the next chat")):
            await pages.get_by_role("link", name=name).click()
            await expect(page.get_by_text(sign)).to_be_visible()
            here = rail.get_by_role("link", name="Settings")
            await expect(here).to_have_attribute("aria-current", "page")

    async def test_are_in_the_menu_of_a_telephone_s_bar(self, tenant: Tenant, visit: Visit) -> None:
        small = await visit(
            tenant.admin, "/tickets", viewport=TELEPHONE, is_mobile=True, has_touch=True
        )
        await small.page.get_by_role("button", name="More", exact=True).click()
        await small.page.get_by_role("menuitem", name="Settings").click()
        await expect(small.page.get_by_text("Who gets the next chat")).to_be_visible()
