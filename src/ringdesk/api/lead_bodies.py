"""What callers send of a lead, at the doors of 001 and of the web app alike."""

from datetime import datetime
from typing import Annotated, TypeAlias
from urllib.parse import urlencode

from litestar.params import QueryParameter
from msgspec import UNSET, Meta, UnsetType, field, structs

from ringdesk.api.door import LARGEST_ID, AnyRequest, Id, In
from ringdesk.domains import leads
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.work import Actor

Name = Annotated[str, Meta(max_length=200)]
Email = Annotated[str, Meta(max_length=254)]
Phone = Annotated[str, Meta(max_length=64)]
Source = Annotated[str, Meta(max_length=100)]
Notes = Annotated[str, Meta(max_length=10_000)]
Basis = Annotated[str, Meta(max_length=200)]
Zone = Annotated[str, Meta(max_length=64)]
Tag = Annotated[str, Meta(min_length=1, max_length=40)]
Tags = Annotated[list[Tag], Meta(max_length=20)]
FieldText = Annotated[str, Meta(max_length=1000)]
Value: TypeAlias = FieldText | int | float | bool | None
FieldName = Annotated[str, Meta(min_length=1, max_length=60)]
Custom = Annotated[dict[FieldName, Value], Meta(max_length=50)]
AnId = Annotated[int | None, QueryParameter(ge=1, le=LARGEST_ID)]


class CreateLead(In, frozen=True, kw_only=True):
    """`status` is the stage. A number or an address is needed."""

    name: Name = ""
    email: Email | None = None
    phone: Phone | None = None
    external_id: Name | None = None
    source: Source = ""
    status: leads.Stage = "new"
    priority: leads.Priority = "medium"
    tags: Tags = field(default_factory=list)
    custom: Custom = field(default_factory=dict)
    notes: Notes = ""
    owner_id: Id | None = None
    list_id: Id | None = None
    campaign_id: Id | None = None
    time_zone: Zone | None = None
    consent_basis: Basis = ""
    consent_at: datetime | None = None

    def lead(self) -> leads.NewLead:
        given = structs.asdict(self)
        return leads.NewLead(stage=given.pop("status"), **given)


class ChangeLead(In, frozen=True, kw_only=True):
    """`status` is the stage. `custom`: the fields named in it; null takes one away."""

    name: Name | UnsetType = UNSET
    email: Email | UnsetType | None = UNSET
    phone: Phone | UnsetType | None = UNSET
    external_id: Name | UnsetType | None = UNSET
    source: Source | UnsetType = UNSET
    status: leads.Stage | UnsetType = UNSET
    priority: leads.Priority | UnsetType = UNSET
    tags: Tags | UnsetType = UNSET
    custom: Custom | UnsetType = UNSET
    notes: Notes | UnsetType = UNSET
    owner_id: Id | UnsetType | None = UNSET
    list_id: Id | UnsetType | None = UNSET
    campaign_id: Id | UnsetType | None = UNSET
    time_zone: Zone | UnsetType | None = UNSET
    consent_basis: Basis | UnsetType = UNSET
    consent_at: datetime | UnsetType | None = UNSET
    callback_at: datetime | UnsetType | None = UNSET

    def changes(self) -> leads.LeadChanges:
        given = structs.asdict(self)
        return leads.LeadChanges(stage=given.pop("status"), **given)


class LeadFilterIn(In, frozen=True, kw_only=True):
    """As in the query of the list. `stage`, `dial_status`, `priority`: one or more."""

    stage: Annotated[list[leads.Stage], Meta(max_length=5)] | None = None
    dial_status: Annotated[list[leads.DialStatus], Meta(max_length=6)] | None = None
    priority: Annotated[list[leads.Priority], Meta(max_length=4)] | None = None
    owner: Annotated[str, Meta(max_length=20)] | None = None
    campaign: Id | None = None
    calling_list: Id | None = field(default=None, name="list")
    source: Annotated[str, Meta(max_length=100)] | None = None
    tag: Annotated[str, Meta(max_length=40)] | None = None
    q: Annotated[str, Meta(max_length=200)] | None = None

    def wanted(self, actor: Actor) -> leads.LeadFilter:
        return leads.LeadFilter(
            stage=self.stage, dial_status=self.dial_status, priority=self.priority,
            owner_id=whose(self.owner, actor), campaign_id=self.campaign,
            list_id=self.calling_list, source=self.source, tag=tag_of(self.tag),
            words=self.q or None,
        )  # fmt: skip


class BulkData(In, frozen=True, kw_only=True):
    """One of them, as the action needs it."""

    priority: leads.Priority | UnsetType = UNSET
    stage: leads.Stage | UnsetType = UNSET
    status: leads.DialStatus | UnsetType = UNSET
    tags: Tags | UnsetType = UNSET
    owner_id: Id | UnsetType | None = UNSET
    campaign_id: Id | UnsetType | None = UNSET
    reason: Annotated[str, Meta(max_length=200)] | UnsetType = UNSET

    def given(self) -> dict[str, object]:
        return {name: one for name, one in structs.asdict(self).items() if one is not UNSET}


class BulkLeads(In, frozen=True, kw_only=True):
    """Either ids or a filter."""

    action: leads.Action
    lead_ids: Annotated[list[Id], Meta(min_length=1, max_length=20_000)] | None = None
    filter: LeadFilterIn | None = None
    data: BulkData | None = None


def tag_of(given: str | None) -> str | None:
    return given.strip().lower() or None if given else None


def whose(given: str | None, actor: Actor) -> int | None:
    """`me`, `none`, or somebody's id."""
    if given is None or given == "":
        return None
    if given == "me":
        return actor.id
    if given == "none":
        return 0
    if given.isascii() and given.isdecimal() and 0 < int(given[:20]) <= LARGEST_ID:
        return int(given)
    raise Invalid.field("owner", "A person's id, me, or none")


def link_of(request: AnyRequest, found: list[leads.Lead], most: int) -> dict[str, str]:
    """The same question, from where a full page ends."""
    if not found or len(found) < most:
        return {}
    kept = [(k, v) for k, v in request.query_params.multi_items() if k not in ("offset", "after")]
    query = urlencode([*kept, ("after", str(found[-1].id))])
    return {"Link": f'<{request.url.path}?{query}>; rel="next"'}
