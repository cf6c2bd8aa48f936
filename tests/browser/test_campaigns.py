"""An administrator leads a campaign from the first word to the end."""

import pytest
from playwright.async_api import expect

from tests.browser.calling import done, furnish_calling
from tests.browser.conftest import Visit
from tests.browser.gallery import Gallery
from tests.conftest import Tenant

pytestmark = pytest.mark.anyio


class TestLeadingACampaign:
    async def test_it_is_made_started_with_a_preview_paused_and_ended(
        self, visit: Visit, tenant: Tenant
    ) -> None:
        page = (await visit(tenant.admin, "/campaigns/new")).page
        await page.get_by_label("Name", exact=True).fill("Autumn")
        await page.get_by_label("Calling hours").fill("mon-fri 09:00-18:00")
        await page.get_by_label("Attempts at most").fill("3")
        await page.get_by_role("button", name="Create campaign").click()
        await expect(page.get_by_role("heading", name="Autumn", level=2)).to_be_visible()
        await page.get_by_role("button", name="Start", exact=True).click()
        dialog = page.get_by_role("dialog")
        await expect(dialog.get_by_text("There are no leads in it yet")).to_be_visible()
        await dialog.get_by_role("button", name="Start", exact=True).click()
        await page.get_by_role("button", name="Pause", exact=True).click()
        await page.get_by_role("button", name="End", exact=True).click()
        await page.get_by_role("dialog").get_by_role("button", name="End", exact=True).click()
        await expect(page.get_by_text("Ended", exact=True).first).to_be_visible()
        [campaign] = (await tenant.admin.get("/api/app/campaigns")).json()
        assert (campaign["status"], campaign["max_attempts"]) == ("completed", 3)

    async def test_what_is_no_number_is_said_at_its_field(
        self, visit: Visit, tenant: Tenant
    ) -> None:
        page = (await visit(tenant.admin, "/campaigns/new")).page
        await page.get_by_label("Name", exact=True).fill("Autumn")
        await page.get_by_label("Attempts at most").fill("many")
        await page.get_by_role("button", name="Create campaign").click()
        await expect(page.get_by_text("Enter a number, such as 90")).to_be_visible()

    async def test_before_it_starts_one_sees_who_will_be_skipped_and_why(
        self, gallery: Gallery, visit: Visit, tenant: Tenant
    ) -> None:
        floor = await furnish_calling(tenant)
        body = {"number": floor.leads[-1]["phone"], "reason": "Asked by letter"}
        await done(await tenant.admin.post("/api/app/do-not-call", body), status=201)
        page = (await visit(tenant.admin, f"/campaigns/{floor.campaign['id']}")).page
        await page.get_by_role("button", name="Start", exact=True).click()
        dialog = page.get_by_role("dialog")
        await expect(dialog.get_by_text("Asked not to be called")).to_be_visible()
        await gallery.look_at(page, "campaign-start", "Why they are skipped")
        assert gallery.faults == []
