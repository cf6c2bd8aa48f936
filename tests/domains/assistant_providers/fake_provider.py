"""A model provider on a real socket: OpenAI's chat completions and Anthropic's messages, as their
references describe them, with every way to fail that we could think of."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

HEAD = "HTTP/1.1 {status} Status\r\nContent-Type: {kind}\r\nConnection: close\r\n{more}\r\n"


@dataclass(frozen=True)
class Received:
    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def is_anthropic(self) -> bool:
        return self.path.endswith("/v1/messages")

    @property
    def streams(self) -> bool:
        return bool(self.body.get("stream"))

    @property
    def wants_json(self) -> bool:
        return "response_format" in self.body or "tools" in self.body

    @property
    def system(self) -> str:
        if self.is_anthropic:
            return str(self.body["system"])
        return str(self.body["messages"][0]["content"])

    @property
    def data(self) -> str:
        users = [one["content"] for one in self.body["messages"] if one["role"] == "user"]
        return str(users[0])


Act = Callable[[Received, asyncio.StreamWriter], Awaitable[None]]


@dataclass
class FakeProvider:
    """Does what `acts` say, one after the other; when they are used up, it answers properly."""

    port: int = 0
    received: list[Received] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    text: str = "Your parcel is on its way."
    connections: int = 0

    @property
    def openai_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    @property
    def anthropic_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def will(self, *acts: Act) -> None:
        self.acts.extend(acts)

    @asynccontextmanager
    async def serving(self) -> AsyncIterator["FakeProvider"]:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        async with server:
            yield self

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            first, *lines = head.split("\r\n")
            headers = {
                name.lower(): value.strip()
                for name, _, value in (line.partition(":") for line in lines if line)
            }
            body = await reader.readexactly(int(headers.get("content-length", 0)))
            request = Received(first.split()[1], headers, json.loads(body or b"{}"))
            self.received.append(request)
            act = self.acts.pop(0) if self.acts else says(self.text)
            await act(request, writer)
            await writer.drain()
        writer.close()


def send(writer: asyncio.StreamWriter, body: bytes, *, status: int = 200, more: str = "") -> None:
    length = f"Content-Length: {len(body)}\r\n"
    head = HEAD.format(status=status, kind="application/json", more=more + length)
    writer.write(head.encode() + body)


def whole(request: Received, text: str) -> dict[str, Any]:
    if request.is_anthropic:
        block: dict[str, Any] = {"type": "text", "text": text}
        if request.wants_json:
            block = {"type": "tool_use", "id": "toolu_1", "name": "answer",
                     "input": json.loads(text)}  # fmt: skip
        return {
            "id": "msg_1", "type": "message", "role": "assistant", "model": "claude-test-1",
            "content": [block], "stop_reason": "end_turn", "stop_sequence": None,
            "usage": {"input_tokens": 40, "output_tokens": 9, "cache_read_input_tokens": 2},
        }  # fmt: skip
    message = {"role": "assistant", "content": text, "refusal": None}
    return {
        "id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "gpt-test-1",
        "choices": [{"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 42, "completion_tokens": 9, "total_tokens": 51},
    }  # fmt: skip


def events(request: Received, pieces: list[str]) -> list[bytes]:
    """Server-sent events, each one a piece of its own; the last ones end the answer."""
    if request.is_anthropic:
        usage = {"input_tokens": 40, "output_tokens": 1}
        start = {"id": "msg_1", "role": "assistant", "model": "claude-test-1", "usage": usage}
        told: list[dict[str, Any]] = [
            {"type": "message_start", "message": start},
            {"type": "content_block_start", "index": 0, "content_block": {"type": "text"}},
            {"type": "ping"},
            *({"type": "content_block_delta", "index": 0,
               "delta": {"type": "text_delta", "text": piece}} for piece in pieces),
            {"type": "content_block_stop", "index": 0},
            {"type": "something_new", "delta": {"what": 1}},
            {"type": "message_delta", "delta": {"stop_reason": "end_turn"},
             "usage": {"output_tokens": 9}},
            {"type": "message_stop"},
        ]  # fmt: skip
        return [f"event: {one['type']}\ndata: {json.dumps(one)}\n\n".encode() for one in told]
    head: dict[str, Any] = {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "model": "gpt-test-1",
    }
    deltas: list[dict[str, Any]] = [
        {"delta": {"role": "assistant", "content": ""}},
        *({"delta": {"content": piece}} for piece in pieces),
        {"delta": {}, "finish_reason": "stop"},
    ]
    chunks = [head | {"choices": [{"index": 0, "finish_reason": None, **one}]} for one in deltas]
    chunks.append(head | {"choices": [], "usage": {"prompt_tokens": 42, "completion_tokens": 9}})
    ended = [f": a comment\r\ndata: {json.dumps(one)}\r\n\r\n".encode() for one in chunks]
    return [*ended, b"data: [DONE]\r\n\r\n"]


def begin_stream(writer: asyncio.StreamWriter) -> None:
    writer.write(HEAD.format(status=200, kind="text/event-stream", more="").encode())


def says(text: str, *, pieces: list[str] | None = None) -> Act:
    """As it should be."""

    async def act(request: Received, writer: asyncio.StreamWriter) -> None:
        if not request.streams:
            send(writer, json.dumps(whole(request, text)).encode())
            return
        begin_stream(writer)
        cut = pieces or [text[at : at + 3] for at in range(0, len(text), 3)]
        for event in events(request, cut):
            writer.write(event)
            await writer.drain()

    return act


def breaks_off(after: list[str]) -> Act:
    """In the middle of a stream, or of a body."""

    async def act(request: Received, writer: asyncio.StreamWriter) -> None:
        if not request.streams:
            body = json.dumps(whole(request, "".join(after))).encode()
            head = HEAD.format(status=200, kind="application/json",
                               more=f"Content-Length: {len(body)}\r\n")  # fmt: skip
            writer.write(head.encode() + body[: len(body) // 2])
            return
        begin_stream(writer)
        last = 2 if not request.is_anthropic else 4
        for event in events(request, after)[: -last - 1]:
            writer.write(event)
            await writer.drain()

    return act


def fails(status: int, *, retry_after: str | None = None, body: bytes = b"{}") -> Act:
    async def act(request: Received, writer: asyncio.StreamWriter) -> None:
        more = f"Retry-After: {retry_after}\r\n" if retry_after is not None else ""
        send(writer, body, status=status, more=more)

    return act


def sends(body: bytes) -> Act:
    """200, and then whatever it is."""

    async def act(request: Received, writer: asyncio.StreamWriter) -> None:
        if not request.streams:
            send(writer, body)
            return
        begin_stream(writer)
        writer.write(body)

    return act


def hangs(never: asyncio.Event) -> Act:
    """Takes the question and says nothing until it is told to."""

    async def act(request: Received, writer: asyncio.StreamWriter) -> None:
        await never.wait()

    return act


def drips(body: bytes, every_s: float) -> Act:
    """One byte after the other."""

    async def act(request: Received, writer: asyncio.StreamWriter) -> None:
        head = HEAD.format(status=200, kind="application/json",
                           more=f"Content-Length: {len(body)}\r\n")  # fmt: skip
        writer.write(head.encode())
        for at in range(len(body)):
            writer.write(body[at : at + 1])
            await writer.drain()
            await asyncio.wait([asyncio.create_task(asyncio.Event().wait())], timeout=every_s)

    return act
