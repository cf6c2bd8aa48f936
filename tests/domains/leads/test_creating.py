from datetime import timedelta
from typing import Any

import pytest

from ringdesk.domains import leads
from ringdesk.domains.leads.errors import LeadExists
from ringdesk.kernel.errors import Invalid
from tests.conftest import Tenant

pytestmark = pytest.mark.anyio

ANNA = "+4930901820"


class TestCreating:
    async def test_reads_the_number_as_in_the_tenants_region(self, tenant: Tenant) -> None:
        async with tenant.work() as work:
            lead = await leads.create(work, leads.NewLead(name="Anna", phone="(202) 555-0143"))
        assert lead.phone == "+12025550143"
        assert lead.zones == ["America/New_York"]

    async def test_promises_a_call_by_priority(self, tenant: Tenant) -> None:
        async with tenant.work() as work:
            due = {}
            for nr, name in enumerate(leads.PRIORITIES):
                new = leads.NewLead(phone=f"+4930901821{nr}", priority=name)
                lead = await leads.create(work, new)
                due[name] = None if lead.due_at is None else lead.due_at - lead.ready_at
        assert list(due.values()) == [*(timedelta(minutes=n) for n in (0, 2, 10)), None]

    async def test_keeps_a_number_that_no_plan_assigns(self, tenant: Tenant) -> None:
        async with tenant.work() as work:
            lead = await leads.create(work, leads.NewLead(phone="+1234567890"))
        assert (lead.phone, lead.phone_valid) == ("+1234567890", False)

    @pytest.mark.parametrize(
        "given",
        [
            {}, {"phone": "call me"}, {"email": "nobody"}, {"phone": "  ", "email": " "},
            {"phone": ANNA, "tags": ["x" * 41]}, {"phone": ANNA, "custom": {"x": "y" * 1001}},
            {"phone": ANNA, "custom": {f"f{nr}": 1 for nr in range(51)}},
            {"phone": ANNA, "time_zone": "Mars/Base"}, {"phone": ANNA, "name": "x" * 201},
        ],
    )  # fmt: skip
    async def test_refuses_what_makes_no_lead(self, tenant: Tenant, given: dict[str, Any]) -> None:
        async with tenant.work() as work:
            with pytest.raises(Invalid):
                await leads.create(work, leads.NewLead(**given))

    async def test_refuses_a_number_twice_however_it_is_written(self, tenant: Tenant) -> None:
        async with tenant.work() as work:
            first = await leads.create(work, leads.NewLead(phone=ANNA))
            with pytest.raises(LeadExists) as refused:
                await leads.create(work, leads.NewLead(phone="+49 (30) 90 18 20"))
            assert refused.value.details == {"lead_id": first.id}
            await leads.remove(work, lead_id=first.id)
            again = await leads.create(work, leads.NewLead(phone=ANNA))
        assert again.id != first.id
