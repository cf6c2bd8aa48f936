"""A batch of rows, merged into the leads: staged by COPY, then one statement."""

from ringdesk.domains.leads.imports import queries
from ringdesk.domains.leads.imports.models import Counts, Import, Merged, Place, Updated
from ringdesk.domains.leads.imports.plan import Fault
from ringdesk.domains.leads.imports.reading import Batch
from ringdesk.domains.leads.imports.taking import COLUMNS
from ringdesk.kernel.work import Work

FAULTS_KEPT = 1000


async def place_of(work: Work, found: Import) -> Place:
    place = await work.one(Place, queries.PLACE, found.presets.list_id)
    return place or Place("US", None)


async def stage(work: Work, batch: Batch) -> None:
    await work.copy(queries.STAGE, queries.STAGED, COLUMNS, batch.copy)


async def merge(work: Work, found: Import, place: Place, batch: Batch) -> Merged:
    """In the caller's transaction. Waits for another import of the tenant to end its batch."""
    if not batch.good:
        return Merged(0, 0, 0)
    await stage(work, batch)
    await work.run(queries.ONE_AT_A_TIME)
    presets = found.presets
    campaign_id = presets.campaign_id or place.campaign_id
    targets = (found.id, presets.owner_id, presets.list_id, campaign_id)
    new, updated = 0, 0
    if found.on_duplicate == "update":
        says_priority = "priority" in found.fields.values()
        moved = await work.one(
            Updated, queries.UPDATE_KNOWN, *targets, says_priority, found.created_by
        )
        new, updated = (moved.fresh, moved.updated) if moved else (0, 0)
    else:
        new = await number(work, queries.SKIP_KNOWN, *targets)
    if batch.by_mail:
        await work.run(queries.NO_LOOPS)
        new += await number(work, queries.ADD_BY_MAIL, *targets)
    return Merged(new, updated, batch.good - new - updated)


async def number(work: Work, statement: str, *values: object) -> int:
    return await work.value(int, statement, *values) or 0


def added(counts: Counts, batch: Batch, merged: Merged) -> Counts:
    return Counts(
        rows=counts.rows + batch.rows, new=counts.new + merged.new,
        updated=counts.updated + merged.updated, twice=counts.twice,
        passed_over=counts.passed_over + merged.passed_over,
        errors=counts.errors + batch.faulty, do_not_call=counts.do_not_call,
        placeless=counts.placeless + batch.placeless,
    )  # fmt: skip


def kept(faults: list[Fault], batch: Batch) -> list[Fault]:
    """The first of all; the error file has the rest."""
    return [*faults, *batch.faults][:FAULTS_KEPT]
