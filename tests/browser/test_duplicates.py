"""An administrator makes one lead of two."""

import pytest
from playwright.async_api import expect

from tests.api.calling import lead_of, new_lead
from tests.browser.conftest import Visit
from tests.browser.gallery import TELEPHONE, Gallery
from tests.conftest import Tenant

pytestmark = pytest.mark.anyio


class TestDuplicates:
    async def test_become_one_but_for_who_is_somebody_else(
        self, gallery: Gallery, visit: Visit, tenant: Tenant
    ) -> None:
        ann = await new_lead(tenant, name="Ann Archer", email="ann@example.com", stage="qualified")
        anna = await new_lead(tenant, name="Anna Archer", email="ANN@example.com", tags=["vip"])
        other = await new_lead(tenant, name="Archer, reception", email="ann@example.com")
        for name in ("Bo Berg", "Bo B."):
            await new_lead(tenant, name=name, email="bo@example.com")
        page = (await visit(tenant.admin, "/leads")).page
        await page.get_by_role("link", name="Find duplicates").click()
        group = page.get_by_role("listitem").filter(has_text="ann@example.com")
        await expect(group.get_by_role("radio", name="Keep Ann Archer")).to_be_checked()
        await gallery.look_at(page, "duplicates", "ann@example.com")
        small = await visit(tenant.admin, viewport=TELEPHONE)
        await gallery.look_on_a_telephone(small, "duplicates", "/duplicates", "ann@example.com")
        await group.get_by_role("checkbox").last.click()
        await group.get_by_role("button", name="Merge").click()
        dialog = page.get_by_role("dialog")
        await expect(dialog.get_by_text("Merge 1 lead into another?")).to_be_visible()
        await dialog.get_by_role("button", name="Merge").click()
        await expect(page.get_by_text("1 lead was merged")).to_be_visible()
        assert (await lead_of(tenant, ann)).tags == ["vip"]
        assert (await tenant.admin.get(f"/api/app/leads/{anna}")).status_code == 404
        assert (await lead_of(tenant, other)).name == "Archer, reception"
        assert gallery.faults == []
