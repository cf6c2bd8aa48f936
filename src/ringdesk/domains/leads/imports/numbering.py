"""Numbers as most files have them: E.164 already, and an ordinary line of their country.

The house's own way (`telephony.number`) asks a plan of many regions which of them assigns a number.
Here only the ordinary lines of the first region are asked for, which are a part of what it assigns;
zones are looked up once for the digits on which they depend. All else goes the house's own way.
"""

import re
from functools import cache, lru_cache

from msgspec import Struct
from phonenumbers.tzdata import TIMEZONE_DATA

from ringdesk.domains.telephony import numbers


class Shape(Struct, frozen=True):
    """`begins`: where a number goes on behind + and the country's code. `placed`: so many letters
    of it say all about its zones."""

    begins: int
    placed: int
    line: re.Pattern[str]
    stripped: re.Pattern[str] | None


@cache
def shape_of(first_three: str) -> Shape | None:
    code = numbers.calling_code(first_three)
    plan = numbers.plan_of(code) if code is not None else None
    if code is None or plan is None or plan[0].leading is not None:
        return None
    longest = max((len(key) for key in TIMEZONE_DATA if key.startswith(code)), default=len(code))
    return Shape(1 + len(code), 1 + longest, plan[0].geographic, plan[0].stripped)


@lru_cache(maxsize=4096)
def zones_of(beginning: str) -> tuple[str, ...]:
    return numbers.zones_of(beginning[1:])


def number(text: str, region: str) -> tuple[str, bool, tuple[str, ...]]:
    """E.164, whether it is valid, its zones. Invalid (`phone`)."""
    if numbers.E164.fullmatch(text) and (shape := shape_of(text[1:4])) is not None:
        line = text[shape.begins :]
        stripped = shape.stripped.match(line) if shape.stripped is not None else None
        if (stripped is None or not stripped.end()) and shape.line.match(line):
            return text, True, zones_of(text[: shape.placed])
    found = numbers.number(text, region)
    return found.e164, found.valid, found.zones
