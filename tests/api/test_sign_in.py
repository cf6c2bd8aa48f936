import asyncio
import secrets
import statistics
import time
from typing import Any

import pytest
from argon2 import PasswordHasher
from httpx import AsyncClient

from ringdesk.domains import identity
from ringdesk.kernel.work import INSTALLATION, Actor
from tests.api.conftest import ROOT, Installation
from tests.conftest import PASSWORD, Tenant

pytestmark = pytest.mark.anyio

WRONG = "quite another phrase"


async def account(tenant: Tenant, role: str = "customer") -> dict[str, Any]:
    """Somebody with a real password."""
    name = f"Person.{secrets.token_hex(6)}"
    body = {"username": name, "email": f"{name}@example.org", "password": PASSWORD, "role": role}
    made = await tenant.admin.post("/api/auth/register", body)
    assert made.status_code == 201, made.text
    return {**body, **made.json()}


@pytest.fixture
async def known(tenant: Tenant) -> dict[str, Any]:
    return await account(tenant)


class TestByNameOrAddress:
    @pytest.mark.parametrize("path", ["/api/auth/login", "/api/v1/auth/login"])
    async def test_every_way_of_writing_it_signs_in(
        self, path: str, known: dict[str, Any], stranger: AsyncClient
    ) -> None:
        ways = [
            {"username": known["username"]}, {"username": known["username"].upper()},
            {"email": known["email"]}, {"username": known["email"]},
            {"username": known["username"], "email": known["email"]},
        ]  # fmt: skip
        for way in ways:
            answer = await stranger.post(path, json=way | {"password": PASSWORD})
            assert answer.status_code == 200, answer.text
            signed = answer.json()
            assert signed["user_id"] == str(known["id"]) and signed["token_type"] == "bearer"
            assert signed["expires_in"] == 12 * 3600 and signed["user"]["id"] == known["id"]

    async def test_names_of_two_people_are_refused(
        self, tenant: Tenant, known: dict[str, Any], stranger: AsyncClient
    ) -> None:
        other = await account(tenant)
        body = {"username": known["username"], "email": other["email"], "password": PASSWORD}
        answer = await stranger.post("/api/auth/login", json=body)
        assert answer.status_code == 400

    async def test_without_any_name_it_is_malformed(self, stranger: AsyncClient) -> None:
        for body in ({"password": PASSWORD}, {"username": "", "password": PASSWORD}):
            assert (await stranger.post("/api/auth/login", json=body)).status_code == 400

    @pytest.mark.parametrize("value", [{"$ne": None}, ["a"], 1, True])
    async def test_what_is_no_text_is_malformed(self, value: Any, stranger: AsyncClient) -> None:
        for body in ({"username": value, "password": "x"}, {"username": "x", "password": value}):
            assert (await stranger.post("/api/auth/login", json=body)).status_code == 400


class TestRefusal:
    async def test_is_the_same_for_unknown_wrong_and_deactivated(
        self, tenant: Tenant, known: dict[str, Any], stranger: AsyncClient
    ) -> None:
        gone = await account(tenant)
        await tenant.admin.put(f"/api/users/{gone['id']}", {"is_active": False})
        bodies = [
            {"username": "nobody-at-all", "password": WRONG},
            {"username": known["username"], "password": WRONG},
            {"username": gone["username"], "password": PASSWORD},
        ]
        answers = [await stranger.post("/api/auth/login", json=body) for body in bodies]
        assert {answer.status_code for answer in answers} == {401}
        assert len({answer.text for answer in answers}) == 1
        assert answers[0].json()["detail"] == "Could not validate credentials"

    async def test_takes_as_long_for_a_name_that_nobody_has(self) -> None:
        """Of the argon2 check alone, in CPU time: clocks on a busy machine say nothing."""
        stored = identity.passwords.HASHER.hash(PASSWORD)

        def cost(whose: str) -> float:
            began = time.thread_time()
            identity.passwords._verify(whose, WRONG)
            return time.thread_time() - began

        known = statistics.median(cost(stored) for _ in range(9))
        unknown = statistics.median(cost(identity.passwords.NOBODYS) for _ in range(9))
        assert 0.5 < known / unknown < 2


class TestThrottle:
    async def test_slows_down_after_five_wrong_passwords(
        self, known: dict[str, Any], stranger: AsyncClient
    ) -> None:
        body = {"username": known["username"], "password": WRONG}
        answers = [await stranger.post("/api/auth/login", json=body) for _ in range(6)]
        assert [answer.status_code for answer in answers] == [401] * 5 + [429]
        assert int(answers[-1].headers["retry-after"]) >= 1
        assert answers[-1].json()["code"] == "TOO_MANY_FAILURES"

    async def test_counts_guesses_that_come_together(
        self, known: dict[str, Any], stranger: AsyncClient
    ) -> None:
        body = {"username": known["username"], "password": WRONG}
        answers = await asyncio.gather(*(
            stranger.post("/api/auth/login", json=body) for _ in range(30)
        ))  # fmt: skip
        guessed = [answer for answer in answers if answer.status_code == 401]
        assert len(guessed) <= 6 and {answer.status_code for answer in answers} == {401, 429}

    async def test_keeps_nobody_waiting_who_signs_in_often(
        self, known: dict[str, Any], stranger: AsyncClient
    ) -> None:
        body = {"username": known["username"], "password": PASSWORD}
        for _ in range(3):
            both = await asyncio.gather(*(
                stranger.post("/api/auth/login", json=body) for _ in range(4)
            ))  # fmt: skip
            assert {answer.status_code for answer in both} == {200}

    async def test_holds_for_names_that_nobody_has_alike(self, stranger: AsyncClient) -> None:
        body = {"username": f"nobody-{secrets.token_hex(4)}", "password": WRONG}
        answers = [await stranger.post("/api/auth/login", json=body) for _ in range(6)]
        assert [answer.status_code for answer in answers] == [401] * 5 + [429]

    async def test_never_locks_the_victim_out_elsewhere(
        self, tenant: Tenant, known: dict[str, Any], stranger: AsyncClient
    ) -> None:
        body = {"username": known["username"], "password": WRONG}
        for _ in range(6):
            await stranger.post("/api/auth/login", json=body)
        signed = await identity.sign_in(
            tenant.house.office, tenant.house.signer, username=known["username"], email=None,
            password=PASSWORD, caller=identity.Caller(address="192.0.2.7"),
        )  # fmt: skip
        assert signed.person.id == known["id"]

    async def test_is_not_fooled_by_a_made_up_forwarding(
        self, known: dict[str, Any], stranger: AsyncClient
    ) -> None:
        body = {"username": known["username"], "password": WRONG}
        answers = [
            await stranger.post(
                "/api/auth/login", json=body, headers={"X-Forwarded-For": f"192.0.2.{nr}"}
            )
            for nr in range(6)
        ]
        assert answers[-1].status_code == 429

    async def test_is_forgotten_with_the_right_password(
        self, known: dict[str, Any], stranger: AsyncClient
    ) -> None:
        wrong = {"username": known["username"], "password": WRONG}
        right = wrong | {"password": PASSWORD}
        for body, status in [(wrong, 401)] * 4 + [(right, 200)] + [(wrong, 401)] * 4:
            assert (await stranger.post("/api/auth/login", json=body)).status_code == status


class TestTokens:
    @pytest.mark.parametrize("header", ["", "Bearer", "Bearer x", "Basic eA==", "Bearer a.b.c"])
    async def test_that_are_none_are_401(self, header: str, stranger: AsyncClient) -> None:
        answer = await stranger.get("/api/auth/me", headers={"Authorization": header})
        assert answer.status_code == 401
        assert answer.json()["detail"] == "Could not validate credentials"
        assert answer.headers["www-authenticate"] == "Bearer"

    async def test_that_are_forged_are_401(self, tenant: Tenant, stranger: AsyncClient) -> None:
        head, body, signature = tenant.customer.token.split(".")
        none = "eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0"
        other = identity.Signer(b"x" * 32).sign(
            person_id=tenant.admin.id, tenant_id=tenant.id,
            session_id=tenant.house.signer.read(tenant.admin.token).session_id,
        )  # fmt: skip
        swapped = f"{head}.{tenant.admin.token.split('.')[1]}.{signature}"
        unsigned = [f"{none}.{body}.", f"{none}.{body}.{signature}", f"{head}.{body}."]
        for forged in (*unsigned, other, swapped, "x" * 5000):
            answer = await stranger.get(
                "/api/auth/me", headers={"Authorization": f"Bearer {forged}"}
            )
            assert answer.status_code == 401

    async def test_that_ran_out_are_401(
        self, tenant: Tenant, stranger: AsyncClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("ringdesk.domains.identity.tokens.ACCESS_S", -10)
        late = await tenant.person()
        assert (await late.get("/api/auth/me")).status_code == 401

    async def test_of_a_refresh_open_no_door(
        self, known: dict[str, Any], stranger: AsyncClient
    ) -> None:
        signed = await stranger.post(
            "/api/auth/login", json={"username": known["username"], "password": PASSWORD}
        )
        bearer = f"Bearer {signed.json()['refresh_token']}"
        answer = await stranger.get("/api/auth/me", headers={"Authorization": bearer})
        assert answer.status_code == 401

    async def test_are_validated_for_those_who_ask(
        self, tenant: Tenant, stranger: AsyncClient
    ) -> None:
        right = await stranger.post("/api/v1/auth/validate", json={"token": tenant.agent.token})
        wrong = await stranger.post("/api/v1/auth/validate", json={"token": "made.up.token"})
        assert right.json()["valid"] and right.json()["user"]["id"] == tenant.agent.id
        assert (wrong.status_code, wrong.json()) == (200, {"valid": False})


async def test_signing_in_is_audited_and_tells_no_secret(
    tenant: Tenant, known: dict[str, Any], stranger: AsyncClient
) -> None:
    for typed in (WRONG, PASSWORD):
        body = {"username": known["username"], "password": typed}
        await stranger.post("/api/auth/login", json=body)
    rows = await tenant.log()
    kinds = [row.kind for row in rows if f'"person_id": {known["id"]}' in row.body]
    assert kinds.count("SignInFailed") == 1 and kinds.count("SignedIn") == 1
    assert not any(PASSWORD in row.body or WRONG in row.body for row in rows)


async def test_an_account_of_several_workspaces_enters_its_home(
    installation: Installation,
) -> None:
    body = {"email": ROOT["email"], "password": PASSWORD}
    signed = await installation.client.post("/api/auth/login", json=body)
    assert signed.json()["user"]["id"] == installation.root["id"]


class TestHash:
    """Parameters are raised one day; who signs in then gets a hash made with the new ones."""

    async def test_of_other_parameters_is_made_anew(
        self, tenant: Tenant, stranger: AsyncClient
    ) -> None:
        made = await account(tenant)
        weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
        installation = Actor.the_house(INSTALLATION)
        change = "update accounts set password_hash = $3 where tenant_id = $1 and id = $2"
        ask = "select password_hash from accounts where tenant_id = $1 and id = $2"
        async with tenant.house.office.open(installation) as work:
            await work.run(change, made["id"], weak)
        body = {"username": made["username"], "password": PASSWORD}
        for _ in range(2):  # and the new one is as good
            assert (await stranger.post("/api/auth/login", json=body)).status_code == 200
        async with tenant.house.office.open(installation) as work:
            kept = await work.value(str, ask, made["id"])
        assert kept is not None and kept != weak
        assert "m=19456,t=2,p=1" in kept
