"""The telephone in an operator's browser: its sound goes to our mixer, and stays there for the
shift; calls come and go behind it.

What the log tells of calls connects people: whoever takes or places a call whose sound is in this
process hears it as soon as their browser is there. What it tells of people takes them out again: a
softphone is the session's that opened it, and good for no more than that one may (`look_again`).
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial
from uuid import UUID

from ringdesk.domains import calls, identity, telephony
from ringdesk.kernel.errors import AppError, Invalid, NotAllowed, NotSignedIn
from ringdesk.kernel.events import Fact, Registry
from ringdesk.kernel.work import Actor, Office, Work
from ringdesk.realtime import softphone_shapes as shapes
from ringdesk.realtime.acting import Acting
from ringdesk.realtime.audiences import person as audience_of
from ringdesk.realtime.client import Client
from ringdesk.realtime.commands import Answer
from ringdesk.realtime.gate import EVERYBODY
from ringdesk.realtime.letter import Letter
from ringdesk.realtime.server import Realtime
from ringdesk.realtime.sounds import Sounds

log = logging.getLogger(__name__)

AWAY_S = 20.0  # a browser that lost its way may come back to the call it was in


class Softphone:
    def __init__(
        self, sockets: Realtime, office: Office, media: telephony.Media, stun: list[str]
    ) -> None:
        self._hub, self._acting, self._office = sockets.hub, Acting(office, sockets.gate), office
        self._media, self._stun = media, stun
        # Who has a softphone, with the rights they had when they were last looked at.
        self._actors: dict[int, Actor] = {}
        self._sounds = Sounds()
        self._away: dict[int, asyncio.TimerHandle] = {}
        self._doing: set[asyncio.Task[None]] = set()
        media.on_person = self._changed
        sockets.gate.look_also(self.look_again, self._tenants)

    # What browsers say.

    async def offer(self, client: Client, said: shapes.Offer) -> Answer | None:
        try:
            actor = self._operator(client)
        except NotAllowed as error:
            client.offer(shapes.refusal(error))
            raise
        servers = [telephony.IceServer(self._stun)] if self._stun else []
        self._actors[actor.id] = actor
        try:
            answer = await self._media.offer(actor.id, said.sdp, servers)
        except telephony.MediaFailed as error:
            raise Invalid.field("sdp", str(error)[:200]) from error
        if actor.id not in self._actors:  # it was taken away before it was there
            await self._media.forget(actor.id)
            raise NotSignedIn
        client.offer(Letter("softphone.answer", shapes.Answered(answer)))
        if not self._media.state_of(actor.id).connected:
            self._wait_for(actor)  # an offer that leads to nothing is not kept
        return None

    async def candidate(self, client: Client, said: shapes.Candidate) -> Answer | None:
        actor = self._operator(client)
        await self._try(
            self._media.candidate(actor.id, said.candidate, said.sdp_mid, said.sdp_m_line_index)
        )
        return None

    async def key(self, client: Client, said: shapes.Key) -> Answer | None:
        await self._try(self._media.press(self._operator(client).id, said.digit))
        return None

    async def mute(self, client: Client, said: shapes.Mute) -> Answer | None:
        await self._try(self._media.mute(self._operator(client).id, said.on))
        return None

    async def hang_up(self, client: Client, _: shapes.HangUp) -> Answer | None:
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
        if client.actor is None:
            raise NotSignedIn
        return require_operator(client.actor)

    async def _try(self, what: Awaitable[None]) -> None:
        try:
            await what
        except telephony.MediaFailed as error:
            raise calls.NoSoftphone(says=str(error)[:200]) from error

    # What becomes of browsers.

    def _changed(self, person_id: int, state: telephony.PersonState) -> None:
        actor = self._actors.get(person_id)
        if actor is None:
            return
        self._tell(actor, state)
        if state.supervising is not None and not calls.supervises(actor):
            # They came in while the right was taken; or it was given, and we don't know yet.
            self._do(partial(self.look_again, actor.tenant_id, person_id))
        if state.connected:
            self._here(person_id)
            sound = self._sounds.wanted.get(person_id)
            if sound is not None:
                self._do(partial(self._connect, person_id, sound))
        else:
            self._wait_for(actor)

    def _tell(self, actor: Actor, state: telephony.PersonState) -> None:
        told = shapes.State(state.connected, self._call_of(actor.id), state.held, state.supervising)
        letter = Letter("softphone.state", told)
        self._hub.broadcast(audience_of(actor.tenant_id, actor.id), letter)

    def _wait_for(self, actor: Actor) -> None:
        self._here(actor.id)
        loop = asyncio.get_running_loop()
        self._away[actor.id] = loop.call_later(AWAY_S, self._gone, actor)

    def _here(self, person_id: int) -> None:
        timer = self._away.pop(person_id, None)
        if timer is not None:
            timer.cancel()

    def _gone(self, actor: Actor) -> None:
        """They do not come back: whoever they talked with is not left alone."""
        self._away.pop(actor.id, None)
        self._actors.pop(actor.id, None)
        sound = self._sounds.wanted.get(actor.id)
        call_id = self._sounds.call_of(sound)
        self._do(partial(self._leave_and_forget, actor))
        if call_id is not None:
            self._do(partial(self._end, actor, call_id))

    async def _leave_and_forget(self, actor: Actor) -> None:
        try:
            if self._media.state_of(actor.id).supervising is not None:
                await self._stop_supervising(actor)
        finally:
            if actor.id not in self._actors:  # they came back meanwhile
                await self._media.forget(actor.id)

    async def _stop_supervising(self, actor: Actor) -> None:
        """They are out, and the log says when."""
        if (call_id := self._call_of(actor.id)) is None:
            await self._media.disconnect(actor.id)
            return
        async with self._office.open(Actor.the_house(actor.tenant_id)) as work:
            await calls.stop_supervising(work, self._media, call_id=call_id, person_id=actor.id)

    async def _end(self, actor: Actor, call_id: int) -> None:
        async with self._office.open(Actor.the_house(actor.tenant_id)) as work:
            await calls.left_alone(work, call_id=call_id, agent_id=actor.id)

    # What becomes of people.

    def _tenants(self) -> set[UUID]:
        return {actor.tenant_id for actor in self._actors.values()}

    async def look_again(self, tenant_id: UUID, person_id: int) -> None:
        """Are they still who they were, and may they be where they are? Whoever signed out, or may
        not call any more, has no softphone; whoever may not supervise leaves. Person 0: all."""
        here = [one for one in self._actors.values() if one.tenant_id == tenant_id]
        whom = [one for one in here if person_id in (EVERYBODY, one.id)]
        if not whom:
            return
        async with self._office.open(Actor.the_house(tenant_id)) as work:
            for before in whom:
                try:
                    now = require_operator(await identity.present_again(work, before))
                except (NotSignedIn, NotAllowed, identity.Suspended) as error:
                    self._do(partial(self._take_away, before, error))
                else:
                    self._keep(before, now)

    def _keep(self, before: Actor, now: Actor) -> None:
        if self._actors.get(now.id) is before:  # no newer one
            self._actors[now.id] = now
        supervises = self._media.state_of(now.id).supervising is not None
        if supervises and not calls.supervises(now):
            self._do(partial(self._stop_supervising, now))

    async def _take_away(self, actor: Actor, why: AppError) -> None:
        """At once. Whose session ended may come back to their call with another one; the calls of
        who may not call any more the house ends by itself."""
        if self._actors.get(actor.id) is not actor:
            return
        del self._actors[actor.id]
        await self._leave_and_forget(actor)
        if actor.id not in self._actors:
            self._hub.broadcast(audience_of(actor.tenant_id, actor.id), shapes.refusal(why))
            self._wait_for(actor)

    def _do(self, what: Callable[[], Awaitable[None]]) -> None:
        async def quietly() -> None:
            try:
                await what()
            except telephony.MediaFailed as error:
                log.info("A softphone: %s", error)
            except Exception:
                log.exception("A softphone")

        task = asyncio.create_task(quietly())
        self._doing.add(task)
        task.add_done_callback(self._doing.discard)

    # What becomes of calls.

    async def connected(self, fact: Fact[calls.CallConnected]) -> None:
        """They are on the line, and nobody else of the staff who was."""
        await self._hand_over(fact.tenant_id, fact.event.call_id, fact.event.agent_id)

    async def moved(self, fact: Fact[calls.CallStatusChanged]) -> None:
        """Who called somebody by hand hears how it rings, and them as soon as they answer."""
        event = fact.event
        if event.after in ("ringing", "answered") and event.agent_id is not None:
            await self._hand_over(fact.tenant_id, event.call_id, event.agent_id)

    async def supervised(self, fact: Fact[calls.CallSupervised]) -> None:
        """Who waits, and is listened to, is in a call that nobody of ours was connected to."""
        person_id, where = fact.event.supervisor_id, self._media.call_of(fact.event.supervisor_id)
        if where is None or self._sounds.call_of(where[0]) is not None:
            return
        async with self._office.open(Actor.the_house(fact.tenant_id)) as work:
            call = await calls.get(work, call_id=fact.event.call_id)
        if call.is_live and call.carrier_call_id == where[0]:
            self._sounds.ids[where[0]] = call.id
            self._changed(person_id, self._media.state_of(person_id))

    async def ended(self, fact: Fact[calls.CallEnded]) -> None:
        self._sounds.end(fact.event.call_id)

    async def _hand_over(self, tenant_id: UUID, call_id: int, person_id: int) -> None:
        async with self._office.open(Actor.the_house(tenant_id)) as work:
            sound = (await calls.get(work, call_id=call_id)).carrier_call_id
        rings = self._media.ringing(calls.attempt_of(tenant_id, call_id))
        sound = rings or sound  # it may ring before anybody wrote down by what name
        if sound is None or not (rings or self._media.has(sound)):
            return  # over, or of a carrier whose sound does not come here
        for other in self._sounds.hand_over(sound, call_id, person_id):
            self._do(partial(self._media.disconnect, other))
        if self._media.state_of(person_id).connected:
            self._do(partial(self._connect, person_id, sound))

    async def _connect(self, person_id: int, sound: str) -> None:
        if self._media.call_of(person_id) != (sound, "agent"):
            await self._media.connect(person_id, sound)

    def _call_of(self, person_id: int) -> int | None:
        """The call whose sound they are in."""
        where = self._media.call_of(person_id)
        return None if where is None else self._sounds.call_of(where[0])


def require_operator(actor: Actor) -> Actor:
    """MayNotCall."""
    if not identity.is_staff(actor.role):
        raise calls.MayNotCall
    calls.require_calls(actor)
    return actor


def connect(
    sockets: Realtime, office: Office, registry: Registry, media: telephony.Media, stun: list[str]
) -> Softphone:
    """Hear `softphone:…` at both mouths."""
    softphone = Softphone(sockets, office, media, stun)
    sockets.hear("softphone.offer", shapes.Offer, softphone.offer)
    sockets.hear("softphone.candidate", shapes.Candidate, softphone.candidate)
    sockets.hear("softphone.key", shapes.Key, softphone.key)
    sockets.hear("softphone.mute", shapes.Mute, softphone.mute)
    sockets.hear("softphone.hang_up", shapes.HangUp, softphone.hang_up)
    registry.live(calls.CallConnected, softphone.connected)
    registry.live(calls.CallStatusChanged, softphone.moved)
    registry.live(calls.CallSupervised, softphone.supervised)
    registry.live(calls.CallEnded, softphone.ended)
    return softphone
