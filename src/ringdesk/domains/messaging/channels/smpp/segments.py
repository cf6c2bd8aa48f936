"""A text as short messages: the GSM alphabet where it suffices, else UCS-2; long ones in parts that
a telephone puts together again (3GPP TS 23.038, TS 23.040 9.2.3.24.1)."""

from itertools import count

from aiosmpplib.codec import GSM7BitCodec
from msgspec import Struct

GSM, UCS2 = "gsm0338", "ucs2"
# Septets, sent one to an octet as most centres want them; octets for UCS-2. The header that joins
# parts takes 6 octets, which are 7 septets.
ALONE = {GSM: 160, UCS2: 140}
JOINED = {GSM: 153, UCS2: 134}
MOST_PARTS = 10


class TooLong(ValueError):
    pass


class Segments(Struct, frozen=True):
    """`parts` as they go into `short_message`, with their header if there are several."""

    encoding: str
    parts: list[bytes]

    @property
    def is_joined(self) -> bool:
        return len(self.parts) > 1


_references = count(1)


def segments_of(text: str) -> Segments:
    """TooLong. A character is never cut in two: neither an escaped one nor a surrogate pair."""
    encoding = GSM if GSM7BitCodec.is_gsm_text(text) else UCS2
    letters = _letters(text, encoding)
    whole = b"".join(letters)
    if len(whole) <= ALONE[encoding]:
        return Segments(encoding, [whole])
    parts = _packed(letters, JOINED[encoding])
    if len(parts) > MOST_PARTS:
        raise TooLong
    reference = next(_references) % 256
    heads = [bytes((5, 0, 3, reference, len(parts), at)) for at in range(1, len(parts) + 1)]
    return Segments(encoding, [head + part for head, part in zip(heads, parts, strict=True)])


def _letters(text: str, encoding: str) -> list[bytes]:
    if encoding == UCS2:
        return [letter.encode("utf-16-be", "replace") for letter in text]
    codec = GSM7BitCodec()
    return [bytes(codec.to_gsm_codes(letter)) for letter in text]


def _packed(letters: list[bytes], most: int) -> list[bytes]:
    parts = [b""]
    for letter in letters:
        if len(parts[-1]) + len(letter) > most:
            parts.append(b"")
        parts[-1] += letter
    return parts
