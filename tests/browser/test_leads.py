"""Leads in lists: narrowed, given to somebody, tagged, and called from where they are seen."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.calling import furnish_calling
from tests.browser.conftest import Visit
from tests.browser.gallery import TELEPHONE, Gallery
from tests.conftest import Tenant

pytestmark = pytest.mark.anyio


async def choose_first_two(page: Page) -> None:
    for box in (0, 1):
        await page.get_by_role("list", name="Leads").get_by_role("checkbox").nth(box).click()
    await page.get_by_role("button", name="Change", exact=True).click()


class TestFilters:
    async def test_what_a_link_brought_is_seen_and_taken_away(
        self, gallery: Gallery, visit: Visit, tenant: Tenant
    ) -> None:
        await furnish_calling(tenant)
        visitor = await visit(tenant.admin, "/leads?tag=vip&source=referral")
        page = visitor.page
        await expect(page.get_by_text("2 leads")).to_be_visible()
        await gallery.look_at(page, "leads-chips", "2 leads")
        await page.get_by_role("button", name="Source: referral: take this filter away").click()
        await expect(page.get_by_text("8 leads")).to_be_visible()
        await page.get_by_role("button", name="Tag: vip: take this filter away").click()
        await expect(page.get_by_text("12 leads")).to_be_visible()
        assert gallery.faults == []

    async def test_a_telephone_shows_leads_first_and_filters_when_asked(
        self, visit: Visit, tenant: Tenant
    ) -> None:
        await furnish_calling(tenant)
        visitor = await visit(tenant.admin, "/leads?priority=urgent", viewport=TELEPHONE)
        page = visitor.page
        stage = page.get_by_role("combobox", name="Any stage")
        await expect(page.get_by_text("3 leads")).to_be_visible()
        await expect(stage).to_have_count(0)
        await page.get_by_role("button", name="Filters: 1").click()
        await expect(stage).to_be_visible()


class TestManyAtOnce:
    async def test_become_a_colleague_s(self, visit: Visit, tenant: Tenant) -> None:
        floor = await furnish_calling(tenant)
        page = (await visit(tenant.admin, "/leads")).page
        await choose_first_two(page)
        await page.get_by_role("menuitem", name="Assign to a colleague").click()
        dialog = page.get_by_role("dialog")
        await expect(dialog.get_by_role("button", name="Assign")).to_be_disabled()
        await dialog.get_by_role("combobox", name="Owner").click()
        await page.get_by_role("option", name="Oscar Operator").click()
        await dialog.get_by_role("button", name="Assign").click()
        await expect(page.get_by_text("2 leads changed")).to_be_visible()
        found = (await tenant.admin.get(f"/api/app/leads?owner={floor.other.id}")).json()
        assert {lead["name"] for lead in found} >= {"Barbara Liskov"}

    async def test_are_tagged(self, gallery: Gallery, visit: Visit, tenant: Tenant) -> None:
        await furnish_calling(tenant)
        page = (await visit(tenant.admin, "/leads")).page
        await choose_first_two(page)
        await page.get_by_role("menuitem", name="Add tags").click()
        await page.get_by_role("dialog").get_by_label("Tags").fill("fair, north")
        await gallery.look_at(page, "leads-tag-many", "With commas between them")
        await page.get_by_role("dialog").get_by_role("button", name="Add tags").click()
        await expect(page.get_by_text("2 leads changed")).to_be_visible()
        found = (await tenant.admin.get("/api/app/leads?tag=north")).json()
        assert len(found) == 2
        assert gallery.faults == []


class TestCallingFromALead:
    async def test_it_is_taken_to_the_desk(self, visit: Visit, tenant: Tenant) -> None:
        floor = await furnish_calling(tenant)
        fresh = await tenant.person("operator", name="Odette Operator")
        page = (await visit(fresh, f"/leads/{floor.leads[6]['id']}")).page
        await page.get_by_role("button", name="Call them").click()
        desk = page.get_by_role("region", name="Katherine Johnson")
        await expect(desk.get_by_text("Script", exact=True)).to_be_visible()
