"""Calls as the sound has them: their parties, what is played to them, what they press, what is kept
of it. A call is named by its `carrier_call_id`."""

import asyncio
import logging
from itertools import count
from pathlib import Path
from typing import Literal, TypeAlias

from ringdesk.domains.telephony.media import protocol as said
from ringdesk.domains.telephony.media.legs import CallEnded, Leg, Party
from ringdesk.domains.telephony.media.link import Link, MediaFailed
from ringdesk.domains.telephony.media.ports import Range

log = logging.getLogger(__name__)

# Why a call may be recorded: both agreed, it was announced, or the law asks for neither.
Consent: TypeAlias = Literal["given", "announced", "not_required"]
EVERYWHERE = Range()
WRITTEN_S = 10.0  # by then the end of a recording is on the disk


class Parties:
    """Without staff, who are added by `Media`."""

    def __init__(self, where: Range = EVERYWHERE, folder: Path = Path("recordings")) -> None:
        self.host = where.host
        self.folder = folder
        self._link = Link(*where, happened=self._happened, died=self._died)
        self._ids = count(1)
        self._legs: dict[int, Leg] = {}
        self._calls: dict[str, Party] = {}
        self._ringing: dict[str, Party] = {}  # nobody answered yet
        self._sounding: set[str] = set()  # which of those make a sound of their own
        self._held: set[str] = set()
        self._waiting: set[str] = set()  # held by nobody: nobody is there yet
        self._recordings: dict[str, asyncio.Future[str]] = {}
        self._ending: dict[str, asyncio.Future[str]] = {}

    async def stop(self) -> None:
        await self._link.stop()

    @property
    def process_id(self) -> int | None:
        """None before anybody needed sound."""
        return self._link.process_id

    async def ask(self, ask: said.Asked) -> said.Done:
        """MediaFailed."""
        return await self._link.ask(ask)

    async def counts(self) -> dict[str, float]:
        return (await self.ask(said.Count())).counts

    # Legs, for carriers.

    async def open(self) -> Leg:
        """MediaFailed: no port is free."""
        leg_id = next(self._ids)
        done = await self.ask(said.Open(leg_id))
        leg = self._legs[leg_id] = Leg(self, leg_id, done.port)
        return leg

    async def close_leg(self, leg: Leg) -> None:
        if self._legs.pop(leg.id, None) is not None:
            try:
                await self.ask(said.Close(leg.id))
            except MediaFailed as error:
                log.debug("A leg could not be closed: %s", error)

    async def ring(
        self, carrier_call_id: str, attempt: str, leg: Leg, *, sounds: bool = False
    ) -> None:  # fmt: skip
        """Whoever placed this call may listen to how it rings. `sounds`: it is heard in the leg;
        until then they hear a tone of ours."""
        if carrier_call_id in self._calls:
            return
        if carrier_call_id not in self._ringing:
            self._ringing[carrier_call_id] = Party(attempt, [leg])
            await self.ask(said.Place(leg.id, carrier_call_id, "ringing"))
        if sounds:
            self._sounding.add(carrier_call_id)
            await self.hush(carrier_call_id)

    async def enter(self, carrier_call_id: str, attempt: str, leg: Leg) -> None:
        """A call begins with this leg, or gets one more party."""
        self._rings_no_more(carrier_call_id)
        known = self._calls.setdefault(carrier_call_id, Party(attempt, []))
        known.legs.append(leg)
        await self.ask(said.Place(leg.id, carrier_call_id, "party"))
        await self.hush(carrier_call_id)

    def _rings_no_more(self, carrier_call_id: str) -> Party | None:
        self._sounding.discard(carrier_call_id)
        return self._ringing.pop(carrier_call_id, None)

    async def leave(self, carrier_call_id: str) -> str | None:
        """The call is over for everybody in it. The path of its recording, which is whole then."""
        rang = self._rings_no_more(carrier_call_id)
        known = self._calls.pop(carrier_call_id, rang)
        if known is None:
            return None
        self._held.discard(carrier_call_id)
        self._waiting.discard(carrier_call_id)
        for leg in known.legs:
            await leg.close()
        await self.release(carrier_call_id)
        return await self._end_recording(carrier_call_id)

    def has(self, carrier_call_id: str) -> bool:
        """Whether the sound of this call is here."""
        return carrier_call_id in self._calls

    def ringing(self, attempt: str) -> str | None:
        """By what name the call of this attempt rings here."""
        return next((one for one, it in self._ringing.items() if it.attempt == attempt), None)

    # What staff have to do with it.

    def is_attended(self, carrier_call_id: str) -> bool:
        """Whether somebody of the staff is in it."""
        raise NotImplementedError

    async def release(self, carrier_call_id: str) -> None:
        """The staff leave a call whose parties go on talking."""
        raise NotImplementedError

    async def hush(self, carrier_call_id: str) -> None:
        """The staff hear no tone of ours any more."""
        raise NotImplementedError

    def _tell_room(self, room: str) -> None:
        raise NotImplementedError

    def _browser(self, event: said.Browser) -> None:
        raise NotImplementedError

    # Calls, for whoever runs them.

    def _call(self, carrier_call_id: str) -> Party:
        known = self._calls.get(carrier_call_id)
        if known is None or not known.legs:
            raise CallEnded("The call is over")
        return known

    async def wait(self, carrier_call_id: str, seconds: float | None = None) -> None:
        """The party waits with music, until somebody is connected to it, or so long. CallEnded."""
        if self.is_attended(carrier_call_id):
            return  # they came while the party was told to wait
        self._waiting.add(carrier_call_id)
        await self.hold(carrier_call_id, True)
        if seconds is not None:
            await asyncio.sleep(seconds)
            await self._end_wait(carrier_call_id)

    async def _end_wait(self, carrier_call_id: str) -> None:
        if carrier_call_id in self._waiting:
            self._waiting.discard(carrier_call_id)
            await self.hold(carrier_call_id, False)

    async def hold(self, carrier_call_id: str, on: bool) -> None:
        """The party waits with music. CallEnded."""
        for leg in self._call(carrier_call_id).legs:
            await self.ask(said.Change(leg.id, held=on))
        (self._held.add if on else self._held.discard)(carrier_call_id)
        self._tell_room(carrier_call_id)

    async def record(
        self, carrier_call_id: str, path: Path | None, *, consent: Consent | None = None
    ) -> str | None:
        """Until None, or the end of the call. The path of a recording that ended with this, whole.
        ValueError without a reason why this may be recorded."""
        if path is None:
            return await self._end_recording(carrier_call_id)
        self._call(carrier_call_id)
        if consent is None:
            raise ValueError("Nobody is recorded without a reason that they know of")
        await self.ask(said.Record(carrier_call_id, str(path)))
        self._recordings[carrier_call_id] = asyncio.get_running_loop().create_future()
        return None

    async def _end_recording(self, carrier_call_id: str) -> str | None:
        whole = self._recordings.pop(carrier_call_id, None)
        if whole is None:
            return None
        self._ending[carrier_call_id] = whole
        try:
            await self.ask(said.Record(carrier_call_id, ""))
            async with asyncio.timeout(WRITTEN_S):
                return await whole
        except (MediaFailed, TimeoutError) as error:
            log.warning("A recording did not end well: %s", error)
            return None
        finally:
            self._ending.pop(carrier_call_id, None)

    async def play(self, carrier_call_id: str, prompt: str, *, seconds: float = 120) -> None:
        """To the party, until it has ended. CallEnded, MediaFailed."""
        leg = self._call(carrier_call_id).legs[0]
        await leg.play(prompt)
        try:
            async with asyncio.timeout(seconds):
                await leg.played.wait()
        except TimeoutError:
            await leg.play("")

    async def collect(
        self, carrier_call_id: str, *, prompt: str = "", most: int = 1, until: str = "#",
        seconds: float = 8.0, between_s: float = 4.0,
    ) -> str:  # fmt: skip
        """The keys that the party presses, which end the prompt. `until` ends them, and is not
        among them. "" if nothing came in time. CallEnded, MediaFailed."""
        leg = self._call(carrier_call_id).legs[0]
        while not leg.digits.empty():
            leg.digits.get_nowait()
        playing = asyncio.create_task(self.play(carrier_call_id, prompt)) if prompt else None
        found = ""
        try:
            first = asyncio.create_task(leg.digits.get())
            if playing is not None:
                await asyncio.wait({first, playing}, return_when=asyncio.FIRST_COMPLETED)
            async with asyncio.timeout(seconds) as patience:
                pressed = await first
                while pressed != until:
                    found += pressed
                    if len(found) >= most:
                        break
                    patience.reschedule(asyncio.get_running_loop().time() + between_s)
                    pressed = await leg.digits.get()
        except TimeoutError:
            pass
        finally:
            if playing is not None and not playing.done():
                playing.cancel()
                await leg.play("")
        return found

    async def _quietly(self, ask: said.Asked) -> None:
        try:
            await self.ask(ask)
        except MediaFailed as error:
            log.warning("The end of a call's sound: %s", error)

    # What the other process tells.

    def _happened(self, event: said.Happened) -> None:
        if isinstance(event, said.Recorded):
            whole = self._ending.get(event.room)
            if whole is not None and not whole.done():
                whole.set_result(event.path)
            return
        if isinstance(event, said.Browser):
            self._browser(event)
            return
        leg = self._legs.get(event.leg)
        if leg is None:
            return
        if isinstance(event, said.Digit):
            if not leg.digits.full():
                leg.digits.put_nowait(event.digit)
            leg.on_digit(event.digit)
        elif isinstance(event, said.Judged):
            leg.on_verdict(event.verdict)
        elif isinstance(event, said.Played):
            leg.played.set()
        else:
            leg.on_quiet()

    def _died(self) -> None:
        """Every leg is gone with the process; carriers end their calls."""
        legs, self._legs = list(self._legs.values()), {}
        self._calls.clear()
        self._ringing.clear()
        self._sounding.clear()
        self._held.clear()
        self._waiting.clear()
        for leg in legs:
            leg.on_quiet()
