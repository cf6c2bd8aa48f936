"""Connections that are kept between requests, for who asks one and the same service time and again.
Those of one name serve no other name; which address is connected to is looked at for each request
as ever (`egress.py`), and kept connections to other addresses of the name are not used then."""

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx

# So short that the other side seldom ends one in the moment in which we use it.
MOST_KEPT, KEPT_S = 8, 4.0


class Kept:
    """Of one client of one service."""

    def __init__(self) -> None:
        self._by_name: dict[tuple[str, bytes], httpx.AsyncHTTPTransport] = {}
        self._users, self._closing = 0, False

    @asynccontextmanager
    async def used(
        self, url: httpx.URL, trust: ssl.SSLContext
    ) -> AsyncIterator[httpx.AsyncHTTPTransport]:
        """For one request to `url`."""
        self._users += 1
        try:
            yield self._of((url.scheme, url.netloc), trust)
        finally:
            self._users -= 1
            await self._end_when_idle()

    def _of(self, name: tuple[str, bytes], trust: ssl.SSLContext) -> httpx.AsyncHTTPTransport:
        if name not in self._by_name:
            limits = httpx.Limits(
                max_connections=None, max_keepalive_connections=MOST_KEPT, keepalive_expiry=KEPT_S
            )
            self._by_name[name] = httpx.AsyncHTTPTransport(
                verify=trust, trust_env=False, limits=limits
            )
        return self._by_name[name]

    async def close(self) -> None:
        """None is kept any more; what is asked right now is not cut off, and ends them."""
        self._closing = True
        await self._end_when_idle()

    async def _end_when_idle(self) -> None:
        if self._closing and not self._users:
            ended, self._by_name = self._by_name, {}
            for transport in ended.values():
                await transport.aclose()


@asynccontextmanager
async def for_once(trust: ssl.SSLContext) -> AsyncIterator[httpx.AsyncHTTPTransport]:
    """Nothing of it is kept."""
    async with httpx.AsyncHTTPTransport(
        verify=trust, trust_env=False, limits=httpx.Limits(max_keepalive_connections=0)
    ) as transport:
        yield transport
