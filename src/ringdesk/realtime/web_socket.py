"""Plain WebSockets: JSON messages {"type", "data", "at", "seq"}, both ways."""

import asyncio
from collections.abc import Awaitable
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qs

import msgspec

from ringdesk.kernel.errors import Invalid, NotAllowed, NotSignedIn, Problem, Unavailable
from ringdesk.kernel.work import Actor
from ringdesk.realtime.client import NOT_SIGNED_IN, REFUSED, TOO_BIG, Client, Receive, Send
from ringdesk.realtime.commands import Commands, Pace, answered
from ringdesk.realtime.engine_io import MOST_BYTES, MOST_STRANGERS, UNSUPPORTED
from ringdesk.realtime.gate import Gate, Shown
from ringdesk.realtime.hub import Hub
from ringdesk.realtime.letter import Dialect, Frame, web_message
from ringdesk.realtime.origins import Origins, Scope, header

REFUSED_WITHIN_S = 2.0


class Authenticate(msgspec.Struct, frozen=True):
    """`after`: the last `seq` this client has seen; what it missed since comes first."""

    token: str
    after: int | None = None


class WebSockets:
    def __init__(self, hub: Hub, origins: Origins, commands: Commands, gate: Gate) -> None:
        self._hub, self._origins = hub, origins
        self._commands, self._gate = commands, gate

    async def socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        query = parse_qs(scope["query_string"].decode("latin-1"))
        scope["query_string"] = b""  # the server logs it when we accept, token and all
        await receive()
        token, after = query.get("token", [""])[0] or bearer(scope), query.get("after", [""])[0]
        if not self._origins.admits(scope):
            await refuse(scope, receive, send, NotAllowed().as_problem())
        elif self._hub.strangers >= MOST_STRANGERS:
            await refuse(scope, receive, send, Unavailable().as_problem())
        else:
            await self._accept(scope, receive, send, token, after)

    async def _accept(
        self, scope: Scope, receive: Receive, send: Send, token: str, after: str
    ) -> None:
        """A token that is not good is refused before the socket is accepted."""
        shown: Shown | None = None
        if token:
            shown, problem = await answered(self._gate.present(token))
            if problem is not None:
                await refuse(scope, receive, send, problem)
                return
        await send({"type": "websocket.accept"})
        client = Client(Dialect.WEB_SOCKET, send)
        self._hub.meet(client)
        if shown is not None:
            seen = int(after) if after.isdecimal() and len(after) < 19 else None
            await self._tell(client, self._gate.let_in(client, shown, seen, welcome))
        await self._listen(client, receive)

    async def _listen(self, client: Client, receive: Receive) -> None:
        pace = Pace()
        try:
            while not client.closed:
                message = await receive()
                if message["type"] == "websocket.disconnect":
                    break
                text = message.get("text")
                if text is None:
                    client.close(UNSUPPORTED, "only text is spoken here")
                elif len(text) > MOST_BYTES:
                    client.close(TOO_BIG, "too large")
                else:
                    await self._hear(client, pace, text)
        finally:
            client.lost()

    async def _hear(self, client: Client, pace: Pace, text: str) -> None:
        await self._tell(client, self._obey(client, pace, text))
        if pace.exhausted:
            client.close(REFUSED, "too many messages")

    async def _tell(self, client: Client, doing: Awaitable[object]) -> None:
        """Of what went wrong with it; who then is still nobody has to go."""
        _, problem = await answered(doing)
        if problem is None:
            return
        client.write(web_message("error", msgspec.json.encode(problem)))
        if problem.status == NotSignedIn.status and client.actor is None:
            client.close(NOT_SIGNED_IN, "not signed in")

    async def _obey(self, client: Client, pace: Pace, text: str) -> None:
        pace.take()
        said = read_message(text)
        kind = said.pop("type", None)
        if not isinstance(kind, str):
            raise Invalid.field("type", "Say what it is.")
        data = said.pop("data", None) or said
        if kind == "ping":
            client.write(web_message("pong", seq=self._gate.whereabouts(client)))
        elif kind == "authenticate":
            asked = msgspec.convert(data, Authenticate)
            shown = await self._gate.present(asked.token)
            await self._gate.let_in(client, shown, asked.after, welcome)
        else:
            await self._commands.obey(client, kind, data)


def read_message(text: str) -> dict[str, Any]:
    try:
        said = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError) as error:
        raise Invalid.field("", "That is no JSON.") from error
    if not isinstance(said, dict):
        raise Invalid.field("", "A message is an object with a type.")
    return said


def welcome(actor: Actor, seq: int) -> tuple[Frame, ...]:
    """`seq` is where the client stands: after it come the messages, replayed ones first."""
    data = msgspec.json.encode({"seq": seq, "user_id": str(actor.id)})
    return (web_message("welcome", data, seq=seq),)


def bearer(scope: Scope) -> str:
    kind, _, token = header(scope, b"authorization").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""


async def refuse(scope: Scope, receive: Receive, send: Send, problem: Problem) -> None:
    """Before it is accepted, with a status a program can read."""
    if "websocket.http.response" not in scope.get("extensions", {}):
        await send({"type": "websocket.close"})
        return
    headers = [(b"content-type", b"application/json"), (b"cache-control", b"no-store")]
    await send(
        {"type": "websocket.http.response.start", "status": problem.status, "headers": headers}
    )
    body = msgspec.json.encode(problem)
    await send({"type": "websocket.http.response.body", "body": body})
    # uvicorn logs an error if we return before it has noticed that this was all; it says so twice.
    with suppress(TimeoutError):
        async with asyncio.timeout(REFUSED_WITHIN_S):
            await receive()
            await receive()
