"""Webhooks of Meta about one WhatsApp number."""

import hashlib
import hmac
from hmac import compare_digest
from typing import Any

from msgspec import DecodeError, Struct, ValidationError, convert, json

from ringdesk.domains.messaging.channels.whatsapp import WhatsAppSettings
from ringdesk.domains.messaging.inbound.reading import Wrote
from ringdesk.domains.messaging.inbound.telling import (
    Told,
    moment,
    provider_of,
    write_down,
)
from ringdesk.domains.messaging.models import ReceiptState
from ringdesk.domains.messaging.senders import Senders
from ringdesk.kernel.errors import Forged, Invalid
from ringdesk.kernel.work import Origin

ENDS: dict[str, ReceiptState] = {"delivered": "delivered", "read": "opened", "failed": "failed"}
NO_WORDS = frozenset({"reaction", "system", "unsupported"})
MOST = 1_000  # things in one webhook


class Text(Struct, frozen=True):
    body: str = ""


class Button(Struct, frozen=True):
    text: str = ""


class Incoming(Struct, frozen=True, rename={"sender": "from"}):
    sender: str = ""
    id: str = ""
    type: str = "text"
    text: Text | None = None
    button: Button | None = None


class Fault(Struct, frozen=True):
    code: int = 0
    title: str = ""


class Status(Struct, frozen=True):
    id: str = ""
    status: str = ""
    timestamp: str = ""
    errors: list[Fault] = []
    biz_opaque_callback_data: str = ""


class Metadata(Struct, frozen=True):
    phone_number_id: str = ""


class Value(Struct, frozen=True):
    metadata: Metadata = Metadata()
    statuses: list[Status] = []
    messages: list[Incoming] = []


class Change(Struct, frozen=True):
    value: Any = None
    field: str = ""


class Entry(Struct, frozen=True):
    changes: list[Change] = []


class Notice(Struct, frozen=True):
    entry: list[Entry] = []


async def answer_challenge(
    senders: Senders, key: str, *, mode: str, token: str, challenge: str
) -> str:
    """Meta asks once whether the address is ours. ProviderNotFound, Forged."""
    known = await provider_of(senders, key, "whatsapp")
    ours = known.secrets.get("verify_token", "")
    if mode != "subscribe" or not ours or not compare_digest(ours.encode(), token.encode()):
        raise Forged(tenant_id=known.tenant_id, provider="whatsapp")
    return challenge


async def hear_whatsapp(
    senders: Senders, key: str, *, body: bytes, signature: str, origin: Origin
) -> None:
    """ProviderNotFound, Forged; Invalid for what is signed and no notice."""
    known = await provider_of(senders, key, "whatsapp")
    secret = known.secrets.get("app_secret", "")
    right = f"sha256={hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}"
    if not secret or not compare_digest(right.encode(), signature.encode()):
        raise Forged(tenant_id=known.tenant_id, provider="whatsapp")
    settings = convert(known.row.shown, WhatsAppSettings)
    told: list[Told] = []
    wrote: list[Wrote] = []
    for value in values_in(body):
        if value.metadata.phone_number_id == settings.phone_number_id:
            told += [told_by(one) for one in value.statuses if one.status in ENDS]
            wrote += [wrote_by(one) for one in value.messages if one.type not in NO_WORDS]
    await write_down(senders, known, told[:MOST], wrote[:MOST], origin)


def values_in(body: bytes) -> list[Value]:
    """Of changes that are about messages; others of the same address are not ours to read."""
    try:
        notice = json.decode(body, type=Notice)
        return [
            convert(change.value, Value)
            for entry in notice.entry
            for change in entry.changes
            if change.field == "messages"
        ]
    except (DecodeError, ValidationError) as error:
        raise Invalid.field("", "This is no notice of WhatsApp's") from error


def told_by(status: Status) -> Told:
    fault = status.errors[0] if status.errors else None
    return Told(
        provider_message_id=status.id[:200], state=ENDS[status.status],
        at=moment(status.timestamp), message=status.biz_opaque_callback_data[:40],
        reason=f"{fault.title[:200]} ({fault.code})" if fault else "",
    )  # fmt: skip


def wrote_by(message: Incoming) -> Wrote:
    """A picture, a place or a voice stays with Meta: that there was one is told."""
    text = message.text.body if message.text else message.button.text if message.button else ""
    return Wrote(
        address=f"+{message.sender[:20].removeprefix('+')}",
        text=text[:2000] or f"[{message.type[:20]}]", id=message.id[:200],
    )  # fmt: skip
