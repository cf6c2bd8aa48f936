"""Why leads were not dialled."""

from datetime import datetime
from typing import Annotated

from litestar import Response, Router, get
from litestar.params import FromQuery, QueryParameter

from ringdesk.api.door import AnyRequest, InWork, Limit, Out, page, raises
from ringdesk.api.pages import by_id
from ringdesk.domains import compliance

Ids = Annotated[int | None, QueryParameter(ge=1, le=2**63 - 1)]


class RefusalOut(Out, frozen=True):
    """`until`: when the lead is looked at again; null: not by itself."""

    id: int
    lead_id: int | None
    campaign_id: int | None
    number: str | None
    rule: compliance.Rule
    detail: str
    until: datetime | None
    at: datetime


@get("/refusals", responses=raises(compliance.MayNotReadCompliance))
async def list_refusals(
    request: AnyRequest,
    work: InWork,
    rule: FromQuery[compliance.Rule | None] = None,
    lead: Ids = None,
    campaign: Ids = None,
    limit: Limit = None,
    after: Ids = None,
) -> Response[list[RefusalOut]]:
    """Refusals to dial, the latest first, with the rule that refused; kept for 90 days. `Link`
    leads to the next page."""
    most, _ = page(limit, None)
    found = await compliance.refusals(
        work, rule=rule, lead_id=lead, campaign_id=campaign, after=after, limit=most
    )
    return by_id(request, [RefusalOut.of(one) for one in found], most)


@get("/refusals/by-rule", responses=raises(compliance.MayNotReadCompliance))
async def count_refusals(
    work: InWork,
    days: Annotated[int, QueryParameter(ge=1, le=90)] = 1,
    campaign: Ids = None,
) -> dict[str, int]:
    """How often each rule refused, in so many days."""
    return await compliance.refusals_by_rule(work, days=days, campaign_id=campaign)


router = Router("/api/app", route_handlers=[list_refusals, count_refusals], tags=["calling"])
