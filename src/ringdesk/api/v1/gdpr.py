"""Document 001's rights of people over their data: consents, access, export, deletion."""

from datetime import datetime
from typing import Annotated, Self
from urllib.parse import urlencode

from litestar import Response, Router, get, post
from litestar.params import JSONBody, QueryParameter
from litestar.response import Stream
from msgspec import Meta, Struct

from ringdesk.api.desk import InDesk
from ringdesk.api.door import AnyRequest, In, InWork, Limit, Skip, page, raises
from ringdesk.domains import consent, identity, privacy
from ringdesk.wire.times import Time, utc

Whose = Annotated[
    int | None,
    QueryParameter(name="user_id", ge=1, le=2**63 - 1, description="Administrators: of whom."),
]
One = Annotated[int | None, QueryParameter(name="id", ge=1, le=2**63 - 1)]


class RecordConsent(In, frozen=True, kw_only=True):
    """`wording`: the text that was seen; `wording_version`: what it goes by."""

    type: consent.Type
    value: bool
    wording: Annotated[str, Meta(max_length=10_000)] = ""
    wording_version: Annotated[str, Meta(max_length=80)] = ""


class ConsentOut(Struct, frozen=True):
    """`standing`: it is the newest of its type, so it is what holds."""

    id: int
    user_id: int
    type: consent.Type
    value: bool
    standing: bool
    source: consent.Source
    wording: str
    wording_version: str
    created_at: Time

    @classmethod
    def of(cls, found: consent.Consent) -> Self:
        return cls(
            found.id, found.person_id, found.type, found.value, found.standing, found.source,
            found.wording, found.wording_version, utc(found.recorded_at),
        )  # fmt: skip


class AskAccess(In, frozen=True, kw_only=True):
    reason: Annotated[str, Meta(max_length=2000)] = ""


class AskDeletion(In, frozen=True, kw_only=True):
    reason: Annotated[str, Meta(max_length=2000)] = ""


class AskedOut(Struct, frozen=True):
    request_id: int
    type: privacy.Kind
    status: privacy.State
    created_at: Time
    due_at: Time

    @classmethod
    def of(cls, asked: privacy.Request) -> Response[Self]:
        made = cls(asked.id, asked.kind, asked.state, utc(asked.asked_at), utc(asked.due_at))
        headers = {"Location": f"/api/app/my-data/requests/{asked.id}"}
        return Response(made, headers=headers)


@get("/consents", responses=raises(consent.MayNotReadConsents, consent.ConsentNotFound))
async def list_consents(
    request: AnyRequest, work: InWork, whose: Whose = None, one: One = None,
    limit: Limit = None, offset: Skip = None,
) -> Response[list[ConsentOut]]:  # fmt: skip
    """One's own records, the newest first; what holds is `standing`."""
    most, skipped = page(limit, offset, default=20)
    if one is not None:
        found = [await consent.get_consent(work, consent_id=one)]
    else:
        found = await consent.consents_of(work, whose or work.actor.id)
    shown = [ConsentOut.of(each) for each in found[skipped : skipped + most]]
    headers = {}
    if skipped + most < len(found):
        query = urlencode({**dict(request.query_params), "offset": skipped + most, "limit": most})
        headers["Link"] = f'<{request.url.path}?{query}>; rel="next"'
    return Response(shown, headers=headers)


@post("/consents", responses=raises(identity.PersonNotFound))
async def record_consent(data: JSONBody[RecordConsent], work: InWork) -> Response[ConsentOut]:
    """Agree to something, or take it back. Records are only added."""
    proof = consent.Proof(wording=data.wording, wording_version=data.wording_version)
    made = await consent.record(
        work, person_id=work.actor.id, type=data.type, value=data.value, source="api", proof=proof
    )
    headers = {"Location": f"/api/v1/compliance/gdpr/consents?id={made.id}"}
    return Response(ConsentOut.of(made), headers=headers)


@post("/request-access", responses=raises())
async def request_access(
    work: InWork, data: JSONBody[AskAccess | None] = None
) -> Response[AskedOut]:
    """Ask for everything that is kept about you: an administrator lets it out as an archive. Asked
    again while it is open, it is the same request."""
    reason = data.reason if data else ""
    return AskedOut.of(await privacy.ask(work, kind="access", reason=reason))


@post("/request-deletion", responses=raises())
async def request_deletion(
    work: InWork, data: JSONBody[AskDeletion | None] = None
) -> Response[AskedOut]:
    """Ask to be forgotten. Nothing is deleted at once; an administrator decides in time."""
    reason = data.reason if data else ""
    return AskedOut.of(await privacy.ask(work, kind="deletion", reason=reason))


@post("/export", status_code=200, responses=raises())
async def export(work: InWork, desk: InDesk) -> Stream:
    """All that is kept under your own number, as one JSON document; files are named by link."""
    return Stream(
        await privacy.export_own(work, desk.office), media_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{file_name()}"'},
    )  # fmt: skip


def file_name() -> str:
    return f"my-data-{datetime.now().astimezone():%Y-%m-%d}.json"


router = Router(
    "/api/v1/compliance/gdpr",
    route_handlers=[list_consents, record_consent, request_access, request_deletion, export],
    tags=["privacy"],
)
