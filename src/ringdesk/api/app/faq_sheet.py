"""FAQ entries as a file, out and in."""

from typing import Any

from litestar import Response, Router, get, post
from litestar.params import MultipartBody
from msgspec import Struct

from ringdesk.api.door import InWork, raises
from ringdesk.api.forms import file_in, nothing_else_in
from ringdesk.domains import knowledge
from ringdesk.kernel.errors import Invalid, NotAllowed

MOST_BYTES, AROUND = 5 * 1024 * 1024, 16 * 1024


class ImportedOut(Struct, frozen=True):
    added: int
    changed: int
    unchanged: int


@get("/faqs.csv", media_type="text/csv", responses=raises(NotAllowed))
async def export_faqs(work: InWork) -> Response[str]:
    """All FAQ entries as CSV (staff with `faqs:write`)."""
    headers = {"Content-Disposition": 'attachment; filename="faqs.csv"'}
    content = await knowledge.export_faqs(work)
    return Response(content, media_type="text/csv", headers=headers)


@post(
    "/faqs/import", status_code=200, request_max_body_size=MOST_BYTES + AROUND,
    responses=raises(NotAllowed, knowledge.TooManyEntries),
)  # fmt: skip
async def import_faqs(data: MultipartBody[dict[str, Any]], work: InWork) -> ImportedOut:
    """Entries of a CSV file (field `file`, 500 rows at most): question and answer, and category,
    tags, language, state and is_active if there are such columns. A known question is changed. If
    a line is wrong, nothing is."""
    file = file_in(data, "file")
    nothing_else_in(data)
    content = await file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Invalid.field("file", "At most 5 MB")
    done = await knowledge.import_faqs(work, content)
    return ImportedOut(done.added, done.changed, done.unchanged)


router = Router("/api/app/knowledge", route_handlers=[export_faqs, import_faqs], tags=["knowledge"])
