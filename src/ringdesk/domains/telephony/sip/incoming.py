"""A SIP call that comes to us (RFC 3261, section 13.3), with answers before the answer that are
acknowledged, where the caller wants that (RFC 3262, section 3)."""

import asyncio
import secrets

from aiosipua import SipRequest, SipResponse
from typing_extensions import override

from ringdesk.domains.telephony.sip import sdp
from ringdesk.domains.telephony.sip.calls import Call, Ended
from ringdesk.domains.telephony.sip.messages import RELIABLY, answer_to, number_of, options_of
from ringdesk.domains.telephony.sip.transactions import PATIENCE_S, T1, Answering

FULL = 503


class IncomingCall(Call):
    """Rings until `accept` or `refuse`."""

    answering: Answering
    offer: str = ""
    _unheard: str | None = None  # what their PRACK has to say
    _again: asyncio.TimerHandle | None = None

    @property
    @override
    def is_ours(self) -> bool:
        return False

    @property
    def request(self) -> SipRequest:
        return self.answering.request

    def ring(self) -> None:
        if self.state == "calling":
            self.state = "ringing"
            response = answer_to(self.request, 180, tag=self.local_tag)
            response.headers.set_single("Contact", self._stack.contact())
            if RELIABLY in options_of(self.request, "require"):
                self._want_prack(response)
            self.answering.answer(response)

    def _want_prack(self, response: SipResponse) -> None:
        number = secrets.randbelow(2**31 - 1) + 1
        response.headers.set_single("Require", RELIABLY)
        response.headers.set_single("RSeq", str(number))
        self._unheard = f"{number} {number_of(self.request).seq} INVITE"
        self._repeat(T1, PATIENCE_S)

    def _repeat(self, wait_s: float, left_s: float) -> None:
        def now() -> None:
            if left_s <= wait_s:
                self.refuse(504)  # no PRACK in all that time (RFC 3262, 3)
                return
            self.answering.repeated()
            self._repeat(wait_s * 2, left_s - wait_s)

        self._again = asyncio.get_running_loop().call_later(wait_s, now)

    @override
    def heard_provisional(self, request: SipRequest) -> bool:
        said = " ".join((request.get_header("rack") or "").split())
        if self._unheard is None or said != self._unheard:
            return False
        self._unheard = None
        self._stop_repeating()
        return True

    def _stop_repeating(self) -> None:
        if self._again is not None:
            self._again.cancel()

    def accept(self) -> sdp.Sound:
        """BadDescription: refused with 488. ValueError when it rings no more."""
        if self.state not in ("calling", "ringing"):
            raise ValueError("It rings no more")
        try:
            text, sound = sdp.answer_for(self.offer, *self.sound_at, self.codecs, key=self.key)
        except sdp.BadDescription:
            self.refuse(488)
            raise
        response = answer_to(self.request, 200, tag=self.local_tag)
        response.headers.set_single("Contact", self._stack.contact())
        response.headers.set_single("Content-Type", "application/sdp")
        response.text = text
        self.state = "answered"
        self._stop_repeating()
        self.answering.heard, self.answering.unheard = self.settled.set, self.bye
        self.answering.answer(response)
        return sound

    @property
    def is_proved(self) -> bool:
        """Its caller heard our answer, and said so."""
        return self.answering.is_acknowledged and self.answering.final < 300

    @override
    def hang_up(self) -> None:
        self.refuse(480)
        self.bye()

    def drop(self) -> None:
        """Whoever it was."""
        self.refuse(FULL)
        self.bye()

    def refuse(self, code: int) -> None:
        if self.state in ("calling", "ringing"):
            self._stop_repeating()
            self.answering.answer(answer_to(self.request, code, tag=self.local_tag))
            self._over(Ended(code, "us"))

    def canceled(self) -> None:
        if self.state in ("calling", "ringing"):
            self._stop_repeating()
            self.answering.answer(answer_to(self.request, 487, tag=self.local_tag))
            self._over(Ended(487, "them"))

    @override
    def left(self) -> None:
        """A BYE before the answer ends it as a CANCEL does (RFC 3261, 15.1.2)."""
        self.canceled()
        super().left()
