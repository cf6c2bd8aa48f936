"""A SIP call that we make (RFC 3261, sections 9 and 13; RFC 3262)."""

import logging
import re
from collections.abc import Mapping

from aiosipua import SipRequest, SipResponse
from typing_extensions import override

from ringdesk.domains.telephony.sip import messages, sdp
from ringdesk.domains.telephony.sip.calls import By, Call, Ended
from ringdesk.domains.telephony.sip.messages import RELIABLY, number_of, options_of, tag_of
from ringdesk.domains.telephony.sip.transactions import PATIENCE_S, T2, Asking

log = logging.getLogger(__name__)

RSEQ = re.compile(r"\d{1,10}", re.ASCII)
MOST_FORKS = 30  # telephones that ring for one call
MOST_CHALLENGES = 2  # a second one only for a nonce that was stale


class OutgoingCall(Call):
    """`cancel` at any moment: it waits for a sign of life if it must, and if the answer crosses it,
    the call is taken and ended."""

    headers: Mapping[str, str] = {}
    _invite: SipRequest
    _asking: Asking
    _canceling, _challenges, _alive = False, 0, False
    _ack: SipRequest | None = None
    _acknowledged: dict[str, int]  # of provisional answers, the last number by who sent it
    _hung_up: set[str]  # telephones that were answered when another was before
    early: sdp.Sound | None = None

    @property
    @override
    def is_ours(self) -> bool:
        return True

    def start(self, proof: tuple[str, str] | None = None) -> None:
        request = self._request("INVITE")
        request.headers.set_single("Allow", messages.ALLOWED)
        request.headers.set_single("Supported", RELIABLY)
        self._acknowledged, self._hung_up = {}, set()
        for name, value in self.headers.items():
            request.headers.set_single(name, value)
        if proof is not None:
            request.headers.set_single(*proof)
        request.text = sdp.describe(*self.sound_at, self.codecs, key=self.key)
        request.headers.set_single("Content-Type", "application/sdp")
        self._invite = request
        self._asking = self._stack.ask(request, self.peer, self._heard)

    @override
    def hang_up(self) -> None:
        self.cancel()
        self.bye()

    def cancel(self) -> None:
        if self._canceling or self.state in ("answered", "over"):
            return
        self._canceling = True
        if self._alive:
            self._send_cancel()

    def _send_cancel(self) -> None:
        cancel = messages.along_with(self._invite, "CANCEL", self._invite.get_header("to") or "")
        self._asking.end_in(PATIENCE_S)
        self._stack.ask(cancel, self._asking.to, self._cancel_heard)

    def _cancel_heard(self, response: SipResponse | None) -> None:
        """Nobody answers a CANCEL: then nobody will answer the INVITE either. Who knows of nothing
        to cancel may have answered just now: that is waited for."""
        if response is None:
            self._asking.end_in(0)
        elif response.status_code == 481:
            self._asking.end_in(T2)

    def _heard(self, response: SipResponse | None) -> None:
        if response is None and self._canceling:
            self._over(Ended(487, "us", "Canceled, and no word of it"))
        elif response is None:
            self._over(Ended(408, "nobody", "No answer from the trunk"))
        elif response.status_code < 200:
            self._provisional(response)
        elif response.status_code < 300:
            self._taken(response)
        elif response.status_code in (401, 407) and self._challenges < MOST_CHALLENGES:
            self._challenged(response)
        else:
            by: By = "us" if self._canceling else "them"
            self._over(Ended(response.status_code, by, response.reason_phrase[:200]))

    def _provisional(self, response: SipResponse) -> None:
        first, self._alive = not self._alive, True
        self.on.alive()
        if self._canceling:
            if first:
                self._send_cancel()
            return
        if RELIABLY in options_of(response, "require") and not self._acknowledge_early(response):
            return
        if response.status_code in (180, 181, 182, 183) and self.state in ("calling", "ringing"):
            self._hear_early(response)
            if self.state == "calling":
                self.state = "ringing"
                self.on.ringing()

    def _acknowledge_early(self, response: SipResponse) -> bool:
        """By a PRACK, in the dialog that this answer begins (RFC 3262, 4). False for one that we
        had before, or that came out of its order: then it comes again."""
        said, who = response.get_header("rseq") or "", tag_of(response, "to")
        before = self._acknowledged.get(who)
        if RSEQ.fullmatch(said) is None or not who or len(self._acknowledged) > MOST_FORKS:
            return False
        if before is not None and int(said) != before + 1:
            return False
        self._acknowledged[who] = int(said)
        self._adopt(response)
        rack = f"{int(said)} {number_of(response).seq} INVITE"
        self.ask("PRACK", lambda response: None, {"RAck": rack})
        return True

    def _adopt(self, response: SipResponse) -> None:
        """Whoever answers is whom we speak with from here on."""
        self.remote_tag = tag_of(response, "to")
        self.target = messages.contact_of(response) or self.target
        self.routes = list(reversed(response.headers.get("record-route")))
        self.peer = messages.next_hop(self.routes, self.target, self._asking.to)

    def _hear_early(self, response: SipResponse) -> None:
        """Sound before the answer (RFC 3960): how it rings there, or why it will not. One that
        forks may describe more than one; the latest is heard."""
        if not response.body:
            return
        try:
            sound = sdp.read(response.text, self.codecs, key=self.key)
        except sdp.BadDescription as error:
            log.info("Sound before an answer is nothing we understand: %s.", error)
            return
        if sound != self.early:
            self.early = sound
            self.on.early(sound)

    def _challenged(self, response: SipResponse) -> None:
        self._challenges += 1
        proof = None if self._canceling else self._proof(self._invite, response)
        if proof is None:
            self._over(Ended(response.status_code, "them", "Credentials were refused"))
        else:
            self._alive = False
            self.start(proof)

    def _taken(self, response: SipResponse) -> None:
        if self._ack is not None:
            if tag_of(response, "to") == self.remote_tag:  # they have not heard our ACK
                self._stack.send(self._ack, self.peer)
            else:
                self._too_many(response)
            return
        self._adopt(response)
        self._ack = self._acknowledge(response)
        self._stack.send(self._ack, self.peer)
        if self.state == "over":
            return
        self.state = "answered"
        self.settled.set()
        self.on.alive()
        try:
            sound = self._agreed(response)
        except sdp.BadDescription as error:
            log.warning("A call was answered with %s.", error)
            self.ask("BYE", lambda response: None)
            self._over(Ended(488, "us", "No sound that both understand"))
            return
        if self._canceling:
            self.ask("BYE", lambda response: None)
            self._over(Ended(487, "us", "Answered while it was canceled"))
        else:
            self.on.answered(sound)

    def _agreed(self, response: SipResponse) -> sdp.Sound:
        """Who described their sound in an answer that we acknowledged need not say it again.
        BadDescription."""
        if not response.body and self.early is not None:
            return self.early
        return sdp.read(response.text, self.codecs, key=self.key)

    def _too_many(self, response: SipResponse) -> None:
        """A second telephone of theirs was answered, too: it hears so, and is hung up (RFC 3261,
        13.2.2.4)."""
        ours = self.remote_tag, self.target, self.routes, self.peer
        self._adopt(response)
        self._stack.send(self._acknowledge(response), self.peer)
        if self.remote_tag not in self._hung_up:
            self._hung_up.add(self.remote_tag)
            self._stack.ask(self._request("BYE"), self.peer, lambda response: None)
        self.remote_tag, self.target, self.routes, self.peer = ours
