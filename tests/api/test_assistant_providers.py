from collections.abc import AsyncIterator
from typing import Any

import pytest
from httpx import AsyncClient

from ringdesk.kernel.database import Urls
from ringdesk.kernel.settings import Settings
from tests.conftest import MakeTenant, Tenant
from tests.domains.assistant_providers.fake_provider import FakeProvider, fails
from tests.houses import OpenHouse, fresh_installation, open_house

pytestmark = pytest.mark.anyio

APP = "/api/app/assistant"
OPENAI = {"kind": "openai", "model": "gpt-x", "api_key": "sk-secret-1"}
PUBLIC = {"base_url": "https://1.1.1.1/v1"}  # looked at, never connected to: nothing is asked of it


@pytest.fixture
async def provider() -> AsyncIterator[FakeProvider]:
    async with FakeProvider().serving() as serving:
        yield serving


async def keep(tenant: Tenant, name: str = "main", **more: Any) -> dict[str, Any]:
    answer = await tenant.admin.put(f"{APP}/providers/{name}", OPENAI | PUBLIC | more)
    assert answer.status_code == 200, answer.text
    kept: dict[str, Any] = answer.json()
    return kept


class TestProviders:
    async def test_are_local_alone_at_first(self, tenant: Tenant) -> None:
        [local] = (await tenant.admin.get(f"{APP}/providers")).json()
        assert (local["name"], local["kind"], local["enabled"]) == ("local", "local", True)

    async def test_are_kept_without_showing_their_keys(self, tenant: Tenant) -> None:
        kept = await keep(tenant, input_price=2.5, output_price=10)
        assert kept == {
            "name": "main", "kind": "openai", "enabled": True, "position": 0, "model": "gpt-x",
            "base_url": "https://1.1.1.1/v1", "has_key": True, "timeout_s": 20.0,
            "input_price": 2.5, "output_price": 10.0,
        }  # fmt: skip
        shown = await tenant.admin.get(f"{APP}/providers")
        assert shown.json()[0] == kept and [one["name"] for one in shown.json()][-1] == "local"
        told = shown.text + str([one.body for one in await tenant.log()])
        assert "sk-secret" not in told
        settings = (await tenant.admin.get(f"{APP}/settings")).json()
        assert settings["provider"] == "main" and settings["masks_personal_data"] is True

    async def test_lie_sealed_in_the_database(self, tenant: Tenant) -> None:
        await keep(tenant)
        async with tenant.work() as work:
            stored = await work.value(
                str, "select credential from assistant_providers where tenant_id = $1"
            )
        assert stored and "sk-secret" not in stored and len(stored) > 40

    async def test_change_by_the_fields_given(self, tenant: Tenant) -> None:
        kept = await keep(tenant)
        changed = await tenant.admin.put(f"{APP}/providers/main", {"enabled": False, "position": 3})
        assert changed.json() == kept | {"enabled": False, "position": 3}
        without = await tenant.admin.put(f"{APP}/providers/main", {"api_key": None})
        assert without.json()["has_key"] is False

    async def test_keep_no_key_for_another_address(self, tenant: Tenant) -> None:
        """Or whoever may change an address could read a key that is never shown."""
        await keep(tenant)
        moved = {"base_url": "https://8.8.8.8/v1"}
        refused = await tenant.admin.put(f"{APP}/providers/main", moved)
        assert refused.status_code == 400
        assert refused.json()["details"]["errors"][0]["field"] == "api_key"
        other_kind = await tenant.admin.put(f"{APP}/providers/main", {"kind": "anthropic"})
        assert other_kind.status_code == 400
        again = await tenant.admin.put(f"{APP}/providers/main", moved | {"api_key": "sk-2"})
        assert again.status_code == 200 and again.json()["base_url"] == moved["base_url"]

    async def test_are_removed_with_their_keys(self, tenant: Tenant) -> None:
        await keep(tenant)
        assert (await tenant.admin.delete(f"{APP}/providers/main")).status_code == 200
        assert (await tenant.admin.delete(f"{APP}/providers/main")).status_code == 404
        assert len((await tenant.admin.get(f"{APP}/providers")).json()) == 1

    async def test_are_five_at_most(self, tenant: Tenant) -> None:
        for nr in range(5):
            await keep(tenant, f"p{nr}")
        sixth = await tenant.admin.put(f"{APP}/providers/p5", OPENAI | PUBLIC)
        assert (sixth.status_code, sixth.json()["code"]) == (409, "TOO_MANY_PROVIDERS")
        assert (await tenant.admin.put(f"{APP}/providers/p4", {"position": 9})).status_code == 200

    @pytest.mark.parametrize(
        "url",
        ["http://127.0.0.1/v1", "https://127.0.0.1/v1", "https://[::1]/", "https://0x7f.1/",
         "https://169.254.169.254/latest", "https://[::ffff:10.0.0.1]/", "https://localhost/",
         "https://nobody.invalid/", "http://1.1.1.1/v1", "ftp://1.1.1.1/", "https://u:p@1.1.1.1/",
         "https://1.1.1.1:25/", "x"],
    )  # fmt: skip
    async def test_are_public_servers(self, url: str, tenant: Tenant) -> None:
        answer = await tenant.admin.put(f"{APP}/providers/main", OPENAI | {"base_url": url})
        assert answer.status_code == 400
        assert answer.json()["details"]["errors"] == [
            {"field": "base_url", "message": "Not an https address of a public server"}
        ]  # one sentence for all, or the machine's network could be felt out

    @pytest.mark.parametrize(
        ("field", "value"),
        [("kind", "skynet"), ("model", ""), ("model", "x" * 300), ("api_key", "with space"),
         ("api_key", "nl\nHost: evil"), ("api_key", "ключ"), ("timeout_s", 0), ("timeout_s", 61),
         ("input_price", -1), ("position", 101), ("enabled", "yes"), ("tenant_id", "x")],
    )  # fmt: skip
    async def test_are_refused_where_they_make_no_sense(
        self, field: str, value: Any, tenant: Tenant
    ) -> None:
        body = OPENAI | PUBLIC | {field: value}
        answer = await tenant.admin.put(f"{APP}/providers/main", body)
        assert answer.status_code == 400
        assert answer.json()["details"]["errors"][0]["field"] == field

    @pytest.mark.parametrize("name", ["local", "Main", "a b", "-a", "x" * 41, "é"])
    async def test_have_names_that_fit(self, name: str, tenant: Tenant) -> None:
        answer = await tenant.admin.put(f"{APP}/providers/{name}", OPENAI | PUBLIC)
        assert answer.status_code == 400

    @pytest.mark.parametrize("name", ["%00", "a%00b", "%F0%9F%92%A3", "..%2F..", "x" * 5000])
    async def test_of_hostile_names_are_not_found(self, name: str, tenant: Tenant) -> None:
        path = f"{APP}/providers/{name}"
        for answer in (
            await tenant.admin.delete(path), await tenant.admin.post(f"{path}/test"),
            await tenant.admin.put(path, OPENAI | PUBLIC),
        ):  # fmt: skip
            assert answer.status_code in (400, 404, 405), answer.text

    @pytest.mark.parametrize("field", ["model", "base_url", "api_key"])
    @pytest.mark.parametrize("text", ["a\x00b", "\u202e", "'; drop table tickets; --", "{{7*7}}"])
    async def test_of_hostile_texts_are_kept_as_text_or_refused(
        self, field: str, text: str, tenant: Tenant
    ) -> None:
        body = OPENAI | PUBLIC | {field: text}
        answer = await tenant.admin.put(f"{APP}/providers/main", body)
        assert answer.status_code in (200, 400), answer.text
        assert (await tenant.admin.get(f"{APP}/providers")).status_code == 200

    async def test_need_a_kind_and_a_model(self, tenant: Tenant) -> None:
        assert (await tenant.admin.put(f"{APP}/providers/main", PUBLIC)).status_code == 400

    async def test_are_for_administrators_of_the_tenant(
        self, tenant: Tenant, make_tenant: MakeTenant
    ) -> None:
        await keep(tenant)
        for person in (tenant.agent, tenant.customer):
            for path in ("settings", "providers", "calls", "budget"):
                assert (await person.get(f"{APP}/{path}")).status_code == 403
            assert (await person.put(f"{APP}/providers/main", OPENAI)).status_code == 403
            assert (await person.delete(f"{APP}/providers/main")).status_code == 403
            assert (await person.post(f"{APP}/providers/main/test")).status_code == 403
            assert (await person.put(f"{APP}/budget", {"tokens_limit": 1})).status_code == 403
        stranger = (await make_tenant()).admin
        assert len((await stranger.get(f"{APP}/providers")).json()) == 1
        assert (await stranger.post(f"{APP}/providers/main/test")).status_code == 404
        assert (await stranger.delete(f"{APP}/providers/main")).status_code == 404

    async def test_are_in_the_log_by_name(self, tenant: Tenant) -> None:
        await keep(tenant)
        await tenant.admin.put(f"{APP}/budget", {"tokens_limit": 5})
        await tenant.admin.delete(f"{APP}/providers/main")
        told = [(one.kind, one.actor_id) for one in await tenant.log()][-3:]
        assert told == [
            (kind, tenant.admin.id) for kind in ("ProviderChanged", "BudgetChanged",
                                                 "ProviderRemoved")
        ]  # fmt: skip


class TestTheBudget:
    async def test_is_none_at_first_and_changes_by_the_fields_given(self, tenant: Tenant) -> None:
        at_first = (await tenant.admin.get(f"{APP}/budget")).json()
        assert at_first.pop("resets_at").endswith("-01T00:00:00Z")
        assert at_first == {
            "tokens_limit": None, "cost_limit": None, "tokens_used": 0, "cost_used": 0.0,
            "stopped": False,
        }  # fmt: skip
        await tenant.admin.put(f"{APP}/budget", {"tokens_limit": 0})
        changed = (await tenant.admin.put(f"{APP}/budget", {"cost_limit": 12.5})).json()
        assert (changed["tokens_limit"], changed["cost_limit"]) == (0, 12.5)
        assert changed["stopped"] is True
        lifted = (await tenant.admin.put(f"{APP}/budget", {"tokens_limit": None})).json()
        assert (lifted["tokens_limit"], lifted["stopped"]) == (None, False)

    @pytest.mark.parametrize(
        "body", [{"tokens_limit": -1}, {"tokens_limit": 1.5}, {"cost_limit": "x"}, {"month": 1}]
    )
    async def test_is_refused_where_it_makes_no_sense(
        self, body: dict[str, Any], tenant: Tenant
    ) -> None:
        assert (await tenant.admin.put(f"{APP}/budget", body)).status_code == 400


class TestSettings:
    async def test_change_with_the_documents_own(self, tenant: Tenant) -> None:
        changed = await tenant.admin.put(
            f"{APP}/settings", {"masks_personal_data": False, "max_response_length": 99}
        )
        assert changed.json()["masks_personal_data"] is False
        config = (await tenant.admin.get("/api/admin/system-config")).json()
        assert config["max_response_length"] == 99 and "masks_personal_data" not in config


@pytest.fixture
async def at_home(settings: Settings, database: Urls) -> AsyncIterator[OpenHouse]:
    """An installation of its own, whose operator let its own tenant reach a local model."""
    async with (
        fresh_installation(settings, database.owner) as urls,
        open_house(settings, urls.app, egress_allow=("127.0.0.1",)) as house,
    ):
        yield house


async def administrator_of(house: OpenHouse, address: str, path: str) -> dict[str, str]:
    person = {
        "email": address, "username": address.partition("@")[0], "password": "a long enough phrase",
        "full_name": "Ada Admin", "role": "admin",
    }  # fmt: skip
    if path.startswith("/api/v1"):
        person = {key: person[key] for key in ("email", "password", "full_name")}
        person["tenant_name"] = "Another"
    answer = await house.client.post(path, json=person)
    assert answer.status_code in (200, 201), answer.text
    return {"Authorization": f"Bearer {answer.json()['access_token']}"}


async def tried(client: AsyncClient, headers: dict[str, str]) -> dict[str, Any]:
    answer = await client.post(f"{APP}/providers/local-model/test", headers=headers)
    assert answer.status_code == 200, answer.text
    result: dict[str, Any] = answer.json()
    return result


class TestALocalModel:
    async def test_is_reached_by_the_tenant_that_runs_the_machine_and_no_other(
        self, at_home: OpenHouse, provider: FakeProvider
    ) -> None:
        client = at_home.client
        first = await administrator_of(at_home, "first@example.org", "/api/auth/register")
        other = await administrator_of(at_home, "other@example.org", "/api/v1/auth/register")
        body = {"kind": "openai", "model": "llama", "base_url": provider.openai_url}
        path = f"{APP}/providers/local-model"
        assert (await client.put(path, json=body, headers=first)).status_code == 200
        assert (await client.put(path, json=body, headers=other)).status_code == 400
        good = await tried(client, first)
        assert (good["ok"], good["outcome"], good["tokens_out"]) == (True, "answered", 9)
        assert "authorization" not in provider.received[0].headers
        provider.will(fails(401))
        bad = await tried(client, first)
        assert (bad["ok"], bad["outcome"], bad["detail"]) == (False, "key_refused", "HTTP 401")
        calls = (await client.get(f"{APP}/calls?limit=1", headers=first)).json()
        assert [(one["purpose"], one["outcome"]) for one in calls] == [("test", "key_refused")]
        page = await client.get(f"{APP}/calls?limit=1", headers=first)
        older = await client.get(page.links["next"]["url"], headers=first)
        assert [one["outcome"] for one in older.json()] == ["answered"]
        assert (await client.get(f"{APP}/calls", headers=other)).json() == []
