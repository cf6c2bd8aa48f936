"""Lists of leads, the search in them, and how many there are."""

import re

import phonenumbers
from msgspec import structs

from ringdesk.domains.leads import policy, queries, service
from ringdesk.domains.leads.chores import queries as chores
from ringdesk.domains.leads.models import (
    DIAL_STATUSES,
    PRIORITIES,
    RANKS,
    STAGES,
    Count,
    Found,
    Lead,
    LeadFilter,
    Stats,
)
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.work import Work

MOST_FOUND = 1000
MOST_WORDS = 12
MOST_SOURCES = 500
FOLD_AT_ONCE = 20_000
WORDS_AT_ONCE = 5000
WORD = re.compile(r"[^\W_]+", re.UNICODE)
NUMBER = re.compile(r"\+?[\d\s().\-/]*\d[\d\s().\-/]*")
LEAST_DIGITS = 3


async def list_leads(
    work: Work, wanted: LeadFilter, *, limit: int = 100, offset: int = 0
) -> list[Lead]:
    """Newest first."""
    policy.require_may_read(work.actor)
    given = await filters_of(work, wanted)
    if await none_is_such(work, wanted):
        return []
    values = [value for several in given.values() for value in several]
    return await work.many(Lead, queries.listing(given), *values, limit, offset)


async def none_is_such(work: Work, wanted: LeadFilter) -> bool:
    """What no index knows, the counters do: whether there is any lead of that priority or source at
    all, before all of them are looked at in vain."""
    if wanted.priority is not None:
        ranks = [str(RANKS[one]) for one in wanted.priority]
        if not await work.value(int, queries.COUNT_OF, "rank", ranks):
            return True
    if wanted.source is not None:
        return not await work.value(int, queries.COUNT_OF, "source", [wanted.source])
    return False


async def count(work: Work, wanted: LeadFilter) -> int:
    """Exactly how many match, wherever a page begins: from the counters where one says it."""
    policy.require_may_read(work.actor)
    given = await filters_of(work, structs.replace(wanted, after=None))
    told = {name: values[0] for name, values in given.items()}
    for name, dimension in (
        ("", "all"), ("one_stage", "stage"), ("one_dial_status", "dial_status"),
        ("source", "source"), ("list", "list"),
    ):  # fmt: skip
        if set(told) == ({name} if name else set()):
            values = [str(told.get(name, ""))]
            return await work.value(int, queries.COUNT_OF, dimension, values) or 0
    values_of = [value for several in given.values() for value in several]
    return await work.value(int, queries.counting(given), *values_of) or 0


async def matching(work: Work, wanted: LeadFilter, *, most: int) -> list[int]:
    """Ids of all that match, newest first; Invalid if there are more than `most`."""
    given = await filters_of(work, wanted)
    values = [value for several in given.values() for value in several]
    found = await work.many(Found, queries.matching(given), *values, most + 1)
    if len(found) > most:
        raise Invalid.field("filter", f"More than {most} leads match: narrow it")
    return [one.id for one in found]


async def filters_of(work: Work, wanted: LeadFilter) -> dict[str, tuple[object, ...]]:
    """The conditions that are given, by their names in `queries.FILTERS`, with their values."""
    given: dict[str, tuple[object, ...]] = {}
    for name, several in (("stage", wanted.stage), ("dial_status", wanted.dial_status)):
        if several is not None:
            one = len(several) == 1
            given[f"one_{name}" if one else name] = (several[0] if one else list(several),)
    if wanted.priority is not None:
        given["rank"] = ([RANKS[one] for one in wanted.priority],)
    if wanted.owner_id == 0:
        given["nobodys"] = ()
    elif wanted.owner_id is not None:
        given["owner"] = (wanted.owner_id,)
    plain = {
        "campaign": wanted.campaign_id, "list": wanted.list_id, "import": wanted.import_id,
        "source": wanted.source, "tag": wanted.tag, "after": wanted.after,
    }  # fmt: skip
    given |= {name: (value,) for name, value in plain.items() if value is not None}
    if wanted.words is not None:
        given["found"] = (await search(work, wanted.words),)
    return given


async def search(work: Work, words: str) -> list[int]:
    """Ids of the leads whose name or address holds all the words (or their beginnings); or, for
    digits, whose number begins or ends with them. The newest thousand."""
    text = words.strip()
    beginnings = WORD.findall(text)[:MOST_WORDS]
    numbers: list[str] = []
    if NUMBER.fullmatch(text):
        digits = re.sub(r"\D", "", text)
        if len(digits) < LEAST_DIGITS:
            return []
        beginnings, numbers = [], await ways_to_begin(work, digits, whole=text.startswith("+"))
        numbers.append("r" + digits[::-1])
    if not beginnings and not numbers:
        return []
    found = await work.many(Found, queries.SEARCH, beginnings, numbers, MOST_FOUND)
    return [one.id for one in found]


async def ways_to_begin(work: Work, digits: str, *, whole: bool) -> list[str]:
    """As what a number in E.164 may begin that somebody began to type: with + or 00, or as it is
    written at home, with a 0 in front or without."""
    if whole:
        return [digits]
    if digits.startswith("00"):
        return [digits[2:]]
    code = phonenumbers.country_code_for_region((await service.place(work)).region)
    return [digits, f"{code}{digits.removeprefix('0')}"]


async def stats(work: Work) -> Stats:
    """How many there are, and of which kind: from counters, exact at every moment."""
    policy.require_may_read(work.actor)
    wanted = ["all", "stage", "dial_status", "rank", "source"]
    counts = await work.many(Count, queries.COUNTS, wanted)
    by: dict[str, dict[str, int]] = {name: {} for name in wanted}
    for one in counts:
        by[one.dimension][one.value] = one.n
    return Stats(
        total=by["all"].get("", 0),
        by_stage={name: by["stage"].get(name, 0) for name in STAGES},
        by_dial_status={name: by["dial_status"].get(name, 0) for name in DIAL_STATUSES},
        by_priority={name: by["rank"].get(str(RANKS[name]), 0) for name in PRIORITIES},
        by_source=dict(list(by["source"].items())[:MOST_SOURCES]),
    )


async def counts_of_campaigns(work: Work) -> dict[int, dict[str, int]]:
    """How many leads each campaign has in each dial status."""
    return await counted(work, "campaign")


async def counts_of_lists(work: Work) -> dict[int, int]:
    """How many leads each calling list has."""
    found = await work.many(Count, queries.COUNTS, ["list"])
    return {int(one.value): one.n for one in found}


async def waiting(work: Work) -> dict[str, int]:
    """How many leads wait for a call, by priority."""
    by_owner = await counted(work, "available")
    return {
        name: sum(ranks.get(str(rank), 0) for ranks in by_owner.values())
        for rank, name in enumerate(PRIORITIES)
    }


async def counted(work: Work, dimension: str) -> dict[int, dict[str, int]]:
    """A dimension whose values are `id:kind`."""
    counts: dict[int, dict[str, int]] = {}
    for one in await work.many(Count, queries.COUNTS, [dimension]):
        whose, _, kind = one.value.partition(":")
        counts.setdefault(int(whose), {})[kind] = one.n
    return counts


async def fold(work: Work) -> int:
    """Move marks into counters; how many."""
    return await work.value(int, chores.FOLD, FOLD_AT_ONCE) or 0


async def fill_words(work: Work) -> bool:
    """The next of the leads that came by the hundreds can be searched for; False if none wait."""
    return await work.value(bool, chores.FILL_WORDS, WORDS_AT_ONCE) or False
