"""The installation's workspaces: opened for somebody, limited, suspended, resumed."""

import secrets
from uuid import UUID

import pytest
from httpx import AsyncClient
from playwright.async_api import expect

from tests.browser.conftest import Visit
from tests.browser.gallery import TELEPHONE, Gallery
from tests.conftest import PASSWORD, Person, Tenant

pytestmark = pytest.mark.anyio

PATH = "/installation"


@pytest.fixture
async def root(stranger: AsyncClient) -> Person:
    """The first workspace's administrator, as `installed` made them."""
    body = {"username": "root", "password": PASSWORD}
    signed = (await stranger.post("/api/auth/login", json=body)).json()
    return Person(signed["user"]["id"], "root", signed["access_token"], stranger, "admin")


class TestTheInstallation:
    async def test_opens_limits_suspends_and_resumes_a_workspace(
        self, root: Person, visit: Visit, gallery: Gallery
    ) -> None:
        name = f"Fernhill {secrets.token_hex(4)}"
        boss = await visit(root, "/team")
        page = boss.page
        await page.get_by_role("link", name="Workspaces").click()
        await page.get_by_role("button", name="Open a workspace").click()
        dialog = page.get_by_role("dialog")
        await dialog.get_by_label("Name", exact=True).fill(name)
        await dialog.get_by_label("First administrator").fill(
            f"{secrets.token_hex(4)}@fern.example"
        )
        await gallery.look_at(page, "installation-open", "gets a link by mail")
        await dialog.get_by_role("button", name="Open a workspace").click()
        await expect(page.get_by_text(f"{name} is open")).to_be_visible()
        await page.get_by_label("Search by name or host").fill(name)
        row = page.get_by_role("listitem").filter(has_text=name)
        await expect(row.get_by_text("Nobody there yet")).to_be_visible()
        await row.get_by_role("button", name="Quotas").click()
        await dialog.get_by_label("Colleagues at most").fill("many")
        await expect(dialog.get_by_text("A whole number")).to_be_visible()
        await dialog.get_by_label("Colleagues at most").fill("12")
        await dialog.get_by_label("Host names").fill(f"{secrets.token_hex(4)}.fern.example")
        await gallery.look_at(page, "installation-quotas", "Left empty")
        await dialog.get_by_role("button", name="Save").click()
        await expect(row.get_by_text("0 of 12")).to_be_visible()
        await row.get_by_role("button", name="Suspend").click()
        await dialog.get_by_label("Reason").fill("Unpaid since May")
        await dialog.get_by_role("button", name="Suspend").click()
        await expect(row.get_by_text("Unpaid since May")).to_be_visible()
        await expect(page.get_by_text(f"{name} is suspended")).to_have_count(0, timeout=15_000)
        await gallery.look(boss, "installation", PATH, "Runs the installation")
        small = await visit(root, PATH, viewport=TELEPHONE)
        await gallery.look_on_a_telephone(small, "installation", f"{PATH}?q=hill", "Unpaid since")
        await boss.go(f"{PATH}?q={name}")
        await row.get_by_role("button", name="Resume").click()
        await expect(row.get_by_text("Nobody there yet")).to_be_visible()
        assert gallery.faults == []

    async def test_shows_in_numbers_what_a_workspace_uses(
        self, root: Person, tenant: Tenant, visit: Visit
    ) -> None:
        known = (await tenant.admin.get("/api/v1/tenant")).json()
        assert UUID(known["id"]) == tenant.id
        boss = await visit(root, f"{PATH}?q={known['name']}")
        row = boss.page.get_by_role("listitem").filter(has_text=known["name"])
        await expect(row.get_by_text("Active")).to_be_visible()

    async def test_is_not_for_another_workspaces_administrator(
        self, tenant: Tenant, visit: Visit
    ) -> None:
        other = await visit(tenant.admin, PATH)
        await expect(other.page.get_by_text("Not for your account")).to_be_visible()
        await other.go("/team")
        settings = other.page.get_by_role("navigation", name="Settings")
        await expect(settings.get_by_role("link", name="Members")).to_be_visible()
        await expect(settings.get_by_role("link", name="Workspaces")).to_have_count(0)
