"""Campaigns as the web app works with them."""

from datetime import datetime
from typing import Annotated

from litestar import Response, Router, delete, get, post, put
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from msgspec import Struct

from ringdesk.api.campaign_bodies import (
    ChangeCampaign,
    CreateCampaign,
    created,
    link_of,
    shown,
    shown_one,
)
from ringdesk.api.door import (
    LARGEST_ID,
    AnyRequest,
    IfVersion,
    In,
    InWork,
    Limit,
    Said,
    Skip,
    etag,
    page,
    raises,
)
from ringdesk.domains import campaigns, leads
from ringdesk.wire.campaigns import CampaignOut

MOVES = (
    campaigns.CampaignNotFound, campaigns.MayNotManageCampaigns, campaigns.CampaignMoveRefused,
)  # fmt: skip
LeadId = Annotated[int | None, QueryParameter(name="lead", ge=1, le=LARGEST_ID)]


class ScheduleCampaign(In, frozen=True):
    scheduled_time: datetime


class TextOut(Struct, frozen=True):
    text: str


@get(responses=raises(campaigns.MayNotReadCampaigns))
async def list_campaigns(
    request: AnyRequest,
    work: InWork,
    skip: Skip = None,
    limit: Limit = None,
    status: FromQuery[campaigns.Status | None] = None,
) -> Response[list[CampaignOut]]:
    """Campaigns, newest first, with the numbers of their leads."""
    most, offset = page(limit, skip)
    found = await campaigns.list_campaigns(work, status=status, limit=most, offset=offset)
    return Response(await shown(work, found), headers=link_of(request, len(found), most, offset))


@post(responses=raises(campaigns.MayNotManageCampaigns))
async def create_campaign(data: JSONBody[CreateCampaign], work: InWork) -> Response[CampaignOut]:
    """A new campaign (administrators); a draft if nothing else is said."""
    made = await created(work, data)
    return Response(
        await shown_one(work, made),
        headers={"Location": f"/api/app/campaigns/{made.id}", "ETag": etag(made.version)},
    )


@get(
    "/{campaign_id:int}",
    responses=raises(campaigns.MayNotReadCampaigns, campaigns.CampaignNotFound),
)
async def get_campaign(campaign_id: FromPath[int], work: InWork) -> Response[CampaignOut]:
    """A campaign with the numbers of its leads."""
    one = await campaigns.get(work, campaign_id=campaign_id)
    return Response(await shown_one(work, one), headers={"ETag": etag(one.version)})


@put("/{campaign_id:int}", responses=raises(*MOVES, campaigns.CampaignChangedMeanwhile))
async def change_campaign(
    campaign_id: FromPath[int], data: JSONBody[ChangeCampaign], work: InWork, if_version: IfVersion
) -> Response[CampaignOut]:
    """Change the fields given. `If-Match` refuses to overwrite what changed meanwhile (412)."""
    one = await campaigns.change(
        work, campaign_id=campaign_id, changes=data.changes(),
        version=if_version,
    )  # fmt: skip
    return Response(await shown_one(work, one), headers={"ETag": etag(one.version)})


@delete(
    "/{campaign_id:int}", status_code=200,
    responses=raises(
        campaigns.CampaignNotFound, campaigns.MayNotManageCampaigns, campaigns.CampaignRunning
    ),
)  # fmt: skip
async def delete_campaign(campaign_id: FromPath[int], work: InWork) -> Said:
    """Delete a campaign; its leads and calling lists go free."""
    await campaigns.remove(work, campaign_id=campaign_id)
    return Said("Campaign deleted")


@post("/{campaign_id:int}/start", status_code=200, responses=raises(*MOVES))
async def start_campaign(campaign_id: FromPath[int], work: InWork) -> CampaignOut:
    """Let it run, from a draft, a schedule or a pause."""
    return await shown_one(work, await campaigns.start(work, campaign_id=campaign_id))


@post("/{campaign_id:int}/pause", status_code=200, responses=raises(*MOVES))
async def pause_campaign(campaign_id: FromPath[int], work: InWork) -> CampaignOut:
    """No more calls for now; those in progress end as they would."""
    return await shown_one(work, await campaigns.pause(work, campaign_id=campaign_id))


@post("/{campaign_id:int}/end", status_code=200, responses=raises(*MOVES))
async def end_campaign(campaign_id: FromPath[int], work: InWork) -> CampaignOut:
    """End it for good."""
    return await shown_one(work, await campaigns.end(work, campaign_id=campaign_id))


@post("/{campaign_id:int}/schedule", status_code=200, responses=raises(*MOVES))
async def schedule_campaign(
    campaign_id: FromPath[int], data: JSONBody[ScheduleCampaign], work: InWork
) -> CampaignOut:
    """Let it start by itself."""
    one = await campaigns.schedule(work, campaign_id=campaign_id, at=data.scheduled_time)
    return await shown_one(work, one)


@get(
    "/{campaign_id:int}/script",
    responses=raises(
        campaigns.MayNotReadCampaigns, campaigns.CampaignNotFound, leads.LeadNotFound
    ),
)  # fmt: skip
async def read_script(campaign_id: FromPath[int], work: InWork, lead_id: LeadId = None) -> TextOut:
    """What to say in this campaign; with `lead`, filled in for them."""
    await campaigns.get(work, campaign_id=campaign_id)
    lead = None if lead_id is None else await leads.get(work, lead_id=lead_id)
    return TextOut(await campaigns.script(work, campaign_id=campaign_id, lead=lead))


router = Router(
    "/api/app/campaigns",
    route_handlers=[
        list_campaigns, create_campaign, get_campaign, change_campaign, delete_campaign,
        start_campaign, pause_campaign, end_campaign, schedule_campaign, read_script,
    ],
    tags=["campaigns"],
)  # fmt: skip
