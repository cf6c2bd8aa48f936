"""What a stranger of the demo meets: one press per role, and the page where that role works."""

import re
import secrets

import pytest
from playwright.async_api import expect

from ringdesk.api.desk import SampleAccountOut, SampleOut
from ringdesk.wiring import House
from tests.browser.conftest import Visit
from tests.browser.gallery import TELEPHONE
from tests.conftest import PASSWORD, Tenant

pytestmark = pytest.mark.anyio

LEAD_RIGHTS = [
    "calls:read", "calls:write", "calls:supervise", "campaigns:read", "leads:read", "tickets:read",
]  # fmt: skip


async def join(tenant: Tenant, role: str) -> str:
    name = f"person-{secrets.token_hex(6)}"
    body = {"username": name, "email": f"{name}@example.org", "password": PASSWORD}
    answer = await tenant.admin.post("/api/auth/register", body | {"role": role})
    assert answer.status_code == 201, answer.text
    return name


class TestTheSample:
    async def test_one_press_leads_to_where_a_role_works(
        self, tenant: Tenant, visit: Visit, house: House, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        role = {"name": "Team lead", "description": "Leads", "permissions": LEAD_RIGHTS}
        assert (await tenant.admin.post("/api/v1/compliance/roles", role)).status_code == 201
        lead = await join(tenant, "Team lead")
        admin = await join(tenant, "admin")
        offered = [
            SampleAccountOut(lead, "Lena Lead", "Team lead", "Fernhill"),
            SampleAccountOut(admin, "Ada Admin", "admin", "Fernhill"),
        ]
        monkeypatch.setattr(house.desk, "sample", SampleOut(PASSWORD, offered))
        for word, there in (("Team lead", "/wallboard"), ("Administrator", "/overview")):
            visitor = await visit(None, "/sign-in")
            await visitor.page.get_by_role("button", name=word).click()
            await expect(visitor.page).to_have_url(re.compile(there))
            rail = visitor.page.get_by_role("navigation", name="Main navigation").get_by_role(
                "link"
            )
            await expect(rail.first).to_have_attribute("href", there)

    async def test_elsewhere_nobody_is_offered(self, tenant: Tenant, visit: Visit) -> None:
        visitor = await visit(None, "/sign-in")
        await expect(visitor.page.get_by_label("Username or email")).to_be_visible()
        await expect(visitor.page.get_by_text("Look around")).to_have_count(0)


class TestBarsOnATelephone:
    async def test_where_one_is_stands_in_sight(self, tenant: Tenant, visit: Visit) -> None:
        visitor = await visit(
            tenant.admin, "/settings/webhooks", viewport=TELEPHONE, is_mobile=True, has_touch=True
        )
        bar = visitor.page.get_by_role("navigation", name="Settings")
        here = bar.get_by_role("link", name="Webhooks")
        await expect(here).to_be_in_viewport(ratio=1)
