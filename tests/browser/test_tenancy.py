"""Administrators invite, make roles and look after the workspace; whoever is invited comes in."""

import secrets

import pytest
from httpx import AsyncClient
from playwright.async_api import expect

from tests.browser.conftest import Visit
from tests.browser.gallery import TELEPHONE, Gallery
from tests.conftest import PASSWORD, MakeTenant, Person, Tenant
from tests.tenants.mail import last_mail
from tests.tenants.test_invitations import invited, sign_in, verified

pytestmark = pytest.mark.anyio


class TestInviting:
    async def test_ends_with_a_colleague_at_work(
        self, tenant: Tenant, visit: Visit, gallery: Gallery
    ) -> None:
        email = f"nina-{secrets.token_hex(4)}@example.org"
        boss = await visit(tenant.admin, "/settings/members")
        await boss.page.get_by_role("button", name="Invite").click()
        dialog = boss.page.get_by_role("dialog")
        await dialog.get_by_label("Email").fill(email)
        await dialog.get_by_role("button", name="Invite").click()
        await expect(boss.page.get_by_text(email, exact=True)).to_be_visible()
        await gallery.look_at(boss.page, "members", "Colleagues")
        mail = await last_mail(tenant)
        nina = await visit(None, f"/invitation?token={mail.token}")
        await expect(nina.page.get_by_text("invites you")).to_be_visible()
        await gallery.look_at(nina.page, "invitation", "invites you")
        await nina.page.get_by_label("Full name").fill("Nina New")
        await nina.page.get_by_label("New password").fill(PASSWORD)
        await nina.page.get_by_role("button", name="Accept").click()
        await expect(nina.page.get_by_role("navigation").first).to_be_visible()
        await boss.go("/settings/members")
        await expect(boss.page.get_by_text("Nina New")).to_be_visible()
        await expect(boss.page.get_by_text("Nobody is invited")).to_be_visible()
        assert gallery.faults == []


class TestRoles:
    async def test_are_made_given_and_dropped(
        self, tenant: Tenant, visit: Visit, gallery: Gallery
    ) -> None:
        boss = await visit(tenant.admin, "/settings/roles")
        page = boss.page
        await page.get_by_role("button", name="New role").click()
        dialog = page.get_by_role("dialog")
        await dialog.get_by_label("Name", exact=True).fill("Team lead")
        await dialog.get_by_label("What it is for").fill("Keeps an eye on the floor")
        await dialog.get_by_label("See leads").check()
        await dialog.get_by_label("See calls").check()
        await gallery.look_at(page, "role-dialog", "A new role")
        await dialog.get_by_role("button", name="Save").click()
        await expect(page.get_by_text("0 people")).to_be_visible()
        given = await tenant.admin.put(f"/api/users/{tenant.agent.id}", {"role": "Team lead"})
        assert given.status_code == 200
        await gallery.look(boss, "roles", "/settings/roles", "1 person")
        small = await visit(tenant.admin, "/settings/roles", viewport=TELEPHONE)
        await gallery.look_on_a_telephone(small, "roles", "/settings/roles", "1 person")
        await page.get_by_role("button", name="Delete Team lead").click()
        await page.get_by_role("dialog").get_by_role("button", name="Delete").click()
        await expect(page.get_by_text("No roles of your own yet")).to_be_visible()
        shown = (await tenant.agent.get("/api/auth/me")).json()
        assert shown["role"] == "support_agent"
        assert gallery.faults == []


class TestTheWorkspace:
    async def test_is_named_and_coloured(
        self, tenant: Tenant, visit: Visit, gallery: Gallery
    ) -> None:
        boss = await visit(tenant.admin, "/settings/workspace")
        page = boss.page
        await page.get_by_label("Name", exact=True).fill("Fernhill Care")
        await page.get_by_label("Closed tickets").fill("365")
        await page.get_by_label("Accent colour").fill("#ffee00")
        await expect(page.get_by_text("Too light")).to_be_visible()
        await page.get_by_label("Accent colour").fill("#7a1f2b")
        await page.get_by_role("button", name="Save").click()
        await expect(page.get_by_text("Workspace saved")).to_be_visible()
        kept = (await tenant.admin.get("/api/app/workspace")).json()
        assert (kept["name"], kept["accent"]) == ("Fernhill Care", "#7a1f2b")
        assert kept["retention"] == {"tickets": 365}
        await gallery.look(boss, "workspace", "/settings/workspace", "As others see it")
        small = await visit(tenant.admin, "/settings/workspace", viewport=TELEPHONE)
        for name, path, sign in (
            ("workspace", "/settings/workspace", "As others see it"),
            ("members", "/settings/members", "Colleagues"), ("tokens", "/profile", "API tokens"),
        ):  # fmt: skip
            await gallery.look_on_a_telephone(small, name, path, sign)
        assert gallery.faults == []


class TestTokens:
    async def test_are_shown_once(self, tenant: Tenant, visit: Visit, gallery: Gallery) -> None:
        somebody = await visit(tenant.agent, "/profile")
        page = somebody.page
        await page.get_by_role("button", name="New token").click()
        dialog = page.get_by_role("dialog")
        await dialog.get_by_label("Name", exact=True).fill("Export at night")
        await dialog.get_by_label("See all tickets").check()
        await dialog.get_by_role("button", name="Make token").click()
        token = await page.get_by_role("dialog").locator("code").inner_text()
        assert token.startswith("rd_")
        await page.get_by_role("dialog").get_by_role("button", name="Done").click()
        await expect(page.get_by_text("never used")).to_be_visible()
        await gallery.look(somebody, "tokens", "/profile", "Export at night")
        await page.get_by_role("button", name="End Export at night").click()
        await expect(page.get_by_text("No tokens")).to_be_visible()
        assert gallery.faults == []


class TestSwitching:
    async def test_goes_from_one_workspace_to_the_other(
        self, tenant: Tenant, make_tenant: MakeTenant, visit: Visit, gallery: Gallery,
        stranger: AsyncClient,
    ) -> None:  # fmt: skip
        other = await make_tenant()
        known = await verified(tenant)
        mail = await invited(other, known["email"], "admin")
        follower = await visit(None, f"/invitation?token={mail.token}")
        await follower.page.get_by_role("button", name="Accept").click()
        await expect(follower.page.get_by_text("You belong to")).to_be_visible()
        signed = (await sign_in(stranger, known["email"])).json()
        theirs = {"Authorization": f"Bearer {signed['access_token']}"}
        moved = await stranger.post(f"/api/v1/tenants/{tenant.id}/switch", headers=theirs)
        token = moved.json()["access_token"]
        person = Person(known["id"], "Somebody", token, stranger, "support_agent")
        somebody = await visit(person, "/tickets")
        page = somebody.page
        await page.get_by_role("button", name="Your menu").click()
        names = [(await one.admin.get("/api/v1/tenant")).json()["name"] for one in (tenant, other)]
        await expect(page.get_by_role("menuitemradio", name=names[0])).to_be_checked()
        await gallery.look_at(page, "switcher", "Workspaces")
        await page.get_by_role("menuitemradio", name=names[1]).click()
        await expect(page.get_by_role("link", name="Settings")).to_be_visible()
        await page.get_by_role("button", name="Your menu").click()
        await expect(page.get_by_role("menuitemradio", name=names[1])).to_be_checked()
        assert gallery.faults == []
