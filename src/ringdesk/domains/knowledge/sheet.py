"""FAQ entries as a table: out for whoever wants to edit or keep them elsewhere, and in again."""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import get_args

from msgspec import Struct

from ringdesk.domains.knowledge import policy, queries
from ringdesk.domains.knowledge.entries import MOST_ENTRIES, add_entry, change_entry, list_entries
from ringdesk.domains.knowledge.models import (
    Entry,
    EntryChanges,
    EntryFilter,
    Known,
    Language,
    NewEntry,
    State,
)
from ringdesk.kernel import sheets
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.work import Work

COLUMNS = ("question", "answer", "category", "tags", "language", "state", "is_active")
LONGEST = {"question": 500, "answer": 10_000, "category": 100}
MOST_TAGS, LONGEST_TAG = 20, 40
MOST_ROWS = 500  # at once: each is understood, which takes some 8 ms
MOST_TOLD = 20  # of what is wrong
PAGE = 500
YES, NO = ("", "1", "true", "yes"), ("0", "false", "no")


class Imported(Struct, frozen=True):
    added: int
    changed: int
    unchanged: int


async def export_faqs(work: Work) -> str:
    """All of them as CSV, drafts as well, newest first. For who may write them."""
    policy.require_may_write(work.actor)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    before: int | None = None
    for _ in range(MOST_ENTRIES // PAGE + 1):
        page = await list_entries(work, EntryFilter(kind="faq", before=before), limit=PAGE)
        writer.writerows(row_of(entry) for entry in page)
        if len(page) < PAGE:
            break
        before = page[-1].id
    return out.getvalue()


def row_of(entry: Entry) -> list[str]:
    """Nothing in it begins a formula."""
    cells = (
        entry.title, entry.body, entry.category, ", ".join(entry.tags), entry.language,
        entry.state, "true" if entry.is_active else "false",
    )  # fmt: skip
    return [sheets.safe(cell) for cell in cells]


async def import_faqs(work: Work, content: bytes) -> Imported:
    """Columns as `export_faqs` names them, in any order; only question and answer must be there.
    A question that is known in its language is changed, else it is a new entry. All of it, or
    nothing: Invalid tells the lines that are wrong."""
    policy.require_may_write(work.actor)
    rows = list(read(content))
    known = {
        (one.question.casefold(), one.language): one.id
        for one in await work.many(Known, queries.KNOWN_FAQS)
    }
    added = changed = 0
    for row in rows:
        entry_id = known.get((row.title.casefold(), row.language))
        if entry_id is None:
            made = await add_entry(work, "faq", row)
            known[row.title.casefold(), row.language] = made.id
            added += 1
            continue
        changes = EntryChanges(
            title=row.title, body=row.body, category=row.category, tags=row.tags or [],
            state=row.state, is_active=row.is_active,
        )  # fmt: skip
        events = len(work.events)
        await change_entry(work, "faq", entry_id=entry_id, changes=changes)
        changed += len(work.events) > events
    return Imported(added, changed, len(rows) - added - changed)


def read(content: bytes) -> Iterator[NewEntry]:
    """Invalid, with the lines that are wrong."""
    records = table(content)
    names = [cell.strip().lower() for cell in records[0].cells]
    for name in ("question", "answer"):
        if name not in names:
            raise Invalid.field(name, "The first line names the columns: this one is missing")
    if unknown := sorted(set(names) - {*COLUMNS, ""}):
        raise Invalid.field(unknown[0][:40], "There is no such column")
    if len(records) - 1 > MOST_ROWS:
        raise Invalid.field("file", f"At most {MOST_ROWS} entries at once")
    found, wrong = [], []
    for record in records[1:]:
        if not any(cell.strip() for cell in record.cells) and record.fault is None:
            continue
        given = dict(zip(names, map(plain, record.cells), strict=False))
        fault = record.fault or fault_of(given)
        if fault is None:
            found.append(entry_of(given))
        else:
            wrong.append({"field": f"line {record.line}", "message": fault})
    if wrong:
        raise Invalid(errors=wrong[:MOST_TOLD])
    yield from found


def table(content: bytes) -> Sequence[sheets.Record]:
    try:
        content.decode()
        is_utf8 = True
    except UnicodeDecodeError:
        is_utf8 = False
    head = content[: sheets.SAMPLE_BYTES]
    try:
        dialect = sheets.dialect_of(head, whole=len(head) == len(content), is_utf8=is_utf8)
        records = list(sheets.Rows([content], dialect))
    except sheets.Unreadable as error:
        raise Invalid.field("file", error.reason) from error
    if not records:
        raise Invalid.field("file", "This file is empty")
    return records


def plain(cell: str) -> str:
    """Without what `sheets.safe` put before it."""
    tidy = cell.strip()
    return tidy[1:] if tidy.startswith("'") and tidy[1:].startswith(sheets.DANGEROUS) else tidy


def fault_of(given: dict[str, str]) -> str | None:
    for name in ("question", "answer"):
        if not given.get(name):
            return f"There is no {name}"
    for name, most in LONGEST.items():
        if len(given.get(name, "")) > most:
            return f"{name}: at most {most} letters"
    if "\x00" in "".join(given.values()):
        return "A text has no NUL"
    tags = tags_of(given)
    if len(tags) > MOST_TAGS or any(len(tag) > LONGEST_TAG for tag in tags):
        return f"tags: at most {MOST_TAGS} of {LONGEST_TAG} letters"
    for name, allowed in (
        ("language", ("", *get_args(Language))), ("state", ("", *get_args(State))),
        ("is_active", (*YES, *NO)),
    ):  # fmt: skip
        if given.get(name, "").lower() not in allowed:
            return f"{name}: one of {', '.join(filter(None, allowed))}"
    return None


def entry_of(given: dict[str, str]) -> NewEntry:
    return NewEntry(
        title=given["question"], body=given["answer"], category=given.get("category", ""),
        tags=tags_of(given), language=given.get("language", "").lower() or "en",
        state=given.get("state", "").lower() or "published",  # type: ignore[arg-type]
        is_active=given.get("is_active", "").lower() in YES,
    )  # fmt: skip


def tags_of(given: dict[str, str]) -> list[str]:
    return [tag.strip() for tag in given.get("tags", "").split(",") if tag.strip()]
