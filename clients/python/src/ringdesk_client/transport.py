"""How a call gets there, and what its answer is read as."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeAlias
from uuid import uuid4

import httpx
import msgspec

from ringdesk_client.errors import error_of

Files: TypeAlias = Mapping[str, tuple[str, bytes]]


def request_of(
    method: str, path: str, token: str | None, query: Mapping[str, object] | None, body: object,
    files: Files | None,
) -> dict[str, Any]:  # fmt: skip
    """The arguments of httpx's `request`."""
    headers = {"Accept": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    if method == "POST" and files is None:
        headers["Idempotency-Key"] = str(uuid4())
    given: dict[str, Any] = {"method": method, "url": path, "headers": headers}
    if query:
        given["params"] = {name: plain(one) for name, one in query.items() if one is not None}
    if body is not None:
        headers["Content-Type"] = "application/json"
        given["content"] = msgspec.json.encode(body)
    if files is not None:
        given["files"] = dict(files)
    return given


def plain(value: object) -> str:
    """As a query has it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)


def read(answer: httpx.Response, shape: Any) -> Any:  # noqa: ANN401 - the caller says what
    """Raises ApiError. `shape` None: nothing; bytes: the file itself."""
    if answer.is_error:
        raise error_of(answer)
    if shape is None:
        return None
    if shape is bytes:
        return answer.content
    return msgspec.json.decode(answer.content, type=shape)


class Transport:
    def __init__(self, http: httpx.Client, token: str | None) -> None:
        self.http, self.token = http, token

    def call(
        self,
        method: str,
        path: str,
        shape: Any,  # noqa: ANN401
        *,
        query: Mapping[str, object] | None = None,
        body: object = None,
        files: Files | None = None,
    ) -> Any:  # noqa: ANN401
        request = request_of(method, path, self.token, query, body, files)
        return read(self.http.request(**request), shape)


class AsyncTransport:
    def __init__(self, http: httpx.AsyncClient, token: str | None) -> None:
        self.http, self.token = http, token

    async def call(
        self,
        method: str,
        path: str,
        shape: Any,  # noqa: ANN401
        *,
        query: Mapping[str, object] | None = None,
        body: object = None,
        files: Files | None = None,
    ) -> Any:  # noqa: ANN401
        request = request_of(method, path, self.token, query, body, files)
        return read(await self.http.request(**request), shape)
