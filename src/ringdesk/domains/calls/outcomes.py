"""What a call's move means for its lead."""

from datetime import UTC, datetime

from ringdesk.domains import leads
from ringdesk.domains.calls import queries, retries
from ringdesk.domains.calls.models import Call, Status, Tried
from ringdesk.domains.calls.service import settings_for
from ringdesk.kernel.work import Work


async def move_lead(work: Work, call: Call, after: Status, *, permanent: bool = False) -> None:
    """Only a lead that is being called moves: one that was reset meanwhile stays where it is."""
    if call.lead_id is None or call.direction == "in" or after in ("initiated", "ringing"):
        return
    lead = await leads.lock(work, lead_id=call.lead_id)
    if lead.dial_status != "calling":
        return
    if after == "answered":
        if is_talked_to(call):
            await leads.move_dial_status(work, lead, "answered", outcome="answered")
    elif after == "completed" and call.answered_by != "machine" and not call.abandoned:
        await leads.move_dial_status(work, lead, "answered", outcome="completed")
    elif after in ("completed", "busy", "no-answer", "failed"):
        await try_again(work, call, lead, permanent=permanent)


async def own_lead(work: Work, call: Call, agent_id: int) -> None:
    """Whoever talks to a lead that is nobody's has it from then on."""
    if call.lead_id is None:
        return
    lead = await leads.lock(work, lead_id=call.lead_id)
    if lead.owner_id is None:
        await leads.assign(work, lead_id=lead.id, owner_id=agent_id, how="routed")


def is_talked_to(call: Call) -> bool:
    """A person of ours is there, and it is not (maybe) a machine that answered. `unknown` is an
    answer of which the carrier will say who gave it."""
    awaits = call.answered_by in ("unknown", "machine")
    return call.agent_id is not None and (call.connected_at is not None or not awaits)


async def try_again(work: Work, call: Call, lead: leads.Lead, *, permanent: bool) -> None:
    """Back to the queue with the time before which it is not called; or failed, for good."""
    settings = await settings_for(work, call.campaign_id)
    outcome = outcome_of(call, permanent=permanent)
    tried = {one.hour for one in await work.many(Tried, queries.HOURS_TRIED, lead.id)}
    at = retries.ready_at(outcome, datetime.now(UTC), settings.minutes(), tried)
    if at is None or lead.attempts >= settings.most_attempts:
        await leads.move_dial_status(work, lead, "failed", outcome=outcome)
    else:
        await leads.move_dial_status(work, lead, "pending", outcome=outcome, ready_at=at)


def outcome_of(call: Call, *, permanent: bool = False) -> str:
    if permanent:
        return "invalid"
    if call.abandoned:
        return "abandoned"
    return "machine" if call.answered_by == "machine" else call.status
