"""One call of a trunk from its first packet to its last event. What happens to it comes from SIP
and from the sound, at any moment; it is dealt with and reported in its order, one by one."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

from ringdesk.domains.telephony.carrier import CallState, CarrierEvent, Kind, Listener
from ringdesk.domains.telephony.media import Leg, Media, MediaFailed
from ringdesk.domains.telephony.sip.calls import Call, Ended
from ringdesk.domains.telephony.sip.incoming import IncomingCall
from ringdesk.domains.telephony.sip.outcomes import Because, is_the_trunks, outcome
from ringdesk.domains.telephony.sip.outgoing import OutgoingCall
from ringdesk.domains.telephony.sip.sdp import BadDescription, Sound

log = logging.getLogger(__name__)

TELL_AGAIN_S, LONGEST_S, MOST_TRIES = 0.2, 30.0, 12


class Line:
    """`first_word` is done with the first answer of the trunk: None for a sign of life, or the end
    of a call that never began. `refused`: whoever dialled was told that there is no call, so
    nothing more is told of it. `worker` ends when all that happened is dealt with and told."""

    def __init__(self, attempt: str, call: Call, leg: Leg, media: Media, tell: Listener) -> None:
        self.attempt, self.call, self.leg = attempt, call, leg
        self.because: Because = None
        self.kind: Kind = "initiated"
        self.second: tuple[Call, Leg] | None = None  # whoever it was transferred to
        self.is_passed_on = False  # or is about to be
        self.detect, self.refused, self.tells_digits = False, False, True
        self.record_as: Path | None = None
        self.ended_at: float | None = None
        self.first_word: asyncio.Future[Ended | None] = asyncio.get_running_loop().create_future()
        self.done: Callable[[], None] = lambda: None
        self._media, self._tell, self._seq = media, tell, 0
        self._answered_at: datetime | None = None
        self._recorded: str | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._work: asyncio.Queue[Callable[[], Awaitable[object]]] = asyncio.Queue()
        self.worker = asyncio.create_task(self._run())
        on = call.on
        on.alive, on.ringing, on.over = self._alive, self._rings, self._over
        on.answered, on.moved, on.early = self._answered, self._moved, self._early
        on.digit = self._digit
        leg.on_digit, leg.on_quiet, leg.on_verdict = self._digit, self._quiet, self._verdict

    @property
    def id(self) -> str:
        return self.call.call_id

    @property
    def over(self) -> bool:
        return self.ended_at is not None

    @property
    def was_answered(self) -> bool:
        return self._answered_at is not None

    def state(self) -> CallState:
        return CallState(carrier_call_id=self.id, kind=self.kind, duration_s=self._talked_s())

    def _talked_s(self) -> int | None:
        if self._answered_at is None:
            return None
        return round((datetime.now(UTC) - self._answered_at).total_seconds())

    # What we do.

    def begin(self, ring_timeout_s: float) -> None:
        if isinstance(self.call, OutgoingCall):
            self.call.start()
        self.rings_for(ring_timeout_s)

    def rings_for(self, seconds: float) -> None:
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(seconds, self._rang_too_long)

    def hang_up(self) -> None:
        self.because = self.because or "hang_up"
        self.call.hang_up()

    async def accept(self) -> None:
        """An incoming call, once; its sound is there then. ValueError: it rings no more."""
        if isinstance(self.call, IncomingCall) and not self.was_answered:
            self._answered(self.call.accept())
            joined = asyncio.Event()
            self._do(lambda: settled(joined))
            await joined.wait()

    def drop(self) -> None:
        """We stop: nobody waits for what is still to come of it."""
        self.worker.cancel()

    def _rang_too_long(self) -> None:
        if self.call.state not in ("answered", "over"):
            self.because = self.because or "ring_timeout"
            self.call.hang_up()

    # What happens.

    def _alive(self) -> None:
        if not self.first_word.done():
            self.first_word.set_result(None)
            self.report("initiated")

    def _rings(self) -> None:
        """Whoever placed the call may listen from here on: to a tone of ours, until there is a
        sound of theirs."""
        self._do(lambda: self._media.ring(self.id, self.attempt, self.leg))
        self.report("ringing")

    def _early(self, sound: Sound) -> None:
        """No answer: nothing is recorded of it, and nobody asks who speaks."""
        self._do(lambda: self._hear_early(sound))

    async def _hear_early(self, sound: Sound) -> None:
        await self.leg.aim(sound.far)
        await self._media.ring(self.id, self.attempt, self.leg, sounds=True)

    def _answered(self, sound: Sound) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._answered_at = datetime.now(UTC)
        self._do(lambda: self._join(sound))
        self.report("answered")
        if self.detect:
            self._do(self.leg.detect)
        if self.record_as is not None:
            path = self.record_as
            self._do(lambda: self._media.record(self.id, path, consent="announced"))

    async def _join(self, sound: Sound) -> None:
        """Once they are known to be there: who forged an invitation names somebody else, at whom
        half a minute of our sound would be thrown."""
        await self.call.settled.wait()
        if self.call.state == "over":
            return
        try:
            await self.leg.aim(sound.far)
            await self._media.enter(self.id, self.attempt, self.leg)
        except MediaFailed as error:
            log.warning("An answered call has no sound: %s", error)
            self.call.bye()

    def _moved(self, sound: Sound) -> None:
        self._do(lambda: self.leg.aim(sound.far))

    def _digit(self, digit: str) -> None:
        if self.tells_digits:
            self.report("digits", detail=digit)

    def _verdict(self, verdict: str) -> None:
        self.report("machine" if verdict == "machine" else "human")

    def _quiet(self) -> None:
        """No sound for half a minute, or our own sound is gone."""
        if self.call.state == "answered":
            log.info("A call went silent: %s is ended.", self.id)
            self.call.bye()

    def _over(self, ended: Ended) -> None:
        if self._timer is not None:
            self._timer.cancel()
        if not self.first_word.done():
            self.first_word.set_result(ended)
            self.refused = is_the_trunks(ended)
            self.report("initiated")
        self.ended_at = asyncio.get_running_loop().time()
        if self.second is not None:
            self.second[0].hang_up()
        found = outcome(ended, was_answered=self.was_answered, because=self.because)
        self._do(self._leave)
        self.report(
            found.kind, duration_s=self._talked_s(), code=ended.code, permanent=found.permanent
        )
        self._do(self._finish)
        self.done()

    async def _leave(self) -> None:
        self._recorded = await self._media.leave(self.id)
        await self.leg.close()

    async def _finish(self) -> None:
        """The file of a recording is told of once it is whole."""
        if self._recorded is not None:
            self.report("recording", detail=self._recorded)
            self._recorded = None
            self._do(self._finish)
        else:
            self.drop()

    # In its order.

    def report(
        self, kind: Kind, *, duration_s: int | None = None, code: int | None = None,
        permanent: bool = False, detail: str = "",
    ) -> None:  # fmt: skip
        if self.refused:
            return
        self._seq += 1
        if kind not in ("digits", "recording", "human", "machine"):
            self.kind = kind
        event = CarrierEvent(
            attempt=self.attempt, carrier_call_id=self.id, seq=self._seq, kind=kind,
            at=datetime.now(UTC), duration_s=duration_s, code=code, permanent=permanent,
            detail=detail,
        )  # fmt: skip
        self._do(lambda: self._report(event))

    async def _report(self, event: CarrierEvent) -> None:
        """Until it is taken: nobody will say it again."""
        wait = TELL_AGAIN_S
        for _ in range(MOST_TRIES):
            try:
                await self._tell(event)
                return
            except Exception:
                log.warning("An event was not taken: %s of %s", event.kind, self.id, exc_info=True)
            await asyncio.sleep(wait)
            wait = min(wait * 2, LONGEST_S)

    def _do(self, what: Callable[[], Awaitable[object]]) -> None:
        self._work.put_nowait(what)

    async def _run(self) -> None:
        while True:
            what = await self._work.get()
            try:
                await what()
            except (MediaFailed, BadDescription) as error:
                log.warning("In call %s: %s", self.id, error)
            except Exception:
                log.exception("In call %s", self.id)


async def settled(event: asyncio.Event) -> None:
    event.set()
