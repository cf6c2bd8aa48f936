"""What a message centre's words mean to us."""

import re
from typing import Literal

from aiosmpplib.protocol import DeliverSm
from msgspec import Struct

State = Literal["delivered", "failed"]
# SMPP 3.4, appendix B: of a receipt, `stat`. What is on its way (ENROUTE, ACCEPTD) is no end.
ENDS: dict[str, State] = {
    "DELIVRD": "delivered", "EXPIRED": "failed", "DELETED": "failed", "UNDELIV": "failed",
    "REJECTD": "failed", "UNKNOWN": "failed",
}  # fmt: skip
FIELD = re.compile(r"\b(id|stat|err):\s*([^\s]{1,64})", re.IGNORECASE | re.ASCII)
RECEIPTED_MESSAGE_ID = 0x001E
TRUE_ERROR = re.compile(r"[1-9A-Fa-f]")
# What a status says of a submit (5.1.3). Throttled, and the queue is full; then what is wrong with
# the number; then with us.
THROTTLED = frozenset({0x58, 0x14})
NO_SUCH_NUMBER = frozenset({0x0B, 0x50, 0x51})
NOT_OURS = frozenset({0x04, 0x0A, 0x0D, 0x0E, 0x0F, 0x48, 0x49})
MAY_PASS = frozenset({0x08, 0x45, 0x64})


class Receipt(Struct, frozen=True):
    """`state` None: on its way."""

    message_id: str
    state: State | None
    reason: str


def receipt_of(message: DeliverSm) -> Receipt | None:
    """None for what is a message to us, or names none of ours. The form is each centre's own; these
    words stand in all of them."""
    if not message.is_receipt():
        return None
    text = message.short_message or message.message_payload
    found = {name.lower(): value for name, value in FIELD.findall(text)}
    named = next(
        (str(one.value) for one in message.optional_params or ()
         if one.tag == RECEIPTED_MESSAGE_ID), found.get("id", ""),
    )  # fmt: skip
    if not named:
        return None
    state, error = found.get("stat", "").upper()[:7], found.get("err", "")
    says = f"{state} (error {error})" if TRUE_ERROR.search(error) else state
    return Receipt(plain_id(named), ENDS.get(state), says)


def plain_id(text: str) -> str:
    """Centres name a message now with zeros in front or in capitals, now without."""
    return text.strip().strip("\x00").lower().lstrip("0") or "0"
