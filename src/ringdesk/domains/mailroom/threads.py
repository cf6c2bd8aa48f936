"""By what a mail is known to belong to a ticket: the token of its thread, in the address that it
was sent to, then among its references, then as the beginning in its subject.

The token is random and goes to the requester alone, so none of the three can be guessed. It is not
enough, though: mails are forwarded. Who writes must also be who the ticket is of.
"""

import re
import secrets
from base64 import b32encode

from msgspec import Struct

from ringdesk.domains.mailroom.guards import base_of
from ringdesk.domains.mailroom.reading import Read

TOKEN = re.compile(r"[a-z2-7]{20}", re.ASCII)
REFERENCE = re.compile(r"ringdesk\.([a-z2-7]{20})@", re.ASCII | re.IGNORECASE)
TAG = re.compile(r"\[#(\d{1,18})-([a-z2-7]{8})\]", re.ASCII | re.IGNORECASE)
PREFIX = re.compile(
    r"^(?:\s*(?:re|aw|wg|fw|fwd|sv|vs|antw|rif|res|odp|отв?|ha|на)\s*(?:\[\d+\])?\s*[:：])+\s*",
    re.IGNORECASE,
)
LONGEST_TITLE = 200


class Traces(Struct, frozen=True):
    """What a mail brings, in the order in which it is believed."""

    addressed: list[str]
    referred: list[str]
    references: list[str]
    tag: tuple[int, str] | None


def new_token() -> str:
    return b32encode(secrets.token_bytes(13)).decode().lower()[:20]


def traces_of(mail: Read, address: str) -> Traces:
    """`address`: the mailbox's own, whose plus-addresses hold tokens."""
    ours = address.lower()
    addressed = [
        token for recipient in mail.recipients
        if base_of(recipient) == ours and "+" in recipient
        and TOKEN.fullmatch(token := recipient.lower().rpartition("@")[0].partition("+")[2])
    ]  # fmt: skip
    referred = [
        found[1].lower() for one in mail.references if (found := REFERENCE.match(one)) is not None
    ]
    tag = TAG.search(mail.subject)
    return Traces(
        addressed, referred, [one for one in mail.references if not REFERENCE.match(one)],
        (int(tag[1]), tag[2].lower()) if tag else None,
    )  # fmt: skip


def reply_address(address: str, token: str) -> str:
    local, _, domain = address.rpartition("@")
    return f"{local}+{token}@{domain}"


def reference(address: str, token: str) -> str:
    """Stands among the references of what we send, and so of what answers it."""
    return f"<ringdesk.{token}@{address.rpartition('@')[2]}>"


def subject_for(ticket_id: int, token: str, title: str) -> str:
    return f"Re: {title_of(title)} [#{ticket_id}-{token[:8]}]"


def title_of(subject: str) -> str:
    """Without what answering put before it, and without our tag."""
    bare = PREFIX.sub("", TAG.sub("", subject)).strip()
    return " ".join(bare.split())[:LONGEST_TITLE]
