"""Document 001's teams."""

from typing import Any

import pytest

from tests.conftest import MakeTenant, Tenant

pytestmark = pytest.mark.anyio
PATH = "/api/v1/teams"


async def made(tenant: Tenant, name: str = "Night shift", *members: int) -> dict[str, Any]:
    answer = await tenant.admin.post(PATH, {"name": name, "member_ids": list(members)})
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


class TestMakingATeam:
    async def test_names_its_people(self, tenant: Tenant) -> None:
        answer = await tenant.admin.post(
            PATH, {"name": " Night   shift ", "member_ids": [tenant.agent.id, tenant.agent.id]}
        )
        team = answer.json()
        assert answer.headers["Location"] == f"{PATH}?id={team['id']}"
        assert (team["name"], team["member_ids"]) == ("Night shift", [tenant.agent.id])
        assert (await tenant.agent.get(PATH)).json() == [team]

    async def test_is_the_administrators(self, tenant: Tenant) -> None:
        assert (await tenant.agent.post(PATH, {"name": "Mine"})).status_code == 403
        assert (await tenant.customer.get(PATH)).status_code == 403

    async def test_needs_a_name_of_its_own(self, tenant: Tenant) -> None:
        await made(tenant, "Night shift")
        again = await tenant.admin.post(PATH, {"name": "NIGHT shift"})
        assert (again.status_code, again.json()["code"]) == (409, "TEAM_NAME_TAKEN")
        assert (await tenant.admin.post(PATH, {"name": "  "})).status_code == 400

    async def test_takes_staff_of_this_tenant_only(
        self, tenant: Tenant, make_tenant: MakeTenant
    ) -> None:
        others = (await make_tenant()).agent.id
        for stranger in (tenant.customer.id, others, 2**62):
            answer = await tenant.admin.post(
                PATH, {"name": "Odd", "member_ids": [tenant.agent.id, stranger]}
            )
            assert answer.status_code == 400
            assert answer.json()["details"]["errors"][0]["field"] == "member_ids"
        assert (await tenant.admin.get(PATH)).json() == []


class TestChangingATeam:
    async def test_changes_what_is_given(self, tenant: Tenant) -> None:
        team = await made(tenant, "Night shift", tenant.agent.id)
        path = f"{PATH}?id={team['id']}"
        renamed = (await tenant.admin.put(path, {"name": "Late shift"})).json()
        assert renamed == team | {"name": "Late shift"}
        emptied = (await tenant.admin.put(path, {"member_ids": []})).json()
        assert emptied == renamed | {"member_ids": []}

    async def test_keeps_its_own_name_and_takes_nobody_elses(self, tenant: Tenant) -> None:
        night, late = await made(tenant, "Night"), await made(tenant, "Late")
        path = f"{PATH}?id={late['id']}"
        assert (await tenant.admin.put(path, {"name": "LATE"})).json()["name"] == "LATE"
        assert (await tenant.admin.put(path, {"name": "night"})).status_code == 409
        assert night in (await tenant.admin.get(PATH)).json()

    async def test_forgets_who_is_deactivated(self, tenant: Tenant) -> None:
        await made(tenant, "Night shift", tenant.agent.id)
        await tenant.admin.put(f"/api/users/{tenant.agent.id}", {"is_active": False})
        assert (await tenant.admin.get(PATH)).json()[0]["member_ids"] == []


class TestRemovingATeam:
    async def test_leaves_its_people(self, tenant: Tenant) -> None:
        team = await made(tenant, "Night shift", tenant.agent.id)
        path = f"{PATH}?id={team['id']}"
        assert (await tenant.admin.delete(path)).json() == {"message": "Team deleted successfully"}
        assert (await tenant.admin.get(PATH)).json() == []
        assert (await tenant.agent.get("/api/auth/me")).status_code == 200
        assert (await tenant.admin.delete(path)).status_code == 404

    async def test_of_another_tenant_is_not_there(
        self, tenant: Tenant, make_tenant: MakeTenant
    ) -> None:
        team = await made(await make_tenant(), "Theirs")
        path = f"{PATH}?id={team['id']}"
        assert (await tenant.admin.put(path, {"name": "Ours"})).status_code == 404
        assert (await tenant.admin.delete(path)).status_code == 404
