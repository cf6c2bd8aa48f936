"""`ringdesk …` in this process, on a database of the shared server; long-running ones as processes
of their own."""

import asyncio
import io
import json
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from httpx import AsyncClient, TransportError
from msgspec.structs import replace

from ringdesk.cli import main
from ringdesk.kernel.database import Urls
from ringdesk.kernel.settings import Settings
from tests.conftest import eventually
from tests.houses import empty_database, fresh_installation

START_SECONDS = 60


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True)
class Ringdesk:
    """The command line, with the environment that leads to one database."""

    environment: dict[str, str]
    owner_url: str

    async def __call__(self, *words: str, stdin: str = "", **environment: str) -> Said:
        """`environment`: without its RINGDESK_, in lower case."""
        return await asyncio.to_thread(self._run, words, stdin, environment)

    def _run(self, words: tuple[str, ...], stdin: str, environment: dict[str, str]) -> Said:
        out, err = io.StringIO(), io.StringIO()
        given = self.environment | prefixed(environment)
        with (
            patch.dict(os.environ, given),
            patch.object(sys, "argv", ["ringdesk", *words]),
            patch.object(sys, "stdin", io.StringIO(stdin)),
            redirect_stdout(out),
            redirect_stderr(err),
        ):
            try:
                main()
            except SystemExit as ended:
                return Said(int(ended.code or 0), out.getvalue(), err.getvalue())
        return Said(0, out.getvalue(), err.getvalue())

    @asynccontextmanager
    async def running(self, *words: str, **environment: str) -> AsyncIterator["Running"]:
        """A process of its own with a port of its own; killed at the end, if it still runs."""
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        given = os.environ | self.environment | {"RINGDESK_PORT": str(port)}
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "ringdesk.cli", *words,
            env=given | {"PYTHONPATH": "src"} | prefixed(environment),
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        async with AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
            yield Running(process, client, port)
        if process.returncode is None:
            process.kill()
        await process.wait()


@dataclass(frozen=True)
class Running:
    process: asyncio.subprocess.Process
    client: AsyncClient
    port: int

    async def is_ready(self) -> bool:
        if self.process.returncode is not None:
            raise RuntimeError(await self._everything())
        try:
            return (await self.client.get("/readyz")).status_code == 200
        except TransportError:
            return False

    async def ready(self) -> None:
        await eventually(self.is_ready, seconds=START_SECONDS)

    def tell(self, number: int = signal.SIGTERM) -> None:
        self.process.send_signal(number)

    async def ended(self) -> Said:
        out, err = await asyncio.wait_for(self.process.communicate(), START_SECONDS)
        return Said(self.process.returncode or 0, out.decode(), err.decode())

    async def _everything(self) -> str:
        said = await self.ended()
        return said.out + said.err


def prefixed(environment: dict[str, str]) -> dict[str, str]:
    return {f"RINGDESK_{name.upper()}": value for name, value in environment.items()}


def environment_of(settings: Settings, owner_url: str, app_url: str = "") -> dict[str, str]:
    return prefixed({
        "data_dir": settings.data_dir, "secret": settings.secret, "database_url": owner_url,
        "database_app_url": app_url, "port": str(settings.port), "metrics_port": "0",
        "setup_token": "",
    })  # fmt: skip


@pytest.fixture
def own_place(settings: Settings, tmp_path: Path) -> Settings:
    """An installation is a database and a data folder: the logs' heads that are kept in the folder
    are held against the database, and a log that only a head knows of is missed. So whoever gets a
    database of their own gets a folder of their own."""
    own = tmp_path / "data"
    own.mkdir(mode=0o700)
    return replace(settings, data_dir=str(own))


@pytest.fixture
async def newcomer(
    settings: Settings, own_place: Settings, database: Urls
) -> AsyncIterator[Ringdesk]:
    """On a database in which nothing is, not even tables."""
    async with empty_database(settings, database.owner) as url:
        yield Ringdesk(environment_of(own_place, url), url)


@pytest.fixture
async def ringdesk(
    settings: Settings, own_place: Settings, database: Urls
) -> AsyncIterator[Ringdesk]:
    """On an installation with all tables and nobody there."""
    async with fresh_installation(settings, database.owner) as urls:
        yield Ringdesk(environment_of(own_place, urls.owner, urls.app), urls.owner)
