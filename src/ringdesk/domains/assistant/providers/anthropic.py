"""Anthropic's Messages API."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from typing import Any

import msgspec
from msgspec import UNSET, Struct, UnsetType

from ringdesk.domains.assistant.providers.line import Line
from ringdesk.domains.assistant.providers.models import Failed, Piece, Prompt, Reply, estimate
from ringdesk.domains.assistant.providers.schemas import closed
from ringdesk.kernel.egress import Egress

DEFAULT_URL = "https://api.anthropic.com"
PATH = "/v1/messages"
VERSION = "2023-06-01"
TOOL = "answer"  # a tool that every model must use is how all of them, old and new, give JSON


class Message(Struct, frozen=True):
    role: str
    content: str


class Request(Struct, frozen=True, kw_only=True, omit_defaults=True):
    model: str
    max_tokens: int
    system: str
    messages: list[Message]
    stream: bool | UnsetType = UNSET
    tools: list[dict[str, Any]] | UnsetType = UNSET
    tool_choice: dict[str, str] | UnsetType = UNSET


class Usage(Struct, frozen=True):
    """What was read from or written to a cache is counted beside what was not."""

    input_tokens: int | None = None
    output_tokens: int | None = None
    cache_creation_input_tokens: int | None = None
    cache_read_input_tokens: int | None = None

    @property
    def tokens_in(self) -> int:
        parts = (
            self.input_tokens, self.cache_creation_input_tokens, self.cache_read_input_tokens
        )  # fmt: skip
        return sum(max(0, part or 0) for part in parts)


class Block(Struct, frozen=True):
    type: str
    text: str = ""
    input: msgspec.Raw = msgspec.Raw(b"null")


class Answer(Struct, frozen=True):
    content: list[Block] = []
    model: str = ""
    usage: Usage = Usage()


class Delta(Struct, frozen=True):
    text: str = ""


class Event(Struct, frozen=True):
    """Of a stream; kinds that we don't know are passed over, as the protocol asks."""

    type: str
    message: Answer | None = None
    delta: Delta | None = None
    usage: Usage | None = None


class Anthropic:
    def __init__(
        self, egress: Egress, *, base_url: str, model: str, key: str | None, at_home: bool = False
    ) -> None:
        headers = {"anthropic-version": VERSION} | ({"x-api-key": key} if key else {})
        self._line = Line(egress, base_url or DEFAULT_URL, headers, at_home=at_home)
        self._model = model

    async def complete(self, prompt: Prompt, within_s: float) -> Reply:
        answer = await self._line.post(PATH, self._request(prompt), Answer, within_s)
        if not answer.content:
            raise Failed("malformed")
        text = "".join(block.text for block in answer.content if block.type == "text")
        return self._reply(prompt, text, answer.model, answer.usage)

    async def structured(self, prompt: Prompt, schema: Mapping[str, Any], within_s: float) -> Reply:
        tool = {"name": TOOL, "description": "Give the answer.", "input_schema": closed(schema)}
        request = self._request(prompt, tool=tool)
        answer = await self._line.post(PATH, request, Answer, within_s)
        used = next((block for block in answer.content if block.type == "tool_use"), None)
        text = bytes(used.input).decode() if used is not None else ""
        return self._reply(prompt, text, answer.model, answer.usage)

    async def stream(self, prompt: Prompt, within_s: float) -> AsyncGenerator[Piece, None]:
        texts: list[str] = []
        begun, used, ended = Answer(), Usage(), False
        request = self._request(prompt, stream=True)
        async with aclosing(self._line.post_for_events(PATH, request, within_s)) as events:
            async for data in events:
                event = _decoded(data)
                if event.type == "message_start":
                    begun = event.message or begun
                elif event.type == "content_block_delta" and event.delta and event.delta.text:
                    texts.append(event.delta.text)
                    yield event.delta.text
                elif event.type == "message_delta":
                    used = event.usage or used
                elif event.type == "message_stop":
                    ended = True
                    break
        text = "".join(texts)
        if not ended:
            raise Failed("cut_off", tokens_in=_asked(prompt), tokens_out=estimate(text))
        usage = Usage(
            begun.usage.tokens_in or used.tokens_in,
            used.output_tokens if used.output_tokens is not None else begun.usage.output_tokens,
        )
        yield self._reply(prompt, text, begun.model, usage)

    def _request(
        self, prompt: Prompt, *, stream: bool = False, tool: dict[str, Any] | None = None
    ) -> Request:
        messages = [Message("user", prompt.data)]
        if prompt.complaint:
            messages += [
                Message("assistant", prompt.previous or "-"), Message("user", prompt.complaint)
            ]  # fmt: skip
        return Request(
            model=self._model, max_tokens=prompt.max_tokens, system=prompt.system,
            messages=messages, stream=True if stream else UNSET,
            tools=[tool] if tool else UNSET,
            tool_choice={"type": "tool", "name": TOOL} if tool else UNSET,
        )  # fmt: skip

    def _reply(self, prompt: Prompt, text: str, model: str, usage: Usage) -> Reply:
        counted_out = usage.output_tokens
        return Reply(
            text, usage.tokens_in or _asked(prompt),
            estimate(text) if counted_out is None else max(0, counted_out), model or self._model,
        )  # fmt: skip


def _asked(prompt: Prompt) -> int:
    return estimate(prompt.system + prompt.data + prompt.previous + prompt.complaint)


def _decoded(data: bytes) -> Event:
    try:
        event = msgspec.json.decode(data, type=Event)
    except msgspec.MsgspecError as error:
        raise Failed("malformed") from error
    if event.type == "error":
        raise Failed("server_error", "error in the stream")
    return event
