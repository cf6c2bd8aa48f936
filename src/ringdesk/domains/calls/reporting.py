"""What carriers say of calls: one call's event, or those of many calls in one transaction.

Of many, only those are taken in whose call and lead nobody else holds in this moment. So whoever
hears a crowd waits for nobody while holding others' calls, and no two can wait for each other.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from msgspec import Struct, structs

from ringdesk.domains import telephony
from ringdesk.domains.calls import machine, policy, queries
from ringdesk.domains.calls.attempts.queries import HEAR, HEAR_ALL
from ringdesk.domains.calls.errors import CallNotFound
from ringdesk.domains.calls.models import Call
from ringdesk.domains.calls.moving import (
    HANG_UP,
    KEEP_RECORDING,
    Making,
    Word,
    hold,
    make_all,
)
from ringdesk.domains.calls.outcomes import Came, move_leads
from ringdesk.domains.calls.service import find
from ringdesk.kernel.work import Work

MOST_DETAIL = 2000


class Heard(Call, frozen=True):
    """A call of which a carrier says something; `is_new` if it did not say so before."""

    is_new: bool


class Told(Call, frozen=True):
    """A call of which a carrier says several things; `fresh`: the numbers of those that are new."""

    fresh: list[int]


class Said(Struct, frozen=True):
    call_id: int
    event: telephony.CarrierEvent


class Heeding(Struct, frozen=True):
    """Something said of a call that is held."""

    call: Call
    kind: str
    word: Word


async def report(work: Work, *, call_id: int, event: telephony.CarrierEvent) -> Call | None:
    """What a carrier says of the call. None: it said so before. Late and out of order is no error,
    and changes nothing. CallNotFound."""
    policy.require_supervises(work.actor)
    call = await work.one(
        Heard, HEAR, call_id, event.kind, event.seq, event.detail[:MOST_DETAIL], event.at
    )
    if call is None:
        raise CallNotFound
    if not call.is_new:
        return None
    [found] = await take_in(work, [(call, event)])
    return found


async def report_all(work: Work, said: Sequence[Said]) -> list[bool]:
    """`report` of several, in their order. For each whether it was taken in: not if there is no
    such call, or somebody else is at it, or at its lead, just now. Then `report` it by itself."""
    policy.require_supervises(work.actor)
    events = [one.event for one in said]
    told = await work.many(
        Told, HEAR_ALL, [one.call_id for one in said], [event.kind for event in events],
        [event.seq for event in events], [event.detail[:MOST_DETAIL] for event in events],
        [event.at for event in events],
    )  # fmt: skip
    held: dict[int, Call] = {one.id: one for one in told}
    fresh = {(one.id, seq) for one in told for seq in one.fresh}
    for these in rounds(held, first_of_each(said, fresh)):
        found = await take_in(work, [(held[one.call_id], one.event) for one in these])
        held.update((call.id, call) for call in found)
    return [one.call_id in held for one in said]


def first_of_each(said: Iterable[Said], fresh: set[tuple[int, int]]) -> list[Said]:
    """What is new, once."""
    new: dict[tuple[int, int], Said] = {}
    for one in said:
        if (key := (one.call_id, one.event.seq)) in fresh:
            new.setdefault(key, one)
    return list(new.values())


def rounds(held: dict[int, Call], said: list[Said]) -> Iterable[list[Said]]:
    """In each at most one thing of a call, and of a lead; those of one call in their order."""
    while said:
        these: list[Said] = []
        later: list[Said] = []
        busy: set[tuple[str, int]] = set()
        for one in said:
            lead_id = held[one.call_id].lead_id
            keys = {("call", one.call_id)} | ({("lead", lead_id)} if lead_id else set())
            (later if keys & busy else these).append(one)
            busy |= keys
        yield these
        said = later


async def take_in(
    work: Work, them: Sequence[tuple[Call, telephony.CarrierEvent]]
) -> list[Call]:  # fmt: skip
    """New events of different calls, of different leads, that are held."""
    spoken = [(call, event) for call, event in them if event.kind != "recording"]
    found = await heed(work, [Heeding(call, event.kind, word_of(event)) for call, event in spoken])
    for call, event in them:
        if event.kind == "recording":
            found.append(await recorded(work, call.id, event.detail[:MOST_DETAIL]))
    return found


async def recorded(work: Work, call_id: int, address: str) -> Call:
    await work.run(queries.RECORDED, call_id, address)
    await work.later(KEEP_RECORDING, key=f"{KEEP_RECORDING} {call_id}", call_id=call_id)
    return await find(work, call_id)


def word_of(event: telephony.CarrierEvent) -> Word:
    return Word(
        source="carrier", at=event.at, duration_s=event.duration_s, code=event.code,
        permanent=event.permanent, answered_by=machine.ANSWERED_BY.get(event.kind),
        because="canceled" if event.kind == "canceled" else "carrier", seq=event.seq,
    )  # fmt: skip


async def learn(
    work: Work, *, call_id: int, kind: str, duration_s: int | None = None,
    code: int | None = None, permanent: bool = False, detail: str = "",
) -> Call:  # fmt: skip
    """What the house found out by asking the carrier, or by its refusal. CallNotFound."""
    policy.require_supervises(work.actor)
    call = await hold(work, call_id)
    word = Word(
        source="house", at=datetime.now(UTC), duration_s=duration_s, code=code,
        permanent=permanent, answered_by=machine.ANSWERED_BY.get(kind), because=detail or "carrier",
    )  # fmt: skip
    [found] = await heed(work, [Heeding(call, kind, word)])
    return found


async def heed(work: Work, them: Sequence[Heeding]) -> list[Call]:
    """In any order."""
    same: list[Call] = []
    makings: list[Making] = []
    verdicts: list[Call] = []
    for one in them:
        move = machine.by_carrier(one.call.status, one.kind)
        if move.moves:
            makings.append(Making(one.call, move, one.word))
        elif is_verdict(one):
            verdicts.append(structs.replace(one.call, answered_by=one.word.answered_by))
        else:
            same.append(one.call)
    await heard(work, verdicts)
    return same + verdicts + (await make_all(work, makings) if makings else [])


def is_verdict(one: Heeding) -> bool:
    """The carrier found out who answered, and says so once."""
    if one.word.answered_by is None or one.call.status != "answered":
        return False
    return one.call.answered_by not in ("human", "machine")


async def heard(work: Work, them: Sequence[Call]) -> None:
    """Of calls that are held: who answered. A machine is not talked to."""
    if not them:
        return
    who = [one.answered_by for one in them]
    await work.run(queries.SET_ANSWERED_BY, [one.id for one in them], who)
    for one in them:
        if one.answered_by == "machine" and one.connected_at is None:
            await work.later(HANG_UP, key=f"{HANG_UP} {one.id}", call_id=one.id)
    await move_leads(work, [Came(one, "answered") for one in them if one.answered_by == "human"])
