import asyncio
import secrets
from typing import Any

import pytest

from tests.api.test_sign_in import account
from tests.conftest import PASSWORD, Person, Tenant

pytestmark = pytest.mark.anyio

FIELDS = {
    "id", "username", "email", "full_name", "role", "is_active", "created_at", "user_id",
    "user_type", "scopes",
}  # fmt: skip


def new(**given: Any) -> dict[str, Any]:
    name = f"n-{secrets.token_hex(6)}"
    return {"username": name, "email": f"{name}@example.org", "password": PASSWORD, **given}


class TestListing:
    async def test_shows_the_workspace_oldest_first(self, tenant: Tenant) -> None:
        listed = (await tenant.admin.get("/api/users")).json()
        expected = [tenant.admin.id, tenant.agent.id, tenant.customer.id]
        assert [one["id"] for one in listed] == expected
        assert all(one.keys() == FIELDS for one in listed)

    async def test_filters(self, tenant: Tenant) -> None:
        for query, expected in [
            ("role=customer", [tenant.customer]), ("role=admin,customer",
             [tenant.admin, tenant.customer]), ("q=axel%20a", [tenant.agent]), ("q=%25", []),
            ("is_active=false", []), ("limit=1", [tenant.admin]),
            ("skip=2&limit=5", [tenant.customer]),
        ]:  # fmt: skip
            listed = (await tenant.admin.get(f"/api/users?{query}")).json()
            assert [one["id"] for one in listed] == [one.id for one in expected], query

    @pytest.mark.parametrize("query", ["role=boss", "is_active=perhaps", "limit=-1", "skip=x"])
    async def test_refuses_filters_that_make_no_sense(self, query: str, tenant: Tenant) -> None:
        assert (await tenant.admin.get(f"/api/users?{query}")).status_code == 400

    @pytest.mark.parametrize("path", ["/api/users", "/api/secure/users"])
    async def test_is_for_whoever_may_read_users(self, path: str, tenant: Tenant) -> None:
        reader = await tenant.person("support_agent", scopes=["users:read"])
        assert (await reader.get(path)).is_success
        for one in (tenant.agent, tenant.customer, await tenant.person("operator")):
            answer = await one.get(path)
            assert (answer.status_code, answer.json()["detail"]) == (403, "Not enough permissions")

    async def test_colleagues_are_for_colleagues(self, tenant: Tenant) -> None:
        staff = (await tenant.agent.get("/api/app/staff?q=Ada%20Admin")).json()
        assert [one["id"] for one in staff] == [tenant.admin.id]
        assert (await tenant.customer.get("/api/app/staff")).status_code == 403


class TestReadingOne:
    async def test_is_for_oneself_and_for_administrators(self, tenant: Tenant) -> None:
        path = f"/api/users/{tenant.customer.id}"
        for reader, status in ((tenant.customer, 200), (tenant.admin, 200), (tenant.agent, 404)):
            assert (await reader.get(path)).status_code == status


class TestMakingOneWithScopes:
    async def test_replaces_the_rights_of_the_role(self, tenant: Tenant) -> None:
        body = new(role="support_agent", scopes=["tickets:read"])
        made = await tenant.admin.post("/api/secure/users", body)
        assert made.status_code == 201 and made.json()["scopes"] == ["tickets:read"]
        assert made.headers["location"] == f"/api/users/{made.json()['id']}"

    async def test_knows_its_scopes(self, tenant: Tenant) -> None:
        for scopes in (["tickets:own"], ["*"], ["tickets:*"], [""]):
            answer = await tenant.admin.post("/api/secure/users", new(scopes=scopes))
            assert answer.status_code == 400, scopes

    async def test_nobody_gives_what_they_lack(self, tenant: Tenant) -> None:
        some = await tenant.person(
            "support_agent", scopes=["users:read", "users:write", "tickets:read"]
        )
        for body, status in [
            (new(role="admin"), 403), (new(role="support_agent"), 403),
            (new(role="customer", scopes=["settings:write"]), 403),
            (new(role="customer"), 201), (new(role="customer", scopes=["tickets:read"]), 201),
        ]:  # fmt: skip
            answer = await some.post("/api/secure/users", body)
            assert answer.status_code == status, answer.text

    async def test_is_not_for_agents_and_customers(self, tenant: Tenant) -> None:
        for one in (tenant.agent, tenant.customer):
            assert (await one.post("/api/secure/users", new())).status_code == 403


class TestChanging:
    async def test_ones_own_name_is_for_everybody(self, tenant: Tenant) -> None:
        path = f"/api/users/{tenant.customer.id}"
        changed = await tenant.customer.put(path, {"full_name": "Carla Neu"})
        assert changed.status_code == 200 and changed.json()["full_name"] == "Carla Neu"
        assert (await tenant.customer.get("/api/auth/me")).json()["full_name"] == "Carla Neu"

    @pytest.mark.parametrize(
        "change", [{"role": "admin"}, {"scopes": ["users:write"]}, {"is_active": True}]
    )
    async def test_ones_own_rights_is_for_nobody(
        self, change: dict[str, Any], tenant: Tenant
    ) -> None:
        for one in (tenant.customer, tenant.agent):
            answer = await one.put(f"/api/users/{one.id}", change)
            assert answer.status_code == 403
            assert (await one.get("/api/auth/me")).json()["role"] == one.role

    async def test_another_is_for_administrators(self, tenant: Tenant) -> None:
        path = f"/api/users/{tenant.customer.id}"
        for one, status in ((tenant.agent, 404), (tenant.admin, 200)):
            assert (await one.put(path, {"full_name": "New"})).status_code == status

    async def test_a_name_that_is_taken_is_refused(self, tenant: Tenant) -> None:
        known = await account(tenant)
        for change in ({"username": known["username"].upper()}, {"email": known["email"]}):
            answer = await tenant.customer.put(f"/api/users/{tenant.customer.id}", change)
            assert (answer.status_code, answer.json()["code"]) == (409, "NAME_TAKEN")

    @pytest.mark.parametrize(
        "change",
        [{"username": "a b"}, {"email": "x"}, {"full_name": "  "}, {"full_name": ""},
         {"role": "boss"}, {"password": "a new phrase"}, {"tenant_id": "x"}, {"id": 1}],
    )  # fmt: skip
    async def test_nonsense_and_smuggled_fields_are_refused(
        self, change: dict[str, Any], tenant: Tenant
    ) -> None:
        answer = await tenant.admin.put(f"/api/users/{tenant.customer.id}", change)
        assert answer.status_code == 400

    async def test_a_person_who_holds_more_is_out_of_reach(self, tenant: Tenant) -> None:
        lesser = await tenant.person("support_agent", scopes=["users:read", "users:write"])
        path = f"/api/users/{tenant.admin.id}"
        for answer in (await lesser.put(path, {"full_name": "Mine"}), await lesser.delete(path)):
            assert (answer.status_code, answer.json()["code"]) == (403, "HOLDS_MORE")


class TestRightsBindTheNextRequest:
    async def test_deactivation(self, tenant: Tenant) -> None:
        assert (await tenant.agent.get("/api/tickets")).is_success
        await tenant.admin.put(f"/api/users/{tenant.agent.id}", {"is_active": False})
        assert (await tenant.agent.get("/api/tickets")).status_code == 401

    async def test_deletion(self, tenant: Tenant) -> None:
        assert (await tenant.agent.get("/api/tickets")).is_success
        gone = await tenant.admin.delete(f"/api/users/{tenant.agent.id}")
        assert gone.json() == {"message": "User deleted successfully"}
        assert (await tenant.agent.get("/api/tickets")).status_code == 401
        assert (await tenant.admin.get(f"/api/users/{tenant.agent.id}")).status_code == 404

    async def test_loss_of_a_role(self, tenant: Tenant) -> None:
        ticket = await tenant.ticket()
        path = f"/api/tickets/{ticket['id']}"
        assert (await tenant.agent.get(path)).is_success
        await tenant.admin.put(f"/api/users/{tenant.agent.id}", {"role": "customer"})
        assert (await tenant.agent.get(path)).status_code == 404

    async def test_loss_of_a_scope(self, tenant: Tenant) -> None:
        ticket = await tenant.ticket()
        await tenant.admin.put(f"/api/users/{tenant.agent.id}", {"scopes": ["tickets:read"]})
        path = f"/api/tickets/{ticket['id']}"
        assert (await tenant.agent.get(path)).is_success
        assert (await tenant.agent.put(path, {"priority": "low"})).status_code == 403


class TestTheLastAdministrator:
    async def test_is_neither_removed_nor_demoted(self, tenant: Tenant) -> None:
        path = f"/api/users/{tenant.admin.id}"
        for answer in (
            await tenant.admin.delete(path), await tenant.admin.put(path, {"role": "customer"}),
            await tenant.admin.put(path, {"is_active": False}),
        ):  # fmt: skip
            assert (answer.status_code, answer.json()["code"]) == (409, "LAST_ADMINISTRATOR")

    @pytest.mark.parametrize("how", ["delete", "demote", "deactivate"])
    async def test_stays_when_two_go_for_each_other_at_once(self, how: str, tenant: Tenant) -> None:
        other = await tenant.person("admin")

        async def against(one: Person, victim: Person) -> int:
            path = f"/api/users/{victim.id}"
            if how == "delete":
                return (await one.delete(path)).status_code
            change = {"role": "customer"} if how == "demote" else {"is_active": False}
            return (await one.put(path, change)).status_code

        statuses = await asyncio.gather(against(tenant.admin, other), against(other, tenant.admin))
        assert statuses.count(200) == 1 and 500 not in statuses
        left = [one for one in (tenant.admin, other) if (await one.get("/api/users")).is_success]
        assert len(left) == 1


class TestDeleting:
    async def test_keeps_what_they_wrote(self, tenant: Tenant) -> None:
        ticket = await tenant.ticket()
        await tenant.customer.post(
            "/api/messages", {"ticket_id": ticket["id"], "content": "Still here"}
        )
        assert (await tenant.admin.delete(f"/api/users/{tenant.customer.id}")).is_success
        found = (await tenant.admin.get(f"/api/tickets/{ticket['id']}")).json()
        assert found["messages"][0]["sender"]["full_name"] == tenant.customer.name

    async def test_frees_the_name(self, tenant: Tenant) -> None:
        known = await account(tenant)
        again = {"username": known["username"], "email": known["email"], "password": PASSWORD}
        assert (await tenant.admin.post("/api/auth/register", again)).status_code == 409
        await tenant.admin.delete(f"/api/users/{known['id']}")
        assert (await tenant.admin.post("/api/auth/register", again)).status_code == 201

    async def test_is_for_administrators(self, tenant: Tenant) -> None:
        for one, victim in (
            (tenant.agent, tenant.customer), (tenant.customer, tenant.agent),
            (tenant.customer, tenant.customer),
        ):  # fmt: skip
            assert (await one.delete(f"/api/users/{victim.id}")).status_code == 403
