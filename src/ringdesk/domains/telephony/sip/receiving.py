"""Calls that come to a trunk: let in or not, given a line and sound, and told or followed."""

import asyncio
import logging

from ringdesk.domains.telephony.carrier import CarrierRefused, Listener
from ringdesk.domains.telephony.media import Media, MediaFailed
from ringdesk.domains.telephony.media.speech import Speech
from ringdesk.domains.telephony.sip.board import Board
from ringdesk.domains.telephony.sip.entrance import Entrance
from ringdesk.domains.telephony.sip.following import (
    AskPlan,
    Following,
    Ringing,
    Transfer,
    number_of,
)
from ringdesk.domains.telephony.sip.incoming import IncomingCall
from ringdesk.domains.telephony.sip.lines import Line
from ringdesk.domains.telephony.sip.sdp import new_key

log = logging.getLogger(__name__)

INBOUND_RINGS_S = 60.0
INBOUND = "in:"  # what the attempt of a call to us begins with: nobody attempted it


class Receiving:
    """`sound_at`: our address. For `ask` and `speech` see `SipCarrier`."""

    def __init__(
        self, board: Board, entrance: Entrance, media: Media, tell: Listener,
        codecs: tuple[int, ...], transfer: Transfer, ask: AskPlan | None, speech: Speech | None,
        *, srtp: bool = False,
    ) -> None:  # fmt: skip
        self.sound_at = ""
        self._board, self._entrance, self._media, self._tell = board, entrance, media, tell
        self._codecs, self._transfer, self._ask, self._speech = codecs, transfer, ask, speech
        self._srtp, self._doing = srtp, set[asyncio.Task[None]]()

    def invited(self, call: IncomingCall) -> None:
        code = self._entrance.refuses(call, outgoing=self._board.outgoing)
        if code is not None:
            call.refuse(code)
            return
        call.ring()
        task = asyncio.create_task(self._take(call))
        self._doing.add(task)
        task.add_done_callback(self._doing.discard)

    async def accept(self, carrier_call_id: str) -> None:
        """CarrierRefused."""
        line = self._board.of_call(carrier_call_id)
        if line is None or not isinstance(line.call, IncomingCall):
            raise CarrierRefused("It rings no more", code=481)
        try:
            await line.accept()
        except ValueError as error:
            raise CarrierRefused("It rings no more", code=481) from error

    async def _take(self, call: IncomingCall) -> None:
        try:
            leg = await self._media.open()
        except MediaFailed as error:
            log.warning("A call to us has no sound: %s", error)
            call.refuse(503)
            return
        if call.state == "over":  # they gave up meanwhile, or lost their place
            await leg.close()
            return
        call.sound_at, call.codecs = (self.sound_at, leg.port), self._codecs
        call.key = new_key() if self._srtp else None
        line = Line(INBOUND + call.call_id, call, leg, self._media, self._tell)
        self._board.add(line)
        line.first_word.set_result(None)
        line.rings_for(INBOUND_RINGS_S)
        caller, called = (number_of(call.request, name) for name in ("from", "to"))
        if self._ask is None or self._speech is None:
            line.report("initiated", detail=f"{caller} {called}")
            return
        line.tells_digits = False  # they come with the next question
        following = Following(line, self._media, self._speech, self._transfer)
        await following.through(self._ask, Ringing(line.attempt, line.id, caller, called))


def names_of(carrier_call_id: str) -> tuple[str, str]:
    """The attempts that it may be of: ours bears its attempt's name, theirs is nobody's."""
    return carrier_call_id.partition("~")[0], INBOUND + carrier_call_id
