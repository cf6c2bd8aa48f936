"""Document 002: the same for many leads."""

from typing import Annotated, Literal

from litestar import Router, post
from litestar.params import JSONBody
from msgspec import UNSET, Meta, UnsetType, structs

from ringdesk.api.door import LARGEST_ID, In, InWork, raises
from ringdesk.api.lead_bodies import Tags
from ringdesk.domains import leads
from ringdesk.wire.leads import BulkOut

LeadIds = Annotated[
    list[Annotated[str, Meta(min_length=1, max_length=40)]], Meta(min_length=1, max_length=20_000)
]


class BulkData(In, frozen=True, kw_only=True):
    """One of them, as the action needs it."""

    priority: leads.Priority | UnsetType = UNSET
    status: leads.DialStatus | UnsetType = UNSET
    tags: Tags | UnsetType = UNSET

    def given(self) -> dict[str, object]:
        return {name: one for name, one in structs.asdict(self).items() if one is not UNSET}


class BulkAction(In, frozen=True, rename="camel"):
    action: Literal["update_priority", "update_status", "add_tags", "delete"]
    lead_ids: LeadIds
    data: BulkData | None = None


def sorted_out(given: list[str]) -> tuple[list[int], list[str]]:
    """Ids, and what is none; each once."""
    ids, others = [], []
    for one in dict.fromkeys(given):
        possible = one.isascii() and one.isdecimal() and 0 < int(one[:20]) <= LARGEST_ID
        if possible:
            ids.append(int(one))
        else:
            others.append(one)
    return ids, others


@post("/bulk-action", status_code=200, responses=raises(leads.MayNotManageLeads))
async def bulk_action(data: JSONBody[BulkAction], work: InWork) -> BulkOut:
    """Change many leads at once (whoever manages leads). What cannot be done to a lead stands in
    `errors`."""
    ids, others = sorted_out(data.lead_ids)
    done = await leads.bulk(
        work, action=data.action, lead_ids=ids, data=data.data.given() if data.data else {}
    )
    return BulkOut.of(done, unknown=others)


router = Router("/api/admin/leads", route_handlers=[bulk_action], tags=["leads"])
