"""The privacy desk of administrators, and everybody's own data."""

from typing import Annotated

from litestar import Response, Router, delete, get, post
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from litestar.response import Stream
from msgspec import Meta

from ringdesk.api.app.privacy_shapes import (
    ConsentRowOut,
    DueOut,
    ErasureOut,
    ExportOut,
    LineOut,
    MyRequestOut,
    PlanOut,
    RequestOut,
    RunOut,
)
from ringdesk.api.desk import InDesk
from ringdesk.api.door import AnyRequest, Id, In, InWork, Limit, Said, page, raises
from ringdesk.api.pages import by_id
from ringdesk.domains import consent, identity, privacy
from ringdesk.kernel.errors import NotAllowed

After = Annotated[int | None, QueryParameter(ge=1, le=2**63 - 1)]
State = Annotated[privacy.State | None, QueryParameter(name="state")]
Words = Annotated[str | None, QueryParameter(max_length=200)]
Reason = Annotated[str, Meta(max_length=2000)]
ZIP = "application/zip"


class AskMine(In, frozen=True, kw_only=True):
    kind: privacy.Kind
    reason: Reason = ""


class AskFor(In, frozen=True, kw_only=True):
    """For whom somebody writes or calls: a person, or an address or number without an account."""

    kind: privacy.Kind
    person_id: Id | None = None
    email: Annotated[str, Meta(max_length=254)] = ""
    phone: Annotated[str, Meta(max_length=64)] = ""
    reason: Reason = ""


class CheckIdentity(In, frozen=True, kw_only=True):
    note: Annotated[str, Meta(min_length=1, max_length=1000)]


class Start(In, frozen=True, kw_only=True):
    """`with_contacts`: contacts with the same address or number are meant, too."""

    with_contacts: bool = False


class Refuse(In, frozen=True, kw_only=True):
    reason: Annotated[str, Meta(min_length=1, max_length=2000)]


class PlanErasure(In, frozen=True, kw_only=True):
    """`name`: of the workspace, typed. `days` of grace."""

    name: Annotated[str, Meta(max_length=200)]
    days: Annotated[int, Meta(ge=1, le=90)] = privacy.GRACE_DAYS


def attachment(name: str) -> dict[str, str]:
    return {
        "Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store",
    }  # fmt: skip


@get("/my-data/requests", responses=raises())
async def my_requests(work: InWork) -> list[MyRequestOut]:
    """What one asked about one's own data, and where it stands."""
    return [MyRequestOut.of(one) for one in await privacy.own_requests(work)]


@get("/my-data/requests/{request_id:int}", responses=raises(privacy.RequestNotFound))
async def my_request(request_id: FromPath[int], work: InWork) -> MyRequestOut:
    """One of one's own."""
    return MyRequestOut.of(await privacy.find(work, request_id))


@post("/my-data/requests", responses=raises())
async def ask_mine(data: JSONBody[AskMine], work: InWork) -> Response[MyRequestOut]:
    """Ask for everything about oneself, or to be forgotten. Nothing is deleted at once."""
    asked = await privacy.ask(work, kind=data.kind, reason=data.reason)
    headers = {"Location": f"/api/app/my-data/requests/{asked.id}"}
    return Response(MyRequestOut.of(asked), headers=headers)


@get(
    "/my-data/requests/{request_id:int}/archive",
    responses=raises(privacy.RequestNotFound, privacy.ArchiveNotFound),
)
async def my_archive(request_id: FromPath[int], work: InWork, desk: InDesk) -> Stream:
    """The archive (ZIP), for two weeks."""
    _, pieces = await privacy.open_archive(work, desk.storage, request_id=request_id)
    return Stream(pieces, media_type=ZIP, headers=attachment(f"my-data-{request_id}.zip"))


@get("/privacy/requests", responses=raises(privacy.MayNotDecide))
async def list_requests(
    request: AnyRequest, work: InWork, standing: State = None,
    kind: FromQuery[privacy.Kind | None] = None, limit: Limit = None, after: After = None,
) -> Response[list[RequestOut]]:  # fmt: skip
    """Everybody's requests, the latest first (administrators)."""
    most, _ = page(limit, None, default=50)
    found = await privacy.requests(work, state=standing, kind=kind, after=after, limit=most)
    return by_id(request, [RequestOut.of(one) for one in found], most)


@post("/privacy/requests", responses=raises(privacy.MayNotDecide, identity.PersonNotFound))
async def ask_for(data: JSONBody[AskFor], work: InWork) -> Response[RequestOut]:
    """Pass on what somebody asked by letter or on the phone (administrators)."""
    asked = await privacy.ask_for(
        work, kind=data.kind, person_id=data.person_id, address=data.email, number=data.phone,
        reason=data.reason,
    )  # fmt: skip
    headers = {"Location": f"/api/app/privacy/requests/{asked.id}"}
    return Response(RequestOut.of(asked), headers=headers)


@get(
    "/privacy/requests/{request_id:int}",
    responses=raises(privacy.MayNotDecide, privacy.RequestNotFound),
)
async def get_request(request_id: FromPath[int], work: InWork) -> RequestOut:
    """One request (administrators)."""
    return RequestOut.of(await privacy.decided(work, request_id=request_id))


@post(
    "/privacy/requests/{request_id:int}/identity", status_code=200,
    responses=raises(privacy.MayNotDecide, privacy.RequestNotFound, privacy.RequestIsClosed),
)  # fmt: skip
async def check_identity(
    request_id: FromPath[int], data: JSONBody[CheckIdentity], work: InWork
) -> RequestOut:
    """Note how it was made sure that it is really them (administrators)."""
    return RequestOut.of(await privacy.check_identity(work, request_id=request_id, note=data.note))


@get(
    "/privacy/requests/{request_id:int}/dry-run",
    responses=raises(privacy.MayNotDecide, privacy.RequestNotFound, identity.PersonNotFound),
)
async def dry_run(
    request_id: FromPath[int], work: InWork, with_contacts: FromQuery[bool] = False
) -> PlanOut:
    """What a deletion would do now: what goes, what loses its words, what is kept and why
    (administrators). Changes nothing."""
    return PlanOut.of(
        await privacy.dry_run(work, request_id=request_id, with_contacts=with_contacts)
    )


@post(
    "/privacy/requests/{request_id:int}/start", status_code=200,
    responses=raises(
        privacy.MayNotDecide, privacy.RequestNotFound, privacy.RequestIsClosed,
        privacy.IdentityNotChecked, privacy.LastAdministratorAsks,
    ),
)  # fmt: skip
async def start(request_id: FromPath[int], data: JSONBody[Start], work: InWork) -> RequestOut:
    """Let it happen: the archive is made, or the person erased (administrators)."""
    started = await privacy.start(work, request_id=request_id, with_contacts=data.with_contacts)
    return RequestOut.of(started)


@post(
    "/privacy/requests/{request_id:int}/refuse", status_code=200,
    responses=raises(privacy.MayNotDecide, privacy.RequestNotFound, privacy.RequestIsClosed),
)  # fmt: skip
async def refuse(request_id: FromPath[int], data: JSONBody[Refuse], work: InWork) -> RequestOut:
    """Refuse, with a reason that the person is told (administrators)."""
    return RequestOut.of(await privacy.refuse(work, request_id=request_id, reason=data.reason))


@get(
    "/privacy/requests/{request_id:int}/steps",
    responses=raises(privacy.MayNotDecide, privacy.RequestNotFound),
)
async def list_steps(request_id: FromPath[int], work: InWork) -> list[LineOut]:
    """What a deletion did, table by table: the evidence (administrators)."""
    return [LineOut.of_step(one) for one in await privacy.steps(work, request_id=request_id)]


@get("/privacy/consents", responses=raises(consent.MayNotReadConsents))
async def search_consents(
    request: AnyRequest, work: InWork, q: Words = None,
    type: FromQuery[consent.Type | None] = None,
    value: FromQuery[bool | None] = None, standing: FromQuery[bool] = False,
    limit: Limit = None, after: After = None,
) -> Response[list[ConsentRowOut]]:  # fmt: skip
    """Who agreed to what, with proof (administrators)."""
    most, _ = page(limit, None, default=50)
    found = await consent.search(
        work, words=q or "", type=type, value=value, standing=standing, after=after, limit=most
    )
    return by_id(request, [ConsentRowOut.of(one) for one in found], most)


@get("/privacy/retention", responses=raises(privacy.MayNotDecide))
async def retention(work: InWork) -> list[DueOut]:
    """What a run would take away now, by kind (administrators). Changes nothing."""
    return [DueOut.of(one) for one in await privacy.preview(work)]


@post("/privacy/retention/run", status_code=200, responses=raises(privacy.MayNotDecide))
async def run_retention(work: InWork) -> Said:
    """Take away what is too old, now and not at night (administrators)."""
    await privacy.ask_run(work)
    return Said("It has begun")


@get("/privacy/retention/runs", responses=raises(privacy.MayNotDecide))
async def list_runs(
    request: AnyRequest, work: InWork, limit: Limit = None, after: After = None
) -> Response[list[RunOut]]:
    """What was taken away, and when (administrators)."""
    most, _ = page(limit, None, default=50)
    found = await privacy.runs(work, after=after, limit=most)
    return by_id(request, [RunOut.of(one) for one in found], most)


@get("/privacy/exports", responses=raises(privacy.MayNotDecide))
async def list_exports(work: InWork) -> list[ExportOut]:
    """Archives of the whole workspace (administrators)."""
    return [ExportOut.of(one) for one in await privacy.exports(work)]


@post("/privacy/exports", responses=raises(privacy.MayNotDecide))
async def ask_export(work: InWork) -> Response[ExportOut]:
    """Have the whole workspace packed (administrators)."""
    export = await privacy.ask_export(work)
    return Response(
        ExportOut.of(export), headers={"Location": f"/api/app/privacy/exports/{export.id}"}
    )


@get(
    "/privacy/exports/{export_id:int}",
    responses=raises(privacy.MayNotDecide, privacy.ArchiveNotFound),
)
async def take_export(export_id: FromPath[int], work: InWork, desk: InDesk) -> Stream:
    """The archive (ZIP of JSON lines and files), for two weeks (administrators)."""
    pieces = await privacy.open_export(work, desk.storage, export_id=export_id)
    return Stream(pieces, media_type=ZIP, headers=attachment(f"workspace-{export_id}.zip"))


@get("/privacy/erasure", responses=raises(privacy.MayNotDecide))
async def get_erasure(work: InWork) -> ErasureOut:
    """Whether the workspace is to go, and when (administrators)."""
    return ErasureOut.of(await privacy.planned_erasure(work))


@post(
    "/privacy/erasure", status_code=200,
    responses=raises(privacy.MayNotDecide, privacy.NameNotTyped, NotAllowed),
)  # fmt: skip
async def plan_erasure(data: JSONBody[PlanErasure], work: InWork) -> ErasureOut:
    """Everything of the workspace goes after the days of grace (administrators, who type its
    name)."""
    return ErasureOut.of(await privacy.plan_erasure(work, typed=data.name, days=data.days))


@delete(
    "/privacy/erasure", status_code=200,
    responses=raises(privacy.MayNotDecide, privacy.NoErasurePlanned),
)  # fmt: skip
async def call_off_erasure(work: InWork) -> Said:
    """Keep it after all (administrators)."""
    await privacy.call_off_erasure(work)
    return Said("The workspace stays")


router = Router(
    "/api/app",
    route_handlers=[
        my_requests, my_request, ask_mine, my_archive, list_requests, ask_for, get_request,
        check_identity, dry_run, start, refuse, list_steps, search_consents, retention,
        run_retention, list_runs, list_exports, ask_export, take_export, get_erasure,
        plan_erasure, call_off_erasure,
    ],
    tags=["privacy"],
)  # fmt: skip
