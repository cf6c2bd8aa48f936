"""One message for many screens: encoded once for each way of speaking, never once per screen."""

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import IntEnum
from struct import pack
from typing import NamedTuple

import msgspec

EVENT = "42"  # Engine.IO message, Socket.IO event, in the one namespace there is


class Dialect(IntEnum):
    WEB_SOCKET = 0
    SOCKET_IO = 1


class Frame(NamedTuple):
    """A message as text, and as it goes over a WebSocket: a server's frame is the same for all."""

    text: str
    raw: bytes


def frame(text: str) -> Frame:
    body = text.encode()
    return Frame(text, b"\x81" + length(len(body)) + body)  # the whole of a text message


def length(size: int) -> bytes:
    """As RFC 6455 (5.2) writes it in a frame that is not masked."""
    if size < 126:
        return bytes((size,))
    return pack("!BH", 126, size) if size < 65536 else pack("!BQ", 127, size)


def event(name: str, data: bytes) -> Frame:
    """A Socket.IO event; `data` is JSON already."""
    return frame(f'{EVENT}["{name}",{data.decode()}]')


def web_message(
    kind: str, data: bytes = b"{}", *, at: datetime | None = None, seq: int | None = None
) -> Frame:
    """{"type", "data", "at", "seq"}; `data` is JSON already, `seq` null for what is no fact."""
    moment = (at or datetime.now(UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    number = "null" if seq is None else str(seq)
    return frame(f'{{"type":"{kind}","data":{data.decode()},"at":"{moment}","seq":{number}}}')


class Letter:
    """A type, what it says, and under which names Socket.IO clients hear it (by default its own,
    with colons). `data` is anything msgspec makes a JSON object of. What is `soon_stale` is not
    worth a place in a long queue."""

    __slots__ = ("_as_heard", "_frames", "at", "data", "kind", "seq", "soon_stale")

    def __init__(
        self, kind: str, data: object, *, seq: int | None = None, at: datetime | None = None,
        as_heard: Iterable[tuple[str, object]] | None = None,
        soon_stale: bool = False,
    ) -> None:  # fmt: skip
        self.kind, self.data, self.seq, self.at = kind, data, seq, at
        self.soon_stale = soon_stale
        self._as_heard = None if as_heard is None else tuple(as_heard)
        self._frames: list[tuple[Frame, ...] | None] = [None, None]

    def frames(self, dialect: Dialect) -> tuple[Frame, ...]:
        made = self._frames[dialect]
        if made is None:
            made = self._web() if dialect is Dialect.WEB_SOCKET else self._io()
            self._frames[dialect] = made
        return made

    def _web(self) -> tuple[Frame, ...]:
        data = msgspec.json.encode(self.data)
        return (web_message(self.kind, data, at=self.at, seq=self.seq),)

    def _io(self) -> tuple[Frame, ...]:
        heard = self._as_heard
        if heard is None:
            heard = ((self.kind.replace(".", ":"), self.data),)
        encode = msgspec.json.encode
        return tuple(event(name, numbered(encode(data), self.seq)) for name, data in heard)


def numbered(body: bytes, seq: int | None) -> bytes:
    """The JSON object with its `seq` inside, where Socket.IO clients look for it."""
    if seq is None:
        return body
    comma = b"" if body == b"{}" else b","
    return body[:-1] + comma + b'"seq":%d}' % seq


class Sealed(msgspec.Struct, frozen=True, array_like=True):
    """A letter on its way to another process: encoded, so that it is encoded once for all."""

    web: tuple[str, ...]
    io: tuple[str, ...]
    seq: int | None
    soon_stale: bool


def seal(letter: Letter) -> Sealed:
    web, io = (tuple(one.text for one in letter.frames(dialect)) for dialect in Dialect)
    return Sealed(web, io, letter.seq, letter.soon_stale)


def unseal(sealed: Sealed) -> Letter:
    letter = Letter("", None, seq=sealed.seq, soon_stale=sealed.soon_stale)
    letter._frames = [tuple(map(frame, sealed.web)), tuple(map(frame, sealed.io))]
    return letter
