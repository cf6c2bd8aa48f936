"""RFC 3261, section 17: a request is repeated until it is answered, an answer until it is
acknowledged, and a repetition is answered as before without being acted on again."""

import asyncio
from collections.abc import Callable
from typing import TypeAlias

from aiosipua import SipRequest, SipResponse

from ringdesk.domains.telephony.sip.messages import (
    Address,
    Message,
    along_with,
    branch_of,
    number_of,
    way_back,
)

T1, T2 = 0.5, 4.0  # seconds (RFC 3261, 17.1.1.1)
PATIENCE_S = 64 * T1  # timers B, D, F, H, J

Send: TypeAlias = Callable[[bytes, Address], None]
Heard: TypeAlias = Callable[[SipResponse | None], None]
Key: TypeAlias = tuple[str, str]


class Asking:
    """A request of ours. `heard` gets every provisional answer, the final one (of an INVITE that
    was taken: every repetition, each wants its ACK), or None when nobody answered in time."""

    def __init__(
        self, layer: "Transactions", request: SipRequest, to: Address, heard: Heard
    ) -> None:
        self.request, self.to = request, to
        self._layer, self._heard, self._raw = layer, heard, bytes(request)
        self._invite = request.method == "INVITE"
        self._every, self._final = T1, 0
        self._is_heard = self._is_repeated = self._is_limited = False
        self._again: asyncio.TimerHandle | None = None
        loop = asyncio.get_running_loop()
        self._end = loop.call_later(PATIENCE_S, self._nobody_answered)
        layer.send(self._raw, to)
        self._later()

    def _later(self) -> None:
        if not self._layer.reliable:
            self._again = asyncio.get_running_loop().call_later(self._every, self._repeat)

    def _repeat(self) -> None:
        """Timers A and E. An INVITE's doubles without bound, the others' up to T2."""
        self._layer.send(self._raw, self.to)
        self._every = self._every * 2 if self._invite else min(self._every * 2, T2)
        self._later()

    def _quiet(self) -> None:
        if self._again is not None:
            self._again.cancel()
        self._end.cancel()

    def end_in(self, seconds: float) -> None:
        """Unless the final answer comes first, however often it rings until then."""
        if not self._final:
            self._is_limited = True
            self._end.cancel()
            self._end = asyncio.get_running_loop().call_later(seconds, self._nobody_answered)

    def unsent(self, raw: bytes) -> None:
        """Nobody is there. Where it may have been heard before, that is no proof."""
        if raw == self._raw and not self._is_heard and not self._is_repeated:
            self._nobody_answered()

    def lost(self, to: Address) -> None:
        """The connection: whether it was heard, nobody knows. Once more; who heard it knows it by
        its branch, and answers as before."""
        if to == self.to and not self._is_heard and not self._is_repeated:
            self._is_repeated = True
            self._layer.send(self._raw, to)

    def give_up(self) -> None:
        """Nobody wants the answer any more."""
        self._quiet()
        self._layer.forget(self)

    def _nobody_answered(self) -> None:
        self.give_up()
        if not self._final:
            self._heard(None)

    def take(self, response: SipResponse) -> None:
        status, self._is_heard = response.status_code, True
        if status < 200:
            if self._final:
                return
            if self._invite and not self._is_limited:
                self._quiet()  # it rings: how long is for whoever called to say
            else:
                self._every = T2
            self._heard(response)
            return
        first, self._final = not self._final, status
        self._quiet()
        loop = asyncio.get_running_loop()
        self._end = loop.call_later(PATIENCE_S, self._layer.forget, self)
        if self._invite and status >= 300:
            ack = along_with(self.request, "ACK", response.get_header("to") or "")
            self._layer.send(bytes(ack), self.to)
        if first or (self._invite and status < 300):
            self._heard(response)


class Answering:
    """A request of theirs. `heard` is called when a final answer to an INVITE is acknowledged, or
    `unheard` if it never is."""

    def __init__(self, layer: "Transactions", request: SipRequest, source: Address) -> None:
        self.request, self.source = request, source
        self._layer, self._last, self.final = layer, b"", 0
        self.is_acknowledged = False
        self._back = source if layer.reliable else way_back(request, source)
        self._every = T1
        self._again: asyncio.TimerHandle | None = None
        self._end: asyncio.TimerHandle | None = None
        self.heard: Callable[[], None] = lambda: None
        self.unheard: Callable[[], None] = lambda: None

    def answer(self, response: SipResponse) -> None:
        """Once for the final answer; later ones are not sent."""
        if self.final:
            return
        self._last = bytes(response)
        self._layer.send(self._last, self._back)
        if response.status_code < 200:
            return
        self.final = response.status_code
        loop = asyncio.get_running_loop()
        if self.request.method == "INVITE":
            # A taken call is acknowledged end to end: TCP to the next hop does not spare us that.
            if not self._layer.reliable or self.final < 300:
                self._again = loop.call_later(self._every, self._repeat)
            self._end = loop.call_later(PATIENCE_S, self._never_acknowledged)
            if self.final < 300:
                number = number_of(self.request).seq
                self._layer.taken[(self.request.call_id or "", number)] = self
        else:
            self._end = loop.call_later(PATIENCE_S, self._layer.forget, self)

    def repeated(self) -> None:
        if self._last:
            self._layer.send(self._last, self._back)

    def _repeat(self) -> None:
        self._layer.send(self._last, self._back)
        self._every = min(self._every * 2, T2)
        self._again = asyncio.get_running_loop().call_later(self._every, self._repeat)

    def acknowledged(self) -> None:
        self.is_acknowledged = True
        self.heard()
        self.stop()
        loop = asyncio.get_running_loop()
        self._end = loop.call_later(PATIENCE_S, self._layer.forget, self)

    def _never_acknowledged(self) -> None:
        self.stop()
        self._layer.forget(self)
        self.unheard()

    def stop(self) -> None:
        for timer in (self._again, self._end):
            if timer is not None:
                timer.cancel()


class Transactions:
    def __init__(self, send: Send, *, reliable: bool) -> None:
        self.send, self.reliable = send, reliable
        self._asked: dict[Key, Asking] = {}
        self._answered: dict[Key, Answering] = {}
        self.taken: dict[tuple[str, int], Answering] = {}  # by call and number, until the ACK

    def ask(self, request: SipRequest, to: Address, heard: Heard) -> Asking:
        made = Asking(self, request, to, heard)
        self._asked[(branch_of(request), request.method)] = made
        return made

    def heard(self, response: SipResponse) -> None:
        known = self._asked.get((branch_of(response), number_of(response).method))
        if known is not None:
            known.take(response)

    def take(self, request: SipRequest, source: Address) -> Answering | None:
        """None for a repetition, which is answered here."""
        key = (branch_of(request), request.method)
        known = self._answered.get(key)
        if known is not None:
            known.repeated()
            return None
        made = self._answered[key] = Answering(self, request, source)
        return made

    def unsent(self, raw: bytes) -> None:
        for asking in tuple(self._asked.values()):
            asking.unsent(raw)

    def lost(self, to: Address) -> None:
        for asking in tuple(self._asked.values()):
            asking.lost(to)

    def invite_of(self, request: SipRequest) -> Answering | None:
        """The INVITE that a CANCEL, or the ACK of a refusal, is about."""
        return self._answered.get((branch_of(request), "INVITE"))

    def acknowledge(self, call_id: str, number: int) -> None:
        """The ACK of a call that was taken: it has a branch of its own."""
        known = self.taken.pop((call_id, number), None)
        if known is not None:
            known.acknowledged()

    def forget(self, one: Asking | Answering) -> None:
        table: dict[Key, Asking] | dict[Key, Answering]
        table = self._asked if isinstance(one, Asking) else self._answered
        table.pop(key_of(one.request), None)
        if isinstance(one, Answering):
            self.taken.pop((one.request.call_id or "", number_of(one.request).seq), None)

    def stop(self) -> None:
        for asking in tuple(self._asked.values()):
            asking.give_up()
        for answering in self._answered.values():
            answering.stop()
        self._answered.clear()


def key_of(message: Message) -> Key:
    return branch_of(message), number_of(message).method
