"""Dispositions: what became of a talk."""

from typing import Annotated

from litestar import Response, Router, delete, get, post, put
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from msgspec import UNSET, Meta, UnsetType, structs

from ringdesk.api.door import LARGEST_ID, Id, In, InWork, Said, raises
from ringdesk.domains import campaigns
from ringdesk.wire.campaigns import DispositionOut

Label = Annotated[str, Meta(min_length=1, max_length=100, pattern=r"\S")]
Code = Annotated[str, Meta(min_length=1, max_length=40)]
Key = Annotated[str, Meta(max_length=1)]
Position = Annotated[int, Meta(ge=0, le=10_000)]


class CreateDisposition(In, frozen=True, kw_only=True):
    """`code`: from the label if it is not given."""

    label: Label
    code: Code | None = None
    means: campaigns.Means = "neutral"
    key: Key | None = None
    position: Position | None = None
    campaign_id: Id | None = None


class ChangeDisposition(In, frozen=True, kw_only=True):
    label: Label | UnsetType = UNSET
    means: campaigns.Means | UnsetType = UNSET
    key: Key | UnsetType | None = UNSET
    position: Position | UnsetType = UNSET


@get(responses=raises(campaigns.MayNotReadCampaigns))
async def list_dispositions(
    work: InWork,
    campaign_id: Annotated[int | None, QueryParameter(name="campaign", ge=1, le=LARGEST_ID)] = None,
    all_campaigns: FromQuery[bool] = False,
) -> list[DispositionOut]:
    """Those of all campaigns, and with `campaign` that one's own beside them."""
    found = await campaigns.dispositions(work, campaign_id=campaign_id, all_campaigns=all_campaigns)
    return [DispositionOut.of(one) for one in found]


@post(
    responses=raises(
        campaigns.MayNotManageCampaigns, campaigns.KeyTaken, campaigns.CampaignNotFound
    )
)
async def create_disposition(
    data: JSONBody[CreateDisposition], work: InWork
) -> Response[DispositionOut]:
    """A new disposition (administrators)."""
    new = campaigns.NewDisposition(**structs.asdict(data))
    made = await campaigns.create_disposition(work, new)
    return Response(
        DispositionOut.of(made), headers={"Location": f"/api/app/dispositions/{made.id}"}
    )


@get(
    "/{disposition_id:int}",
    responses=raises(campaigns.MayNotReadCampaigns, campaigns.DispositionNotFound),
)
async def get_disposition(disposition_id: FromPath[int], work: InWork) -> DispositionOut:
    """One disposition."""
    return DispositionOut.of(await campaigns.get_disposition(work, disposition_id=disposition_id))


@put(
    "/{disposition_id:int}",
    responses=raises(
        campaigns.MayNotManageCampaigns, campaigns.DispositionNotFound, campaigns.KeyTaken
    ),
)
async def change_disposition(
    disposition_id: FromPath[int], data: JSONBody[ChangeDisposition], work: InWork
) -> DispositionOut:
    """Change a disposition (administrators); its code stays."""
    changes = campaigns.DispositionChanges(**structs.asdict(data))
    changed = await campaigns.change_disposition(
        work, disposition_id=disposition_id, changes=changes
    )
    return DispositionOut.of(changed)


@delete(
    "/{disposition_id:int}", status_code=200,
    responses=raises(campaigns.MayNotManageCampaigns, campaigns.DispositionNotFound),
)  # fmt: skip
async def delete_disposition(disposition_id: FromPath[int], work: InWork) -> Said:
    """No longer offered; what was said with it stays."""
    await campaigns.remove_disposition(work, disposition_id=disposition_id)
    return Said("Disposition deleted")


router = Router(
    "/api/app/dispositions",
    route_handlers=[
        list_dispositions, create_disposition, get_disposition, change_disposition,
        delete_disposition,
    ],
    tags=["campaigns"],
)  # fmt: skip
