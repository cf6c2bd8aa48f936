"""Rows as they are, of a whole kind of thing, as a file: read and written piece by piece, however
many there are. Each piece is a transaction of its own, as whoever asks may read by then: one held
open for as long as somebody downloads would keep the database from tidying up."""

from collections.abc import AsyncIterator, Sequence
from datetime import date
from typing import Literal, NamedTuple

from msgspec import Struct, json, structs

from ringdesk.domains import analytics
from ringdesk.domains.analytics import Period
from ringdesk.domains.reporting import policy
from ringdesk.domains.reporting.errors import DatasetNotFound
from ringdesk.domains.reporting.events import DataExported
from ringdesk.domains.reporting.exporting import queries, rows
from ringdesk.domains.reporting.exporting.sheets import head_of, lines_of
from ringdesk.kernel import parquet
from ringdesk.kernel.parquet import Cell, Column
from ringdesk.kernel.work import Actor, Office

DataFormat = Literal["csv", "json", "parquet"]
AT_ONCE = 2000


class Dataset(NamedTuple):
    """`scope`: the right to the things themselves. `row`: their shape, its first field the id."""

    scope: str
    row: type[rows.Rows]
    bounds: str
    piece: str


class Bounds(Struct, frozen=True):
    """The first and the last id of the period; null when there is nothing."""

    first: int | None
    last: int | None


class Asked(NamedTuple):
    """What is to be written: settled before the first byte."""

    dataset: Dataset
    between: Period
    first: int
    last: int


DATASETS: dict[str, Dataset] = {
    "tickets": Dataset("tickets:read", rows.TicketRow, queries.TICKET_BOUNDS, queries.TICKETS),
    "calls": Dataset("calls:read", rows.CallRow, queries.CALL_BOUNDS, queries.CALLS),
    "leads": Dataset("leads:read", rows.LeadRow, queries.LEAD_BOUNDS, queries.LEADS),
    "messages": Dataset("chats:read", rows.MessageRow, queries.MESSAGE_BOUNDS, queries.MESSAGES),
}


async def export_rows(
    office: Office, actor: Actor, *, dataset: str, format: DataFormat,
    start: date | None = None, end: date | None = None,
) -> tuple[Period, AsyncIterator[bytes]]:  # fmt: skip
    """By the day on which they were made, oldest first; refused, if at all, before the first byte.
    Needs `analytics:read` and the right to read the things. JSON is one array."""
    wanted = DATASETS.get(dataset)
    if wanted is None:
        raise DatasetNotFound
    async with office.open(actor) as work:
        policy.require_may_take_out(actor, wanted.scope)
        between = await analytics.period(work, start, end)
        found = await work.one(Bounds, wanted.bounds, between.since, between.until)
        first, last = (found.first, found.last) if found else (None, None)
        work.record(DataExported(
            dataset=dataset, format=format, start=between.start.isoformat(),
            end=between.end.isoformat(),
        ))  # fmt: skip
    pieces = read(office, actor, Asked(wanted, between, first or 1, last or 0))
    return between, WRITERS[format](rows.columns_of(wanted.row), pieces)


async def read(office: Office, actor: Actor, asked: Asked) -> AsyncIterator[list[tuple[Cell, ...]]]:
    after = asked.first - 1
    while after < asked.last:
        async with office.open(actor) as work:
            policy.require_may_take_out(actor, asked.dataset.scope)
            found = await work.many(
                asked.dataset.row, asked.dataset.piece, after, asked.last, asked.between.since,
                asked.between.until, AT_ONCE,
            )  # fmt: skip
        if found:
            yield [structs.astuple(one) for one in found]
        if len(found) < AT_ONCE:
            return
        after = found[-1].id


async def as_csv(
    columns: Sequence[Column], pieces: AsyncIterator[Sequence[Sequence[Cell]]]
) -> AsyncIterator[bytes]:
    yield head_of([one.name for one in columns]).encode()
    async for piece in pieces:
        yield lines_of(piece).encode()


async def as_json(
    columns: Sequence[Column], pieces: AsyncIterator[Sequence[Sequence[Cell]]]
) -> AsyncIterator[bytes]:
    names, before = [one.name for one in columns], b"["
    async for piece in pieces:
        encoded = [json.encode(dict(zip(names, row, strict=True))) for row in piece]
        yield before + b",\n".join(encoded)
        before = b",\n"
    yield b"[]\n" if before == b"[" else b"]\n"


WRITERS = {"csv": as_csv, "json": as_json, "parquet": parquet.written}
CONTENT_TYPES: dict[DataFormat, str] = {
    "csv": "text/csv; charset=utf-8", "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
}  # fmt: skip


def content_type_of(format: DataFormat) -> str:
    return CONTENT_TYPES[format]
