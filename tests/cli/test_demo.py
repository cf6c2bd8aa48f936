"""`ringdesk demo` as a newcomer starts it: a process of its own, an embedded server of its own."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from ringdesk.demo import mark
from ringdesk.kernel.settings import Settings
from tests.cli.conftest import Ringdesk, Running, environment_of

pytestmark = pytest.mark.anyio

WORDS = ("demo", "--no-open", "--tickets", "40", "--pace")
OPEN = {"username": "ines.duarte", "password": mark.PASSWORD}


@pytest.fixture
def own_folder() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="rd-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made, ignore_errors=True)


async def tickets_seen(running: Running) -> int:
    token = (await running.client.post("/api/auth/login", json=OPEN)).json()["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    answer = await running.client.get("/api/tickets?limit=100", headers=headers)
    return len(answer.json())


async def roles_offered(running: Running) -> set[str]:
    """What one may be with a press on the sign-in page; each of them is let in."""
    sample = (await running.client.get("/api/app/setup")).json()["sample"]
    for one in sample["accounts"]:
        names = {"username": one["username"], "password": sample["password"]}
        answer = await running.client.post("/api/auth/login", json=names)
        assert answer.status_code == 200, one
    return {one["role"] for one in sample["accounts"]}


def server_runs(folder: Path) -> bool:
    """Its address stands in a file for as long as it does."""
    return bool(list(folder.rglob("owner_url")))


@pytest.mark.skipif(
    bool(os.environ.get("RINGDESK_TEST_DATABASE_URL")), reason="it is about the embedded server"
)
class TestDemo:
    async def test_it_loads_once_stops_all_and_keeps_what_is_there(
        self, settings: Settings, own_folder: Path
    ) -> None:
        own = replace(settings, data_dir=str(own_folder))
        ringdesk = Ringdesk(environment_of(own, ""), "")
        async with ringdesk.running(*WORDS, "20") as running:
            await running.ready()
            seen = await tickets_seen(running)
            assert await roles_offered(running) >= {"admin", "Team lead", "operator", "customer"}
            running.tell()
            first = await running.ended()
        assert first.code == 0, first.err
        assert "40 tickets" in first.out
        assert "ines.duarte" in first.out
        assert "INFO" not in first.err  # or the sign-ins would be out of sight at once
        assert not server_runs(own_folder)
        async with ringdesk.running(*WORDS, "0") as running:
            await running.ready()
            assert await tickets_seen(running) >= seen > 0
            running.tell()
            again = await running.ended()
        assert "was made" not in again.out
        assert mark.PASSWORD in again.out


class TestTheMark:
    def test_the_sample_has_a_folder_of_its_own(self, settings: Settings) -> None:
        assert mark.demo_settings(settings).folder == settings.folder / "demo"

    def test_what_is_not_marked_is_never_deleted(
        self, settings: Settings, own_folder: Path
    ) -> None:
        own = replace(settings, data_dir=str(own_folder), database_url="")
        precious = own_folder / "postgres"
        precious.mkdir()
        with pytest.raises(mark.NotADemo):
            mark.clear(own)
        assert precious.exists()
        mark.begin(own)
        mark.clear(own)
        assert not precious.exists()

    def test_a_database_that_was_brought_is_never_emptied(
        self, settings: Settings, own_folder: Path
    ) -> None:
        own = replace(settings, data_dir=str(own_folder), database_url="postgresql://brought/one")
        mark.begin(own)
        with pytest.raises(mark.NotADemo):
            mark.clear(own)

    def test_others_than_this_machine_need_a_password_that_nobody_knows(
        self, settings: Settings, own_folder: Path
    ) -> None:
        own = replace(settings, data_dir=str(own_folder), host="0.0.0.0")
        made = mark.begin(own)
        assert made.password != mark.PASSWORD
        kept = json.loads((own_folder / mark.FILE).read_text())
        assert kept["password"] == made.password
        assert (own_folder / mark.FILE).stat().st_mode & 0o077 == 0
