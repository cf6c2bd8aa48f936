"""Who sends sound where, and how it is written: offers and answers (RFC 3264, 4566), one audio
stream of G.711 with telephone events (RFC 4733)."""

import ipaddress
import secrets
from collections.abc import Sequence
from typing import NamedTuple

from aiosipua import MediaDescription, parse_sdp

from ringdesk.domains.telephony.media import Far

PCMU, PCMA = 0, 8
CODECS = {"PCMU": PCMU, "PCMA": PCMA}
NAMES = {number: name for name, number in CODECS.items()}
DIGITS_TYPE = 101  # what we call telephone events when we are asked first
MOST_CHARACTERS = 20_000
DIRECTIONS = {"sendrecv": "sendrecv", "sendonly": "recvonly", "recvonly": "sendonly"}


class BadDescription(ValueError):
    """Nothing in it that we could speak."""


class Sound(NamedTuple):
    """The other side: `host` and `port` want its sound; `codec` is what both speak;
    `digits_type` the payload type of telephone events there, or None; `direction` as they said."""

    host: str
    port: int
    codec: int
    digits_type: int | None
    direction: str

    @property
    def far(self) -> Far:
        """Who is on hold in another's hands may send nothing: their silence is no end."""
        return Far(
            self.host, self.port, self.codec, self.digits_type, silent=self.direction != "sendrecv"
        )


def describe(
    host: str, port: int, codecs: Sequence[int], *, direction: str = "sendrecv",
    digits_type: int | None = DIGITS_TYPE, version: int = 1,
) -> str:  # fmt: skip
    """An offer, or with one codec an answer."""
    kind = "IP6" if ":" in host else "IP4"
    types = [*map(str, codecs), *([str(digits_type)] if digits_type is not None else [])]
    lines = [
        "v=0", f"o=ringdesk {port}{secrets.randbelow(10**6):06} {version} IN {kind} {host}",
        "s=-", f"c=IN {kind} {host}", "t=0 0", f"m=audio {port} RTP/AVP {' '.join(types)}",
        *(f"a=rtpmap:{codec} {NAMES[codec]}/8000" for codec in codecs),
    ]  # fmt: skip
    if digits_type is not None:
        lines += [f"a=rtpmap:{digits_type} telephone-event/8000", f"a=fmtp:{digits_type} 0-15"]
    return "\r\n".join([*lines, "a=ptime:20", f"a={direction}", ""])


def read(text: str, codecs: Sequence[int]) -> Sound:
    """What a description says of its side. The first of its codecs that we speak is taken.
    BadDescription."""
    if len(text) > MOST_CHARACTERS:
        raise BadDescription("too long")
    try:
        described = parse_sdp(text)
        audio = described.audio
    except (ValueError, IndexError) as error:
        raise BadDescription(str(error)) from error
    if audio is None or not 0 < audio.port < 65_536:
        raise BadDescription("no audio")
    where = audio.connection or described.connection
    host = one_telephone(where.address if where else "")
    codec = next((one.payload_type for one in audio.codecs if one.payload_type in codecs), None)
    if codec is None:
        raise BadDescription("no codec that both speak")
    return Sound(host, audio.port, codec, digits_of(audio), direction_of(audio))


def one_telephone(address: str) -> str:
    """Not the address of many, at whom our sound would be thrown. BadDescription."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError as error:
        raise BadDescription("no address") from error
    if found.is_multicast or (found.is_reserved and found.version == 4):
        raise BadDescription("an address of many")
    return str(found)


def digits_of(audio: MediaDescription) -> int | None:
    for codec in audio.codecs:
        if codec.encoding_name.lower() == "telephone-event" and 96 <= codec.payload_type <= 127:
            return codec.payload_type
    return None


def direction_of(audio: MediaDescription) -> str:
    return next((one for one in (*DIRECTIONS, "inactive") if one in audio.attributes), "sendrecv")


def answer_for(offer: str, host: str, port: int, codecs: Sequence[int]) -> tuple[str, Sound]:
    """What we answer to an offer, and what it said. BadDescription."""
    sound = read(offer, codecs)
    direction = DIRECTIONS.get(sound.direction, "inactive")
    text = describe(
        host, port, [sound.codec], direction=direction, digits_type=sound.digits_type
    )  # fmt: skip
    return text, sound
