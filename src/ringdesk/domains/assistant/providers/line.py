"""HTTP with a model provider: what can go wrong on the way, told apart by name."""

from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar

import msgspec
from msgspec import Struct

from ringdesk.domains.assistant.providers.models import Failed, Outcome
from ringdesk.kernel.egress import Bounds, Egress, EgressError, Incoming, Reason

MOST_BYTES = 1024 * 1024  # of an answer: the longest we ask for is some thousand characters
CONNECT_S = 5.0
LONGEST_LINE = 256 * 1024
Shape = TypeVar("Shape", bound=Struct)

_OF_EGRESS: dict[Reason, Outcome] = {
    "bad_address": "forbidden_address", "forbidden_address": "forbidden_address",
    "unresolvable": "unreachable", "unreachable": "unreachable", "timed_out": "timed_out",
    "redirected": "redirected", "too_large": "too_large", "bad_answer": "malformed",
}  # fmt: skip
_OF_STATUS: dict[int, Outcome] = {
    401: "key_refused", 403: "key_refused", 404: "not_found", 408: "timed_out",
    429: "rate_limited",
}  # fmt: skip


class Line:
    """To one provider, with its key in the headers; `at_home` as in Egress."""

    def __init__(
        self, egress: Egress, base_url: str, headers: Mapping[str, str], *, at_home: bool
    ) -> None:
        self._egress, self._base_url, self._at_home = egress, base_url.rstrip("/"), at_home
        self._headers = {"Content-Type": "application/json", **headers}

    async def post(self, path: str, body: Struct, answer: type[Shape], within_s: float) -> Shape:
        async with self._opened(path, body, within_s) as incoming:
            try:
                return msgspec.json.decode(await incoming.body(), type=answer)
            except msgspec.MsgspecError as error:
                raise Failed("malformed") from error

    async def post_for_events(
        self, path: str, body: Struct, within_s: float
    ) -> AsyncGenerator[bytes, None]:
        """The data of server-sent events (HTML standard, 9.2), one after the other. The kind is
        in the data as well, in both protocols."""
        async with self._opened(path, body, within_s) as incoming:
            data: list[bytes] = []
            async for line in _lines(incoming):
                if line.startswith(b"data:"):
                    data.append(line[5:].removeprefix(b" "))
                elif not line and data:
                    yield b"\n".join(data)
                    data = []

    @asynccontextmanager
    async def _opened(self, path: str, body: Struct, within_s: float) -> AsyncIterator[Incoming]:
        bounds = Bounds(
            connect_s=min(CONNECT_S, within_s), read_s=within_s, total_s=within_s,
            most_bytes=MOST_BYTES,
        )  # fmt: skip
        opened = self._egress.open(
            "POST", self._base_url + path, headers=self._headers, content=msgspec.json.encode(body),
            bounds=bounds, at_home=self._at_home,
        )  # fmt: skip
        try:
            async with opened as incoming:
                if not 200 <= incoming.status < 300:
                    raise failure_of(incoming.status, incoming.headers)
                yield incoming
        except EgressError as error:
            raise Failed(_OF_EGRESS[error.reason], error.reason) from error


def failure_of(status: int, headers: Mapping[str, str]) -> Failed:
    """What the body says is left aside: some repeat the question or the key in it."""
    fallback: Outcome = "server_error" if status >= 500 else "request_refused"
    outcome = _OF_STATUS.get(status, fallback)
    return Failed(outcome, f"HTTP {status}", retry_after=_seconds(headers.get("retry-after")))


def _seconds(told: str | None) -> float | None:
    """Retry-After (RFC 9110, 10.2.3) is seconds or a date."""
    if not told:
        return None
    try:
        return max(0.0, float(told))
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(told) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return None


async def _lines(incoming: Incoming) -> AsyncIterator[bytes]:
    """Ended by LF, CR LF or CR."""
    rest = b""
    async for chunk in incoming.chunks():
        rest += chunk
        if len(rest) > LONGEST_LINE and b"\n" not in chunk and b"\r" not in chunk:
            raise Failed("malformed")
        whole = rest.replace(b"\r\n", b"\n")
        if whole.endswith(b"\r"):  # perhaps half of CR LF
            *lines, rest = whole[:-1].replace(b"\r", b"\n").split(b"\n")
            rest += b"\r"
        else:
            *lines, rest = whole.replace(b"\r", b"\n").split(b"\n")
        for line in lines:
            yield line
    if rest:
        yield rest.rstrip(b"\r")
