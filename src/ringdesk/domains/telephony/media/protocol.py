"""What our process and the one that carries the sound say to each other: structs as MessagePack,
each behind its length, over a pair of sockets."""

import asyncio
from typing import Annotated, TypeAlias

import msgspec
from msgspec import Meta, Struct

from ringdesk.domains.telephony.media.detection import Verdict
from ringdesk.domains.telephony.media.hearing import Role
from ringdesk.domains.telephony.media.rtp import Far

MOST_BYTES = 256 * 1024
Digits: TypeAlias = Annotated[str, Meta(pattern="^[0-9*#A-D]{1,32}$")]


class Ask(Struct, frozen=True, array_like=True):
    """Something to be done; every one is answered by `Done` or `Failed`."""


class Open(Ask, frozen=True, tag="open"):
    """A new RTP leg: `Done.leg` and `Done.port`."""

    leg: int


class Aim(Ask, frozen=True, tag="aim"):
    leg: int
    far: Far


class Close(Ask, frozen=True, tag="close"):
    """Nothing happens to a leg that is closed."""

    leg: int


class Place(Ask, frozen=True, tag="place"):
    leg: int
    room: str | None
    role: Role


class Change(Ask, frozen=True, tag="change"):
    leg: int
    held: bool | None = None
    muted: bool | None = None


class Press(Ask, frozen=True, tag="press"):
    leg: int
    digits: Digits


class Play(Ask, frozen=True, tag="play"):
    """`prompt`: `tones:440:0.5,0:0.2`, or the path of a WAV file; "" stops. `Played` follows
    the end, and a stop before it."""

    leg: int
    prompt: str
    repeat: bool = False


class Detect(Ask, frozen=True, tag="detect"):
    """`Judged` follows."""

    leg: int


class Record(Ask, frozen=True, tag="record"):
    """`path` "" ends it; `Recorded` follows once the file is whole."""

    room: str
    path: str


class Offer(Ask, frozen=True, tag="offer"):
    """A browser's description; `Done.sdp` answers it. The leg is made, or made anew."""

    leg: int
    sdp: str
    ice_servers: list[tuple[list[str], str, str]]  # addresses, name, password


class Candidate(Ask, frozen=True, tag="candidate"):
    leg: int
    candidate: str
    sdp_mid: str | None
    sdp_m_line_index: int | None


class Count(Ask, frozen=True, tag="count"):
    """`Done.counts`: of a leg, or (leg 0) of the whole."""

    leg: int = 0


Asked: TypeAlias = (
    Open | Aim | Close | Place | Change | Press | Play | Detect | Record | Offer | Candidate | Count
)


class Request(Struct, frozen=True, array_like=True):
    id: int
    ask: Asked


class Done(Struct, frozen=True, array_like=True, tag="done"):
    id: int
    port: int = 0
    sdp: str = ""
    counts: dict[str, float] = {}


class Failed(Struct, frozen=True, array_like=True, tag="failed"):
    id: int
    says: str


class Digit(Struct, frozen=True, array_like=True, tag="digit"):
    leg: int
    digit: str


class Judged(Struct, frozen=True, array_like=True, tag="judged"):
    leg: int
    verdict: Verdict


class Played(Struct, frozen=True, array_like=True, tag="played"):
    leg: int


class Quiet(Struct, frozen=True, array_like=True, tag="quiet"):
    """No packet for half a minute."""

    leg: int


class Recorded(Struct, frozen=True, array_like=True, tag="recorded"):
    room: str
    path: str
    seconds: float


class Browser(Struct, frozen=True, array_like=True, tag="browser"):
    """The state of a browser's connection: connecting, connected, disconnected, failed, closed."""

    leg: int
    state: str


Happened: TypeAlias = Digit | Judged | Played | Quiet | Recorded | Browser
Said: TypeAlias = Done | Failed | Happened

encode = msgspec.msgpack.Encoder().encode
decode_request = msgspec.msgpack.Decoder(Request).decode
decode_said = msgspec.msgpack.Decoder(Said).decode


def framed(message: Request | Said) -> bytes:
    raw = encode(message)
    return len(raw).to_bytes(4, "big") + raw


async def next_frame(reader: asyncio.StreamReader) -> bytes:
    """EOFError when the other side has gone."""
    size = int.from_bytes(await reader.readexactly(4), "big")
    if size > MOST_BYTES:
        raise EOFError("What comes is nothing of ours")
    return await reader.readexactly(size)
