"""What happened to leads, as letters to those who may see them; and to the operator who now owns
one, by document 002's name for it. Many at once are one letter: screens look again, as they do
after a word of a campaign."""

from typing import Any

from ringdesk.domains import campaigns, leads
from ringdesk.kernel.events import Event, Fact
from ringdesk.realtime.audiences import lead_readers_of, person, staff_of
from ringdesk.realtime.letter import Letter
from ringdesk.realtime.reading import Posts, Reading, Render
from ringdesk.wire.leads import AssignedLeadOut, LeadOut


async def lead_of(reading: Reading, lead_id: int) -> leads.Lead:
    async def read() -> leads.Lead:
        return await leads.get(await reading.work(), lead_id=lead_id)

    return await reading.once(("lead", lead_id), read)


async def told(kind: str, reading: Reading, fact: Fact[Any]) -> Posts:
    to = lead_readers_of(fact.tenant_id)
    if not reading.wanted(to):
        return ()
    lead = LeadOut.of(await lead_of(reading, fact.event.lead_id))
    return (((to,), Letter(kind, lead, seq=fact.seq, at=fact.at)),)


async def created(reading: Reading, fact: Fact[leads.LeadCreated]) -> Posts:
    return await told("lead.created", reading, fact)


async def updated(
    reading: Reading, fact: Fact[leads.LeadChanged] | Fact[leads.LeadDialStatusMoved]
) -> Posts:
    """Said of every change: a new stage and a new owner come with one of these."""
    return await told("lead.updated", reading, fact)


async def removed(_: Reading, fact: Fact[leads.LeadRemoved]) -> Posts:
    data = {"id": fact.event.lead_id}
    letter = Letter("lead.deleted", data, seq=fact.seq, at=fact.at)
    return (((lead_readers_of(fact.tenant_id),), letter),)


async def assigned(reading: Reading, fact: Fact[leads.LeadAssigned]) -> Posts:
    """However it came. Who claimed it hears it, too: they may have done it elsewhere."""
    to = person(fact.tenant_id, fact.event.owner_id)
    if not reading.wanted(to):
        return ()
    lead = await lead_of(reading, fact.event.lead_id)
    heard = [("lead_assigned", AssignedLeadOut.of(lead, fact.event.how))]
    data = {"lead": LeadOut.of(lead), "how": fact.event.how}
    return (((to,), Letter("lead.assigned", data, seq=fact.seq, at=fact.at, as_heard=heard)),)


async def many_changed(_: Reading, fact: Fact[leads.LeadsChanged]) -> Posts:
    event = fact.event
    data = {"action": event.action, "count": event.count, "import_id": event.import_id}
    letter = Letter("leads.changed", data, seq=fact.seq, at=fact.at)
    return (((lead_readers_of(fact.tenant_id),), letter),)


async def campaign_changed(
    _: Reading, fact: Fact[campaigns.CampaignCreated] | Fact[campaigns.CampaignChanged]
) -> Posts:
    """Ids only: whoever shows campaigns fetches them."""
    return campaign_letter(fact, {"id": fact.event.campaign_id})


async def campaign_moved(_: Reading, fact: Fact[campaigns.CampaignMoved]) -> Posts:
    return campaign_letter(fact, {"id": fact.event.campaign_id, "status": fact.event.after})


def campaign_letter(fact: Fact[Any], data: dict[str, object]) -> Posts:
    letter = Letter("campaign.updated", data, seq=fact.seq, at=fact.at)
    return (((staff_of(fact.tenant_id),), letter),)


LETTERS: dict[type[Event], Render] = {
    leads.LeadCreated: created,
    leads.LeadChanged: updated,
    leads.LeadDialStatusMoved: updated,
    leads.LeadRemoved: removed,
    leads.LeadAssigned: assigned,
    leads.LeadsChanged: many_changed,
    campaigns.CampaignCreated: campaign_changed,
    campaigns.CampaignChanged: campaign_changed,
    campaigns.CampaignMoved: campaign_moved,
}
