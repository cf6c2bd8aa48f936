"""The telephone in an operator's browser: its sound goes to our mixer, and stays there for the
shift; calls come and go behind it.

What the log tells of calls connects people: whoever takes or places a call whose sound is in this
process hears it as soon as their browser is there.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, Struct

from ringdesk.domains import calls, identity, telephony
from ringdesk.kernel.errors import Invalid, NotSignedIn
from ringdesk.kernel.events import Fact, Registry
from ringdesk.kernel.work import Actor, Office, Work
from ringdesk.realtime.acting import Acting
from ringdesk.realtime.audiences import person as audience_of
from ringdesk.realtime.client import Client
from ringdesk.realtime.commands import Answer
from ringdesk.realtime.letter import Letter
from ringdesk.realtime.server import Realtime

log = logging.getLogger(__name__)

AWAY_S = 20.0  # a browser that lost its way may come back to the call it was in

Sdp = Annotated[str, Meta(min_length=1, max_length=40_000, pattern="^v=0")]


class Offer(Struct, frozen=True, forbid_unknown_fields=True):
    """Replaces any connection that the person had; they stay in their call."""

    sdp: Sdp


class Candidate(Struct, frozen=True, forbid_unknown_fields=True):
    """RTCIceCandidateInit."""

    candidate: Annotated[str, Meta(min_length=1, max_length=1000)]
    sdp_mid: Annotated[str, Meta(max_length=64)] | None = None
    sdp_m_line_index: Annotated[int, Meta(ge=0, le=255)] | None = None


class Key(Struct, frozen=True, forbid_unknown_fields=True):
    digit: Literal[
        "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "#", "A", "B", "C", "D"
    ]  # fmt: skip


class Mute(Struct, frozen=True, forbid_unknown_fields=True):
    on: bool


class HangUp(Struct, frozen=True, forbid_unknown_fields=True):
    """The call that they are in. The softphone stays."""


class Answered(Struct, frozen=True):
    sdp: str


class State(Struct, frozen=True):
    """`call_id`: of the call they are in; `held`: its party waits with music; `supervising`: as
    what they are in another's call (listen, whisper, barge)."""

    connected: bool
    call_id: int | None
    held: bool
    supervising: str | None


class Softphone:
    def __init__(
        self, sockets: Realtime, office: Office, media: telephony.Media, stun: list[str]
    ) -> None:
        self._hub, self._acting, self._office = sockets.hub, Acting(office, sockets.gate), office
        self._media, self._stun = media, stun
        self._tenants: dict[int, UUID] = {}  # of those who have a softphone
        # Sounds go by their carrier's name for the call: which of them somebody is to hear, and
        # which call of ours each is.
        self._wanted: dict[int, str] = {}
        self._ids: dict[str, int] = {}
        self._away: dict[int, asyncio.TimerHandle] = {}
        self._doing: set[asyncio.Task[None]] = set()
        media.on_person = self._changed

    # What browsers say.

    async def offer(self, client: Client, said: Offer) -> Answer | None:
        actor = self._operator(client)
        servers = [telephony.IceServer(self._stun)] if self._stun else []
        self._tenants[actor.id] = actor.tenant_id
        try:
            answer = await self._media.offer(actor.id, said.sdp, servers)
        except telephony.MediaFailed as error:
            raise Invalid.field("sdp", str(error)[:200]) from error
        client.offer(Letter("softphone.answer", Answered(answer)))
        if not self._media.state_of(actor.id).connected:
            self._wait_for(actor.id)  # an offer that leads to nothing is not kept
        return None

    async def candidate(self, client: Client, said: Candidate) -> Answer | None:
        actor = self._operator(client)
        await self._try(
            self._media.candidate(actor.id, said.candidate, said.sdp_mid, said.sdp_m_line_index)
        )
        return None

    async def key(self, client: Client, said: Key) -> Answer | None:
        await self._try(self._media.press(self._operator(client).id, said.digit))
        return None

    async def mute(self, client: Client, said: Mute) -> Answer | None:
        await self._try(self._media.mute(self._operator(client).id, said.on))
        return None

    async def hang_up(self, client: Client, _: HangUp) -> Answer | None:
        actor = self._operator(client)
        where = self._media.call_of(actor.id)
        if where is None:
            raise calls.NoSoftphone
        call_id = self._call_of(actor.id)
        if call_id is None:
            await self._try(self._media.disconnect(actor.id))
        elif where[1] == "agent":
            await self._acting.do(client, lambda work: calls.end(work, call_id=call_id))
        else:  # a supervisor leaves; the call is not theirs to end
            await self._acting.do(client, partial(self._leave, call_id=call_id))
        return None

    async def _leave(self, work: Work, *, call_id: int) -> None:
        await calls.supervise(work, self._media, call_id=call_id, mode="off")

    def _operator(self, client: Client) -> Actor:
        actor = client.actor
        if actor is None:
            raise NotSignedIn
        if not identity.is_staff(actor.role):
            raise calls.MayNotCall
        calls.require_calls(actor)
        return actor

    async def _try(self, what: Awaitable[None]) -> None:
        try:
            await what
        except telephony.MediaFailed as error:
            raise calls.NoSoftphone(says=str(error)[:200]) from error

    # What becomes of browsers.

    def _changed(self, person_id: int, state: telephony.PersonState) -> None:
        tenant_id = self._tenants.get(person_id)
        if tenant_id is None:
            return
        call_id = self._call_of(person_id)
        told = State(state.connected, call_id, state.held, state.supervising)
        letter = Letter("softphone.state", told)
        self._hub.broadcast(audience_of(tenant_id, person_id), letter)
        if state.connected:
            self._here(person_id)
            sound = self._wanted.get(person_id)
            if sound is not None:
                self._do(partial(self._connect, person_id, sound))
        else:
            self._wait_for(person_id)

    def _wait_for(self, person_id: int) -> None:
        self._here(person_id)
        loop = asyncio.get_running_loop()
        self._away[person_id] = loop.call_later(AWAY_S, self._gone, person_id)

    def _here(self, person_id: int) -> None:
        timer = self._away.pop(person_id, None)
        if timer is not None:
            timer.cancel()

    def _gone(self, person_id: int) -> None:
        self._away.pop(person_id, None)
        tenant_id = self._tenants.pop(person_id, None)
        call_id = self._call_of(person_id)
        supervises = self._media.state_of(person_id).supervising is not None
        if tenant_id is not None and call_id is not None and supervises:
            self._do(partial(self._leave_and_forget, tenant_id, person_id, call_id))
        else:
            self._do(partial(self._media.forget, person_id))

    async def _leave_and_forget(self, tenant_id: UUID, person_id: int, call_id: int) -> None:
        """A supervisor whose browser went away has left the call: the log says when."""
        try:
            async with self._office.open(Actor.the_house(tenant_id)) as work:
                await calls.stop_supervising(
                    work, self._media, call_id=call_id, person_id=person_id
                )
        finally:
            if person_id not in self._tenants:  # they came back meanwhile
                await self._media.forget(person_id)

    def _do(self, what: Callable[[], Awaitable[None]]) -> None:
        async def quietly() -> None:
            try:
                await what()
            except telephony.MediaFailed as error:
                log.info("A softphone: %s", error)

        task = asyncio.create_task(quietly())
        self._doing.add(task)
        task.add_done_callback(self._doing.discard)

    # What becomes of calls.

    async def connected(self, fact: Fact[calls.CallConnected]) -> None:
        """They are on the line, and nobody else of the staff who was."""
        await self._hand_over(fact.tenant_id, fact.event.call_id, fact.event.agent_id)

    async def moved(self, fact: Fact[calls.CallStatusChanged]) -> None:
        """Who called somebody by hand hears them as soon as they answer."""
        event = fact.event
        if event.after == "answered" and event.agent_id is not None:
            await self._hand_over(fact.tenant_id, event.call_id, event.agent_id)

    async def ended(self, fact: Fact[calls.CallEnded]) -> None:
        over = {one for one, call_id in self._ids.items() if call_id == fact.event.call_id}
        for one in over:
            del self._ids[one]
        for person_id, wanted in list(self._wanted.items()):
            if wanted in over:
                del self._wanted[person_id]

    async def _hand_over(self, tenant_id: UUID, call_id: int, person_id: int) -> None:
        async with self._office.open(Actor.the_house(tenant_id)) as work:
            sound = (await calls.get(work, call_id=call_id)).carrier_call_id
        if sound is None or not self._media.has(sound):
            return  # over, or of a carrier whose sound does not come here
        self._ids[sound] = call_id
        for other, wanted in list(self._wanted.items()):
            if wanted == sound and other != person_id:
                del self._wanted[other]
                self._do(partial(self._media.disconnect, other))
        self._wanted[person_id] = sound
        if self._media.state_of(person_id).connected:
            self._do(partial(self._connect, person_id, sound))

    async def _connect(self, person_id: int, sound: str) -> None:
        if self._media.call_of(person_id) != (sound, "agent"):
            await self._media.connect(person_id, sound)

    def _call_of(self, person_id: int) -> int | None:
        """The call whose sound they are in."""
        where = self._media.call_of(person_id)
        return None if where is None else self._ids.get(where[0])


def connect(
    sockets: Realtime, office: Office, registry: Registry, media: telephony.Media, stun: list[str]
) -> Softphone:
    """Hear `softphone:…` at both mouths."""
    softphone = Softphone(sockets, office, media, stun)
    sockets.hear("softphone.offer", Offer, softphone.offer)
    sockets.hear("softphone.candidate", Candidate, softphone.candidate)
    sockets.hear("softphone.key", Key, softphone.key)
    sockets.hear("softphone.mute", Mute, softphone.mute)
    sockets.hear("softphone.hang_up", HangUp, softphone.hang_up)
    registry.live(calls.CallConnected, softphone.connected)
    registry.live(calls.CallStatusChanged, softphone.moved)
    registry.live(calls.CallEnded, softphone.ended)
    return softphone
