"""The client: connections that live as long as a batch, one letter at a time on each.

What is certain and what is not is decided here. Up to the point where the content goes over, a
break means that nothing was taken. From there until the server's answer nobody knows.
"""

import asyncio
import re
import socket
import ssl
from datetime import datetime
from typing import NoReturn

import aiosmtplib
from aiosmtplib import SMTP, SMTPResponseException

from ringdesk.domains.messaging.channels.channel import (
    Accepted,
    CannotTell,
    Health,
    Letter,
    Refused,
    Setup,
    TryLater,
)
from ringdesk.domains.messaging.channels.smtp.mail import Mail, compose
from ringdesk.domains.messaging.channels.smtp.settings import SmtpSettings
from ringdesk.kernel.egress import EgressError

CONNECT_S, COMMAND_S, CONTENT_S = 10.0, 15.0, 40.0
CONNECTIONS = 4
# Enhanced status codes (RFC 3463, IANA) of an address that does not exist or no longer works. A
# plain 550 says too little: it is also "you may not relay here" and "this looks like spam".
DEAD_ADDRESS = re.compile(r"\b5\.(?:1\.[1236]|1\.10|2\.1)\b", re.ASCII)
SERVICE_CLOSES = 421
Fault = TryLater | Refused


class SmtpSender:
    at_once = CONNECTIONS

    def __init__(self, setup: Setup, settings: SmtpSettings) -> None:
        self._setup, self._settings = setup, settings
        self._free: list[SMTP] = []

    async def send(self, letter: Letter) -> Accepted:
        mail = compose(letter)
        client = await self._client()
        try:
            await self._announce(client, mail)
        except BaseException:
            client.close()
            raise
        try:
            await client.data(mail.content, timeout=CONTENT_S)
        except SMTPResponseException as error:
            await self._keep(client)
            _refuse(error, "the message")
        except (aiosmtplib.SMTPException, OSError) as error:
            client.close()
            raise CannotTell("The connection broke before the server answered") from error
        except BaseException:
            client.close()
            raise
        self._free.append(client)
        return Accepted(mail.message_id)

    async def look_up(self, letter: Letter, asked_at: datetime) -> Accepted | None:
        raise CannotTell("A mail server can't be asked what became of a mail")

    async def check(self) -> Health:
        """As far as a mail would go, without one: connection, TLS, name and password."""
        try:
            client = await self._client()
            await client.noop(timeout=COMMAND_S)
        except (TryLater, Refused) as error:
            return Health(False, error.reason)
        except (aiosmtplib.SMTPException, OSError):
            return Health(False, "The mail server closed the connection")
        self._free.append(client)
        return Health(True)

    async def close(self) -> None:
        while self._free:
            client = self._free.pop()
            try:
                await client.quit(timeout=2)
            except (aiosmtplib.SMTPException, OSError):
                client.close()

    async def _announce(self, client: SMTP, mail: Mail) -> None:
        """Who writes to whom: nothing is taken yet, so every fault is certain."""
        try:
            encoding = "ascii"
            options = []
            if mail.utf8:
                if not client.supports_extension("smtputf8"):
                    raise Refused("The mail server takes no addresses with such letters")
                options, encoding = ["SMTPUTF8"], "utf-8"
            await client.mail(mail.sender, options=options, encoding=encoding, timeout=COMMAND_S)
            await client.rcpt(mail.recipient, encoding=encoding, timeout=COMMAND_S)
        except aiosmtplib.SMTPSenderRefused as error:
            _refuse(error, "the sender")
        except aiosmtplib.SMTPRecipientRefused as error:
            _refuse(error, "the recipient", may_suppress=True)
        except SMTPResponseException as error:
            _refuse(error, "the message")
        except (aiosmtplib.SMTPException, OSError) as error:
            raise TryLater("The mail server closed the connection", retry_after_s=5) from error

    async def _keep(self, client: SMTP) -> None:
        """For the next letter, with the former forgotten."""
        try:
            await client.rset(timeout=COMMAND_S)
        except (aiosmtplib.SMTPException, OSError):
            client.close()
        else:
            self._free.append(client)

    async def _client(self) -> SMTP:
        """One that is open, or a new one. TryLater (away)."""
        while self._free:
            client = self._free.pop()
            if client.is_connected:
                return client
            client.close()
        return await self._connected()

    async def _connected(self) -> SMTP:
        settings = self._settings
        client = SMTP(
            hostname=settings.host.strip("[]"), sock=await self._socket(),
            use_tls=settings.security == "tls",
            start_tls=settings.security == "starttls",
            tls_context=self._setup.egress.trust if settings.security != "none" else None,
            username=settings.username or None,
            password=self._setup.secrets.get("password") if settings.username else None,
            local_hostname=settings.helo or self._setup.sender.rpartition("@")[2] or "localhost",
            timeout=CONNECT_S,
        )  # fmt: skip
        try:
            await client.connect()
            if not client.esmtp_extensions:
                await client.ehlo()
        except aiosmtplib.SMTPAuthenticationError as error:
            raise _away("The mail server does not take the name or the password") from error
        except (ssl.SSLError, ValueError) as error:
            raise _away("The mail server has no certificate that we can trust") from error
        except (aiosmtplib.SMTPException, OSError) as error:
            if isinstance(error.__cause__, ssl.SSLError):
                raise _away("The mail server has no certificate that we can trust") from error
            raise _away("The mail server does not answer as it should") from error
        return client

    async def _socket(self) -> socket.socket:
        """To exactly the address that was looked at. TryLater (away), in one sentence for all
        reasons, or the machine's network could be felt out."""
        settings, setup = self._settings, self._setup
        try:
            found = await setup.egress.addresses_of(
                settings.host.strip("[]").lower(), settings.port, at_home=setup.at_home
            )
        except EgressError as error:
            raise _away("The mail server can't be reached") from error
        for address in found:
            try:
                return await _connected_socket(address, settings.port)
            except OSError:
                continue
        raise _away("The mail server can't be reached")


async def _connected_socket(address: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setblocking(False)
    try:
        async with asyncio.timeout(CONNECT_S):
            await asyncio.get_running_loop().sock_connect(made, (address, port))
    except BaseException:
        made.close()
        raise
    return made


def _away(says: str) -> TryLater:
    return TryLater(says, away=True)


def _refuse(error: SMTPResponseException, what: str, *, may_suppress: bool = False) -> NoReturn:
    """4yz is for later, 5yz for ever (RFC 5321, 4.2.1)."""
    says = f"The mail server refuses {what}: {error.code} {error.message}"
    if error.code == SERVICE_CLOSES:
        raise TryLater(says, away=True) from error
    if error.code < 500:
        raise TryLater(says) from error
    dead = may_suppress and DEAD_ADDRESS.search(error.message) is not None
    raise Refused(says, suppress=dead) from error
