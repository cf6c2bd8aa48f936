"""How the house is put on a socket, and taken off it again. One way for all: tests, demo,
production."""

import asyncio
import logging
import signal
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, TypeAlias

import uvicorn
from typing_extensions import override

from ringdesk.kernel import collector, logs
from ringdesk.kernel.database import prepared
from ringdesk.kernel.db import Database
from ringdesk.kernel.settings import Settings

if TYPE_CHECKING:
    from ringdesk.wiring import House

log = logging.getLogger(__name__)

DRAIN_S = 10
Ready: TypeAlias = "Callable[[House], None]"
Companion: TypeAlias = "Callable[[House], AbstractAsyncContextManager[None]]"


class AddressTaken(RuntimeError):
    pass


class CouldNotStart(RuntimeError):
    pass


class Server(uvicorn.Server):
    """uvicorn that leaves signals to us: it would end the process by the very signal once it has
    drained, before the database beneath is stopped."""

    def __init__(self, config: uvicorn.Config, house: "House") -> None:
        super().__init__(config)
        self._house = house
        self.when_ready: Callable[[], None] = lambda: None
        self.ready, self.leaving = asyncio.Event(), asyncio.Event()

    @override
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    @override
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self.ready.set()
            self.when_ready()

    @override
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Nobody new; sockets are told to come back, at once, because a waiting poll is a request
        that would be waited for; then requests end; then the house."""
        self.leaving.set()
        for server in self.servers:
            server.close()
        await self._house.realtime.hub.close_all()
        await super().shutdown(sockets)


def server_for(house: "House", settings: Settings) -> Server:
    """uvicorn, which was cheaper per socket delivery than Granian and level on REST (ADR 20)."""
    config = uvicorn.Config(
        house.app,
        host=settings.host,
        port=settings.port,
        loop="uvloop",
        http="httptools",
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        ws_max_size=64 * 1024,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # the gate decides whom to trust
        timeout_graceful_shutdown=DRAIN_S,
        timeout_keep_alive=65,
    )
    return Server(config, house)


@asynccontextmanager
async def nobody_beside(_: "House") -> AsyncIterator[None]:
    yield


async def serve(
    settings: Settings, *, recent: logs.RecentRecords, reacting: bool = True,
    ready: Ready = lambda _: None, beside: Companion = nobody_beside,
) -> None:  # fmt: skip
    """Until SIGTERM or SIGINT (a second one doesn't wait). `ready` is called when requests are
    answered; `beside` is entered then, and left before the server stops.

    AddressTaken, CouldNotStart, and whatever keeps the database from being ready."""
    stopping = Stopping()
    with listening(settings) as listener, stopping.on_signals(), collector.held():
        # Half of a start is importing; PostgreSQL starts meanwhile, in its own process.
        wiring = asyncio.create_task(asyncio.to_thread(import_module, "ringdesk.wiring"))
        async with prepared(settings) as urls:
            async with Database(urls.app, size=1).connected():  # refuses an unsafe role, in words
                house: House = (await wiring).build(
                    settings, urls.app, reacting=reacting, recent=recent
                )
            server = server_for(house, settings)

            def when_ready() -> None:
                collector.settle()
                ready(house)

            server.when_ready = when_ready
            stopping.server = server
            await run(server, listener, beside(house))
    log.info("Stopped.")


async def run(
    server: Server, listener: socket.socket, beside: AbstractAsyncContextManager[None]
) -> None:
    served = asyncio.create_task(serve_to_the_end(server, listener))
    await either(server.ready, served)
    if server.ready.is_set():
        async with beside:
            await either(server.leaving, served)
    await served


async def either(event: asyncio.Event, served: "asyncio.Task[None]") -> None:
    """Until the event, or the end of the server, which may come without it."""
    waiting = asyncio.create_task(event.wait())
    await asyncio.wait({waiting, served}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()


async def serve_to_the_end(server: Server, listener: socket.socket) -> None:
    try:
        await server.serve(sockets=[listener])
    except SystemExit as error:  # how uvicorn says that the house refused to start
        raise CouldNotStart("The server could not start: its log says why.") from error


class Stopping:
    """What a signal does: before there is a server it ends the start, then it asks the server."""

    def __init__(self) -> None:
        self.server: Server | None = None
        self._task = asyncio.current_task()

    @contextmanager
    def on_signals(self) -> Iterator[None]:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._told)
        try:
            yield
        finally:
            for number in (signal.SIGTERM, signal.SIGINT):
                loop.remove_signal_handler(number)

    def _told(self) -> None:
        if self.server is None:
            if self._task is not None:
                self._task.cancel()
        elif self.server.should_exit:
            self.server.force_exit = True
        else:
            log.info("Stopping: requests and sockets end first.")
            self.server.should_exit = True


@contextmanager
def listening(settings: Settings) -> Iterator[socket.socket]:
    """The address, taken before anything is started: a port that is in use is said at once."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
    except OSError as error:
        listener.close()
        raise AddressTaken(
            f"Port {settings.port} of {settings.host} is not to be had ({error.strerror}): choose "
            "another with RINGDESK_PORT or RINGDESK_HOST."
        ) from error
    try:
        yield listener
    finally:
        listener.close()
