import asyncio
import secrets
from typing import Any
from uuid import uuid4

import pytest
from httpx import AsyncClient

from tests.api.test_sign_in import account
from tests.conftest import PASSWORD, Tenant, eventually

pytestmark = pytest.mark.anyio


@pytest.fixture
async def known(tenant: Tenant) -> dict[str, Any]:
    return await account(tenant, "support_agent")


async def sign_in(client: AsyncClient, known: dict[str, Any]) -> dict[str, Any]:
    body = {"username": known["username"], "password": PASSWORD}
    answer = await client.post("/api/auth/login", json=body, headers={"User-Agent": "test"})
    assert answer.status_code == 200, answer.text
    signed: dict[str, Any] = answer.json()
    return signed


def bearer(signed: dict[str, Any]) -> dict[str, str]:
    return {"Authorization": f"Bearer {signed['access_token']}"}


async def refresh(client: AsyncClient, token: str) -> Any:
    return await client.post("/api/auth/refresh", json={"refresh_token": token})


@pytest.fixture
def no_grace(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the five seconds in which a lost answer may be asked for again were over."""
    from datetime import timedelta  # noqa: PLC0415

    monkeypatch.setattr("ringdesk.domains.identity.tokens.GRACE", timedelta(0))


class TestRefresh:
    async def test_gives_a_new_pair_that_works(
        self, known: dict[str, Any], stranger: AsyncClient
    ) -> None:
        first = await sign_in(stranger, known)
        second = await refresh(stranger, first["refresh_token"])
        assert second.status_code == 200
        assert second.json()["refresh_token"] != first["refresh_token"]
        assert (await stranger.get("/api/auth/me", headers=bearer(second.json()))).is_success
        assert (await refresh(stranger, second.json()["refresh_token"])).is_success

    async def test_in_parallel_has_one_successor(
        self, known: dict[str, Any], stranger: AsyncClient
    ) -> None:
        first = await sign_in(stranger, known)
        both = await asyncio.gather(*(refresh(stranger, first["refresh_token"]) for _ in range(4)))
        assert {answer.status_code for answer in both} == {200}
        assert len({answer.json()["refresh_token"] for answer in both}) == 1

    @pytest.mark.usefixtures("no_grace")
    async def test_used_twice_ends_the_whole_family(
        self, tenant: Tenant, known: dict[str, Any], stranger: AsyncClient
    ) -> None:
        stolen = await sign_in(stranger, known)
        other = await sign_in(stranger, known)
        after = (await refresh(stranger, stolen["refresh_token"])).json()
        assert (await refresh(stranger, stolen["refresh_token"])).status_code == 401
        assert (await refresh(stranger, after["refresh_token"])).status_code == 401
        assert (await stranger.get("/api/auth/me", headers=bearer(after))).status_code == 401
        assert (await stranger.get("/api/auth/me", headers=bearer(other))).is_success
        assert any(row.kind == "SessionEnded" and "reuse" in row.body for row in await tenant.log())

    async def test_of_a_grandparent_is_refused_at_any_time(
        self, known: dict[str, Any], stranger: AsyncClient
    ) -> None:
        first = await sign_in(stranger, known)
        second = (await refresh(stranger, first["refresh_token"])).json()
        await refresh(stranger, second["refresh_token"])
        assert (await refresh(stranger, first["refresh_token"])).status_code == 401

    @pytest.mark.parametrize(
        "token", ["", "x", "=", "é", "A" * 86, "A" * 2049, secrets.token_hex(64)]
    )
    async def test_of_what_never_was_a_token_is_refused(
        self, token: str, stranger: AsyncClient
    ) -> None:
        assert (await refresh(stranger, token)).status_code in (400, 401)

    async def test_after_deactivation_is_refused(
        self, tenant: Tenant, known: dict[str, Any], stranger: AsyncClient
    ) -> None:
        first = await sign_in(stranger, known)
        await tenant.admin.put(f"/api/users/{known['id']}", {"is_active": False})
        assert (await refresh(stranger, first["refresh_token"])).status_code == 401


class TestLapse:
    """A session ends by itself after thirty days, however often it was refreshed."""

    async def test_no_token_outlives_its_session(
        self, tenant: Tenant, known: dict[str, Any], stranger: AsyncClient
    ) -> None:
        first = await sign_in(stranger, known)
        assert first["expires_in"] == 12 * 3600
        await tenant.sessions_last(known["id"], 60)
        second = (await refresh(stranger, first["refresh_token"])).json()
        assert 0 < second["expires_in"] <= 60
        assert (await stranger.get("/api/auth/me", headers=bearer(second))).is_success

    async def test_what_was_signed_before_goes_no_longer_either(
        self, tenant: Tenant, known: dict[str, Any], stranger: AsyncClient
    ) -> None:
        first = await sign_in(stranger, known)
        await tenant.sessions_last(known["id"], 2)

        async def is_refused() -> bool:
            answer = await stranger.get("/api/auth/me", headers=bearer(first))
            return answer.status_code == 401

        await eventually(is_refused)
        assert (await refresh(stranger, first["refresh_token"])).status_code == 401


class TestSigningOut:
    async def test_ends_this_session_and_no_other(
        self, known: dict[str, Any], stranger: AsyncClient
    ) -> None:
        here, there = await sign_in(stranger, known), await sign_in(stranger, known)
        assert (await stranger.post("/api/auth/logout", headers=bearer(here))).status_code == 200
        assert (await stranger.get("/api/auth/me", headers=bearer(here))).status_code == 401
        assert (await refresh(stranger, here["refresh_token"])).status_code == 401
        assert (await stranger.get("/api/auth/me", headers=bearer(there))).is_success

    async def test_needs_a_token(self, stranger: AsyncClient) -> None:
        assert (await stranger.post("/api/auth/logout")).status_code == 401


class TestTheListOfSessions:
    async def test_shows_ones_own_and_marks_the_present(
        self, known: dict[str, Any], stranger: AsyncClient
    ) -> None:
        here, _ = await sign_in(stranger, known), await sign_in(stranger, known)
        listed = (await stranger.get("/api/app/sessions", headers=bearer(here))).json()
        assert [one["current"] for one in listed] == [False, True]
        assert {one["user_agent"] for one in listed} == {"test"}

    async def test_ends_one_from_afar(self, known: dict[str, Any], stranger: AsyncClient) -> None:
        here, there = await sign_in(stranger, known), await sign_in(stranger, known)
        listed = (await stranger.get("/api/app/sessions", headers=bearer(here))).json()
        far = next(one["id"] for one in listed if not one["current"])
        ended = await stranger.delete(f"/api/app/sessions/{far}", headers=bearer(here))
        assert ended.status_code == 200
        assert (await stranger.get("/api/auth/me", headers=bearer(there))).status_code == 401
        again = await stranger.delete(f"/api/app/sessions/{far}", headers=bearer(here))
        assert again.status_code == 404

    async def test_ends_no_colleagues(self, tenant: Tenant) -> None:
        theirs = (await tenant.admin.get("/api/app/sessions")).json()[0]["id"]
        for session_id in (theirs, uuid4()):
            answer = await tenant.agent.delete(f"/api/app/sessions/{session_id}")
            assert (answer.status_code, answer.json()["code"]) == (404, "SESSION_NOT_FOUND")
        assert (await tenant.admin.get("/api/auth/me")).is_success


class TestSocketTickets:
    async def test_are_good_for_one_use(self, tenant: Tenant) -> None:
        ticket = (await tenant.agent.post("/api/v1/ws/ticket")).json()["ticket"]
        actor = (await tenant.house.doorkeeper.redeem(ticket)).actor
        assert (actor.id, actor.tenant_id) == (tenant.agent.id, tenant.id)
        with pytest.raises(Exception, match="Could not validate"):
            await tenant.house.doorkeeper.redeem(ticket)

    async def test_open_no_rest_door(self, tenant: Tenant, stranger: AsyncClient) -> None:
        ticket = (await tenant.agent.post("/api/v1/ws/ticket")).json()["ticket"]
        header = {"Authorization": f"Bearer {ticket}"}
        assert (await stranger.get("/api/auth/me", headers=header)).status_code == 401
