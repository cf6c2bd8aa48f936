"""A mail server on loopback that takes, refuses or breaks off as a test wishes."""

import asyncio
import email
import ssl
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session
from typing_extensions import override

TAKEN = "250 2.0.0 Taken"


class Mails:
    """`answers`: what is said to DATA, by recipient; "break": the line goes dead before an answer.
    `recipients`: what is said to RCPT."""

    def __init__(self) -> None:
        self.taken: list[Envelope] = []
        self.answers: dict[str, str] = {}
        self.recipients: dict[str, str] = {}
        self.connections = 0
        self.tries: dict[str, int] = defaultdict(int)

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, server: SMTP, _: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.tries[address] += 1
        said = self.recipients.get(address, "250 OK")
        if said.startswith("2"):
            envelope.rcpt_tos.append(address)
            envelope.rcpt_options.extend(options)
        return said

    async def handle_DATA(self, server: SMTP, _: Session, envelope: Envelope) -> str:  # noqa: N802
        said = self.answers.get(envelope.rcpt_tos[0], TAKEN)
        if said == "break":
            self.taken.append(envelope)
            assert server.transport is not None
            server.transport.abort()  # type: ignore[attr-defined]
            return TAKEN
        if said.startswith("2"):
            self.taken.append(envelope)
        return said

    def to(self, address: str) -> list[EmailMessage]:
        """What was taken for an address, read as a mail program would."""
        return [
            email.message_from_bytes(one.content or b"", policy=default)  # type: ignore[arg-type]
            for one in self.taken if one.rcpt_tos == [address]
        ]  # fmt: skip


class Server(SMTP):
    def __init__(self, mails: Mails, **more: object) -> None:
        super().__init__(mails, hostname="mail.test", enable_SMTPUTF8=True, **more)  # type: ignore[arg-type]
        self._mails = mails

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._mails.connections += 1
        super().connection_made(transport)


@asynccontextmanager
async def mail_server(
    mails: Mails, *, tls: ssl.SSLContext | None = None, implicit: bool = False,
    password: str | None = None,
) -> AsyncIterator[int]:  # fmt: skip
    """Its port. `tls` with `implicit`: from the first byte; without: by STARTTLS, needed then."""

    def check(_: object, __: object, ___: object, mechanism: str, login: object) -> AuthResult:
        given = getattr(login, "password", b"")
        return AuthResult(success=given == (password or "").encode(), handled=False)

    more: dict[str, object] = {}
    if tls is not None and not implicit:
        more |= {"tls_context": tls, "require_starttls": True}
    if password is not None:
        by_starttls = tls is not None and not implicit
        more |= {"authenticator": check, "auth_required": by_starttls,
                 "auth_require_tls": by_starttls}  # fmt: skip
    make: Callable[[], Server] = lambda: Server(mails, **more)  # noqa: E731
    loop = asyncio.get_running_loop()
    server = await loop.create_server(make, "127.0.0.1", 0, ssl=tls if implicit else None)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
