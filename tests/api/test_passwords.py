import asyncio
import re
from typing import Any

import pytest
from httpx import AsyncClient, Response

from ringdesk.kernel.work import Work
from tests.api.test_sessions import bearer, refresh, sign_in
from tests.api.test_sign_in import account
from tests.conftest import PASSWORD, Tenant

pytestmark = pytest.mark.anyio

NEW = "the second phrase I chose"
MAILS = "select variables->>'link' from mail_outbox where tenant_id = $1 order by id desc limit 1"
COUNT_MAILS = "select count(*) from mail_outbox where tenant_id = $1"


@pytest.fixture
async def known(tenant: Tenant) -> dict[str, Any]:
    return await account(tenant)


async def log_in(client: AsyncClient, known: dict[str, Any], password: str) -> Response:
    body = {"username": known["username"], "password": password}
    return await client.post("/api/auth/login", json=body)


class TestChanging:
    async def test_takes_the_new_one_and_ends_every_other_session(
        self, known: dict[str, Any], stranger: AsyncClient
    ) -> None:
        here, there = await sign_in(stranger, known), await sign_in(stranger, known)
        body = {"current_password": PASSWORD, "new_password": NEW}
        changed = await stranger.post(
            "/api/v1/auth/change-password", json=body, headers=bearer(here)
        )
        assert changed.status_code == 200
        assert (await stranger.get("/api/auth/me", headers=bearer(there))).status_code == 401
        assert (await refresh(stranger, there["refresh_token"])).status_code == 401
        assert (await stranger.get("/api/auth/me", headers=bearer(here))).is_success
        assert (await log_in(stranger, known, PASSWORD)).status_code == 401
        assert (await log_in(stranger, known, NEW)).status_code == 200

    async def test_asks_for_the_present_one(
        self, known: dict[str, Any], stranger: AsyncClient
    ) -> None:
        signed = await sign_in(stranger, known)
        for current, new in ((NEW, NEW), (PASSWORD, "password123"), (PASSWORD, "x")):
            body = {"current_password": current, "new_password": new}
            answer = await stranger.post(
                "/api/v1/auth/change-password", json=body, headers=bearer(signed)
            )
            assert answer.status_code == 400
        assert (await log_in(stranger, known, PASSWORD)).status_code == 200

    async def test_needs_a_token(self, stranger: AsyncClient) -> None:
        body = {"current_password": PASSWORD, "new_password": NEW}
        answer = await stranger.post("/api/v1/auth/change-password", json=body)
        assert answer.status_code == 401


async def ask_for_link(client: AsyncClient, email: str, **headers: str) -> Response:
    return await client.post(
        "/api/v1/password-reset/request", json={"email": email}, headers=headers
    )


async def latest_link(work: Work) -> str:
    return await work.value(str, MAILS) or ""


async def token_for(tenant: Tenant, client: AsyncClient, known: dict[str, Any]) -> str:
    assert (await ask_for_link(client, known["email"])).status_code == 200
    async with tenant.work() as work:
        return (await latest_link(work)).partition("token=")[2]


async def reset(client: AsyncClient, token: str, password: str = NEW) -> Response:
    body = {"token": token, "new_password": password}
    return await client.post("/api/v1/password-reset/reset", json=body)


class TestForgetting:
    async def test_is_answered_alike_for_known_and_unknown(
        self, tenant: Tenant, known: dict[str, Any], stranger: AsyncClient
    ) -> None:
        addresses = [known["email"], known["email"].upper(), "nobody@example.org", "no address"]
        answers = [await ask_for_link(stranger, address) for address in addresses]
        assert {(answer.status_code, answer.text) for answer in answers} == {(200, answers[0].text)}
        async with tenant.work() as work:
            assert await work.value(int, COUNT_MAILS) == 2

    async def test_builds_the_link_from_the_settings_not_from_the_request(
        self, tenant: Tenant, known: dict[str, Any], stranger: AsyncClient
    ) -> None:
        evil = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "Origin": "http://evil"}
        await ask_for_link(stranger, known["email"], **evil)
        async with tenant.work() as work:
            link = await latest_link(work)
        assert re.fullmatch(rf"{tenant.address}/reset-password\?token=[\w-]{{22}}", link)

    async def test_sets_a_new_password_and_ends_every_session(
        self, tenant: Tenant, known: dict[str, Any], stranger: AsyncClient
    ) -> None:
        signed = await sign_in(stranger, known)
        assert (await reset(stranger, await token_for(tenant, stranger, known))).status_code == 200
        assert (await stranger.get("/api/auth/me", headers=bearer(signed))).status_code == 401
        assert (await refresh(stranger, signed["refresh_token"])).status_code == 401
        assert (await log_in(stranger, known, NEW)).status_code == 200

    async def test_a_link_is_good_once_even_for_two_at_once(
        self, tenant: Tenant, known: dict[str, Any], stranger: AsyncClient
    ) -> None:
        token = await token_for(tenant, stranger, known)
        both = await asyncio.gather(reset(stranger, token), reset(stranger, token))
        assert sorted(answer.status_code for answer in both) == [200, 400]
        late = await reset(stranger, token)
        assert (late.status_code, late.json()["code"]) == (400, "BAD_RESET_TOKEN")

    async def test_a_used_link_voids_the_others(
        self, tenant: Tenant, known: dict[str, Any], stranger: AsyncClient
    ) -> None:
        first = await token_for(tenant, stranger, known)
        second = await token_for(tenant, stranger, known)
        assert (await reset(stranger, second)).status_code == 200
        assert (await reset(stranger, first)).status_code == 400

    async def test_a_link_runs_out(
        self, tenant: Tenant, known: dict[str, Any], stranger: AsyncClient,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:  # fmt: skip
        from datetime import timedelta  # noqa: PLC0415

        monkeypatch.setattr("ringdesk.domains.identity.tokens.RESET", timedelta(seconds=-1))
        assert (await reset(stranger, await token_for(tenant, stranger, known))).status_code == 400

    @pytest.mark.parametrize("token", [" ", "=", "x", "é", "A" * 22, "A" * 200, "\u0000"])
    async def test_a_made_up_link_is_refused(self, token: str, stranger: AsyncClient) -> None:
        answer = await reset(stranger, token)
        assert (answer.status_code, answer.json()["code"]) == (400, "BAD_RESET_TOKEN")

    async def test_keeps_only_a_hash(
        self, tenant: Tenant, known: dict[str, Any], stranger: AsyncClient
    ) -> None:
        token = await token_for(tenant, stranger, known)
        assert not any(token in row.body for row in await tenant.log())
