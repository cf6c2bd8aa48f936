"""Leads that are one person: found, and made one."""

from typing import Annotated, Self
from urllib.parse import urlencode

from litestar import Response, Router, get, post
from litestar.params import FromQuery, JSONBody, QueryParameter
from msgspec import Meta, Struct

from ringdesk.api.door import AnyRequest, Id, In, InWork, Limit, page, raises
from ringdesk.domains import leads
from ringdesk.domains.leads import Duplicates
from ringdesk.wire.leads import BulkOut, LeadOut

Key = Annotated[str, QueryParameter(max_length=320, description="What the last page ended with.")]


class DuplicatesOut(Struct, frozen=True):
    """Leads that share `key`; `keep_id` is the one of which most is known."""

    key: str
    keep_id: int
    leads: list[LeadOut]

    @classmethod
    def of(cls, one: Duplicates) -> Self:
        return cls(one.key, one.keep_id, [LeadOut.of(lead) for lead in one.leads])


class MergeIn(In, frozen=True):
    """`lead_ids` become `keep_id`."""

    keep_id: Id
    lead_ids: Annotated[list[Id], Meta(min_length=1, max_length=leads.MOST_IN_GROUP - 1)]


class MergesIn(In, frozen=True):
    merges: Annotated[list[MergeIn], Meta(min_length=1, max_length=leads.MOST_GROUPS)]


@get(responses=raises(leads.MayNotManageLeads))
async def list_duplicates(
    request: AnyRequest,
    work: InWork,
    by: FromQuery[leads.By] = "email",
    limit: Limit = None,
    after: Key = "",
) -> Response[list[DuplicatesOut]]:
    """Leads that share an e-mail address, or an id of another system's. `Link` leads to the next
    page. (One number is one lead always.)"""
    most, _ = page(limit, None, default=20)
    found = await leads.find_duplicates(work, by=by, after=after, limit=most)
    link = {}
    if len(found) == most:
        query = urlencode({"by": by, "limit": most, "after": found[-1].key})
        link = {"Link": f'<{request.url.path}?{query}>; rel="next"'}
    return Response([DuplicatesOut.of(one) for one in found], headers=link)


@post("/merge", status_code=200, responses=raises(leads.MayNotManageLeads))
async def merge(data: JSONBody[MergesIn], work: InWork) -> BulkOut:
    """Make several leads one, for many groups at once. Calls and history go along; it can't be
    undone. What cannot be merged stands in `errors`, and its group stays."""
    merges = [leads.Merge(one.keep_id, one.lead_ids) for one in data.merges]
    return BulkOut.of(await leads.merge(work, merges))


router = Router(
    "/api/app/leads/duplicates", route_handlers=[list_duplicates, merge], tags=["leads"]
)
