"""The widget's doors: who may embed it, who comes in by it, and as whom."""

import hashlib
import hmac
import secrets
from typing import Any

import pytest
from httpx import AsyncClient, Response

from ringdesk.domains import widget
from ringdesk.kernel.database import Urls
from ringdesk.kernel.settings import Settings
from tests.conftest import MakeTenant, Tenant
from tests.houses import open_house

pytestmark = pytest.mark.anyio

SHOP = "https://shop.example"
SETTINGS = "/api/app/settings/widget"


async def switched_on(tenant: Tenant, **given: Any) -> str:
    """A tenant's public key, its widget being on."""
    body = {"enabled": True, "allowed_origins": [SHOP], **given}
    answer = await tenant.admin.put(SETTINGS, body)
    assert answer.status_code == 200, answer.text
    workspace: str = answer.json()["workspace"]
    return workspace


async def visit(stranger: AsyncClient, workspace: str, **given: Any) -> Response:
    body = {"workspace": workspace, "consent": True, **given}
    return await stranger.post("/api/widget/visit", json=body)


async def visited(stranger: AsyncClient, workspace: str, **given: Any) -> dict[str, Any]:
    answer = await visit(stranger, workspace, **given)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def bearer(entered: dict[str, Any]) -> dict[str, str]:
    return {"Authorization": f"Bearer {entered['access_token']}"}


def signed(secret: str, external_id: str) -> str:
    return hmac.new(secret.encode(), external_id.encode(), hashlib.sha256).hexdigest()


async def secret_of(tenant: Tenant) -> str:
    answer = await tenant.admin.post(f"{SETTINGS}/secret")
    assert answer.status_code == 200, answer.text
    secret: str = answer.json()["secret"]
    return secret


class TestSettings:
    async def test_are_defaults_and_no_key_until_they_are_saved(self, tenant: Tenant) -> None:
        answer = await tenant.admin.get(SETTINGS)
        assert answer.status_code == 200, answer.text
        shown = answer.json()
        assert shown["workspace"] is None and shown["enabled"] is False
        assert shown["allowed_origins"] == [] and shown["channels"] == ["chat", "bot"]
        assert shown["script"].endswith("/widget.js")

    async def test_change_only_what_is_given(self, tenant: Tenant) -> None:
        workspace = await switched_on(tenant, title="Hello", colour="#AA3300")
        hours = [{"day": "mon", "opens": "09:00", "closes": "17:30"}]
        shown = (await tenant.admin.put(SETTINGS, {"hours": hours})).json()
        assert shown["title"] == "Hello" and shown["colour"] == "#aa3300"
        assert shown["hours"] == hours and shown["workspace"] == workspace
        kinds = [row.kind for row in await tenant.log()]
        assert kinds.count("WidgetChanged") == 2

    async def test_are_for_those_who_hold_settings(self, tenant: Tenant) -> None:
        for person in (tenant.agent, tenant.customer):
            assert (await person.get(SETTINGS)).status_code == 403
            assert (await person.put(SETTINGS, {"enabled": True})).status_code == 403
            assert (await person.post(f"{SETTINGS}/secret")).status_code == 403

    @pytest.mark.parametrize(
        ("given", "kept"),
        [
            ("https://Shop.Example/", "https://shop.example"),
            ("http://localhost:3000", "http://localhost:3000"),
            ("https://*.shop.example", "https://*.shop.example"),
            ("https://käse.example", "https://xn--kse-qla.example"),
        ],
    )
    async def test_keep_origins_in_one_form(self, given: str, kept: str, tenant: Tenant) -> None:
        shown = (await tenant.admin.put(SETTINGS, {"allowed_origins": [given]})).json()
        assert shown["allowed_origins"] == [kept]

    @pytest.mark.parametrize(
        "given",
        [
            "*",
            "https://*",
            "shop.example",
            "https://shop.example/path",
            "javascript:alert(1)",
            "https://a.example; script-src *",
            "https://a.example https://b.example",
            "'self'",
            "https://*.*.example",
            "https://",
            "https://shop.example:0",
            "data:",
            "null",
            "https://a.example\n",
            "https://user@shop.example",
            "https://a..example",
        ],
    )
    async def test_refuse_what_is_no_origin(self, given: str, tenant: Tenant) -> None:
        answer = await tenant.admin.put(SETTINGS, {"allowed_origins": [given]})
        if given.strip() != given:  # white space around it is only taken off
            assert answer.json()["allowed_origins"] == [given.strip()]
            return
        assert answer.status_code == 400
        assert answer.json()["details"]["errors"][0]["field"] == "allowed_origins"

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("colour", "red"), ("colour", "#12345"), ("colour", "#12345g"),
            ("privacy_url", "javascript:alert(1)"), ("privacy_url", "/privacy"),
            ("timezone", "Mars/Olympus"), ("theme", "pink"), ("locale", "xx"),
            ("channels", ["fax"]), ("hours", [{"day": "mon", "opens": "17:00", "closes": "09:00"}]),
            ("hours", [{"day": "mon", "opens": "9", "closes": "10:00"}]),
            ("hours", [{"day": "xxx", "opens": "09:00", "closes": "10:00"}]),
            ("title", "x" * 201), ("workspace", "mine"), ("identity_secret", "x"),
        ],
    )  # fmt: skip
    async def test_refuse_what_makes_no_sense(
        self, field: str, value: object, tenant: Tenant
    ) -> None:
        answer = await tenant.admin.put(SETTINGS, {field: value})
        assert answer.status_code == 400, answer.text
        assert answer.json()["details"]["errors"]


class TestTheSecret:
    async def test_is_shown_once_and_kept_sealed(self, tenant: Tenant) -> None:
        await switched_on(tenant)
        secret = await secret_of(tenant)
        shown = (await tenant.admin.get(SETTINGS)).json()
        assert shown["has_secret"] and shown["secret_made_at"]
        assert secret not in str(shown)
        async with tenant.work() as work:
            row = await work.value(
                str, "select w::text from widget_settings w where tenant_id = $1"
            )
        assert row is not None and secret not in row
        assert all(secret not in one.body for one in await tenant.log())

    async def test_waits_for_the_first_save(self, tenant: Tenant) -> None:
        answer = await tenant.admin.post(f"{SETTINGS}/secret")
        assert answer.status_code == 409 and answer.json()["code"] == "WIDGET_NOT_SET_UP"


class TestConfig:
    async def test_shows_looks_and_switches_only(
        self, tenant: Tenant, stranger: AsyncClient
    ) -> None:
        workspace = await switched_on(tenant, channels=["chat", "video"], greeting="Hi there")
        await secret_of(tenant)
        shown = (await stranger.get("/api/widget/config", params={"workspace": workspace})).json()
        assert shown["greeting"] == "Hi there" and shown["online"] is True
        assert shown["channels"] == {"chat": True, "voice": False, "video": True, "bot": False}
        assert not shown.keys() & {"allowed_origins", "identity_secret", "has_secret", "hours"}

    async def test_of_what_is_off_or_never_was_is_not_found(
        self, tenant: Tenant, stranger: AsyncClient
    ) -> None:
        workspace = await switched_on(tenant, enabled=False)
        other = workspace[:-1] + ("A" if workspace[-1] != "A" else "B")
        for key in (workspace, other, "", "x", "ä", "A" * 64, workspace + "=", workspace[:22]):
            answer = await stranger.get("/api/widget/config", params={"workspace": key})
            assert answer.status_code == 404, key
            assert answer.json()["detail"] == "Resource not found"

    async def test_says_offline_outside_hours(self, tenant: Tenant, stranger: AsyncClient) -> None:
        days = [{"day": day, "opens": "00:00", "closes": "24:00"} for day in widget.DAYS]
        workspace = await switched_on(tenant, hours=days, timezone="Pacific/Auckland")
        address = f"/api/widget/config?workspace={workspace}"
        assert (await stranger.get(address)).json()["online"] is True
        moment = [{"day": "mon", "opens": "03:00", "closes": "03:01"}]
        await tenant.admin.put(SETTINGS, {"hours": moment})
        assert (await stranger.get(address)).json()["online"] is False


class TestAVisit:
    async def test_makes_a_customer_without_a_password(
        self, tenant: Tenant, stranger: AsyncClient
    ) -> None:
        entered = await visited(stranger, await switched_on(tenant))
        me = (await stranger.get("/api/auth/me", headers=bearer(entered))).json()
        assert (
            me["role"] == "customer" and me["email"] == "" and me["id"] == entered["person"]["id"]
        )
        assert me["full_name"].startswith("Visitor ") and entered["known"] is False
        login = {"username": me["username"], "password": "x"}
        assert (await stranger.post("/api/auth/login", json=login)).status_code == 401
        kinds = [row.kind for row in await tenant.log()]
        assert "VisitorConsented" in kinds and "SignedIn" in kinds

    async def test_needs_consent_and_keeps_nothing_without(
        self, tenant: Tenant, stranger: AsyncClient
    ) -> None:
        workspace = await switched_on(tenant)
        before = len(await tenant.log())
        answer = await visit(stranger, workspace, consent=False)
        assert answer.status_code == 400 and answer.json()["code"] == "CONSENT_NEEDED"
        assert len(await tenant.log()) == before

    async def test_is_refused_where_the_widget_is_off(
        self, tenant: Tenant, stranger: AsyncClient
    ) -> None:
        answer = await visit(stranger, await switched_on(tenant, enabled=False))
        assert answer.status_code == 404

    async def test_again_with_the_token_is_the_same_person(
        self, tenant: Tenant, stranger: AsyncClient
    ) -> None:
        workspace = await switched_on(tenant)
        first = await visited(stranger, workspace)
        again = await visited(stranger, workspace, visitor_token=first["visitor_token"])
        assert again["person"]["id"] == first["person"]["id"]
        assert again["known"] is True and again["visitor_token"] is None

    async def test_with_another_workspaces_token_is_a_new_person(
        self, tenant: Tenant, make_tenant: MakeTenant, stranger: AsyncClient
    ) -> None:
        first = await visited(stranger, await switched_on(tenant))
        elsewhere = await switched_on(await make_tenant())
        other = await visited(stranger, elsewhere, visitor_token=first["visitor_token"])
        assert other["known"] is False and other["person"]["id"] != first["person"]["id"]
        assert other["visitor_token"] not in (None, first["visitor_token"])

    async def test_of_one_who_was_deactivated_is_refused(
        self, tenant: Tenant, stranger: AsyncClient
    ) -> None:
        workspace = await switched_on(tenant)
        first = await visited(stranger, workspace)
        path = f"/api/users/{first['person']['id']}"
        assert (await tenant.admin.put(path, {"is_active": False})).status_code == 200
        answer = await visit(stranger, workspace, visitor_token=first["visitor_token"])
        assert answer.status_code == 401
        assert (await stranger.get("/api/auth/me", headers=bearer(first))).status_code == 401

    async def test_of_one_who_was_deleted_is_a_new_persons(
        self, tenant: Tenant, stranger: AsyncClient
    ) -> None:
        workspace = await switched_on(tenant)
        first = await visited(stranger, workspace)
        assert (await tenant.admin.delete(f"/api/users/{first['person']['id']}")).is_success
        again = await visited(stranger, workspace, visitor_token=first["visitor_token"])
        assert again["person"]["id"] != first["person"]["id"]

    async def test_that_says_somebodys_address_stays_a_visitors(
        self, tenant: Tenant, stranger: AsyncClient
    ) -> None:
        known = (await tenant.admin.get("/api/auth/me")).json()
        claim = {"name": "The Boss", "email": known["email"]}
        entered = await visited(stranger, await switched_on(tenant), identity=claim)
        assert entered["person"]["id"] != known["id"]
        me = (await stranger.get("/api/auth/me", headers=bearer(entered))).json()
        assert me["role"] == "customer" and me["email"] == known["email"]
        renamed = {"username": f"boss-{secrets.token_hex(4)}"}
        path = f"/api/users/{me['id']}"
        changed = await stranger.put(path, json=renamed, headers=bearer(entered))
        assert changed.status_code == 200, changed.text
        assert (await tenant.admin.get("/api/auth/me")).json()["email"] == known["email"]

    async def test_shows_names_without_hidden_marks(
        self, tenant: Tenant, stranger: AsyncClient
    ) -> None:
        claim = {"name": "Eve\u202e\n <img src=x onerror=alert(1)>\x00"}
        entered = await visited(stranger, await switched_on(tenant), identity=claim)
        assert entered["person"]["full_name"] == "Eve <img src=x onerror=alert(1)>"

    @pytest.mark.parametrize(
        "given",
        [
            {"consent": "true"}, {"consent": 1}, {"tenant_id": "x"}, {"visitor_token": 1},
            {"identity": {"email": "no address"}}, {"identity": {"role": "admin"}},
            {"visitor_token": "x" * 201}, {"page": "x" * 2001}, {"identity": {"name": "x" * 201}},
        ],
    )  # fmt: skip
    async def test_of_another_shape_is_refused(
        self, given: dict[str, Any], tenant: Tenant, stranger: AsyncClient
    ) -> None:
        answer = await visit(stranger, await switched_on(tenant), **given)
        assert answer.status_code == 400

    async def test_with_nonsense_for_a_token_is_a_new_persons(
        self, tenant: Tenant, stranger: AsyncClient
    ) -> None:
        workspace = await switched_on(tenant)
        for token in ("", "x", "\x00", "'; drop table visitors", "ä" * 100):
            assert (await visited(stranger, workspace, visitor_token=token))["known"] is False


class TestAnIdentity:
    async def test_that_is_signed_is_one_person_everywhere(
        self, tenant: Tenant, stranger: AsyncClient
    ) -> None:
        workspace = await switched_on(tenant)
        secret = await secret_of(tenant)
        claim = {"external_id": "u-1", "name": "Nora", "hmac": signed(secret, "u-1")}
        first = await visited(stranger, workspace, identity=claim)
        again = await visited(stranger, workspace, identity=claim | {"name": "Nora N."})
        assert first["person"]["id"] == again["person"]["id"]
        assert again["person"]["full_name"] == "Nora N."
        assert first["visitor_token"] is None, "their site says who they are, no token does"

    async def test_takes_over_what_its_visitor_said_before(
        self, tenant: Tenant, stranger: AsyncClient
    ) -> None:
        workspace = await switched_on(tenant)
        secret = await secret_of(tenant)
        before = await visited(stranger, workspace)
        claim = {"external_id": "u-2", "hmac": signed(secret, "u-2")}
        token = before["visitor_token"]
        named = await visited(stranger, workspace, identity=claim, visitor_token=token)
        assert named["person"]["id"] == before["person"]["id"]
        assert (await stranger.get("/api/auth/me", headers=bearer(before))).status_code == 401
        left = await visited(stranger, workspace, visitor_token=token)
        assert left["person"]["id"] != named["person"]["id"], "the next one at this computer"

    async def test_that_is_known_is_not_given_to_another_visitors_token(
        self, tenant: Tenant, stranger: AsyncClient
    ) -> None:
        workspace = await switched_on(tenant)
        secret = await secret_of(tenant)
        claim = {"external_id": "u-3", "hmac": signed(secret, "u-3")}
        named = await visited(stranger, workspace, identity=claim)
        other = await visited(stranger, workspace)
        again = await visited(
            stranger, workspace, identity=claim, visitor_token=other["visitor_token"]
        )
        assert again["person"]["id"] == named["person"]["id"] != other["person"]["id"]

    async def test_that_is_signed_wrongly_is_refused(
        self, tenant: Tenant, stranger: AsyncClient
    ) -> None:
        workspace = await switched_on(tenant)
        secret = await secret_of(tenant)
        right = signed(secret, "u-4")
        wrong: list[str | None] = [
            None, "", right[:-1], right[:32], right + "0", right.upper(), signed(secret, "u-5"),
            signed("", "u-4"), "0" * 64, "\x00" + right[1:], "ä" * 64,
        ]  # fmt: skip
        for shown in wrong:
            claim = {"external_id": "u-4", "hmac": shown}
            answer = await visit(stranger, workspace, identity=claim)
            assert answer.status_code == 403, shown
            assert answer.json()["code"] == "IDENTITY_NOT_PROVED"

    async def test_of_another_workspaces_secret_is_refused(
        self, tenant: Tenant, make_tenant: MakeTenant, stranger: AsyncClient
    ) -> None:
        other = await make_tenant()
        await switched_on(other)
        foreign = await secret_of(other)
        workspace = await switched_on(tenant)
        claim = {"external_id": "u-6", "hmac": signed(foreign, "u-6")}
        assert (await visit(stranger, workspace, identity=claim)).status_code == 403
        await secret_of(tenant)
        assert (await visit(stranger, workspace, identity=claim)).status_code == 403

    async def test_of_the_former_secret_is_void(
        self, tenant: Tenant, stranger: AsyncClient
    ) -> None:
        workspace = await switched_on(tenant)
        former = await secret_of(tenant)
        await secret_of(tenant)
        claim = {"external_id": "u-7", "hmac": signed(former, "u-7")}
        assert (await visit(stranger, workspace, identity=claim)).status_code == 403

    async def test_of_a_deleted_person_begins_anew(
        self, tenant: Tenant, stranger: AsyncClient
    ) -> None:
        workspace = await switched_on(tenant)
        secret = await secret_of(tenant)
        claim = {"external_id": "u-8", "hmac": signed(secret, "u-8")}
        first = await visited(stranger, workspace, identity=claim)
        assert (await tenant.admin.delete(f"/api/users/{first['person']['id']}")).is_success
        again = await visited(stranger, workspace, identity=claim)
        assert again["person"]["id"] != first["person"]["id"]


class TestALeftMessage:
    async def test_becomes_a_ticket_of_this_visitor(
        self, tenant: Tenant, stranger: AsyncClient
    ) -> None:
        body = {
            "workspace": await switched_on(tenant), "consent": True, "name": "Otto Offline",
            "email": "otto@example.com", "message": "\n  My order is late\nNumber 4711",
        }  # fmt: skip
        answer = await stranger.post("/api/widget/offline", json=body)
        assert answer.status_code == 201, answer.text
        found = (await tenant.agent.get(answer.headers["location"])).json()
        assert found["title"] == "My order is late" and found["description"] == body["message"]
        assert found["customer"]["full_name"] == "Otto Offline" and found["tags"] == ["widget"]
        person = (await tenant.admin.get(f"/api/users/{found['created_by']}")).json()
        assert person["email"] == "otto@example.com"

    async def test_of_a_known_visitor_is_theirs_and_single(
        self, tenant: Tenant, stranger: AsyncClient
    ) -> None:
        workspace = await switched_on(tenant)
        entered = await visited(stranger, workspace)
        body = {
            "workspace": workspace, "consent": True, "message": "Please call back",
            "visitor_token": entered["visitor_token"],
        }  # fmt: skip
        key = {"Idempotency-Key": secrets.token_hex(16)}
        first = await stranger.post("/api/widget/offline", json=body, headers=key)
        again = await stranger.post("/api/widget/offline", json=body, headers=key)
        assert first.status_code == again.status_code == 201
        assert first.json() == again.json()
        mine = (await stranger.get("/api/tickets", headers=bearer(entered))).json()
        assert [one["id"] for one in mine] == [first.json()["ticket_id"]]

    async def test_needs_consent_and_words(self, tenant: Tenant, stranger: AsyncClient) -> None:
        workspace = await switched_on(tenant)
        for given in ({"consent": False, "message": "x"}, {"consent": True, "message": ""}):
            answer = await stranger.post(
                "/api/widget/offline", json={"workspace": workspace, **given}
            )
            assert answer.status_code == 400
        assert (await tenant.agent.get("/api/tickets")).json() == []


class TestTooMany:
    async def test_visits_and_messages_from_one_address_are_refused(
        self, tenant: Tenant, settings: Settings, database: Urls
    ) -> None:
        workspace = await switched_on(tenant)
        limits: dict[str, Any] = {"limit_visits": (2, 600), "limit_left_messages": (1, 600)}
        async with open_house(settings, database.app, rate_limit_enabled=True, **limits) as house:
            statuses = [(await visit(house.client, workspace)).status_code for _ in range(3)]
            assert statuses == [200, 200, 429]
            body = {"workspace": workspace, "consent": True, "message": "x"}
            for path, status in (("", 201), ("", 429), ("/", 429)):
                answer = await house.client.post(f"/api/widget/offline{path}", json=body)
                assert answer.status_code == status
            assert int(answer.headers["retry-after"]) > 0
