"""Document 001's campaigns."""

from typing import Annotated, Literal

from litestar import Response, Router, delete, get, post, put
from litestar.params import FromQuery, JSONBody, QueryParameter

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
    InWork,
    Limit,
    Said,
    etag,
    page,
    raises,
)
from ringdesk.domains import campaigns
from ringdesk.wire.campaigns import CampaignOut, CampaignStatsOut

CampaignId = Annotated[int, QueryParameter(name="id", ge=1, le=LARGEST_ID)]


@get(responses=raises(campaigns.MayNotReadCampaigns, campaigns.CampaignNotFound))
async def list_campaigns(
    request: AnyRequest,
    work: InWork,
    campaign_id: Annotated[int | None, QueryParameter(name="id", ge=1, le=LARGEST_ID)] = None,
    limit: Limit = None,
    offset: Annotated[int | None, QueryParameter(description="How many to pass over.")] = None,
    status: FromQuery[campaigns.Status | None] = None,
    count: FromQuery[Literal["exact"] | None] = None,
) -> Response[list[CampaignOut] | CampaignOut]:
    """Campaigns, newest first; with `id` that one campaign."""
    if campaign_id is not None:
        one = await campaigns.get(work, campaign_id=campaign_id)
        return Response(await shown_one(work, one), headers={"ETag": etag(one.version)})
    most, skip = page(limit, offset, default=20)
    found = await campaigns.list_campaigns(work, status=status, limit=most, offset=skip)
    headers = link_of(request, len(found), most, skip)
    if count == "exact":
        stats = await campaigns.stats(work)
        total = stats.total if status is None else stats.by_status[status]
        headers["X-Total-Count"] = str(total)
    return Response(await shown(work, found), headers=headers)


@post(responses=raises(campaigns.MayNotManageCampaigns))
async def create_campaign(data: JSONBody[CreateCampaign], work: InWork) -> Response[CampaignOut]:
    """A new campaign (administrators); a draft if nothing else is said."""
    made = await created(work, data)
    return Response(
        await shown_one(work, made),
        headers={"Location": f"/api/v1/campaigns?id={made.id}", "ETag": etag(made.version)},
    )


@put(
    responses=raises(
        campaigns.CampaignNotFound, campaigns.MayNotManageCampaigns,
        campaigns.CampaignMoveRefused, campaigns.CampaignChangedMeanwhile,
    )
)  # fmt: skip
async def change_campaign(
    campaign_id: CampaignId, data: JSONBody[ChangeCampaign], work: InWork, if_version: IfVersion
) -> Response[CampaignOut]:
    """Change the fields given. `If-Match` refuses to overwrite what changed meanwhile (412)."""
    one = await campaigns.change(
        work, campaign_id=campaign_id, changes=data.changes(),
        version=if_version,
    )  # fmt: skip
    return Response(await shown_one(work, one), headers={"ETag": etag(one.version)})


@delete(
    status_code=200,
    responses=raises(
        campaigns.CampaignNotFound, campaigns.MayNotManageCampaigns, campaigns.CampaignRunning
    ),
)
async def delete_campaign(campaign_id: CampaignId, work: InWork) -> Said:
    """Delete a campaign; its leads go free."""
    await campaigns.remove(work, campaign_id=campaign_id)
    return Said("Campaign deleted successfully")


@get("/stats", responses=raises(campaigns.MayNotReadCampaigns))
async def campaign_stats(work: InWork) -> CampaignStatsOut:
    """How many campaigns there are, and how far their leads are."""
    return CampaignStatsOut.of(await campaigns.stats(work))


router = Router(
    "/api/v1/campaigns",
    route_handlers=[
        list_campaigns, create_campaign, change_campaign, delete_campaign, campaign_stats,
    ],
    tags=["campaigns"],
)  # fmt: skip
