"""A SIP trunk as a carrier. Its calls are calls of one process, and over when that ends: so what
this one does not know, and no other said lately that it has, was never placed, or is no more."""

import asyncio
import logging
import re
from collections.abc import Coroutine
from contextlib import suppress
from pathlib import Path

from aiosipua import SipDigestAuth

from ringdesk.domains.telephony.carrier import (
    CallState,
    CarrierRefused,
    DialRequest,
    Health,
    Listener,
    Placed,
)
from ringdesk.domains.telephony.media import Leg, Media, MediaFailed
from ringdesk.domains.telephony.media.speech import Speech
from ringdesk.domains.telephony.settings import SipSettings
from ringdesk.domains.telephony.sip import sdp
from ringdesk.domains.telephony.sip.board import Board
from ringdesk.domains.telephony.sip.elsewhere import Common, Elsewhere
from ringdesk.domains.telephony.sip.entrance import Entrance
from ringdesk.domains.telephony.sip.following import AskPlan
from ringdesk.domains.telephony.sip.lines import Line
from ringdesk.domains.telephony.sip.messages import Address, new_tag
from ringdesk.domains.telephony.sip.outcomes import is_the_trunks, verdict
from ringdesk.domains.telephony.sip.outgoing import OutgoingCall
from ringdesk.domains.telephony.sip.passing import pass_on
from ringdesk.domains.telephony.sip.peers import Peers, own_address_towards
from ringdesk.domains.telephony.sip.presence import Presence
from ringdesk.domains.telephony.sip.receiving import Receiving, names_of
from ringdesk.domains.telephony.sip.registration import Registration
from ringdesk.domains.telephony.sip.stack import SipStack, Wanted, user_at
from ringdesk.domains.telephony.tls import tls_with

log = logging.getLogger(__name__)

FIRST_WORD_S = 16.0  # six tries of an INVITE: by then a trunk has answered, or is not there
SILENT_FIRST_WORD_S = 4.0  # of a trunk that did not answer the last time either
CLOSE_S = 2.0
ATTEMPT = re.compile(r"[A-Za-z0-9.:_+-]{1,120}", re.ASCII)
NUMBER = re.compile(r"[A-Za-z0-9+*#._-]{1,64}", re.ASCII)


class SipCarrier:
    """`tell` hears its events. For a call to us `ask` is asked for a plan, which is followed;
    without it the call is told as `initiated`, with "<from> <to>" as its detail, and rings until
    `accept`, `hang_up`, or for a minute. The attempt of a call to us begins with `in:`."""

    name = "sip"

    def __init__(
        self, settings: SipSettings, password: str, media: Media, tell: Listener, *,
        most_calls: int = 100, record_into: Path | None = None,
        ask: AskPlan | None = None, speech: Speech | None = None, common: Common | None = None,
        certificate: str = "",
    ) -> None:  # fmt: skip
        self._settings, self._media, self._tell = settings, media, tell
        self._most_calls = most_calls
        self._folder = record_into
        self._credentials = (
            SipDigestAuth(settings.username, password) if settings.username and password else None
        )
        self._codecs = tuple(sdp.CODECS[name] for name in settings.codecs)
        self._board = Board()
        self._entrance = Entrance(most_calls, settings.inbound_percent)
        self._elsewhere = Elsewhere(self._board, common)
        self._receiving = Receiving(
            self._board,
            self._entrance,
            media,
            tell,
            self._codecs,
            self.transfer,
            ask,
            speech,
            srtp=settings.srtp,
        )
        self._stack: SipStack | None = None
        self._peers = Peers(*settings.next_hops)
        self._silent = False
        self._doing: set[asyncio.Task[None]] = set()
        self._presence: Presence | None = None
        self._tls = tls_with(settings.ca, certificate) if settings.transport == "tls" else None

    # Its life.

    async def start(self) -> None:
        """OSError: a name without an address, a port that is taken."""
        await self._peers.look()
        ours = own_address_towards(self._peers.current)
        self._stack = SipStack(
            transport=self._settings.transport, host=ours, port=self._settings.local_port,
            advertised_ip=self._settings.advertised_ip or None, knows=self._peers.knows,
            tls=self._tls, name_of=self._peers.name_of,
        )  # fmt: skip
        self._stack.on_invite = self._receiving.invited
        await self._stack.start()
        self._receiving.sound_at = self._stack.address[0]
        self._elsewhere.start()
        self._do(self._warm())
        self._presence = Presence(self._stack, self._peers, self._registration(self._stack))
        self._presence.start()

    def _registration(self, stack: SipStack) -> Registration | None:
        who = self._address(self._settings.username)
        registrar = self._settings.registrar
        return Registration(stack, self._peers, who, self._credentials) if registrar else None

    async def close(self) -> None:
        """Its calls end."""
        await self._elsewhere.stop()
        if self._presence is not None:
            await self._presence.stop()
        for line in list(self._board.live):
            line.hang_up()
        with suppress(TimeoutError):  # a trunk that is not there answers no CANCEL
            async with asyncio.timeout(CLOSE_S):
                while self.active:  # noqa: ASYNC110 - a BYE or CANCEL is on its way
                    await asyncio.sleep(0.02)
        for line in self._board.live:
            line.drop()
        if telling := self._board.telling():
            await asyncio.wait(telling, timeout=CLOSE_S)
        if self._stack is not None:
            await self._stack.stop()

    @property
    def address(self) -> Address:
        """Where calls to us come in."""
        return self._stack.address if self._stack is not None else ("", 0)

    @property
    def refused(self) -> int:
        """Requests of strangers."""
        return self._stack.refused if self._stack is not None else 0

    @property
    def active(self) -> int:
        """Lines in use."""
        return self._board.outgoing + self._entrance.calls

    def _address(self, user: str) -> str:
        return user_at(user, self._settings.domain or self._settings.host.strip("[]"))

    # The face.

    async def dial(self, request: DialRequest) -> Placed:
        """CarrierRefused. Once the trunk gave any sign of life there is a call."""
        line = self._board.of_attempt(request.attempt)
        if line is None:
            if self.active >= self._most_calls:
                raise CarrierRefused("All lines of the trunk are in use", code=503)
            line = await self._line(request)
        patience = SILENT_FIRST_WORD_S if self._silent else FIRST_WORD_S
        try:
            async with asyncio.timeout(patience):
                ended = await asyncio.shield(line.first_word)
        except TimeoutError as error:
            self._silent = True
            self._do(self._peers.another())
            self._board.refuse(line)
            line.hang_up()  # should its answer come after all, the call is ended at once
            raise CarrierRefused("The trunk does not answer", code=408) from error
        self._silent = False
        if ended is not None and is_the_trunks(ended):
            if ended.by == "nobody":
                self._do(self._peers.another())
            self._board.refuse(line)
            raise CarrierRefused(f"The trunk says {ended.code} {ended.reason}", code=ended.code)
        return Placed(line.id)

    async def hang_up(self, carrier_call_id: str) -> None:
        """CarrierSilent: another process has it. It is asked for again, until that one is asked."""
        line = self._board.of_call(carrier_call_id)
        if line is None:
            await self._elsewhere.require_none(*names_of(carrier_call_id))
        elif not line.over:
            line.hang_up()

    async def look_up(self, attempt: str, carrier_call_id: str | None) -> CallState | None:
        """CarrierSilent: another process has it, or had it a moment ago. A call to us is known by
        its id, whatever attempt stands for it."""
        line = self._board.of_attempt(attempt)
        if line is None and carrier_call_id is not None:
            line = self._board.of_call(carrier_call_id)
        if line is None:
            more = names_of(carrier_call_id) if carrier_call_id is not None else ()
            await self._elsewhere.require_none(attempt, *more)
            return None
        return line.state()

    async def transfer(self, carrier_call_id: str, to_number: str) -> None:
        """Meanwhile there is music. CarrierRefused: they did not answer, the call is as before."""
        line = self._board.of_call(carrier_call_id)
        if line is None or line.over or not line.was_answered:
            raise CarrierRefused("The call is over", code=481)
        if line.is_passed_on or self.active >= self._most_calls:
            raise CarrierRefused("It was transferred before, or no line is free", code=503)
        line.is_passed_on = True
        try:
            await self._media.hold(carrier_call_id, True)
            await self._pass_on(line, to_number)
        except MediaFailed as error:
            raise CarrierRefused(str(error), code=500) from error
        finally:
            line.is_passed_on = line.second is not None
            if not line.over:
                await self._media.hold(carrier_call_id, False)

    async def _pass_on(self, line: Line, to_number: str) -> None:
        leg = await self._leg(to_number)
        if line.over:  # they hung up meanwhile: nobody is to be rung for them
            await leg.close()
            raise CarrierRefused("The call is over", code=481)
        call = self._call(to_number, "", line.attempt, f"{line.id}.{new_tag()}", leg)
        await pass_on(line, call, leg, self._media)

    async def health(self) -> Health:
        ok, says = False, "Not started"
        if self._stack is not None:
            status = await self._stack.options(self._address(""), self._peers.current)
            known = self._presence is None or self._presence.is_known
            ok, says = verdict(status, registered=known)
            says = self._stack.trouble if status is None and self._stack.trouble else says
        return Health(ok=ok, says=says, calls=self.active, most_calls=self._most_calls)

    # Calls to us.

    async def accept(self, carrier_call_id: str) -> None:
        """Answer a call that rings here. CarrierRefused."""
        await self._receiving.accept(carrier_call_id)

    def _do(self, what: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(what)
        self._doing.add(task)
        task.add_done_callback(self._doing.discard)

    async def _warm(self) -> None:
        """The sound's process takes a second to start: not while the first call waits."""
        try:
            await self._media.counts()
        except MediaFailed as error:
            log.warning("There will be no sound: %s", error)

    # Inside.

    async def _line(self, request: DialRequest) -> Line:
        if ATTEMPT.fullmatch(request.attempt) is None:
            raise CarrierRefused("An attempt of that name cannot be placed", code=400)
        leg = await self._leg(request.to_number)
        before = self._board.of_attempt(request.attempt)
        if before is not None:  # asked twice in one moment
            await leg.close()
            return before
        again = self._board.of_call(request.attempt) is not None  # refused here before
        call_id = f"{request.attempt}~{new_tag()}" if again else request.attempt
        call = self._call(request.to_number, request.from_number, request.attempt, call_id, leg)
        line = Line(request.attempt, call, leg, self._media, self._tell)
        self._board.add(line)
        line.detect = request.detect_machine
        if request.record and self._folder is not None:
            line.record_as = self._folder / f"{request.attempt.replace(':', '-')}.wav"
        line.begin(request.ring_timeout_s)
        return line

    async def _leg(self, to_number: str) -> Leg:
        """For a call to a number. CarrierRefused."""
        self._require_started()
        if NUMBER.fullmatch(to_number) is None:
            raise CarrierRefused("That is no number", code=484, permanent=True)
        try:
            return await self._media.open()
        except MediaFailed as error:
            raise CarrierRefused(str(error), code=500) from error

    def _call(
        self, to_number: str, from_number: str, attempt: str, call_id: str, leg: Leg
    ) -> OutgoingCall:
        stack = self._require_started()
        who = from_number or self._settings.username or "anonymous"
        headers = {"X-Ringdesk-Attempt": attempt}
        if from_number:  # what trunks show whose From has to be the account
            headers["P-Asserted-Identity"] = f"<{self._address(from_number)}>"
        return stack.call(Wanted(
            call_id=call_id, from_uri=self._address(who), to_uri=self._address(to_number),
            peer=self._peers.current, sound_at=(stack.address[0], leg.port), codecs=self._codecs,
            headers=headers, credentials=self._credentials,
            key=sdp.new_key() if self._settings.srtp else None,
        ))  # fmt: skip

    def _require_started(self) -> SipStack:
        if self._stack is None:
            raise CarrierRefused("The trunk is not started", code=503)
        return self._stack
