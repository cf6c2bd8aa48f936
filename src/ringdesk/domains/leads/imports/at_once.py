"""A file that is imported while its sender waits: all of it or nothing, in their transaction."""

from collections.abc import AsyncIterator
from contextlib import aclosing

from ringdesk.domains.leads.events import LeadsChanged
from ringdesk.domains.leads.imports import queries
from ringdesk.domains.leads.imports.errors import FileUnreadable
from ringdesk.domains.leads.imports.frames import Order
from ringdesk.domains.leads.imports.host import batch_from, frames_of
from ringdesk.domains.leads.imports.looking import Watched, look
from ringdesk.domains.leads.imports.merging import added, kept, merge, place_of
from ringdesk.domains.leads.imports.models import Counts, Import
from ringdesk.domains.leads.imports.plan import Fault
from ringdesk.domains.leads.imports.service import (
    add,
    as_json,
    require_may_import,
    require_one,
)
from ringdesk.kernel.sheets import Unreadable
from ringdesk.kernel.storage import Storage
from ringdesk.kernel.work import Work

COLUMNS_TOLD = 20


async def import_at_once(
    work: Work, storage: Storage, *, name: str, pieces: AsyncIterator[bytes], most_bytes: int
) -> Import:
    """Document 002's upload: the header has to name a column of telephone numbers; a lead that is
    known stays as it is. The import can be undone as any other. FileUnreadable, ImportTooLarge."""
    require_may_import(work.actor)
    watched = Watched(name, most_bytes)
    content = b"".join([piece async for piece in watched.pieces(pieces)])
    seen = watched.seen
    looked = look(seen.head, seen.size, is_utf8=seen.is_utf8, has_header=True)
    key = storage.new_key(work.tenant_id)
    found = await add(work, seen, looked, key, phone_needed=True)
    if "phone" not in found.fields.values():
        told = ", ".join(looked.columns[:COLUMNS_TOLD])
        raise FileUnreadable.because(
            f"The header names no column of telephone numbers (such as phone). It has: {told}"
        )
    counts, faults = await merge_all(work, found, content)
    await storage.put(key, content)
    done = await require_one(
        work, queries.FINISH, found.id, None, "done", counts.rows, as_json(counts),
        as_json(faults), "", found.done_rows,
    )  # fmt: skip
    work.record(LeadsChanged(action="import", count=counts.new, import_id=found.id))
    return done


async def merge_all(work: Work, found: Import, content: bytes) -> tuple[Counts, list[Fault]]:
    place = await place_of(work, found)
    counts, faults = Counts(), list[Fault]()
    frames = frames_of(one(content), Order(found.plan(place.region)), size=len(content))
    try:
        async with aclosing(frames):
            async for frame in frames:
                batch = batch_from(frame)
                counts = added(counts, batch, await merge(work, found, place, batch))
                faults = kept(faults, batch)
    except Unreadable as error:
        raise FileUnreadable.because(error.reason) from error
    return counts, faults


async def one(content: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(content), 1 << 18):
        yield content[start : start + (1 << 18)]
