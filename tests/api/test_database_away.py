"""Between the server and its database stands a wire of ours, which can be cut and mended."""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

import pytest

from ringdesk.kernel.database import Urls
from ringdesk.kernel.settings import Settings
from tests.api.conftest import ROOT
from tests.conftest import eventually
from tests.houses import OpenHouse, fresh_installation, open_house

pytestmark = pytest.mark.anyio


@dataclass
class Wire:
    """Forwards a socket to the database's, until it is cut."""

    path: Path
    beyond: str
    server: asyncio.Server | None = None
    open: set[asyncio.StreamWriter] = field(default_factory=set)

    async def mend(self) -> None:
        self.server = await asyncio.start_unix_server(self._forward, self.path)

    async def cut(self) -> None:
        assert self.server is not None
        self.server.close()
        for writer in self.open:
            writer.close()
        self.path.unlink(missing_ok=True)

    async def _forward(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_unix_connection(self.beyond)
        self.open |= {writer, back}
        await asyncio.gather(pump(reader, back), pump(there, writer))
        self.open -= {writer, back}


async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError, RuntimeError):
        while piece := await reader.read(65536):
            writer.write(piece)
            await writer.drain()
    writer.close()


@dataclass
class Wired:
    opened: OpenHouse
    wire: Wire

    async def ready(self) -> bool:
        return (await self.opened.client.get("/readyz")).status_code == 200


@pytest.fixture
async def wired(settings: Settings, database: Urls) -> AsyncIterator[Wired]:
    async with fresh_installation(settings, database.owner) as urls:
        parts = urlsplit(urls.app)
        host = parse_qs(parts.query).get("host", [""])[0]
        if not host:
            pytest.skip("The database brought is not on a socket.")
        folder = Path(tempfile.mkdtemp(prefix="rd-"))
        wire = Wire(folder / ".s.PGSQL.5432", f"{host}/.s.PGSQL.5432")
        await wire.mend()
        through = urlunsplit(parts._replace(query=urlencode({"host": str(folder)})))
        async with open_house(settings, through) as opened:
            made = await opened.client.post("/api/auth/register", json=ROOT)
            opened.client.headers["Authorization"] = f"Bearer {made.json()['access_token']}"
            yield Wired(opened, wire)
            await wire.cut()
        shutil.rmtree(folder, ignore_errors=True)


TICKET = {"title": "Now", "description": "or never"}


class TestADatabaseThatIsAway:
    async def test_is_told_as_503_until_it_is_back(self, wired: Wired) -> None:
        client = wired.opened.client
        assert (await client.post("/api/tickets", json=TICKET)).status_code == 201
        await wired.wire.cut()
        for verb, path, body in [
            ("GET", "/api/tickets", None), ("POST", "/api/tickets", TICKET),
            ("GET", "/readyz", None),
            ("POST", "/api/auth/login", {"username": "root", "password": "x"}),
            ("GET", "/api/auth/me", None),
        ]:  # fmt: skip
            answer = await client.request(verb, path, json=body)
            assert (answer.status_code, answer.json()["code"]) == (503, "UNAVAILABLE"), path
            assert int(answer.headers["retry-after"]) >= 1
            assert "sock" not in answer.text.lower() and "postgres" not in answer.text.lower()
        assert (await client.get("/livez")).status_code == 200
        await wired.wire.mend()
        await eventually(wired.ready, seconds=10)
        assert (await client.post("/api/tickets", json=TICKET)).status_code == 201
        assert len((await client.get("/api/tickets")).json()) == 2

    async def test_takes_the_relay_and_the_jobs_back_up(self, wired: Wired) -> None:
        await wired.wire.cut()
        await wired.wire.mend()
        await eventually(wired.ready, seconds=10)
        made = await wired.opened.client.post("/api/tickets", json=TICKET)
        assert made.status_code == 201

        async def is_counted() -> bool:
            summary = await wired.opened.client.get("/api/tickets/analytics/summary")
            return bool(summary.json()["total_tickets"] == 1)

        await eventually(is_counted, seconds=10)
