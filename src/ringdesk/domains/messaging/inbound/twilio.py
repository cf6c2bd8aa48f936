"""Webhooks of Twilio about SMS: what became of one, and what somebody answered."""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from ringdesk.domains.messaging.channels.sms_twilio import PATH
from ringdesk.domains.messaging.inbound.reading import Asks, Wrote
from ringdesk.domains.messaging.inbound.telling import Told, provider_of, write_down
from ringdesk.domains.messaging.models import ReceiptState
from ringdesk.domains.messaging.senders import Senders
from ringdesk.kernel.errors import Forged
from ringdesk.kernel.twilio import is_signed
from ringdesk.kernel.work import Origin

SmsTopic = Literal["status", "inbound"]
# `accepted`, `queued`, `sending` and `sent` are on the way; these are ends.
ENDS: dict[str, ReceiptState] = {
    "delivered": "delivered", "read": "opened", "undelivered": "failed", "failed": "failed",
}  # fmt: skip
# Of Twilio's error dictionary: unknown destination, landline or unreachable carrier, no mobile.
DEAD_NUMBER = frozenset({"30005", "30006", "21211", "21614"})
STOPPED = "21610"
READ: dict[str, Asks] = {"STOP": "stop", "START": "start", "HELP": "help"}


class Form(dict[str, str]):
    """Twilio signs every value of a name that comes twice; we read the last."""

    def __init__(self, pairs: Sequence[tuple[str, str]]) -> None:
        super().__init__(pairs)
        self._pairs = pairs

    def getlist(self, name: str) -> list[str]:
        return [value for key, value in self._pairs if key == name]


class SmsWebhook(Struct, frozen=True, kw_only=True):
    """`query` is as it came, letter for letter: it is part of what was signed. `message`: our
    number of the message, out of it."""

    key: str
    topic: SmsTopic
    query: str
    message: str
    form: tuple[tuple[str, str], ...]
    signature: str


async def hear_sms(senders: Senders, webhook: SmsWebhook, origin: Origin) -> None:
    """ProviderNotFound, Forged."""
    known = await provider_of(senders, webhook.key, "twilio")
    form = Form(webhook.form)
    address = f"{senders.public_url.rstrip('/')}{PATH}/{webhook.key}/{webhook.topic}"
    signed = f"{address}?{webhook.query}" if webhook.query else address
    if not is_signed(known.secrets.get("auth_token", ""), signed, form, webhook.signature):
        raise Forged(tenant_id=known.tenant_id, provider="twilio")
    sid = (form.get("MessageSid") or form.get("SmsSid") or "")[:80]
    if webhook.topic == "inbound":
        await write_down(senders, known, [], said_in(form, sid), origin)
    elif sid:
        await write_down(senders, known, told_in(form, sid, webhook.message), stopped(form), origin)


def told_in(form: Form, sid: str, message: str) -> list[Told]:
    state = ENDS.get(form.get("MessageStatus", form.get("SmsStatus", "")))
    code = form.get("ErrorCode", "")[:10]
    if state is None:
        return []
    return [Told(
        provider_message_id=sid, state=state, hard=code in DEAD_NUMBER, message=message[:40],
        reason=f"Twilio's error {code}" if code else "",
    )]  # fmt: skip


def stopped(form: Form) -> list[Wrote]:
    """They had answered STOP to Twilio itself."""
    told = form.get("ErrorCode") == STOPPED
    return [Wrote(address=form.get("To", "")[:40], text="STOP", asks="stop")] if told else []


def said_in(form: Form, sid: str) -> list[Wrote]:
    """`OptOutType`: what Twilio itself read out of it and answered, where the account lets it.
    Pictures stay with Twilio: that there were some is told."""
    text, pictures = form.get("Body", "")[:2000], form.get("NumMedia", "0")
    if pictures.isdecimal() and int(pictures) > 0:
        text = f"{text}\n[{pictures[:3]} × MMS]".strip()
    asks = READ.get(form.get("OptOutType", ""))
    return [Wrote(address=form.get("From", "")[:40], text=text, id=sid, asks=asks)]
