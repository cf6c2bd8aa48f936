"""What a worker does with an import: compare, merge, take back."""

from collections.abc import Awaitable, Callable
from contextlib import aclosing
from functools import partial

import asyncpg
from msgspec import structs

from ringdesk.domains.leads.events import LeadsChanged
from ringdesk.domains.leads.imports import queries
from ringdesk.domains.leads.imports.merging import added, kept, merge, number, place_of, stage
from ringdesk.domains.leads.imports.models import Checked, Counts, Numbered, Place
from ringdesk.domains.leads.imports.reading import Batch
from ringdesk.domains.leads.imports.step import Step, again
from ringdesk.kernel.errors import AppError, NotFound
from ringdesk.kernel.sheets import Unreadable

UNDONE_AT_ONCE = 2000
TELL_EVERY = 4  # batches


async def check_file(step: Step) -> None:
    """All of it is read and compared in one transaction, which changes nothing."""
    step.counts, step.faults = Counts(), []
    async with step.work() as work, aclosing(step.batches(skip=0)) as batches:
        await work.copy(queries.STAGE_CHECK, queries.STAGED, (), b"")
        turn = 0
        async for batch in batches:
            await stage(work, batch)
            await work.run(queries.CHECK_BATCH)
            count(step, batch)
            turn += 1
            if turn % TELL_EVERY == 0:
                async with step.work() as other:
                    await step.note(other, progress=step.progress, counts=step.counts)
                step.tell()
        place = await place_of(work, step.found)
        campaign_id = step.found.presets.campaign_id or place.campaign_id
        await work.run(queries.NO_LOOPS)
        checked = await work.one(Checked, queries.CHECKED, campaign_id)
    if checked is not None:
        step.counts = compared(step, checked)
    step.progress = 1.0
    async with step.work() as work:
        await step.finish(work, "checked", done_rows=0)
    step.tell()


def count(step: Step, batch: Batch) -> None:
    was = step.counts
    step.counts = structs.replace(
        was, rows=was.rows + batch.rows, errors=was.errors + batch.faulty,
        placeless=was.placeless + batch.placeless,
    )  # fmt: skip
    step.faults = kept(step.faults, batch)
    step.progress = min(0.99, step.fed / max(1, step.found.size))


def compared(step: Step, checked: Checked) -> Counts:
    updates = step.found.on_duplicate == "update"
    return structs.replace(
        step.counts, new=checked.fresh, updated=checked.known if updates else 0,
        passed_over=checked.twice + (0 if updates else checked.known), twice=checked.twice,
        do_not_call=checked.do_not_call,
    )  # fmt: skip


async def bring_file_in(step: Step) -> None:
    """Batch by batch, each a transaction; from where a worker before us got to."""
    if step.done_rows == 0:
        was = step.counts
        step.counts, step.faults = Counts(do_not_call=was.do_not_call, twice=was.twice), []
    async with step.work() as work:
        place = await place_of(work, step.found)
    async with aclosing(step.batches(skip=step.done_rows)) as batches:
        async for batch in batches:
            await again(partial(merge_batch, step, place, batch))
            step.tell()
    step.progress = 1.0
    async with step.work() as work:
        moved = step.counts.new + step.counts.updated
        await step.finish(work, "done")
        work.record(LeadsChanged(action="import", count=moved, import_id=step.found.id))
    step.tell()


async def merge_batch(step: Step, place: Place, batch: Batch) -> None:
    async with step.work() as work:
        await work.run(queries.DISK_LATER)
        merged = await merge(work, step.found, place, batch)
        await step.note(
            work, counts=added(step.counts, batch, merged), faults=kept(step.faults, batch),
            done_rows=step.done_rows + batch.rows,
            progress=min(0.99, step.fed / max(1, step.found.size)),
        )  # fmt: skip


async def undo_file(step: Step) -> None:
    await take_back(step)
    step.progress = 1.0
    async with step.work() as work:
        await step.finish(work, "undone")
        work.record(
            LeadsChanged(action="undo_import", count=step.counts.undone, import_id=step.found.id)
        )
    step.tell()


async def take_back(step: Step) -> None:
    last: int | None = 0
    while last is not None:
        last = await again(partial(take_some_back, step, last))
        step.tell()
    async with step.work() as work:
        left = await number(work, queries.COUNT_OF_IMPORT, step.found.id)
        step.counts = structs.replace(step.counts, left=left)


async def take_some_back(step: Step, after: int) -> int | None:
    """Where to go on; None at the end."""
    was = step.counts
    async with step.work() as work:
        batch = await work.many(
            Numbered, queries.NEXT_OF_IMPORT, step.found.id, after, UNDONE_AT_ONCE
        )
        if not batch:
            return None
        gone = await work.run(queries.TAKE_BACK, [one.id for one in batch])
        now = structs.replace(was, undone=was.undone + gone)
        await step.note(work, counts=now, progress=min(0.99, now.undone / max(1, now.new)))
    return batch[-1].id


async def fail(step: Step, problem: str) -> None:
    """Nothing stays half done: what it brought in is taken back."""
    if step.found.doing == "bring_in" and step.counts.new:
        await take_back(step)
    async with step.work() as work:
        await step.finish(work, "failed", problem)
    step.tell()


def sentence(error: BaseException) -> str:
    if isinstance(error, Unreadable):
        return error.reason
    if isinstance(error, NotFound):
        return "The file is no longer kept."
    if isinstance(error, asyncpg.ForeignKeyViolationError):
        return "The calling list, the campaign or the owner was removed meanwhile."
    return error.text if isinstance(error, AppError) else str(error)[:300]


ACTS: dict[str, Callable[[Step], Awaitable[None]]] = {
    "check": check_file, "bring_in": bring_file_in, "undo": undo_file,
}  # fmt: skip
