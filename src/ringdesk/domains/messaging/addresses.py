"""Where a message goes: what an address may be on each channel, and when two are the same.

The key is what suppressions and consents are found by: NFC, casefolded, the domain as its A-labels
(RFC 5891), so that `Jörg@Bücher.example` and `jörg@xn--bcher-kva.example` are one mailbox. The part
before the @ is folded too: no provider of note tells `Ann@` from `ann@`, and who opted out as one
must not be written to as the other.
"""

import re
import unicodedata

import idna

from ringdesk.domains.messaging.channels.channel import Channel
from ringdesk.kernel.errors import Invalid

LONGEST = 254  # RFC 5321, 4.5.3.1.3, without the angle brackets
LOCAL = re.compile(r"[^\s@<>()\[\]\\,;:\"\x00-\x20\x7f]{1,64}")
E164 = re.compile(r"\+[1-9]\d{6,14}", re.ASCII)
PUNCTUATION = re.compile(r"[\s().\-/]")
SLACK = re.compile(r"[A-Za-z0-9_.#@-]{1,80}", re.ASCII)
PERSON = re.compile(r"[1-9]\d{0,18}", re.ASCII)


def checked(channel: Channel, address: str, field: str = "recipient") -> str:
    """As it is stored and shown. Invalid. Phone numbers in E.164; a Slack channel or member, by id
    or name; push: the person's id."""
    text = unicodedata.normalize("NFC", address).strip()
    match channel:
        case "email":
            return email_of(text, field)
        case "sms" | "whatsapp":
            number = PUNCTUATION.sub("", text)
            if not E164.fullmatch(number):
                raise Invalid.field(field, "A phone number with its country: +49 30 1234567")
            return number
        case "slack":
            if not SLACK.fullmatch(text):
                raise Invalid.field(field, "A Slack channel or member: #support, C0123456789")
            return text
        case "push":
            if not PERSON.fullmatch(text):
                raise Invalid.field(field, "The number of a person of this workspace")
            return text


def email_of(text: str, field: str) -> str:
    """The domain must be one that can be looked up: Unicode is kept as it is written, and what IDNA
    2008 refuses is refused."""
    local, at, domain = text.rpartition("@")
    if not at or not LOCAL.fullmatch(local) or len(text.encode()) > LONGEST:
        raise Invalid.field(field, "This is no e-mail address")
    if local.startswith(".") or local.endswith(".") or ".." in local or not printable(local):
        raise Invalid.field(field, "This is no e-mail address")
    ascii_domain(domain, field)
    return text


def printable(text: str) -> bool:
    """No control characters, no invisible ones that turn the reading direction or hide letters."""
    return all(unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
               for letter in text)  # fmt: skip


def ascii_domain(domain: str, field: str = "recipient") -> str:
    try:
        encoded = idna.encode(domain, uts46=True, std3_rules=True).decode()
    except (idna.IDNAError, UnicodeError) as error:
        raise Invalid.field(field, "This is no e-mail address") from error
    if "." not in encoded or encoded.rpartition(".")[2].isdigit():
        raise Invalid.field(field, "This is no e-mail address")
    return encoded


def key_of(channel: Channel, address: str) -> str:
    """For an address that was checked."""
    if channel != "email":
        return address.casefold()
    local, _, domain = address.rpartition("@")
    return f"{unicodedata.normalize('NFKC', local).casefold()}@{ascii_domain(domain).casefold()}"


def for_the_wire(address: str) -> tuple[str, bool]:
    """An e-mail address as SMTP takes it, and whether the server must know SMTPUTF8 (RFC 6531):
    only if the part before the @ is not ASCII; a domain always has an ASCII form."""
    local, _, domain = address.rpartition("@")
    return f"{local}@{ascii_domain(domain)}", not local.isascii()
