"""Everything an agent does in a day, by keyboard."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import Visit
from tests.conftest import Tenant

pytestmark = pytest.mark.anyio


async def press(page: Page, *keys: str) -> None:
    for key in keys:
        await page.keyboard.press(key)


class TestTheAgentsKeys:
    async def test_move_open_write_and_change(self, tenant: Tenant, visit: Visit) -> None:
        for title in ("Third", "Second", "First"):
            await tenant.ticket(title=title)
        agent = await visit(tenant.agent, "/tickets")
        page = agent.page
        await expect(agent.row("First")).to_be_visible()

        await press(page, "j")
        await expect(agent.row("First")).to_be_focused()
        await press(page, "j", "j", "k")
        await expect(agent.row("Second")).to_be_focused()
        await press(page, "Enter")
        await expect(page).to_have_url(re.compile(r"/tickets/\d+"))
        await expect(page.get_by_role("heading", level=2, name="Second")).to_be_visible()

        box = page.get_by_test_id("composer").get_by_role("textbox")
        await press(page, "r")
        await expect(box).to_be_focused()
        await expect(page.get_by_role("radio", name="Reply")).to_be_checked()
        await press(page, "Escape", "n")
        await expect(box).to_be_focused()
        await expect(page.get_by_role("radio", name="Note")).to_be_checked()
        await page.keyboard.type("Ring them at ten")
        await press(page, "Control+Enter")
        await expect(page.get_by_role("log").get_by_text("Ring them at ten")).to_be_visible()

        await press(page, "Escape", "i")
        await expect(page.get_by_role("log").get_by_text("took it")).to_be_visible()
        await press(page, "s")
        dialog = page.get_by_role("dialog")
        await expect(dialog.get_by_placeholder("Change status")).to_be_focused()
        await page.keyboard.type("resolv")
        await press(page, "Enter")
        await expect(dialog).to_have_count(0)
        await expect(page.get_by_role("button", name="Reopen")).to_be_visible()
        await press(page, "a")
        await expect(dialog.get_by_placeholder("Assign")).to_be_focused()
        await press(page, "Escape")
        await expect(dialog).to_have_count(0)

    async def test_go_from_one_ticket_to_the_next_and_back_to_the_list(
        self, tenant: Tenant, visit: Visit
    ) -> None:
        for title in ("Second", "First"):
            await tenant.ticket(title=title)
        agent = await visit(tenant.agent, "/tickets")
        await expect(agent.row("First")).to_be_visible()
        await press(agent.page, "j", "Enter")
        await expect(agent.page.get_by_role("heading", level=2, name="First")).to_be_visible()
        await press(agent.page, "j")
        await expect(agent.page.get_by_role("heading", level=2, name="Second")).to_be_visible()
        await press(agent.page, "Escape")
        await expect(agent.page).to_have_url(re.compile(r"/tickets(\?|$)"))
        await expect(agent.row("Second")).to_be_focused()


class TestKeysOfEveryPage:
    async def test_slash_goes_to_the_search_of_the_page(self, tenant: Tenant, visit: Visit) -> None:
        await tenant.ticket(title="About apples")
        await tenant.ticket(title="About pears")
        agent = await visit(tenant.agent, "/tickets")
        await expect(agent.row("About apples")).to_be_visible()
        await press(agent.page, "/")
        await expect(agent.page.get_by_role("searchbox")).to_be_focused()
        await agent.page.keyboard.type("pears")
        await expect(agent.row("About apples")).to_have_count(0)
        await expect(agent.row("About pears")).to_be_visible()
        await expect(agent.page).to_have_url(re.compile("q=pears"))

    async def test_the_question_mark_shows_all_keys_and_gives_the_focus_back(
        self, tenant: Tenant, visit: Visit
    ) -> None:
        await tenant.ticket(title="About apples")
        agent = await visit(tenant.agent, "/tickets")
        await expect(agent.row("About apples")).to_be_visible()
        await press(agent.page, "j", "?")
        sheet = agent.page.get_by_role("dialog", name="Keyboard shortcuts")
        await expect(sheet.get_by_text("Next ticket")).to_be_visible()
        await press(agent.page, "Escape")
        await expect(sheet).to_have_count(0)
        await expect(agent.row("About apples")).to_be_focused()

    async def test_the_palette_runs_a_command_and_gives_the_focus_back(
        self, tenant: Tenant, visit: Visit
    ) -> None:
        await tenant.ticket(title="About apples")
        agent = await visit(tenant.agent, "/tickets")
        await expect(agent.row("About apples")).to_be_visible()
        await press(agent.page, "j", "Control+k")
        palette = agent.page.get_by_role("dialog", name="Commands and search")
        await expect(palette.get_by_role("combobox")).to_be_focused()
        await agent.page.keyboard.type("dark")
        await press(agent.page, "Enter")
        await expect(palette).to_have_count(0)
        await expect(agent.page.locator("html")).to_have_attribute("data-theme", "dark")
        await expect(agent.row("About apples")).to_be_focused()

    async def test_the_first_tab_stop_is_in_the_page(self, tenant: Tenant, visit: Visit) -> None:
        agent = await visit(tenant.agent, "/profile")
        main = agent.page.get_by_role("main")
        await expect(main).to_be_focused()
        await expect(main.get_by_role("textbox").first).to_be_visible()  # while it loads: no stop
        await press(agent.page, "Tab")
        await expect(main.locator(":focus")).to_have_count(1)
        skip = agent.page.get_by_role("link", name="Skip to the page")
        await skip.focus()
        await expect(skip).to_be_in_viewport()
        await press(agent.page, "Enter")
        await expect(agent.page.get_by_role("main")).to_be_focused()

    async def test_a_command_of_the_palette_may_move_the_focus(
        self, tenant: Tenant, visit: Visit
    ) -> None:
        ticket = await tenant.ticket()
        agent = await visit(tenant.agent, f"/tickets/{ticket['id']}")
        box = agent.page.get_by_test_id("composer").get_by_role("textbox")
        await expect(box).to_be_visible()
        await press(agent.page, "Control+k")
        await expect(agent.page.get_by_role("dialog").get_by_role("combobox")).to_be_focused()
        await agent.page.keyboard.type("note")
        await press(agent.page, "Enter")
        await expect(box).to_be_focused()
        await expect(agent.page.get_by_role("radio", name="Note")).to_be_checked()

    async def test_g_and_a_letter_go_to_a_page(self, tenant: Tenant, visit: Visit) -> None:
        agent = await visit(tenant.agent, "/profile")
        await expect(agent.page.get_by_role("heading", level=1, name="Profile")).to_be_visible()
        await press(agent.page, "g", "t")
        await expect(agent.page).to_have_url(re.compile("/tickets"))
