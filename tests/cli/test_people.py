import pytest
from httpx import AsyncClient

from ringdesk.kernel.settings import Settings
from tests.cli.conftest import Ringdesk, Said
from tests.conftest import PASSWORD
from tests.houses import open_house

pytestmark = pytest.mark.anyio


async def make(ringdesk: Ringdesk, name: str, *more: str, password: str = PASSWORD) -> Said:
    names = ("--username", name, "--email", f"{name}@example.org", "--full-name", "Ada Lovelace")
    return await ringdesk(
        "admin", "create", *names, "--password-stdin", "--json", *more, stdin=f"{password}\n"
    )


async def can_sign_in(client: AsyncClient, name: str) -> bool:
    body = {"username": name, "password": PASSWORD}
    answer = await client.post("/api/auth/login", json=body)
    return answer.status_code == 200 and answer.json()["user"]["role"] == "admin"


class TestAdminCreate:
    async def test_the_first_sets_the_installation_up(
        self, ringdesk: Ringdesk, settings: Settings
    ) -> None:
        made = await make(ringdesk, "ada")
        assert (made.code, made.json["username"], made.json["role"]) == (0, "ada", "admin")
        app_url = ringdesk.environment["RINGDESK_DATABASE_APP_URL"]
        async with open_house(settings, app_url) as opened:
            assert not (await opened.client.get("/api/app/setup")).json()["needed"]
            assert await can_sign_in(opened.client, "ada")

    async def test_another_one_needs_a_tenant(self, ringdesk: Ringdesk) -> None:
        first = await make(ringdesk, "ada")
        refused = await make(ringdesk, "bea")
        assert (refused.code, refused.out) == (1, "")
        assert "--tenant" in refused.err
        made = await make(ringdesk, "bea", "--tenant", first.json["tenant"]["name"])
        assert made.json["tenant"] == first.json["tenant"]

    async def test_a_well_known_password_is_refused_in_a_sentence(self, ringdesk: Ringdesk) -> None:
        refused = await make(ringdesk, "ada", password="password123")
        assert refused.code == 1
        assert refused.err.startswith("ringdesk: Choose a longer or less common password")
        assert refused.err.count("\n") == 1

    async def test_nobody_is_asked_where_there_is_nobody(self, ringdesk: Ringdesk) -> None:
        words = ("admin", "create", "--username", "ada", "--email", "ada@example.org")
        refused = await ringdesk(*words)
        assert refused.code == 2
        assert "--password-stdin" in refused.err


class TestTenants:
    async def test_what_is_created_is_listed(self, ringdesk: Ringdesk) -> None:
        made = await ringdesk("tenant", "create", "Acme", "--host", "Help.Acme.test", "--json")
        assert made.json["hosts"] == ["help.acme.test"]
        listed = await ringdesk("tenant", "list", "--json")
        assert [tenant["id"] for tenant in listed.json] == [made.json["id"]]
        assert set(listed.json[0]) == {
            "id", "name", "hosts", "timezone", "created_at", "strangers_may_register",
            "suspended_at",
        }  # fmt: skip
        assert "Acme" in (await ringdesk("tenant", "list")).out

    async def test_only_the_first_lets_strangers_register(self, ringdesk: Ringdesk) -> None:
        first = await ringdesk("tenant", "create", "First", "--json")
        second = await ringdesk("tenant", "create", "Second", "--json")
        assert first.json["strangers_may_register"]
        assert not second.json["strangers_may_register"]

    async def test_two_cannot_have_one_host(self, ringdesk: Ringdesk) -> None:
        await ringdesk("tenant", "create", "First", "--host", "help.example.org")
        again = await ringdesk("tenant", "create", "Second", "--host", "HELP.example.org")
        assert again.code == 1
        assert len((await ringdesk("tenant", "list", "--json")).json) == 1

    async def test_what_is_no_host_name_makes_no_tenant(self, ringdesk: Ringdesk) -> None:
        refused = await ringdesk("tenant", "create", "First", "--host", "no host!")
        assert refused.code == 2
        assert (await ringdesk("tenant", "list", "--json")).json == []

    async def test_are_suspended_and_resumed_but_for_the_first(self, ringdesk: Ringdesk) -> None:
        await ringdesk("tenant", "create", "First")
        await ringdesk("tenant", "create", "Second")
        done = await ringdesk("tenant", "suspend", "Second", "--reason", "unpaid", "--json")
        assert done.json["suspended_at"] is not None
        assert "suspended" in (await ringdesk("tenant", "list")).out
        refused = await ringdesk("tenant", "suspend", "First")
        assert refused.code == 1 and "first workspace" in refused.err
        assert (await ringdesk("tenant", "suspend", "Nobody")).code == 1
        done = await ringdesk("tenant", "resume", "Second", "--json")
        assert done.json["suspended_at"] is None


class TestUsage:
    async def test_an_unknown_command_is_2(self, ringdesk: Ringdesk) -> None:
        assert (await ringdesk("bogus")).code == 2

    async def test_a_wrong_setting_is_2_and_named(self, ringdesk: Ringdesk) -> None:
        said = await ringdesk("tenant", "list", port="many")
        assert said.code == 2
        assert "port" in said.err
        assert "Traceback" not in said.err

    async def test_a_database_that_is_away_is_4(self, ringdesk: Ringdesk) -> None:
        away = "postgresql://somebody:secret-of-mine@127.0.0.1:1/nothing"
        said = await ringdesk("tenant", "list", database_url=away)
        assert said.code == 4
        assert "secret-of-mine" not in said.err

    @pytest.mark.parametrize("words", [(), ("audit", "verify"), ("doctor",)])
    async def test_help_tells_the_exit_codes(
        self, ringdesk: Ringdesk, words: tuple[str, ...]
    ) -> None:
        said = await ringdesk(*words, "--help")
        assert said.code == 0
        assert "Exit codes" in said.out
