"""What an administrator sets about the assistant, as they see it."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Visit
from tests.conftest import Tenant

pytestmark = pytest.mark.anyio

PAGE = "/settings/assistant"


class TestAutomaticReplies:
    async def test_are_set_and_stay_so(self, tenant: Tenant, visit: Visit) -> None:
        page = (await visit(tenant.admin, PAGE)).page
        await page.get_by_role("switch", name="Answer customers automatically").click()
        await expect(page.get_by_text("Settings saved")).to_be_visible()
        await page.get_by_label("Longest reply, in characters").fill("90000")
        await page.get_by_label("How sure it must be").fill("82,5")
        await expect(page.get_by_text("From 1 to 4,000")).to_be_visible()
        await page.get_by_label("Longest reply, in characters").fill("250")
        await page.get_by_role("button", name="Save", exact=True).click()
        await expect(page.get_by_role("button", name="Save", exact=True)).to_be_hidden()
        config = (await tenant.admin.get("/api/admin/system-config")).json()
        assert config == {
            "auto_reply_enabled": False, "max_response_length": 250,
            "ai_confidence_threshold": 0.825, "response_style_default": "friendly",
        }  # fmt: skip


class TestAProvider:
    async def test_is_added_tested_and_removed(self, tenant: Tenant, visit: Visit) -> None:
        visitor = await visit(tenant.admin, f"{PAGE}?tab=models")
        page = visitor.page
        await page.get_by_role("button", name="Add a provider").click()
        dialog = page.get_by_role("dialog")
        await dialog.get_by_label("Name").fill("our-server")
        await dialog.get_by_label("Model").fill("llama")
        await dialog.get_by_label("Key", exact=True).fill("sk-secret")
        await dialog.get_by_label("Address").fill("https://127.0.0.1/v1")
        visitor.forgive(400, "/api/app/assistant/providers")
        await dialog.get_by_role("button", name="Save provider").click()
        await expect(dialog.get_by_text("Not an https address of a public server")).to_be_visible()
        # Public when it was saved, and no longer when it is tested: nobody is asked.
        await dialog.get_by_label("Address").fill("https://1.1.1.1/v1")
        await dialog.get_by_role("button", name="Save provider").click()
        await expect(dialog).to_be_hidden()
        await expect(page.get_by_text("llama · 1.1.1.1")).to_be_visible()
        async with tenant.work() as work:
            await work.run(
                "update assistant_providers set base_url = 'https://127.0.0.1/v1'"
                " where tenant_id = $1"
            )
        await page.get_by_role("button", name="Test our-server").click()
        await expect(page.get_by_text("address not allowed")).to_be_visible()
        await page.get_by_role("tab", name="Calls").click()
        await expect(page.get_by_role("row", name="our-server")).to_contain_text("Test")
        await page.get_by_role("tab", name="Models and budget").click()
        await page.get_by_role("button", name="Remove our-server").click()
        await page.get_by_role("button", name="Remove", exact=True).click()
        await expect(page.get_by_text("llama · 1.1.1.1")).to_be_hidden()

    async def test_is_kept_within_a_budget(self, tenant: Tenant, visit: Visit) -> None:
        page = (await visit(tenant.admin, f"{PAGE}?tab=models")).page
        await page.get_by_role("button", name="Change limits").click()
        await page.get_by_role("dialog").get_by_label("Tokens").fill("0")
        await page.get_by_role("button", name="Save limits").click()
        await expect(page.get_by_text("The budget is used up")).to_be_visible()


async def test_is_not_for_others(tenant: Tenant, visit: Visit) -> None:
    page = (await visit(tenant.agent, PAGE)).page
    await expect(page.get_by_text("Not for your account")).to_be_visible()
