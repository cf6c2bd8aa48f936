from typing import Any

import pytest

from tests.conftest import Tenant

pytestmark = pytest.mark.anyio

VIEW = {"name": "Urgent", "filters": {"priority": "critical", "status": "open"}}


class TestSavedViews:
    async def test_are_ones_own(self, tenant: Tenant) -> None:
        made = await tenant.agent.post("/api/app/views", VIEW)
        assert made.status_code == 201
        assert (await tenant.agent.get("/api/app/views")).json() == [made.json()]
        assert made.json()["filters"] == VIEW["filters"] and made.json()["own"]
        assert (await tenant.admin.get("/api/app/views")).json() == []

    async def test_are_shared_on_purpose(self, tenant: Tenant) -> None:
        made = await tenant.agent.post("/api/app/views", VIEW | {"shared": True})
        [seen] = (await tenant.admin.get("/api/app/views")).json()
        assert (seen["id"], seen["own"]) == (made.json()["id"], False)

    async def test_are_dropped_by_their_owner_or_if_shared_by_an_administrator(
        self, tenant: Tenant
    ) -> None:
        own = (await tenant.agent.post("/api/app/views", VIEW)).headers["location"]
        shared = (await tenant.agent.post("/api/app/views", VIEW | {"shared": True})).headers
        colleague = await tenant.person("support_agent")
        for person, path, status in [
            (colleague, own, 404), (colleague, shared["location"], 404), (tenant.admin, own, 404),
            (tenant.admin, shared["location"], 200), (tenant.agent, own, 200),
            (tenant.agent, own, 404),
        ]:  # fmt: skip
            assert (await person.delete(path)).status_code == status

    async def test_are_for_staff(self, tenant: Tenant) -> None:
        assert (await tenant.customer.get("/api/app/views")).status_code == 403
        assert (await tenant.customer.post("/api/app/views", VIEW)).status_code == 403

    @pytest.mark.parametrize(
        "change",
        [{"name": ""}, {"filters": []}, {"filters": {"a": 1}}, {"filters": {"a" * 41: "b"}},
         {"filters": {str(nr): "x" for nr in range(21)}}, {"owner_id": 1}, {"filters": None},
         {"name": "nul\u0000"}, {"filters": {"a": "nul\u0000"}}],
    )  # fmt: skip
    async def test_nonsense_is_refused(self, change: dict[str, Any], tenant: Tenant) -> None:
        assert (await tenant.agent.post("/api/app/views", VIEW | change)).status_code == 400
        assert (await tenant.agent.get("/api/app/views")).json() == []
