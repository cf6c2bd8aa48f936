"""The two clients: one waits, one is awaited."""

from types import TracebackType
from typing import Self

import httpx

from ringdesk_client.api import Api
from ringdesk_client.async_api import AsyncApi
from ringdesk_client.transport import AsyncTransport, Transport

PATIENCE_S = 30.0


class Client(Api):
    """`token`: an access token or an API token; it may be set and changed later."""

    def __init__(
        self, base_url: str, token: str | None = None, *, timeout_s: float = PATIENCE_S,
        http: httpx.Client | None = None,
    ) -> None:  # fmt: skip
        self._transport = Transport(
            http or httpx.Client(base_url=base_url, timeout=timeout_s), token
        )
        super().__init__(self._transport)

    @property
    def token(self) -> str | None:
        return self._transport.token

    @token.setter
    def token(self, token: str | None) -> None:
        self._transport.token = token

    def close(self) -> None:
        self._transport.http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self.close()


class AsyncClient(AsyncApi):
    """`token`: an access token or an API token; it may be set and changed later."""

    def __init__(
        self, base_url: str, token: str | None = None, *, timeout_s: float = PATIENCE_S,
        http: httpx.AsyncClient | None = None,
    ) -> None:  # fmt: skip
        own = http or httpx.AsyncClient(base_url=base_url, timeout=timeout_s)
        self._transport = AsyncTransport(own, token)
        super().__init__(self._transport)

    @property
    def token(self) -> str | None:
        return self._transport.token

    @token.setter
    def token(self, token: str | None) -> None:
        self._transport.token = token

    async def aclose(self) -> None:
        await self._transport.http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        await self.aclose()
