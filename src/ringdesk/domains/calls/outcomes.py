"""What a call's move means for its lead."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime

from msgspec import Struct

from ringdesk.domains import leads
from ringdesk.domains.calls import queries, retries
from ringdesk.domains.calls.models import FINAL, Call, Status, Tried
from ringdesk.domains.calls.service import settings_for
from ringdesk.kernel.work import Work


class Came(Struct, frozen=True):
    """What became of a call. `permanent`: nobody will ever be reached at its number."""

    call: Call
    after: Status
    permanent: bool = False


async def move_lead(work: Work, call: Call, after: Status) -> None:
    await move_leads(work, [Came(call, after)])


async def move_leads(work: Work, came: Sequence[Came]) -> None:
    """By calls of different leads. Only a lead that is being called moves: one that was reset
    meanwhile stays where it is."""
    theirs = {one.call.lead_id: one for one in came if may_move_lead(one)}
    if not theirs:
        return
    held = await leads.lock_all(work, lead_ids=[lead_id for lead_id in theirs if lead_id])
    calling = [(lead, theirs[lead.id]) for lead in held if lead.dial_status == "calling"]
    reached = [(lead, one) for lead, one in calling if was_reached(one)]
    missed = [
        (lead, one) for lead, one in calling if one.after in FINAL and not was_reached(one)
    ]  # fmt: skip
    moves = [leads.DialMove(lead, "answered", outcome=one.after) for lead, one in reached]
    await leads.move_dial_statuses(work, moves + await tries_again(work, missed))


def may_move_lead(one: Came) -> bool:
    if one.call.lead_id is None or one.call.direction == "in":
        return False
    return one.after in FINAL or one.after == "answered"


def was_reached(one: Came) -> bool:
    if one.after == "answered":
        return is_talked_to(one.call)
    return one.after == "completed" and one.call.answered_by != "machine" and not one.call.abandoned


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


async def tries_again(
    work: Work, missed: Sequence[tuple[leads.Lead, Came]]
) -> list[leads.DialMove]:
    """Back to the queue with the time before which it is not called; or failed, for good."""
    outcomes = {lead.id: outcome_of(one.call, one.permanent) for lead, one in missed}
    unheard = [lead_id for lead_id, outcome in outcomes.items() if outcome == "no-answer"]
    tried: dict[int, set[int]] = defaultdict(set)
    for one in await work.many(Tried, queries.HOURS_TRIED, unheard) if unheard else []:
        tried[one.lead_id].add(one.hour)
    campaigns = {came.call.campaign_id for _, came in missed}
    settings = {campaign: await settings_for(work, campaign) for campaign in campaigns}
    moves: list[leads.DialMove] = []
    for lead, came in missed:
        rules, outcome = settings[came.call.campaign_id], outcomes[lead.id]
        at = retries.ready_at(outcome, datetime.now(UTC), rules.minutes(), tried[lead.id])
        for_good = at is None or lead.attempts >= rules.most_attempts
        to: leads.DialStatus = "failed" if for_good else "pending"
        moves.append(leads.DialMove(lead, to, outcome, None if for_good else at))
    return moves


def outcome_of(call: Call, permanent: bool) -> str:
    if permanent:
        return "invalid"
    if call.abandoned:
        return "abandoned"
    return "machine" if call.answered_by == "machine" else call.status
