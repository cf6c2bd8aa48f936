"""Each page as a stranger first sees it: in light, in dark, and on a telephone.

Pictures go to the folder RINGDESK_SCREENSHOTS, if it is given."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor
from tests.browser.workspace import furnish
from tests.conftest import Tenant

pytestmark = pytest.mark.anyio

AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
# All rules that are on by default, and the size of targets, which is new in WCAG 2.2.
# Another theme changes colours and nothing else.
CHECK = """async (onlyColours) => (await axe.run(document, {
  ...(onlyColours ? { runOnly: ['color-contrast'] } : {}),
  rules: { 'target-size': { enabled: true } }, resultTypes: ['violations'],
})).violations.map((rule) => rule.id + ': ' + rule.nodes.map((node) => node.html.slice(0, 160)
  + ' [' + node.any.concat(node.all, node.none).map((why) => why.message).join('; ') + ']')
  .slice(0, 3).join(' | '))"""
TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth <= width) {
    // What scrolls by itself hides its overflow from the page: the main pane must not.
    const main = document.querySelector('main')
    if (!main || main.scrollWidth <= main.clientWidth) return null
  }
  return [...document.querySelectorAll('body *')]
    .filter((each) => each.getBoundingClientRect().right > width + 1)
    .map((each) => each.tagName + '.' + String(each.className).slice(0, 80)).slice(0, 4).join(' | ')
}"""
SCROLLS_AS_A_WHOLE = """() => document.querySelector('nav') !== null
  && document.documentElement.scrollHeight > document.documentElement.clientHeight"""
TELEPHONE = {"width": 360, "height": 740}


@dataclass
class Gallery:
    """Takes the pictures, and keeps what is wrong with the pages."""

    folder: Path
    faults: list[str] = field(default_factory=list)

    async def look(self, visitor: Visitor, name: str, path: str, sign: str) -> None:
        """`sign`: the text that says the page is there with its data."""
        await visitor.go(path)
        await self.look_at(visitor.page, name, sign)

    async def look_at(self, page: Page, name: str, sign: str) -> None:
        await self._settled(page, sign)
        if await page.evaluate(SCROLLS_AS_A_WHOLE):
            self.faults.append(f"{name} scrolls as a whole, with its header and rail")
        await page.evaluate(AXE.read_text())
        for scheme in ("light", "dark"):
            await page.emulate_media(color_scheme=scheme)
            await self._picture(page, f"{name}-{scheme}")
            await self._check(page, f"{name} in {scheme}", only_colours=scheme == "dark")
        await page.emulate_media(color_scheme="light")

    async def look_on_a_telephone(self, visitor: Visitor, name: str, path: str, sign: str) -> None:
        page = visitor.page
        await visitor.go(path)
        await self._settled(page, sign)
        await self._picture(page, f"{name}-360")
        wide = await page.evaluate(TOO_WIDE)
        if wide is not None:
            self.faults.append(f"{name} is wider than 360 px: {wide}")
        await page.evaluate(AXE.read_text())
        await self._check(page, f"{name} at 360 px")

    async def _settled(self, page: Page, sign: str) -> None:
        await expect(page.get_by_text(sign).locator("visible=true").first).to_be_visible()
        await expect(page.locator(".animate-late")).to_have_count(0)

    async def _picture(self, page: Page, name: str) -> None:
        await page.screenshot(path=self.folder / f"{name}.png", animations="disabled")

    async def _check(self, page: Page, where: str, *, only_colours: bool = False) -> None:
        found: list[Any] = await page.evaluate(CHECK, only_colours)
        self.faults += [f"{where}: {fault}" for fault in found]


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


@pytest.fixture
def gallery(tmp_path: Path) -> Gallery:
    folder = Path(os.environ.get("RINGDESK_SCREENSHOTS") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    if not AXE.exists():
        pytest.fail("axe-core is missing: npm --prefix web ci", pytrace=False)
    return Gallery(folder)


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
