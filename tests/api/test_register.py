import secrets
from typing import Any

import pytest

from tests.api.conftest import Installation
from tests.conftest import PASSWORD, MakeTenant, Tenant

pytestmark = pytest.mark.anyio


def somebody(**given: Any) -> dict[str, Any]:
    name = f"new-{secrets.token_hex(6)}"
    return {"username": name, "email": f"{name}@example.org", "password": PASSWORD, **given}


class TestAStranger:
    async def test_becomes_a_customer_and_is_signed_in(self, installation: Installation) -> None:
        body = somebody()
        made = await installation.client.post("/api/auth/register", json=body)
        assert made.status_code == 201
        person = made.json()
        assert (person["role"], person["user_type"]) == ("customer", "customer")
        assert person["full_name"] == body["username"] and person["user_id"] == str(person["id"])
        assert made.headers["location"] == f"/api/users/{person['id']}"
        signed_in = {"Authorization": f"Bearer {person['access_token']}"}
        me = await installation.client.get("/api/auth/me", headers=signed_in)
        assert me.json()["id"] == person["id"]
        assert (
            await installation.client.get(made.headers["location"], headers=signed_in)
        ).is_success

    @pytest.mark.parametrize("role", ["admin", "support_agent", "operator"])
    async def test_chooses_no_other_role(self, role: str, installation: Installation) -> None:
        answer = await installation.client.post("/api/auth/register", json=somebody(role=role))
        assert (answer.status_code, answer.json()["code"]) == (403, "MAY_NOT_CHOOSE_ROLE")

    async def test_chooses_no_other_side(self, installation: Installation) -> None:
        body = somebody(user_type="admin")
        answer = await installation.client.post("/api/auth/register", json=body)
        assert answer.status_code == 403

    async def test_must_not_contradict_themselves(self, installation: Installation) -> None:
        body = somebody(role="customer", user_type="admin")
        answer = await installation.client.post("/api/auth/register", json=body)
        assert answer.status_code == 400
        assert answer.json()["details"]["errors"][0]["field"] == "user_type"

    @pytest.mark.parametrize(
        "smuggled", ["tenant_id", "is_admin", "scopes", "is_active", "id", "created_at"]
    )
    async def test_smuggles_nothing_in(self, smuggled: str, installation: Installation) -> None:
        body = somebody(**{smuggled: "1"})
        answer = await installation.client.post("/api/auth/register", json=body)
        assert answer.status_code == 400

    async def test_does_not_get_into_a_later_workspace(self, installation: Installation) -> None:
        """Neither by host name nor in any other way: only the first lets strangers register."""
        opened = await installation.client.post(
            "/api/v1/auth/register",
            json={"email": f"{secrets.token_hex(6)}@example.org", "password": PASSWORD,
                  "full_name": "Olga Other", "tenant_name": "Other"},
        )  # fmt: skip
        assert opened.status_code == 201
        for trick in ({"X-Tenant-Id": opened.json()["tenant"]["id"]}, {"Host": "other"}):
            made = await installation.client.post(
                f"/api/auth/register?tenant_id={opened.json()['tenant']['id']}",
                json=somebody(), headers=trick,
            )  # fmt: skip
            assert made.status_code == 201
            others = await installation.client.get(
                "/api/users?limit=100", headers=installation.as_root
            )
            assert made.json()["id"] in {one["id"] for one in others.json()}


class TestNames:
    @pytest.mark.parametrize("change", [str.upper, lambda name: name.replace("n", "\uff4e")])
    async def test_are_taken_however_they_are_written(
        self, change: Any, installation: Installation
    ) -> None:
        first = somebody()
        assert (await installation.client.post("/api/auth/register", json=first)).is_success
        for field in ("username", "email"):
            again = somebody() | {field: change(first[field])}
            answer = await installation.client.post("/api/auth/register", json=again)
            assert (answer.status_code, answer.json()["code"]) == (409, "NAME_TAKEN")

    @pytest.mark.parametrize(
        "name", ["a", "x" * 65, "with space", "a@b", "semi;colon", "a\u0000b", "a\r\nb", "<b>"]
    )
    async def test_have_letters_digits_and_little_else(
        self, name: str, installation: Installation
    ) -> None:
        answer = await installation.client.post("/api/auth/register", json=somebody(username=name))
        assert answer.status_code == 400

    @pytest.mark.parametrize(
        "address", ["x", "x@y", "@y.org", "a b@y.org", "a@y.org\r\nBcc: z@z.org"]
    )
    async def test_an_address_is_an_address(self, address: str, installation: Installation) -> None:
        answer = await installation.client.post("/api/auth/register", json=somebody(email=address))
        assert answer.status_code == 400

    async def test_a_password_stands_in_no_answer(self, installation: Installation) -> None:
        answer = await installation.client.post("/api/auth/register", json=somebody())
        assert PASSWORD not in answer.text and "argon2" not in answer.text


class TestPasswords:
    @pytest.mark.parametrize(
        "password",
        ["short", "password123", "iloveyou", "aaaaaaaaaaaa", "secret123", "string", "x" * 257],
    )
    async def test_that_are_well_known_are_refused(
        self, password: str, installation: Installation
    ) -> None:
        body = somebody(password=password)
        answer = await installation.client.post("/api/auth/register", json=body)
        assert (answer.status_code, answer.json()["code"]) == (400, "WEAK_PASSWORD")

    @pytest.mark.parametrize("password", ["xy7-" * 32, " leading and trailing ", "пароль-密碼-🔑"])
    async def test_are_taken_exactly_as_typed(
        self, password: str, installation: Installation
    ) -> None:
        body = somebody(password=password)
        made = await installation.client.post("/api/auth/register", json=body)
        assert made.status_code == 201, made.text
        for typed, status in ((password, 200), (password.strip() + "!", 401)):
            login = {"username": body["username"], "password": typed}
            assert (
                await installation.client.post("/api/auth/login", json=login)
            ).status_code == status


class TestAnAdministrator:
    @pytest.mark.parametrize("role", ["admin", "support_agent", "operator", "customer"])
    async def test_makes_accounts_of_any_role_in_their_own_workspace(
        self, role: str, tenant: Tenant
    ) -> None:
        made = await tenant.admin.post("/api/auth/register", somebody(role=role))
        assert made.status_code == 201 and made.json()["role"] == role
        assert (await tenant.admin.get(f"/api/users/{made.json()['id']}")).is_success

    async def test_gets_nobodys_token(self, tenant: Tenant) -> None:
        made = await tenant.admin.post("/api/auth/register", somebody())
        assert made.json().keys() & {"access_token", "refresh_token", "expires_in"} == set()

    async def test_learns_nothing_of_names_elsewhere_but_that_they_are_taken(
        self, tenant: Tenant, make_tenant: MakeTenant
    ) -> None:
        body = somebody()
        assert (await tenant.admin.post("/api/auth/register", body)).status_code == 201
        other = (await make_tenant()).admin
        answer = await other.post("/api/auth/register", body)
        assert (answer.status_code, answer.json()["details"]) == (409, {})


class TestAColleague:
    async def test_makes_no_accounts(self, installation: Installation) -> None:
        """An agent's token counts as none: what a stranger may not, they may not."""
        made = await installation.client.post(
            "/api/secure/users", json=somebody(role="support_agent"), headers=installation.as_root
        )
        login = {"username": made.json()["username"], "password": PASSWORD}
        agent = (await installation.client.post("/api/auth/login", json=login)).json()
        answer = await installation.client.post(
            "/api/auth/register", json=somebody(role="admin"),
            headers={"Authorization": f"Bearer {agent['access_token']}"},
        )  # fmt: skip
        assert answer.status_code == 403
