"""The realtime floor on a server of its own, and clients on real sockets."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import pytest
import socketio
import uvicorn
from msgspec.structs import replace
from websockets.asyncio.client import ClientConnection
from websockets.asyncio.client import connect as open_socket
from websockets.exceptions import ConnectionClosed

from ringdesk.kernel.events import Registry
from ringdesk.kernel.settings import Settings
from ringdesk.realtime import Realtime, build
from ringdesk.wiring import House
from tests.conftest import Person, eventually, serving


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    return port


@dataclass
class Floor:
    realtime: Realtime
    address: str

    @property
    def ws(self) -> str:
        return self.address.replace("http", "ws") + "/ws"


@asynccontextmanager
async def floor_of(
    house: House, settings: Settings, *, hears_the_relay: bool = True
) -> AsyncIterator[Floor]:
    """Without hearing the relay it stands for another process, which shares only the database."""
    registry = house.registry if hears_the_relay else Registry()
    mine = replace(settings, port=free_port())
    realtime = build(house.office, registry, house.doorkeeper, mine)
    realtime.listen(registry)
    config = uvicorn.Config(
        realtime.app, port=mine.port, loop="uvloop", ws="websockets-sansio", lifespan="off",
        ws_per_message_deflate=False, log_config=None, interface="asgi3",
    )  # fmt: skip
    async with realtime.running(), serving(uvicorn.Server(config)):
        yield Floor(realtime, mine.address)


@pytest.fixture(scope="session")
async def floor(house: House, address: str, settings: Settings) -> AsyncIterator[Floor]:
    async with floor_of(house, replace(settings, redis_url="")) as made:
        yield made


@dataclass
class Screen:
    """A plain WebSocket, and all that it heard."""

    socket: ClientConnection
    heard: list[dict[str, Any]] = field(default_factory=list)
    closed: int | None = None
    listening: "asyncio.Task[None] | None" = None

    async def listen(self) -> None:
        try:
            async for text in self.socket:
                self.heard.append(json.loads(text))
        except ConnectionClosed:
            pass
        self.closed = self.socket.close_code or 1006

    async def say(self, kind: str, **more: Any) -> None:
        await self.socket.send(json.dumps({"type": kind, **more}))

    def all(self, kind: str) -> list[dict[str, Any]]:
        return [one for one in self.heard if one["type"] == kind]

    async def hears(self, kind: str, times: int = 1) -> dict[str, Any]:
        async def it_came() -> bool:
            return len(self.all(kind)) >= times

        await eventually(it_came)
        return self.all(kind)[times - 1]

    async def is_closed(self, seconds: float = 5) -> int:
        async def it_is() -> bool:
            return self.closed is not None

        await eventually(it_is, seconds)
        return self.closed or 0

    async def is_up_to_date(self) -> None:
        """All that was told before now has come."""
        before = len(self.all("pong"))
        await self.say("ping")
        await self.hears("pong", before + 1)


OpenScreen: TypeAlias = Callable[..., Awaitable[Screen]]


@pytest.fixture
async def screen(floor: Floor) -> AsyncIterator[OpenScreen]:
    """`await screen(person)`; `after`, `token`, `at`, and headers as one likes."""
    async with AsyncExitStack() as stack:

        async def open_one(
            person: Person | None = None, *, after: int | None = None, token: str | None = None,
            at: Floor = floor, **more: Any,
        ) -> Screen:  # fmt: skip
            shown = token or (person.token if person else None)
            query = f"?token={shown}" if shown else "?"
            if after is not None:
                query += f"&after={after}"
            connection = open_socket(at.ws + query, compression=None, **more)
            made = Screen(await stack.enter_async_context(connection))
            made.listening = asyncio.create_task(made.listen())
            if shown:
                await made.hears("welcome")
            return made

        yield open_one


@dataclass
class Listener:
    """A stock Socket.IO client, and all that it heard."""

    client: socketio.AsyncClient = field(
        default_factory=lambda: socketio.AsyncClient(reconnection=False)
    )
    heard: list[tuple[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.client.on("*", self._hear)

    async def _hear(self, name: str, *body: Any) -> None:
        self.heard.append((name, body[0] if body else None))

    async def say(self, name: str, body: object = None) -> dict[str, Any]:
        answer: dict[str, Any] = await self.client.call(name, body, timeout=5)
        return answer

    def all(self, name: str) -> list[Any]:
        return [body for heard, body in self.heard if heard == name]

    async def hears(self, name: str, times: int = 1) -> Any:
        async def it_came() -> bool:
            return len(self.all(name)) >= times

        await eventually(it_came)
        return self.all(name)[times - 1]

    async def is_gone(self) -> None:
        async def it_is() -> bool:
            return not self.client.connected

        await eventually(it_is)


Connect: TypeAlias = Callable[..., Awaitable[Listener]]


@pytest.fixture
async def connect(floor: Floor) -> AsyncIterator[Connect]:
    opened: list[Listener] = []

    async def open_one(
        person: Person | None = None, *, transports: list[str] | None = None, **more: Any
    ) -> Listener:
        listener = Listener()
        opened.append(listener)
        auth = {"token": person.token, **more} if person else None
        await listener.client.connect(
            floor.address, transports=transports or ["websocket"], auth=auth
        )
        if person:
            await listener.hears("authenticated")
        return listener

    yield open_one
    for listener in opened:
        await listener.client.disconnect()
