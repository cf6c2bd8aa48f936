"""A call comes in, and its caller presses keys. Each act may be asked twice: carriers repeat
themselves."""

from datetime import UTC, datetime, timedelta

from ringdesk.domains import compliance, identity, leads, telephony
from ringdesk.domains.calls import policy
from ringdesk.domains.calls import queries as call_queries
from ringdesk.domains.calls.errors import CallNotFound
from ringdesk.domains.calls.events import CallNoted, CallPassedOver, CallStarted
from ringdesk.domains.calls.inbound import flow, queries
from ringdesk.domains.calls.inbound.models import (
    MOVES,
    Came,
    InboundCall,
    InboundNumber,
    InboundQueue,
    State,
)
from ringdesk.domains.calls.moving import HANG_UP, PASS_ON, hold
from ringdesk.domains.calls.reporting import learn
from ringdesk.domains.calls.service import find, settings_for
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.work import Work

WAITED = "calls.waited_too_long"
ALWAYS = "00:00-24:00"
MISSED = "missed call"  # a lead's source
ASK = frozenset({"twilio"})  # carriers that ask for a plan: what has one was answered by it
GOODBYE_S = 20  # so long at most goodbyes take; carriers that follow plans hang up before


async def arrive(
    work: Work, *, carrier: str, carrier_id: int | None, carrier_call_id: str, from_number: str,
    to_number: str,
) -> InboundCall | None:  # fmt: skip
    """A call to a number of ours; None: to none, or from a number that we talk to already."""
    policy.require_supervises(work.actor)
    called = await e164(work, to_number)
    number = None if called is None else await work.one(InboundNumber, queries.BY_NUMBER, called)
    if number is None:
        return None
    # Who hides their number is nobody else's call, nor anybody's lead.
    caller = await e164(work, from_number) or f"hidden {carrier_call_id}"[:200]
    came = await work.one(
        Came, queries.ARRIVE, caller, called, carrier, carrier_id, carrier_call_id, number.id
    )
    if came is None:
        known = await work.value(int, queries.BY_CARRIER, carrier_call_id)
        return None if known is None else await inbound_call(work, known)
    work.record(
        CallStarted(
            call_id=came.id, lead_id=came.lead_id, agent_id=None, campaign_id=None, mode="inbound"
        )
    )
    call = await inbound_call(work, came.id)
    if is_closed(number, datetime.now(UTC)) or await identity.is_suspended(work):
        return await go(work, call, "closed")
    if number.menu is None:
        return await enqueue(work, call, number.queue_id)
    return call


async def e164(work: Work, text: str) -> str | None:
    """A number as the carrier wrote it, maybe as one writes it at home; None for what is none."""
    if not text:
        return None
    region = None if text.startswith("+") else (await settings_for(work, None)).region
    try:
        return telephony.number(text[:40], region).e164
    except Invalid:
        return None


def is_closed(number: InboundNumber, now: datetime) -> bool:
    hours = compliance.Hours.parse(number.hours or ALWAYS)
    return not compliance.may_call_at(now, (number.time_zone,), hours)


async def press(work: Work, *, call_id: int, key: str, step: int | None = None) -> InboundCall:
    """A key, or "" for none in time. `step`: which menu it answers, where the carrier counts them:
    what was answered before is not answered again. CallNotFound."""
    policy.require_supervises(work.actor)
    call = await held(work, call_id)
    if call is None:
        raise CallNotFound
    if call.state != "menu" or (step is not None and step <= call.step):
        return call
    number = await number_of(work, call)
    root = flow.parse(number.menu or "")
    heard = call.step + 1 if step is None else step
    to = flow.pressed(root, flow.Place(tuple(call.path), call.tries), key)
    if isinstance(to, flow.Place):
        await work.run(queries.MOVE, call_id, "menu", list(to.path), to.tries, heard, None)
        return await inbound_call(work, call_id)
    if isinstance(to, flow.Farewell):  # what is said is looked up by the key that led to it
        path = [*call.path, key]
        await work.run(queries.MOVE, call_id, "menu", path, call.tries, heard, None)
    return await follow(work, call, number, to)


async def follow(
    work: Work, call: InboundCall, number: InboundNumber, to: flow.End | None
) -> InboundCall:
    """What a key means. None: nothing that we know, too often; somebody will help."""
    if to is None:
        return await enqueue(work, call, number.queue_id)
    if isinstance(to, flow.Queue):
        return await enqueue(work, call, to.queue_id)
    if isinstance(to, flow.Number):
        await work.run(call_queries.TRANSFERRED, call.call_id, to.number, None)
        if call.carrier not in ASK:  # others are told by their plan
            await work.later(
                PASS_ON, key=f"{PASS_ON} {call.call_id}", call_id=call.call_id, number=to.number
            )
        return await go(work, call, "passed_on")
    if isinstance(to, flow.Callback):
        return await promise(work, call)
    if isinstance(to, flow.OptOut) and call.number.startswith("+"):
        await compliance.opt_out(work, number=call.number, channel="call")
    return await go(work, call, "closed")


async def enqueue(work: Work, call: InboundCall, queue_id: int) -> InboundCall:
    """Waits for an agent; where too many do already, what the queue says of that."""
    queue = await work.one(InboundQueue, queries.QUEUE_FOR_UPDATE, queue_id)
    if queue is None:  # taken away since the menu was written
        return await promise(work, call)
    ahead = await work.value(int, queries.COUNT_WAITING, queue_id) or 0
    if ahead >= queue.most_waiting:
        return await overflow(work, call, queue)
    if call.carrier in ASK and call.status in ("initiated", "ringing"):
        await learn(work, call_id=call.call_id, kind="answered", detail="queued")
    await work.run(queries.MOVE, call.call_id, "queued", call.path, call.tries, call.step, queue_id)
    until = datetime.now(UTC) + timedelta(seconds=queue.wait_s)
    await work.later(WAITED, at=until, key=f"{WAITED} {call.call_id}", call_id=call.call_id)
    return await moved(work, call.call_id)


async def overflow(work: Work, call: InboundCall, queue: InboundQueue) -> InboundCall:
    if queue.overflow == "callback":
        return await promise(work, call)
    return await go(work, call, "closed")


async def promise(work: Work, call: InboundCall) -> InboundCall:
    """We call back: the caller is a lead that is due now."""
    await call_back(work, call)
    return await go(work, call, "callback")


async def call_back(work: Work, call: InboundCall) -> None:
    """The number becomes a lead, or is one: high at least, and due, whatever it waited for. A
    hidden number can't be called."""
    if not call.number.startswith("+"):
        return
    lead_id = call.lead_id or await work.value(int, queries.LEAD_OF_NUMBER, call.number)
    if lead_id is None:
        new = leads.NewLead(phone=call.number, source=MISSED, priority="high")
        lead_id = (await leads.create(work, new)).id
    else:
        lead = await leads.lock(work, lead_id=lead_id)
        if lead.rank > leads.RANKS["high"]:
            more_urgent = leads.LeadChanges(priority="high")
            lead = await leads.change(work, lead_id=lead_id, changes=more_urgent)
        if lead.dial_status in ("answered", "pending"):
            await leads.settle(
                work, lead_id=lead_id, callback_at=lead.callback_at,
                callback_owner_id=lead.callback_owner_id, again_at=datetime.now(UTC),
            )  # fmt: skip
        elif lead.dial_status == "failed":
            await leads.move_dial_status(work, lead, "pending")
    await work.run(queries.GIVE_LEAD, call.call_id, lead_id)


async def go(work: Work, call: InboundCall, state: State) -> InboundCall:
    """To a state in which we are done with the caller; the carrier says when they are gone."""
    if state not in MOVES.get(call.state, frozenset()):
        return call
    await work.run(queries.SET_STATE, call.call_id, state)
    rings_no_more(work, call)
    if state in ("callback", "closed"):
        after = datetime.now(UTC) + timedelta(seconds=GOODBYE_S)
        await work.later(HANG_UP, at=after, key=f"{HANG_UP} {call.call_id}", call_id=call.call_id)
    return await moved(work, call.call_id)


def rings_no_more(work: Work, call: InboundCall) -> None:
    """Tells whom it rang at."""
    if call.offered_to is not None:
        work.record(
            CallPassedOver(
                call_id=call.call_id, lead_id=call.lead_id, agent_id=call.offered_to,
                how="withdrawn",
            )
        )  # fmt: skip


async def moved(work: Work, call_id: int) -> InboundCall:
    """As it is now; screens look again."""
    call = await inbound_call(work, call_id)
    work.record(CallNoted(call_id=call_id, lead_id=call.lead_id, agent_id=None))
    return call


async def held(work: Work, call_id: int) -> InboundCall | None:
    """Locked after the call itself, always: its end locks it so. None: it did not come in.
    CallNotFound."""
    await hold(work, call_id)
    return await work.one(InboundCall, queries.HOLD, call_id)


async def note_end(work: Work, call_id: int) -> None:
    """The call is over. Who waited, or was still choosing, was missed: we call back."""
    call = await work.one(InboundCall, queries.HOLD, call_id)
    if call is None:
        return
    if call.state in ("menu", "queued"):
        await work.run(queries.SET_STATE, call_id, "missed")
        rings_no_more(work, call)
        await call_back(work, call)
    elif call.state == "connected":
        await work.run(queries.SET_STATE, call_id, "over")


async def number_of(work: Work, call: InboundCall) -> InboundNumber:
    number = await work.one(InboundNumber, queries.NUMBER, call.number_id)
    if number is None:
        raise CallNotFound
    return number


async def inbound_call(work: Work, call_id: int) -> InboundCall:
    found = await work.one(InboundCall, queries.CALL, call_id)
    if found is None:
        await find(work, call_id)  # CallNotFound for what is nothing, too
        raise CallNotFound
    return found
