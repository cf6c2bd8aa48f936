"""SIP over connections (RFC 3261, 18): TCP or TLS, ours and theirs, used both ways."""

import asyncio
import logging
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress

from ringdesk.domains.telephony.sip.endpoints import Arrived, Transport
from ringdesk.domains.telephony.sip.messages import MOST_BYTES, Address
from ringdesk.domains.telephony.tls import Tls

log = logging.getLogger(__name__)

CONNECT_S = 5.0
MOST_CONNECTIONS = 256
PONG = b"\r\n"  # to whoever keeps the way open by two of them (RFC 5626, 3.5.1)
DEAD_AFTER_MS = 15_000  # what is not acknowledged by then never will be


class Connections:
    """`knows`: whose connections are taken: strangers' would take the place of the trunk's.
    `name_of`: whom the certificate at an address has to name. `lost` and `unsent` are called when a
    connection ends, and with what could not be sent because there was none."""

    reliable = True

    def __init__(
        self, knows: Callable[[Address], bool], tls: Tls | None = None,
        name_of: Callable[[str], str] = str,
    ) -> None:  # fmt: skip
        self.transport: Transport = "TLS" if tls else "TCP"
        self.trouble = ""
        self.local: Address = ("", 0)
        self.lost: Callable[[Address], None] = lambda to: None
        self.unsent: Callable[[bytes], None] = lambda raw: None
        self._knows, self._tls, self._name_of = knows, tls, name_of
        self._server: asyncio.Server | None = None
        self._arrived: Arrived = lambda raw, source: None
        self._open: dict[Address, asyncio.StreamWriter] = {}
        self._ended: dict[Address, asyncio.Event] = {}
        self._opening: dict[Address, asyncio.Task[bool]] = {}
        self._waiting: dict[Address, list[bytes]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self, host: str, port: int, arrived: Arrived) -> None:
        self._arrived, self.local = arrived, (host, port)
        if self._tls is not None and self._tls.server is None:
            return  # without a certificate of ours nobody can connect
        server = await asyncio.start_server(
            self._accept, host, port, limit=MOST_BYTES, ssl=self._tls.server if self._tls else None,
            ssl_handshake_timeout=CONNECT_S if self._tls else None,
        )  # fmt: skip
        self._server, self.local = server, server.sockets[0].getsockname()[:2]

    def send(self, raw: bytes, to: Address) -> None:
        if self._stands(to):
            self._open[to].write(raw)
            return
        self._waiting.setdefault(to, []).append(raw)
        if to not in self._opening:
            self._opening[to] = asyncio.create_task(self._connect(to))

    async def reach(self, to: Address) -> bool:
        if self._stands(to):
            return True
        if to not in self._opening:
            self._opening[to] = asyncio.create_task(self._connect(to))
        return await asyncio.shield(self._opening[to])

    async def stands(self, to: Address, seconds: float) -> bool:
        """Whether it still does after that time, or False as soon as it does not."""
        ended = self._ended.get(to)
        if ended is None:
            return False
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await ended.wait()
        return not ended.is_set()

    async def stop(self) -> None:
        for task in (*self._tasks, *self._opening.values()):
            task.cancel()
        for writer in self._open.values():
            writer.close()
        if self._server is not None:
            self._server.close()

    def _stands(self, to: Address) -> bool:
        writer = self._open.get(to)
        return writer is not None and not writer.is_closing()

    async def _connect(self, to: Address) -> bool:
        """Then what waited is sent, or its senders are told that it never will be."""
        try:
            async with asyncio.timeout(CONNECT_S):
                reader, writer = await asyncio.open_connection(
                    *to, limit=MOST_BYTES, ssl=self._tls.client if self._tls else None,
                    server_hostname=self._name_of(to[0]) if self._tls else None,
                )  # fmt: skip
        except (OSError, TimeoutError) as error:
            self.trouble = trouble_of(error)
            log.warning("No connection to %s:%s: %s", *to, error)
            for raw in self._waiting.pop(to, []):
                self.unsent(raw)
            return False
        finally:
            self._opening.pop(to, None)
        self.trouble = ""
        if self._server is None:
            self.local = writer.get_extra_info("sockname")[:2]
        self._do(reader, writer, to)
        for raw in self._waiting.pop(to, []):
            writer.write(raw)
        return True

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        source = writer.get_extra_info("peername")[:2]
        if len(self._open) >= MOST_CONNECTIONS or not self._knows(source):
            writer.close()
            return
        self._do(reader, writer, source)

    def _do(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, source: Address
    ) -> None:  # fmt: skip
        if (sock := writer.get_extra_info("socket")) is not None:
            notice_death(sock)
        self._open[source], self._ended[source] = writer, asyncio.Event()
        task = asyncio.create_task(self._read(reader, writer, source))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _read(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, source: Address
    ) -> None:
        try:
            while True:
                self._arrived(await one_message(reader, writer), source)
        except (EOFError, OSError, ValueError, asyncio.LimitOverrunError):
            pass
        except asyncio.CancelledError:
            return  # we stop; nobody waits for this task
        finally:
            if self._open.get(source) is writer:
                del self._open[source]
                self._ended.pop(source).set()
            writer.close()
        self.lost(source)


def notice_death(sock: socket.socket) -> None:
    """Of a way that a firewall forgot, say: nobody tells of it."""
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    if hasattr(socket, "TCP_USER_TIMEOUT"):  # Linux
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, DEAD_AFTER_MS)


def trouble_of(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"Its certificate is not believed: {error.verify_message}"
    if isinstance(error, ssl.SSLError):
        return "It does not speak TLS as we do"
    return "No connection to it is made"


async def one_message(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter | None = None
) -> bytes:
    """Up to the empty line, and as much more as Content-Length says (RFC 3261, 18.3); what keeps
    the way open is answered to `writer`. EOFError at the end; ValueError for a message that is too
    long or says nonsense."""
    head = await reader.readuntil(b"\r\n\r\n")
    while not head.strip():
        if writer is not None:
            writer.write(PONG)
        head = await reader.readuntil(b"\r\n\r\n")
    size = 0
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.strip().lower() in (b"content-length", b"l"):
            size = int(value)
    if not 0 <= size <= MOST_BYTES:
        raise ValueError("A body of this length is nothing of ours")
    return head.lstrip() + await reader.readexactly(size)
