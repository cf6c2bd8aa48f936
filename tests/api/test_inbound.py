"""Numbers of ours and queues, as administrators set them up; who waits."""

from typing import Any

import pytest
from httpx import Response

from tests.conftest import MakeTenant, Tenant

pytestmark = pytest.mark.anyio

QUEUES, NUMBERS = "/api/app/inbound/queues", "/api/app/inbound/numbers"
OURS = "+12024560100"


async def queue(tenant: Tenant, name: str = "Sales", **given: Any) -> int:
    made = await tenant.admin.post(QUEUES, {"name": name, **given})
    assert made.status_code == 201, made.text
    return int(made.json()["id"])


async def number(tenant: Tenant, **given: Any) -> Response:
    return await tenant.admin.post(NUMBERS, {"number": OURS, **given})


class TestQueues:
    async def test_are_made_changed_and_removed(self, tenant: Tenant) -> None:
        made = await tenant.admin.post(QUEUES, {"name": " Sales  EU ", "skills": ["Welsh"]})
        assert made.status_code == 201
        assert made.json() == {
            "id": made.json()["id"], "name": "Sales EU", "skills": ["welsh"], "wait_s": 600,
            "most_waiting": 50, "overflow": "callback", "ring_s": 20,
        }  # fmt: skip
        address = made.headers["location"]
        assert (await tenant.admin.get(address)).json() == made.json()
        changed = await tenant.admin.put(address, {"wait_s": 30})
        assert (changed.json()["wait_s"], changed.json()["name"]) == (30, "Sales EU")
        assert (await tenant.admin.delete(address)).status_code == 200
        assert (await tenant.admin.get(address)).status_code == 404

    async def test_have_names_of_their_own(self, tenant: Tenant) -> None:
        await queue(tenant, "Sales")
        again = await tenant.admin.post(QUEUES, {"name": "sALES"})
        assert (again.status_code, again.json()["code"]) == (409, "INBOUND_TAKEN")
        other = await queue(tenant, "Help")
        renamed = await tenant.admin.put(f"{QUEUES}/{other}", {"name": "Sales"})
        assert renamed.status_code == 409

    async def test_stay_while_a_number_leads_to_them(self, tenant: Tenant) -> None:
        first, second = await queue(tenant, "A"), await queue(tenant, "B")
        menu = {"do": "menu", "say": "x", "keys": {"1": {"do": "queue", "queue_id": second}}}
        assert (await number(tenant, queue_id=first, menu=menu)).status_code == 201
        for one in (first, second):
            refused = await tenant.admin.delete(f"{QUEUES}/{one}")
            assert (refused.status_code, refused.json()["code"]) == (409, "QUEUE_IN_USE")

    @pytest.mark.parametrize(
        "given",
        [{}, {"name": ""}, {"name": "   "}, {"name": "x" * 81}, {"name": 5},
         {"name": "x", "wait_s": 9}, {"name": "x", "most_waiting": 0},
         {"name": "x", "overflow": "shout"}, {"name": "x", "skills": ["y"] * 21},
         {"name": "x", "tenant_id": "y"}],
    )  # fmt: skip
    async def test_of_another_shape_are_refused(
        self, tenant: Tenant, given: dict[str, object]
    ) -> None:
        assert (await tenant.admin.post(QUEUES, given)).status_code == 400


class TestNumbers:
    async def test_are_made_changed_and_removed(self, tenant: Tenant) -> None:
        queue_id = await queue(tenant)
        menu = {"do": "menu", "say": "Press 1", "keys": {"1": {"do": "callback"}}}
        made = await number(tenant, queue_id=queue_id, menu=menu, hours="mon-fri 09:00-17:00")
        assert made.status_code == 201, made.text
        shown = made.json()
        assert (shown["number"], shown["menu"], shown["enabled"]) == (OURS, menu, True)
        address = made.headers["location"]
        assert (await tenant.admin.get(address)).json() == shown
        changed = await tenant.admin.put(address, {"menu": None, "greeting": " Hello  you "})
        assert (changed.json()["menu"], changed.json()["greeting"]) == (None, "Hello you")
        assert (await tenant.admin.delete(address)).status_code == 200
        assert (await tenant.admin.delete(address)).status_code == 404

    async def test_are_there_once(self, tenant: Tenant, make_tenant: MakeTenant) -> None:
        queue_id = await queue(tenant)
        assert (await number(tenant, queue_id=queue_id)).status_code == 201
        assert (await number(tenant, queue_id=queue_id)).status_code == 409
        other = await make_tenant()
        assert (await number(other, queue_id=await queue(other))).status_code == 201

    @pytest.mark.parametrize(
        "given",
        [{"number": "nothing"}, {"queue_id": 999_999}, {"hours": "always"},
         {"time_zone": "../etc"}, {"language": "en"}, {"menu": {}}, {"menu": []},
         {"menu": {"do": "menu", "say": "x", "keys": {"1": {"do": "queue", "queue_id": 99}}}},
         {"menu": {"do": "menu", "say": "x" * 70_000, "keys": {"1": {"do": "callback"}}}},
         {"greeting": "x" * 1001}, {"tenant_id": "x"}],
    )  # fmt: skip
    async def test_of_another_shape_are_refused(
        self, tenant: Tenant, given: dict[str, object]
    ) -> None:
        body = {"number": OURS, "queue_id": await queue(tenant), **given}
        assert (await tenant.admin.post(NUMBERS, body)).status_code == 400

    async def test_may_not_lead_to_another_tenants_queue(
        self, tenant: Tenant, make_tenant: MakeTenant
    ) -> None:
        theirs = await queue(await make_tenant())
        assert (await number(tenant, queue_id=theirs)).status_code == 400


class TestWho:
    async def test_administrators_set_up_and_staff_see_who_waits(self, tenant: Tenant) -> None:
        operator = await tenant.person("operator")
        for one, status in ((tenant.customer, 403), (tenant.agent, 403), (operator, 403)):
            assert (await one.get(QUEUES)).status_code == status
            assert (await one.post(QUEUES, {"name": "Mine"})).status_code == status
            assert (await one.get(NUMBERS)).status_code == status
        waiting = "/api/app/inbound/waiting"
        assert (await operator.get(waiting)).json() == []
        assert (await tenant.customer.get(waiting)).status_code == 403
