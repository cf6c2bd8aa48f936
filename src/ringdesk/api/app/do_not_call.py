"""Do-not-call lists for the web app."""

from datetime import datetime
from typing import Annotated, Any

from litestar import Response, Router, delete, get, post
from litestar.params import FromPath, FromQuery, JSONBody, MultipartBody, QueryParameter
from litestar.response import Stream
from msgspec import Meta

from ringdesk.api.desk import InDesk
from ringdesk.api.door import AnyRequest, Id, In, InWork, Limit, Out, Said, page, raises
from ringdesk.api.forms import file_in, id_in, nothing_else_in, text_in
from ringdesk.api.pages import by_id
from ringdesk.domains import compliance, governance
from ringdesk.kernel.errors import Invalid

Digits = Annotated[str | None, QueryParameter(max_length=20, description="Its beginning.")]
Campaign = Annotated[
    int | None, QueryParameter(ge=0, le=2**63 - 1, description="0: those that bind everybody.")
]
Reason = Annotated[str, QueryParameter(max_length=500, description="Why it may be called again.")]
After = Annotated[int | None, QueryParameter(ge=1, le=2**63 - 1)]


class ForbidIn(In, frozen=True, kw_only=True):
    """`number` as somebody typed it; without + it is of the tenant's region."""

    number: Annotated[str, Meta(min_length=1, max_length=64)]
    reason: Annotated[str, Meta(max_length=500)] = ""
    campaign_id: Id | None = None
    expires_at: datetime | None = None


class EntryOut(Out, frozen=True):
    """`number` null: of somebody who was erased. `campaign_id` null: binds everybody."""

    id: int
    number: str | None
    campaign_id: int | None
    reason: str
    source: compliance.Source
    channel: str
    created_by: int
    created_by_name: str | None
    created_at: datetime
    expires_at: datetime | None


class FaultOut(Out, frozen=True):
    line: int
    reason: str


class ListedOut(Out, frozen=True):
    """`known`: were on the list already, or twice in the file. `errors`: the first 1,000."""

    rows: int
    added: int
    known: int
    faulty: int
    errors: list[FaultOut]


@get("/do-not-call", responses=raises(compliance.MayNotReadCompliance))
async def list_forbidden(
    request: AnyRequest,
    work: InWork,
    number: Digits = None,
    campaign: Campaign = None,
    source: FromQuery[compliance.Source | None] = None,
    limit: Limit = None,
    after: After = None,
) -> Response[list[EntryOut]]:
    """Numbers that must not be called, the latest first. `Link` leads to the next page."""
    most, _ = page(limit, None)
    found = await compliance.list_forbidden(
        work, number=number, campaign_id=campaign, source=source, after=after, limit=most
    )
    return by_id(request, [EntryOut.of(one) for one in found], most)


@post("/do-not-call", responses=raises(compliance.MayNotForbid, compliance.NoSuchCampaign))
async def forbid(data: JSONBody[ForbidIn], work: InWork) -> Response[EntryOut]:
    """Put a number on the list of all, or of one campaign. It binds from now on. One that is on it
    stays as it is, unless this is for longer."""
    if data.expires_at is not None and data.expires_at.tzinfo is None:
        raise Invalid.field("expires_at", "With its zone, such as 2026-01-31T10:00:00Z")
    entry = await compliance.forbid(
        work, number=data.number, reason=data.reason, campaign_id=data.campaign_id,
        expires_at=data.expires_at,
    )  # fmt: skip
    headers = {"Location": f"/api/app/do-not-call/{entry.id}"}
    return Response(EntryOut.of(entry), headers=headers)


@get(
    "/do-not-call/{entry_id:int}",
    responses=raises(compliance.MayNotReadCompliance, compliance.EntryNotFound),
)
async def get_forbidden(entry_id: FromPath[int], work: InWork) -> EntryOut:
    """One entry."""
    return EntryOut.of(await compliance.get_forbidden(work, entry_id=entry_id))


@delete(
    "/do-not-call/{entry_id:int}", status_code=200,
    responses=raises(compliance.MayNotPermit, compliance.EntryNotFound),
)  # fmt: skip
async def permit(entry_id: FromPath[int], work: InWork, reason: Reason = "") -> Said:
    """Take an entry off its list (whoever manages leads). The log keeps who did and why."""
    await compliance.permit(work, entry_id=entry_id, reason=reason)
    return Said("Number may be called again")


@post(
    "/do-not-call/import", status_code=200,
    responses=raises(
        compliance.MayNotPermit, compliance.NoSuchCampaign, compliance.ListTooLarge
    ),
)  # fmt: skip
async def import_list(data: MultipartBody[dict[str, Any]], work: InWork) -> ListedOut:
    """A file with a number in each row (field `file`), for everybody or for `campaign_id`, with a
    `reason`. All of it or nothing; what is no number is told by line (whoever manages leads)."""
    file = file_in(data, "file")
    campaign_id, reason = id_in(data, "campaign_id"), text_in(data, "reason", most=500)
    nothing_else_in(data)
    content = await file.read(compliance.MOST_LIST_BYTES + 1)
    listed = await compliance.import_list(
        work, content=content, campaign_id=campaign_id, reason=reason
    )
    return ListedOut.of(listed)


@get("/do-not-call/export", responses=raises(compliance.MayNotPermit))
async def export_list(work: InWork, desk: InDesk) -> Stream:
    """All that binds, as CSV (whoever manages leads)."""
    pieces = await compliance.export_list(work, desk.office)
    work.record(governance.DoNotCallExported())
    return Stream(
        pieces,
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="do-not-call.csv"'},
    )


router = Router(
    "/api/app",
    route_handlers=[list_forbidden, forbid, get_forbidden, permit, import_list, export_list],
    tags=["calling"],
)
