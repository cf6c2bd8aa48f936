"""A SIP call that comes to us."""

from aiosipua import SipRequest

from ringdesk.domains.telephony.sip import sdp
from ringdesk.domains.telephony.sip.calls import Call, Ended
from ringdesk.domains.telephony.sip.messages import answer_to
from ringdesk.domains.telephony.sip.transactions import Answering

FULL = 503


class IncomingCall(Call):
    """Rings until `accept` or `refuse`."""

    answering: Answering
    offer: str = ""

    @property
    def request(self) -> SipRequest:
        return self.answering.request

    def ring(self) -> None:
        if self.state == "calling":
            self.state = "ringing"
            response = answer_to(self.request, 180, tag=self.local_tag)
            response.headers.set_single("Contact", self._stack.contact())
            self.answering.answer(response)

    def accept(self) -> sdp.Sound:
        """BadDescription: refused with 488. ValueError when it rings no more."""
        if self.state not in ("calling", "ringing"):
            raise ValueError("It rings no more")
        try:
            text, sound = sdp.answer_for(self.offer, *self.sound_at, self.codecs)
        except sdp.BadDescription:
            self.refuse(488)
            raise
        response = answer_to(self.request, 200, tag=self.local_tag)
        response.headers.set_single("Contact", self._stack.contact())
        response.headers.set_single("Content-Type", "application/sdp")
        response.text = text
        self.state = "answered"
        self.answering.unheard = self.bye
        self.answering.answer(response)
        return sound

    @property
    def is_proved(self) -> bool:
        """Its caller heard our answer, and said so."""
        return self.answering.is_acknowledged and self.answering.final < 300

    def drop(self) -> None:
        """Whoever it was."""
        self.refuse(FULL)
        self.bye()

    def refuse(self, code: int) -> None:
        if self.state in ("calling", "ringing"):
            self.answering.answer(answer_to(self.request, code, tag=self.local_tag))
            self._over(Ended(code, "us"))

    def canceled(self) -> None:
        if self.state in ("calling", "ringing"):
            self.answering.answer(answer_to(self.request, 487, tag=self.local_tag))
            self._over(Ended(487, "them"))
