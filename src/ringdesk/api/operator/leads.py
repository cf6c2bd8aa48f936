"""Document 002: the leads an operator may call."""

from typing import Annotated

from litestar import Router, get, post
from litestar.params import FromQuery, JSONBody
from msgspec import Meta, Struct

from ringdesk.api.door import In, InWork, Limit, raises
from ringdesk.api.operator.numbered import Page, id_of, paged
from ringdesk.domains import calls, leads
from ringdesk.wire.leads import CallableLeadOut
from ringdesk.wire.pagination import PaginationOut


class ClaimLead(In, frozen=True, rename="camel"):
    lead_id: Annotated[str, Meta(min_length=1, max_length=40)]


class AvailableLeadsOut(Struct, frozen=True):
    leads: list[CallableLeadOut]
    pagination: PaginationOut


class ClaimedLeadOut(Struct, frozen=True):
    message: str
    lead: CallableLeadOut


@get("/available", responses=raises(calls.MayNotCall, leads.MayNotReadLeads))
async def available_leads(
    work: InWork,
    page: Page = None,
    limit: Limit = None,
    priority: FromQuery[leads.Priority | None] = None,
) -> AvailableLeadsOut:
    """Leads that one could claim: by priority, then by how long they have been ready."""
    calls.require_calls(work.actor)
    number, most, skip = paged(page, limit)
    found, total = await leads.available(work, priority=priority, offset=skip, limit=most)
    shown = [CallableLeadOut.of(one) for one in found]
    return AvailableLeadsOut(shown, PaginationOut.of(number, most, total))


@post(
    "/claim", status_code=200,
    responses=raises(calls.MayNotCall, leads.LeadNotFound, leads.LeadTaken),
)  # fmt: skip
async def claim_lead(data: JSONBody[ClaimLead], work: InWork) -> ClaimedLeadOut:
    """The lead is one's own to call. Of many who ask for it, one gets it."""
    calls.require_calls(work.actor)
    lead = await leads.claim(work, lead_id=id_of(data.lead_id, leads.LeadNotFound))
    return ClaimedLeadOut("Lead claimed successfully", CallableLeadOut.of(lead))


router = Router("/api/operator/leads", route_handlers=[available_leads, claim_lead], tags=["leads"])
