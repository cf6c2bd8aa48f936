"""As much of an HTTP server as a fake of somebody else's service needs, on loopback: one handler,
kept connections, nothing else."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeAlias, cast
from urllib.parse import parse_qsl, urlsplit

import httptools
from msgspec import Struct
from typing_extensions import override

MOST_BYTES = 1024 * 1024
REASONS = {
    200: "OK", 201: "Created", 204: "No Content", 400: "Bad Request", 404: "Not Found",
    410: "Gone", 429: "Too Many Requests",
}  # fmt: skip


class Asked(Struct, frozen=True):
    """Header names are lower case; `form` is an urlencoded body, `body` any other."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    form: list[tuple[str, str]]
    body: bytes = b""


class Answer(Struct, frozen=True):
    status: int
    body: bytes = b""
    media_type: str = "application/json"


class HangUp(Exception):
    """The connection ends without an answer."""


Handler: TypeAlias = Callable[[Asked], Awaitable[Answer]]


class Connection(asyncio.Protocol):
    def __init__(self, handler: Handler) -> None:
        self._handler, self._tasks = handler, set[asyncio.Task[None]]()
        self._parser = httptools.HttpRequestParser(self)
        self._begin()

    def _begin(self) -> None:
        self._url, self._body, self._headers = b"", b"", dict[str, str]()

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's is one by its methods

    @override
    def data_received(self, data: bytes) -> None:
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError:
            self._transport.abort()

    # What the parser tells.

    def on_url(self, url: bytes) -> None:
        self._url += url

    def on_header(self, name: bytes, value: bytes) -> None:
        self._headers[name.decode("latin-1").lower()] = value.decode("latin-1")

    def on_body(self, body: bytes) -> None:
        self._body += body
        if len(self._body) > MOST_BYTES:
            self._transport.abort()

    def on_message_complete(self) -> None:
        url = urlsplit(self._url.decode("latin-1"))
        asked = Asked(
            self._parser.get_method().decode(), url.path, dict(parse_qsl(url.query)),
            self._headers, form_of(self._headers, self._body), self._body,
        )  # fmt: skip
        self._begin()
        task = asyncio.create_task(self._answer(asked))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _answer(self, asked: Asked) -> None:
        try:
            answer = await self._handler(asked)
        except HangUp:
            self._transport.abort()
            return
        head = (
            f"HTTP/1.1 {answer.status} {REASONS.get(answer.status, 'Other')}\r\n"
            f"content-type: {answer.media_type}\r\ncontent-length: {len(answer.body)}\r\n\r\n"
        )
        self._transport.write(head.encode("latin-1") + answer.body)


def form_of(headers: dict[str, str], body: bytes) -> list[tuple[str, str]]:
    if not headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        return []
    return parse_qsl(body.decode(), keep_blank_values=True)


async def serve(handler: Handler, host: str, port: int) -> asyncio.Server:
    loop = asyncio.get_running_loop()
    return await loop.create_server(lambda: Connection(handler), host, port)
