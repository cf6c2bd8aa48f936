"""The process that carries the sound: a mixer, its ticks, and what it is asked over a socket.

A process of its own, because a thread of ours would wait for Python's lock at every datagram while
requests are served (docs/adr/0033-media.md has what was measured). It ends with whoever started
it, when its socket does.
"""

import asyncio
import logging
import socket
import sys
from importlib import import_module
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from ringdesk.domains.telephony.media import protocol as said
from ringdesk.domains.telephony.media import sources
from ringdesk.domains.telephony.media.detection import Cadence
from ringdesk.domains.telephony.media.mixer import Leg, Mixer
from ringdesk.domains.telephony.media.ports import Ports, PortsTaken
from ringdesk.domains.telephony.media.recorder import Recording, Writer
from ringdesk.domains.telephony.media.rtp import Rtp
from ringdesk.domains.telephony.media.tables import FRAME_S

if TYPE_CHECKING:
    from ringdesk.domains.telephony.media.browsers import BrowserLeg

log = logging.getLogger("ringdesk.media")

BROWSERS = "ringdesk.domains.telephony.media.browsers"
LAST_WORDS_S = 0.2
LATE_TICKS = 10  # beyond it the clock is set anew: 200 ms are lost for good


class Refused(Exception):
    """With what to say."""


class Desk:
    """What is asked, done to the mixer."""

    def __init__(self, mixer: Mixer, ports: Ports, writer: asyncio.StreamWriter) -> None:
        self._mixer, self._ports, self._writer = mixer, ports, writer
        self._recorder = Writer()
        self.late, self.slowest = 0, 0.0
        on = mixer.on
        on.digit = lambda leg, digit: self.tell(said.Digit(leg, digit))
        on.verdict = lambda leg, verdict: self.tell(said.Judged(leg, verdict))
        on.played = lambda leg: self.tell(said.Played(leg))
        on.quiet = lambda leg: self.tell(said.Quiet(leg))

    def tell(self, message: said.Said) -> None:
        if not self._writer.is_closing():
            self._writer.write(said.framed(message))

    async def do(self, request: said.Request) -> None:
        try:
            self.tell(await self._done(request.id, request.ask))
        except (Refused, PortsTaken, sources.BadPrompt) as error:
            self.tell(said.Failed(request.id, str(error)))
        except Exception as error:
            log.exception("Asked for %s", type(request.ask).__name__)
            self.tell(said.Failed(request.id, f"{type(error).__name__}: {error}"))

    async def _done(self, number: int, ask: said.Asked) -> said.Done:
        if isinstance(ask, said.Open):
            rtp = Rtp(self._ports.open())
            self._mixer.add(Leg(ask.leg, rtp=rtp))
            return said.Done(number, port=rtp.port)
        if isinstance(ask, said.Offer):
            return said.Done(number, sdp=await self._offer(ask))
        if isinstance(ask, said.Count):
            return said.Done(number, counts=self._counts(ask.leg))
        if isinstance(ask, said.Record):
            self._record(ask)
        elif isinstance(ask, said.Close):
            self._mixer.remove(ask.leg)
        else:
            await self._with_leg(self._leg(ask.leg), ask)
        return said.Done(number)

    def _leg(self, leg_id: int) -> Leg:
        leg = self._mixer.legs.get(leg_id)
        if leg is None:
            raise Refused("There is no such leg")
        return leg

    async def _with_leg(self, leg: Leg, ask: said.Asked) -> None:
        if isinstance(ask, said.Aim) and leg.rtp is not None:
            leg.rtp.aim(ask.far)
            leg.told_quiet = False
        elif isinstance(ask, said.Place):
            self._mixer.place(ask.leg, ask.room, ask.role)
        elif isinstance(ask, said.Change):
            self._mixer.change(ask.leg, held=ask.held, muted=ask.muted)
        elif isinstance(ask, said.Press) and leg.rtp is not None:
            leg.rtp.press(ask.digits)
        elif isinstance(ask, said.Play):
            self._play(leg, ask)
        elif isinstance(ask, said.Detect):
            leg.cadence = Cadence()
        elif isinstance(ask, said.Candidate) and leg.peer is not None:
            await browser_of(leg).candidate(ask.candidate, ask.sdp_mid, ask.sdp_m_line_index)
        else:
            raise Refused("Not a leg of that kind")

    def _play(self, leg: Leg, ask: said.Play) -> None:
        if not ask.prompt:
            if leg.playing is not None:
                leg.playing = None
                self.tell(said.Played(leg.id))
            return
        kind, _, rest = ask.prompt.partition(":")
        found = sources.from_tones(rest) if kind == "tones" else sources.from_wav(Path(ask.prompt))
        frames = sources.frames_of(found)
        leg.playing = cycle(list(frames)) if ask.repeat else frames

    def _record(self, ask: said.Record) -> None:
        before = self._mixer.recordings.pop(ask.room, None)
        loop = asyncio.get_running_loop()
        if before is not None:
            ended = said.Recorded(ask.room, str(before.path), before.seconds)

            def whole() -> None:
                loop.call_soon_threadsafe(self.tell, ended)

            before.close(whole)
        if ask.path:
            self._mixer.recordings[ask.room] = Recording(Path(ask.path), self._recorder)

    async def _offer(self, ask: said.Offer) -> str:
        # aiortc with libav: two seconds and 60 MB, which the calls of others must not hear.
        await asyncio.to_thread(import_module, BROWSERS)
        from ringdesk.domains.telephony.media.browsers import (  # noqa: PLC0415
            BadOffer,
            BrowserLeg,
        )

        before = self._mixer.legs.get(ask.leg)
        peer = BrowserLeg(ask.ice_servers, lambda s: self.tell(said.Browser(ask.leg, s)))
        try:
            answer = await peer.answer(ask.sdp)
        except BadOffer as error:
            peer.close()
            raise Refused(str(error)) from error
        if before is None:
            self._mixer.add(Leg(ask.leg, peer=peer))
        else:  # the same person with a new connection: in the call they were in
            browser_of(before).replaced()
            before.peer = peer
        return answer

    def _counts(self, leg_id: int) -> dict[str, float]:
        if leg_id:
            rtp = self._leg(leg_id).rtp
            return {} if rtp is None else {k: float(v) for k, v in rtp.counts()._asdict().items()}
        return {
            "legs": len(self._mixer.legs), "ticks": self._mixer.ticks, "late_ticks": self.late,
            "slowest_tick_ms": self.slowest * 1000, "recordings_failed": self._recorder.failed,
        }  # fmt: skip

    async def beat(self) -> None:
        """A tick every 20 ms, by the clock: one that came late is followed by the next in time."""
        loop = asyncio.get_running_loop()
        due = loop.time()
        while True:
            due += FRAME_S
            delay = due - loop.time()
            if delay < -LATE_TICKS * FRAME_S:
                self.late += round(-delay / FRAME_S)
                due = loop.time()
            await asyncio.sleep(max(0.0, delay))
            began = loop.time()
            try:
                self._mixer.tick()
            except Exception:
                log.exception("A tick failed")
            self.slowest = max(self.slowest, loop.time() - began)

    def close(self) -> None:
        for leg_id in list(self._mixer.legs):
            self._mixer.remove(leg_id)
        for room in list(self._mixer.recordings):
            self._mixer.recordings.pop(room).close(lambda: None)
        self._recorder.stop()


def browser_of(leg: Leg) -> "BrowserLeg":
    from ringdesk.domains.telephony.media.browsers import BrowserLeg  # noqa: PLC0415

    if not isinstance(leg.peer, BrowserLeg):
        raise Refused("Not a browser's leg")
    return leg.peer


async def serve(handle: int, host: str, first: int, last: int) -> None:
    reader, writer = await asyncio.open_connection(sock=socket.socket(fileno=handle))
    desk = Desk(Mixer(), Ports(host, first, last), writer)
    beat = asyncio.create_task(desk.beat())
    doing: set[asyncio.Task[None]] = set()
    try:
        while True:
            request = said.decode_request(await said.next_frame(reader))
            task = asyncio.create_task(desk.do(request))
            doing.add(task)
            task.add_done_callback(doing.discard)
    except (EOFError, ConnectionError, msgspec.ValidationError):
        pass
    finally:
        beat.cancel()
        writer.close()
        desk.close()
        await asyncio.sleep(LAST_WORDS_S)  # browsers are told


def main(arguments: list[str]) -> None:
    handle, host, first, last = arguments
    asyncio.run(serve(int(handle), host, int(first), int(last)))


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    main(sys.argv[1:])
