"""What is done with a call to us: a plan is asked for, and followed step by step on our own mixer.
After a menu it is asked for again, with the keys that were pressed."""

import logging
import re
from collections.abc import Awaitable, Callable
from typing import NamedTuple, TypeAlias

from aiosipua import SipRequest

from ringdesk.domains.telephony.carrier import CarrierRefused
from ringdesk.domains.telephony.media import Media, MediaFailed
from ringdesk.domains.telephony.media.speech import Speech
from ringdesk.domains.telephony.plans import (
    HangUp,
    Menu,
    Plan,
    Say,
    Step,
    ToNumber,
    Wait,
)
from ringdesk.domains.telephony.sip.incoming import IncomingCall
from ringdesk.domains.telephony.sip.lines import Line
from ringdesk.domains.telephony.sip.messages import user_of

log = logging.getLogger(__name__)

E164 = re.compile(r"\+[1-9]\d{6,14}", re.ASCII)
MOST_QUESTIONS = 30  # plans of one call: a menu that leads to itself ends, too
WAITED = "tones:0:1"


class Ringing(NamedTuple):
    """Who calls which number of ours, and what they pressed at which menu."""

    attempt: str
    carrier_call_id: str
    from_number: str
    to_number: str
    digits: str | None = None
    step: int = 0


AskPlan: TypeAlias = Callable[[Ringing], Awaitable[Plan | None]]
Transfer: TypeAlias = Callable[[str, str], Awaitable[None]]


class Following:
    """Of one call. `transfer(carrier_call_id, number)`."""

    def __init__(self, line: Line, media: Media, speech: Speech, transfer: Transfer) -> None:
        self._line, self._media, self._speech, self._transfer = line, media, speech, transfer

    async def through(self, ask: AskPlan, ringing: Ringing) -> None:
        """To the step where the call stays, or its end."""
        try:
            for _ in range(MOST_QUESTIONS):
                plan = await ask(ringing)
                menu = await self._follow(plan or (HangUp(busy=True),))
                if menu is None:
                    return
                prompt = await self._speech.file_of(menu.text, menu.language)
                digits = await self._media.collect(
                    self._line.id, prompt=str(prompt or WAITED), most=menu.digits,
                    seconds=menu.timeout_s,
                )  # fmt: skip
                ringing = ringing._replace(digits=digits, step=menu.step)
            self._line.hang_up()
        except (MediaFailed, CarrierRefused, ValueError) as error:  # they hung up meanwhile
            log.info("A call to us ends on its way: %s", error)
            self._line.hang_up()
        except Exception:
            log.exception("Nobody could say what to do with a call to us")
            self._line.hang_up()

    async def _follow(self, plan: Plan) -> Menu | None:
        """The menu at which it has to be asked again; None where the call stays, or is over."""
        for step in plan:
            if self._line.over:
                return None
            if isinstance(step, HangUp) and self._rings:
                self._refuse(busy=step.busy)
                return None
            await self._line.accept()
            if isinstance(step, Menu):
                return step
            if await self._stays(step):
                return None
        return None

    async def _stays(self, step: Step) -> bool:
        if isinstance(step, Say):
            spoken = await self._speech.file_of(step.text, step.language)
            if spoken is not None:
                await self._media.play(self._line.id, str(spoken))
            return False
        if isinstance(step, Wait):
            await self._media.wait(self._line.id, step.seconds)
            return False
        if isinstance(step, HangUp):
            self._line.hang_up()
            return True
        if isinstance(step, ToNumber):
            await self._transfer(self._line.id, step.number)
            return True
        await self._media.wait(self._line.id)  # with music, for whoever is connected to it
        return True

    @property
    def _rings(self) -> bool:
        return self._line.call.state in ("calling", "ringing")

    def _refuse(self, *, busy: bool) -> None:
        call = self._line.call
        if isinstance(call, IncomingCall):
            call.refuse(486 if busy else 480)


def number_of(request: SipRequest, header: str) -> str:
    """In E.164, or "" for who hides theirs. Trunks write 0049… for +49…, too."""
    user = user_of(request, header)
    written = f"+{user[2:]}" if user.startswith("00") else user
    return written if E164.fullmatch(written) else ""
