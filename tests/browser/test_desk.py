"""An operator's desk: one key to the next call, notes while one talks, and a call passed on."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import Page, expect

from tests.browser.calling import PAUSED, Floor, done, furnish_calling
from tests.browser.conftest import Visit
from tests.browser.gallery import TELEPHONE, Gallery
from tests.conftest import Person, Tenant

pytestmark = pytest.mark.anyio


async def choose(page: Page, field: str, option: str) -> None:
    await page.get_by_role("combobox", name=field).click()
    await page.get_by_role("option", name=option, exact=True).click()


async def at_the_desk(tenant: Tenant) -> Person:
    """An operator for whom one lead is ready, of no campaign that would have to be started."""
    await done(await tenant.admin.post("/api/admin/system/control", PAUSED))
    lead = {"name": "Lea Lead", "phone": "+12125551000", "source": "web", "priority": "urgent"}
    await done(await tenant.admin.post("/api/app/leads", lead), status=201)
    return await tenant.person("operator", name="Odette Operator")


class TestTheNextLead:
    async def test_one_key_takes_it_and_calls(self, visit: Visit, tenant: Tenant) -> None:
        fresh = await at_the_desk(tenant)
        page = (await visit(fresh, "/call")).page
        await expect(page.get_by_text("Nobody on the line")).to_be_visible()
        await page.keyboard.press("d")
        bar = page.get_by_role("region", name="The call")
        await expect(bar.get_by_text("Placing")).to_be_visible()
        [call] = (await fresh.get("/api/app/calls")).json()
        assert call["lead"]["name"] == "Lea Lead"

    async def test_says_so_when_there_is_none(self, visit: Visit, tenant: Tenant) -> None:
        await done(await tenant.admin.post("/api/admin/system/control", PAUSED))
        fresh = await tenant.person("operator", name="Odette Operator")
        page = (await visit(fresh, "/call")).page
        await page.get_by_role("button", name="Call the next one").click()
        await expect(page.get_by_text("No lead is ready now")).to_be_visible()

    async def test_is_looked_at_first_and_then_called_by_the_same_key(
        self, visit: Visit, tenant: Tenant
    ) -> None:
        fresh = await at_the_desk(tenant)
        page = (await visit(fresh, "/call")).page
        await page.get_by_role("button", name="Next lead").click()
        await expect(page.get_by_role("region", name="Lea Lead")).to_be_visible()
        assert (await fresh.get("/api/app/calls")).json() == []
        await page.keyboard.press("d")
        await expect(page.get_by_role("region", name="The call")).to_be_visible()


class TestWhileOneTalks:
    async def test_notes_go_on_in_the_wrap_up(self, visit: Visit, tenant: Tenant) -> None:
        floor = await furnish_calling(tenant)
        page = (await visit(floor.operator, "/call")).page
        bar = page.get_by_role("region", name="The call")
        await bar.get_by_label("Notes").fill("Wants the blue one")
        await bar.get_by_role("button", name="Hang up").click()
        form = page.get_by_role("form", name="Wrap-up")
        await expect(form.get_by_label("Notes")).to_have_value("Wants the blue one")
        await form.get_by_role("radio", name="Sale").click()
        await form.get_by_role("button", name="Finish").click()
        await expect(page.get_by_text("Saved")).to_be_visible()
        calls = (await floor.operator.get("/api/app/calls")).json()
        assert calls[0]["notes"] == "Wants the blue one"


class TestAPromise:
    async def test_to_call_again_takes_two_presses(self, visit: Visit, tenant: Tenant) -> None:
        floor = await furnish_calling(tenant)
        page = (await visit(floor.other, "/call")).page
        form = page.get_by_role("form", name="Wrap-up")
        await form.get_by_role("radio", name="Callback").click()
        await form.get_by_role("button", name="Tomorrow").click()
        await form.get_by_role("button", name="Finish").click()
        await expect(page.get_by_text("Saved")).to_be_visible()
        [promised] = (await floor.other.get("/api/app/calling/callbacks?days=7")).json()
        due = datetime.fromisoformat(promised["callback_at"]) - datetime.now(UTC)
        assert timedelta(hours=23) < due <= timedelta(hours=24)


class TestTransferring:
    async def test_a_colleague_who_is_free_has_the_call_then(
        self, gallery: Gallery, visit: Visit, tenant: Tenant
    ) -> None:
        floor, free = await self.floor(tenant)
        visitor = await visit(floor.operator, "/call")
        page = visitor.page
        await expect(page.get_by_role("region", name="The call")).to_be_visible()
        await page.keyboard.press("t")
        dialog = page.get_by_role("dialog")
        await expect(dialog.get_by_text("for you the call is over")).to_be_visible()
        await gallery.look_at(page, "call-transfer", "for you the call is over")
        await choose(page, "To", "Odette Operator")
        await dialog.get_by_role("button", name="Transfer").click()
        await expect(page.get_by_text("Transferred to Odette Operator")).to_be_visible()
        desk = (await free.get("/api/app/calling/me")).json()
        assert desk["call"]["lead"]["name"] == "Ada Lovelace"
        assert gallery.faults == []

    async def test_another_number_may_be_given_and_a_wrong_one_is_told(
        self, gallery: Gallery, visit: Visit, tenant: Tenant
    ) -> None:
        floor = await furnish_calling(tenant)
        visitor = await visit(floor.operator, "/call", viewport=TELEPHONE, is_mobile=True)
        visitor.forgive(400, "/api/app/calls/")
        page = visitor.page
        await page.get_by_role("button", name="Transfer").click()
        dialog = page.get_by_role("dialog")
        await expect(dialog.get_by_text("No colleague is free now")).to_be_visible()
        send = dialog.get_by_role("button", name="Transfer")
        await expect(send).to_be_disabled()
        await dialog.get_by_label("Number").fill("soon")
        await send.click()
        await expect(dialog.get_by_text("telephone number")).to_be_visible()
        await gallery.look_at(page, "call-transfer-360", "No colleague is free now")
        await dialog.get_by_label("Number").fill("+442079460018")
        await send.click()
        await expect(page.get_by_text("Transferred to +442079460018")).to_be_visible()
        assert gallery.faults == []

    async def floor(self, tenant: Tenant) -> tuple[Floor, Person]:
        floor = await furnish_calling(tenant)
        free = await tenant.person("operator", name="Odette Operator")
        await done(await free.put("/api/app/availability", {"state": "available"}))
        return floor, free


class TestOwnNumbers:
    async def test_are_the_calls_of_who_calls(
        self, gallery: Gallery, visit: Visit, tenant: Tenant
    ) -> None:
        floor = await furnish_calling(tenant)
        page = (await visit(floor.other, "/me/numbers")).page
        await expect(page.get_by_text("Your calls in 30 days")).to_be_visible()
        await expect(page.get_by_label("All together")).to_contain_text("Calls4")
        await expect(page.get_by_text("You, so far")).to_have_count(0)  # no tickets here
        await gallery.look_at(page, "own-calls", "Your calls in 30 days")
        assert gallery.faults == []
