from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient

from ringdesk.domains import identity
from ringdesk.domains.identity.tenancy.suspension import TenantChanges
from ringdesk.kernel.work import INSTALLATION, Actor
from tests.api.conftest import Installation, installation
from tests.api.test_sign_in import account
from tests.conftest import PASSWORD, MakeTenant, Tenant
from tests.tenants.mail import Mail
from tests.tenants.test_invitations import follow

__all__ = ["installation"]
pytestmark = pytest.mark.anyio

TENANTS = "/api/app/installation/tenants"


MAILED = """
select to_address, template, variables::text as variables from mail_outbox where tenant_id = $1
order by id
"""


@pytest.fixture(autouse=True)
async def not_the_first(make_tenant: MakeTenant) -> None:
    """The first tenant of an installation can't be suspended."""
    await make_tenant()


async def set_quota(tenant: Tenant, **given: Any) -> None:
    async with tenant.house.office.open(Actor.the_house(INSTALLATION)) as work:
        changes = TenantChanges(**given)
        await identity.change_tenant(work, tenant_id=tenant.id, changes=changes)


async def suspend(tenant: Tenant) -> None:
    async with tenant.house.office.open(Actor.the_house(INSTALLATION)) as work:
        await identity.suspend_tenant(work, tenant_id=tenant.id, reason="unpaid")


async def resume(tenant: Tenant) -> None:
    async with tenant.house.office.open(Actor.the_house(INSTALLATION)) as work:
        await identity.resume_tenant(work, tenant_id=tenant.id)


class TestSuspended:
    async def test_nobody_does_anything_and_nothing_is_lost(
        self, tenant: Tenant, stranger: AsyncClient
    ) -> None:
        known = await account(tenant, "operator")
        body = {"email": known["email"], "password": PASSWORD}
        signed = (await stranger.post("/api/auth/login", json=body)).json()
        ticket = await tenant.ticket()
        token = {"name": "X", "scopes": ["tickets:read"]}
        program = (await tenant.agent.post("/api/app/tokens", token)).json()["token"]
        headers = {"Authorization": f"Bearer {program}"}
        assert (await stranger.get("/api/tickets", headers=headers)).status_code == 200
        await suspend(tenant)
        refresh = {"refresh_token": signed["refresh_token"]}
        answers = [
            await tenant.admin.get("/api/auth/me"), await tenant.customer.get("/api/v1/tenant"),
            await tenant.agent.post("/api/tickets", {"title": "x", "description": "y"}),
            await stranger.get("/api/tickets", headers=headers),
            await stranger.post("/api/auth/login", json=body),
            await stranger.post("/api/auth/refresh", json=refresh),
            await tenant.agent.post("/api/v1/auth/change-password",
                                    {"current_password": "x", "new_password": "y"}),
        ]  # fmt: skip
        for answer in answers:
            assert (answer.status_code, answer.json()["code"]) == (403, "TENANT_SUSPENDED")
        await resume(tenant)
        assert (await tenant.agent.get(f"/api/tickets/{ticket['id']}")).status_code == 200
        assert (await stranger.get("/api/tickets", headers=headers)).status_code == 200
        again = await stranger.post("/api/auth/refresh", json=refresh)
        assert again.status_code == 200  # it was not used up

    async def test_is_written_in_its_own_log(self, tenant: Tenant) -> None:
        await suspend(tenant)
        await suspend(tenant)
        await resume(tenant)
        kinds = [one.kind for one in await tenant.log()]
        assert kinds.count("TenantSuspended") == kinds.count("TenantResumed") == 1


class TestTheInstallation:
    async def test_watches_and_steers_its_tenants(self, installation: Installation) -> None:
        client, root = installation.client, installation.as_root
        body = {"email": "ada@acme.example", "password": PASSWORD, "full_name": "Ada"}
        opened = (await client.post("/api/v1/auth/register", json=body)).json()
        ada = {"Authorization": f"Bearer {opened['access_token']}"}
        path = f"{TENANTS}/{opened['tenant']['id']}"
        given = {"people": 5, "hosts": ["Help.Acme.test"]}
        changed = (await client.put(path, json=given, headers=root)).json()
        assert changed["quota"] == {"people": 5, "storage_mb": None, "messages_a_day": None}
        assert changed["hosts"] == ["help.acme.test"]
        assert (await client.put(path, json={"hosts": ["a b"]}, headers=root)).status_code == 400
        listed = (await client.get(TENANTS, headers=root)).json()
        assert [one["staff"] for one in listed] == [1, 1]
        first = f"{TENANTS}/{listed[0]['id']}"
        taken = await client.put(first, json={"hosts": ["help.acme.test"]}, headers=root)
        assert (taken.status_code, taken.json()["code"]) == (409, "HOST_TAKEN")
        answer = await client.post(f"{path}/suspend", json={}, headers=ada)
        assert answer.status_code == 403
        done = await client.post(f"{path}/suspend", json={"reason": "unpaid"}, headers=root)
        assert done.json()["suspended_because"] == "unpaid" and done.json()["suspended_at"]
        assert (await client.get("/api/auth/me", headers=ada)).status_code == 403
        stays = await client.post(f"{first}/suspend", json={}, headers=root)
        assert (stays.status_code, stays.json()["code"]) == (409, "FIRST_TENANT_STAYS")
        assert (await client.post(f"{path}/resume", headers=root)).json()["suspended_at"] is None
        assert (await client.get("/api/auth/me", headers=ada)).status_code == 200
        nobody = f"{TENANTS}/00000000-0000-0000-0000-000000000001/suspend"
        assert (await client.post(nobody, json={}, headers=root)).status_code == 404

    async def test_opens_a_workspace_for_somebody_who_then_runs_it(
        self, installation: Installation
    ) -> None:
        client, root = installation.client, installation.as_root
        given = {"name": "  Hill   Ltd ", "email": "hilda@hill.example"}
        made = await client.post(TENANTS, json=given, headers=root)
        assert made.status_code == 201, made.text
        shown = made.json()
        assert (shown["name"], shown["staff"]) == ("Hill Ltd", 0)
        assert shown["use"] == {"people": 0, "storage_mb": 0.0, "messages_today": 0}
        path = made.headers["location"]
        assert (await client.get(path, headers=root)).json() == shown
        again = {"email": "hilde@hill.example"}
        assert (await client.post(f"{path}/invite", json=again, headers=root)).status_code == 200
        async with installation.open.house.office.open(Actor.the_house(UUID(shown["id"]))) as work:
            mails = await work.many(Mail, MAILED)
        assert [mail.to_address for mail in mails] == [given["email"], again["email"]]
        former, latest = [
            await follow(client, mail, full_name="Hilde", password=PASSWORD) for mail in mails
        ]
        client.cookies.clear()
        assert (former.status_code, latest.status_code) == (400, 200), latest.text
        assert (await client.get(path, headers=root)).json()["use"]["people"] == 1
        refused = await client.post(f"{path}/invite", json=again, headers=root)
        assert (refused.status_code, refused.json()["code"]) == (409, "TENANT_HAS_STAFF")

    async def test_is_searched_and_paged(self, installation: Installation) -> None:
        client, root = installation.client, installation.as_root
        for name in ("Wood A", "Wood B", "Wood C"):
            given = {"name": name, "email": f"{name[-1]}@wood.example"}
            assert (await client.post(TENANTS, json=given, headers=root)).status_code == 201

        async def names(query: str) -> list[str]:
            answer = await client.get(f"{TENANTS}?{query}", headers=root)
            return [one["name"] for one in answer.json()]

        assert await names("search=wOOd") == ["Wood A", "Wood B", "Wood C"]
        assert await names("search=%25") == []
        assert await names("search=wood&limit=1&skip=1") == ["Wood B"]

    async def test_is_nobody_elses(self, installation: Installation) -> None:
        client = installation.client
        body = {"email": "bea@bay.example", "password": PASSWORD, "full_name": "Bea"}
        opened = (await client.post("/api/v1/auth/register", json=body)).json()
        bea = {"Authorization": f"Bearer {opened['access_token']}"}
        own, given = f"{TENANTS}/{opened['tenant']['id']}", {"name": "X", "email": "x@y.example"}
        answers = [
            await client.get(TENANTS, headers=bea),
            await client.post(TENANTS, json=given, headers=bea),
            await client.get(own, headers=bea),
            await client.put(own, json={"people": 9}, headers=bea),
            await client.post(f"{own}/invite", json={"email": "x@y.example"}, headers=bea),
        ]
        assert {answer.status_code for answer in answers} == {403}
        session = await client.get("/api/app/session", headers=bea)
        assert session.json()["watches_all"] is False
        root = await client.get("/api/app/session", headers=installation.as_root)
        assert root.json()["watches_all"] is True
