"""What callers send of a campaign, at the doors of 001 and of the web app alike."""

from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from msgspec import UNSET, Meta, UnsetType, field, structs

from ringdesk.api.door import AnyRequest, Id, In
from ringdesk.domains import campaigns, leads
from ringdesk.kernel.work import Work
from ringdesk.wire.campaigns import CampaignOut

Name = Annotated[str, Meta(min_length=1, max_length=200, pattern=r"\S")]
Description = Annotated[str, Meta(max_length=10_000)]
Number = Annotated[str, Meta(max_length=64)]
HoursText = Annotated[str, Meta(max_length=200)]
Attempts = Annotated[int, Meta(ge=1, le=50)]
Share = Annotated[float, Meta(ge=0, le=0.03)]
RingSeconds = Annotated[int, Meta(ge=15, le=120)]
WrapUpSeconds = Annotated[int, Meta(ge=0, le=3600)]
PreviewSeconds = Annotated[int, Meta(ge=10, le=3600)]
Minutes = Annotated[int, Meta(ge=1, le=60 * 24 * 60)]
Retry = Annotated[dict[Annotated[str, Meta(max_length=20)], Minutes], Meta(max_length=10)]
Skills = Annotated[list[Annotated[str, Meta(max_length=40)]], Meta(max_length=20)]
Money = Annotated[float, Meta(ge=0, le=1e12)]
FieldName = Annotated[str, Meta(min_length=1, max_length=60)]
Custom = Annotated[dict[FieldName, Annotated[str, Meta(max_length=1000)]], Meta(max_length=50)]


class CreateCampaign(In, frozen=True, kw_only=True):
    name: Name
    description: Description = ""
    status: campaigns.Status = "draft"
    mode: campaigns.Mode = "progressive"
    caller_id: Number = ""
    script_id: Id | None = None
    hours: HoursText | None = None
    start_date: date | None = None
    end_date: date | None = None
    max_attempts: Attempts = 5
    max_abandonment: Share = 0.03
    ring_timeout_s: RingSeconds = 25
    wrap_up_s: WrapUpSeconds = 30
    preview_s: PreviewSeconds = 90
    detect_machines: bool = False
    record_calls: bool = False
    uk_rules: bool = False
    retry: Retry = field(default_factory=dict)
    skills: Skills = field(default_factory=list)
    team_id: Id | None = None
    budget: Money | None = None
    custom: Custom = field(default_factory=dict)


class ChangeCampaign(In, frozen=True, kw_only=True):
    """`status` moves it, as start, pause and end do."""

    name: Name | UnsetType = UNSET
    description: Description | UnsetType = UNSET
    status: campaigns.Status | UnsetType = UNSET
    mode: campaigns.Mode | UnsetType = UNSET
    caller_id: Number | UnsetType = UNSET
    script_id: Id | UnsetType | None = UNSET
    hours: HoursText | UnsetType | None = UNSET
    start_date: date | UnsetType | None = UNSET
    end_date: date | UnsetType | None = UNSET
    max_attempts: Attempts | UnsetType = UNSET
    max_abandonment: Share | UnsetType = UNSET
    ring_timeout_s: RingSeconds | UnsetType = UNSET
    wrap_up_s: WrapUpSeconds | UnsetType = UNSET
    preview_s: PreviewSeconds | UnsetType = UNSET
    detect_machines: bool | UnsetType = UNSET
    record_calls: bool | UnsetType = UNSET
    uk_rules: bool | UnsetType = UNSET
    retry: Retry | UnsetType = UNSET
    skills: Skills | UnsetType = UNSET
    team_id: Id | UnsetType | None = UNSET
    budget: Money | UnsetType | None = UNSET
    custom: Custom | UnsetType = UNSET

    def changes(self) -> campaigns.CampaignChanges:
        return campaigns.CampaignChanges(**structs.asdict(self))


async def created(work: Work, data: CreateCampaign) -> campaigns.Campaign:
    """A draft; with another status it is moved there at once."""
    given = structs.asdict(data)
    status = given.pop("status")
    made = await campaigns.create(work, campaigns.NewCampaign(**given))
    if status == made.status:
        return made
    moved = campaigns.CampaignChanges(status=status)
    return await campaigns.change(work, campaign_id=made.id, changes=moved)


async def shown(work: Work, found: list[campaigns.Campaign]) -> list[CampaignOut]:
    """With the numbers of their leads, which are one question for all."""
    counts = await leads.counts_of_campaigns(work) if found else {}
    nothing = dict.fromkeys(leads.DIAL_STATUSES, 0)
    return [CampaignOut.of(one, nothing | counts.get(one.id, {})) for one in found]


async def shown_one(work: Work, one: campaigns.Campaign) -> CampaignOut:
    return (await shown(work, [one]))[0]


def link_of(request: AnyRequest, found: int, most: int, skip: int) -> dict[str, str]:
    """The next page, after a full one."""
    if found < most or not found:
        return {}
    kept = [(k, v) for k, v in request.query_params.multi_items() if k != "offset"]
    query = urlencode([*kept, ("offset", str(skip + most))])
    return {"Link": f'<{request.url.path}?{query}>; rel="next"'}
