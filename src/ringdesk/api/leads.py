"""Leads by file, as document 002 has it."""

from typing import Any

from litestar import Router, post
from litestar.params import MultipartBody
from msgspec import Struct

from ringdesk.api.desk import InDesk
from ringdesk.api.door import InWork, raises
from ringdesk.api.forms import file_in, nothing_else_in, pieces_of
from ringdesk.domains.leads import imports

MOST_BYTES = 10 * 1024 * 1024
AROUND = 64 * 1024  # what multipart puts around a file


class UploadSummaryOut(Struct, frozen=True, rename="camel"):
    """Rows of the file: all, those that became leads, those whose number a lead has, wrong ones."""

    total_processed: int
    success_count: int
    duplicate_count: int
    error_count: int


class UploadFaultOut(Struct, frozen=True):
    """`line` of the file, of which the header is the first."""

    line: int
    reason: str


class UploadedOut(Struct, frozen=True):
    """`errors`: the first thousand."""

    message: str
    summary: UploadSummaryOut
    errors: list[UploadFaultOut]


@post(
    "/upload-csv", status_code=200, request_max_body_size=MOST_BYTES + AROUND,
    responses=raises(
        imports.MayNotImport, imports.ImportTooLarge, imports.FileUnreadable
    ),
)  # fmt: skip
async def upload_csv(
    data: MultipartBody[dict[str, Any]], work: InWork, desk: InDesk
) -> UploadedOut:
    """Import a CSV file of leads (field `csvFile`, 10 MB at most): columns phone (required), name,
    email, priority, tags; others are kept as custom fields. A row that is wrong is told by its
    line, and stops nothing."""
    file = file_in(data, "csvFile")
    nothing_else_in(data)
    done = await imports.import_at_once(
        work, desk.storage, name=file.filename, pieces=pieces_of(file), most_bytes=MOST_BYTES
    )
    counts = done.totals
    return UploadedOut(
        "CSV upload completed",
        UploadSummaryOut(counts.rows, counts.new, counts.passed_over, counts.errors),
        [UploadFaultOut(fault.line, fault.reason) for fault in done.first_faults],
    )


router = Router("/api/leads", route_handlers=[upload_csv], tags=["leads"])
