"""Calls that come in: an administrator sets up where they go, and one rings at an operator."""

from uuid import uuid4

import pytest
from playwright.async_api import expect

from ringdesk.domains.calls.inbound.arriving import arrive
from ringdesk.domains.calls.inbound.queueing import give
from ringdesk.domains.calls.reporting import learn
from ringdesk.kernel.work import Actor
from tests.browser.conftest import Visit
from tests.browser.gallery import TELEPHONE, Gallery
from tests.conftest import Person, Tenant

pytestmark = pytest.mark.anyio

OURS = "+12024560100"
PAGE = "/settings/calling?tab=inbound"


async def one_comes(tenant: Tenant, caller: str = "+12024560142") -> int:
    """Somebody called our number and was answered by the house."""
    async with tenant.work() as work:
        call = await arrive(
            work, carrier="simulation", carrier_id=None, carrier_call_id=uuid4().hex,
            from_number=caller, to_number=OURS,
        )  # fmt: skip
        assert call is not None
        await learn(work, call_id=call.call_id, kind="answered")
    await give(tenant.house.office, Actor.the_house(tenant.id))
    return call.call_id


async def furnish_inbound(tenant: Tenant) -> None:
    path = "/api/app/inbound"
    queue = await tenant.admin.post(f"{path}/queues", {"name": "Sales", "ring_s": 120})
    menu = {"do": "menu", "say": "One for sales", "keys": {"1": {"do": "callback"}}}
    number = {
        "number": OURS, "name": "Main line", "queue_id": queue.json()["id"], "menu": None,
        "hours": "mon-sun 00:00-24:00",
    }  # fmt: skip
    assert (await tenant.admin.post(f"{path}/numbers", number)).status_code == 201
    second = number | {"number": "+12024560101", "name": "Press a key", "menu": menu}
    assert (await tenant.admin.post(f"{path}/numbers", second)).status_code == 201


async def at_work(tenant: Tenant, name: str) -> Person:
    operator = await tenant.person("operator", name=name)
    await operator.put("/api/app/availability", {"state": "available"})
    return operator


class TestSettingUp:
    async def test_a_queue_and_a_number_with_a_menu(
        self, gallery: Gallery, visit: Visit, tenant: Tenant
    ) -> None:
        page = (await visit(tenant.admin, PAGE)).page
        await page.get_by_role("button", name="New queue").click()
        dialog = page.get_by_role("dialog")
        await dialog.get_by_label("Name").fill("Sales")
        await dialog.get_by_label("Rings at an agent for").fill("3")
        await dialog.get_by_role("button", name="Save").click()
        await expect(dialog.get_by_text("a whole number from 5 to 120")).to_be_visible()
        await dialog.get_by_label("Rings at an agent for").fill("15")
        await dialog.get_by_role("button", name="Save").click()
        await expect(page.get_by_text("Rings for 15 seconds.")).to_be_visible()
        await page.get_by_role("button", name="New number").click()
        await dialog.get_by_label("Number", exact=True).fill(OURS)
        await dialog.get_by_label("Announcement").fill("Welcome")
        await dialog.get_by_role("button", name="Add a key").click()
        await dialog.get_by_label("What the menu says").fill("Press 1 for sales")
        await gallery.look_at(page, "inbound-number", "Menu of keys")
        await dialog.get_by_role("button", name="Save").click()
        await expect(page.get_by_text("by a menu of keys")).to_be_visible()
        [number] = (await tenant.admin.get("/api/app/inbound/numbers")).json()
        assert number["menu"]["keys"]["1"]["do"] == "queue" and number["greeting"] == "Welcome"
        assert gallery.faults == []

    async def test_who_waits_is_seen_as_they_come(
        self, gallery: Gallery, visit: Visit, tenant: Tenant
    ) -> None:
        await furnish_inbound(tenant)
        visitor = await visit(tenant.admin, PAGE)
        await expect(visitor.page.get_by_text("Nobody is on hold.")).to_be_visible()
        await one_comes(tenant)
        await expect(visitor.page.get_by_text("1 waits now")).to_be_visible()
        await gallery.look_at(visitor.page, "inbound", "+12024560142")
        small = await visit(tenant.admin, viewport=TELEPHONE)
        await gallery.look_on_a_telephone(small, "inbound", PAGE, "+12024560142")
        assert gallery.faults == []


class TestRinging:
    async def test_is_declined_goes_on_to_the_next_and_is_taken_by_a_key(
        self, gallery: Gallery, visit: Visit, tenant: Tenant
    ) -> None:
        await furnish_inbound(tenant)
        first = await at_work(tenant, "Olga Operator")
        page = (await visit(first, "/leads")).page  # wherever one is
        await expect(page.get_by_role("heading", level=1)).to_be_visible()
        call_id = await one_comes(tenant)
        ringing = page.get_by_test_id("ringing")
        await expect(ringing.get_by_role("alert")).to_contain_text("+12024560142")
        await gallery.look_at(page, "ringing", "Call to Sales")
        second = await at_work(tenant, "Oscar Operator")
        other = (await visit(second, "/call")).page
        await ringing.get_by_role("button", name="Decline").click()
        await expect(ringing).to_have_count(0)
        await expect(other.get_by_test_id("ringing")).to_be_visible()
        await other.locator("#main").focus()
        await other.keyboard.press("y")
        await expect(other.get_by_test_id("ringing")).to_have_count(0)
        shown = (await tenant.admin.get(f"/api/app/calls/{call_id}")).json()
        assert shown["agent"]["id"] == second.id
        counted = (await tenant.admin.get("/api/app/inbound/answering")).json()
        assert {one["full_name"]: one["declined"] for one in counted}["Olga Operator"] == 1
        assert gallery.faults == []
