"""What happens to leads, told to those who may see them; and to whoever owns one now."""

import secrets
from typing import Any

import pytest

from tests.conftest import MakeTenant, Person, Tenant
from tests.realtime.conftest import Connect, OpenScreen

pytestmark = pytest.mark.anyio


async def lead(by: Person, **given: Any) -> dict[str, Any]:
    phone = f"+4930{secrets.randbelow(10**8):08d}"
    made: dict[str, Any] = (await by.post("/api/v1/leads", {"phone": phone, **given})).json()
    return made


class TestALead:
    async def test_is_told_of_to_staff(self, tenant: Tenant, screen: OpenScreen) -> None:
        operator = await screen(await tenant.person("operator"))
        made = await lead(tenant.admin, name="Anna")
        created = await operator.hears("lead.created")
        assert created["data"]["id"] == made["id"] and created["data"]["name"] == "Anna"
        await tenant.admin.put(f"/api/v1/leads?id={made['id']}", {"status": "qualified"})
        updated = await operator.hears("lead.updated")
        assert updated["data"]["status"] == "qualified"
        await tenant.admin.delete(f"/api/v1/leads?id={made['id']}")
        assert (await operator.hears("lead.deleted"))["data"] == {"id": made["id"]}

    async def test_is_no_matter_of_customers_and_of_other_tenants(
        self, tenant: Tenant, make_tenant: MakeTenant, screen: OpenScreen
    ) -> None:
        customer, other = await screen(tenant.customer), await screen((await make_tenant()).admin)
        staff = await screen(tenant.agent)
        made = await lead(tenant.admin, owner_id=tenant.agent.id)
        await staff.hears("lead.created")
        await tenant.admin.delete(f"/api/v1/leads?id={made['id']}")
        await staff.hears("lead.deleted")
        for one in (customer, other):
            await one.is_up_to_date()
            assert not [heard for heard in one.heard if heard["type"].startswith("lead")]

    async def test_of_many_at_once_is_one_letter(self, tenant: Tenant, screen: OpenScreen) -> None:
        staff = await screen(tenant.agent)
        ids = [str((await lead(tenant.admin))["id"]) for _ in range(3)]
        body = {"action": "update_priority", "leadIds": ids, "data": {"priority": "high"}}
        await tenant.admin.post("/api/admin/leads/bulk-action", body)
        letter = await staff.hears("leads.changed")
        assert letter["data"] == {"action": "update_priority", "count": 3, "import_id": None}


class TestWhoOwnsALeadNow:
    async def test_is_told_so_however_it_came(self, tenant: Tenant, connect: Connect) -> None:
        first, second = await tenant.person("operator"), await tenant.person("operator")
        theirs, others = await connect(first), await connect(second)
        made = await lead(tenant.admin, name="Anna", priority="high")
        lead_id = str(made["id"])
        await first.post("/api/operator/leads/claim", {"leadId": lead_id})
        heard = await theirs.hears("lead_assigned")
        assert (heard["leadId"], heard["how"]) == (lead_id, "claimed")
        assert heard["lead"]["status"] == "claimed" and heard["lead"]["priority"] == "high"
        await tenant.admin.put(f"/api/v1/leads?id={lead_id}", {"owner_id": second.id})
        assert (await others.hears("lead_assigned"))["how"] == "assigned"
        body = {"action": "assign", "lead_ids": [made["id"]], "data": {"owner_id": first.id}}
        assert (await tenant.admin.post("/api/app/leads/bulk", body)).status_code == 200
        assert (await theirs.hears("lead_assigned", 2))["leadId"] == lead_id
        assert len(others.all("lead_assigned")) == 1


class TestACampaign:
    async def test_is_told_of_to_staff_alone(self, tenant: Tenant, screen: OpenScreen) -> None:
        staff, customer = await screen(tenant.agent), await screen(tenant.customer)
        made = (await tenant.admin.post("/api/v1/campaigns", {"name": "Spring"})).json()
        await tenant.admin.post(f"/api/app/campaigns/{made['id']}/start")
        assert (await staff.hears("campaign.updated"))["data"] == {"id": made["id"]}
        moved = await staff.hears("campaign.updated", 2)
        assert moved["data"] == {"id": made["id"], "status": "running"}
        await customer.is_up_to_date()
        assert not customer.all("campaign.updated")
