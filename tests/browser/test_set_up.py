"""An empty installation, opened for the first time."""

import re
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import expect

from ringdesk.kernel.database import Urls
from ringdesk.kernel.settings import Settings
from tests.browser.conftest import Visit
from tests.conftest import PASSWORD
from tests.houses import OpenHouse, fresh_installation, open_house

pytestmark = pytest.mark.anyio


class TestTheFirstVisit:
    @pytest.fixture
    async def empty(self, settings: Settings, database: Urls) -> AsyncIterator[OpenHouse]:
        async with (
            fresh_installation(settings, database.owner) as urls,
            open_house(settings, urls.app) as opened,
        ):
            yield opened

    async def test_makes_the_administrator_and_ends_on_the_overview(
        self, empty: OpenHouse, visit: Visit
    ) -> None:
        visitor = await visit(None, "/", at=empty.address)
        page = visitor.page
        await expect(page.get_by_role("heading", name="Set up Ringdesk")).to_be_visible()
        await page.get_by_label("Full name").fill("Ada Admin")
        await page.get_by_label("Email").fill("ada@example.org")
        await page.get_by_label("Username").fill("ada")
        await page.get_by_label("Password", exact=True).fill(PASSWORD)
        await page.get_by_role("button", name="Create the administrator").click()
        await expect(page).to_have_url(re.compile("/overview"))
        await expect(page.get_by_role("heading", level=1)).to_have_text("Overview")

    async def test_leads_to_set_up_from_every_address(self, empty: OpenHouse, visit: Visit) -> None:
        visitor = await visit(None, "/register", at=empty.address)
        await expect(visitor.page).to_have_url(f"{empty.address}/set-up")
