"""Socket.IO 5 over Engine.IO: connect, events, acknowledgements. One namespace, text only."""

import re
from typing import Any

import msgspec

from ringdesk.kernel.errors import Invalid, Problem
from ringdesk.kernel.work import Actor
from ringdesk.realtime.client import NORMAL, REFUSED, Client
from ringdesk.realtime.commands import Answer, Commands, Pace, answered
from ringdesk.realtime.engine_io import Session
from ringdesk.realtime.gate import Gate
from ringdesk.realtime.letter import Frame, event, frame
from ringdesk.realtime.stream import Greet

# type, namespace, acknowledgement id, JSON. Binary packets (5, 6) are refused with all the rest.
PACKET = re.compile(r"([0-4])(?:(/[^,]*),?)?(\d{1,15})?(.*)", re.DOTALL)
CONNECT, DISCONNECT, EVENT, ACK = "0", "1", "2", "3"


class Credentials(msgspec.Struct, frozen=True):
    """`after`: the last `seq` this client has seen; what it missed since comes first."""

    token: str
    after: int | None = None


class SocketIO:
    def __init__(self, commands: Commands, gate: Gate) -> None:
        self._commands, self._gate = commands, gate

    async def on_text(self, session: Session, text: str) -> None:
        client = session.client
        parsed = PACKET.fullmatch(text)
        if parsed is None:
            client.close(REFUSED, "not Socket.IO")
            return
        kind, namespace, ack, body = parsed.groups()
        if kind == CONNECT:
            await self._connect(session, namespace, body)
        elif kind == DISCONNECT:
            client.close(NORMAL, "the client left")
        elif kind == EVENT and session.joined:
            await self._event(session, ack, body)
        elif kind != ACK:  # we ask for no acknowledgements; a late one does no harm
            client.close(REFUSED, "connect first")

    async def _connect(self, session: Session, namespace: str | None, body: str) -> None:
        client = session.client
        if namespace not in (None, "/"):
            client.write(refusal(namespace, {"message": "Invalid namespace"}))
            return
        if session.joined:
            return
        shown, problem = await answered(self._shown(session, body))
        if problem is None and not (isinstance(shown, dict) and shown.get("token")):
            session.joined = True
            client.write(connected(client))
            return

        def greet(actor: Actor, seq: int) -> tuple[Frame, ...]:
            session.joined = True
            return connected(client), authenticated(actor, seq)

        if problem is None:
            _, problem = await answered(self._enter(client, shown, greet))
        if problem is not None:
            client.write(refusal(None, {"message": problem.message, "data": problem}))
        if session.pace.exhausted:
            client.close(REFUSED, "too many messages")

    async def _shown(self, session: Session, body: str) -> object:
        session.pace.take()
        return read_json(body) if body else None

    async def _event(self, session: Session, ack: str | None, body: str) -> None:
        client, pace = session.client, session.pace
        answer, problem = await answered(self._obey(client, pace, body))
        if pace.exhausted:
            client.close(REFUSED, "too many messages")
        if ack is not None:
            said: dict[str, Any] = {"ok": True, **(answer or {})}
            if problem is not None:
                said = {"ok": False, **msgspec.structs.asdict(problem)}
            client.write(frame(f"43{ack}[{msgspec.json.encode(said).decode()}]"))
        elif problem is not None:
            client.write(event("error", msgspec.json.encode(problem)))

    async def _obey(self, client: Client, pace: Pace, body: str) -> Answer:
        pace.take()
        said = read_json(body)
        if not isinstance(said, list) or not said or not isinstance(said[0], str):
            raise Invalid.field("", "An event is an array that begins with its name.")
        name, data = said[0], said[1] if len(said) > 1 else {}
        if name != "authenticate":
            return await self._commands.obey(client, name, data)
        await self._enter(client, data, lambda actor, seq: (authenticated(actor, seq),))
        return {}

    async def _enter(self, client: Client, said: object, greet: Greet) -> None:
        credentials = msgspec.convert(said, Credentials)
        shown = await self._gate.present(credentials.token)
        await self._gate.let_in(client, shown, credentials.after, greet)


def read_json(text: str) -> object:
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError) as error:
        raise Invalid.field("", "That is no JSON.") from error


def connected(client: Client) -> Frame:
    return frame(f'40{{"sid":"{client.id}"}}')


def authenticated(actor: Actor, seq: int) -> Frame:
    """Ids are text here, as 002's clients have them."""
    who = {
        "id": str(actor.id), "user_id": str(actor.id), "name": actor.name, "role": actor.role,
        "seq": seq,
    }  # fmt: skip
    return event("authenticated", msgspec.json.encode(who))


def refusal(namespace: str | None, why: dict[str, str | Problem]) -> Frame:
    where = f"{namespace}," if namespace else ""
    return frame(f"44{where}{msgspec.json.encode(why).decode()}")
