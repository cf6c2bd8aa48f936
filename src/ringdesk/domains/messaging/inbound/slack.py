"""Signed events of Slack (v0)."""

import hashlib
import hmac
import time
from hmac import compare_digest

from msgspec import DecodeError, Struct, ValidationError, json

from ringdesk.domains.messaging.inbound.reading import Wrote
from ringdesk.domains.messaging.inbound.telling import provider_of, write_down
from ringdesk.domains.messaging.senders import Senders
from ringdesk.kernel.errors import Forged, Invalid
from ringdesk.kernel.work import Origin

FRESH_S = 300  # Slack's own advice: what is older may be a replay


class Said(Struct, frozen=True):
    """`channel_type` im: to the bot alone. `bot_id`: by a bot, ourselves among them."""

    type: str = ""
    channel: str = ""
    channel_type: str = ""
    user: str = ""
    text: str = ""
    subtype: str = ""
    bot_id: str = ""


class Notice(Struct, frozen=True):
    type: str = ""
    challenge: str = ""
    event: Said | None = None


async def hear_slack(
    senders: Senders, key: str, *, body: bytes, stamp: str, signature: str, origin: Origin
) -> str:
    """What Slack wants to read: its challenge, or nothing. ProviderNotFound, Forged, Invalid."""
    known = await provider_of(senders, key, "slack")
    if not is_signed(known.secrets.get("signing_secret", ""), body, stamp, signature):
        raise Forged(tenant_id=known.tenant_id, provider="slack")
    try:
        notice = json.decode(body, type=Notice)
    except (DecodeError, ValidationError) as error:
        raise Invalid.field("", "This is no event of Slack's") from error
    if notice.type == "url_verification":
        return notice.challenge[:500]
    said = notice.event
    if said is not None and is_a_persons(said):
        who = [said.user[:80], said.channel[:80]]
        wrote = [Wrote(address=one, text=said.text[:2000]) for one in who if one]
        await write_down(senders, known, [], wrote, origin)
    return ""


def is_a_persons(said: Said) -> bool:
    """Written to the bot alone, by somebody."""
    by_hand = not said.subtype and not said.bot_id
    return by_hand and said.type == "message" and said.channel_type == "im"


def is_signed(secret: str, body: bytes, stamp: str, signature: str) -> bool:
    if not secret or not (stamp.isascii() and stamp.isdecimal() and len(stamp) <= 11):
        return False
    if abs(time.time() - int(stamp)) > FRESH_S:
        return False
    base = b":".join((b"v0", stamp.encode(), body))
    right = f"v0={hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()}"
    return compare_digest(right.encode(), signature.encode())
