"""Who sends sound where, and how it is written: offers and answers (RFC 3264, 4566), one audio
stream of G.711 with telephone events (RFC 4733)."""

import ipaddress
import re
import secrets
from base64 import b64decode, b64encode
from collections.abc import Sequence
from typing import NamedTuple

from aiosipua import MediaDescription, parse_sdp

from ringdesk.domains.telephony.media import KEY_BYTES, Far, Keys

PCMU, PCMA = 0, 8
CODECS = {"PCMU": PCMU, "PCMA": PCMA}
NAMES = {number: name for name, number in CODECS.items()}
DIGITS_TYPE = 101  # what we call telephone events when we are asked first
MOST_CHARACTERS = 20_000
AVP, SAVP, SUITE = "RTP/AVP", "RTP/SAVP", "AES_CM_128_HMAC_SHA1_80"
# RFC 4568, 9.1: a lifetime may follow the key. A master key identifier may not, nor any parameter
# that weakens it: lines with those are passed over for the next.
CRYPTO = re.compile(
    rf"(?P<tag>\d{{1,9}}) {SUITE} inline:(?P<key>[A-Za-z0-9+/=]+)(\|(2\^)?\d+)?(\|)?( WSH=\d+)?",
    re.ASCII,
)
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
    keys: Keys | None = None
    crypto_tag: str = "1"  # of theirs that was taken: the answer names it

    @property
    def far(self) -> Far:
        """Who is on hold in another's hands may send nothing: their silence is no end."""
        return Far(
            self.host,
            self.port,
            self.codec,
            self.digits_type,
            silent=self.direction != "sendrecv",
            keys=self.keys,
        )


def describe(
    host: str, port: int, codecs: Sequence[int], *, direction: str = "sendrecv",
    digits_type: int | None = DIGITS_TYPE, version: int = 1, key: bytes | None = None,
    crypto_tag: str = "1",
) -> str:  # fmt: skip
    """An offer, or with one codec an answer. `key`: what our sound will be encrypted with."""
    kind = "IP6" if ":" in host else "IP4"
    types = [*map(str, codecs), *([str(digits_type)] if digits_type is not None else [])]
    lines = [
        "v=0", f"o=ringdesk {port}{secrets.randbelow(10**6):06} {version} IN {kind} {host}",
        "s=-", f"c=IN {kind} {host}", "t=0 0",
        f"m=audio {port} {SAVP if key else AVP} {' '.join(types)}",
        *(f"a=rtpmap:{codec} {NAMES[codec]}/8000" for codec in codecs),
    ]  # fmt: skip
    if key is not None:
        lines.append(f"a=crypto:{crypto_tag} {SUITE} inline:{b64encode(key).decode()}")
    if digits_type is not None:
        lines += [f"a=rtpmap:{digits_type} telephone-event/8000", f"a=fmtp:{digits_type} 0-15"]
    return "\r\n".join([*lines, "a=ptime:20", f"a={direction}", ""])


def read(text: str, codecs: Sequence[int], *, key: bytes | None = None) -> Sound:
    """What a description says of its side. The first of its codecs that we speak is taken. With a
    `key` of ours there is one of theirs, or no call: it is never plain instead. BadDescription."""
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
    keys, tag = keys_of(audio, key)
    return Sound(
        host, audio.port, codec, digits_of(audio), direction_of(audio), keys, tag
    )  # fmt: skip


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


def keys_of(audio: MediaDescription, ours: bytes | None) -> tuple[Keys | None, str]:
    """And the tag of the first that we understand. BadDescription."""
    if ours is None:
        if audio.proto not in (AVP, AVP + "F"):
            raise BadDescription("not plain RTP")
        return None, "1"
    if audio.proto not in (SAVP, SAVP + "F"):
        raise BadDescription("not encrypted")
    for value in audio.attributes.get("crypto", ()):
        found = CRYPTO.fullmatch(value)
        key = key_of(found["key"]) if found else None
        if found and key is not None:
            return Keys(ours, key), found["tag"]
    raise BadDescription("no key that we could use")


def key_of(text: str) -> bytes | None:
    try:
        found = b64decode(text, validate=True)
    except ValueError:
        return None
    return found if len(found) == KEY_BYTES else None


def new_key() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


def answer_for(
    offer: str, host: str, port: int, codecs: Sequence[int], *, key: bytes | None = None
) -> tuple[str, Sound]:
    """What we answer to an offer, and what it said. BadDescription."""
    sound = read(offer, codecs, key=key)
    direction = DIRECTIONS.get(sound.direction, "inactive")
    text = describe(
        host, port, [sound.codec], direction=direction, digits_type=sound.digits_type, key=key,
        crypto_tag=sound.crypto_tag,
    )  # fmt: skip
    return text, sound
