"""Who waits meets who is free: the longest waiting first, and the one who has been idle longest of
those who know what the queue asks for."""

import logging
from datetime import timedelta

from msgspec import Struct

from ringdesk.domains import identity, staffing
from ringdesk.domains.calls import policy
from ringdesk.domains.calls.errors import CallNotLive, PersonBusy
from ringdesk.domains.calls.inbound import queries
from ringdesk.domains.calls.inbound.arriving import WAITED, held, overflow
from ringdesk.domains.calls.inbound.models import Idle, InboundQueue, Passed, Waiting
from ringdesk.domains.calls.inbound.ringing import ASKED_AGAIN_AFTER_S, offer
from ringdesk.domains.calls.moving import connect
from ringdesk.domains.calls.service import busy_people
from ringdesk.kernel.errors import NotFound
from ringdesk.kernel.work import Actor, Office, Work

log = logging.getLogger(__name__)

NEEDS = "calls:write"


async def waiting(work: Work) -> list[Waiting]:
    """Everybody who waits, the longest first; for staff who may see calls."""
    policy.require_reads(work.actor)
    return await work.many(Waiting, queries.WAITING)


async def free_agents(work: Work) -> list[staffing.Colleague]:
    """Available, in no call and writing none down; the longest idle first."""
    busy = await busy_people(work)
    free = [one for one in await staffing.available(work, needs=NEEDS) if one.id not in busy]
    found = await work.many(Idle, queries.IDLE_SINCE, [one.id for one in free])
    since = {one.id: one.at for one in found}
    return sorted(free, key=lambda one: (since[one.id], one.id))


class Match(Struct, frozen=True):
    call_id: int
    agent_id: int
    ring_s: int


async def match(work: Work) -> list[Match]:
    """Call and agent, for all that can be matched now. Who let a call go on just now is not asked
    for it again at once."""
    queued = await work.many(Waiting, queries.WAITING)
    if not queued:
        return []
    asked = {one.offered_to for one in queued}
    free = [one for one in await free_agents(work) if one.id not in asked]
    silent = [one for one in queued if one.offered_to is None]
    passed = {
        (one.call_id, one.agent_id)
        for one in await work.many(
            Passed, queries.PASSED, [one.call_id for one in silent], ASKED_AGAIN_AFTER_S
        )
    }
    found: list[Match] = []
    for call in silent:
        able = (
            one for one in free
            if set(call.skills) <= set(one.skills) and (call.call_id, one.id) not in passed
        )  # fmt: skip
        who = next(able, None)
        if who is not None:
            free.remove(who)
            found.append(Match(call.call_id, who.id, call.ring_s))
    return found


async def give(office: Office, actor: Actor) -> list[tuple[int, int]]:
    """Connect all that can be connected now, or let them ring. Somebody may be quicker: then the
    next look."""
    async with office.open(actor) as work:
        matched = await match(work)
    given = []
    for one in matched:
        call_id, agent_id = one.call_id, one.agent_id
        try:
            async with office.open(actor) as work:
                if one.ring_s:
                    await offer(work, call_id=call_id, agent_id=agent_id, ring_s=one.ring_s)
                else:
                    await hand_over(work, call_id=call_id, agent_id=agent_id)
        except (PersonBusy, CallNotLive, NotFound, identity.AgentNotAvailable) as error:
            log.info("Call %s was not given to %s: %s", call_id, agent_id, error.code)
        else:
            given.append((call_id, agent_id))
    return given


async def hand_over(work: Work, *, call_id: int, agent_id: int) -> None:
    """CallNotLive if it no longer waits, PersonBusy."""
    call = await held(work, call_id)
    if call is None or call.state != "queued":
        raise CallNotLive
    await connect(work, call_id=call_id, agent_id=agent_id)
    await work.run(queries.SET_STATE, call_id, "connected")
    await staffing.touch_given(work, person_id=agent_id)


async def waited_too_long(work: Work, *, call_id: int) -> None:
    """Still in the queue after its time: what the queue says of that."""
    call = await held(work, call_id)
    if call is None or call.state != "queued" or call.queue_id is None:
        return
    if call.offer_ends_at is not None:  # it rings at somebody: they may take it yet
        after = call.offer_ends_at + timedelta(seconds=1)
        await work.later(WAITED, at=after, key=f"{WAITED} {call_id} rung", call_id=call_id)
        return
    queue = await work.one(InboundQueue, queries.QUEUE, call.queue_id)
    if queue is not None:
        await overflow(work, call, queue)
