import errno
import shutil
import socket
import tempfile
from pathlib import Path
from unittest.mock import Mock
from urllib.parse import urlsplit

import pytest

from ringdesk.commands import queries
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
        assert "owns tables" in said.out and "Leave out RINGDESK_DATABASE_APP_URL" in said.out

    async def test_a_database_that_is_away(self, ringdesk: Ringdesk) -> None:
        away = "postgresql://somebody:secret-of-mine@127.0.0.1:1/nothing"
        said = await ringdesk("doctor", "--json", database_url=away)
        assert (said.code, state(said, "database")) == (1, "failed")
        assert "secret-of-mine" not in said.out

    @pytest.mark.parametrize(
        ("url", "advice"),
        [
            ("postgresql://u:secret-of-mine@127.0.0.1:1/x", "is PostgreSQL started"),
            ("postgresql://u:secret-of-mine@nobody.invalid/x", "Nobody knows the host"),
            ("mysql://u:secret-of-mine@127.0.0.1/x", "is written as postgresql://"),
        ],
    )
    async def test_a_wrong_address_says_what_to_look_at(
        self, url: str, advice: str, ringdesk: Ringdesk
    ) -> None:
        said = await ringdesk("doctor", "--json", database_url=url)
        assert (said.code, advice in said.out, "secret-of-mine" in said.out) == (1, True, False)
        for words in (("migrate",), ("tenant", "list")):  # who met it without the doctor
            failed = await ringdesk(*words, database_url=url)
            assert (failed.code, advice in failed.err) == (4, True), failed.err
            assert "secret-of-mine" not in failed.err

    async def test_a_wrong_password_and_a_database_that_is_not_there(
        self, ringdesk: Ringdesk
    ) -> None:
        password = ringdesk.owner_url.split(":")[2].partition("@")[0]
        wrong = ringdesk.owner_url.replace(password, "not-it")
        said = await ringdesk("doctor", "--json", database_url=wrong)
        assert "The user or the password" in said.out and "not-it" not in said.out
        parts = urlsplit(ringdesk.owner_url)
        said = await ringdesk(
            "doctor", "--json", database_url=parts._replace(path="/nowhere").geturl()
        )
        assert "no database of this name" in said.out

    @pytest.mark.parametrize(("seconds", "found"), [(0, "ok"), (5, "warning"), (-90, "failed")])
    async def test_a_clock_that_is_another(
        self, seconds: int, found: str, ringdesk: Ringdesk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        later = f"select clock_timestamp() + interval '{seconds} seconds'"
        monkeypatch.setattr(queries, "CLOCK", later)
        said = await ringdesk("doctor", "--json")
        assert state(said, "clock") == found, said.out
        assert (said.code == 1) is (found == "failed")

    async def test_a_folder_that_takes_no_file(
        self, ringdesk: Ringdesk, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        said = await ringdesk("doctor", "--json", data_dir="/proc/ringdesk")
        assert (said.code, state(said, "data folder")) == (1, "failed")
        assert "RINGDESK_DATA_DIR" in said.out
        full = OSError(errno.ENOSPC, "No space left on device")
        monkeypatch.setattr(tempfile, "TemporaryFile", Mock(side_effect=full))
        said = await ringdesk("doctor", "--json", data_dir=str(folder))
        assert state(said, "data folder") == "failed" and "no space left" in said.out

    async def test_a_disk_that_is_nearly_full(
        self, ringdesk: Ringdesk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for free, found in ((10**9, "warning"), (10**8, "failed")):
            usage = Mock(return_value=Mock(free=free))
            monkeypatch.setattr(shutil, "disk_usage", usage)
            said = await ringdesk("doctor", "--json")
            assert state(said, "disk space") == found and "Make room" in said.out

    async def test_an_address_that_is_not_this_machines(self, ringdesk: Ringdesk) -> None:
        said = await ringdesk("doctor", "--json", host="192.0.2.1")
        assert state(said, "port") == "failed"
        assert "no such address" in said.out

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
