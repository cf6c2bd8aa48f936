"""`pstn_sim`: a telephone network to try things with. Real SIP and RTP over real sockets; what
becomes of a call is said by the last digit of its number.

    …1  answers: "hello?", waits, then talks on          …5  503, the network is full
    …2  486, busy                                        …6  answers: a machine, with a beep
    …3  rings until the caller gives up                  …7  answers, and presses 1 2 3 4 #
    …4  404, no such number                              …8  says so first: early media, then 404
    …9  makes its own ringing heard, then as 1           …0  as 1, and hangs up by itself

It also calls in (`PstnSim.call`). To run it by itself:
`python -m ringdesk.domains.telephony.fakes.sip --port 5070`.
"""

import argparse
import asyncio
import logging
import secrets
from collections import deque
from collections.abc import Coroutine, Iterator
from contextlib import suppress
from itertools import chain, repeat

import numpy as np

from ringdesk.domains.telephony.media.mixer import Leg, Mixer
from ringdesk.domains.telephony.media.ports import Ports
from ringdesk.domains.telephony.media.rtp import Rtp
from ringdesk.domains.telephony.media.sources import frames_of, from_tones
from ringdesk.domains.telephony.media.tables import FRAME, FRAME_S, RATE, SILENCE, Samples, tone
from ringdesk.domains.telephony.sip.calls import Call, Ended
from ringdesk.domains.telephony.sip.incoming import IncomingCall
from ringdesk.domains.telephony.sip.messages import Address, answer_to, user_of
from ringdesk.domains.telephony.sip.outgoing import OutgoingCall
from ringdesk.domains.telephony.sip.sdp import Sound, answer_for, new_key
from ringdesk.domains.telephony.sip.stack import SipStack, Wanted
from ringdesk.domains.telephony.tls import Tls

log = logging.getLogger(__name__)

REFUSED = {"2": 486, "4": 404, "5": 503}
RINGS_S, HANGS_UP_AFTER_S = 0.05, 3.0
ANNOUNCES = "89"  # with a sound before any answer
KEYS = "1234#"
VOICE_HZ, ANNOUNCEMENT_HZ = 440.0, 620.0
HEARD_S = 10


def talks(hertz: float, seconds: float) -> Samples:
    """As speech goes: syllables of 180 ms, loud and soft; a tone, so that it is known again."""
    made = tone(hertz, int(seconds * RATE))
    swell = np.abs(np.sin(np.arange(len(made)) * np.pi / (0.18 * RATE)))
    found: Samples = (made * (0.35 + 0.65 * swell)).astype(np.int16)
    return found


def says(digit: str, hertz: float) -> Iterator[Samples]:
    """What the one who answered says, until the end of the call."""
    if digit == "6":
        greeting = np.concatenate((talks(hertz, 3.2), from_tones("0:0.3,1000:0.4")))
        return chain(frames_of(greeting), repeat(SILENCE))
    hello = np.concatenate((talks(hertz, 0.4), np.zeros(int(1.2 * RATE), dtype=np.int16)))
    return chain(frames_of(hello), endless(hertz))


def endless(hertz: float) -> Iterator[Samples]:
    at = 0
    while True:
        yield tone(hertz, FRAME, start=at)
        at = (at + FRAME) % (RATE * 60)


class Customer:
    """Somebody with a telephone: says what they say, and remembers what they hear."""

    def __init__(self, speech: Iterator[Samples]) -> None:
        self.speech = speech
        self.heard: deque[Samples] = deque(maxlen=int(HEARD_S / FRAME_S))

    def pull(self) -> Samples | None:
        return next(self.speech, None)

    def push(self, frame: Samples) -> None:
        self.heard.append(frame.copy())

    def close(self) -> None:
        return None


class Telephone:
    """One call as the network sees it."""

    def __init__(self, number: str, call: Call, customer: Customer, rtp: Rtp) -> None:
        self.number, self.call, self.customer, self.rtp = number, call, customer, rtp
        self.attempt, self.digits = "", ""
        self.ended: Ended | None = None
        self.leg = 0

    @property
    def state(self) -> str:
        return self.call.state

    def hang_up(self) -> None:
        self.call.hang_up()


class PstnSim:
    """`phones`: every call so far, the newest last. `voice_hz`: what the next one sounds like."""

    def __init__(
        self, host: str = "127.0.0.1", port: int = 0, *, transport: str = "udp",
        tls: Tls | None = None, srtp: bool = False,
    ) -> None:  # fmt: skip
        self.phones: list[Telephone] = []
        self.voice_hz = VOICE_HZ
        self.answers_after_s = RINGS_S
        self.may_answer = asyncio.Event()  # until then it rings, or announces
        self.may_answer.set()
        self._stack = SipStack(transport=transport, host=host, port=port, tls=tls)
        self._ports, self._mixer, self._legs = Ports(host), Mixer(), 0
        self._host, self._beating, self._srtp = host, asyncio.Event(), srtp
        self._tasks: set[asyncio.Task[None]] = set()
        self._mixer.on.digit = self._digit
        self._stack.on_invite = self._invited

    @property
    def address(self) -> Address:
        return self._stack.address

    async def start(self) -> None:
        await self._stack.start()
        self._do(self._beat())

    async def stop(self) -> None:
        for task in tuple(self._tasks):
            task.cancel()
        for leg in list(self._mixer.legs):
            self._mixer.remove(leg)
        for phone in self.phones:
            phone.rtp.close()
        await self._stack.stop()

    def of(self, number: str) -> list[Telephone]:
        return [phone for phone in self.phones if phone.number == number]

    def call(
        self, to_number: str, peer: Address, *, from_number: str = "+49301234561",
        presses: str = "", hertz: float = VOICE_HZ,
    ) -> Telephone:  # fmt: skip
        """Somebody calls us. They talk, and press keys a second after they are answered."""
        rtp = Rtp(self._ports.open())
        made = self._stack.call(Wanted(
            call_id=secrets.token_hex(8), from_uri=f"sip:{from_number}@{self._host}",
            to_uri=f"sip:{to_number}@{peer[0]}", peer=peer, sound_at=(self._host, rtp.port),
            key=self._key(),
        ))  # fmt: skip
        phone = self._phone(from_number, made, Customer(endless(hertz)), rtp)
        made.on.answered = lambda sound: self._talk(phone, sound, presses)
        made.start()
        return phone

    def _key(self) -> bytes | None:
        return new_key() if self._srtp else None

    # Calls that come.

    def _invited(self, call: IncomingCall) -> None:
        number = user_of(call.request, "to")
        digit = number[-1:]
        if digit in REFUSED:
            call.refuse(REFUSED[digit])
            return
        rtp = Rtp(self._ports.open())
        call.sound_at, call.key = (self._host, rtp.port), self._key()
        phone = self._phone(number, call, Customer(says(digit, self.voice_hz)), rtp)
        phone.attempt = call.request.get_header("x-ringdesk-attempt") or ""
        if digit in ANNOUNCES:
            self._announce(phone, call)
        else:
            call.ring()
        if digit != "3":
            self._do(self._answer(phone, call, digit))

    async def _answer(self, phone: Telephone, call: IncomingCall, digit: str) -> None:
        await asyncio.sleep(self.answers_after_s)
        await self.may_answer.wait()
        if digit == "8":
            call.refuse(404)
            return
        phone.customer.speech = says(digit, self.voice_hz)
        with suppress(ValueError):  # they gave up, or offer nothing that we speak
            self._talk(phone, call.accept(), KEYS if digit == "7" else "")
            if not digit.isdigit() or digit == "0":
                await asyncio.sleep(HANGS_UP_AFTER_S)
                call.bye()

    def _announce(self, phone: Telephone, call: IncomingCall) -> None:
        """183 with a description: what is said here is heard, and nobody has answered."""
        text, sound = answer_for(call.offer, *call.sound_at, call.codecs, key=call.key)
        call.state = "ringing"
        progress = answer_to(call.request, 183, tag=call.local_tag)
        progress.headers.set_single("Content-Type", "application/sdp")
        progress.text = text
        phone.customer.speech = endless(ANNOUNCEMENT_HZ)
        self._talk(phone, sound, "")
        call.answering.answer(progress)

    def _phone(self, number: str, call: Call, customer: Customer, rtp: Rtp) -> Telephone:
        phone = Telephone(number, call, customer, rtp)
        self.phones.append(phone)

        def over(ended: Ended) -> None:
            phone.ended = ended
            for leg in (phone.leg, phone.leg + 1) if phone.leg else ():
                self._mixer.remove(leg)
            if not phone.leg:
                rtp.close()

        def moved(sound: Sound) -> None:
            rtp.aim(sound.far)

        call.on.over, call.on.moved = over, moved
        return phone

    def _talk(self, phone: Telephone, sound: Sound, presses: str) -> None:
        phone.rtp.aim(sound.far)
        if not phone.leg:  # or they were heard before they answered
            self._legs += 2
            phone.leg = self._legs
            for leg in (Leg(phone.leg, rtp=phone.rtp), Leg(phone.leg + 1, peer=phone.customer)):
                self._mixer.add(leg)
                self._mixer.place(leg.id, phone.call.call_id, "agent")
        if presses:
            self._do(self._press(phone, presses))

    async def _press(self, phone: Telephone, digits: str) -> None:
        await asyncio.sleep(1.0)
        phone.rtp.press(digits)

    def _digit(self, leg: int, digit: str) -> None:
        for phone in self.phones:
            if phone.leg == leg:
                phone.digits += digit

    # The sound.

    async def _beat(self) -> None:
        loop = asyncio.get_running_loop()
        due = loop.time()
        while True:
            due = max(due + FRAME_S, loop.time() - 5 * FRAME_S)
            await asyncio.sleep(max(0.0, due - loop.time()))
            self._mixer.tick()

    def _do(self, what: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(what)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def run(host: str, port: int) -> None:
    network = PstnSim(host, port)
    await network.start()
    log.info("A telephone network at %s:%s", *network.address)
    try:
        await asyncio.Event().wait()
    finally:
        await network.stop()


def main() -> None:
    parser = argparse.ArgumentParser(description="A telephone network to try things with")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=5070)
    given = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    with suppress(KeyboardInterrupt):
        asyncio.run(run(given.host, given.port))


if __name__ == "__main__":
    main()

__all__ = ["Customer", "OutgoingCall", "PstnSim", "Telephone"]
