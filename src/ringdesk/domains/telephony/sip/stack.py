"""SIP, as far as a trunk needs it: one address of ours, calls out of it and into it.

This is the adapter behind which libraries may change: nothing outside this folder knows aiosipua.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from typing import NamedTuple
from urllib.parse import quote

from aiosipua import SipDigestAuth, SipRequest, SipResponse, Via

from ringdesk.domains.telephony.sip import messages, sdp
from ringdesk.domains.telephony.sip.calls import Call, via_of
from ringdesk.domains.telephony.sip.connections import Connections
from ringdesk.domains.telephony.sip.endpoints import Endpoint, Udp
from ringdesk.domains.telephony.sip.incoming import IncomingCall
from ringdesk.domains.telephony.sip.messages import Address, answer_to
from ringdesk.domains.telephony.sip.outgoing import OutgoingCall
from ringdesk.domains.telephony.sip.transactions import Answering, Asking, Heard, Transactions
from ringdesk.domains.telephony.tls import Tls

log = logging.getLogger(__name__)

MOST_CALLS = 2000


class Wanted(NamedTuple):
    """A call to be made. `sound_at`: where we hear."""

    call_id: str
    from_uri: str
    to_uri: str
    peer: Address
    sound_at: Address
    codecs: tuple[int, ...] = (sdp.PCMU, sdp.PCMA)
    headers: Mapping[str, str] = {}
    credentials: SipDigestAuth | None = None
    key: bytes | None = None  # of our sound, where it is encrypted


class SipStack:
    """`takes`: who rings here, asked before anything is answered. `sound_for`: where the sound of
    an incoming call is to go; None refuses it (503)."""

    def __init__(
        self, *, transport: str = "udp", host: str = "127.0.0.1", port: int = 0,
        advertised_ip: str | None = None, knows: Callable[[Address], bool] = lambda source: True,
        tls: Tls | None = None, name_of: Callable[[str], str] = str,
    ) -> None:  # fmt: skip
        self._ways = None if transport == "udp" else Connections(knows, tls, name_of)
        self._endpoint: Endpoint = self._ways or Udp()
        self._host, self._port, self._advertised = host, port, advertised_ip
        self._knows = knows
        self._transactions = Transactions(self._endpoint.send, reliable=self._endpoint.reliable)
        if self._ways is not None:
            self._ways.lost = self._transactions.lost
            self._ways.unsent = self._transactions.unsent
        self._calls: dict[str, Call] = {}
        self.on_invite: Callable[[IncomingCall], None] = lambda call: call.refuse(480)
        self.refused = 0  # requests of strangers

    async def start(self) -> None:
        """OSError: the port is taken."""
        await self._endpoint.start(self._host, self._port, self._arrived)

    async def stop(self) -> None:
        self._transactions.stop()
        await self._endpoint.stop()

    @property
    def address(self) -> Address:
        """As the others know us."""
        host, port = self._endpoint.local
        return self._advertised or host, port

    @property
    def calls(self) -> int:
        return len(self._calls)

    def via(self) -> Via:
        return via_of(self._endpoint.transport, self.address)

    def contact(self) -> str:
        host, port = self.address
        host = f"[{host}]" if ":" in host else host
        kind = f";transport={self._endpoint.transport.lower()}" if self._ways else ""
        return f"<sip:ringdesk@{host}:{port}{kind}>"

    # Out.

    def call(self, wanted: Wanted) -> OutgoingCall:
        """Not yet sent: say what you want to hear of it, then `start`."""
        made = OutgoingCall(
            self, call_id=wanted.call_id, local=wanted.from_uri, remote=wanted.to_uri,
            target=wanted.to_uri, peer=wanted.peer, sound_at=wanted.sound_at,
            codecs=wanted.codecs,
        )  # fmt: skip
        made.headers, made.credentials, made.key = wanted.headers, wanted.credentials, wanted.key
        self._calls[wanted.call_id] = made
        return made

    def ask(self, request: SipRequest, to: Address, heard: Heard) -> Asking:
        return self._transactions.ask(request, to, heard)

    def send(self, request: SipRequest, to: Address) -> None:
        """An ACK: nobody answers it."""
        self._endpoint.send(bytes(request), to)

    async def reach(self, to: Address) -> bool:
        """Whether something can be sent there."""
        return await self._endpoint.reach(to)

    async def stands(self, to: Address, seconds: float) -> bool:
        """A connection, after that time; False as soon as it does not."""
        return self._ways is not None and await self._ways.stands(to, seconds)

    @property
    def connects(self) -> bool:
        return self._ways is not None

    @property
    def trouble(self) -> str:
        """Why there is no connection, in words; "" where there is one, or none is needed."""
        return self._ways.trouble if self._ways is not None else ""

    def keep_alive(self, to: Address) -> None:
        """Nothing, so that the way there stays open."""
        self._endpoint.send(b"\r\n\r\n", to)

    def forget(self, call: Call) -> None:
        """One that is over, or was never started."""
        if self._calls.get(call.call_id) is call:
            del self._calls[call.call_id]

    async def options(self, uri: str, peer: Address, seconds: float = 4.0) -> int | None:
        """Whether somebody is there: the status of their answer, or None."""
        done = asyncio.get_running_loop().create_future()
        own = f"<sip:ringdesk@{self.address[0]}>;tag={messages.new_tag()}"
        request = messages.request_of(
            "OPTIONS", uri, via=self.via(), from_=own, to=f"<{uri}>",
            call_id=messages.new_tag() + messages.new_tag(), number=1,
        )  # fmt: skip
        request.headers.set_single("Contact", self.contact())

        def heard(response: SipResponse | None) -> None:
            if not done.done() and (response is None or response.status_code >= 200):
                done.set_result(None if response is None else response.status_code)

        asking = self.ask(request, peer, heard)
        try:
            async with asyncio.timeout(seconds):
                return await done  # type: ignore[no-any-return]
        except TimeoutError:
            asking.give_up()
            return None

    # In.

    def _arrived(self, raw: bytes, source: Address) -> None:
        message = messages.parse(raw, source)
        if message is None:
            return
        try:
            if isinstance(message, SipResponse):
                self._transactions.heard(message)
            elif not self._knows(source):
                self.refused += 1  # nor told that somebody is here
            else:
                self._take(message, source)
        except (ValueError, IndexError, KeyError, TypeError):
            log.warning("A SIP message of %s made no sense.", source[0], exc_info=True)

    def _take(self, request: SipRequest, source: Address) -> None:
        if request.method == "ACK":
            self._acknowledged(request)
            return
        answering = self._transactions.take(request, source)
        if answering is None:
            return
        if request.method == "CANCEL":
            self._cancel(answering)
            return
        known = self._calls.get(request.call_id or "")
        if known is not None and messages.tag_of(request, "to"):
            known.take(answering)
        elif request.method == "INVITE" and not messages.tag_of(request, "to"):
            self._invited(answering, source)
        elif request.method == "OPTIONS":
            response = answer_to(request, 200, tag=messages.new_tag())
            response.headers.set_single("Contact", self.contact())
            answering.answer(response)
        else:
            answering.answer(answer_to(request, 481, tag=messages.new_tag()))

    def _acknowledged(self, request: SipRequest) -> None:
        answered = self._transactions.invite_of(request)
        if answered is not None:
            answered.acknowledged()
            return
        number = messages.number_of(request).seq
        self._transactions.acknowledge(request.call_id or "", number)

    def _cancel(self, answering: Answering) -> None:
        invite = self._transactions.invite_of(answering.request)
        known = self._calls.get(answering.request.call_id or "")
        answering.answer(answer_to(answering.request, 200 if invite else 481))
        if isinstance(known, IncomingCall) and known.answering is invite:
            known.canceled()

    def _invited(self, answering: Answering, source: Address) -> None:
        request = answering.request
        call_id = request.call_id or ""
        if unknown := messages.options_of(request, "require") - {messages.RELIABLY}:
            refusal = answer_to(request, 420, tag=messages.new_tag())
            refusal.headers.set_single("Unsupported", ", ".join(sorted(unknown)))
            answering.answer(refusal)
            return
        if call_id in self._calls or len(self._calls) >= MOST_CALLS:
            merged = call_id in self._calls
            answering.answer(answer_to(request, 482 if merged else 503, tag=messages.new_tag()))
            return
        answering.answer(answer_to(request, 100))
        call = IncomingCall(
            self, call_id=call_id, local=messages.uri_of(request, "to"),
            remote=messages.uri_of(request, "from"),
            target=messages.contact_of(request) or messages.uri_of(request, "from"),
            peer=source, sound_at=("", 0), codecs=(sdp.PCMU, sdp.PCMA),
        )  # fmt: skip
        call.remote_tag = messages.tag_of(request, "from")
        call.routes = list(request.headers.get("record-route"))
        call.answering, call.offer = answering, request.text
        self._calls[call_id] = call
        self.on_invite(call)


def user_at(user: str, host: str) -> str:
    """A SIP address. What may not stand before the @ is written in percents."""
    written = quote(user, safe="+*-._~!()&=$,")
    return f"sip:{written}@{host}" if user else f"sip:{host}"
