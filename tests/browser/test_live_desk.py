"""What others do shows at once on the delivery log, among privacy requests and at webhooks: these
pages ask for nothing until they are told."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor
from tests.conftest import Tenant

pytestmark = pytest.mark.anyio

NOBODY_THERE = "https://1.1.1.1:4433/ringdesk"
LATEST_MS = 4_000  # no page polls so often
SENDING_MS = 30_000  # until nobody answered


async def listening(visitor: Visitor, sign: str) -> None:
    """The page is drawn, and its connection stands: nothing is fetched any more."""
    await expect(visitor.page.get_by_text(sign).first).to_be_visible()
    await visitor.page.wait_for_load_state("networkidle")


class TestTheDeliveryLog:
    async def test_shows_a_message_and_what_became_of_it(
        self, tenant: Tenant, visit: Visit
    ) -> None:
        ada = await visit(tenant.admin, "/messages")
        await listening(ada, "Nothing was sent yet")
        body = {"type": "email", "recipient": "erin@example.org", "subject": "Plums", "body": "B"}
        await tenant.admin.post("/api/app/messages", body)
        row = ada.page.get_by_role("row").filter(has_text="Plums")
        await expect(row.get_by_text("Sent", exact=True)).to_be_visible(timeout=LATEST_MS)
        numbers = ada.page.get_by_label("Messages of the last 30 days")
        await expect(numbers.get_by_text("1", exact=True)).to_be_visible(timeout=LATEST_MS)


class TestPrivacyRequests:
    async def test_come_and_are_decided_before_the_eyes_of_both(
        self, tenant: Tenant, visit: Visit
    ) -> None:
        ada = await visit(tenant.admin, "/privacy")
        await listening(ada, "Note a request")
        carla = await visit(tenant.customer, "/profile")
        await listening(carla, "Ask for my data")
        asked = await tenant.customer.post("/api/app/my-data/requests", {"kind": "access"})
        row = ada.page.get_by_role("row").filter(has_text="Carla Customer")
        await expect(row).to_be_visible(timeout=LATEST_MS)
        await expect(carla.page.get_by_text("To be decided")).to_be_visible(timeout=LATEST_MS)
        path = f"/api/app/privacy/requests/{asked.json()['id']}/start"
        await tenant.admin.post(path, {"with_contacts": False})
        await expect(row.get_by_text("Done")).to_be_visible()
        await expect(carla.page.get_by_text("Done", exact=True)).to_be_visible()


class TestWebhooks:
    async def test_and_their_deliveries_show_as_they_come(
        self, tenant: Tenant, visit: Visit
    ) -> None:
        ada = await visit(tenant.admin, "/settings/webhooks")
        await listening(ada, "No webhooks yet")
        given = {"url": NOBODY_THERE, "types": ["ticket.created"]}
        hook = (await tenant.admin.post("/api/app/webhooks", given)).json()
        link = ada.page.get_by_role("link", name=NOBODY_THERE)
        await expect(link).to_be_visible(timeout=LATEST_MS)
        await link.click()
        await listening(ada, "Deliveries")
        await tenant.admin.post(f"/api/app/webhooks/{hook['id']}/test", {})
        row = ada.page.get_by_role("row").filter(has_text="ticket.created")
        await expect(row).to_be_visible(timeout=LATEST_MS)
        await expect(row.get_by_text("Failed")).to_be_visible(timeout=SENDING_MS)
