"""The API's pages work without the internet."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.anyio


class TestTheApiPages:
    async def test_docs_show_the_operations(self, visit: Visit) -> None:
        visitor = await visit(None, "/docs")
        await expect(visitor.page.locator(".opblock").first).to_be_visible()
        await expect(visitor.page.locator("#swagger-ui .info .title")).to_contain_text("Ringdesk")

    async def test_redoc_shows_the_operations(self, visit: Visit) -> None:
        visitor = await visit(None, "/redoc")
        # Hundreds of operations, drawn at once: some seconds, and more beside other work.
        title = visitor.page.get_by_role("heading", level=1).first
        await expect(title).to_contain_text("Ringdesk", timeout=120_000)
        await expect(visitor.page.locator("[data-section-id^='tag/']").first).to_be_visible()
        # Its maker of examples warns of lists that may be absent; what it shows is right.
        visitor.troubles[:] = [one for one in visitor.troubles if "OpenAPI Sampler" not in one]
