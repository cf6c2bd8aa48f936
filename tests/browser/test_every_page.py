"""Each page as a stranger first sees it: in light, in dark, and on a telephone."""

from typing import Any

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Visit
from tests.browser.gallery import TELEPHONE, Gallery
from tests.browser.workspace import furnish
from tests.conftest import Tenant

pytestmark = pytest.mark.anyio

STRANGERS = {
    "sign-in": ("/sign-in", "No account yet?"),
    "register": ("/register", "Already have an account?"),
    "forgot-password": ("/forgot-password", "Send the link"),
    "reset-password": ("/reset-password?token=x", "Save the password"),
    "reset-password-incomplete": ("/reset-password", "This link is incomplete"),
}
CUSTOMERS = {
    "requests": ("/requests", "Labels come out blank"),
    "requests-search": ("/requests?q=nothing+like+it", "No request holds these words"),
    "request": ("/requests/{talked}", "The page says"),
    "not-for-me": ("/overview", "Not for your account"),
    "not-found": ("/nowhere", "There is nothing at this address"),
}
AGENTS = {
    "tickets": ("/tickets", "Labels come out blank"),
    "tickets-empty": ("/tickets?q=nothing+like+it", "No ticket fits"),
    "ticket": ("/tickets/{talked}", "The page says"),
    "ticket-missing": ("/tickets/999999", "Not found"),
    "own-numbers": ("/me/numbers", "Until resolved"),
    "profile": ("/profile", "Where you are signed in"),
}
ADMINISTRATORS = {
    "overview": ("/overview", "What happens now"),
    "overview-agent": ("/overview?agent={agent}", "was given"),
    "people": ("/people", "Axel Agent"),
    "person": ("/people/{agent}", "Role and rights"),
    "person-new": ("/people/new", "First password"),
    "system": ("/system?hours=1", "on average"),
    "system-alerts": ("/system?tab=alerts", "Failed work"),
    "system-logs": ("/system?tab=logs", "a round took longer"),
    "system-dead": ("/system?tab=dead", "Nothing failed"),
    "assistant": ("/settings/assistant", "Mask personal data"),
    "assistant-models": ("/settings/assistant?tab=models", "Ringdesk itself"),
    "assistant-calls": ("/settings/assistant?tab=calls", "Nobody was asked yet"),
}


class TestEveryPage:
    async def walk(
        self, gallery: Gallery, visit: Visit, tenant: Tenant, who: Any,
        pages: dict[str, tuple[str, str]],
    ) -> None:  # fmt: skip
        talked = 0 if who is None else await furnish(tenant)
        desk = await visit(who)
        telephone = await visit(who, viewport=TELEPHONE, is_mobile=True, has_touch=True)
        for visitor in (desk, telephone):
            visitor.forgive(404, "/api/tickets/999999")
        for name, (path, sign) in pages.items():
            there = path.format(talked=talked, agent=tenant.agent.id)
            await gallery.look(desk, name, there, sign)
            await gallery.look_on_a_telephone(telephone, name, there, sign)
        assert gallery.faults == []

    async def test_for_strangers(self, gallery: Gallery, visit: Visit, tenant: Tenant) -> None:
        await self.walk(gallery, visit, tenant, None, STRANGERS)

    async def test_for_customers(self, gallery: Gallery, visit: Visit, tenant: Tenant) -> None:
        await self.walk(gallery, visit, tenant, tenant.customer, CUSTOMERS)

    async def test_for_agents(self, gallery: Gallery, visit: Visit, tenant: Tenant) -> None:
        await self.walk(gallery, visit, tenant, tenant.agent, AGENTS)

    async def test_with_what_opens_on_it(
        self, gallery: Gallery, visit: Visit, tenant: Tenant
    ) -> None:
        talked = await furnish(tenant)
        agent = await visit(tenant.agent, f"/tickets/{talked}")
        page = agent.page
        await expect(page.get_by_text("The page says")).to_be_visible()
        for key, sign in (
            ("Control+k", "Go to: Tickets"),
            ("?", "Next ticket"),
            ("s", "Cancelled"),
        ):
            await page.keyboard.press(key)
            await gallery.look_at(page, f"open-{sign.split()[0].lower()}", sign)
            await page.keyboard.press("Escape")
            await expect(page.get_by_role("dialog")).to_have_count(0)
        for button, sign in (("Your menu", "Sign out"), ("Choose a view", "Unassigned"),
                             ("Filter tickets", "Clear filters")):  # fmt: skip
            await page.get_by_role("button", name=button).click()
            await gallery.look_at(page, f"open-{button.split()[0].lower()}", sign)
            await page.keyboard.press("Escape")
        await page.mouse.move(700, 500)  # or the last button's tooltip stays
        await page.get_by_role("log").focus()
        await agent.lose_connection()
        await gallery.look_at(page, "offline", "What you write is kept")
        assert gallery.faults == []

    async def test_for_administrators(self, gallery: Gallery, visit: Visit, tenant: Tenant) -> None:
        await self.walk(gallery, visit, tenant, tenant.admin, ADMINISTRATORS)
