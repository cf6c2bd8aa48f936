"""An administrator leads a campaign from the first word to the end."""

import pytest
from playwright.async_api import expect

from tests.browser.calling import done, furnish_calling
from tests.browser.conftest import Visit
from tests.browser.gallery import TELEPHONE, Gallery
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

    async def test_says_who_calls_how_often_and_what_it_may_cost(
        self, gallery: Gallery, visit: Visit, tenant: Tenant
    ) -> None:
        await done(await tenant.admin.post("/api/v1/teams", {"name": "North"}), status=201)
        visitor = await visit(tenant.admin, "/campaigns/new")
        page = visitor.page
        await expect(page.get_by_label("No answer: again after")).to_have_attribute(
            "placeholder", "120"
        )
        await page.get_by_label("Name", exact=True).fill("Autumn")
        await page.get_by_label("No answer: again after").fill("90")
        await page.get_by_label("Team", exact=True).click()
        await page.get_by_role("option", name="North").click()
        await page.get_by_label("Skills").fill("Welsh, sales")
        await page.get_by_label("Budget").fill("1200,50")
        await gallery.look_at(page, "campaign-form", "Who calls")
        await page.get_by_role("button", name="Create campaign").click()
        await expect(page.get_by_text("no answer: after 90 min")).to_be_visible()
        [campaign] = (await tenant.admin.get("/api/app/campaigns")).json()
        assert campaign["retry"] == {"no-answer": 90} and campaign["budget"] == 1200.5
        assert campaign["skills"] == ["sales", "welsh"] and campaign["team_id"] is not None
        await gallery.look_on_a_telephone(
            await visit(tenant.admin, viewport=TELEPHONE),
            "campaign-form",
            "/campaigns/new",
            "Who calls",
        )
        assert gallery.faults == []

    async def test_its_own_do_not_call_list_is_kept_beside_it(
        self, gallery: Gallery, visit: Visit, tenant: Tenant
    ) -> None:
        floor = await furnish_calling(tenant)
        path = f"/campaigns/{floor.campaign['id']}"
        page = (await visit(tenant.admin, path)).page
        own = (
            page.get_by_role("region", name="Not to be called by this campaign")
            .or_(
                page.locator(
                    "section",
                    has=page.get_by_role("heading", name="Not to be called by this campaign"),
                )
            )
            .first
        )
        await own.get_by_role("button", name="Add number").click()
        dialog = page.get_by_role("dialog")
        await dialog.get_by_label("Number").fill("+12125559999")
        await dialog.get_by_label("Reason").fill("Has bought it")
        await dialog.get_by_role("button", name="Add number").click()
        await expect(own.get_by_text("Has bought it")).to_be_visible()
        [entry] = (await tenant.admin.get("/api/app/do-not-call")).json()
        assert entry["campaign_id"] == floor.campaign["id"]
        await own.scroll_into_view_if_needed()
        await gallery.look_at(page, "campaign-do-not-call", "Has bought it")
        await own.get_by_role("button", name="Take +12125559999 off the list").click()
        await page.get_by_label("Why may it be called again?").fill("They asked us to")
        await page.get_by_role("button", name="Take off the list", exact=True).click()
        await expect(own.get_by_text("The general list binds this campaign")).to_be_visible()
        assert gallery.faults == []

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
