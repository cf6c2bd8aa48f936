"""What an administrator does with webhooks, as they see it."""

import os
import re
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Visit
from tests.browser.gallery import Gallery
from tests.conftest import Tenant

pytestmark = pytest.mark.anyio

PAGE = "/settings/webhooks"
PUBLIC = "https://1.1.1.1:4433/ringdesk"  # public, and nobody there


class TestWebhooks:
    async def test_are_added_tried_and_looked_after(
        self, tenant: Tenant, visit: Visit, tmp_path: Path
    ) -> None:
        gallery = Gallery(Path(os.environ.get("RINGDESK_SCREENSHOTS", str(tmp_path))))
        visitor = await visit(tenant.admin, PAGE)
        page = visitor.page
        await gallery.look_at(page, "webhooks-none", "No webhooks yet")
        await page.get_by_role("button", name="Add a webhook").click()
        dialog = page.get_by_role("dialog")
        await dialog.get_by_label("Address").fill("https://127.0.0.1/hook")
        await dialog.get_by_role("button", name="Add webhook").click()
        await expect(dialog.get_by_text("Choose at least one event")).to_be_visible()
        await dialog.get_by_label("Find an event").fill("ticket")
        await dialog.get_by_label("ticket.created").click()
        await dialog.get_by_label("ticket.resolved").click()
        visitor.forgive(400, "/api/app/webhooks")
        await dialog.get_by_role("button", name="Add webhook").click()
        await expect(dialog.get_by_text("Not the https address of a public server")).to_be_visible()
        await dialog.get_by_label("Address").fill(PUBLIC)
        await dialog.get_by_label("Description").fill("Our own shop")
        await gallery.look_at(page, "webhooks-form", "2 events chosen")
        await dialog.get_by_role("button", name="Add webhook").click()
        await expect(page.get_by_role("textbox", name="Signing secret")).to_have_value(
            re.compile(r"^whsec_[A-Za-z0-9+/=]{44}$")
        )
        await gallery.look_at(page, "webhooks-secret", "Standard Webhooks")
        await page.get_by_role("button", name="I have kept it").click()
        await gallery.look_at(page, "webhooks-list", "Our own shop")
        await page.get_by_role("link", name=PUBLIC).click()
        await page.get_by_role("button", name="Send a test").click()
        dialog = page.get_by_role("dialog")
        await expect(dialog.get_by_text("Failed")).to_be_visible(timeout=30_000)
        await gallery.look_at(page, "webhooks-delivery", "What would be sent now")
        await dialog.get_by_role("button", name="Close").first.click()
        await gallery.look_at(page, "webhooks-deliveries", "Deliveries")
        detail = page.url.removeprefix(tenant.address)
        await page.set_viewport_size({"width": 360, "height": 740})
        await gallery.look_on_a_telephone(visitor, "webhooks-deliveries", detail, "Deliveries")
        await gallery.look_on_a_telephone(visitor, "webhooks-list", PAGE, "Our own shop")
        await page.set_viewport_size({"width": 1360, "height": 850})
        await visitor.go(detail)
        await page.get_by_role("button", name="More").click()
        await page.get_by_role("menuitem", name="Send again since").click()
        await gallery.look_at(page, "webhooks-replay", "Also what was delivered")
        await page.get_by_role("button", name="Send again", exact=True).click()
        await expect(page.get_by_text("0 events are sent again")).to_be_visible()
        await page.get_by_role("button", name="More").click()
        await page.get_by_role("menuitem", name="New secret").click()
        await page.get_by_role("button", name="Make a new secret").click()
        await expect(page.get_by_text("For 24 hours both secrets sign")).to_be_visible()
        await page.get_by_role("button", name="I have kept it").click()
        await expect(page.get_by_text("Both secrets sign until")).to_be_visible()
        await page.get_by_role("button", name="More").click()
        await page.get_by_role("menuitem", name="Remove").click()
        await page.get_by_role("button", name="Remove webhook").click()
        await expect(page.get_by_text("No webhooks yet")).to_be_visible()
        assert gallery.faults == []
