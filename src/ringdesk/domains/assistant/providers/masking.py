"""Personal data out of a text, and back in.

Found by shape and checksum: addresses, phone numbers, cards (Luhn, ISO/IEC 7812-1), accounts (IBAN,
ISO 13616, mod 97), network addresses, and national ids of the countries whose customers write to us
most. Names have no shape: those that the caller knows are masked by looking for them. Too much is
rather masked than too little: a placeholder is put back into the answer.
"""

import re
from collections.abc import Callable, Iterable
from ipaddress import ip_address

from ringdesk.domains.assistant.providers import identity_numbers as ids

PLACEHOLDER = re.compile(r"\[(?:TEXT|PERSON|EMAIL|CARD|IBAN|ID|IP|PHONE)_\d{1,4}\]")
SHORTEST_NAME, MOST_NAMES = 3, 20
_EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}", re.UNICODE)
_IBAN = re.compile(r"(?<!\w)[A-Za-z]{2}\d{2}(?: ?[A-Za-z0-9]){11,30}(?!\w)")
_DIGITS = re.compile(r"(?<![\w])\d(?:[ -]?\d){11,18}(?!\w)")
_IP4 = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.]*\d)")
_IP6 = re.compile(
    r"(?<!\w)(?=[0-9A-Fa-f:.]{0,45}:[0-9A-Fa-f:.]{0,45}:)(?:[0-9A-Fa-f]|:(?=:))[0-9A-Fa-f:.]{2,44}"
    r"(?![\w:])"
)
_PHONE = re.compile(r"(?<![\w.])(?:\+|00|\(?0)?[ ]?\(?\d(?:[ ().\u00a0/-]{0,2}\d){6,15}(?!\w)")
_DATE = re.compile(r"(?:19|20)\d\d[-./]\d\d[-./]\d\d(?:[ T]\d\d)?|\d\d[-./]\d\d[-./](?:19|20)\d\d")


class Masking:
    """One for each question: the same thing has the same placeholder in all its texts."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._placeholders: dict[tuple[str, str], str] = {}
        self._originals: dict[str, str] = {}
        self._counts: dict[str, int] = {}
        self._names = _pattern_of(names)

    @property
    def found(self) -> int:
        return len(self._originals)

    def mask(self, text: str) -> str:
        # What looks like a placeholder already was written by somebody: it must not come back as
        # another's address.
        text = PLACEHOLDER.sub(self._put("TEXT"), text)
        text = _EMAIL.sub(self._put("EMAIL"), text)
        text = _IBAN.sub(self._if("IBAN", ids.is_iban), text)
        text = _DIGITS.sub(self._if("CARD", ids.is_card), text)
        for pattern, holds in ids.NATIONAL:
            text = pattern.sub(self._if("ID", holds), text)
        text = _IP4.sub(self._if("IP", _is_ip), text)
        text = _IP6.sub(self._if("IP", _is_ip), text)
        text = _PHONE.sub(self._if("PHONE", _is_phone), text)
        return self._names.sub(self._put("PERSON"), text) if self._names else text

    def restore(self, text: str) -> str:
        """Placeholders that we never gave out are a model's invention: they go."""
        return PLACEHOLDER.sub(lambda found: self._originals.get(found[0], "…"), text)

    def _put(self, kind: str) -> Callable[[re.Match[str]], str]:
        return lambda found: self._placeholder(kind, found[0])

    def _if(self, kind: str, holds: Callable[[str], bool]) -> Callable[[re.Match[str]], str]:
        return lambda found: self._placeholder(kind, found[0]) if holds(found[0]) else found[0]

    def _placeholder(self, kind: str, original: str) -> str:
        known = self._placeholders.get((kind, original))
        if known is None:
            self._counts[kind] = self._counts.get(kind, 0) + 1
            known = f"[{kind}_{self._counts[kind]}]"
            self._placeholders[kind, original] = known
            self._originals[known] = original
        return known


def _pattern_of(names: Iterable[str]) -> re.Pattern[str] | None:
    """Whole names, and their parts: people sign with the first one."""
    wanted: dict[str, None] = {}
    for name in list(names)[:MOST_NAMES]:
        for part in (" ".join(name.split()), *name.split()):
            if len(part) >= SHORTEST_NAME:
                wanted[part] = None
    if not wanted:
        return None
    longest_first = sorted(wanted, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)


def _is_ip(text: str) -> bool:
    try:
        ip_address(text.rstrip(".:"))
    except ValueError:
        return False
    return True


def _is_phone(text: str) -> bool:
    """7 to 15 digits (E.164) that no date has, and that a sign, a nought or gaps show to be more
    than a count."""
    digits = sum(map(str.isdigit, text))
    if not 7 <= digits <= 15 or _DATE.fullmatch(text.strip(" ()")):
        return False
    return text[0] in "+(0" or any(sign in text for sign in " -/()\u00a0") or digits >= 9
