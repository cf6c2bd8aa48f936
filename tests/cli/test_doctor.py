import socket
from pathlib import Path

import pytest

from tests.cli.conftest import Ringdesk, Said

pytestmark = pytest.mark.anyio


def state(said: Said, about: str) -> str:
    found = [one["state"] for one in said.json["findings"] if one["about"] == about]
    assert len(found) == 1, said.out
    return str(found[0])


class TestDoctor:
    async def test_a_sound_installation(self, ringdesk: Ringdesk) -> None:
        said = await ringdesk("doctor", "--json")
        assert (said.code, said.json["ok"]) == (0, True)
        for about in ("database", "migrations", "role", "data folder", "disk space", "worker"):
            assert state(said, about) == "ok", said.out

    async def test_it_prints_the_settings_without_secrets(self, ringdesk: Ringdesk) -> None:
        for words in (("doctor", "--json"), ("doctor",)):
            said = await ringdesk(*words, setup_token="once-and-never-again")
            assert ringdesk.environment["RINGDESK_SECRET"] not in said.out
            assert "once-and-never-again" not in said.out
            assert ringdesk.owner_url.split(":")[2].partition("@")[0] not in said.out
        assert "data_dir" in said.out

    async def test_a_role_that_owns_tables(self, ringdesk: Ringdesk) -> None:
        said = await ringdesk("doctor", "--json", database_app_url=ringdesk.owner_url)
        assert said.code == 1
        assert state(said, "role") == "failed"
        assert "owns tables" in said.out

    async def test_a_database_that_is_away(self, ringdesk: Ringdesk) -> None:
        away = "postgresql://somebody:secret-of-mine@127.0.0.1:1/nothing"
        said = await ringdesk("doctor", "--json", database_url=away)
        assert (said.code, state(said, "database")) == (1, "failed")
        assert "secret-of-mine" not in said.out

    async def test_a_database_without_tables(self, newcomer: Ringdesk) -> None:
        said = await newcomer("doctor", "--json")
        assert (said.code, state(said, "migrations")) == (0, "warning")
        assert (await newcomer("migrate", "--check")).code == 1  # it only looked

    async def test_a_port_that_somebody_else_has(self, ringdesk: Ringdesk, address: str) -> None:
        port = int(address.rpartition(":")[2])
        assert state(await ringdesk("doctor", "--json", port=str(port)), "port") == "ok"  # it is us
        with socket.create_server(("127.0.0.1", 0)) as other:
            taken = str(other.getsockname()[1])
            assert state(await ringdesk("doctor", "--json", port=taken), "port") == "failed"

    async def test_a_secret_that_others_may_read(self, ringdesk: Ringdesk, folder: Path) -> None:
        own = folder / "open-secret"
        own.mkdir()
        (own / "secret").write_text("0" * 64)
        (own / "secret").chmod(0o644)
        said = await ringdesk("doctor", "--json", data_dir=str(own), secret="")
        assert (said.code, state(said, "secret")) == (1, "failed")
