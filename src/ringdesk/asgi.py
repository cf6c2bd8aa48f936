"""For servers that bring their own command line: `uvicorn ringdesk.asgi:app`.

Everything runs in the application's lifespan: the database (embedded, unless
`RINGDESK_DATABASE_URL` is set), migrations, the house. One process each, unless the database is
brought: an embedded server belongs to the process that started it.
"""

from contextlib import AsyncExitStack
from typing import Any

from ringdesk.api.gate import App, Message, Receive, Send
from ringdesk.kernel import collector
from ringdesk.kernel.database import prepared
from ringdesk.kernel.logs import configure_logging
from ringdesk.kernel.settings import Settings
from ringdesk.wiring import build


class Application:
    def __init__(self) -> None:
        self._app: App | None = None

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(scope, receive, send)
        elif self._app is None:
            raise RuntimeError("Ringdesk needs a server that runs ASGI's lifespan.")
        else:
            await self._app(scope, receive, send)

    async def _live(self, scope: Message, receive: Receive, send: Send) -> None:
        """The house has a lifespan of its own; the database lives around it."""
        async with AsyncExitStack() as stack:
            try:
                settings = Settings.from_environment()
                recent = configure_logging(settings.log_level, json=True)
                urls = await stack.enter_async_context(prepared(settings))
            except Exception as error:
                await receive()
                await send({"type": "lifespan.startup.failed", "message": str(error)})
                return
            house = build(settings, urls.app, recent=recent)
            self._app = house.app
            await house.app(scope, receive, settling_down(send))
            self._app = None


def settling_down(send: Send) -> Send:
    async def told(message: Message) -> None:
        await send(message)
        if message["type"] == "lifespan.startup.complete":
            collector.settle()

    return told


app: Any = Application()
