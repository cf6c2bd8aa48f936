"""What somebody who makes calls has before them: their call, its lead, what to say, their day."""

from datetime import datetime

from msgspec import Struct

from ringdesk.domains import campaigns, leads, staffing
from ringdesk.domains.calls import policy, queries, service
from ringdesk.domains.calls.inbound.models import Offer
from ringdesk.domains.calls.inbound.ringing import offer_to
from ringdesk.domains.calls.models import Call, Today
from ringdesk.kernel.work import Work

MOST_CALLBACKS = 200


class AtTheDesk(Struct, frozen=True):
    """`lead`: of the call, or of the one that is written down, or the one that is claimed.
    `incoming`: what rings."""

    availability: staffing.Availability
    call: Call | None
    wrap_up: Call | None
    lead: leads.Lead | None
    script: str | None
    dispositions: list[campaigns.Disposition]
    today: Today
    incoming: Offer | None


class Callback(Struct, frozen=True):
    """Somebody who was promised a call."""

    lead_id: int
    name: str
    phone: str | None
    callback_at: datetime
    owner_id: int
    owner_name: str


async def at_the_desk(work: Work) -> AtTheDesk:
    """The caller's own. MayNotCall."""
    policy.require_calls(work.actor)
    me = work.actor.id
    availability = (await staffing.own_availability(work)).state
    call = await service.of_person(work, person_id=me)
    wrap_up = await service.wrapping_up(work, person_id=me) if call is None else None
    lead = await lead_before(work, call or wrap_up)
    campaign_id = lead.campaign_id if lead else None
    if (at_hand := call or wrap_up) is not None:
        campaign_id = at_hand.campaign_id
    script = None
    if campaign_id is not None:
        script = await campaigns.script(work, campaign_id=campaign_id, lead=lead) or None
    dispositions = await campaigns.dispositions(work, campaign_id=campaign_id)
    today = await service.today(work, person_id=me)
    incoming = await offer_to(work, person_id=me)
    return AtTheDesk(availability, call, wrap_up, lead, script, dispositions, today, incoming)


async def lead_before(work: Work, call: Call | None) -> leads.Lead | None:
    if call is not None:
        found = [] if call.lead_id is None else await leads.get_many(work, lead_ids=[call.lead_id])
        return found[0] if found else None
    claimed = await work.value(int, queries.CLAIMED_BY, work.actor.id)
    found = [] if claimed is None else await leads.get_many(work, lead_ids=[claimed])
    return found[0] if found else None


async def callbacks(work: Work, *, until: datetime) -> list[Callback]:
    """Calls promised until then, the earliest first: one's own; an administrator's list is all."""
    policy.require_reads(work.actor)
    whose = None if policy.sees_all(work.actor) else work.actor.id
    return await work.many(Callback, queries.CALLBACKS, whose, until, MOST_CALLBACKS)
