"""What the two browsers of a call say to each other, passed on between its two people and to nobody
else. The server looks at the shape, never into it: what they describe is the browsers' affair."""

import time
from typing import Annotated, Literal, NamedTuple, TypeAlias
from uuid import UUID

from msgspec import Meta, Struct

from ringdesk.domains import conversations
from ringdesk.kernel.errors import Invalid, NotSignedIn
from ringdesk.kernel.events import Fact, Registry
from ringdesk.kernel.work import Actor, ActorChanged, Office
from ringdesk.realtime.audiences import person
from ringdesk.realtime.client import Client
from ringdesk.realtime.commands import Answer, Pace
from ringdesk.realtime.letter import Letter
from ringdesk.realtime.server import Realtime

# Of one socket, for all its calls: a call begins with a burst, and is quiet then.
BURST, PER_SECOND = 50.0, 8.0
LOOKED_UP_FOR_S = 5.0  # between two people who are in a call, signals cost no round trip
MOST_LOOKED_UP = 10_000

Id = Annotated[int, Meta(ge=1, le=2**63 - 1)]
Peer = Annotated[str, Meta(pattern="^[a-z0-9]{8,32}$")]
Sdp = Annotated[str, Meta(min_length=1, max_length=40_000)]


class Shape(Struct, frozen=True, forbid_unknown_fields=True):
    """`peer` is the sender's window. A window that is loaded anew is another one."""

    peer: Peer


class Ready(Shape, frozen=True, tag="ready", kw_only=True):
    """Here I am; `seen` is the other's window, as far as it is known."""

    seen: Peer | None = None


class Offer(Shape, frozen=True, tag="offer"):
    to: Peer
    sdp: Sdp


class Answered(Shape, frozen=True, tag="answer"):
    to: Peer
    sdp: Sdp


class Candidate(Struct, frozen=True, forbid_unknown_fields=True, rename="camel"):
    """RTCIceCandidateInit."""

    candidate: Annotated[str, Meta(max_length=1000)]
    sdp_mid: Annotated[str, Meta(max_length=64)] | None = None
    sdp_m_line_index: Annotated[int, Meta(ge=0, le=65_535)] | None = None
    username_fragment: Annotated[str, Meta(max_length=256)] | None = None


class Candidates(Shape, frozen=True, tag="candidate"):
    to: Peer
    candidates: Annotated[list[Candidate], Meta(max_length=32)]


class Media(Shape, frozen=True, tag="media"):
    """`screen`: the id of the stream that is a screen."""

    microphone: bool
    camera: bool
    screen: Annotated[str, Meta(max_length=128)] | None


class Consent(Shape, frozen=True, tag="consent"):
    """To being recorded. Who asks, consents."""

    state: Literal["asked", "given", "refused", "withdrawn"]


class Bye(Shape, frozen=True, tag="bye", kw_only=True):
    """`hangup` ends the session; `left` is a closed window; `replaced` is said to an older one."""

    to: Peer | None = None
    reason: Literal["hangup", "left", "replaced"]


Data: TypeAlias = Ready | Offer | Answered | Candidates | Media | Consent | Bye


class Signal(Struct, frozen=True, forbid_unknown_fields=True):
    session_id: Id
    data: Data


class Relayed(Struct, frozen=True, rename={"sender": "from"}):
    """What the others hear. `from` is the person's id."""

    session_id: int
    sender: int
    data: Data


Key: TypeAlias = tuple[UUID, int, int]  # tenant, session, person


class LookedUp(NamedTuple):
    """`actor`: with the rights they had then."""

    actor: Actor
    other: int
    until: float


class Signalling:
    def __init__(self, sockets: Realtime, office: Office) -> None:
        self._hub, self._gate, self._office = sockets.hub, sockets.gate, office
        self._others: dict[Key, LookedUp] = {}
        self._paces: dict[Client, Pace] = {}

    async def signal(self, client: Client, said: Signal) -> Answer | None:
        """Client says session:signal. SessionNotFound for whoever is not in it; SessionWaits and
        SessionOver when it is not its time."""
        self._pace(client).take()
        if isinstance(said.data, Offer | Answered) and not said.data.sdp.startswith("v=0"):
            raise Invalid.field("data.sdp", "A session description begins with v=0")
        actor, other = await self._other(client, said.session_id)
        letter = Letter("session.signal", Relayed(said.session_id, actor.id, said.data))
        self._hub.broadcast(person(actor.tenant_id, other), letter)
        await self._remember(actor, said)
        return None

    def _pace(self, client: Client) -> Pace:
        known = self._paces.get(client)
        if known is None:
            known = self._paces[client] = Pace(BURST, PER_SECOND)
            client.when_closed.append(lambda: self._paces.pop(client, None))  # type: ignore[arg-type]
        return known

    async def _other(self, client: Client, session_id: int) -> tuple[Actor, int]:
        """Who speaks, and to whom; looked up at every sign of life that is worth writing down."""
        for _ in range(2):
            actor = client.actor
            if actor is None:
                raise NotSignedIn
            key = (actor.tenant_id, session_id, actor.id)
            known = self._others.get(key)
            if known is not None and known.until > time.monotonic() and known.actor == actor:
                return actor, known.other
            try:
                return actor, await self._look_up(actor, key)
            except ActorChanged:
                await self._gate.look_again(actor.tenant_id, actor.id)
        raise NotSignedIn

    async def _look_up(self, actor: Actor, key: Key) -> int:
        self._others.pop(key, None)
        async with self._office.open(actor) as work:
            session = await conversations.take_part(work, session_id=key[1])
        agent = session.agent_id
        if agent is None:  # an active session has one
            raise conversations.SessionWaits
        other = agent if actor.id == session.customer_id else session.customer_id
        if len(self._others) >= MOST_LOOKED_UP:
            self._others.clear()
        self._others[key] = LookedUp(actor, other, time.monotonic() + LOOKED_UP_FOR_S)
        return other

    async def _remember(self, actor: Actor, said: Signal) -> None:
        """What of it is a fact about the session."""
        data, session_id = said.data, said.session_id
        if isinstance(data, Consent) and data.state in ("asked", "given"):
            async with self._office.open(actor) as work:
                await conversations.give_recording_consent(work, session_id=session_id)
        elif isinstance(data, Bye) and data.reason == "hangup":
            async with self._office.open(actor) as work:
                await conversations.end_session(work, session_id=session_id)

    async def forget(
        self, fact: Fact[conversations.SessionEnded] | Fact[conversations.SessionJoined]
    ) -> None:
        """Who may say what has changed."""
        event = fact.event
        for someone in (event.customer_id, event.agent_id):
            if someone is not None:
                self._others.pop((fact.tenant_id, event.session_id, someone), None)


def connect(sockets: Realtime, office: Office, registry: Registry) -> Signalling:
    """Hear `session:signal` at both mouths."""
    signalling = Signalling(sockets, office)
    sockets.hear("session.signal", Signal, signalling.signal)
    for kind in (conversations.SessionEnded, conversations.SessionJoined):
        registry.live(kind, signalling.forget)
    return signalling
