"""What a browser brings along: origins, cookies, sites."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from httpx import AsyncClient

from ringdesk.kernel.database import Urls
from ringdesk.kernel.settings import Settings
from tests.api.test_sign_in import account
from tests.conftest import PASSWORD, Tenant
from tests.houses import OpenHouse, open_house

pytestmark = pytest.mark.anyio

GOOD = "https://desk.example.org"
TICKET = {"title": "From a browser", "description": "x"}
FROM_THE_APP = {"X-Ringdesk-Web": "1"}


class TestForeignOrigins:
    @pytest.fixture
    async def granting(self, settings: Settings, database: Urls) -> AsyncIterator[OpenHouse]:
        async with open_house(settings, database.app, cors_origins=(GOOD,)) as opened:
            yield opened

    async def test_that_are_listed_may_read(self, granting: OpenHouse) -> None:
        answer = await granting.client.get("/api/auth/me", headers={"Origin": GOOD})
        assert answer.headers["access-control-allow-origin"] == GOOD
        exposed = answer.headers["access-control-expose-headers"]
        assert exposed == "X-Total-Count, Link, Location, Retry-After"
        assert "access-control-allow-credentials" not in answer.headers
        assert answer.headers["vary"] == "Origin"

    async def test_that_are_listed_may_ask_before(self, granting: OpenHouse) -> None:
        asks = {"Origin": GOOD, "Access-Control-Request-Method": "PUT"}
        answer = await granting.client.options("/api/tickets/1", headers=asks)
        assert answer.status_code == 204
        allowed = answer.headers["access-control-allow-headers"]
        assert allowed == "Content-Type, Authorization, Idempotency-Key, If-Match"
        assert "PATCH" in answer.headers["access-control-allow-methods"]

    @pytest.mark.parametrize(
        "origin",
        ["null", "https://evil.example", f"{GOOD}.evil.example", "http://desk.example.org",
         f"{GOOD}:444", "https://DESK.example.org", "*", "", f"{GOOD}/"],
    )  # fmt: skip
    async def test_that_are_not_get_no_grant(self, origin: str, granting: OpenHouse) -> None:
        asks = {"Origin": origin, "Access-Control-Request-Method": "GET"}
        for answer in (
            await granting.client.get("/api/auth/me", headers={"Origin": origin}),
            await granting.client.options("/api/tickets", headers=asks),
        ):
            assert not [name for name in answer.headers if name.startswith("access-control")]

    async def test_by_default_there_are_none(self, stranger: AsyncClient) -> None:
        answer = await stranger.get("/api/auth/me", headers={"Origin": GOOD})
        assert "access-control-allow-origin" not in answer.headers


class TestTheCookieSession:
    @pytest.fixture
    async def known(self, tenant: Tenant) -> dict[str, Any]:
        return await account(tenant)

    @pytest.fixture
    async def browser(self, known: dict[str, Any], address: str) -> AsyncIterator[AsyncClient]:
        async with AsyncClient(base_url=address) as client:
            body = {"username": known["username"], "password": PASSWORD}
            begun = await client.post("/api/app/session", json=body, headers=FROM_THE_APP)
            assert begun.status_code == 200, begun.text
            yield client

    async def test_shows_no_script_a_token(
        self, known: dict[str, Any], stranger: AsyncClient
    ) -> None:
        body = {"username": known["username"], "password": PASSWORD}
        begun = await stranger.post("/api/app/session", json=body, headers=FROM_THE_APP)
        assert begun.json().keys() == {"user", "tenant", "scopes", "server", "watches_all"}
        *tokens, here = begun.headers.get_list("set-cookie")
        for cookie in tokens:
            assert "httponly" in cookie.lower() and "samesite=strict" in cookie.lower()
            assert cookie.split("=", 1)[1].split(";")[0] not in begun.text
        # What a script may read says that somebody is signed in, and no more.
        assert here.startswith("ringdesk_here=1;") and "samesite=strict" in here.lower()

    async def test_is_secure_behind_https(
        self, known: dict[str, Any], settings: Settings, database: Urls
    ) -> None:
        async with open_house(settings, database.app, public_url="https://desk.example") as opened:
            local = AsyncClient(base_url=f"http://127.0.0.1:{opened.house.desk.settings.port}")
            async with local as client:
                body = {"username": known["username"], "password": PASSWORD}
                begun = await client.post("/api/app/session", json=body, headers=FROM_THE_APP)
        cookies = begun.headers.get_list("set-cookie")
        assert all("secure" in cookie.lower() for cookie in cookies)
        assert cookies[0].startswith("__Host-ringdesk_session=")

    async def test_reads_and_with_the_apps_header_writes(self, browser: AsyncClient) -> None:
        assert (await browser.get("/api/app/session")).status_code == 200
        made = await browser.post("/api/tickets", json=TICKET, headers=FROM_THE_APP)
        assert made.status_code == 201

    @pytest.mark.parametrize(
        "headers",
        [{}, {**FROM_THE_APP, "Sec-Fetch-Site": "cross-site"},
         {**FROM_THE_APP, "Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": "none"}],
    )  # fmt: skip
    async def test_writes_nothing_for_another_site(
        self, headers: dict[str, str], browser: AsyncClient
    ) -> None:
        for answer in (
            await browser.post("/api/tickets", json=TICKET, headers=headers),
            await browser.delete("/api/app/session", headers=headers),
            await browser.post("/api/auth/logout", headers=headers),
        ):
            assert (answer.status_code, answer.json()["code"]) == (403, "CROSS_SITE")
        assert (await browser.get("/api/tickets")).json() == []

    async def test_is_begun_by_no_other_site(
        self, known: dict[str, Any], stranger: AsyncClient
    ) -> None:
        """A foreign page could otherwise sign a visitor in as somebody of its choice."""
        body = {"username": known["username"], "password": PASSWORD}
        for headers in ({}, {**FROM_THE_APP, "Sec-Fetch-Site": "cross-site"}):
            answer = await stranger.post("/api/app/session", json=body, headers=headers)
            assert (answer.status_code, answer.json()["code"]) == (403, "CROSS_SITE")
            assert "set-cookie" not in answer.headers

    async def test_goes_on_with_the_refresh_cookie_and_the_apps_header(
        self, browser: AsyncClient
    ) -> None:
        assert not (await browser.post("/api/app/session/refresh")).is_success
        before = browser.cookies["ringdesk_session"]
        gone_on = await browser.post("/api/app/session/refresh", headers=FROM_THE_APP)
        assert gone_on.status_code == 200
        assert browser.cookies["ringdesk_refresh"] and browser.cookies["ringdesk_session"]
        browser.headers["Authorization"] = f"Bearer {before}"
        assert (await browser.get("/api/auth/me")).status_code == 200

    async def test_ends(self, browser: AsyncClient) -> None:
        token = browser.cookies["ringdesk_session"]
        ended = await browser.delete("/api/app/session", headers=FROM_THE_APP)
        assert ended.status_code == 200 and not browser.cookies
        bearer = {"Authorization": f"Bearer {token}"}
        assert (await browser.get("/api/auth/me", headers=bearer)).status_code == 401

    async def test_gives_way_to_a_bearer_token(self, browser: AsyncClient, tenant: Tenant) -> None:
        bearer = {"Authorization": f"Bearer {tenant.admin.token}"}
        assert (await browser.get("/api/auth/me", headers=bearer)).json()["id"] == tenant.admin.id
        wrong = {"Authorization": "Bearer x"}
        assert (await browser.get("/api/auth/me", headers=wrong)).status_code == 401


class TestPages:
    @pytest.mark.parametrize("path", ["/", "/tickets/1", "/docs", "/redoc"])
    async def test_are_framed_by_nobody_and_run_no_foreign_script(
        self, path: str, stranger: AsyncClient
    ) -> None:
        answer = await stranger.get(path)
        policy = answer.headers["content-security-policy"]
        assert answer.status_code == 200 and "frame-ancestors 'none'" in policy
        assert "script-src 'self'" in policy and "http" not in policy.replace("https:", "")
        assert answer.headers["x-content-type-options"] == "nosniff"

    @pytest.mark.parametrize(
        "path", ["/../pyproject.toml", "/%2e%2e/pyproject.toml", "/assets/..%2f..%2fpyproject.toml",
                 "/docs/assets/..%2fdocuments.py", "/docs/assets/%2e%2e%2fdocuments.py"],
    )  # fmt: skip
    async def test_climb_nowhere(self, path: str, stranger: AsyncClient) -> None:
        answer = await stranger.get(path)
        assert answer.status_code == 404 or "text/html" in answer.headers["content-type"]
        assert "[project]" not in answer.text and "import" not in answer.text[:100]

    async def test_an_unknown_address_of_the_api_is_never_a_page(
        self, stranger: AsyncClient
    ) -> None:
        for path in ("/api/nothing", "/api", "/docs/nothing", "/livez/x"):
            answer = await stranger.get(path)
            assert (answer.status_code, answer.json()["code"]) == (404, "NOT_FOUND"), path
