"""One SIP call, ours or theirs: a dialog (RFC 3261, section 12) and what happens in it."""

import asyncio
import secrets
from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple, Protocol, TypeAlias

from aiosipua import SipDigestAuth, SipRequest, SipResponse, Via
from aiosipua.auth import answer_challenge

from ringdesk.domains.telephony.sip import messages, sdp
from ringdesk.domains.telephony.sip.messages import Address, answer_to, number_of, tag_of
from ringdesk.domains.telephony.sip.transactions import Answering, Asking, Heard

State: TypeAlias = Literal["calling", "ringing", "answered", "over"]
By: TypeAlias = Literal["us", "them", "nobody"]


OUR_PAUSE_MS, THEIR_PAUSE_MS = (2100, 4000), (0, 2000)  # RFC 3261, 14.1


class Ended(NamedTuple):
    """`code`: of the refusal, 200 after a BYE; `by` nobody: we waited for an answer in vain."""

    code: int
    by: By
    reason: str = ""


class Wire(Protocol):
    """What a call needs of the stack that made it."""

    def via(self) -> Via:
        """Of a new request."""

    def contact(self) -> str:
        """Our address, in brackets."""

    def ask(self, request: SipRequest, to: Address, heard: Heard) -> Asking:
        """Repeated until it is answered."""

    def send(self, request: SipRequest, to: Address) -> None:
        """An ACK: nobody answers it."""

    def forget(self, call: "Call") -> None:
        """It is over."""


class Listening:
    """What a call tells whoever made or took it."""

    def __init__(self) -> None:
        self.alive: Callable[[], None] = lambda: None  # the first word of them, whatever it is
        self.ringing: Callable[[], None] = lambda: None
        self.early: Callable[[sdp.Sound], None] = lambda sound: None  # before they answer
        self.answered: Callable[[sdp.Sound], None] = lambda sound: None
        self.moved: Callable[[sdp.Sound], None] = lambda sound: None
        self.digit: Callable[[str], None] = lambda digit: None
        self.over: Callable[[Ended], None] = lambda ended: None


class Call:
    """`sound_at`: where we hear. `peer`: the next hop. `settled`: both sides know that it is
    answered (an ACK has come, or gone), or it is over. Made by `SipStack`."""

    def __init__(
        self, stack: Wire, *, call_id: str, local: str, remote: str, target: str,
        peer: Address, sound_at: Address, codecs: tuple[int, ...],
    ) -> None:  # fmt: skip
        self.call_id, self.peer, self.sound_at, self.codecs = call_id, peer, sound_at, codecs
        self.local_uri, self.remote_uri, self.target = local, remote, target
        self.local_tag, self.remote_tag = messages.new_tag(), ""
        self.routes: list[str] = []
        self.state: State = "calling"
        self.on = Listening()
        self.credentials: SipDigestAuth | None = None
        self.settled = asyncio.Event()
        self.key: bytes | None = None  # of our sound, where it is encrypted
        self._stack, self._number, self._their_number, self._version = stack, 0, 0, 1
        self._offers = False  # a re-INVITE of ours is under way

    # What both kinds do in a dialog.

    def _request(
        self, method: str, *, to_uri: str = "", number: int | None = None
    ) -> SipRequest:  # fmt: skip
        if number is None:
            self._number += 1
            number = self._number
        tagged = f";tag={self.remote_tag}" if self.remote_tag else ""
        made = messages.request_of(
            method, to_uri or self.target, via=self._stack.via(),
            from_=f"<{self.local_uri}>;tag={self.local_tag}",
            to=f"<{self.remote_uri}>{tagged}", call_id=self.call_id, number=number,
        )  # fmt: skip
        for route in self.routes:
            made.headers.append("Route", route)
        made.headers.set_single("Contact", self._stack.contact())
        return made

    def ask(
        self, method: str, heard: Callable[[SipResponse | None], None],
        headers: Mapping[str, str] | None = None, body: str = "", kind: str = "application/sdp",
    ) -> None:  # fmt: skip
        """Within the dialog; a challenge is answered once."""
        more = dict(headers or {})

        def send(tries: int) -> None:
            request = self._request(method)
            for name, value in more.items():
                request.headers.set_single(name, value)
            if body:
                request.text = body
                request.headers.set_single("Content-Type", kind)
            self._stack.ask(request, self.peer, lambda response: take(request, response, tries))

        def take(request: SipRequest, response: SipResponse | None, tries: int) -> None:
            if response is not None and response.status_code in (401, 407) and not tries:
                proof = self._proof(request, response)
                if proof is not None:
                    more[proof[0]] = proof[1]
                    send(tries + 1)
                    return
            heard(response)

        send(0)

    def _proof(self, request: SipRequest, response: SipResponse) -> tuple[str, str] | None:
        if self.credentials is None:
            return None
        return answer_challenge(
            self.credentials, response, response.status_code, request.method, request.uri
        )  # fmt: skip

    def hang_up(self) -> None:
        """Whatever state it is in."""
        raise NotImplementedError

    def bye(self) -> None:
        """Ends an answered call, once."""
        if self.state == "answered":
            self.ask("BYE", lambda response: None)
            self._over(Ended(200, "us"))

    def hold(self, on: bool) -> None:
        """Tell them that we shall send and not listen, or that we do again. Where both sides offer
        at once, both are refused, and ask again after a while by chance (RFC 3261, 14.1)."""
        if self.state != "answered":
            return
        self._version += 1
        direction = "sendonly" if on else "sendrecv"
        text = sdp.describe(
            *self.sound_at, self.codecs, direction=direction, version=self._version, key=self.key
        )

        def take(response: SipResponse | None) -> None:
            if response is not None and response.status_code < 200:
                return
            self._offers = False
            if response is None:
                return
            if response.status_code < 300:
                self._stack.send(self._acknowledge(response), self.peer)
            elif response.status_code == 491:
                asyncio.get_running_loop().call_later(self._pause(), self.hold, on)

        self._offers = True
        self.ask("INVITE", take, body=text)

    def _pause(self) -> float:
        """Seconds: whoever made the call waits longer, so that the two do not meet again."""
        least, most = OUR_PAUSE_MS if self.is_ours else THEIR_PAUSE_MS
        return (least + secrets.randbelow(most - least)) / 1000

    @property
    def is_ours(self) -> bool:
        """We made it."""
        raise NotImplementedError

    def _acknowledge(self, response: SipResponse) -> SipRequest:
        """The ACK of a taken INVITE: a request of its own, with the INVITE's number."""
        return self._request("ACK", number=number_of(response).seq)

    def _over(self, ended: Ended) -> None:
        if self.state != "over":
            self.state = "over"
            self.settled.set()
            self._stack.forget(self)
            self.on.over(ended)

    # What they ask in the dialog.

    def take(self, answering: Answering) -> None:
        request = answering.request
        if tag_of(request, "from") != self.remote_tag or tag_of(request, "to") != self.local_tag:
            answering.answer(answer_to(request, 481))
            return
        number = number_of(request).seq
        if number < self._their_number:
            answering.answer(answer_to(request, 500, reason="Out of order"))
            return
        self._their_number = number
        method = request.method
        if method == "BYE":
            answering.answer(answer_to(request, 200))
            self.left()
        elif method == "INVITE" and (self._offers or self.state != "answered"):
            answering.answer(answer_to(request, 491))
        elif method in ("INVITE", "UPDATE"):
            self._describe_again(answering)
        elif method == "PRACK":
            answering.answer(answer_to(request, 200 if self.heard_provisional(request) else 481))
        elif method == "INFO":
            answering.answer(answer_to(request, 200))
            self._inform(request)
        elif method in ("OPTIONS", "NOTIFY"):
            answering.answer(answer_to(request, 200))
        else:
            answering.answer(answer_to(request, 405))

    def left(self) -> None:
        """Their BYE."""
        self._over(Ended(200, "them"))

    def heard_provisional(self, request: SipRequest) -> bool:
        """Their PRACK: False if it is of no answer that waits for one."""
        return False

    def _describe_again(self, answering: Answering) -> None:
        """A re-INVITE or UPDATE: hold, back again, or sound that has moved."""
        request = answering.request
        response = answer_to(request, 200)
        response.headers.set_single("Contact", self._stack.contact())
        if not request.body and request.method == "UPDATE":
            answering.answer(response)
            return
        try:
            if request.body:
                text, sound = sdp.answer_for(
                    request.text, *self.sound_at, self.codecs, key=self.key
                )
            else:  # an INVITE without an offer wants ours
                text, sound = sdp.describe(*self.sound_at, self.codecs, key=self.key), None
        except sdp.BadDescription:
            answering.answer(answer_to(request, 488))
            return
        response.text = text
        response.headers.set_single("Content-Type", "application/sdp")
        self.target = messages.contact_of(request) or self.target
        answering.answer(response)
        if sound is not None:
            self.on.moved(sound)

    def _inform(self, request: SipRequest) -> None:
        """Digits as a message, of those who cannot send them with the sound."""
        for line in request.text[:200].splitlines():
            name, _, value = line.partition("=")
            if name.strip().lower() == "signal" and value.strip() in set("0123456789*#ABCD"):
                self.on.digit(value.strip())


def via_of(transport: str, at: Address) -> Via:
    params: dict[str, str | None] = {"branch": messages.new_branch(), "rport": None}
    return Via(transport=transport, host=at[0], port=at[1], params=params)
