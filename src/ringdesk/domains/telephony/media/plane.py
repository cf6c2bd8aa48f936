"""What the rest of the house may ask of the sound: calls, and the staff in them. A call is named by
its `carrier_call_id`, a person by their id; who may do what is for the callers to say."""

from collections.abc import Callable
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from typing_extensions import override

from ringdesk.domains.telephony.media import protocol as said
from ringdesk.domains.telephony.media.hearing import Role
from ringdesk.domains.telephony.media.link import MediaFailed
from ringdesk.domains.telephony.media.parties import EVERYWHERE, Parties
from ringdesk.domains.telephony.media.ports import Range

RINGING = "tones:425:1,0:4"  # ITU-T E.180: one second in five
Supervising: TypeAlias = Literal["listen", "whisper", "barge", "off"]


class IceServer(NamedTuple):
    urls: list[str]
    username: str = ""
    credential: str = ""


class PersonState(NamedTuple):
    """`connected`: their browser's sound is there. `attempt`: of the call they are in;
    `supervising`: as what, if it is another's."""

    connected: bool
    attempt: str | None
    held: bool
    supervising: Role | None = None


class Person:
    """Somebody of the staff, at a browser."""

    def __init__(self, leg: int) -> None:
        self.leg, self.connected, self.muted = leg, False, False
        self.room: str | None = None
        self.role: Role = "agent"
        self.leaving = False
        self.hears_tone = False


class Media(Parties):
    """One for a process; its own process is started when it is first needed."""

    def __init__(self, where: Range = EVERYWHERE, folder: Path = Path("recordings")) -> None:
        super().__init__(where, folder)
        self._people: dict[int, Person] = {}
        self.on_person: Callable[[int, PersonState], None] = lambda person, state: None

    def _person(self, person_id: int) -> Person:
        known = self._people.get(person_id)
        if known is None:
            raise MediaFailed("Their softphone is not connected")
        return known

    async def connect(self, person_id: int, carrier_call_id: str) -> None:
        """They and the party hear each other; or they hear how it rings there. CallEnded,
        MediaFailed."""
        if carrier_call_id in self._ringing:
            await self._listen_to_ringing(person_id, carrier_call_id)
            return
        call = self._call(carrier_call_id)
        await self._put(person_id, self._person(person_id), carrier_call_id, "agent")
        await self._end_wait(carrier_call_id)
        await call.legs[0].play("")  # whatever was being said to them

    async def _listen_to_ringing(self, person_id: int, carrier_call_id: str) -> None:
        person = self._person(person_id)
        await self._put(person_id, person, carrier_call_id, "agent")
        if carrier_call_id in self._ringing and carrier_call_id not in self._sounding:
            person.hears_tone = True
            await self.ask(said.Play(person.leg, RINGING, repeat=True))

    @override
    async def hush(self, carrier_call_id: str) -> None:
        for person in list(self._people.values()):
            if person.room == carrier_call_id:
                await self._hush(person)

    async def _hush(self, person: Person) -> None:
        if person.hears_tone:
            person.hears_tone = False
            await self._quietly(said.Play(person.leg, ""))

    async def disconnect(self, person_id: int) -> None:
        """Out of whatever call they are in; the call goes on."""
        if (known := self._people.get(person_id)) is not None and known.room is not None:
            await self._put(person_id, known, None, "agent")

    async def supervise(self, person_id: int, carrier_call_id: str, mode: Role) -> None:
        """CallEnded, MediaFailed."""
        person = self._person(person_id)
        self._call(carrier_call_id)
        if person.room is not None and (
            person.room != carrier_call_id or person.role == "agent"
        ):  # fmt: skip
            raise MediaFailed("They are in a call of their own")
        await self._put(person_id, person, carrier_call_id, mode)

    async def stop_supervising(self, person_id: int, carrier_call_id: str) -> bool:
        """False: they do not, or leave already. MediaFailed."""
        person = self._people.get(person_id)
        if person is None or person.room != carrier_call_id or person.role == "agent":
            return False
        if person.leaving:
            return False
        person.leaving = True
        try:
            await self._put(person_id, person, None, "agent")
        finally:
            person.leaving = False
        return True

    @override
    def is_attended(self, carrier_call_id: str) -> bool:
        return any(person.room == carrier_call_id for person in self._people.values())

    @override
    async def release(self, carrier_call_id: str) -> None:
        for person_id, person in list(self._people.items()):
            if person.room == carrier_call_id:
                await self._put(person_id, person, None, "agent")

    async def mute(self, person_id: int, on: bool) -> None:
        person = self._person(person_id)
        person.muted = on
        await self.ask(said.Change(person.leg, muted=on))

    async def press(self, person_id: int, digits: str) -> None:
        """Keys to the party of the call that somebody is in; to a menu before the answer, too.
        CallEnded."""
        room = self._person(person_id).room or ""
        await (self._ringing.get(room) or self._call(room)).legs[0].press(digits)

    # Browsers.

    async def offer(self, person_id: int, sdp: str, ice_servers: list[IceServer]) -> str:
        """What to answer a browser. A second one of the same person takes the place of the first,
        in whatever call they are. MediaFailed: nothing in it that we could speak."""
        person = self._people.get(person_id)
        if person is None:
            person = Person(next(self._ids))
        servers = [(one.urls, one.username, one.credential) for one in ice_servers]
        done = await self.ask(said.Offer(person.leg, sdp, servers))
        self._people[person_id] = person
        return done.sdp

    async def candidate(
        self, person_id: int, candidate: str, sdp_mid: str | None, line: int | None
    ) -> None:
        await self.ask(said.Candidate(self._person(person_id).leg, candidate, sdp_mid, line))

    async def forget(self, person_id: int) -> None:
        """Their shift is over."""
        person = self._people.pop(person_id, None)
        if person is not None:
            await self._quietly(said.Close(person.leg))
            self.on_person(person_id, PersonState(False, None, False))

    def has_browser(self, person_id: int) -> bool:
        """They have a softphone; it may be connecting still."""
        return person_id in self._people

    def call_of(self, person_id: int) -> tuple[str, Role] | None:
        """The call that somebody is in, and as what."""
        known = self._people.get(person_id)
        return None if known is None or known.room is None else (known.room, known.role)

    def state_of(self, person_id: int) -> PersonState:
        known = self._people.get(person_id)
        if known is None:
            return PersonState(False, None, False)
        call = self._calls.get(known.room or "")
        supervises = known.room is not None and known.role != "agent"
        return PersonState(
            known.connected, call.attempt if call else None, (known.room or "") in self._held,
            known.role if supervises else None,
        )  # fmt: skip

    async def _put(self, person_id: int, person: Person, room: str | None, role: Role) -> None:
        await self.ask(said.Place(person.leg, room, role))
        person.room, person.role = room, role
        await self._hush(person)
        if person.muted:
            await self.ask(said.Change(person.leg, muted=True))
        self.on_person(person_id, self.state_of(person_id))

    @override
    def _tell_room(self, room: str) -> None:
        for person_id, person in self._people.items():
            if person.room == room:
                self.on_person(person_id, self.state_of(person_id))

    @override
    def _browser(self, event: said.Browser) -> None:
        for person_id, person in self._people.items():
            if person.leg == event.leg:
                person.connected = event.state == "connected"
                self.on_person(person_id, self.state_of(person_id))

    @override
    def _died(self) -> None:
        people, self._people = list(self._people), {}
        super()._died()
        for person_id in people:
            self.on_person(person_id, PersonState(False, None, False))
