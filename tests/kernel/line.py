"""What lies between us and the database, and can be made to stand still."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import parse_qs, quote, urlsplit

from tests.conftest import eventually


class Line:
    """What is sent while it stands still arrives later, if ever."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._open = asyncio.Event()
        self._open.set()
        self._ends: list[asyncio.StreamWriter] = []
        self._before: bytes | None = None

    def stand_still(self) -> None:
        self._open.clear()

    def stand_still_before(self, said: bytes) -> None:
        """Once this comes by; it is held back with what follows."""
        self._before = said

    def go_on(self) -> None:
        self._open.set()

    async def stands_still(self) -> None:
        async def it_does() -> bool:
            return not self._open.is_set()

        await eventually(it_does)

    async def answer(self, ours: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        theirs, there = await asyncio.open_unix_connection(self._database)
        self._ends += [back, there]
        await asyncio.gather(self._carry(ours, there), self._carry(theirs, back))

    async def _carry(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while said := await source.read(65536):
                if self._before is not None and self._before in said:
                    self._before = None
                    self.stand_still()
                await self._open.wait()
                target.write(said)
                await target.drain()
        target.close()

    def close(self) -> None:
        self._open.set()
        for end in self._ends:
            end.close()


@asynccontextmanager
async def line_to(url: str) -> AsyncIterator[tuple[Line, str]]:
    """And the address of the database behind it."""
    parts = urlsplit(url)
    folder = parse_qs(parts.query)["host"][0]
    name = f".s.PGSQL.{parse_qs(parts.query).get('port', ['5432'])[0]}"
    made = Line(Path(folder) / name)
    with TemporaryDirectory(prefix="rd-") as short:  # a socket's path has 107 bytes at most
        server = await asyncio.start_unix_server(made.answer, Path(short) / name)
        there = url.replace(quote(folder, safe=""), quote(short, safe="")).replace(folder, short)
        yield made, there
        made.close()
        server.close()
