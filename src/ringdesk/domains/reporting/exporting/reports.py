"""A kept report as a file: CSV and Parquet hold its rows, JSON and PDF all of it."""

from collections.abc import AsyncIterator, Sequence

from msgspec import Struct, json, to_builtins

from ringdesk.domains import identity
from ringdesk.domains.reporting import service
from ringdesk.domains.reporting.events import ReportExported
from ringdesk.domains.reporting.exporting.printing import pages_of
from ringdesk.domains.reporting.exporting.sheets import head_of, lines_of
from ringdesk.domains.reporting.models import Format, Language, Report
from ringdesk.kernel import parquet, pdf
from ringdesk.kernel.parquet import Cell
from ringdesk.kernel.work import Work

CONTENT_TYPES: dict[Format, str] = {
    "csv": "text/csv; charset=utf-8", "json": "application/json", "pdf": "application/pdf",
    "parquet": "application/vnd.apache.parquet",
}  # fmt: skip


class File(Struct, frozen=True):
    """`name` is made of our own words alone: it goes into headers."""

    name: str
    content_type: str
    content: bytes


async def export_report(
    work: Work, *, report_id: int, format: Format, language: Language = "en"
) -> File:
    """Needs `analytics:read`. ReportNotFound; PdfFailed when it can't be typeset in time."""
    report = await service.get(work, report_id=report_id)
    work.record(ReportExported(report_id=report_id, format=format))
    return await file_of(report, format, language, workspace=await workspace_of(work))


async def workspace_of(work: Work) -> str:
    return (await identity.tenant_of(work)).name


async def file_of(report: Report, format: Format, language: Language, *, workspace: str) -> File:
    content = await content_of(report, format, language, workspace)
    name = f"{report.type.replace('_', '-')}-{report.start}-{report.end}.{format}"
    return File(name, CONTENT_TYPES[format], content)


async def content_of(report: Report, format: Format, language: Language, workspace: str) -> bytes:
    if format == "pdf":
        return await pdf.render(pages_of(report, language, workspace=workspace))
    if format == "json":
        return json.format(json.encode(plain(report)), indent=2)
    if format == "csv":
        names = ["id", "name", *(one.name for one in report.content.columns)]
        return (head_of(names) + lines_of(cells_of(report))).encode()
    return b"".join([piece async for piece in parquet.written(columns_of(report), once(report))])


def plain(report: Report) -> dict[str, object]:
    """As the API shows it."""
    content = report.content
    names = [one.name for one in content.columns]
    return {
        "id": f"report_{report.id}", "type": report.type, "name": report.name,
        "start_date": report.start, "end_date": report.end, "time_zone": report.zone,
        "created_at": report.created_at, "summary": content.summary,
        "comparison": None if content.comparison is None else to_builtins(content.comparison),
        "rows": [
            {"id": row.id, "name": row.name, **dict(zip(names, row.values, strict=True))}
            for row in content.rows
        ],
        "trends": [to_builtins(line) for line in content.lines],
    }  # fmt: skip


def columns_of(report: Report) -> list[parquet.Column]:
    return [
        parquet.Column("id", "whole"), parquet.Column("name", "text"),
        *(parquet.Column(one.name, "number") for one in report.content.columns),
    ]  # fmt: skip


def cells_of(report: Report) -> list[list[Cell]]:
    return [[row.id, row.name, *row.values] for row in report.content.rows]


async def once(report: Report) -> AsyncIterator[Sequence[Sequence[Cell]]]:
    yield cells_of(report)
