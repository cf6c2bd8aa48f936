"""A call rings at somebody of ours, who takes it or lets it go on to the next. While it rings the
caller keeps their place in the queue."""

from datetime import UTC, datetime, timedelta

from msgspec import Struct

from ringdesk.domains import staffing
from ringdesk.domains.calls import policy
from ringdesk.domains.calls import queries as call_queries
from ringdesk.domains.calls.errors import CallNotFound, CallNotLive, NotRinging, PersonBusy
from ringdesk.domains.calls.events import (
    CallConnected,
    CallOffered,
    CallPassedOver,
    CallStarted,
    PassedOver,
)
from ringdesk.domains.calls.inbound import queries
from ringdesk.domains.calls.inbound.arriving import held
from ringdesk.domains.calls.inbound.models import Answering, InboundCall, Offer
from ringdesk.domains.calls.moving import join, require_free
from ringdesk.domains.staffing import AvailabilityChanged
from ringdesk.kernel.work import Work

LOOK, RUNG = "calls.look_who_is_free", "calls.rung_long_enough"
# Who let a call go on is asked for it again after this long, if nobody else took it.
ASKED_AGAIN_AFTER_S = 60


class Withdrawn(Struct, frozen=True):
    call_id: int


async def offer(work: Work, *, call_id: int, agent_id: int, ring_s: int) -> None:
    """It rings at them for so many seconds. CallNotLive if it no longer waits or rings already,
    PersonBusy."""
    call = await held(work, call_id)
    if call is None or call.state != "queued" or call.offered_to is not None:
        raise CallNotLive
    await staffing.touch_given(work, person_id=agent_id)  # their row: one offer at a time
    await require_free(work, agent_id, besides=call_id)
    if await offer_to(work, person_id=agent_id) is not None:
        raise PersonBusy(person_id=agent_id)
    until = datetime.now(UTC) + timedelta(seconds=ring_s)
    await work.run(queries.OFFER, call_id, agent_id, until)
    await note(work, call_id, "offered", agent_id)
    work.record(CallOffered(call_id=call_id, lead_id=call.lead_id, agent_id=agent_id))
    await work.later(RUNG, at=until, key=f"{RUNG} {call_id} {agent_id}", call_id=call_id)


async def offer_to(work: Work, *, person_id: int) -> Offer | None:
    """What rings at them now."""
    return await work.one(Offer, queries.OFFER_TO, person_id)


async def accept(work: Work, *, call_id: int) -> None:
    """Whom it rings at is on the line with the caller. CallNotFound, NotRinging, MayNotCall,
    PersonBusy; CallNotLive while the carrier has not said that it is answered."""
    await ringing_at_me(work, call_id)
    await join(work, call_id=call_id, agent_id=work.actor.id)
    await work.run(queries.SET_STATE, call_id, "connected")


async def decline(work: Work, *, call_id: int) -> None:
    """It goes on to the next. CallNotFound, NotRinging, MayNotCall."""
    call = await ringing_at_me(work, call_id)
    await pass_over(work, call, work.actor.id, "declined")


async def ringing_at_me(work: Work, call_id: int) -> InboundCall:
    policy.require_calls(work.actor)
    call = await held(work, call_id)
    if call is None:
        raise CallNotFound
    if call.state != "queued" or call.offered_to != work.actor.id:
        raise NotRinging
    return call


async def rung_long_enough(work: Work, *, call_id: int) -> None:
    """Nobody is at that desk: the next is asked, and it counts as away until it says otherwise."""
    call = await held(work, call_id)
    if call is None or call.offered_to is None or call.offer_ends_at is None:
        return
    if call.offer_ends_at > datetime.now(UTC):  # it rings at another by now
        return
    agent_id = call.offered_to
    await pass_over(work, call, agent_id, "unanswered")
    await staffing.mark_away(work, person_id=agent_id)


async def pass_over(work: Work, call: InboundCall, agent_id: int, how: PassedOver) -> None:
    await work.run(queries.RINGS_NO_MORE, call.call_id)
    await note(work, call.call_id, how, agent_id)
    work.record(
        CallPassedOver(call_id=call.call_id, lead_id=call.lead_id, agent_id=agent_id, how=how)
    )
    await work.later(LOOK, key=LOOK)
    again = datetime.now(UTC) + timedelta(seconds=ASKED_AGAIN_AFTER_S)
    await work.later(LOOK, at=again, key=f"{LOOK} again {call.call_id} {agent_id}")


async def note(work: Work, call_id: int, kind: str, agent_id: int) -> None:
    source = "person" if kind == "declined" else "house"
    await work.run(call_queries.NOTE_EVENT, call_id, kind, source, agent_id, None, "", None)


async def withdraw(work: Work, person_id: int, *, besides: int | None = None) -> None:
    """Nothing rings at them any more, and none of it was their doing."""
    for one in await work.many(Withdrawn, queries.WITHDRAW, person_id, besides):
        work.record(
            CallPassedOver(call_id=one.call_id, lead_id=None, agent_id=person_id, how="withdrawn")
        )
        await work.later(LOOK, key=LOOK)


async def has_a_call(work: Work, event: CallConnected | CallStarted) -> None:
    if event.agent_id is not None:
        await withdraw(work, event.agent_id, besides=event.call_id)


async def is_away(work: Work, event: AvailabilityChanged) -> None:
    if event.state != "available":
        await withdraw(work, event.person_id)


async def answering(work: Work) -> list[Answering]:
    """What became of calls that rang in the last day, by person; for whoever supervises."""
    policy.require_supervises(work.actor)
    return await work.many(Answering, queries.ANSWERING)
