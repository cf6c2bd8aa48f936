"""Why the queue dialled that many at that moment."""

from typing import Annotated

from litestar import Response, Router, get
from litestar.params import FromPath, QueryParameter

from ringdesk.api.door import AnyRequest, InWork, Limit, page, raises
from ringdesk.api.pages import by_id
from ringdesk.domains import campaigns, dialer
from ringdesk.wire.dialer import TraceOut

AnId = Annotated[int | None, QueryParameter(ge=1, le=2**63 - 1)]


@get(
    "/{campaign_id:int}/trace",
    responses=raises(dialer.MayNotWatch, campaigns.CampaignNotFound),
)
async def get_trace(
    request: AnyRequest, campaign_id: FromPath[int], work: InWork, limit: Limit = None,
    after: AnId = None,
) -> Response[list[TraceOut]]:  # fmt: skip
    """A campaign's decisions, the latest first; kept for a week. `Link` leads to older ones."""
    most, _ = page(limit, None)
    await campaigns.get(work, campaign_id=campaign_id)
    found = await dialer.trace(work, campaign_id=campaign_id, after=after, limit=most)
    return by_id(request, [TraceOut.of(row) for row in found], most)


router = Router("/api/app/pacing", route_handlers=[get_trace], tags=["calling"])
