import asyncio
from typing import Any

import pytest

from tests.api.test_people import new
from tests.conftest import MakeTenant, Person, Tenant

pytestmark = pytest.mark.anyio

ROLES = "/api/v1/compliance/roles"


async def make(tenant: Tenant, name: str = "Team lead", **given: Any) -> dict[str, Any]:
    made = await tenant.admin.post(ROLES, {"name": name, "description": "Leads", **given})
    assert made.status_code == 201, made.text
    assert made.headers["location"] == f"/api/app/roles/{made.json()['id']}"
    found: dict[str, Any] = made.json()
    return found


async def give(tenant: Tenant, person: Person, **given: Any) -> dict[str, Any]:
    answer = await tenant.admin.put(f"/api/users/{person.id}", given)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


class TestListing:
    async def test_shows_built_in_ones_and_the_workspaces_own(self, tenant: Tenant) -> None:
        made = await make(tenant, permissions=["leads:read"])
        listed = (await tenant.agent.get(ROLES)).json()
        assert [one["name"] for one in listed] == [
            "admin", "support_agent", "operator", "customer", "Team lead",
        ]  # fmt: skip
        assert [one["built_in"] for one in listed] == [True] * 4 + [False]
        assert listed[0]["members"] == 1 and listed[4] == made
        assert (await tenant.customer.get(ROLES)).status_code == 403

    async def test_is_the_workspaces_own(self, tenant: Tenant, make_tenant: MakeTenant) -> None:
        made, other = await make(tenant), await make_tenant()
        assert len((await other.admin.get(ROLES)).json()) == 4
        path = f"/api/app/roles/{made['id']}"
        assert (await other.admin.put(path, {"name": "X1"})).status_code == 404
        assert (await other.admin.delete(path)).status_code == 404
        taken = await other.admin.post("/api/secure/users", new(role="Team lead"))
        assert taken.status_code == 400


class TestMaking:
    @pytest.mark.parametrize(
        "name",
        ["admin", "ADMIN", " Support_Agent ", "support agent", "Ａｄｍｉｎ", "token", "House"],
    )
    async def test_built_in_names_are_taken_in_any_case(self, name: str, tenant: Tenant) -> None:
        answer = await tenant.admin.post(ROLES, {"name": name, "description": ""})
        assert (answer.status_code, answer.json()["code"]) == (409, "ROLE_NAME_TAKEN")

    async def test_a_name_is_there_once(self, tenant: Tenant) -> None:
        await make(tenant, "Team lead")
        answer = await tenant.admin.post(ROLES, {"name": "TEAM  LEAD"})
        assert answer.status_code == 409

    @pytest.mark.parametrize(
        "body",
        [{"name": "x"}, {"name": "a\u200bdmin"}, {"name": "<b>"}, {"name": "x" * 65}, {},
         {"name": "Fine", "permissions": ["no:such"]}, {"name": "Fine", "permissions": ["*"]},
         {"name": "Fine", "permissions": "leads:read"}, {"name": "Fine", "tenant_id": "x"}],
    )  # fmt: skip
    async def test_refuses_what_is_none(self, body: dict[str, Any], tenant: Tenant) -> None:
        assert (await tenant.admin.post(ROLES, body)).status_code == 400

    async def test_nobody_makes_one_that_holds_more_than_they_do(self, tenant: Tenant) -> None:
        body = {"name": "Mine", "permissions": ["settings:write"]}
        assert (await tenant.agent.post(ROLES, body)).status_code == 403
        some = await tenant.person("support_agent", scopes=["users:write", "leads:read"])
        assert (await some.post(ROLES, body)).json()["code"] == "HOLDS_MORE"
        made = await make(tenant, "Boss", permissions=["settings:write"])
        path = f"/api/app/roles/{made['id']}"
        assert (await some.put(path, {"permissions": ["leads:read"]})).status_code == 403
        assert (await some.delete(path)).status_code == 403


class TestGiving:
    async def test_makes_a_colleague_with_its_rights(self, tenant: Tenant) -> None:
        await make(tenant, permissions=["leads:read"])
        lead = await tenant.person("support_agent")
        shown = await give(tenant, lead, role="team LEAD")
        assert (shown["role"], shown["scopes"]) == ("Team lead", ["leads:read"])
        assert shown["user_type"] == "admin"
        assert (await lead.get("/api/v1/leads")).status_code == 200
        refused = await lead.post("/api/v1/leads", {"name": "X", "phone": "+12025550111"})
        assert refused.status_code == 403
        assert (await lead.get("/api/app/staff")).status_code == 200  # a colleague
        listed = (await tenant.admin.get("/api/users?role=team%20lead")).json()
        assert [one["id"] for one in listed] == [lead.id]
        assert lead.id in [one["id"] for one in (await tenant.agent.get("/api/v1/agents")).json()]

    async def test_at_every_door_that_takes_a_role(self, tenant: Tenant) -> None:
        await make(tenant, permissions=["tickets:read"])
        for path in ("/api/secure/users", "/api/auth/register"):
            made = await tenant.admin.post(path, new(role="Team lead"))
            assert made.status_code == 201, made.text
            assert made.json()["role"] == "Team lead"
        assert (await tenant.admin.get(ROLES)).json()[4]["members"] == 2

    async def test_scopes_of_ones_own_replace_those_of_the_role(self, tenant: Tenant) -> None:
        made = await make(tenant, permissions=["tickets:read", "leads:read"])
        lead = await tenant.person("support_agent")
        await give(tenant, lead, role="Team lead", scopes=["tickets:read"])
        await tenant.admin.put(f"/api/app/roles/{made['id']}", {"permissions": ["leads:read"]})
        shown = (await tenant.admin.get(f"/api/users/{lead.id}")).json()
        assert shown["scopes"] == ["tickets:read"]
        shown = await give(tenant, lead, scopes=None)
        assert shown["scopes"] == ["leads:read"]  # the role's again
        shown = await give(tenant, lead, role="operator")
        assert "calls:write" in shown["scopes"]

    async def test_nobody_gives_one_that_holds_more(self, tenant: Tenant) -> None:
        await make(tenant, "Boss", permissions=["settings:write"])
        some = await tenant.person("support_agent", scopes=["users:read", "users:write"])
        target = await tenant.person("customer")
        for one in (target, some):
            answer = await some.put(f"/api/users/{one.id}", {"role": "Boss"})
            assert answer.status_code == 403


class TestChanging:
    async def test_is_in_force_with_the_next_request(self, tenant: Tenant) -> None:
        made = await make(tenant, permissions=["leads:read"])
        lead = await tenant.person("support_agent")
        await give(tenant, lead, role="Team lead")
        assert (await lead.get("/api/v1/leads")).status_code == 200
        path = f"/api/app/roles/{made['id']}"
        changed = await tenant.admin.put(path, {"permissions": ["tickets:read"], "name": "Head"})
        assert changed.json()["members"] == 1 and changed.json()["permissions"] == ["tickets:read"]
        assert (await lead.get("/api/v1/leads")).status_code == 403
        assert (await lead.get("/api/tickets")).status_code == 200
        assert (await lead.get("/api/auth/me")).json()["role"] == "Head"

    async def test_meets_who_is_given_it_in_the_same_moment(self, tenant: Tenant) -> None:
        made = await make(tenant, permissions=["leads:read"])
        people = [await tenant.person("support_agent") for _ in range(4)]
        path = f"/api/app/roles/{made['id']}"
        await asyncio.gather(
            *(give(tenant, one, role="Team lead") for one in people),
            tenant.admin.put(path, {"permissions": ["tickets:read"]}),
        )
        shown = [(await tenant.admin.get(f"/api/users/{one.id}")).json() for one in people]
        assert [one["scopes"] for one in shown] == [["tickets:read"]] * 4


class TestDeleting:
    async def test_needs_a_successor_while_somebody_has_it(self, tenant: Tenant) -> None:
        made = await make(tenant, permissions=["leads:read"])
        other = await make(tenant, "Deputy", permissions=["tickets:read"])
        lead = await tenant.person("support_agent")
        await give(tenant, lead, role="Team lead")
        path = f"/api/app/roles/{made['id']}"
        refused = await tenant.admin.delete(path)
        assert (refused.status_code, refused.json()["code"]) == (409, "ROLE_IN_USE")
        assert refused.json()["details"] == {"members": 1, "invitations": 0}
        for wrong in ("Team lead", "nobody"):
            answer = await tenant.admin.delete(f"{path}?successor={wrong}")
            assert answer.status_code == 400
        assert (await tenant.admin.delete(f"{path}?successor=deputy")).status_code == 200
        shown = (await lead.get("/api/auth/me")).json()
        assert (shown["role"], shown["scopes"]) == ("Deputy", ["tickets:read"])
        path = f"/api/app/roles/{other['id']}"
        assert (await tenant.admin.delete(f"{path}?successor=operator")).status_code == 200
        assert "calls:write" in (await lead.get("/api/auth/me")).json()["scopes"]

    async def test_of_one_that_nobody_has_needs_none(self, tenant: Tenant) -> None:
        made = await make(tenant)
        assert (await tenant.admin.delete(f"/api/app/roles/{made['id']}")).status_code == 200
        assert len((await tenant.admin.get(ROLES)).json()) == 4
