"""Real processes, to be killed: `ringdesk serve` and its embedded database, on their own folder."""

import asyncio
import os
import shutil
import signal
import socket
import sys
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from httpx import AsyncClient, TransportError

from tests.conftest import PASSWORD, eventually

ROOT = Path(__file__).parents[2]
FIRST = {
    "username": "root", "email": "root@example.org", "password": PASSWORD, "role": "admin",
}  # fmt: skip


@dataclass
class Program:
    """`ringdesk serve`; it may be killed and started again."""

    folder: Path
    port: int
    process: "asyncio.subprocess.Process | None" = None
    token: str = ""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def client(self) -> AsyncClient:
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return AsyncClient(base_url=self.address, headers=headers, timeout=30)

    async def run(self, *arguments: str) -> "asyncio.subprocess.Process":
        ours = {name: value for name, value in os.environ.items() if "RINGDESK" not in name}
        settings = {
            "PYTHONPATH": str(ROOT / "src"), "RINGDESK_DATA_DIR": str(self.folder),
            "RINGDESK_PORT": str(self.port), "RINGDESK_RATE_LIMIT_ENABLED": "false",
            "RINGDESK_METRICS_PORT": "0", "RINGDESK_LOG_LEVEL": "WARNING",
        }  # fmt: skip
        with (self.folder / "program.log").open("ab") as log:
            return await asyncio.create_subprocess_exec(
                sys.executable, "-m", "ringdesk", *arguments, env=ours | settings, cwd=ROOT,
                stdout=asyncio.subprocess.PIPE if arguments[0] != "serve" else log, stderr=log,
            )  # fmt: skip

    async def start(self) -> None:
        self.process = await self.run("serve")
        await eventually(self.is_ready, seconds=60)

    async def is_ready(self) -> bool:
        assert self.process is not None and self.process.returncode is None, self.log()
        try:
            async with self.client() as client:
                return (await client.get("/readyz")).is_success
        except TransportError:
            return False

    async def kill(self) -> None:
        """As the kernel would: without a word."""
        assert self.process is not None
        self.process.kill()
        await self.process.wait()

    async def stop(self) -> None:
        if self.process is not None and self.process.returncode is None:
            self.process.terminate()
            try:
                await asyncio.wait_for(self.process.wait(), 20)
            except TimeoutError:
                self.process.kill()
                await self.process.wait()

    def log(self) -> str:
        return (self.folder / "program.log").read_text()[-3000:]

    @property
    def postmaster(self) -> int:
        found = self.folder / "postgres" / "data" / "postmaster.pid"
        return int(found.read_text().splitlines()[0])

    def kill_postgres(self) -> None:
        os.kill(self.postmaster, signal.SIGKILL)

    async def ask(self, question: str) -> "list[asyncpg.Record]":
        """Of the database itself, as its owner, who sees the whole log."""
        owner = await asyncpg.connect((self.folder / "postgres" / "owner_url").read_text())
        try:
            return await owner.fetch(question)
        finally:
            await owner.close()


@dataclass
class Writer:
    """Opens tickets, each with a key of its own, and remembers what it was told."""

    client: AsyncClient
    name: str
    acknowledged: dict[str, int] = field(default_factory=dict)
    unsure: list[str] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)

    async def write(self, nr: int) -> None:
        title = f"{self.name}-{nr}"
        try:
            answer = await self.open_ticket(title)
        except TransportError:
            self.unsure.append(title)
            return
        self.answers.append(answer.status_code)
        if answer.status_code == 201:
            self.acknowledged[title] = answer.json()["id"]
        else:
            self.unsure.append(title)

    async def open_ticket(self, title: str) -> Any:
        body = {"title": title, "description": "Written while things break"}
        return await self.client.post("/api/tickets", json=body, headers={"Idempotency-Key": title})


@pytest.fixture
async def program(anyio_backend: str) -> AsyncIterator[Program]:
    folder = Path(tempfile.mkdtemp(prefix="rd-"))
    folder.chmod(0o755)  # noqa: ASYNC240
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    made = Program(folder, port)
    try:
        await made.start()
        async with made.client() as client:
            answer = await client.post("/api/auth/register", json=FIRST)
            assert answer.status_code == 201, answer.text
            made.token = answer.json()["access_token"]
        yield made
    finally:
        await made.stop()
        shutil.rmtree(folder, ignore_errors=True)
