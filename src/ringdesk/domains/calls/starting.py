"""A call begins: an attempt is written, with all that forbids it asked before."""

import secrets
from datetime import UTC, datetime, timedelta
from functools import partial

from ringdesk.domains import compliance, leads
from ringdesk.domains.calls import policy, queries, rules
from ringdesk.domains.calls.errors import CallRefused, NumberInCall, PersonBusy
from ringdesk.domains.calls.events import CallStarted
from ringdesk.domains.calls.models import Call, Mode
from ringdesk.domains.calls.service import settings_for
from ringdesk.kernel.work import Work

PLACE, FORGET = "calls.place", "calls.forget"
FORGOTTEN_AFTER = timedelta(hours=4)  # nobody talks for so long; a page was closed


async def start(work: Work, *, lead_id: int, notes: str = "") -> Call:
    """The caller's own call to a lead which they claimed, or which is free and becomes theirs.
    MayNotCall, LeadNotFound, CallRefused by its rule, PersonBusy, and the leads' own refusals."""
    policy.require_calls(work.actor)
    await work.run(queries.END_WRAP_UPS_OF, work.actor.id)
    lead = await claimed(work, lead_id)
    mode: Mode = "manual" if lead.callback_at is None else "callback"
    try:
        call = await _open(work, lead, lead.campaign_id, mode, lead.phone, work.actor.id, notes)
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


async def open_attempt(
    work: Work, *, lead_id: int, campaign_id: int | None, mode: Mode, number: str,
    agent_id: int | None = None,
) -> Call:  # fmt: skip
    """The dialler's attempt: written, not yet placed (`Placing.place` after the commit). The same
    rules bind: CallRefused; PersonBusy."""
    lead = await leads.lock(work, lead_id=lead_id)
    return await _open(work, lead, campaign_id, mode, number, agent_id)


async def _open(
    work: Work, lead: leads.Lead, campaign_id: int | None, mode: Mode, number: str | None,
    agent_id: int | None, notes: str = "",
) -> Call:  # fmt: skip
    settings = await settings_for(work, campaign_id)
    number = await rules.require_may_dial(work, lead, number, campaign_id, settings)
    await leads.move_dial_status(work, lead, "calling")
    # Under simulation nobody but the person moves a call that a person started.
    by_hand = settings.carrier == rules.SIMULATION and mode in rules.BY_HAND
    source = "dialer" if work.actor.role == "house" else "person"
    call = await work.one(
        Call, queries.OPEN, lead.id, campaign_id, agent_id, "out", mode, number,
        settings.caller_id, "initiated", "unknown" if settings.detect_machines else None,
        settings.carrier, f"SIM{secrets.token_hex(16)}" if by_hand else None,
        datetime.now(UTC) if by_hand else None, None, notes, source, work.actor.id or None,
    )  # fmt: skip
    if call is None:
        if await work.value(bool, queries.NUMBER_IS_LIVE, number):
            raise NumberInCall(number=number)
        raise PersonBusy
    work.record(
        CallStarted(
            call_id=call.id, lead_id=lead.id, agent_id=agent_id, campaign_id=campaign_id,
            mode=mode,
        )
    )  # fmt: skip
    return call
