"""Every call in one list: found again, heard, and forgotten where somebody asks for it."""

import io
import wave

import pytest
from playwright.async_api import expect

from tests.browser.calling import Floor, furnish_calling
from tests.browser.conftest import Visit
from tests.browser.gallery import Gallery
from tests.conftest import Tenant

pytestmark = pytest.mark.anyio

RECORDED = "update calls set recording_key = $3 where tenant_id = $1 and id = $2"


def sound() -> bytes:
    """A second of silence, as a recording is kept: the party on the left, we on the right."""
    file = io.BytesIO()
    with wave.open(file, "wb") as written:
        written.setnchannels(2)
        written.setsampwidth(2)
        written.setframerate(8000)
        written.writeframes(bytes(4 * 8000))
    return file.getvalue()


async def record(tenant: Tenant, floor: Floor) -> None:
    """The talk with Grace Hopper, which is over."""
    calls = (await tenant.admin.get(f"/api/app/calls?lead={floor.leads[1]['id']}")).json()
    key = tenant.house.desk.storage.new_key(tenant.id)
    await tenant.house.desk.storage.put(key, sound())
    async with tenant.work() as work:
        await work.run(RECORDED, int(calls[0]["id"]), key)


class TestTheCallLog:
    async def test_is_narrowed_by_what_stands_in_the_address(
        self, gallery: Gallery, visit: Visit, tenant: Tenant
    ) -> None:
        floor = await furnish_calling(tenant)
        visitor = await visit(tenant.admin, "/reports/call-log")
        page = visitor.page
        rows = page.get_by_role("table", name="Call log").locator("tbody tr")
        await expect(rows).to_have_count(5)
        await gallery.look_at(page, "call-log", "Grace Hopper")
        await page.get_by_role("combobox", name="Any state").click()
        await page.get_by_role("option", name="No answer").click()
        await expect(rows).to_have_count(1)
        await page.get_by_role("combobox", name="By anybody").click()
        await page.get_by_role("option", name="Olga Operator").click()
        await expect(page.get_by_text("No call fits. Take a filter away.")).to_be_visible()
        await visitor.go(f"/reports/call-log?agent={floor.operator.id}")
        await expect(rows).to_have_count(1)
        await page.get_by_role("button", name="Take all filters away").click()
        await expect(rows).to_have_count(5)
        await rows.get_by_role("link", name="Grace Hopper").click()
        await expect(page.get_by_text("What a call is worth")).to_be_visible()
        assert gallery.faults == []

    async def test_a_recording_is_heard_and_deleted(
        self, gallery: Gallery, visit: Visit, tenant: Tenant
    ) -> None:
        floor = await furnish_calling(tenant)
        await record(tenant, floor)
        page = (await visit(tenant.admin, "/reports/call-log")).page
        await page.get_by_role("button", name="Listen to the call with Grace Hopper").click()
        player = page.locator("audio")
        await expect(player).to_be_visible()
        await page.wait_for_function("document.querySelector('audio').duration >= 1")
        await gallery.look_at(page, "call-log-heard", "Grace Hopper")
        await page.get_by_role("button", name="Delete the recording").click()
        await page.get_by_role("dialog").get_by_role("button", name="Delete the recording").click()
        await expect(page.get_by_text("Recording deleted")).to_be_visible()
        await expect(player).to_have_count(0)
        assert gallery.faults == []

    async def test_operators_hear_their_own_and_delete_none(
        self, visit: Visit, tenant: Tenant
    ) -> None:
        floor = await furnish_calling(tenant)
        await record(tenant, floor)
        page = (await visit(floor.other, "/call")).page
        await page.get_by_role("button", name="Listen to the call with Grace Hopper").click()
        await expect(page.locator("audio")).to_be_visible()
        await expect(page.get_by_role("button", name="Delete the recording")).to_have_count(0)
