"""Our Socket.IO mouth and hub on uvicorn as in production, with a gate that lets everyone in.

The bounded queues are on. Only the limit on how fast one socket may speak is lifted: in the
closed loop a client speaks as fast as it is heard.
"""

import sys
from uuid import UUID

import msgspec
import uvicorn

from ringdesk.kernel.settings import Settings
from ringdesk.kernel.work import Actor
from ringdesk.realtime import commands
from ringdesk.realtime.client import Client, Receive, Send
from ringdesk.realtime.engine_io import Engine
from ringdesk.realtime.hub import Hub
from ringdesk.realtime.letter import Letter
from ringdesk.realtime.origins import Origins, Scope
from ringdesk.realtime.socket_io import SocketIO
from ringdesk.realtime.stream import Greet

ACTOR = Actor(id=1, tenant_id=UUID(int=1))
commands.PER_SECOND = commands.BURST = 1e9


class OpenGate:
    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    async def present(self, _: str) -> Actor:
        return ACTOR

    async def let_in(self, client: Client, actor: Actor, _: int | None, greet: Greet) -> None:
        self._hub.enter(client, actor, ())
        for frame in greet(actor, 0):
            client.write(frame)
        client.ends_never()


class Join(msgspec.Struct):
    room: str


class Say(msgspec.Struct):
    room: str
    sent: float
    body: str


def serve(port: int) -> None:
    hub, heard = Hub(), commands.Commands()

    async def join(client: Client, said: Join) -> None:
        hub.join(client, said.room)

    async def say(_: Client, said: Say) -> None:
        hub.broadcast(said.room, Letter("said", said))

    heard.hear("join", Join, join)
    heard.hear("say", Say, say)
    mouth = SocketIO(heard, OpenGate(hub))  # type: ignore[arg-type]
    engine = Engine(hub, Origins(Settings()), mouth.on_text)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await engine.socket(scope, receive, send)

    uvicorn.run(
        app, host="127.0.0.1", port=port, loop="uvloop", http="httptools",
        ws="websockets-sansio", ws_per_message_deflate=False, lifespan="off",
        log_level="warning", access_log=False,
    )  # fmt: skip


if __name__ == "__main__":
    serve(int(sys.argv[1]))
