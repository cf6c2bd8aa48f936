"""Compliance in a browser: the log, its verification, security events as they happen."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Visit
from tests.browser.gallery import TELEPHONE, Gallery
from tests.conftest import Tenant

pytestmark = pytest.mark.anyio


async def make_history(tenant: Tenant) -> None:
    """A ticket, a change of somebody's rights, somebody who is refused."""
    await tenant.ticket()
    body = {"full_name": "Axel Operator", "role": "operator"}
    assert (await tenant.admin.put(f"/api/users/{tenant.agent.id}", body)).status_code == 200
    assert (await tenant.customer.get("/api/v1/compliance/report")).status_code == 403
    await tenant.log()


class TestTheAuditLog:
    async def test_shows_what_changed_and_verifies_itself(
        self, tenant: Tenant, visit: Visit
    ) -> None:
        await make_history(tenant)
        page = (await visit(tenant.admin, "/audit")).page
        entry = page.get_by_role("button", name="Changed person")
        await entry.click()
        changes = page.get_by_role("table", name="What changed")
        await expect(changes.get_by_role("row", name="role")).to_contain_text(
            "support agent", ignore_case=True
        )
        await expect(changes.get_by_role("row", name="role")).to_contain_text(
            "operator", ignore_case=True
        )
        await page.get_by_role("button", name="Verify now").click()
        await expect(page.get_by_text("entries fit.")).to_be_visible()

    async def test_is_filtered_by_address_and_taken_out_as_a_file(
        self, tenant: Tenant, visit: Visit
    ) -> None:
        await make_history(tenant)
        page = (await visit(tenant.admin, "/audit?outcome=failure")).page
        await expect(page.get_by_text("1 entry")).to_be_visible()
        async with page.expect_download() as taken:
            await page.get_by_role("link", name="Export CSV").click()
        lines = (await (await taken.value).path()).read_text().splitlines()
        assert len(lines) == 2
        assert "ActRefused" in lines[1]


class TestSecurity:
    async def test_comes_live_and_is_resolved(self, tenant: Tenant, visit: Visit) -> None:
        page = (await visit(tenant.admin, "/security")).page
        await expect(page.get_by_text("Nothing to look at")).to_be_visible()
        given = await tenant.admin.put(f"/api/users/{tenant.agent.id}", {"role": "admin"})
        assert given.status_code == 200
        await page.get_by_role("button", name="Rights were given or changed").click()
        await expect(page.get_by_text("If you know of it, resolve it.")).to_be_visible()
        await page.get_by_role("textbox").fill("I gave them")
        await page.get_by_role("button", name="Resolve", exact=True).click()
        await expect(page.get_by_text("Resolved by Ada Admin")).to_be_visible()
        await expect(page.get_by_text("I gave them")).to_be_visible()


class TestThePages:
    async def test_are_fit_to_be_seen(self, tenant: Tenant, visit: Visit, gallery: Gallery) -> None:
        await make_history(tenant)
        await tenant.admin.put(f"/api/users/{tenant.customer.id}", {"full_name": "Carla C."})
        desk = await visit(tenant.admin)
        telephone = await visit(tenant.admin, viewport=TELEPHONE, is_mobile=True, has_touch=True)
        for name, path, sign in (
            ("audit", "/audit", "Changed person"),
            ("security", "/security?event=1", "Rights were given or changed"),
            ("audit-empty", "/audit?action=convert", "Nothing in the log fits"),
        ):
            await gallery.look(desk, name, path, sign)
            await gallery.look_on_a_telephone(telephone, name, path, sign)
        await desk.go("/audit")
        await desk.page.get_by_role("button", name="Changed person").first.click()
        await gallery.look_at(desk.page, "audit-open", "What changed")
        await desk.go("/security")
        await desk.page.get_by_role("button", name="Rights were given").click()
        await gallery.look_at(desk.page, "security-open", "resolve it")
        assert gallery.faults == []
