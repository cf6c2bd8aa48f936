"""A role of the workspace's own supervises calls, steers the queue or manages leads: each is a
right, none goes by the role's name."""

import pytest

from tests.api.calling import lead_of, new_lead, start
from tests.conftest import Person, Tenant
from tests.tenants.test_roles import give, make

pytestmark = pytest.mark.anyio

SUPERVISES = ["calls:read", "calls:write", "calls:supervise"]


async def colleague(tenant: Tenant, *permissions: str) -> tuple[Person, str]:
    """Somebody with such a role, and its address."""
    made = await make(tenant, "Floor lead", permissions=list(permissions))
    person = await tenant.person("support_agent", name="Flo")
    await give(tenant, person, role="Floor lead")
    return person, f"/api/app/roles/{made['id']}"


async def anothers_call(tenant: Tenant) -> int:
    operator = await tenant.person("operator")
    lead = await new_lead(tenant, owner_id=operator.id)
    return int((await start(operator, lead))["id"])


class TestSupervising:
    async def test_is_a_right_of_its_own(self, tenant: Tenant) -> None:
        call = await anothers_call(tenant)
        flo, role = await colleague(tenant, "calls:read", "calls:write")
        for path in ("/api/app/wallboard", "/api/app/reports/abandonment"):
            assert (await flo.get(path)).status_code == 403
        assert (await flo.get(f"/api/app/calls/{call}")).status_code == 404
        refused = await flo.post(f"/api/app/calls/{call}/supervise", {"mode": "listen"})
        assert (refused.status_code, refused.json()["code"]) == (403, "MAY_NOT_SUPERVISE")
        await tenant.admin.put(role, {"permissions": SUPERVISES})  # effective with the next request
        for path in ("/api/app/wallboard", "/api/app/reports/abandonment"):
            assert (await flo.get(path)).status_code == 200
        assert (await flo.get(f"/api/app/calls/{call}")).json()["id"] == call
        assert [one["id"] for one in (await flo.get("/api/app/calls")).json()] == [call]

    @pytest.mark.parametrize("mode", ["listen", "whisper", "barge"])
    async def test_reaches_the_sound_of_anothers_call(self, mode: str, tenant: Tenant) -> None:
        call = await anothers_call(tenant)
        flo, role = await colleague(tenant, *SUPERVISES)
        answer = await flo.post(f"/api/app/calls/{call}/supervise", {"mode": mode})
        assert answer.status_code != 403, answer.text
        assert answer.json()["code"] != "MAY_NOT_SUPERVISE"  # only that nothing is heard yet
        await tenant.admin.put(role, {"permissions": ["calls:read", "calls:write"]})
        answer = await flo.post(f"/api/app/calls/{call}/supervise", {"mode": mode})
        assert answer.json()["code"] == "MAY_NOT_SUPERVISE"

    async def test_sees_the_inbound_queues_with_the_settings(self, tenant: Tenant) -> None:
        flo, _ = await colleague(tenant, *SUPERVISES, "settings:read")
        assert (await flo.get("/api/app/inbound/queues")).status_code == 200
        made = await flo.post("/api/app/inbound/queues", {"name": "Sales"})
        assert made.status_code == 403

    async def test_does_not_steer(self, tenant: Tenant) -> None:
        flo, _ = await colleague(tenant, *SUPERVISES)
        answer = await flo.post("/api/admin/system/control", {"action": "pause_queue"})
        assert (answer.status_code, answer.json()["code"]) == (403, "ADMINISTRATORS_STEER")

    async def test_operators_hold_none_of_it(self, tenant: Tenant) -> None:
        operator = await tenant.person("operator")
        held = set((await operator.get("/api/auth/me")).json()["scopes"])
        assert not held & {"calls:supervise", "calls:steer", "leads:manage"}
        assert (await operator.get("/api/app/wallboard")).status_code == 403


class TestSteering:
    async def test_pauses_and_goes_on(self, tenant: Tenant) -> None:
        flo, _ = await colleague(tenant, *SUPERVISES, "calls:steer")
        for action, runs in (("pause_queue", False), ("resume_queue", True)):
            answer = await flo.post("/api/admin/system/control", {"action": action})
            assert answer.status_code == 200, answer.text
            assert (await flo.get("/api/app/wallboard")).json()["queue"]["is_running"] is runs


class TestManagingLeads:
    async def test_is_a_right_of_its_own(self, tenant: Tenant) -> None:
        lead = await new_lead(tenant)
        flo, role = await colleague(tenant, "leads:read", "leads:write")
        path, change = f"/api/app/leads/{lead}", {"name": "Lea Other"}
        assert (await flo.put(path, change)).status_code == 403
        many = {"action": "delete", "lead_ids": [lead]}
        assert (await flo.post("/api/app/leads/bulk", many)).status_code == 403
        await tenant.admin.put(role, {"permissions": ["leads:read", "leads:write", "leads:manage"]})
        assert (await flo.put(path, change)).status_code == 200
        assert (await lead_of(tenant, lead)).name == "Lea Other"
