"""Where SIP comes in and goes out: one UDP socket, or TCP connections both ways.

Our own, because aiosipua's UDP endpoint asserts a base class that asyncio's transports have from
Python 3.12 on only, and its TCP endpoint does not connect by itself.
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Literal, Protocol, TypeAlias, cast

from typing_extensions import override

from ringdesk.domains.telephony.sip.messages import MOST_BYTES, Address

log = logging.getLogger(__name__)

Arrived: TypeAlias = Callable[[bytes, Address], None]
CONNECT_S = 5.0
MOST_CONNECTIONS = 256


class Endpoint(Protocol):
    transport: Literal["UDP", "TCP"]
    reliable: bool
    local: Address

    async def start(self, host: str, port: int, arrived: Arrived) -> None:
        """OSError: the port is taken."""

    def send(self, raw: bytes, to: Address) -> None:
        """Never fails: what does not get through is noticed by its not being answered."""

    async def stop(self) -> None:
        """Nothing comes and goes any more."""


class Udp(asyncio.DatagramProtocol):
    transport: Literal["UDP", "TCP"] = "UDP"
    reliable = False

    def __init__(self) -> None:
        self.local: Address = ("", 0)
        self._socket: asyncio.DatagramTransport | None = None
        self._arrived: Arrived = lambda raw, source: None

    async def start(self, host: str, port: int, arrived: Arrived) -> None:
        self._arrived = arrived
        loop = asyncio.get_running_loop()
        opened, _ = await loop.create_datagram_endpoint(lambda: self, local_addr=(host, port))
        self.local = opened.get_extra_info("sockname")[:2]

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._socket = cast(asyncio.DatagramTransport, transport)

    @override
    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        self._arrived(data, (addr[0], addr[1]))

    @override
    def error_received(self, exc: Exception) -> None:
        log.debug("A datagram came back: %s", exc)

    def send(self, raw: bytes, to: Address) -> None:
        if self._socket is not None and not self._socket.is_closing():
            with suppress(OSError, ValueError):
                self._socket.sendto(raw, to)

    async def stop(self) -> None:
        if self._socket is not None:
            self._socket.close()


class Tcp:
    transport: Literal["UDP", "TCP"] = "TCP"
    reliable = True

    def __init__(self, knows: Callable[[Address], bool]) -> None:
        """`knows`: whose connections are taken. Strangers' would take the place of the trunk's."""
        self._knows = knows
        self.local: Address = ("", 0)
        self._server: asyncio.Server | None = None
        self._arrived: Arrived = lambda raw, source: None
        self._open: dict[Address, asyncio.StreamWriter] = {}
        self._waiting: dict[Address, list[bytes]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self, host: str, port: int, arrived: Arrived) -> None:
        self._arrived = arrived
        self._server = await asyncio.start_server(self._accept, host, port, limit=MOST_BYTES)
        self.local = self._server.sockets[0].getsockname()[:2]

    def send(self, raw: bytes, to: Address) -> None:
        writer = self._open.get(to)
        if writer is not None and not writer.is_closing():
            writer.write(raw)
        elif to in self._waiting:
            self._waiting[to].append(raw)
        else:
            self._waiting[to] = [raw]
            task = asyncio.create_task(self._connect(to))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def stop(self) -> None:
        for task in tuple(self._tasks):
            task.cancel()
        for writer in self._open.values():
            writer.close()
        if self._server is not None:
            self._server.close()

    async def _connect(self, to: Address) -> None:
        try:
            async with asyncio.timeout(CONNECT_S):
                reader, writer = await asyncio.open_connection(*to, limit=MOST_BYTES)
        except (OSError, TimeoutError) as error:
            log.warning("No connection to %s:%s: %s", *to, error)
            self._waiting.pop(to, None)
            return
        self._open[to] = writer
        for raw in self._waiting.pop(to, []):
            writer.write(raw)
        await self._read(reader, writer, to)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        source = writer.get_extra_info("peername")[:2]
        if len(self._open) >= MOST_CONNECTIONS or not self._knows(source):
            writer.close()
            return
        self._open[source] = writer
        task = asyncio.current_task()
        if task is not None:
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        await self._read(reader, writer, source)

    async def _read(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, source: Address
    ) -> None:
        try:
            while True:
                self._arrived(await one_message(reader), source)
        except (EOFError, OSError, ValueError, asyncio.LimitOverrunError):
            pass
        except asyncio.CancelledError:
            pass  # we stop; nobody waits for this task
        finally:
            if self._open.get(source) is writer:
                del self._open[source]
            writer.close()


async def one_message(reader: asyncio.StreamReader) -> bytes:
    """Up to the empty line, and as much more as Content-Length says (RFC 3261, 18.3).
    EOFError at the end; ValueError for a message that is too long or says nonsense."""
    head = await reader.readuntil(b"\r\n\r\n")
    while not head.strip():  # keep-alives (RFC 5626)
        head = await reader.readuntil(b"\r\n\r\n")
    size = 0
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.strip().lower() in (b"content-length", b"l"):
            size = int(value)
    if not 0 <= size <= MOST_BYTES:
        raise ValueError("A body of this length is nothing of ours")
    return head.lstrip() + await reader.readexactly(size)
