"""The server that is brought along. Real ones, each on a folder of its own."""

import asyncio
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import asyncpg
import pytest

from ringdesk.kernel.embedded import postgres
from tests.conftest import eventually

pytestmark = pytest.mark.anyio


@pytest.fixture
def place() -> Iterator[Path]:
    """Short, and passable for the server's user."""
    folder = Path(tempfile.mkdtemp(prefix="rd-"))
    folder.chmod(0o755)
    yield folder / "postgres"
    shutil.rmtree(folder, ignore_errors=True)


async def ask(url: str, question: str = "select 1") -> object:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(question)
    finally:
        await connection.close()


def pid_of(place: Path) -> int:
    return int((place / "data" / "postmaster.pid").read_text().splitlines()[0])


def lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture(scope="module")
async def running(anyio_backend: str) -> AsyncIterator[tuple[Path, str]]:
    """One for all that do not mind each other; with fsync, because promises are tested."""
    folder = Path(tempfile.mkdtemp(prefix="rd-"))
    folder.chmod(0o755)  # noqa: ASYNC240
    async with postgres(folder / "postgres") as url:
        yield folder / "postgres", url
    shutil.rmtree(folder, ignore_errors=True)


class TestTheEmbeddedServer:
    async def test_listens_to_no_network_and_lets_nobody_in_without_a_password(
        self, running: tuple[Path, str]
    ) -> None:
        place, url = running
        assert await ask(url, "show listen_addresses") == ""
        user, _, host = url.partition("@")
        for login in ("ringdesk_owner", "ringdesk_owner:wrong", "postgres"):
            with pytest.raises(asyncpg.InvalidPasswordError):
                await asyncpg.connect(f"postgresql://{login}@{host}")
        assert user.startswith("postgresql://ringdesk_owner:")
        for private in ("owner_url", "password", "data"):
            assert (place / private).stat().st_mode & 0o077 == 0, private

    async def test_makes_its_owner_no_superuser(self, running: tuple[Path, str]) -> None:
        question = "select rolsuper or rolbypassrls from pg_roles where rolname = current_user"
        assert await ask(running[1], question) is False

    async def test_is_shared_with_a_second_process(self, running: tuple[Path, str]) -> None:
        async with postgres(running[0]) as second:
            assert second == running[1]
        assert await ask(running[1]) == 1

    async def test_that_is_killed_is_back_with_what_it_promised(
        self, running: tuple[Path, str]
    ) -> None:
        place, url = running
        await ask(url, "create table kept as select 7 as x")
        pid = pid_of(place)
        os.kill(pid, signal.SIGKILL)

        async def is_back() -> bool:
            try:
                return await ask(url, "select x from kept") == 7
            except (OSError, asyncpg.PostgresError):
                return False

        await eventually(is_back, seconds=30)
        assert pid_of(place) != pid


async def test_an_interrupted_start_is_made_anew_and_data_outlive_a_stop(place: Path) -> None:
    (place / "data").mkdir(parents=True)
    (place / "data" / "half").write_text("an initdb that was killed")
    async with postgres(place, fsync="off") as url:
        await ask(url, "create table kept (x int)")
        pid = pid_of(place)
    assert not lives(pid) and not (place / "owner_url").exists()
    async with postgres(place, fsync="off") as url:
        assert await ask(url, "select count(*) from kept") == 0


async def test_a_killed_program_leaves_no_server_behind(place: Path) -> None:
    script = (
        "import asyncio, sys\nfrom pathlib import Path\n"
        "from ringdesk.kernel.embedded import postgres\n"
        "async def main():\n"
        "    async with postgres(Path(sys.argv[1]), fsync='off'):\n"
        "        print('up', flush=True)\n"
        "        await asyncio.Event().wait()\n"
        "asyncio.run(main())\n"
    )
    program = await asyncio.create_subprocess_exec(
        sys.executable, "-c", script, str(place), stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": "src"},
    )  # fmt: skip
    assert program.stdout is not None
    assert await asyncio.wait_for(program.stdout.readline(), 60) == b"up\n"
    pid = pid_of(place)
    program.kill()
    await program.wait()

    async def is_gone() -> bool:
        return not lives(pid)

    await eventually(is_gone, seconds=10)


class TestAServerThatIsStillGoing:
    async def test_is_waited_for(self, place: Path) -> None:
        """Its parent was killed, and it has not quite ended when the next one comes."""
        async with postgres(place):
            pass
        data = place / "data"
        last = await asyncio.create_subprocess_exec(
            sys.executable, "-c", "import sys; sys.stdin.read()", str(data),
            stdin=asyncio.subprocess.PIPE,
        )  # fmt: skip
        note = data / "postmaster.pid"
        note.write_text(f"{last.pid}\n{data}\n")
        shutil.chown(note, data.owner(), data.group())

        async def ask_the_next() -> object:
            async with postgres(place) as url:
                return await ask(url)

        next_one = asyncio.create_task(ask_the_next())
        finished, _ = await asyncio.wait({next_one}, timeout=1)
        assert not finished
        assert last.stdin is not None
        last.stdin.close()
        await last.wait()
        assert await next_one == 1
