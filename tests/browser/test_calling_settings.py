"""Administrators set up calling: the queue, carriers, whom nobody calls, who gets a lead."""

import pytest
from playwright.async_api import FilePayload, Page, expect

from tests.browser.calling import furnish_calling, furnish_settings
from tests.browser.conftest import Visit
from tests.browser.gallery import Gallery
from tests.conftest import Tenant

pytestmark = pytest.mark.anyio


async def choose(page: Page, field: str, option: str) -> None:
    await page.get_by_label(field, exact=True).click()
    await page.get_by_role("option", name=option, exact=True).click()


class TestQueue:
    async def test_what_is_wrong_is_said_and_stays_typed(
        self, visit: Visit, tenant: Tenant
    ) -> None:
        desk = await visit(tenant.admin, "/settings/calling")
        page = desk.page
        attempts = page.get_by_label("Attempts per day")
        await attempts.fill("99")
        await page.get_by_label("Busy").fill("15")
        await page.get_by_role("button", name="Save").click()
        await expect(page.get_by_text("A whole number from 1 to 50")).to_be_visible()
        await expect(page.get_by_label("Busy")).to_have_value("15")
        await attempts.fill("4")
        await page.get_by_role("button", name="Save").click()
        await expect(page.get_by_text("Settings saved")).to_be_visible()
        kept = (await tenant.admin.get("/api/app/settings/dialer")).json()
        assert (kept["attempts_per_day"], kept["retry"]) == (4, {"busy": 15})

    async def test_hours_that_are_none_are_told_beside_their_field(
        self, visit: Visit, tenant: Tenant
    ) -> None:
        desk = await visit(tenant.admin, "/settings/calling")
        desk.forgive(400, "/api/app/settings/dialer")
        await desk.page.get_by_label("Calling hours").fill("whenever")
        await desk.page.get_by_role("button", name="Save").click()
        field = desk.page.get_by_label("Calling hours")
        await expect(field).to_have_attribute("aria-invalid", "true")
        await expect(field).to_have_value("whenever")


class TestCarriers:
    async def test_one_is_added_tested_and_removed(
        self, gallery: Gallery, visit: Visit, tenant: Tenant
    ) -> None:
        page = (await visit(tenant.admin, "/settings/calling?tab=carriers")).page
        await expect(page.get_by_text("Simulated: no real carrier")).to_be_visible()
        await page.get_by_role("button", name="Add carrier").click()
        await choose(page, "Kind", "Twilio")
        await page.get_by_role("button", name="Save carrier").click()
        await expect(page.get_by_text("Fill this in")).to_have_count(3)
        await gallery.look_at(page, "settings-carrier-dialog", "Fill this in")
        await choose(page, "Kind", "Simulated")
        await page.get_by_label("Name", exact=True).fill("Practice")
        await page.get_by_label("Your numbers").fill("+1 (415) 555-0100")
        await page.get_by_role("button", name="Save carrier").click()
        await page.get_by_role("button", name="Test Practice").click()
        await expect(page.get_by_text("Simulated: nobody is called")).to_be_visible()
        found = (await tenant.admin.get("/api/app/carriers")).json()["carriers"]
        assert [(one["name"], one["caller_ids"]) for one in found] == [
            ("Practice", ["+14155550100"])
        ]
        await page.get_by_role("button", name="Remove Practice").click()
        await page.get_by_role("button", name="Remove carrier").click()
        await expect(page.get_by_text("No carrier yet")).to_be_visible()
        assert gallery.faults == []


class TestDoNotCall:
    async def test_a_number_and_a_file_are_listed_and_one_is_taken_off(
        self, visit: Visit, tenant: Tenant
    ) -> None:
        page = (await visit(tenant.admin, "/settings/calling?tab=dnc")).page
        await page.get_by_role("button", name="Add number").click()
        dialog = page.get_by_role("dialog")
        await dialog.get_by_label("Number").fill("+1 212 555 9999")
        await dialog.get_by_label("Reason").fill("Asked by letter")
        await dialog.get_by_role("button", name="Add number").click()
        await expect(page.get_by_role("cell", name="+12125559999", exact=True)).to_be_visible()
        await page.get_by_role("button", name="Read in a list").click()
        file: FilePayload = {
            "name": "list.csv", "mimeType": "text/csv", "buffer": b"+442079460000\nnobody\n",
        }  # fmt: skip
        await dialog.get_by_label("File").set_input_files(file)
        await dialog.get_by_role("button", name="Read in").click()
        await expect(dialog.get_by_text("1 new")).to_be_visible()
        await dialog.get_by_role("button", name="Close").first.click()
        await page.get_by_role("button", name="Take +12125559999 off the list").click()
        taking = page.get_by_role("button", name="Take off the list", exact=True)
        await expect(taking).to_be_disabled()
        await page.get_by_label("Why may it be called again?").fill("They asked us to")
        await taking.click()
        await expect(page.get_by_role("cell", name="+12125559999", exact=True)).to_have_count(0)
        await expect(page.get_by_role("cell", name="+442079460000", exact=True)).to_be_visible()


class TestRules:
    async def test_one_is_built_and_tried_on_a_lead(
        self, gallery: Gallery, visit: Visit, tenant: Tenant
    ) -> None:
        floor = await furnish_calling(tenant)
        await furnish_settings(tenant, floor)
        page = (await visit(tenant.admin, "/settings/routing")).page
        await page.get_by_role("button", name="Add rule").click()
        await page.get_by_label("Name", exact=True).fill("Friends to Oscar")
        await page.get_by_label("Place").fill("1")
        await page.get_by_label("Value of condition 1").fill("referral")
        await page.get_by_role("button", name="Add condition").click()
        await choose(page, "Field of condition 2", "Priority")
        await choose(page, "Then the lead goes to", "A person")
        await page.get_by_role("button", name="Save rule").click()
        await expect(page.get_by_text("Fill in the value")).to_be_visible()
        await gallery.look_at(page, "settings-rule-dialog", "Fill in the value")
        await choose(page, "Value of condition 2", "Medium")
        await choose(page, "Person", "Oscar Operator")
        await page.get_by_role("button", name="Save rule").click()
        await expect(page.get_by_text("Source is referral and Priority is Medium")).to_be_visible()
        await page.get_by_label("Lead", exact=True).click()
        await page.get_by_placeholder("Search name, number, e-mail").fill(floor.leads[2]["name"])
        await page.get_by_role("option", name=floor.leads[2]["name"]).click()
        await expect(page.get_by_text("It would go to Oscar Operator")).to_be_visible()
        await gallery.look_at(page, "settings-rules-tried", "It would go to")
        assert gallery.faults == []

    async def test_a_team_is_made_of_its_people(self, visit: Visit, tenant: Tenant) -> None:
        await tenant.person("operator", name="Olga Operator")
        page = (await visit(tenant.admin, "/settings/routing?tab=teams")).page
        await page.get_by_role("button", name="Add team").click()
        await page.get_by_label("Name", exact=True).fill("Closers")
        await page.get_by_label("Olga Operator").click()
        await page.get_by_role("button", name="Save team").click()
        await expect(page.get_by_text("Team saved")).to_be_visible()
        [team] = (await tenant.admin.get("/api/v1/teams")).json()
        assert (team["name"], len(team["member_ids"])) == ("Closers", 1)

    async def test_points_are_changed_and_out_of_range_refused(
        self, visit: Visit, tenant: Tenant
    ) -> None:
        page = (await visit(tenant.admin, "/settings/routing?tab=scores")).page
        points = page.get_by_label("Points of referral")
        await points.fill("26")
        await page.get_by_role("button", name="Save points").click()
        await expect(page.get_by_text("Each needs a name and 0 to 25 points")).to_be_visible()
        await points.fill("21,5")
        await page.get_by_role("button", name="Save points").click()
        await expect(page.get_by_text("Saved; scores are counted anew")).to_be_visible()
        kept = (await tenant.admin.get("/api/app/settings/scoring")).json()
        assert kept["source_points"]["referral"] == 21.5
