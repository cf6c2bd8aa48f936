"""Forms, posted over kept connections at a fraction of a client library's price: a fake that is
measured with must cost less than what is measured. Plain HTTP only; it never leaves the machine."""

import asyncio
from collections import defaultdict
from typing import cast
from urllib.parse import urlencode, urlsplit

import httptools
from typing_extensions import override

PATIENCE_S = 15.0


class Wire(asyncio.Protocol):
    """One connection; one question at a time."""

    def __init__(self) -> None:
        self._answer: asyncio.Future[tuple[int, bytes]] | None = None
        self._begin()

    def _begin(self) -> None:
        self._parser, self._body = httptools.HttpResponseParser(self), b""

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)  # uvloop's is one by its methods

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(ConnectionResetError("No answer came"))

    @override
    def data_received(self, data: bytes) -> None:
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError:
            self.transport.abort()

    def on_body(self, body: bytes) -> None:
        self._body += body

    def on_message_complete(self) -> None:
        answer = self._parser.get_status_code(), self._body
        if not self._parser.should_keep_alive():
            self.transport.close()
        self._begin()
        if self._answer is not None and not self._answer.done():
            self._answer.set_result(answer)

    async def ask(self, request: bytes) -> tuple[int, bytes]:
        """ConnectionResetError, TimeoutError."""
        self._answer = asyncio.get_running_loop().create_future()
        self.transport.write(request)
        async with asyncio.timeout(PATIENCE_S):
            return await self._answer


class Poster:
    def __init__(self) -> None:
        self._idle: dict[tuple[str, int], list[Wire]] = defaultdict(list)

    async def post(
        self, url: str, form: dict[str, str], header: tuple[str, str]
    ) -> tuple[int, str]:
        """Status and body. OSError, TimeoutError."""
        parts = urlsplit(url)
        where = parts.hostname or "", parts.port or 80
        body = urlencode(form).encode()
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        head = (
            f"POST {path} HTTP/1.1\r\nHost: {parts.netloc}\r\n{header[0]}: {header[1]}\r\n"
            "Content-Type: application/x-www-form-urlencoded; charset=UTF-8\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        wire = await self._wire(where)
        status, answer = await wire.ask(head.encode("latin-1") + body)
        if not wire.transport.is_closing():
            self._idle[where].append(wire)
        return status, answer.decode("utf-8", "replace")

    async def _wire(self, where: tuple[str, int]) -> Wire:
        while idle := self._idle[where]:
            wire = idle.pop()
            if not wire.transport.is_closing():
                return wire
        _, wire = await asyncio.get_running_loop().create_connection(Wire, *where)
        return wire

    def close(self) -> None:
        for wires in self._idle.values():
            for wire in wires:
                wire.transport.abort()
        self._idle.clear()
