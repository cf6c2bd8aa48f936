"""Looks into a mailbox: IMAP over TLS, in a thread of its own, to exactly the addresses that were
looked at, with bounds on everything that a server may send or leave out.

Nothing is changed there, not even what counts as read: the folder is opened for reading only.
"""

import asyncio
import imaplib
import re
import socket
import ssl
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, TypeVar

from imap_tools import ImapToolsError
from imap_tools.mailbox import BaseMailBox
from msgspec import Struct
from typing_extensions import override

from ringdesk.domains.mailroom.models import Reached

COMMAND_S = 20.0
WHOLE_S = 60.0
LARGEST_MAIL = 25 * 1024 * 1024
MOST_BYTES = 40 * 1024 * 1024  # of mails in one look
MOST_ANSWERS = 120 * 1024 * 1024  # of everything a server sends in one look
MOST_MAILS = 20
MOST_LISTED = 500
CLOCKS_DIFFER = timedelta(minutes=5)
THREADS = 4
LITERAL = re.compile(rb"UID (\d+)", re.IGNORECASE)
SIZE = re.compile(rb"RFC822\.SIZE (\d+)", re.IGNORECASE)

T = TypeVar("T")
_threads = ThreadPoolExecutor(THREADS, "imap")


class Fetched(Struct, frozen=True):
    """`raw` is None for what is too large to be taken."""

    uid: int
    size: int
    raw: bytes | None


class Look(Struct, frozen=True):
    """`highest`: up to which number everything was looked at."""

    uid_validity: int
    highest: int
    mails: list[Fetched]
    more: bool


class CannotLook(Exception):
    """`says`: for people, without the server's own words."""

    def __init__(self, says: str) -> None:
        super().__init__(says)
        self.says = says


class Client(imaplib.IMAP4_SSL):
    """Connects to one of these addresses; the certificate must be for the name."""

    def __init__(
        self, host: str, port: int, addresses: list[str], trust: ssl.SSLContext, timeout: float
    ) -> None:
        self._addresses, self._received = addresses, 0
        super().__init__(host, port, ssl_context=trust, timeout=timeout)

    def _create_socket(self, timeout: float | None) -> ssl.SSLSocket:
        plain = _connected(self._addresses, self.port, timeout)
        try:
            trusted: ssl.SSLContext = self.ssl_context
            return trusted.wrap_socket(plain, server_hostname=self.host)
        except BaseException:
            plain.close()
            raise

    @override
    def read(self, size: int) -> bytes:
        self._count(size)
        return super().read(size)

    @override
    def readline(self) -> bytes:
        line = super().readline()
        self._count(len(line))
        return line

    def _count(self, size: int) -> None:
        self._received += size
        if size < 0 or self._received > MOST_ANSWERS:
            raise self.abort("The server sends too much")


class Box(BaseMailBox):
    def __init__(self, client: Client) -> None:
        self._client = client
        super().__init__()

    @override
    def _get_mailbox_client(self) -> imaplib.IMAP4:
        return self._client


class Looking:
    """One look; `hang_up` ends it from outside, whatever it waits for."""

    def __init__(
        self, mailbox: Reached, password: str, addresses: list[str], trust: ssl.SSLContext
    ) -> None:
        self._mailbox, self._password = mailbox, password
        self._addresses, self._trust = addresses, trust
        self._socket: socket.socket | None = None
        self._ended = threading.Event()

    def hang_up(self) -> None:
        self._ended.set()
        if self._socket is not None:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)

    def fetch(self, since: datetime) -> Look:
        """What came later than it was looked at last, of what came since. CannotLook."""
        box = self._opened()
        try:
            return self._look(box, since)
        except (OSError, imaplib.IMAP4.error, ImapToolsError, ValueError, IndexError) as error:
            raise CannotLook("The mail server broke off or answers nonsense") from error
        finally:
            _leave(box)

    def check(self) -> int:
        """How many mails the folder has. CannotLook."""
        box = self._opened()
        try:
            return int(box.folder.status(self._mailbox.folder)["MESSAGES"])
        except (OSError, imaplib.IMAP4.error, ImapToolsError, ValueError, KeyError) as error:
            raise CannotLook("The mail server broke off or answers nonsense") from error
        finally:
            _leave(box)

    def _opened(self) -> Box:
        given = self._mailbox
        try:
            client = Client(given.host, given.port, self._addresses, self._trust, COMMAND_S)
        except ssl.SSLError as error:
            raise CannotLook("The mail server has no certificate that we can trust") from error
        except (OSError, imaplib.IMAP4.error, ValueError) as error:
            raise CannotLook("The mail server can't be reached, or speaks no IMAP") from error
        self._socket = client.sock
        if self._ended.is_set():
            client.shutdown()
            raise CannotLook("The mail server takes too long")
        box = Box(client)
        try:
            plain = (given.username + self._password).isascii()
            (box.login if plain else box.login_utf8)(given.username, self._password, None)
        except (ImapToolsError, imaplib.IMAP4.error) as error:
            _leave(box)
            raise CannotLook("The mail server takes neither this name nor password") from error
        except OSError as error:
            _leave(box)
            raise CannotLook("The mail server broke off") from error
        try:
            box.folder.set(given.folder, readonly=True)
        except (ImapToolsError, imaplib.IMAP4.error, OSError) as error:
            _leave(box)
            raise CannotLook("There is no such folder") from error
        return box

    def _look(self, box: Box, since: datetime) -> Look:
        client: Any = box.client
        validity = int(client.untagged_responses["UIDVALIDITY"][0])
        after = self._mailbox.last_uid if validity == self._mailbox.uid_validity else 0
        day = (since - timedelta(days=1)).strftime("%d-%b-%Y")
        found = _answer(client.uid("SEARCH", None, f"UID {after + 1}:* SINCE {day}"))
        uids = sorted({int(one) for line in found if line for one in line.split()})
        uids = [uid for uid in uids if uid > after]
        listed = uids[:MOST_LISTED]
        mails: list[Fetched] = []
        taken, highest = 0, after
        for uid in listed:
            if len(mails) >= MOST_MAILS or taken >= MOST_BYTES:
                break
            mail = self._one(client, uid, since)
            if mail is not None:
                mails.append(mail)
                taken += mail.size
            highest = uid
        return Look(validity, highest, mails, more=highest < (uids[-1] if uids else highest))

    def _one(self, client: Any, uid: int, since: datetime) -> Fetched | None:  # noqa: ANN401
        """None for what is gone meanwhile, or was there before us."""
        described = _lines(_answer(client.uid("FETCH", str(uid), "(UID INTERNALDATE RFC822.SIZE)")))
        size, at = SIZE.search(described), imaplib.Internaldate2tuple(described)
        if size is None or at is None:
            return None
        came = datetime.fromtimestamp(_seconds(at), UTC)
        if came < since - CLOCKS_DIFFER:
            return None
        if int(size[1]) > LARGEST_MAIL:
            return Fetched(uid, int(size[1]), None)
        answer = _answer(client.uid("FETCH", str(uid), "(UID BODY.PEEK[])"))
        for part in answer:
            named = LITERAL.search(part[0]) if isinstance(part, tuple) else None
            if named is not None and int(named[1]) == uid:
                raw = part[1]
                return Fetched(uid, len(raw), raw if len(raw) <= LARGEST_MAIL else None)
        return None


async def look(
    mailbox: Reached, password: str, addresses: list[str], trust: ssl.SSLContext, since: datetime,
    *, seconds: float = WHOLE_S,
) -> Look:  # fmt: skip
    looking = Looking(mailbox, password, addresses, trust)
    return await _bounded(looking, seconds, partial(looking.fetch, since))


async def check(
    mailbox: Reached, password: str, addresses: list[str], trust: ssl.SSLContext,
    *, seconds: float = COMMAND_S,
) -> int:  # fmt: skip
    looking = Looking(mailbox, password, addresses, trust)
    return await _bounded(looking, seconds, looking.check)


async def _bounded(looking: Looking, seconds: float, act: Callable[[], T]) -> T:
    waiting = asyncio.get_running_loop().run_in_executor(_threads, act)
    try:
        async with asyncio.timeout(seconds):
            return await asyncio.shield(waiting)
    except TimeoutError as error:
        raise CannotLook("The mail server takes too long") from error
    finally:
        if not waiting.done():
            looking.hang_up()
            waiting.add_done_callback(lambda done: done.cancelled() or done.exception())


def _connected(addresses: list[str], port: int, timeout: float | None) -> socket.socket:
    for address in addresses[:-1]:
        with suppress(OSError):
            return socket.create_connection((address, port), timeout)
    return socket.create_connection((addresses[-1], port), timeout)


def _answer(result: tuple[str, list[Any]]) -> list[Any]:
    if result[0] != "OK":
        raise imaplib.IMAP4.error("Not done")
    return result[1]


def _lines(answer: list[Any]) -> bytes:
    return b" ".join(part if isinstance(part, bytes) else b"" for part in answer)


def _seconds(at: Any) -> float:  # noqa: ANN401 - a time.struct_time in local time
    return datetime(*at[:6]).astimezone().timestamp()


def _leave(box: Box) -> None:
    with suppress(OSError, imaplib.IMAP4.error, ImapToolsError):
        box.logout()
    with suppress(OSError):
        box.client.shutdown()
