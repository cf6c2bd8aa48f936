"""kill -9 in the middle of everything. What was acknowledged is there, once; the log has no gap."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from httpx import AsyncClient
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.conftest import eventually
from tests.faults.conftest import Program, Writer

pytestmark = pytest.mark.anyio

WRITERS = 8
GAPS = """
select tenant_id from events group by tenant_id
having count(*) <> max(seq) or min(seq) <> 1
"""
UNNUMBERED = "select count(*) from outbox"
CREATED = "select seq from events where kind = 'TicketCreated' order by seq"
TITLES = "select title from tickets"


@asynccontextmanager
async def writing(program: Program) -> AsyncIterator[list[Writer]]:
    """Eight people who open tickets without a pause, until the block ends."""
    stop = asyncio.Event()
    async with AsyncClient(
        base_url=program.address, headers={"Authorization": f"Bearer {program.token}"}, timeout=40
    ) as client:
        writers = [Writer(client, f"w{nr}") for nr in range(WRITERS)]

        async def keep_writing(writer: Writer) -> None:
            nr = 0
            while not stop.is_set():
                await writer.write(nr)
                nr += 1
                await asyncio.sleep(0.05 if writer.unsure else 0)  # nobody hammers what is away

        tasks = [asyncio.create_task(keep_writing(writer)) for writer in writers]
        try:
            yield writers
        finally:
            stop.set()
            await asyncio.gather(*tasks)


def acknowledged(writers: list[Writer]) -> dict[str, int]:
    return {title: nr for writer in writers for title, nr in writer.acknowledged.items()}


async def all_is_well(program: Program, writers: list[Writer]) -> None:
    """Every acknowledged ticket is there, each unsure one can be asked for again and is then there
    once, the log counts from 1 without a gap, and its chain holds."""
    told = acknowledged(writers)
    async with program.client() as client:
        again = Writer(client, "again")
        for title in [title for writer in writers for title in writer.unsure]:
            assert (await again.open_ticket(title)).status_code == 201
        for title, ticket_id in list(told.items())[-20:]:
            repeated = await again.open_ticket(title)
            assert (repeated.status_code, repeated.json()["id"]) == (201, ticket_id)
        for title, ticket_id in list(told.items())[:: max(1, len(told) // 50)]:
            found = await client.get(f"/api/tickets/{ticket_id}")
            assert (found.status_code, found.json()["title"]) == (200, title)
    titles = [row["title"] for row in await program.ask(TITLES)]
    assert len(titles) == len(set(titles)) and set(told) <= set(titles)
    await the_log_is_whole(program, len(titles))


async def the_log_is_whole(program: Program, tickets: int) -> None:
    async def all_is_numbered() -> bool:
        return bool((await program.ask(UNNUMBERED))[0][0] == 0)

    await eventually(all_is_numbered, seconds=20)
    assert await program.ask(GAPS) == []
    assert len(await program.ask(CREATED)) == tickets
    verifying = await program.run("audit", "verify", "--json")
    said, _ = await verifying.communicate()
    assert verifying.returncode == 0, said.decode() + program.log()


class TestTheServer:
    async def test_killed_while_eight_write_loses_nothing_and_doubles_nothing(
        self, program: Program
    ) -> None:
        async with writing(program) as writers:

            async def enough() -> bool:
                return len(acknowledged(writers)) > 100

            await eventually(enough, seconds=60)
            await program.kill()
        assert any(writer.unsure for writer in writers)  # it was in the middle of something
        await program.start()
        await all_is_well(program, writers)

    async def test_told_to_stop_finishes_what_it_has_begun(self, program: Program) -> None:
        async with writing(program) as writers:

            async def enough() -> bool:
                return len(acknowledged(writers)) > 50

            await eventually(enough, seconds=60)
            assert program.process is not None
            program.process.terminate()
            assert await asyncio.wait_for(program.process.wait(), 30) == 0
        assert not {answer for writer in writers for answer in writer.answers} - {201, 503}
        await program.start()
        await all_is_well(program, writers)


class Screen:
    """A socket that comes back with the last number it saw."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self.heard: list[int] = []
        self.last = 0
        self.reconnects = 0

    async def watch(self) -> None:
        while True:
            try:
                await self._listen()
            except (OSError, ConnectionClosed, InvalidStatus, TimeoutError):
                self.reconnects += 1
                await asyncio.sleep(0.05)

    async def _listen(self) -> None:
        address = self._program.address.replace("http", "ws")
        query = f"token={self._program.token}&after={self.last}"
        async with connect(f"{address}/ws?{query}", compression=None) as socket:
            async for text in socket:
                self._hear(json.loads(text))

    def _hear(self, message: dict[str, Any]) -> None:
        seq = message.get("seq")
        if seq is not None and message["type"].startswith("ticket."):
            self.heard.append(seq)
        self.last = max(self.last, seq or 0)


class TestPostgres:
    async def test_killed_under_load_is_back_by_itself_and_nothing_is_lost_missed_or_doubled(
        self, program: Program
    ) -> None:
        screen = Screen(program)
        watching = asyncio.create_task(screen.watch())
        try:
            async with writing(program) as writers:

                async def more_than(count: int) -> None:
                    async def there_are() -> bool:
                        return len(acknowledged(writers)) > count

                    await eventually(there_are, seconds=30)

                await more_than(50)
                before = program.postmaster
                program.kill_postgres()
                await more_than(len(acknowledged(writers)) + 60)  # within 30 s, with no restart
                assert program.postmaster != before
            assert program.process is not None and program.process.returncode is None
            answers = {answer for writer in writers for answer in writer.answers}
            assert answers <= {201, 503}, answers
            await all_is_well(program, writers)
            due = [row["seq"] for row in await program.ask(CREATED)]

            async def heard_the_last() -> bool:
                return bool(screen.heard) and max(screen.heard) >= due[-1]

            await eventually(heard_the_last, seconds=20)
            assert len(screen.heard) == len(set(screen.heard)), "doubled"
            assert set(due) <= set(screen.heard), "missed"
            assert screen.heard == sorted(screen.heard)
        finally:
            watching.cancel()

    async def test_away_is_told_as_503_and_its_return_is_noticed(self, program: Program) -> None:
        async with program.client() as client:
            program.kill_postgres()
            answer = await client.get("/api/tickets")
            assert answer.status_code in (200, 503)
            if answer.status_code == 503:
                assert answer.json()["code"] == "UNAVAILABLE" and answer.headers["retry-after"]
                assert "postgres" not in answer.text.lower()
            assert (await client.get("/livez")).status_code == 200
            await eventually(program.is_ready, seconds=30)
            assert (await client.get("/api/tickets")).status_code == 200
