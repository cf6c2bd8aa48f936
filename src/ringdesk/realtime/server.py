"""The realtime floor put together: one hub, two mouths, the log behind it, the bus beside it."""

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import msgspec

from ringdesk.domains import identity
from ringdesk.kernel.errors import AppError
from ringdesk.kernel.events import Event, Fact, Registry
from ringdesk.kernel.settings import Settings
from ringdesk.kernel.work import Office
from ringdesk.realtime import (
    chatbot,
    conversations,
    dialer,
    games,
    governance,
    leads,
    messages,
    operations,
    people,
    privacy,
    telephone,
    tickets,
    webhooks,
)
from ringdesk.realtime.acting import Acting
from ringdesk.realtime.attendance import Attendance
from ringdesk.realtime.bus import Bus
from ringdesk.realtime.client import Client, Receive, Send
from ringdesk.realtime.commands import Answer, Command, Commands
from ringdesk.realtime.elsewhere import Elsewhere
from ringdesk.realtime.engine_io import Engine
from ringdesk.realtime.envelopes import Envelope, Hearing, Present, Said, Told, Watching
from ringdesk.realtime.gate import Gate
from ringdesk.realtime.hub import Hub
from ringdesk.realtime.letter import Letter, seal, unseal
from ringdesk.realtime.note_bus import NoteBus
from ringdesk.realtime.origins import Origins, Scope
from ringdesk.realtime.presence import ConversationViewing, Presence, TicketViewing
from ringdesk.realtime.reading import Render
from ringdesk.realtime.rooms import JoinRoom, Rooms, SendMessage
from ringdesk.realtime.socket_io import SocketIO
from ringdesk.realtime.streams import Streams
from ringdesk.realtime.surroundings import Heard
from ringdesk.realtime.web_socket import WebSockets

log = logging.getLogger(__name__)

ENGINE_PATH = "/socket.io"
SOCKET_PATHS = ("/ws", "/api/v1/ws")
BEAT_S = 1.0


class UpgradeRequired(AppError):
    status, code, text = 426, "UPGRADE_REQUIRED", "Come here with a WebSocket."


class Realtime:
    def __init__(
        self, office: Office, registry: Registry, doorkeeper: identity.Doorkeeper,
        settings: Settings,
    ) -> None:  # fmt: skip
        self.hub, self.commands = Hub(), Commands()
        self._registry = registry
        self._streams = Streams(office, registry, self.hub)
        self.gate = Gate(office, doorkeeper, self.hub, self._streams)
        acting = Acting(office, self.gate)
        self._presence, rooms = Presence(acting, self.hub, self.gate), Rooms(acting)
        origins = Origins(settings)
        self._engine = Engine(self.hub, origins, SocketIO(self.commands, self.gate).on_text)
        self._sockets = WebSockets(self.hub, origins, self.commands, self.gate)
        self._process = secrets.token_hex(8)
        self._elsewhere = Elsewhere()
        self._attendance = Attendance(self.hub, self._elsewhere.people_of)
        self._bus = bus_of(settings, self._process, self._receive)
        self._notes = NoteBus(office, self._process, self._receive)
        if self._bus is not None:
            self._join_the_bus(self._bus)
        self.hear("ticket.viewing", TicketViewing, self._presence.view_ticket)
        self.hear("conversation.viewing", ConversationViewing, self._presence.view_conversation)
        self.hear("join_room", JoinRoom, rooms.join)
        self.hear("send_message", SendMessage, rooms.send)

    # What wiring says of domains.

    def listen(self, registry: Registry) -> None:
        """Tell screens what they can show; look again at sockets of whom something befell."""
        floors = (
            tickets,
            conversations,
            chatbot,
            people,
            operations,
            telephone,
            leads,
            dialer,
            games,
            governance,
            messages,
            privacy,
            webhooks,
        )
        for floor in floors:
            for kind, render in floor.LETTERS.items():
                self.tell(kind, render)
        self._streams.read_ahead = conversations.read_ahead
        for kind, whose in people.CONCERNS.items():
            self._streams.concerns[kind] = whose
        for kind in {*self._streams.renderers, *self._streams.concerns}:
            registry.live(kind, self._streams.hear)

    def tell(self, kind: type[Event], render: Render) -> None:
        """Letters of a further kind of fact; before `listen`."""
        self._streams.renderers[kind] = render

    def hear(
        self, name: str, shape: type[Command],
        act: Callable[[Client, Command], Awaitable[Answer | None]],
    ) -> None:  # fmt: skip
        """A further thing that clients may say, at both mouths."""
        self.commands.hear(name, shape, act)

    # Serving.

    async def app(self, scope: Scope, receive: Receive, send: Send) -> None:
        """For /socket.io, /ws and /api/v1/ws. Give it the server's own `send`, not a wrapped one:
        through it we reach the transport of whoever stops reading."""
        engine = scope["path"].startswith(ENGINE_PATH)
        if scope["type"] == "websocket":
            await (self._engine if engine else self._sockets).socket(scope, receive, send)
        elif engine:
            await self._engine.poll(scope, receive, send)
        else:
            await refuse_http(send, UpgradeRequired())

    @staticmethod
    def serves(scope: Scope) -> bool:
        """Whether a request is for `app`: /api/v1/ws/stats and such are REST's."""
        path = scope["path"].rstrip("/")
        return path in SOCKET_PATHS or path == ENGINE_PATH

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """For as long as the process serves. At the end every socket is told to come back."""
        loops = [self._streams.run(), self._beat(), (self._bus or self._notes).run()]
        tasks = [asyncio.create_task(loop) for loop in loops]
        try:
            yield
        finally:
            await self.hub.close_all()
            for task in tasks:
                task.cancel()
            for task in tasks:
                with suppress(asyncio.CancelledError):
                    await task

    async def _beat(self) -> None:
        beats, told = 0, dict[str, list[int]]()
        while True:
            await asyncio.sleep(BEAT_S)
            beats += 1
            self._presence.sweep()
            self._attendance.look()
            here = self.hub.people()
            if self._bus is not None and (beats % 5 == 0 or here != told):
                self._bus.publish(Present(here))
                told = here

    # Other processes.

    async def speak(self) -> None:
        """For ever, in a process without sockets (a worker): what it broadcasts is heard in those
        that have some."""
        if self._bus is not None:
            await self._bus.speak()
            return
        self.hub.carry = lambda audiences, letter: self._notes.publish(said(audiences, letter))
        await self._notes.speak()

    def _join_the_bus(self, bus: Bus) -> None:
        def carry_fact(heard: Heard) -> None:
            bus.publish(told(heard))

        def carry_letter(audiences: tuple[str, ...], letter: Letter) -> None:
            bus.publish(said(audiences, letter))

        self._streams.carry = carry_fact
        self.hub.carry = carry_letter
        self.hub.elsewhere = self._elsewhere.people_of
        self._presence.carry = bus.publish

    def _receive(self, sender: str, envelope: Envelope) -> None:
        if isinstance(envelope, Told):
            if (kind := self._registry.kinds.get(envelope.kind)) is not None:
                self._streams.take(heard_from(envelope, kind), ours=False)
        elif isinstance(envelope, Said):
            self.hub.deliver(envelope.audiences, unseal(envelope.letter))
        elif isinstance(envelope, Present):
            self._elsewhere.hear(sender, envelope)
        elif isinstance(envelope, Watching):
            self._presence.hear(sender, envelope)


def bus_of(settings: Settings, process: str, receive: Hearing) -> Bus | None:
    """To the other servers, where there is a Redis."""
    if not settings.redis_url:
        return None
    # Not above: the client costs a process 7 MB and a tenth of a second, and few have a Redis.
    from ringdesk.realtime.redis_bus import RedisBus  # noqa: PLC0415

    return RedisBus(settings.redis_url, process, receive)


def said(audiences: tuple[str, ...], letter: Letter) -> Said:
    return Said(audiences, seal(letter))


def told(heard: Heard) -> Told:
    fact = heard.fact
    posts = [(to, seal(letter)) for to, letter in heard.posts] if heard.written else None
    return Told(
        fact.tenant_id, fact.seq, fact.actor_id, fact.at, type(fact.event).__name__,
        msgspec.Raw(msgspec.json.encode(fact.event)), posts,
    )  # fmt: skip


def heard_from(envelope: Told, kind: type[Event]) -> Heard:
    event: Any = msgspec.json.decode(envelope.body, type=kind)
    fact: Fact[Any] = Fact(
        tenant_id=envelope.tenant_id, seq=envelope.seq, actor_id=envelope.actor_id,
        at=envelope.at, event=event,
    )  # fmt: skip
    if envelope.posts is None:
        return Heard(fact)
    posts = tuple((tuple(to), unseal(sealed)) for to, sealed in envelope.posts)
    return Heard(fact, True, posts)


async def refuse_http(send: Send, error: AppError) -> None:
    headers = [(b"content-type", b"application/json"), (b"upgrade", b"websocket")]
    await send({"type": "http.response.start", "status": error.status, "headers": headers})
    body = msgspec.json.encode(error.as_problem())
    await send({"type": "http.response.body", "body": body})


def build(
    office: Office, registry: Registry, doorkeeper: identity.Doorkeeper, settings: Settings
) -> Realtime:
    """Not yet listening, not yet running: wiring says when."""
    return Realtime(office, registry, doorkeeper, settings)
