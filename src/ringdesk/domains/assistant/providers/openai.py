"""Any server that speaks OpenAI's chat completions: OpenAI itself, Ollama, vLLM, llama.cpp, ..."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from typing import Any
from urllib.parse import urlsplit

import msgspec
from msgspec import UNSET, Struct, UnsetType

from ringdesk.domains.assistant.providers.line import Line
from ringdesk.domains.assistant.providers.models import Failed, Piece, Prompt, Reply, estimate
from ringdesk.domains.assistant.providers.schemas import closed
from ringdesk.kernel.egress import Egress

DEFAULT_URL = "https://api.openai.com/v1"
PATH = "/chat/completions"
# Its newer models refuse `max_tokens`, which is all that many servers of the same protocol know.
COUNTS_COMPLETION_TOKENS = "api.openai.com"


class Message(Struct, frozen=True):
    role: str
    content: str


class Request(Struct, frozen=True, kw_only=True, omit_defaults=True):
    model: str
    messages: list[Message]
    max_tokens: int | UnsetType = UNSET
    max_completion_tokens: int | UnsetType = UNSET
    stream: bool | UnsetType = UNSET
    stream_options: dict[str, bool] | UnsetType = UNSET
    response_format: dict[str, Any] | UnsetType = UNSET


class Usage(Struct, frozen=True):
    prompt_tokens: int = 0
    completion_tokens: int = 0


class Said(Struct, frozen=True):
    content: str | None = None


class Choice(Struct, frozen=True):
    message: Said | None = None
    delta: Said | None = None
    finish_reason: str | None = None


class Answer(Struct, frozen=True):
    """Of a whole answer, and of each event of a stream."""

    choices: list[Choice] = []
    model: str = ""
    usage: Usage | None = None
    error: msgspec.Raw = msgspec.Raw(b"null")


class OpenAI:
    def __init__(
        self, egress: Egress, *, base_url: str, model: str, key: str | None, at_home: bool = False
    ) -> None:
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._line = Line(egress, base_url or DEFAULT_URL, headers, at_home=at_home)
        self._model = model
        host = urlsplit(base_url or DEFAULT_URL).hostname
        self._counts_completion_tokens = host == COUNTS_COMPLETION_TOKENS

    async def complete(self, prompt: Prompt, within_s: float) -> Reply:
        return await self._whole(prompt, UNSET, within_s)

    async def structured(self, prompt: Prompt, schema: Mapping[str, Any], within_s: float) -> Reply:
        form = {"name": "answer", "strict": True, "schema": closed(schema)}
        return await self._whole(prompt, {"type": "json_schema", "json_schema": form}, within_s)

    async def stream(self, prompt: Prompt, within_s: float) -> AsyncGenerator[Piece, None]:
        request = self._request(prompt, stream=True)
        texts: list[str] = []
        usage, model, ended = None, "", False
        async with aclosing(self._line.post_for_events(PATH, request, within_s)) as events:
            async for event in events:
                if event.strip() == b"[DONE]":
                    ended = True
                    break
                part = _decoded(event)
                usage, model = part.usage or usage, part.model or model
                for choice in part.choices[:1]:
                    ended = ended or choice.finish_reason is not None
                    if choice.delta is not None and choice.delta.content:
                        texts.append(choice.delta.content)
                        yield choice.delta.content
        if not ended:
            raise Failed("cut_off", tokens_in=_asked(prompt), tokens_out=estimate("".join(texts)))
        yield self._reply(prompt, "".join(texts), model, usage)

    async def _whole(
        self, prompt: Prompt, response_format: dict[str, Any] | UnsetType, within_s: float
    ) -> Reply:
        request = self._request(prompt, response_format=response_format)
        answer = await self._line.post(PATH, request, Answer, within_s)
        if not answer.choices or answer.choices[0].message is None:
            raise Failed("malformed")
        text = answer.choices[0].message.content or ""
        return self._reply(prompt, text, answer.model, answer.usage)

    def _request(
        self, prompt: Prompt, *, stream: bool = False,
        response_format: dict[str, Any] | UnsetType = UNSET,
    ) -> Request:  # fmt: skip
        messages = [Message("system", prompt.system), Message("user", prompt.data)]
        if prompt.complaint:
            messages += [Message("assistant", prompt.previous), Message("user", prompt.complaint)]
        completion_only = self._counts_completion_tokens
        return Request(
            model=self._model, messages=messages, response_format=response_format,
            max_tokens=UNSET if completion_only else prompt.max_tokens,
            max_completion_tokens=prompt.max_tokens if completion_only else UNSET,
            stream=True if stream else UNSET,
            stream_options={"include_usage": True} if stream else UNSET,
        )  # fmt: skip

    def _reply(self, prompt: Prompt, text: str, model: str, usage: Usage | None) -> Reply:
        counted = usage or Usage(_asked(prompt), estimate(text))
        return Reply(
            text, max(0, counted.prompt_tokens), max(0, counted.completion_tokens),
            model or self._model,
        )  # fmt: skip


def _asked(prompt: Prompt) -> int:
    return estimate(prompt.system + prompt.data + prompt.previous + prompt.complaint)


def _decoded(event: bytes) -> Answer:
    try:
        part = msgspec.json.decode(event, type=Answer)
    except msgspec.MsgspecError as error:
        raise Failed("malformed") from error
    if bytes(part.error) != b"null":
        raise Failed("server_error", "error in the stream")
    return part
