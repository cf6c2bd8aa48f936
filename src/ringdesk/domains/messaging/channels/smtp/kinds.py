"""SMTP as a kind of provider: what it needs, and what makes one."""

from ringdesk.domains.messaging import addresses
from ringdesk.domains.messaging.channels.channel import Credential, Kind, Setup
from ringdesk.domains.messaging.channels.smtp.sender import SmtpSender
from ringdesk.domains.messaging.channels.smtp.settings import SmtpSettings
from ringdesk.kernel.errors import Invalid

# Where mail is submitted or taken; anything else that answers there is no mail server.
PORTS = frozenset({25, 465, 587, 2465, 2525, 2587})


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
