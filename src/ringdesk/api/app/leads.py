"""Leads as the web app works with them."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Annotated, TypeVar

from litestar import Response, Router, delete, get, post, put
from litestar.params import FromPath, JSONBody, QueryParameter
from litestar.response import Stream
from msgspec import structs

from ringdesk.api.desk import InDesk
from ringdesk.api.door import (
    LARGEST_ID,
    AnyRequest,
    Caller,
    Id,
    IfVersion,
    In,
    InWork,
    Limit,
    Said,
    etag,
    page,
    raises,
)
from ringdesk.api.lead_bodies import (
    AnId,
    BulkLeads,
    ChangeLead,
    CreateLead,
    link_of,
    tag_of,
    whose,
)
from ringdesk.domains import calls, campaigns, governance, identity, leads
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.work import Actor
from ringdesk.wire.calls import CallOut
from ringdesk.wire.leads import BulkOut, LeadChangeOut, LeadOut, LeadStatsOut

One = TypeVar("One", bound=str)
Several = Annotated[str | None, QueryParameter(max_length=200)]
Text = Annotated[str | None, QueryParameter(max_length=200)]
Owner = Annotated[str | None, QueryParameter(max_length=20)]
ListId = Annotated[int | None, QueryParameter(name="list", ge=1, le=LARGEST_ID)]
ImportId = Annotated[int | None, QueryParameter(name="import", ge=1, le=LARGEST_ID)]
LATEST_CALLS = 50


class NextLead(In, frozen=True):
    campaign_id: Id | None = None


class LeadWithStory(LeadOut, frozen=True, kw_only=True):
    """A lead with what became of it, the latest first. Without the right to see calls there are
    none."""

    history: list[LeadChangeOut]
    calls: list[CallOut]


def several(given: str | None, allowed: Iterable[One], name: str) -> list[One] | None:
    """`new` or `new,contacted`; anything unknown is refused."""
    if given is None or given == "":
        return None
    known = {str(one): one for one in allowed}
    wanted = given.split(",")
    if not set(wanted) <= known.keys():
        raise Invalid.field(name, f"One or more of: {', '.join(known)}")
    return [known[one] for one in wanted]


def wanted_of(
    actor: Actor, stage: str | None, dial_status: str | None, priority: str | None,
    owner: str | None, given: leads.LeadFilter,
) -> leads.LeadFilter:  # fmt: skip
    """The filters of the list and of the export; `given`: those that need no reading."""
    return structs.replace(
        given,
        stage=several(stage, leads.STAGES, "stage"),
        dial_status=several(dial_status, leads.DIAL_STATUSES, "dial_status"),
        priority=several(priority, leads.PRIORITIES, "priority"),
        owner_id=whose(owner, actor), tag=tag_of(given.tag),
    )  # fmt: skip


@get(responses=raises(leads.MayNotReadLeads))
async def list_leads(
    request: AnyRequest,
    work: InWork,
    limit: Limit = None,
    after: AnId = None,
    stage: Several = None,
    dial_status: Several = None,
    priority: Several = None,
    owner: Owner = None,
    campaign: AnId = None,
    calling_list: ListId = None,
    import_id: ImportId = None,
    source: Text = None,
    tag: Text = None,
    q: Text = None,
) -> Response[list[LeadOut]]:
    """Leads, newest first. `owner`: me, none, or an id. `Link` leads to the next page."""
    most, _ = page(limit, None, default=50)
    plain = leads.LeadFilter(
        campaign_id=campaign, list_id=calling_list, import_id=import_id, source=source, tag=tag,
        words=q or None, after=after,
    )  # fmt: skip
    wanted = wanted_of(work.actor, stage, dial_status, priority, owner, plain)
    found = await leads.list_leads(work, wanted, limit=most)
    return Response([LeadOut.of(one) for one in found], headers=link_of(request, found, most))


@get("/export", responses=raises(leads.MayNotReadLeads))
async def export_leads(
    actor: Caller,
    desk: InDesk,
    stage: Several = None,
    dial_status: Several = None,
    priority: Several = None,
    owner: Owner = None,
    campaign: AnId = None,
    calling_list: ListId = None,
    import_id: ImportId = None,
    source: Text = None,
    tag: Text = None,
    q: Text = None,
) -> Stream:
    """The same leads as a CSV file: all of them, however many. No cell is run as a formula."""
    plain = leads.LeadFilter(
        campaign_id=campaign, list_id=calling_list, import_id=import_id, source=source, tag=tag,
        words=q or None,
    )  # fmt: skip
    wanted = wanted_of(actor, stage, dial_status, priority, owner, plain)
    name = f"leads-{datetime.now(UTC):%Y-%m-%d}.csv"
    pieces = await leads.export(desk.office, actor, wanted)
    await governance.tell_of(desk.office, actor, governance.LeadsExported())
    return Stream(
        pieces,
        media_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
        },
    )


@post(responses=raises(leads.MayNotChangeLead, leads.LeadExists, identity.AgentNotAvailable))
async def create_lead(data: JSONBody[CreateLead], work: InWork) -> Response[LeadOut]:
    """A new lead. An operator's is their own."""
    lead = await leads.create(work, data.lead())
    return Response(
        LeadOut.of(lead),
        headers={"Location": f"/api/app/leads/{lead.id}", "ETag": etag(lead.version)},
    )


@get("/stats", responses=raises(leads.MayNotReadLeads))
async def lead_stats(work: InWork) -> LeadStatsOut:
    """How many leads there are, and of which kind."""
    return LeadStatsOut.of(await leads.stats(work))


@get("/{lead_id:int}", responses=raises(leads.MayNotReadLeads, leads.LeadNotFound))
async def get_lead(lead_id: FromPath[int], work: InWork) -> Response[LeadWithStory]:
    """A lead with its history and its calls."""
    lead = await leads.get(work, lead_id=lead_id)
    story = [LeadChangeOut.of(one) for one in await leads.history(work, lead_id=lead_id)]
    called = []
    if work.actor.has("calls:read"):
        wanted = calls.CallFilter(lead_id=lead_id)
        called = await calls.list_calls(work, wanted, limit=LATEST_CALLS)
    shown = structs.asdict(LeadOut.of(lead))
    return Response(
        LeadWithStory(**shown, history=story, calls=[CallOut.of(one) for one in called]),
        headers={"ETag": etag(lead.version)},
    )


@put(
    "/{lead_id:int}",
    responses=raises(
        leads.LeadNotFound, leads.MayNotChangeLead, leads.LeadExists, leads.LeadInCall,
        leads.LeadChangedMeanwhile, identity.AgentNotAvailable,
    ),
)  # fmt: skip
async def change_lead(
    lead_id: FromPath[int], data: JSONBody[ChangeLead], work: InWork, if_version: IfVersion
) -> Response[LeadOut]:
    """Change the fields given. `If-Match` refuses to overwrite what changed meanwhile (412)."""
    lead = await leads.change(
        work, lead_id=lead_id, changes=data.changes(),
        version=if_version,
    )  # fmt: skip
    return Response(LeadOut.of(lead), headers={"ETag": etag(lead.version)})


@delete(
    "/{lead_id:int}", status_code=200,
    responses=raises(leads.LeadNotFound, leads.MayNotChangeLead, leads.LeadInCall),
)  # fmt: skip
async def delete_lead(lead_id: FromPath[int], work: InWork) -> Said:
    """Delete a lead."""
    await leads.remove(work, lead_id=lead_id)
    return Said("Lead deleted")


@post("/bulk", status_code=200, responses=raises(leads.MayNotManageLeads, leads.LeadNotFound))
async def bulk(data: JSONBody[BulkLeads], work: InWork) -> BulkOut:
    """Change many leads at once (whoever manages leads). What cannot be done to a lead stands in
    `errors`."""
    done = await leads.bulk(
        work, action=data.action, lead_ids=data.lead_ids,
        wanted=None if data.filter is None else data.filter.wanted(work.actor),
        data=data.data.given() if data.data else {},
    )  # fmt: skip
    return BulkOut.of(done)


@post(
    "/next", status_code=200,
    responses=raises(
        leads.MayNotChangeLead, campaigns.CampaignNotFound, campaigns.CampaignNotRunning
    ),
)  # fmt: skip
async def next_lead(
    work: InWork, data: JSONBody[NextLead | None] = None
) -> Response[LeadOut | None]:
    """Claim the most urgent lead that is ready and free; 204 if there is none."""
    lead = await campaigns.next_lead(work, campaign_id=data.campaign_id if data else None)
    if lead is None:
        return Response(None, status_code=204)
    return Response(LeadOut.of(lead), headers={"ETag": etag(lead.version)})


@post(
    "/{lead_id:int}/claim", status_code=200,
    responses=raises(leads.LeadNotFound, leads.MayNotChangeLead, leads.LeadTaken),
)  # fmt: skip
async def claim_lead(lead_id: FromPath[int], work: InWork) -> LeadOut:
    """The lead is one's own to call."""
    return LeadOut.of(await leads.claim(work, lead_id=lead_id))


@post(
    "/{lead_id:int}/release", status_code=200,
    responses=raises(leads.LeadNotFound, leads.MayNotChangeLead, leads.LeadMoveRefused),
)  # fmt: skip
async def release_lead(lead_id: FromPath[int], work: InWork) -> LeadOut:
    """Give a claimed lead back."""
    return LeadOut.of(await leads.release(work, lead_id=lead_id))


router = Router(
    "/api/app/leads",
    route_handlers=[
        list_leads, export_leads, create_lead, lead_stats, get_lead, change_lead, delete_lead,
        bulk, next_lead, claim_lead, release_lead,
    ],
    tags=["leads"],
)  # fmt: skip
