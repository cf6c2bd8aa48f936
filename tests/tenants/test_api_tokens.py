from typing import Any

import pytest
from httpx import AsyncClient

from ringdesk.domains.identity.tenancy.api_tokens import MOST_TOKENS
from ringdesk.kernel.settings import Settings
from tests.api.test_sign_in import account
from tests.conftest import PASSWORD, MakeTenant, Person, Tenant

pytestmark = pytest.mark.anyio

TOKENS = "/api/app/tokens"
EXPIRED = "update api_tokens set expires_at = now() - interval '1 second' where tenant_id = $1"
HASHES = "select encode(secret_hash, 'hex') from api_tokens where tenant_id = $1"


async def make(person: Person, *scopes: str, **given: Any) -> dict[str, Any]:
    made = await person.post(TOKENS, {"name": "Export", "scopes": list(scopes), **given})
    assert made.status_code == 201, made.text
    found: dict[str, Any] = made.json()
    return found


def bearing(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


class TestMaking:
    async def test_shows_it_once_and_keeps_a_hash(self, tenant: Tenant) -> None:
        made = await make(tenant.agent, "tickets:read")
        assert made["token"].startswith("rd_") and len(made["token"]) > 70
        listed = (await tenant.agent.get(TOKENS)).json()
        assert listed == [made["about"]] and "token" not in listed[0]
        async with tenant.work() as work:
            kept = await work.value(str, HASHES)
        assert kept is not None and kept not in made["token"]
        assert all(made["token"] not in fact.body for fact in await tenant.log())

    async def test_is_kept_for_no_second_try(self, tenant: Tenant) -> None:
        body, key = {"name": "X", "scopes": ["tickets:read"]}, {"Idempotency-Key": "once"}
        made = await tenant.agent.post(TOKENS, body, headers=key)
        assert made.status_code == 201
        again = await tenant.agent.post(TOKENS, body, headers=key)
        assert again.status_code == 409 and "rd_" not in again.text
        assert len((await tenant.agent.get(TOKENS)).json()) == 1

    async def test_of_what_one_holds(self, tenant: Tenant) -> None:
        for scopes, status in (
            (["users:write"], 403), (["no:such"], 400), ([], 400), (["*"], 400),
        ):  # fmt: skip
            answer = await tenant.agent.post(TOKENS, {"name": "X", "scopes": scopes})
            assert answer.status_code == status, scopes
        body = {"name": "X", "scopes": ["tickets:read"], "days": 367}
        assert (await tenant.agent.post(TOKENS, body)).status_code == 400
        body = {"name": "X", "scopes": ["tickets:read"]}
        assert (await tenant.customer.post(TOKENS, body)).status_code == 403

    async def test_so_many_and_no_more(self, tenant: Tenant) -> None:
        for _ in range(MOST_TOKENS):
            await make(tenant.agent, "tickets:read")
        answer = await tenant.agent.post(TOKENS, {"name": "X", "scopes": ["tickets:read"]})
        assert (answer.status_code, answer.json()["code"]) == (409, "TOO_MANY_TOKENS")


class TestUsing:
    async def test_may_what_both_may(self, tenant: Tenant, stranger: AsyncClient) -> None:
        token = bearing((await make(tenant.admin, "tickets:read", "leads:read"))["token"])
        assert (await stranger.get("/api/tickets", headers=token)).status_code == 200
        assert (await stranger.get("/api/users", headers=token)).status_code == 403
        lowered = {"scopes": ["leads:read"]}
        second = await tenant.person("admin")
        answer = await second.put(f"/api/users/{tenant.admin.id}", lowered)
        assert answer.status_code == 200
        assert (await stranger.get("/api/v1/leads", headers=token)).status_code == 200
        assert (await stranger.get("/api/tickets", headers=token)).json() == []

    async def test_gives_no_role_but_to_one_that_is_given_all_of_it(
        self, tenant: Tenant, stranger: AsyncClient
    ) -> None:
        some = bearing((await make(tenant.admin, "tickets:read"))["token"])
        scopes = (await tenant.admin.get("/api/app/scopes")).json()
        whole = bearing((await make(tenant.admin, *scopes))["token"])
        for token, status in ((some, 403), (whole, 200)):
            answer = await stranger.get("/api/admin/dashboard", headers=token)
            assert answer.status_code == status

    async def test_writes_down_that_it_was_used(
        self, tenant: Tenant, stranger: AsyncClient
    ) -> None:
        made = await make(tenant.agent, "tickets:read")
        assert made["about"]["last_used_at"] is None
        await stranger.get("/api/tickets", headers=bearing(made["token"]))
        assert (await tenant.agent.get(TOKENS)).json()[0]["last_used_at"] is not None

    async def test_not_for_what_is_the_accounts_own(
        self, tenant: Tenant, stranger: AsyncClient
    ) -> None:
        known = await account(tenant, "admin")
        signed = await stranger.post(
            "/api/auth/login", json={"email": known["email"], "password": PASSWORD}
        )
        own = bearing(signed.json()["access_token"])
        scopes = (await tenant.admin.get("/api/app/scopes")).json()
        made = await stranger.post(TOKENS, json={"name": "All", "scopes": scopes}, headers=own)
        token = bearing(made.json()["token"])
        passwords = {"current_password": PASSWORD, "new_password": "another long phrase"}
        session = (await stranger.get("/api/app/sessions", headers=own)).json()[0]["id"]
        for method, path, body in (
            ("POST", "/api/v1/auth/change-password", passwords),
            ("POST", TOKENS, {"name": "Next", "scopes": ["tickets:read"]}),
            ("GET", TOKENS, None),
            ("DELETE", f"{TOKENS}/{made.json()['about']['id']}", None),
            ("POST", f"/api/v1/tenants/{tenant.id}/switch", None),
            ("POST", "/api/app/session/switch", {"tenant_id": str(tenant.id)}),
            ("POST", "/api/v1/tenants", {"name": "Mine"}),
            ("POST", "/api/v1/ws/ticket", None),
            ("DELETE", f"/api/app/sessions/{session}", None),
            ("PUT", f"/api/users/{known['id']}", {"email": "mallory@example.org"}),
        ):
            answer = await stranger.request(method, path, json=body, headers=token)
            assert answer.status_code == 403, (method, path, answer.text)
            assert answer.json()["code"] == "NOT_WITH_API_TOKEN", path

    async def test_is_no_token_of_another_workspace(
        self, tenant: Tenant, make_tenant: MakeTenant, stranger: AsyncClient
    ) -> None:
        other = await make_tenant()
        theirs = await other.ticket()
        token = bearing((await make(tenant.agent, "tickets:read"))["token"])
        answer = await stranger.get(f"/api/tickets/{theirs['id']}", headers=token)
        assert answer.status_code == 404
        path = f"{TOKENS}/{(await make(other.agent, 'tickets:read'))['about']['id']}"
        for one in (tenant.admin, other.admin):  # nobody ends another's
            assert (await one.delete(path)).status_code == 404

    @pytest.mark.parametrize("change", [lambda t: t[:-1] + ("A" if t[-1] != "A" else "B"),
                                        lambda t: t[:10] + "x" + t[11:], lambda t: "rd_",
                                        lambda t: "rd_" + "A" * 75, lambda t: t[3:],
                                        lambda t: t + "=" * 3000])  # fmt: skip
    async def test_an_invented_one_is_none(
        self, change: Any, tenant: Tenant, stranger: AsyncClient
    ) -> None:
        token = change((await make(tenant.agent, "tickets:read"))["token"])
        answer = await stranger.get("/api/tickets", headers=bearing(token))
        assert answer.status_code == 401


class TestItsEnd:
    async def test_comes_at_once_when_its_owner_says_so(
        self, tenant: Tenant, stranger: AsyncClient
    ) -> None:
        made = await make(tenant.agent, "tickets:read")
        token = bearing(made["token"])
        assert (await stranger.get("/api/tickets", headers=token)).status_code == 200
        path = f"{TOKENS}/{made['about']['id']}"
        assert (await tenant.agent.delete(path)).status_code == 200
        assert (await stranger.get("/api/tickets", headers=token)).status_code == 401
        assert (await tenant.agent.delete(path)).status_code == 404

    async def test_comes_with_its_time(self, tenant: Tenant, stranger: AsyncClient) -> None:
        token = bearing((await make(tenant.agent, "tickets:read"))["token"])
        async with tenant.work() as work:
            await work.run(EXPIRED)
        assert (await stranger.get("/api/tickets", headers=token)).status_code == 401

    async def test_comes_with_its_owners_and_for_good(
        self, tenant: Tenant, stranger: AsyncClient
    ) -> None:
        token = bearing((await make(tenant.agent, "tickets:read"))["token"])
        assert (await stranger.get("/api/tickets", headers=token)).status_code == 200
        path = f"/api/users/{tenant.agent.id}"
        for active in (False, True):
            assert (await tenant.admin.put(path, {"is_active": active})).status_code == 200
            assert (await stranger.get("/api/tickets", headers=token)).status_code == 401


class TestLimits:
    async def test_are_of_its_person(
        self, tenant: Tenant, settings: Settings, stranger: AsyncClient
    ) -> None:
        keeper = tenant.house.doorkeeper
        made = await make(tenant.agent, "tickets:read")
        assert keeper.whose(made["token"]) == f"{tenant.id}:{tenant.agent.id}"
        assert keeper.signature_holds(made["token"])
        assert not keeper.signature_holds("rd_" + "A" * 75)
