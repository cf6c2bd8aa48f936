"""Imports of leads for the web app: upload, set up, check, commit, undo."""

from typing import Annotated, Any
from urllib.parse import quote

from litestar import Response, Router, get, post, put
from litestar.params import FromPath, JSONBody, MultipartBody, QueryParameter
from litestar.response import Stream
from msgspec import Meta, field

from ringdesk.api.bodies import LARGE
from ringdesk.api.desk import InDesk
from ringdesk.api.door import AnyRequest, Id, In, InWork, Limit, page, raises
from ringdesk.api.forms import file_in, nothing_else_in, pieces_of
from ringdesk.api.pages import by_id
from ringdesk.domains import leads
from ringdesk.domains.leads import imports
from ringdesk.wire.imports import ImportOut

After = Annotated[int | None, QueryParameter(ge=1, le=2**63 - 1)]
ColumnName = Annotated[str, Meta(min_length=1, max_length=60)]
Tag = Annotated[str, Meta(max_length=40)]
MEGABYTE = 1024 * 1024
IMPORTS_AT_ONCE = 50
SETTING_UP = (
    imports.MayNotImport, imports.ImportNotFound, imports.ImportBusy, imports.ImportOver,
    imports.FileForgotten,
)  # fmt: skip


class DefaultsIn(In, frozen=True, kw_only=True):
    """What every row gets that says nothing else; `tags` in addition to its own. `region`: where a
    number without + is from, two letters; null: the tenant's."""

    source: Annotated[str, Meta(max_length=100)] = ""
    priority: leads.Priority = "medium"
    tags: Annotated[list[Tag], Meta(max_length=20)] = field(default_factory=list)
    consent_basis: Annotated[str, Meta(max_length=200)] = ""
    list_id: Id | None = None
    campaign_id: Id | None = None
    owner_id: Id | None = None
    region: Annotated[str, Meta(min_length=2, max_length=2)] | None = None


class SetUpIn(In, frozen=True, kw_only=True):
    """What is to be another; null is left as it is. Another encoding, delimiter or header makes
    other columns: then the mapping is proposed anew, unless it comes along."""

    mapping: Annotated[dict[ColumnName, imports.Field], Meta(max_length=200)] | None = None
    defaults: DefaultsIn | None = None
    on_duplicate: imports.OnDuplicate | None = None
    has_header: bool | None = None
    encoding: Annotated[str, Meta(max_length=20)] | None = None
    delimiter: Annotated[str, Meta(min_length=1, max_length=1)] | None = None


@post(
    "/imports", opt=LARGE, request_max_body_size=None,
    responses=raises(
        imports.MayNotImport, imports.ImportTooLarge, imports.FileUnreadable
    ),
)  # fmt: skip
async def upload(
    data: MultipartBody[dict[str, Any]], work: InWork, desk: InDesk
) -> Response[ImportOut]:
    """Upload a CSV file (field `file`). Nothing is imported yet: the answer shows what the file
    looks like, and proposes a field for each column."""
    file = file_in(data, "file")
    nothing_else_in(data)
    made = await imports.upload(
        work, desk.storage, name=file.filename, pieces=pieces_of(file),
        most_bytes=desk.settings.import_max_mb * MEGABYTE,
    )  # fmt: skip
    return Response(ImportOut.of(made), headers={"Location": f"/api/app/imports/{made.id}"})


@get("/imports", responses=raises(imports.MayNotImport))
async def list_imports(
    request: AnyRequest, work: InWork, limit: Limit = None, after: After = None
) -> Response[list[ImportOut]]:
    """Imports, the latest first, without `sample` and `errors`. `Link` leads to the next page."""
    most, _ = page(limit, None, default=IMPORTS_AT_ONCE)
    found = await imports.list_imports(work, after=after, limit=most)
    return by_id(request, [ImportOut.of(one) for one in found], most)


@get("/imports/{import_id:int}", responses=raises(imports.MayNotImport, imports.ImportNotFound))
async def get_import(import_id: FromPath[int], work: InWork) -> ImportOut:
    """One import, and how far it is."""
    return ImportOut.of(await imports.get(work, import_id=import_id))


@put("/imports/{import_id:int}", responses=raises(*SETTING_UP, imports.FileUnreadable))
async def set_up(
    import_id: FromPath[int], data: JSONBody[SetUpIn], work: InWork, desk: InDesk
) -> ImportOut:
    """Change the mapping, the defaults, how the file is read. It has to be checked anew."""
    given = data.defaults
    defaults = None if given is None else imports.Defaults(
        source=given.source, priority=given.priority, tags=given.tags,
        consent_basis=given.consent_basis, list_id=given.list_id,
        campaign_id=given.campaign_id, owner_id=given.owner_id, region=given.region,
    )  # fmt: skip
    changes = imports.ImportChanges(
        mapping=data.mapping, defaults=defaults, on_duplicate=data.on_duplicate,
        has_header=data.has_header, encoding=data.encoding, delimiter=data.delimiter,
    )  # fmt: skip
    found = await imports.configure(work, desk.storage, import_id=import_id, changes=changes)
    return ImportOut.of(found)


@post("/imports/{import_id:int}/check", status_code=200, responses=raises(*SETTING_UP))
async def check(import_id: FromPath[int], work: InWork) -> ImportOut:
    """A dry run: what would be new, updated, twice, wrong. `import.progress` tells how far it is;
    `counts` and `errors` tell the outcome."""
    return ImportOut.of(await imports.check(work, import_id=import_id))


@post(
    "/imports/{import_id:int}/commit", status_code=200,
    responses=raises(*SETTING_UP, imports.ImportNotChecked),
)  # fmt: skip
async def commit(import_id: FromPath[int], work: InWork) -> ImportOut:
    """Bring the leads in, as checked."""
    return ImportOut.of(await imports.bring_in(work, import_id=import_id))


@post(
    "/imports/{import_id:int}/undo", status_code=200,
    responses=raises(
        imports.MayNotImport, imports.ImportNotFound, imports.ImportBusy, imports.NothingToUndo
    ),
)  # fmt: skip
async def undo(import_id: FromPath[int], work: InWork) -> ImportOut:
    """Take back what it brought in. Leads that somebody has touched since are left (`counts.left`),
    and so are leads that it changed."""
    return ImportOut.of(await imports.undo(work, import_id=import_id))


@get(
    "/imports/{import_id:int}/errors.csv",
    responses=raises(imports.MayNotImport, imports.ImportNotFound, imports.FileForgotten),
)
async def errors_file(import_id: FromPath[int], work: InWork, desk: InDesk) -> Stream:
    """The rows that could not be taken, with their lines and what is wrong: to be mended and
    uploaded again."""
    name, content = await imports.faulty_file(work, desk.storage, import_id=import_id)
    ascii_name = name.encode("ascii", "replace").decode().replace('"', "_").replace("?", "_")
    return Stream(
        content,
        media_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{ascii_name}"; '
            f"filename*=UTF-8''{quote(name)}",
        },
    )


router = Router(
    "/api/app",
    route_handlers=[
        upload, list_imports, get_import, set_up, check, commit, undo, errors_file,
    ],
    tags=["leads"],
)  # fmt: skip
