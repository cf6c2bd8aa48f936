"""Document 001's leads."""

from typing import Annotated, Literal

from litestar import Response, Router, delete, get, post, put
from litestar.params import FromQuery, JSONBody, QueryParameter

from ringdesk.api.door import (
    LARGEST_ID,
    AnyRequest,
    IfVersion,
    InWork,
    Limit,
    Said,
    etag,
    page,
    raises,
)
from ringdesk.api.lead_bodies import AnId, ChangeLead, CreateLead, link_of, whose
from ringdesk.domains import identity, leads
from ringdesk.wire.leads import LeadOut, LeadStatsOut

LeadId = Annotated[int, QueryParameter(name="id", ge=1, le=LARGEST_ID)]


@get(responses=raises(leads.MayNotReadLeads, leads.LeadNotFound))
async def list_leads(
    request: AnyRequest,
    work: InWork,
    lead_id: Annotated[int | None, QueryParameter(name="id", ge=1, le=LARGEST_ID)] = None,
    limit: Limit = None,
    offset: Annotated[int | None, QueryParameter(description="How many to pass over.")] = None,
    status: FromQuery[leads.Stage | None] = None,
    priority: FromQuery[leads.Priority | None] = None,
    source: Annotated[str | None, QueryParameter(max_length=100)] = None,
    owner: Annotated[str | None, QueryParameter(max_length=20)] = None,
    campaign_id: AnId = None,
    q: Annotated[str | None, QueryParameter(max_length=200)] = None,
    after: AnId = None,
    count: FromQuery[Literal["exact"] | None] = None,
) -> Response[list[LeadOut] | LeadOut]:
    """Leads, newest first; with `id` that one lead."""
    if lead_id is not None:
        lead = await leads.get(work, lead_id=lead_id)
        return Response(LeadOut.of(lead), headers={"ETag": etag(lead.version)})
    most, skip = page(limit, offset, default=20)
    wanted = leads.LeadFilter(
        stage=None if status is None else [status],
        priority=None if priority is None else [priority],
        source=source, owner_id=whose(owner, work.actor), campaign_id=campaign_id, words=q or None,
        after=after,
    )  # fmt: skip
    found = await leads.list_leads(work, wanted, limit=most, offset=skip)
    headers = link_of(request, found, most)
    if count == "exact":
        headers["X-Total-Count"] = str(await leads.count(work, wanted))
    return Response([LeadOut.of(one) for one in found], headers=headers)


@post(responses=raises(leads.MayNotChangeLead, leads.LeadExists, identity.AgentNotAvailable))
async def create_lead(data: JSONBody[CreateLead], work: InWork) -> Response[LeadOut]:
    """A new lead. An operator's is their own."""
    lead = await leads.create(work, data.lead())
    return Response(
        LeadOut.of(lead),
        headers={"Location": f"/api/v1/leads?id={lead.id}", "ETag": etag(lead.version)},
    )


@put(
    responses=raises(
        leads.LeadNotFound, leads.MayNotChangeLead, leads.LeadExists, leads.LeadInCall,
        leads.LeadChangedMeanwhile, identity.AgentNotAvailable,
    )
)  # fmt: skip
async def change_lead(
    lead_id: LeadId, data: JSONBody[ChangeLead], work: InWork, if_version: IfVersion
) -> Response[LeadOut]:
    """Change the fields given. `If-Match` refuses to overwrite what changed meanwhile (412)."""
    lead = await leads.change(
        work, lead_id=lead_id, changes=data.changes(),
        version=if_version,
    )  # fmt: skip
    return Response(LeadOut.of(lead), headers={"ETag": etag(lead.version)})


@delete(
    status_code=200, responses=raises(leads.LeadNotFound, leads.MayNotChangeLead, leads.LeadInCall)
)
async def delete_lead(lead_id: LeadId, work: InWork) -> Said:
    """Delete a lead."""
    await leads.remove(work, lead_id=lead_id)
    return Said("Lead deleted successfully")


@get("/stats", responses=raises(leads.MayNotReadLeads))
async def lead_stats(work: InWork) -> LeadStatsOut:
    """How many leads there are, and of which kind."""
    return LeadStatsOut.of(await leads.stats(work))


router = Router(
    "/api/v1/leads",
    route_handlers=[list_leads, create_lead, change_lead, delete_lead, lead_stats],
    tags=["leads"],
)
