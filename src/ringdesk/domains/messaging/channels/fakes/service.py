"""What the fakes of services that speak HTTP share: a socket on loopback, and ways to fail."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Self

import httpx
from msgspec import json

from ringdesk.kernel.small_http import Answer, Asked, HangUp, serve


class Fake:
    """`fails_with`: every request gets this status. `loses_answers`: so many are taken, and no
    answer comes. `asked`: what came in."""

    def __init__(self) -> None:
        self.address = ""
        self.asked: list[Asked] = []
        self.fails_with = 0
        self.loses_answers = 0

    @asynccontextmanager
    async def running(self, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[Self]:
        server = await serve(self._handle, host, port)
        self.address = f"http://{host}:{server.sockets[0].getsockname()[1]}"
        try:
            yield self
        finally:
            server.close()

    async def _handle(self, asked: Asked) -> Answer:
        self.asked.append(asked)
        if self.fails_with:
            return Answer(self.fails_with, b"{}")
        answer = await self.answer(asked)
        if self.loses_answers > 0:
            self.loses_answers -= 1
            raise HangUp
        return answer

    async def answer(self, asked: Asked) -> Answer:
        raise NotImplementedError


def shown(body: object, status: int = 200) -> Answer:
    return Answer(status, json.encode(body))


async def post(url: str, body: bytes, headers: Mapping[str, str]) -> httpx.Response:
    """A webhook, as it would come."""
    async with httpx.AsyncClient() as client:
        return await client.post(url, content=body, headers=dict(headers))
