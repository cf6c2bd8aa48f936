"""Who waits meets who is free: the longest waiting first, and the one who has been idle longest of
those who know what the queue asks for."""

import logging

from ringdesk.domains import identity, staffing
from ringdesk.domains.calls import policy
from ringdesk.domains.calls.errors import CallNotLive, PersonBusy
from ringdesk.domains.calls.inbound import queries
from ringdesk.domains.calls.inbound.arriving import held, overflow
from ringdesk.domains.calls.inbound.models import Idle, InboundQueue, Waiting
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


async def match(work: Work) -> list[tuple[int, int]]:
    """Call and agent, for all that can be matched now."""
    queued = await work.many(Waiting, queries.WAITING)
    if not queued:
        return []
    free = await free_agents(work)
    found: list[tuple[int, int]] = []
    for call in queued:
        who = next((one for one in free if set(call.skills) <= set(one.skills)), None)
        if who is not None:
            free.remove(who)
            found.append((call.call_id, who.id))
    return found


async def give(office: Office, actor: Actor) -> list[tuple[int, int]]:
    """Connect all that can be connected now. Somebody may be quicker: then the next look."""
    async with office.open(actor) as work:
        matched = await match(work)
    given = []
    for call_id, agent_id in matched:
        try:
            async with office.open(actor) as work:
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
    queue = await work.one(InboundQueue, queries.QUEUE, call.queue_id)
    if queue is not None:
        await overflow(work, call, queue)
