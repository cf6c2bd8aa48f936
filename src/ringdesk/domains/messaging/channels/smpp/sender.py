"""SMS by SMPP 3.4, to a message centre that a carrier or an aggregator runs."""

import asyncio
import re
from datetime import datetime

from aiosmpplib.protocol import SubmitSm
from aiosmpplib.state import NPI, TON, PhoneNumber
from msgspec import Struct

from ringdesk.domains.messaging.channels.channel import (
    Accepted,
    CannotTell,
    Credential,
    Health,
    Kind,
    Letter,
    Refused,
    Setup,
    TryLater,
)
from ringdesk.domains.messaging.channels.smpp.segments import UCS2, TooLong, segments_of
from ringdesk.domains.messaging.channels.smpp.session import OK, Answered, Session
from ringdesk.domains.messaging.channels.smpp.sessions import SESSIONS, CannotBind
from ringdesk.domains.messaging.channels.smpp.words import (
    MAY_PASS,
    NO_SUCH_NUMBER,
    NOT_OURS,
    THROTTLED,
    plain_id,
)
from ringdesk.kernel.errors import Invalid

NUMBER = re.compile(r"\+[1-9]\d{7,14}", re.ASCII)
SENDER = re.compile(r"\+?[1-9]\d{2,14}|[A-Za-z0-9 ]{1,11}", re.ASCII)
SHORT_CODE = 8  # digits; longer ones are numbers
JOINED = 0x40  # esm_class: a header stands before the text
NO_RECEIPT, RECEIPT = 0, 1
# A part that is throttled is asked for again: the parts before it are on their way.
WAITS_S = (1.0, 2.0, 4.0, 8.0)


class SmppSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The password has eight letters at most: the protocol's limit."""

    host: str
    system_id: str
    port: int = 2775
    system_type: str = ""
    tls: bool = False


class SmppSms:
    at_once = 10

    def __init__(self, setup: Setup) -> None:
        self._setup = setup

    async def send(self, letter: Letter) -> Accepted:
        if NUMBER.fullmatch(letter.recipient) is None:
            raise Refused("Not a telephone number in international form")
        try:
            made = segments_of(letter.text)
        except TooLong as error:
            raise Refused("Too long for a short message") from error
        session = await self._session()
        source, destination = sender_of(letter.sender), number_of(letter.recipient)
        answered = Answered(OK, b"")
        for at, part in enumerate(made.parts):
            last = at == len(made.parts) - 1
            message = SubmitSm(
                short_message=letter.text, source=source, destination=destination,
                esm_class=JOINED if made.is_joined else 0,
                registered_delivery=RECEIPT if last else NO_RECEIPT,
                encoding=UCS2 if made.encoding == UCS2 else None,
            )  # fmt: skip
            message.set_encoded_message(part)
            answered = await submitted(session, message, is_first=at == 0)
        return Accepted(plain_id(answered.message_id))

    async def _session(self) -> Session:
        try:
            return await SESSIONS.borrow(self._setup)
        except CannotBind as error:
            raise TryLater(error.says, away=True) from error

    async def look_up(self, letter: Letter, asked_at: datetime) -> Accepted | None:
        raise CannotTell("A message centre has no message by our number")

    async def check(self) -> Health:
        try:
            await SESSIONS.borrow(self._setup)
        except CannotBind as error:
            return Health(False, error.says)
        return Health(True, "Bound as a transceiver")

    async def close(self) -> None:
        """The connection stays, for receipts and for what comes in."""


async def submitted(session: Session, message: SubmitSm, *, is_first: bool) -> Answered:
    """Of a later part no refusal is a clean one any more: the telephone has a part."""
    for wait in (*WAITS_S, None):
        try:
            answered = await session.submit(message)
        except TryLater as error:
            raise (error if is_first else CannotTell("Only a part of it was taken")) from error
        if answered.status == OK:
            return answered
        if is_first:
            raise meaning(answered.status)
        if answered.status not in THROTTLED or wait is None:
            break
        await asyncio.sleep(wait)
    raise CannotTell("Only a part of it was taken")


def meaning(status: int) -> Refused | TryLater:
    told = f"0x{status:08x}"
    if status in THROTTLED:
        return TryLater(f"The centre asks us to slow down ({told})", retry_after_s=5)
    if status in NO_SUCH_NUMBER:
        return Refused(f"The centre knows no such number ({told})", suppress=True)
    if status in NOT_OURS:
        return TryLater(f"The centre does not accept the account or sender ({told})", away=True)
    if status in MAY_PASS:
        return TryLater(f"The centre cannot do it now ({told})")
    return Refused(f"The centre refused it ({told})")


def number_of(e164: str) -> PhoneNumber:
    return PhoneNumber(e164.removeprefix("+"), TON.INTERNATIONAL, NPI.ISDN)


def sender_of(sender: str) -> PhoneNumber:
    if not sender:
        return PhoneNumber("")  # the account's own
    digits = sender.removeprefix("+")
    if not digits.isdecimal():
        return PhoneNumber(sender, TON.ALPHANUMERIC, NPI.UNKNOWN)
    if len(digits) <= SHORT_CODE and not sender.startswith("+"):
        return PhoneNumber(digits, TON.NETWORK_SPECIFIC, NPI.UNKNOWN)
    return number_of(sender)


def check_sender(sender: str) -> str:
    if SENDER.fullmatch(sender) is None:
        raise Invalid.field("sender", "A number with +, a short code, or up to 11 letters")
    return sender


KINDS = (
    Kind(
        channel="sms", kind="smpp", settings=SmppSettings, make=SmppSms,
        credentials=(Credential("password"),), place=("host", "port"), sender="optional",
        check_sender=check_sender, per_second=10,
    ),
)  # fmt: skip
