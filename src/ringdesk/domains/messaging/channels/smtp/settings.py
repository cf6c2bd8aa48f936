"""What an SMTP provider is set up with."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from ringdesk.domains.messaging import addresses
from ringdesk.domains.messaging.channels.channel import Credential, Kind, Setup
from ringdesk.domains.messaging.channels.smtp.sender import SmtpSender
from ringdesk.kernel.errors import Invalid

HOST = r"^(?:[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,251}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\])$"
# Where mail is submitted or taken; anything else that answers there is no mail server.
PORTS = frozenset({25, 465, 587, 2465, 2525, 2587})


class SmtpSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`security`: `starttls` and `tls` (from the first byte, mostly port 465) verify the server's
    certificate; `none` is for a relay beside us and takes no password. `helo`: the name we greet
    with, "" is the domain of the sender."""

    host: Annotated[str, Meta(pattern=HOST, max_length=253)]
    port: Annotated[int, Meta(ge=1, le=65535)] = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    username: Annotated[str, Meta(max_length=200, pattern=r"^[\x21-\x7e]*$")] = ""
    helo: Annotated[str, Meta(max_length=253, pattern=r"^[A-Za-z0-9.-]*$")] = ""


def check_sender(sender: str) -> str:
    checked = addresses.checked("email", sender, "sender")
    if not checked.rpartition("@")[0].isascii():
        raise Invalid.field("sender", "The part before the @ must be plain letters")
    return checked


def make(setup: Setup) -> SmtpSender:
    return SmtpSender(setup, setup.settings)


KINDS = (
    Kind(
        channel="email", kind="smtp", settings=SmtpSettings, make=make,
        credentials=(Credential("password", required=False),),
        place=("host", "port", "security", "username"), sender="needed", check_sender=check_sender,
        host_of=lambda settings: (settings.host.strip("[]").lower(), settings.port), ports=PORTS,
        per_second=10,
    ),
)  # fmt: skip
