"""Whole do-not-call lists: in from a file, out as one."""

import asyncio
import csv
import io
from collections.abc import AsyncIterator, Iterable, Sequence

from msgspec import Struct

from ringdesk.domains import telephony
from ringdesk.domains.compliance import policy, queries
from ringdesk.domains.compliance.errors import ListTooLarge
from ringdesk.domains.compliance.events import NumbersForbidden
from ringdesk.domains.compliance.models import Entry, Fault, Listed, Placed, Source
from ringdesk.domains.compliance.service import LONGEST_REASON, region, require_campaign
from ringdesk.kernel import sheets
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.work import Actor, Office, Work

MOST_BYTES = 10 * 1024 * 1024
MOST_FAULTS = 1000
AT_ONCE = 5000
PAGE = 1000
HEADERS = frozenset({
    "number", "phone", "phone number", "phone_number", "telephone", "mobile", "tel", "msisdn",
    "telefon", "telefonnummer", "rufnummer", "телефон", "номер", "teléfono", "numero", "número",
})  # fmt: skip


class Read(Struct, frozen=True):
    rows: int
    numbers: list[str]
    faulty: int
    faults: list[Fault]


async def import_list(
    work: Work, *, content: bytes, campaign_id: int | None = None, reason: str = ""
) -> Listed:
    """A file with a number in each row: in the column that a header names, else in the first. All
    of it or nothing. ListTooLarge, Invalid (`file`), NoSuchCampaign."""
    policy.require_may_permit(work.actor)
    if len(content) > MOST_BYTES:
        raise ListTooLarge(most_bytes=MOST_BYTES)
    await require_campaign(work, campaign_id)
    home = await region(work)
    try:
        read = await asyncio.to_thread(numbers_in, content, home)
    except sheets.Unreadable as error:
        raise Invalid.field("file", error.reason) from error
    added = await place_all(work, read.numbers, campaign_id, reason, "import")
    known = read.rows - read.faulty - added
    return Listed(read.rows, added, known, read.faulty, read.faults)


async def forbid_all(
    work: Work, *, numbers: Iterable[str], reason: str = "", source: Source = "person"
) -> int:
    """Put numbers (E.164) on the list of all; how many are new there. For administrators."""
    policy.require_may_permit(work.actor)
    return await place_all(work, sorted(set(numbers)), None, reason, source)


async def place_all(
    work: Work, numbers: Sequence[str], campaign_id: int | None, reason: str, source: Source
) -> int:
    """Each once, and in order: two who place the same ones must not wait for each other."""
    added, why = 0, reason.strip()[:LONGEST_REASON]
    for start in range(0, len(numbers), AT_ONCE):
        some = numbers[start : start + AT_ONCE]
        placed = await work.many(
            Placed, queries.FORBID, some, campaign_id, why, source, "", work.actor.id, None
        )
        added += len(placed)
    if added:
        work.record(NumbersForbidden(count=added, campaign_id=campaign_id))
    return added


def numbers_in(content: bytes, home: str) -> Read:
    """Each number once, in order: a statement cannot place one twice, and two lists that come at
    once must not wait for each other."""
    try:
        content.decode()
        is_utf8 = True
    except UnicodeDecodeError:
        is_utf8 = False
    dialect = sheets.dialect_of(content[: sheets.SAMPLE_BYTES], whole=False, is_utf8=is_utf8)
    numbers: set[str] = set()
    faults: list[Fault] = []
    rows, column = 0, 0
    for record in sheets.Rows(iter([content]), dialect):
        if record.line == 1 and (named := named_column(record.cells)) is not None:
            column = named
            continue
        if not any(cell.strip() for cell in record.cells) and record.fault is None:
            continue
        rows += 1
        try:
            numbers.add(number_of(record, column, home))
        except Invalid as error:
            faults.append(Fault(record.line, error.reason))
    return Read(rows, sorted(numbers), len(faults), faults[:MOST_FAULTS])


def named_column(cells: list[str]) -> int | None:
    for index, cell in enumerate(cells):
        if cell.strip().lower() in HEADERS:
            return index
    return None


def number_of(record: sheets.Record, column: int, home: str) -> str:
    if record.fault is not None:
        raise Invalid.field("line", record.fault)
    cell = record.cells[column] if column < len(record.cells) else ""
    return telephony.number(cell, home).e164


async def export_list(work: Work, office: Office) -> AsyncIterator[bytes]:
    """All that binds, as CSV in UTF-8, in pieces. Whoever was erased is not in it."""
    policy.require_may_permit(work.actor)
    return pieces_of(office, work.actor)


async def pieces_of(office: Office, actor: Actor) -> AsyncIterator[bytes]:
    """Each page by a unit of work of its own: the caller's ends when the answer begins."""
    yield as_csv([["number", "campaign_id", "reason", "source", "created_at", "expires_at"]])
    after: int | None = None
    while True:
        async with office.open(actor) as work:
            page = await work.many(Entry, queries.LIST, None, None, None, after, PAGE)
        if not page:
            return
        after = page[-1].id
        yield as_csv(row_of(entry) for entry in page if entry.number is not None)


def row_of(entry: Entry) -> list[str]:
    return [
        entry.number or "", "" if entry.campaign_id is None else str(entry.campaign_id),
        sheets.safe(entry.reason), entry.source, entry.created_at.isoformat(),
        "" if entry.expires_at is None else entry.expires_at.isoformat(),
    ]  # fmt: skip


def as_csv(rows: Iterable[list[str]]) -> bytes:
    file = io.StringIO()
    csv.writer(file, lineterminator="\r\n").writerows(rows)
    return file.getvalue().encode()
