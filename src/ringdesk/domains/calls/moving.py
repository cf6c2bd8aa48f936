"""A call moves: by its person's word, by the carrier's, by the house's. Its lead moves with it, in
the same transaction. The lead is always locked before the call, or two acts could wait for each
other."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from msgspec import Struct

from ringdesk.domains import leads
from ringdesk.domains.calls import machine, policy, queries
from ringdesk.domains.calls.errors import CallNotFound, CallNotLive, PersonBusy
from ringdesk.domains.calls.events import CallConnected, CallEnded, CallNoted, CallStatusChanged
from ringdesk.domains.calls.models import AnsweredBy, Call, Status
from ringdesk.domains.calls.outcomes import Came, move_lead, move_leads, own_lead
from ringdesk.domains.calls.rules import BY_HAND, SIMULATION
from ringdesk.domains.calls.service import find, of_person, settings_for
from ringdesk.kernel.work import Work

HANG_UP, PASS_ON, END_WRAP_UP = "calls.hang_up", "calls.pass_on", "calls.end_wrap_up"
KEEP_RECORDING = "calls.keep_recording"


class Word(Struct, frozen=True, kw_only=True):
    """Who says that a call moved, and what they say of it."""

    source: machine.Source
    at: datetime
    duration_s: int | None = None
    because: str | None = None
    code: int | None = None
    permanent: bool = False
    answered_by: AnsweredBy | None = None
    abandoned: bool = False
    seq: int = -1


class Making(Struct, frozen=True):
    """A move that is to be made of a call that is held."""

    call: Call
    move: machine.Move
    word: Word


async def hold(work: Work, call_id: int) -> Call:
    """The call, locked after its lead. CallNotFound."""
    call = await work.one(Call, queries.HOLD, call_id)
    if call is None:
        raise CallNotFound
    return call


async def update(
    work: Work, *, call_id: int, status: Status | None = None, notes: str | None = None,
    duration: int | None = None,
) -> Call:  # fmt: skip
    """What a person says of the call. The same status, or none, changes only notes and duration.
    CallNotFound, MayNotCall, CallMoveRefused."""
    call = policy.require_may_act(work.actor, await hold(work, call_id))
    move = machine.by_person(call.status, status)
    if notes is not None or duration is not None:
        await work.run(queries.NOTE, call_id, notes, duration)
        work.record(CallNoted(call_id=call_id, lead_id=call.lead_id, agent_id=call.agent_id))
    if move.moves:
        word = Word(source="person", at=datetime.now(UTC), duration_s=duration, because="operator")
        await make(work, call, move, word)
    return await find(work, call_id)


async def end(work: Work, *, call_id: int) -> Call:
    """Makes any call that is not over completed; nothing happens to one that is."""
    call = policy.require_may_act(work.actor, await hold(work, call_id))
    move = machine.ended(call.status)
    if move.moves:
        word = Word(source="person", at=datetime.now(UTC), because="operator")
        await make(work, call, move, word)
    return await find(work, call_id)


async def give_up(work: Work, *, call_id: int, because: str) -> Call:
    """The house ends an attempt that was not answered; an answered call is completed. For the
    dialler: a canceled attempt is no-answer, because 'canceled'."""
    policy.require_supervises(work.actor)
    call = await hold(work, call_id)
    after: Status = "completed" if call.status == "answered" else "no-answer"
    if machine.may_become(call.status, after):
        word = Word(source="dialer", at=datetime.now(UTC), because=because)
        await make(work, call, machine.Move(call.status, after), word)
    return await find(work, call_id)


async def abandon(work: Work, *, call_id: int) -> Call:
    """A human answered, and nobody of ours was there in time: completed, and abandoned."""
    policy.require_supervises(work.actor)
    call = await hold(work, call_id)
    if call.status == "answered" and call.connected_at is None:
        word = Word(
            source="dialer", at=datetime.now(UTC), because="abandoned", duration_s=0,
            abandoned=True,
        )  # fmt: skip
        await make(work, call, machine.Move("answered", "completed"), word)
    return await find(work, call_id)


async def connect(work: Work, *, call_id: int, agent_id: int) -> Call:
    """A person of ours is on the line. CallNotLive; PersonBusy if they have another call."""
    policy.require_supervises(work.actor)
    return await join(work, call_id=call_id, agent_id=agent_id)


async def join(work: Work, *, call_id: int, agent_id: int) -> Call:
    """As `connect`, whoever says so: the dialler, or the agent at whom it rang."""
    call = await hold(work, call_id)
    if call.status != "answered" or (call.agent_id is not None and call.agent_id != agent_id):
        raise CallNotLive(status=call.status)
    if call.connected_at is not None:
        return call
    await require_free(work, agent_id, besides=call_id)
    await work.run(queries.END_WRAP_UPS_OF, agent_id)
    await work.run(queries.CONNECT, call_id, agent_id)
    source = "person" if work.actor.id == agent_id else "dialer"
    await work.run(queries.NOTE_EVENT, call_id, "connected", source, agent_id, None, "", None)
    work.record(CallConnected(call_id=call_id, lead_id=call.lead_id, agent_id=agent_id))
    call = await find(work, call_id)
    if call.direction == "in" and call.lead_id is not None:
        await leads.called_us(work, lead_id=call.lead_id)
    await move_lead(work, call, "answered")
    await own_lead(work, call, agent_id)
    return call


async def require_free(work: Work, person_id: int, *, besides: int) -> None:
    """PersonBusy."""
    other = await of_person(work, person_id=person_id)
    if other is not None and other.id != besides:
        raise PersonBusy(person_id=person_id)


async def make(work: Work, call: Call, move: machine.Move, word: Word) -> Call:
    """Write the move, and all that comes with it."""
    [found] = await make_all(work, [Making(call, move, word)])
    return found


async def make_all(work: Work, them: Sequence[Making]) -> list[Call]:
    """Moves of different calls, of different leads; in their order."""
    until = {one.call.id: await wrap_up_until(work, one) for one in them}
    rows = [row_of(one, until[one.call.id]) for one in them]
    moved = await work.many(Call, queries.MOVE, *map(list, zip(*rows, strict=True)))
    found = {call.id: call for call in moved}
    for one in them:
        tell(work, found[one.call.id], one.move)
        await note_and_book(work, one, until[one.call.id])
    await move_leads(
        work,
        [Came(found[one.call.id], one.move.after, permanent=one.word.permanent) for one in them],
    )
    for one in them:
        if is_to_hang_up(found[one.call.id], one):
            key = f"{HANG_UP} {one.call.id}"
            await work.later(HANG_UP, key=key, call_id=one.call.id)
    return [found[one.call.id] for one in them]


def row_of(one: Making, until: datetime | None) -> tuple[object, ...]:
    """For `queries.MOVE`."""
    call, move, word = one.call, one.move, one.word
    # A carrier calls completed only what was answered, even where its word of that is late.
    fills_in = is_carriers(word) and move.after == "completed" and call.answered_at is None
    return (
        call.id, move.after, word.at, fills_in, move.ends, word.because if move.ends else None,
        word.code, duration_of(call, move, word) if move.ends else word.duration_s,
        word.answered_by, word.abandoned, until, word.seq,
    )  # fmt: skip


async def note_and_book(work: Work, one: Making, until: datetime | None) -> None:
    call_id, word = one.call.id, one.word
    if word.source != "carrier":  # a carrier's own words are written down already
        await work.run(
            queries.NOTE_EVENT, call_id, one.move.after, word.source, work.actor.id or None, None,
            word.because or "", None,
        )  # fmt: skip
    if until is not None:
        await work.later(END_WRAP_UP, at=until, key=f"{END_WRAP_UP} {call_id}", call_id=call_id)


def is_carriers(word: Word) -> bool:
    return word.source in ("carrier", "house")


def is_to_hang_up(call: Call, made: Making) -> bool:
    """A machine is not talked to; what we ended, the carrier does not know of."""
    if made.move.after == "answered" and call.answered_by == "machine":
        return True
    return made.move.ends and not is_carriers(made.word) and is_on_a_line(call)


async def wrap_up_until(work: Work, one: Making) -> datetime | None:
    """After a talk its person has a while for themselves."""
    if one.move.after != "completed" or one.call.agent_id is None or one.word.abandoned:
        return None
    settings = await settings_for(work, one.call.campaign_id)
    if not settings.wrap_up_s:
        return None
    return datetime.now(UTC) + timedelta(seconds=settings.wrap_up_s)


def tell(work: Work, call: Call, move: machine.Move) -> None:
    """The facts of a move."""
    work.record(
        CallStatusChanged(
            call_id=call.id, lead_id=call.lead_id, agent_id=call.agent_id, before=move.before,
            after=move.after,
        )
    )  # fmt: skip
    if move.ends:
        work.record(
            CallEnded(
                call_id=call.id, lead_id=call.lead_id, agent_id=call.agent_id,
                campaign_id=call.campaign_id, status=move.after, duration_s=call.duration_s,
                answered=call.answered_at is not None, abandoned=call.abandoned,
            )
        )  # fmt: skip


def is_on_a_line(call: Call) -> bool:
    """Whether a carrier has it: not so where a person plays both sides."""
    return not (call.carrier == SIMULATION and call.mode in BY_HAND)


def duration_of(call: Call, move: machine.Move, word: Word) -> int | None:
    """Seconds of talk. What a person said stays; else what the carrier says; else what we saw."""
    if call.duration_s and word.source != "person":
        return None
    if word.duration_s is not None or call.duration_s:
        return word.duration_s
    if move.after != "completed" or call.answered_at is None:
        return 0
    return max(0, round((word.at - call.answered_at).total_seconds()))
