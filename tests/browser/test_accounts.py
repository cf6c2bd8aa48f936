"""Signing in and out, registering, and what one sets for oneself."""

import re
import secrets

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor
from tests.conftest import PASSWORD, Tenant

pytestmark = pytest.mark.anyio

SIGN_IN = re.compile("/sign-in")
THROWN_OUT_WITHIN_MS = 2_000


async def account(tenant: Tenant, role: str = "customer") -> str:
    """The name of somebody with a real password."""
    name = f"person-{secrets.token_hex(6)}"
    body = {"username": name, "email": f"{name}@example.org", "password": PASSWORD, "role": role}
    assert (await tenant.admin.post("/api/auth/register", body)).status_code == 201
    return name


async def sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    await page.get_by_label("Username or email").fill(name)
    await page.get_by_label("Password", exact=True).fill(password)
    await page.get_by_role("button", name="Sign in").click()


async def choose(visitor: Visitor, label: str, option: str) -> None:
    await visitor.page.get_by_label(label, exact=True).click()
    await visitor.page.get_by_role("option", name=option, exact=True).click()


class TestSigningIn:
    async def test_with_a_wrong_password_says_so_and_keeps_the_name(
        self, tenant: Tenant, visit: Visit
    ) -> None:
        name = await account(tenant, "support_agent")
        visitor = await visit(None, "/sign-in")
        visitor.forgive(401, "/api/app/session")
        await sign_in(visitor.page, name, "quite another phrase")
        told = visitor.page.get_by_text("Name and password don't match. Check both.")
        await expect(told).to_be_visible()
        await expect(visitor.page.get_by_label("Username or email")).to_have_value(name)
        await sign_in(visitor.page, name)
        await expect(visitor.page).to_have_url(re.compile("/tickets"))

    async def test_leads_on_to_where_one_was_going(self, tenant: Tenant, visit: Visit) -> None:
        visitor = await visit(None, "/tickets?view=urgent")
        await expect(visitor.page.get_by_text("Sign in to continue")).to_be_visible()
        await sign_in(visitor.page, await account(tenant, "support_agent"))
        await expect(visitor.page).to_have_url(re.compile("view=urgent"))

    async def test_a_new_account_lands_on_its_requests(self, tenant: Tenant, visit: Visit) -> None:
        visitor = await visit(None, "/sign-in")
        page = visitor.page
        await page.get_by_role("link", name="Create an account").click()
        name = f"nora-{secrets.token_hex(4)}"
        await page.get_by_label("Full name").fill("Nora New")
        await page.get_by_label("Email").fill("not an address")
        await page.get_by_label("Username").fill(name)
        await page.get_by_label("Password", exact=True).fill(PASSWORD)
        await page.get_by_role("button", name="Create an account").click()
        await expect(page.get_by_label("Email")).to_have_attribute("aria-invalid", "true")
        await page.get_by_label("Email").fill(f"{name}@example.org")
        await page.get_by_role("button", name="Create an account").click()
        await expect(page).to_have_url(re.compile("/requests$"))
        await expect(page.get_by_text("Nothing asked yet")).to_be_visible()


class TestEndingASession:
    async def test_signing_out_ends_every_tab(self, tenant: Tenant, visit: Visit) -> None:
        first = await visit(tenant.customer, "/requests")
        first.signed_out = True
        other = await first.context.new_page()
        await other.goto(first.address + "/profile")
        await expect(other.get_by_text("Where you are signed in")).to_be_visible()
        await first.page.get_by_role("button", name="Your menu").click()
        await first.page.get_by_role("menuitem", name="Sign out").click()
        await expect(first.page).to_have_url(SIGN_IN)
        await expect(other).to_have_url(SIGN_IN)

    async def test_one_ends_a_session_elsewhere(self, tenant: Tenant, visit: Visit) -> None:
        name = await account(tenant, "support_agent")
        away, here = [await visit(None, "/sign-in") for _ in range(2)]
        for each in (away, here):
            await sign_in(each.page, name)
            await expect(each.page).to_have_url(re.compile("/tickets"))
        await here.page.get_by_role("link", name="Profile").click()
        away.signed_out = True
        away.forgive(401, "/api/")  # what it was just asking for when the sign-in ended
        await here.page.get_by_role("button", name="End the sign-in").click()
        await expect(here.page.get_by_text("Sign-in ended")).to_be_visible()
        await expect(away.page).to_have_url(SIGN_IN)

    async def test_a_deactivated_agent_is_out_at_once(self, tenant: Tenant, visit: Visit) -> None:
        agent = await visit(tenant.agent, "/tickets")
        agent.signed_out = True
        agent.forgive(401, "/api/")
        await expect(agent.page.get_by_text("Nothing waits here")).to_be_visible()
        banner = agent.page.get_by_role("banner")
        await expect(banner.get_by_text("Live", exact=True).first).to_be_attached()
        path = f"/api/users/{tenant.agent.id}"
        assert (await tenant.admin.put(path, {"is_active": False})).status_code == 200
        await expect(agent.page).to_have_url(SIGN_IN, timeout=THROWN_OUT_WITHIN_MS)


class TestTheProfile:
    @pytest.mark.parametrize(
        ("name", "code", "title"),
        [("Deutsch", "de", "Profil"), ("Русский", "ru", "Профиль"), ("Español", "es", "Perfil")],
    )
    async def test_speaks_the_chosen_language(
        self, name: str, code: str, title: str, tenant: Tenant, visit: Visit
    ) -> None:
        visitor = await visit(tenant.customer, "/profile")
        await choose(visitor, "Language", name)
        heading = visitor.page.get_by_role("heading", level=1)
        await expect(heading).to_have_text(title)
        await expect(visitor.page.locator("html")).to_have_attribute("lang", code)
        await visitor.page.reload()
        await expect(heading).to_have_text(title)

    async def test_dark_stays_dark(self, tenant: Tenant, visit: Visit) -> None:
        visitor = await visit(tenant.customer, "/profile", color_scheme="light")
        await expect(visitor.page.locator("body")).to_have_css("color-scheme", re.compile("light"))
        await choose(visitor, "Theme", "Dark")
        await expect(visitor.page.locator("html")).to_have_attribute("data-theme", "dark")
        await visitor.page.reload()
        await expect(visitor.page.locator("html")).to_have_attribute("data-theme", "dark")
        paper = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)"
        assert max(await visitor.page.evaluate(paper)) < 60

    async def test_keeps_a_new_name(self, tenant: Tenant, visit: Visit) -> None:
        visitor = await visit(tenant.customer, "/profile")
        await visitor.page.get_by_label("Full name").fill("Carla von Customer")
        await visitor.page.get_by_role("button", name="Save name").click()
        await expect(visitor.page.get_by_text("Name saved")).to_be_visible()
        menu = visitor.page.get_by_role("button", name="Your menu, Carla von Customer")
        await expect(menu).to_be_visible()
