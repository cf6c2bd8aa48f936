"""A call begins: an attempt is written, with all that forbids it asked before."""

import secrets
from datetime import UTC, datetime, timedelta
from functools import partial

from msgspec import Struct

from ringdesk.domains import compliance, leads
from ringdesk.domains.calls import policy, rules
from ringdesk.domains.calls.attempts import queries
from ringdesk.domains.calls.errors import CallRefused, NumberInCall, PersonBusy
from ringdesk.domains.calls.events import CallStarted
from ringdesk.domains.calls.models import Call, Mode
from ringdesk.domains.calls.queries import END_WRAP_UPS_OF
from ringdesk.domains.calls.service import settings_for
from ringdesk.kernel.work import Work

PLACE, FORGET = "calls.place", "calls.forget"
FORGOTTEN_AFTER = timedelta(hours=4)  # nobody talks for so long; a page was closed


async def start(work: Work, *, lead_id: int, notes: str = "") -> Call:
    """The caller's own call to a lead which they claimed, or which is free and becomes theirs.
    MayNotCall, LeadNotFound, CallRefused by its rule, PersonBusy, and the leads' own refusals."""
    policy.require_calls(work.actor)
    await work.run(END_WRAP_UPS_OF, work.actor.id)
    lead = await claimed(work, lead_id)
    mode: Mode = "manual" if lead.callback_at is None else "callback"
    try:
        call = await _open(work, lead, mode, notes)
    except CallRefused as error:
        work.if_undone.append(partial(write_down, lead=lead, error=error))
        raise
    if call.placed_at is None:
        await work.later(PLACE, key=f"{PLACE} {call.id}", call_id=call.id)
    else:  # no carrier will ever say that it is over
        until = datetime.now(UTC) + FORGOTTEN_AFTER
        await work.later(FORGET, at=until, key=f"{FORGET} {call.id}", call_id=call.id)
    return call


async def claimed(work: Work, lead_id: int) -> leads.Lead:
    """The lead, locked and the caller's. LeadNotFound, LeadTaken."""
    lead = await leads.lock(work, lead_id=lead_id)
    lasts = lead.claim_ends_at is None or lead.claim_ends_at > datetime.now(UTC)
    if lead.dial_status == "claimed" and lead.claimed_by == work.actor.id and lasts:
        return lead
    return await leads.claim(work, lead_id=lead_id)


async def write_down(work: Work, *, lead: leads.Lead, error: CallRefused) -> None:
    """That a rule refused it, for those who ask why nobody calls there."""
    await compliance.refuse(
        work, rule=error.rule, lead_id=lead.id, campaign_id=lead.campaign_id, number=lead.phone,
        until=error.until, detail="by hand",
    )  # fmt: skip


class Opened(Struct, frozen=True):
    """`refused`: by lead, with the rule; nothing was changed for them."""

    calls: list[Call]
    refused: dict[int, CallRefused]


async def open_attempts(
    work: Work, wanted: dict[int, str], *, campaign_id: int | None, mode: Mode
) -> Opened:
    """The dialler's attempts, numbers by lead: written, not yet placed (`Placing.claim` after the
    commit). The same rules bind as for a person's own call. LeadNotFound."""
    locked = {one.id: one for one in await leads.lock_all(work, lead_ids=list(wanted))}
    if len(locked) < len(wanted):
        raise leads.LeadNotFound
    settings = await settings_for(work, campaign_id)
    forbidden = await compliance.forbidden(work, list(wanted.values()), campaign_id=campaign_id)
    refused: dict[int, CallRefused] = {}
    may: dict[int, leads.Lead] = {}
    for lead_id, number in wanted.items():  # in this order, which is that of the calls
        try:
            rules.require_nothing_against(locked[lead_id], number, forbidden, settings)
        except CallRefused as error:
            refused[lead_id] = error
        else:
            may[lead_id] = locked[lead_id]
    if not may:
        return Opened([], refused)
    opened = await work.many(
        Call, queries.OPEN_ALL, list(may), [wanted[one] for one in may], campaign_id, mode,
        settings.caller_id, "unknown" if settings.detect_machines else None, settings.carrier,
        work.actor.id or None,
    )  # fmt: skip
    begun = [may.pop(call.lead_id) for call in opened if call.lead_id is not None]
    await leads.begin_calling(work, begun)
    refused |= {one: NumberInCall(number=wanted[one]) for one in may}
    for call in opened:
        work.record(started(call))
    return Opened(opened, refused)


def started(call: Call) -> CallStarted:
    return CallStarted(
        call_id=call.id, lead_id=call.lead_id, agent_id=call.agent_id,
        campaign_id=call.campaign_id, mode=call.mode,
    )  # fmt: skip


async def _open(work: Work, lead: leads.Lead, mode: Mode, notes: str) -> Call:
    settings = await settings_for(work, lead.campaign_id)
    number = await rules.require_may_dial(work, lead, lead.phone, lead.campaign_id, settings)
    await leads.move_dial_status(work, lead, "calling")
    # Under simulation nobody but the person moves a call that a person started.
    alone = settings.carrier == rules.SIMULATION
    call = await work.one(
        Call, queries.OPEN, lead.id, lead.campaign_id, work.actor.id, "out", mode, number,
        settings.caller_id, "initiated", "unknown" if settings.detect_machines else None,
        settings.carrier, f"SIM{secrets.token_hex(16)}" if alone else None,
        datetime.now(UTC) if alone else None, None, notes, "person", work.actor.id or None,
    )  # fmt: skip
    if call is None:
        if await work.value(bool, queries.NUMBER_IS_LIVE, number):
            raise NumberInCall(number=number)
        raise PersonBusy
    work.record(started(call))
    return call
