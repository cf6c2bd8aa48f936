"""Processes of their own: how they start, and how they stop."""

import asyncio
import json
import signal
import sys

import asyncpg
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from tests.cli.conftest import Ringdesk, Running
from tests.cli.test_people import make
from tests.conftest import PASSWORD, eventually

pytestmark = pytest.mark.anyio

SERVICE_RESTART = 1012


async def half_a_request(
    running: Running,
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter, bytes]:
    """A sign-in whose body is still on its way, and the rest of it."""
    body = json.dumps({"username": "ada", "password": PASSWORD}).encode()
    reader, writer = await asyncio.open_connection("127.0.0.1", running.port)
    head = (
        f"POST /api/auth/login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    writer.write(head.encode() + body[:10])
    await writer.drain()
    return reader, writer, body[10:]


async def is_closed(running: Running) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", running.port)
    except OSError:
        return True
    writer.close()
    return False


class TestServe:
    async def test_a_stop_lets_a_request_end_and_tells_sockets(self, ringdesk: Ringdesk) -> None:
        await make(ringdesk, "ada")
        async with ringdesk.running("serve") as running:
            await running.ready()
            reader, writer, rest = await half_a_request(running)
            socket = await connect(f"ws://127.0.0.1:{running.port}/ws", proxy=None)
            running.tell(signal.SIGTERM)
            await eventually(lambda: is_closed(running))
            with pytest.raises(ConnectionClosed) as closed:
                await asyncio.wait_for(socket.recv(), 5)
            assert closed.value.rcvd is not None
            assert closed.value.rcvd.code == SERVICE_RESTART
            writer.write(rest)
            answer = await asyncio.wait_for(reader.read(), 10)
            assert answer.startswith(b"HTTP/1.1 200")
            assert b"access_token" in answer
            writer.close()
            assert (await running.ended()).code == 0

    async def test_ctrl_c_stops_it_as_well(self, ringdesk: Ringdesk) -> None:
        async with ringdesk.running("serve") as running:
            await running.ready()
            running.tell(signal.SIGINT)
            said = await running.ended()
            assert said.code == 0
            assert "Traceback" not in said.err

    async def test_told_to_stop_while_it_starts(self, newcomer: Ringdesk) -> None:
        async with newcomer.running("serve") as running:
            await asyncio.sleep(0.7)  # somewhere in the middle, wherever that is
            running.tell()
            said = await running.ended()
            assert said.code in (0, -signal.SIGTERM)  # the latter before Python listens
            assert "Traceback" not in said.err

    async def test_it_says_how_to_set_up_and_the_token_only_where_it_is_needed(
        self, ringdesk: Ringdesk
    ) -> None:
        async with ringdesk.running("serve") as running:
            await running.ready()
            running.tell()
            said = await running.ended()
            assert f"http://127.0.0.1:{running.port}" in said.out
            assert "first administrator" in said.out
            assert "token" not in said.out.lower()
        async with ringdesk.running("serve", host="0.0.0.0") as running:
            await running.ready()
            running.tell()
            assert "Set-up token" in (await running.ended()).out

    async def test_a_port_that_is_taken_is_a_sentence(
        self, ringdesk: Ringdesk, address: str
    ) -> None:
        said_by = ringdesk.running("serve", port=address.rpartition(":")[2])
        async with said_by as running:
            said = await running.ended()
            assert said.code == 1
            assert "RINGDESK_PORT" in said.err
            assert "Traceback" not in said.err

    async def test_an_unsafe_role_is_a_sentence(self, ringdesk: Ringdesk) -> None:
        async with ringdesk.running("serve", database_app_url=ringdesk.owner_url) as running:
            said = await running.ended()
            assert said.code == 4
            assert "owns tables" in said.err
            assert "Traceback" not in said.err


class TestWorker:
    async def test_it_does_what_serve_left_to_it(self, ringdesk: Ringdesk) -> None:
        await make(ringdesk, "ada")  # two facts wait
        connection = await asyncpg.connect(ringdesk.owner_url)

        async def numbered() -> bool:
            return int(await connection.fetchval("select count(*) from events")) == 2

        async with ringdesk.running("serve", "--no-reactions") as server:
            await server.ready()
            assert not await numbered()
            async with ringdesk.running("worker") as worker:
                await eventually(numbered, seconds=30)
                worker.tell()
                assert (await worker.ended()).code == 0
            server.tell()
            assert (await server.ended()).code == 0
        await connection.close()


class TestAsgi:
    async def test_another_server_runs_it(self, ringdesk: Ringdesk) -> None:
        async with ringdesk.running("doctor") as doctor:
            await doctor.ended()
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "uvicorn", "ringdesk.asgi:app", "--port", str(doctor.port),
                env={"PYTHONPATH": "src", **ringdesk.environment},
                stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
            )  # fmt: skip
            served = Running(process, doctor.client, doctor.port)
            await served.ready()
            served.tell()
            assert "Traceback" not in (await served.ended()).err
