"""A letter as an e-mail: MIME by the standard library's modern API, which refuses line breaks in
headers. Everything leaves as 7 bit, so that no server on the way has a reason to change it."""

from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, localtime

from msgspec import Struct

from ringdesk.domains.messaging import addresses
from ringdesk.domains.messaging.channels.channel import Letter, Refused

ASCII = policy.SMTP.clone(cte_type="7bit")
UTF8 = policy.SMTPUTF8.clone(cte_type="7bit")


class Mail(Struct, frozen=True):
    """What goes over the wire. `utf8`: the server must know SMTPUTF8 (RFC 6531)."""

    sender: str
    recipient: str
    utf8: bool
    message_id: str
    content: bytes


def compose(letter: Letter) -> Mail:
    """Refused, for a letter that cannot be a mail."""
    try:
        return _compose(letter)
    except (ValueError, LookupError, TypeError) as error:
        raise Refused(f"It can't be written as a mail: {type(error).__name__}") from error


def _compose(letter: Letter) -> Mail:
    recipient, utf8 = addresses.for_the_wire(letter.recipient)
    sender, _ = addresses.for_the_wire(letter.sender)
    message = EmailMessage(policy=UTF8 if utf8 else ASCII)
    domain = sender.rpartition("@")[2]
    message_id = f"<{letter.id}@{domain}>"
    message["From"] = _address(sender, letter.sender_name)
    message["To"] = _address(recipient)
    if letter.reply_to:
        message["Reply-To"] = _address(addresses.for_the_wire(letter.reply_to)[0])
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(localtime())
    message["Message-ID"] = message_id
    for name, value in letter.headers.items():
        message[name] = value
    message.set_content(letter.text, cte="quoted-printable")
    if letter.html is not None:
        message.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    for one in letter.attachments:
        kind, _, subtype = one.content_type.partition("/")
        message.add_attachment(
            one.content, maintype=kind or "application", subtype=subtype or "octet-stream",
            filename=one.name,
        )  # fmt: skip
    return Mail(sender, recipient, utf8, message_id, message.as_bytes())


def _address(address: str, name: str = "") -> Address:
    local, _, domain = address.rpartition("@")
    return Address(display_name=name, username=local, domain=domain)
