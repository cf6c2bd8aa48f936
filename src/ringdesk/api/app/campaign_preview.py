"""Before a campaign starts: who will be skipped, and why."""

from litestar import Router, get
from litestar.params import FromPath
from msgspec import Struct

from ringdesk.api.desk import InDesk
from ringdesk.api.door import InWork, raises
from ringdesk.domains import campaigns, dialer


class SkippedOut(Struct, frozen=True):
    rule: dialer.Rule
    count: int


class PreviewOut(Struct, frozen=True):
    """Of all its leads: `callable` at this moment; `skipped` by rule; `later`: not before their
    time (a retry, a callback); `done`: wait for nothing any more."""

    callable: int
    skipped: list[SkippedOut]
    later: int
    done: int
    total: int


@get(
    "/{campaign_id:int}/preview",
    responses=raises(dialer.MayNotWatch, campaigns.CampaignNotFound),
)
async def preview_campaign(campaign_id: FromPath[int], work: InWork, desk: InDesk) -> PreviewOut:
    """As the queue would have it at this moment (administrators)."""
    plays = await desk.carriers.is_simulated(work.tenant_id)
    found = await dialer.preview(work, campaign_id=campaign_id, plays=plays)
    skipped = [SkippedOut(one.rule, one.count) for one in found.skipped]
    return PreviewOut(found.callable, skipped, found.later, found.done, found.total)


router = Router("/api/app/campaigns", route_handlers=[preview_campaign], tags=["calling"])
