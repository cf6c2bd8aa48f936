from collections.abc import AsyncIterator
from typing import Any

import pytest
from httpx import AsyncClient

from ringdesk.api.limits import Limit
from ringdesk.kernel.database import Urls
from ringdesk.kernel.errors import TooMany
from ringdesk.kernel.proxies import Proxies
from ringdesk.kernel.settings import Settings
from tests.conftest import Tenant
from tests.houses import OpenHouse, open_house

pytestmark = pytest.mark.anyio

LIMITS: dict[str, Any] = {
    "rate_limit_enabled": True, "limit_anonymous": (3, 60), "limit_person": (5, 3600),
    "limit_web": (4, 60), "limit_refused": (2, 900),
}  # fmt: skip


@pytest.fixture
async def strict(settings: Settings, database: Urls) -> AsyncIterator[OpenHouse]:
    """The same database behind a server that counts."""
    async with open_house(settings, database.app, **LIMITS) as opened:
        yield opened


async def statuses(client: AsyncClient, times: int, **headers: str) -> list[int]:
    return [(await client.get("/api/auth/me", headers=headers)).status_code for _ in range(times)]


class TestWithoutAValidToken:
    async def test_an_address_has_few_calls(self, strict: OpenHouse) -> None:
        assert await statuses(strict.client, 4) == [401, 401, 401, 429]
        answer = await strict.client.get("/api/auth/me")
        assert 1 <= int(answer.headers["retry-after"]) <= 60
        assert answer.json()["code"] == "TOO_MANY" and answer.json()["status"] == 429

    async def test_a_made_up_token_counts_as_none(self, strict: OpenHouse) -> None:
        made_up = "Bearer eyJhbGciOiJIUzI1NiJ9.e30.x"
        assert await statuses(strict.client, 4, Authorization=made_up) == [401] * 3 + [429]

    async def test_the_address_is_the_sockets(self, strict: OpenHouse) -> None:
        got = [
            (await strict.client.get("/api/auth/me", headers={"X-Forwarded-For": f"192.0.2.{nr}"}))
            for nr in range(4)
        ]
        assert got[-1].status_code == 429

    async def test_health_is_free(self, strict: OpenHouse) -> None:
        await statuses(strict.client, 4)
        for path in ("/livez", "/readyz", "/version", "/docs", "/openapi.json"):
            assert (await strict.client.get(path)).status_code == 200

    async def test_takes_nothing_from_those_who_have_one(
        self, strict: OpenHouse, tenant: Tenant
    ) -> None:
        await statuses(strict.client, 4)
        bearer = f"Bearer {tenant.agent.token}"
        assert await statuses(strict.client, 1, Authorization=bearer) == [200]


class TestWithAToken:
    async def test_a_person_has_many_calls(self, strict: OpenHouse, tenant: Tenant) -> None:
        bearer = f"Bearer {tenant.agent.token}"
        assert await statuses(strict.client, 6, Authorization=bearer) == [200] * 5 + [429]
        other = f"Bearer {tenant.admin.token}"
        assert await statuses(strict.client, 1, Authorization=other) == [200]

    async def test_the_web_apps_cookie_has_its_own_count(
        self, strict: OpenHouse, tenant: Tenant
    ) -> None:
        cookie = f"ringdesk_session={tenant.agent.token}"
        assert await statuses(strict.client, 5, Cookie=cookie) == [200] * 4 + [429]


class TestBehindTrustedProxies:
    @pytest.fixture
    async def proxied(self, settings: Settings, database: Urls) -> AsyncIterator[OpenHouse]:
        trusted = ("127.0.0.0/8", "10.0.0.1")
        async with open_house(settings, database.app, trusted_proxies=trusted, **LIMITS) as opened:
            yield opened

    async def test_the_address_is_the_last_that_is_no_proxy(self, proxied: OpenHouse) -> None:
        hops = {"X-Forwarded-For": "198.51.100.9, 192.0.2.1, 10.0.0.1"}
        assert await statuses(proxied.client, 4, **hops) == [401] * 3 + [429]
        for forged in ("1.2.3.4, 192.0.2.1", "192.0.2.1, 10.0.0.1"):
            assert await statuses(proxied.client, 1, **{"X-Forwarded-For": forged}) == [429]
        assert await statuses(proxied.client, 1, **{"X-Forwarded-For": "192.0.2.2"}) == [401]


class TestRefusedAreas:
    async def test_count_what_was_refused(self, strict: OpenHouse, tenant: Tenant) -> None:
        bearer = {"Authorization": f"Bearer {tenant.agent.token}"}
        for status in (404, 404, 404):  # nothing was refused: nothing is counted
            answer = await strict.client.get("/api/admin/nothing", headers=bearer)
            assert answer.status_code == status


class TestProxies:
    def test_are_addresses_and_networks(self) -> None:
        proxies = Proxies(("10.0.0.0/8", "192.0.2.7", "2001:db8::/32"))
        for trusted in ("10.1.2.3", "::ffff:10.1.2.3", "192.0.2.7", "2001:db8::1"):
            assert trusted in proxies
        for other in ("11.0.0.1", "192.0.2.8", "2001:db9::1", "", "local", "10.1.2.3, 1.1.1.1"):
            assert other not in proxies
        assert "127.0.0.1" not in Proxies(())


class TestTheCounter:
    def test_forgets_rather_than_grows(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("ringdesk.api.limits.MOST_KEYS", 10)
        limit = Limit(1, 60)
        for nr in range(1000):
            limit.count(str(nr))
        assert len(limit._windows) <= 10

    def test_begins_anew_with_every_window(self, monkeypatch: pytest.MonkeyPatch) -> None:
        now = 0.0
        monkeypatch.setattr("ringdesk.api.limits.time.monotonic", lambda: now)
        limit = Limit(2, 60)
        for at, full in ((0, False), (30, False), (59, True), (60, False), (61, False), (62, True)):
            now = at
            if full:
                with pytest.raises(TooMany):
                    limit.count("a")
            else:
                limit.count("a")


async def test_two_houses_may_share_a_database(strict: OpenHouse, tenant: Tenant) -> None:
    """What one answers, the other knows."""
    bearer = {"Authorization": f"Bearer {tenant.customer.token}"}
    ticket = await tenant.ticket()
    found = await strict.client.get(f"/api/tickets/{ticket['id']}", headers=bearer)
    assert found.status_code == 200
    await tenant.admin.put(f"/api/users/{tenant.customer.id}", {"is_active": False})
    gone = await strict.client.get(f"/api/tickets/{ticket['id']}", headers=bearer)
    assert gone.status_code == 401
