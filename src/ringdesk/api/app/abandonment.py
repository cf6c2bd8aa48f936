"""How many people answered and found nobody there."""

from collections import defaultdict
from datetime import date
from typing import Annotated

from litestar import Router, get
from litestar.params import QueryParameter
from msgspec import Struct

from ringdesk.api.door import InWork, raises
from ringdesk.domains import dialer
from ringdesk.wire.dialer import AbandonedOut

Days = Annotated[int, QueryParameter(ge=1, le=366, description="How many, today among them.")]


class DayOut(Struct, frozen=True):
    """A campaign's day; `campaign_id` null: the tenant's own queue. `evidence`: ids of the
    abandoned calls, a thousand at most."""

    day: date
    campaign_id: int | None
    campaign_name: str
    numbers: AbandonedOut
    evidence: list[int]


class CampaignOut(Struct, frozen=True):
    """All the days together. `within`: whether it kept to 3 % of what people answered."""

    campaign_id: int | None
    campaign_name: str
    numbers: AbandonedOut
    within: bool


class AbandonmentOut(Struct, frozen=True):
    """`limit`: the share that the United States allow, by campaign over 30 days; the United Kingdom
    knows none that is safe."""

    days: list[DayOut]
    campaigns: list[CampaignOut]
    total: AbandonedOut
    limit: float


LIMIT = 0.03


@get("/abandonment", responses=raises(dialer.MayNotWatch))
async def get_abandonment(work: InWork, days: Days = 30) -> AbandonmentOut:
    """By day and campaign, and by campaign; days are the tenant's."""
    found = await dialer.abandonment(work, days=days)
    by_campaign: dict[int, list[dialer.AbandonmentDay]] = defaultdict(list)
    for one in found:
        by_campaign[one.campaign_id].append(one)
    return AbandonmentOut(
        [day_of(one) for one in found], [over(rows) for rows in by_campaign.values()],
        AbandonedOut.over(found), LIMIT,
    )  # fmt: skip


def day_of(one: dialer.AbandonmentDay) -> DayOut:
    return DayOut(
        one.day, one.campaign_id or None, one.campaign_name, AbandonedOut.over([one]), one.evidence
    )  # fmt: skip


def over(rows: list[dialer.AbandonmentDay]) -> CampaignOut:
    numbers = AbandonedOut.over(rows)
    return CampaignOut(
        rows[0].campaign_id or None, rows[0].campaign_name, numbers, numbers.rate_us <= LIMIT
    )  # fmt: skip


router = Router("/api/app/reports", route_handlers=[get_abandonment], tags=["calling"])
