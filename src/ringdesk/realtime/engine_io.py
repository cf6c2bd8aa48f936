"""Engine.IO 4 on raw ASGI: polling, the change to a socket, and the heartbeat. Text only.

Our own, because python-engineio gives each client a queue and a writer task that cannot be gone
around: see docs/adr/0020-realtime.md. Bodies are never logged.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeAlias
from urllib.parse import parse_qs

import msgspec

from ringdesk.realtime.client import NORMAL, TOO_BIG, Client, Receive, Send, message
from ringdesk.realtime.commands import Pace
from ringdesk.realtime.hub import Hub
from ringdesk.realtime.letter import Dialect, frame
from ringdesk.realtime.origins import Origins, Scope

PING_EVERY_S, PONG_WITHIN_S = 25.0, 20.0
UPGRADE_WITHIN_S = 10.0
MOST_BYTES = 64 * 1024
MOST_STRANGERS = 1000  # sockets that have not said who they are, at once
SEPARATOR = "\x1e"
CLOSE, PING, NOOP = frame("1"), frame("2"), frame("6")
UNSUPPORTED = 1003

# What the stock client knows how to read.
UNKNOWN_TRANSPORT = (0, "Transport unknown")
UNKNOWN_SESSION = (1, "Session ID unknown")
BAD_METHOD = (2, "Bad handshake method")
BAD_REQUEST = (3, "Bad request")
FORBIDDEN = (4, "Forbidden")
UNSUPPORTED_VERSION = (5, "Unsupported protocol version")

OnText: TypeAlias = Callable[["Session", str], Awaitable[None]]


class Session:
    """One client of Engine.IO, on whichever transport it is now."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.polled = False  # a poll is being answered
        self.joined = False  # Socket.IO's CONNECT has come
        self.pace = Pace()
        self._pulse: asyncio.TimerHandle | None = None
        client.when_closed.append(self._stop)
        self._rest()

    def greet(self, *, upgrades: bool) -> None:
        opening = {
            "sid": self.client.id, "upgrades": ["websocket"] if upgrades else [],
            "pingInterval": int(PING_EVERY_S * 1000), "pingTimeout": int(PONG_WITHIN_S * 1000),
            "maxPayload": MOST_BYTES,
        }  # fmt: skip
        self.client.write(frame("0" + msgspec.json.encode(opening).decode()))

    def _rest(self) -> None:
        self._after(PING_EVERY_S, self._ping)

    def _ping(self) -> None:
        self.client.write(PING)
        self._after(PONG_WITHIN_S, lambda: self.client.close(NORMAL, "ping timeout"))

    def _after(self, seconds: float, do: Callable[[], None]) -> None:
        self._stop()
        if not self.client.closed:
            self._pulse = asyncio.get_running_loop().call_later(seconds, do)

    def _stop(self) -> None:
        if self._pulse is not None:
            self._pulse.cancel()

    async def read(self, packet: str, on_text: OnText) -> None:
        kind = packet[:1]
        if kind == "4":
            await on_text(self, packet[1:])
        elif kind == "3":
            self._rest()
        elif kind == "1":
            self.client.close(NORMAL, "the client left")
        else:  # a binary packet ("b…"), or what only a server says
            self.client.close(UNSUPPORTED, "only text is spoken here")


class Engine:
    def __init__(self, hub: Hub, origins: Origins, on_text: OnText) -> None:
        self._hub, self._origins, self._on_text = hub, origins, on_text
        self._sessions: dict[str, Session] = {}

    def _begin(self, send: Send | None) -> Session:
        session = Session(Client(Dialect.SOCKET_IO, send))
        client = session.client
        self._sessions[client.id] = session
        client.when_closed.append(lambda: self._forget(client))
        self._hub.meet(client)
        return session

    def _forget(self, client: Client) -> None:
        self._sessions.pop(client.id, None)

    # Polling.

    async def poll(self, scope: Scope, receive: Receive, send: Send) -> None:
        query = parse_qs(scope["query_string"].decode("latin-1"))
        method, sid = scope["method"], query.get("sid", [""])[0]
        answer = Answer(send)
        if not self._origins.admits(scope):
            await answer.refuse(FORBIDDEN, 403)
        elif query.get("EIO") != ["4"]:
            await answer.refuse(UNSUPPORTED_VERSION)
        elif query.get("transport") != ["polling"]:
            await answer.refuse(UNKNOWN_TRANSPORT)
        elif not sid:
            await self._open_polling(method, answer)
        elif (session := self._sessions.get(sid)) is None or session.client.upgraded:
            await answer.refuse(UNKNOWN_SESSION)
        elif method == "GET":
            await self._wait(session, receive, answer)
        elif method == "POST":
            await self._hear(session, receive, answer)
        else:
            await answer.refuse(BAD_REQUEST)

    async def _open_polling(self, method: str, answer: "Answer") -> None:
        if method != "GET":
            await answer.refuse(BAD_METHOD)
        elif self._hub.strangers >= MOST_STRANGERS:
            await answer.refuse(FORBIDDEN, 503)
        else:
            session = self._begin(None)
            session.greet(upgrades=True)
            await answer.text(SEPARATOR.join(one.text for one in session.client.take()))

    async def _wait(self, session: Session, receive: Receive, answer: "Answer") -> None:
        if session.polled:  # two at once: one would take what the other waits for
            session.client.close(NORMAL, "overlapping polls")
            await answer.refuse(BAD_REQUEST)
            return
        session.polled = True
        try:
            here = await first_of(session.client.something_waits(), gone(receive))
        finally:
            session.polled = False
        if not here:
            return
        frames = session.client.take() or [CLOSE if session.client.closed else NOOP]
        await answer.text(SEPARATOR.join(one.text for one in frames))

    async def _hear(self, session: Session, receive: Receive, answer: "Answer") -> None:
        body = await body_of(receive)
        if body is None:
            session.client.close(TOO_BIG, "too large")
            await answer.refuse(BAD_REQUEST, 413)
            return
        try:
            packets = body.decode().split(SEPARATOR)
        except UnicodeDecodeError:
            await answer.refuse(BAD_REQUEST)
            return
        for packet in packets:
            if not session.client.closed:
                await session.read(packet, self._on_text)
        await answer.text("ok")

    # A socket, from the start or after polling.

    async def socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        query = parse_qs(scope["query_string"].decode("latin-1"))
        sid = query.get("sid", [""])[0]
        await receive()
        before = self._sessions.get(sid)
        full = not sid and self._hub.strangers >= MOST_STRANGERS
        fits = query.get("EIO") == ["4"] and query.get("transport") == ["websocket"]
        known = not sid or (before is not None and not before.client.upgraded)
        if full or not (fits and known and self._origins.admits(scope)):
            await send({"type": "websocket.close"})  # before it is accepted: 403
            return
        await send({"type": "websocket.accept"})
        if before is None:
            session = self._begin(send)
            session.greet(upgrades=False)
        elif await self._upgrade(before, receive, send):
            session = before
        else:
            before.client.hurry(False)
            await send({"type": "websocket.close", "code": NORMAL})
            return
        await self._listen(session, receive)

    async def _upgrade(self, session: Session, receive: Receive, send: Send) -> bool:
        """Probe, answer, let a waiting poll go, and change over when the client says so."""
        try:
            async with asyncio.timeout(UPGRADE_WITHIN_S):
                if (await receive()).get("text") != "2probe":
                    return False
                session.client.hurry()
                await send(message(frame("3probe")))
                if (await receive()).get("text") != "5":
                    return False
        except TimeoutError:
            return False
        if session.client.closed or session.client.upgraded:
            return False
        session.client.switch(send)
        return True

    async def _listen(self, session: Session, receive: Receive) -> None:
        client = session.client
        try:
            while not client.closed:
                message = await receive()
                if message["type"] == "websocket.disconnect":
                    break
                text = message.get("text")
                if text is not None and len(text) > MOST_BYTES:
                    client.close(TOO_BIG, "too large")
                elif text is None:
                    client.close(UNSUPPORTED, "only text is spoken here")
                else:
                    await session.read(text, self._on_text)
        finally:
            client.lost()


class Answer:
    """One HTTP answer of the polling transport. CORS is the gate's, before us."""

    def __init__(self, send: Send) -> None:
        self._send = send

    async def text(self, text: str, status: int = 200, kind: bytes = b"text/plain") -> None:
        headers = [
            (b"content-type", kind + b"; charset=UTF-8"), (b"cache-control", b"no-store"),
        ]  # fmt: skip
        await self._send({"type": "http.response.start", "status": status, "headers": headers})
        await self._send({"type": "http.response.body", "body": text.encode()})

    async def refuse(self, why: tuple[int, str], status: int = 400) -> None:
        code, message = why
        body = msgspec.json.encode({"code": code, "message": message}).decode()
        await self.text(body, status, b"application/json")


async def body_of(receive: Receive) -> bytes | None:
    """None if it is larger than we read."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += message.get("body", b"")
        if len(body) > MOST_BYTES:
            return None
        if not message.get("more_body"):
            return bytes(body)


async def gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def first_of(wanted: Coroutine[Any, Any, None], other: Coroutine[Any, Any, None]) -> bool:
    """Whether the wanted one came first; what the other was doing is given up."""
    tasks = [asyncio.create_task(wanted), asyncio.create_task(other)]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        return tasks[0].done()
    finally:
        for task in tasks:
            task.cancel()
