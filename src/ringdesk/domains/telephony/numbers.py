"""Telephone numbers: what somebody typed, as E.164, and where that number may ring.

The library (phonenumbers, the plans of the world) takes 60 µs a number: too slow for a file of a
million. Its own patterns, put together once for each plan, answer the ordinary forms in 3 µs;
whatever they do not settle for certain goes to the library. A test compares the two.
"""

import asyncio
import re
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import chain

import phonenumbers
from msgspec import Struct
from phonenumbers import (
    COUNTRY_CODE_TO_REGION_CODE,
    PhoneNumberFormat,
    PhoneNumberType,
    ValidationResult,
)
from phonenumbers.phonemetadata import PhoneMetadata, PhoneNumberDesc
from phonenumbers.phonenumberutil import is_number_type_geographical
from phonenumbers.tzdata import TIMEZONE_DATA, TIMEZONE_LONGEST_PREFIX

from ringdesk.kernel.errors import Invalid

LONGEST_TEXT = 64
E164 = re.compile(r"\+[0-9]{8,15}")
NATIONAL = re.compile(r"[0-9]{4,17}")
# What people put between digits, and what spreadsheets and address books leave behind unseen.
BETWEEN = dict.fromkeys(
    map(ord, " \t\u00a0\u2007\u202f-().\u2010\u2011\u2012\u2013\u2212\u202a\u202c\u200e\ufeff")
)
ROUNDED = re.compile(r"[0-9][.,]?[0-9]*[eE]\+?[0-9]+")  # 4.42071E+11: a spreadsheet's doing
PREMIUM = "premium_rate"
SPECIALS = (
    "toll_free", "shared_cost", "voip", "personal_number", "pager", "uan",
    "voicemail",
)  # fmt: skip
REGIONS = frozenset(phonenumbers.SUPPORTED_REGIONS)
GEOGRAPHIC_MOBILES = frozenset(
    code
    for code in COUNTRY_CODE_TO_REGION_CODE
    if is_number_type_geographical(PhoneNumberType.MOBILE, code)
)


class Number(Struct, frozen=True):
    """`valid`: some plan assigns it, to somebody who may be called: not to a premium-rate service,
    which takes its caller's money. No real carrier is asked to dial another. `zones`: the IANA
    names of all places where it may ring, () when not even the country is known."""

    e164: str
    valid: bool
    zones: tuple[str, ...]


def number(text: str, region: str | None = None) -> Number:
    """`+` and 8 to 15 digits are kept even if no plan assigns them; fewer, if one does. Without +,
    `region` (ISO 3166, two letters) is assumed; a text that is no number there but one with + in
    front lost its + to a spreadsheet. An extension is dropped. Invalid (`phone`) otherwise."""
    if len(text) > LONGEST_TEXT:
        raise Invalid.field("phone", "Too long for a telephone number")
    bare = text.translate(BETWEEN)
    found = None
    if E164.fullmatch(bare):
        found = international(bare)
    elif region is not None and NATIONAL.fullmatch(bare):
        found = national_of(bare, region)
    return found or by_the_library(text, bare, region)


async def warm_numbers() -> None:
    """The plan of North America is read (0.3 s) before somebody waits for it."""
    await asyncio.to_thread(number, "+12125550100")


class Region(Struct, frozen=True):
    """One region of a plan. `leading`: numbers that begin so are this region's."""

    leading: re.Pattern[str] | None
    general: re.Pattern[str]
    assigned: re.Pattern[str]
    geographic: re.Pattern[str]
    stripped: re.Pattern[str] | None
    prefix: str | None
    abroad: re.Pattern[str] | None


def pattern(descs: Iterable[PhoneNumberDesc | None]) -> str:
    """What one of them matches, whole and in a length that it allows."""
    parts = []
    for desc in descs:
        if desc is None or not desc.national_number_pattern:
            continue
        lengths = "|".join(f"[0-9]{{{n}}}$" for n in desc.possible_length if n > 0)
        ahead = f"(?={lengths})" if lengths else ""
        parts.append(f"{ahead}(?:{desc.national_number_pattern})$")
    return "(?:" + "|".join(parts) + ")" if parts else "(?!)"


@cache
def region_of(name: str) -> Region:
    data = PhoneMetadata.metadata_for_region(name)
    assert data is not None  # of REGIONS only
    premium = pattern([data.premium_rate])
    special = pattern(getattr(data, kind) for kind in (PREMIUM, *SPECIALS))
    lines = [data.fixed_line]
    if data.country_code in GEOGRAPHIC_MOBILES:
        lines.append(data.mobile)
    general = pattern([data.general_desc])
    anything = [getattr(data, kind) for kind in (*SPECIALS, "fixed_line", "mobile")]
    stripped = data.national_prefix_for_parsing
    simple = data.national_prefix_transform_rule is None
    return Region(
        leading=re.compile(data.leading_digits) if data.leading_digits else None,
        general=re.compile(general),
        assigned=re.compile(f"(?={general})(?!{premium}){pattern(anything)}"),
        geographic=re.compile(f"(?={general})(?!{special}){pattern(lines)}"),
        stripped=re.compile(stripped) if stripped else None,
        prefix=data.national_prefix if simple else None,
        abroad=re.compile(data.international_prefix) if data.international_prefix else None,
    )


@cache
def plan_of(code: str) -> tuple[Region, ...] | None:
    """The regions that share a calling code, the main one first; None for what is no country's."""
    names = COUNTRY_CODE_TO_REGION_CODE.get(int(code), ())
    return tuple(map(region_of, names)) if names and names[0] in REGIONS else None


def calling_code(digits: str) -> str | None:
    for length in (1, 2, 3):
        if int(digits[:length]) in COUNTRY_CODE_TO_REGION_CODE:
            return digits[:length] if digits[0] != "0" else None
    return None


def international(bare: str) -> Number | None:
    """None: the library has to say."""
    digits = bare[1:]
    code = calling_code(digits)
    if code is None:
        return Number(bare, False, ())
    plan = plan_of(code)
    if plan is None:
        return None
    significant = digits[len(code) :]
    stripped = plan[0].stripped
    if stripped is not None and (found := stripped.match(significant)) and found.end():
        return None
    return judged(code, significant, plan)


def national_of(bare: str, region: str) -> Number | None:
    if region not in REGIONS:
        return None
    here = region_of(region)
    if here.abroad is not None and here.abroad.match(bare):
        return None
    code = str(phonenumbers.country_code_for_region(region))
    significant = bare
    if here.prefix is not None and bare.startswith(here.prefix):
        if here.general.match(bare) or (bare.startswith(code) and here.prefix != code):
            return None
        found = here.stripped.match(bare) if here.stripped is not None else None
        if found is None or found.end() != len(here.prefix):
            return None
        significant = bare.removeprefix(here.prefix)
    if not here.general.match(significant):
        return None
    stripped = here.stripped
    if stripped is not None and (found := stripped.match(significant)) and found.end():
        return None
    plan = plan_of(code)
    if plan is None:
        return None
    judgement = judged(code, significant, plan)
    return judgement if judgement.valid else None


def judged(code: str, significant: str, plan: tuple[Region, ...]) -> Number:
    """As the library: the first region whose leading digits fit, or that assigns the number."""
    for region in plan:
        assigned = region.assigned.match(significant) is not None
        if assigned if region.leading is None else region.leading.match(significant):
            if not assigned:
                break
            digits = code + significant
            is_here = region.geographic.match(significant) is not None
            return Number("+" + digits, True, zones_of(digits if is_here else code))
    return Number(f"+{code}{significant}", False, zones_of(code))


def zones_of(digits: str) -> tuple[str, ...]:
    for length in range(min(TIMEZONE_LONGEST_PREFIX, len(digits)), 0, -1):
        found = TIMEZONE_DATA.get(digits[:length])
        if found is not None:
            return known(found)
    return ()


@cache
def known(zones: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(zone for zone in zones if zone != "Etc/Unknown")


def by_the_library(text: str, bare: str, region: str | None) -> Number:
    if ROUNDED.fullmatch(text.strip()):
        raise Invalid.field("phone", "A spreadsheet rounded this number: format it as text")
    home = region if region in REGIONS else None
    parsed = possible(text, home)
    if parsed is None and NATIONAL.fullmatch(bare):
        parsed = possible("+" + bare, None)
        if parsed is not None and not phonenumbers.is_valid_number(parsed):
            parsed = None
    if parsed is not None:
        e164 = phonenumbers.format_number(parsed, PhoneNumberFormat.E164)
        if E164.fullmatch(e164) or phonenumbers.is_valid_number(parsed):
            return judged_by_the_library(e164, parsed)
    if E164.fullmatch(bare):
        return Number(bare, False, ())
    raise Invalid.field("phone", "No telephone number")


def possible(text: str, region: str | None) -> phonenumbers.PhoneNumber | None:
    """With + whatever parses; without, only what has a length that the region knows."""
    try:
        parsed = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    if text.lstrip().startswith(("+", "\uff0b")):
        return parsed
    reason = phonenumbers.is_possible_number_with_reason(parsed)
    return parsed if reason == ValidationResult.IS_POSSIBLE else None


def judged_by_the_library(e164: str, parsed: phonenumbers.PhoneNumber) -> Number:
    code = str(parsed.country_code)
    kind = phonenumbers.number_type(parsed)
    if kind in (PhoneNumberType.UNKNOWN, PhoneNumberType.PREMIUM_RATE):
        return Number(e164, False, zones_of(code))
    is_here = phonenumbers.is_number_geographical(parsed)
    return Number(e164, True, zones_of(e164[1:] if is_here else code))


@lru_cache(maxsize=10_000)
def national(e164: str) -> str:
    """As people of its country write it; what no plan knows stays as it is."""
    try:
        parsed = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return e164
    if not phonenumbers.is_valid_number(parsed):
        return e164
    return phonenumbers.format_number(parsed, PhoneNumberFormat.NATIONAL)


def zones_of_region(region: str) -> tuple[str, ...]:
    """Every zone of the country's plan; all that there are for a region that is none."""
    if region in REGIONS:
        return zones_of(str(phonenumbers.country_code_for_region(region)))
    return every_zone()


@cache
def every_zone() -> tuple[str, ...]:
    return known(tuple(sorted(set(chain.from_iterable(TIMEZONE_DATA.values())))))
