"""Calling lists: leads that go to a campaign together."""

from typing import Annotated

from litestar import Response, Router, delete, get, post, put
from litestar.params import FromPath, JSONBody, QueryParameter
from msgspec import UNSET, UnsetType

from ringdesk.api.campaign_bodies import Name
from ringdesk.api.door import LARGEST_ID, Id, In, InWork, Said, raises
from ringdesk.domains import campaigns, leads
from ringdesk.kernel.work import Work
from ringdesk.wire.campaigns import CallingListOut


class CreateList(In, frozen=True):
    name: Name
    campaign_id: Id | None = None


class ChangeList(In, frozen=True, kw_only=True):
    """`campaign_id`: where its leads go; null takes them out of the one they are in."""

    name: Name | UnsetType = UNSET
    campaign_id: Id | UnsetType | None = UNSET


async def shown(work: Work, found: list[campaigns.CallingList]) -> list[CallingListOut]:
    counts = await leads.counts_of_lists(work) if found else {}
    return [CallingListOut.of(one, counts.get(one.id, 0)) for one in found]


@get(responses=raises(campaigns.MayNotReadCampaigns))
async def list_lists(
    work: InWork,
    campaign_id: Annotated[int | None, QueryParameter(name="campaign", ge=1, le=LARGEST_ID)] = None,
) -> list[CallingListOut]:
    """Calling lists, newest first; of one campaign, or all."""
    return await shown(work, await campaigns.list_lists(work, campaign_id=campaign_id))


@post(
    responses=raises(
        campaigns.MayNotManageCampaigns, campaigns.NameTaken, campaigns.CampaignNotFound
    )
)
async def create_list(data: JSONBody[CreateList], work: InWork) -> Response[CallingListOut]:
    """A new calling list (administrators)."""
    made = await campaigns.create_list(work, name=data.name, campaign_id=data.campaign_id)
    return Response(
        CallingListOut.of(made, 0), headers={"Location": f"/api/app/calling-lists/{made.id}"}
    )


@get(
    "/{list_id:int}", responses=raises(campaigns.MayNotReadCampaigns, campaigns.CallingListNotFound)
)
async def get_list(list_id: FromPath[int], work: InWork) -> CallingListOut:
    """A calling list, and how many leads there are in it."""
    return (await shown(work, [await campaigns.get_list(work, list_id=list_id)]))[0]


@put(
    "/{list_id:int}",
    responses=raises(
        campaigns.MayNotManageCampaigns, campaigns.CallingListNotFound, campaigns.NameTaken,
        campaigns.CampaignNotFound,
    ),
)  # fmt: skip
async def change_list(
    list_id: FromPath[int], data: JSONBody[ChangeList], work: InWork
) -> CallingListOut:
    """Rename it, or send its leads to a campaign."""
    if data.name is not UNSET:
        await campaigns.rename_list(work, list_id=list_id, name=data.name)
    if data.campaign_id is not UNSET:
        await campaigns.attach_list(work, list_id=list_id, campaign_id=data.campaign_id)
    return (await shown(work, [await campaigns.get_list(work, list_id=list_id)]))[0]


@delete(
    "/{list_id:int}", status_code=200,
    responses=raises(campaigns.MayNotManageCampaigns, campaigns.CallingListNotFound),
)  # fmt: skip
async def delete_list(list_id: FromPath[int], work: InWork) -> Said:
    """Drop the list, and keep its leads."""
    await campaigns.remove_list(work, list_id=list_id)
    return Said("Calling list deleted")


router = Router(
    "/api/app/calling-lists",
    route_handlers=[list_lists, create_list, get_list, change_list, delete_list],
    tags=["campaigns"],
)
