import secrets
from typing import Any

import pytest
from httpx import AsyncClient

from ringdesk.kernel.database import Urls
from ringdesk.kernel.settings import Settings
from ringdesk.kernel.work import INSTALLATION
from tests.api.test_sign_in import account
from tests.conftest import PASSWORD, MakeTenant, Tenant
from tests.houses import open_house
from tests.tenants.test_invitations import follow, invited, sign_in, verified

pytestmark = pytest.mark.anyio


def bearing(signed: dict[str, Any]) -> dict[str, str]:
    return {"Authorization": f"Bearer {signed['access_token']}"}


class TestThePresentOne:
    async def test_is_shown_to_all_of_its_people(self, tenant: Tenant) -> None:
        for one in (tenant.admin, tenant.agent, tenant.customer):
            shown = (await one.get("/api/v1/tenant")).json()
            assert shown["id"] == str(tenant.id) and shown["timezone"] == "UTC"

    async def test_counts_its_active_people(self, tenant: Tenant) -> None:
        gone = await tenant.person()
        await tenant.admin.put(f"/api/users/{gone.id}", {"is_active": False})
        counted = await tenant.agent.get("/api/v1/tenant/users/count")
        assert counted.json() == {"count": 3, "staff": 2}
        assert (await tenant.customer.get("/api/v1/tenant/users/count")).status_code == 403


class TestOpeningAnother:
    async def test_makes_the_caller_its_administrator(
        self, tenant: Tenant, stranger: AsyncClient
    ) -> None:
        known = await verified(tenant)
        signed = (await sign_in(stranger, known["email"])).json()
        body = {"name": "  My own  "}
        made = await stranger.post("/api/v1/tenants", json=body, headers=bearing(signed))
        assert made.status_code == 201 and made.json()["name"] == "My own"
        listed = (await stranger.get("/api/v1/tenants", headers=bearing(signed))).json()
        assert [(one["role"], one["is_current"]) for one in listed] == [
            ("support_agent", True), ("admin", False),
        ]  # fmt: skip
        path = f"/api/v1/tenants/{made.json()['id']}/switch"
        there = (await stranger.post(path, headers=bearing(signed))).json()
        assert there["user"]["role"] == "admin" and there["tenant"]["name"] == "My own"
        people = (await stranger.get("/api/users", headers=bearing(there))).json()
        assert [one["id"] for one in people] == [known["id"]]

    async def test_only_where_the_installation_lets_people(
        self, tenant: Tenant, settings: Settings, database: Urls
    ) -> None:
        async with open_house(settings, database.app, open_tenants=False) as opened:
            headers = {"Authorization": f"Bearer {tenant.agent.token}"}
            answer = await opened.client.post(
                "/api/v1/tenants", json={"name": "X"}, headers=headers
            )
        assert (answer.status_code, answer.json()["code"]) == (403, "REGISTRATION_CLOSED")

    async def test_is_not_for_customers(self, tenant: Tenant) -> None:
        for method, path, body in (
            ("POST", "/api/v1/tenants", {"name": "X"}), ("GET", "/api/v1/tenants", None),
            ("POST", f"/api/v1/tenants/{tenant.id}/switch", None),
        ):  # fmt: skip
            answer = await tenant.customer.client.request(method, path, json=body)
            assert answer.status_code == 403


class TestSwitching:
    async def test_goes_only_where_one_belongs(
        self, tenant: Tenant, make_tenant: MakeTenant
    ) -> None:
        other = await make_tenant()
        for tenant_id in (other.id, "00000000-0000-0000-0000-000000000000", "x"):
            answer = await tenant.admin.post(f"/api/v1/tenants/{tenant_id}/switch")
            assert answer.status_code == 404

    async def test_is_where_the_next_sign_in_goes(
        self, tenant: Tenant, make_tenant: MakeTenant, stranger: AsyncClient
    ) -> None:
        home = await make_tenant()
        known = await verified(home)
        await follow(stranger, await invited(tenant, known["email"], "operator"))
        first = (await sign_in(stranger, known["email"])).json()
        assert first["user"]["role"] == "operator"
        path = f"/api/v1/tenants/{home.id}/switch"
        back = (await stranger.post(path, headers=bearing(first))).json()
        assert back["user"]["role"] == "support_agent"
        for signed, tenant_id in ((first, tenant.id), (back, home.id)):  # each is for its own
            shown = (await stranger.get("/api/v1/tenant", headers=bearing(signed))).json()
            assert shown["id"] == str(tenant_id)
        again = (await sign_in(stranger, known["email"])).json()
        assert again["user"]["role"] == "support_agent"

    async def test_moves_the_browser(
        self, tenant: Tenant, make_tenant: MakeTenant, address: str
    ) -> None:
        home = await make_tenant()
        known = await verified(home)
        web = {"X-Ringdesk-Web": "1"}
        async with AsyncClient(base_url=address, headers=web) as browser:
            await follow(browser, await invited(tenant, known["email"], "operator"))
            body = {"email": known["email"], "password": PASSWORD}
            await browser.post("/api/app/session", json=body)
            old = dict(browser.cookies)
            listed = (await browser.get("/api/app/tenants")).json()
            assert {one["id"] for one in listed} == {str(home.id), str(tenant.id)}
            moved = await browser.post("/api/app/session/switch", json={"tenant_id": str(home.id)})
            assert moved.json()["tenant"]["id"] == str(home.id)
            assert (await browser.get("/api/app/session")).json()["tenant"]["id"] == str(home.id)
        async with AsyncClient(base_url=address, cookies=old) as before:
            assert (await before.get("/api/app/session")).status_code == 401


class TestAnAccountOfSeveral:
    async def test_is_renamed_by_its_owner_alone(
        self, tenant: Tenant, make_tenant: MakeTenant, stranger: AsyncClient
    ) -> None:
        home = await make_tenant()
        known = await verified(home)
        await follow(stranger, await invited(tenant, known["email"], "operator"))
        new = f"x-{secrets.token_hex(6)}@example.org"
        path = f"/api/users/{known['id']}"
        for admin in (tenant.admin, home.admin):  # or a reset would be theirs
            answer = await admin.put(path, {"email": new})
            assert (answer.status_code, answer.json()["code"]) == (403, "SHARED_ACCOUNT")
        signed = (await sign_in(stranger, known["email"])).json()
        answer = await stranger.put(path, json={"email": new}, headers=bearing(signed))
        assert answer.status_code == 200
        for admin in (tenant.admin, home.admin):
            assert (await admin.get(path)).json()["email"] == new

    async def test_a_new_address_is_unproven(self, tenant: Tenant, stranger: AsyncClient) -> None:
        known = await verified(tenant)
        signed = (await sign_in(stranger, known["email"])).json()
        new = f"x-{secrets.token_hex(6)}@example.org"
        path = f"/api/users/{known['id']}"
        await stranger.put(path, json={"email": new}, headers=bearing(signed))
        other = await account(tenant)
        assert other["email"] != new
        async with tenant.work() as work, work.within(INSTALLATION):
            found = await work.value(
                bool,
                "select verified_at is null from accounts where tenant_id = $1 and id = $2",
                known["id"],
            )
        assert found is True
