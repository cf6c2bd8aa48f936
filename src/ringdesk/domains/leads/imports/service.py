"""The acts on a file of leads: taken in, set up, checked, brought in, undone."""

from collections.abc import AsyncIterator
from contextlib import suppress

from msgspec import json, structs

from ringdesk.domains import identity, telephony
from ringdesk.domains.leads import rules
from ringdesk.domains.leads.imports import queries
from ringdesk.domains.leads.imports.columns import FIELDS, ONCE, Field, propose
from ringdesk.domains.leads.imports.errors import (
    FileForgotten,
    ImportBusy,
    ImportNotChecked,
    ImportNotFound,
    ImportOver,
    MayNotImport,
    NothingToUndo,
)
from ringdesk.domains.leads.imports.looking import Watched, look
from ringdesk.domains.leads.imports.models import (
    Doing,
    Import,
    ImportChanges,
    Looked,
    Uploaded,
)
from ringdesk.domains.leads.imports.plan import Defaults
from ringdesk.domains.leads.service import require_places
from ringdesk.kernel import sheets
from ringdesk.kernel.delimiters import DELIMITERS
from ringdesk.kernel.errors import AppError, Invalid
from ringdesk.kernel.storage import Storage
from ringdesk.kernel.work import Actor, Work

RUN = "imports.run"  # the job


def may_import(actor: Actor) -> bool:
    return actor.has("leads:import")


def require_may_import(actor: Actor) -> None:
    if not may_import(actor):
        raise MayNotImport


async def upload(
    work: Work, storage: Storage, *, name: str, pieces: AsyncIterator[bytes], most_bytes: int
) -> Import:
    """Take a file in; nothing of it is imported yet. ImportTooLarge, FileUnreadable."""
    require_may_import(work.actor)
    key, watched = storage.new_key(work.tenant_id), Watched(name, most_bytes)
    try:
        await storage.put_pieces(key, watched.pieces(pieces))
        seen = watched.seen
        looked = look(seen.head, seen.size, is_utf8=seen.is_utf8)
        return await add(work, seen, looked, key)
    except BaseException as error:
        with suppress(OSError):
            await storage.delete(key)
        if isinstance(error, AppError) or error.__cause__ is None:
            raise
        cause = error.__cause__  # of what the storage was given, seen through the storage
        raise cause if isinstance(cause, AppError) else error from None


async def add(
    work: Work, seen: Uploaded, looked: Looked, key: str | None, *, phone_needed: bool = False
) -> Import:
    mapping = propose(looked.columns)
    if not looked.has_header and (place := column_of_numbers(looked)) is not None:
        mapping[looked.columns[place]] = "phone"
    return await require_one(
        work, queries.ADD, seen.name, seen.size, key, seen.hash, looked.dialect.encoding,
        looked.dialect.delimiter, looked.dialect.quote, looked.has_header, looked.columns,
        as_json(looked.sample), as_json(mapping), as_json(Defaults()), phone_needed, work.actor.id,
    )  # fmt: skip


def column_of_numbers(looked: Looked) -> int | None:
    """Where no header says it: the first column in which every row shown has a number."""
    for place in range(len(looked.columns)):
        cells = [row[place] for row in looked.sample if place < len(row)]
        if cells and all(is_number(cell) for cell in cells):
            return place
    return None


def is_number(cell: str) -> bool:
    try:
        return telephony.number(cell, "US").valid
    except Invalid:
        return False


async def configure(
    work: Work, storage: Storage, *, import_id: int, changes: ImportChanges
) -> Import:
    """Set it up otherwise; it has to be checked anew. Invalid, ImportBusy, ImportOver."""
    found = await take_up(work, import_id)
    looked = await look_again(storage, found, changes)
    same = looked.columns == found.columns
    mapping = changes.mapping or (found.fields if same else propose(looked.columns))
    require_mapping(mapping, looked.columns)
    presets = found.presets if changes.defaults is None else changes.defaults
    presets = await tidy_presets(work, presets)
    return await require_one(
        work, queries.CONFIGURE, import_id, as_json(mapping), as_json(presets),
        changes.on_duplicate or found.on_duplicate, looked.has_header, looked.dialect.encoding,
        looked.dialect.delimiter, looked.columns, as_json(looked.sample),
    )  # fmt: skip


async def look_again(storage: Storage, found: Import, changes: ImportChanges) -> Looked:
    asked = (changes.encoding, changes.delimiter, changes.has_header)
    if asked == (None, None, None):
        return Looked(
            dialect=found.dialect, has_header=found.has_header, columns=found.columns,
            sample=found.sample_rows,
        )  # fmt: skip
    if changes.encoding is not None and changes.encoding not in sheets.ENCODINGS:
        raise Invalid.field("encoding", f"One of {', '.join(sheets.ENCODINGS)}")
    if changes.delimiter is not None and changes.delimiter not in tuple(DELIMITERS):
        raise Invalid.field("delimiter", "A comma, a semicolon, a tab or |")
    head = b""
    async for piece in await content_of(storage, found):
        head += piece
        if len(head) >= sheets.SAMPLE_BYTES:
            break
    has_header = found.has_header if changes.has_header is None else changes.has_header
    return look(
        head[: sheets.SAMPLE_BYTES], found.size, is_utf8=found.encoding.startswith("utf-8"),
        encoding=changes.encoding or found.encoding,
        delimiter=changes.delimiter or found.delimiter, has_header=has_header,
    )  # fmt: skip


def require_mapping(mapping: dict[str, Field], columns: list[str]) -> None:
    unknown = [column for column in mapping if column not in columns]
    if unknown:
        raise Invalid.field("mapping", f"There is no column {unknown[0][:100]}")
    fields = [field for field in mapping.values() if field in ONCE]
    for field in FIELDS:
        if fields.count(field) > 1:
            raise Invalid.field("mapping", f"Two columns are {field}")
    if "phone" not in fields and "email" not in fields:
        raise Invalid.field("mapping", "One column has to be phone, or email")


async def tidy_presets(work: Work, presets: Defaults) -> Defaults:
    await require_places(work, list_id=presets.list_id, campaign_id=presets.campaign_id)
    if presets.owner_id is not None:
        await identity.require_active_staff(work, presets.owner_id)
    if presets.region is not None and presets.region not in telephony.REGIONS:
        raise Invalid.field("region", "Two letters of a country, such as GB")
    return structs.replace(
        presets, source=rules.tidy_text("source", presets.source),
        tags=rules.tidy_tags(presets.tags),
        consent_basis=rules.tidy_text("consent_basis", presets.consent_basis),
    )  # fmt: skip


async def check(work: Work, *, import_id: int) -> Import:
    """Have it read and compared, and nothing changed. ImportBusy, ImportOver."""
    found = await take_up(work, import_id)
    require_mapping(found.fields, found.columns)
    return await begin(work, found, "check")


async def bring_in(work: Work, *, import_id: int) -> Import:
    """Have its leads brought in, as it was checked. ImportNotChecked, ImportBusy, ImportOver."""
    found = await take_up(work, import_id)
    if found.state != "checked":
        raise ImportNotChecked
    return await begin(work, found, "bring_in")


async def undo(work: Work, *, import_id: int) -> Import:
    """Have taken back what it brought in and nobody touched since. NothingToUndo, ImportBusy."""
    require_may_import(work.actor)
    found = await get_locked(work, import_id)
    if found.state not in ("done", "failed", "undone") or not found.totals.new:
        raise NothingToUndo
    return await begin(work, found, "undo")


async def begin(work: Work, found: Import, doing: Doing) -> Import:
    if doing != "undo" and found.storage_key is None:
        raise FileForgotten
    begun = await require_one(work, queries.BEGIN, found.id, doing)
    await work.later(RUN, key=f"{found.id} {doing}", import_id=found.id)
    return begun


async def take_up(work: Work, import_id: int) -> Import:
    """Locked, and neither in hand nor over."""
    require_may_import(work.actor)
    found = await get_locked(work, import_id)
    if found.state in ("done", "undone", "failed"):
        raise ImportOver
    return found


async def get_locked(work: Work, import_id: int) -> Import:
    found = await require_one(work, queries.GET_FOR_UPDATE, import_id)
    if found.doing is not None:
        raise ImportBusy
    return found


async def get(work: Work, *, import_id: int) -> Import:
    require_may_import(work.actor)
    return await require_one(work, queries.GET, import_id)


async def list_imports(work: Work, *, after: int | None = None, limit: int = 50) -> list[Import]:
    """The latest first, without their samples and faults."""
    require_may_import(work.actor)
    return await work.many(Import, queries.LIST, after, limit)


async def require_one(work: Work, statement: str, *values: object) -> Import:
    if (found := await work.one(Import, statement, *values)) is None:
        raise ImportNotFound
    return found


async def content_of(storage: Storage, found: Import) -> AsyncIterator[bytes]:
    if found.storage_key is None:
        raise FileForgotten
    return await storage.get(found.storage_key)


def as_json(value: object) -> str:
    return json.encode(value).decode()
