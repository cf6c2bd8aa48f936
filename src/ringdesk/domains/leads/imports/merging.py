"""A batch of rows, merged into the leads: staged by COPY, then one statement."""

from ringdesk.domains.leads.imports import queries
from ringdesk.domains.leads.imports.models import Counts, Import, Merged, Place
from ringdesk.domains.leads.imports.plan import Fault
from ringdesk.domains.leads.imports.reading import COLUMNS, Batch
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
        return Merged(0, 0, 0, 0)
    await stage(work, batch)
    await work.run(queries.ONE_AT_A_TIME)
    presets = found.presets
    campaign_id = presets.campaign_id or place.campaign_id
    targets = (found.id, presets.owner_id, presets.list_id, campaign_id)
    updated = 0
    if found.on_duplicate == "update":
        says_priority = "priority" in found.fields.values()
        updated = await number(
            work, queries.UPDATE_KNOWN, found.id, says_priority, presets.list_id, campaign_id,
            found.created_by,
        )  # fmt: skip
    new = await number(work, queries.SKIP_KNOWN, *targets)
    if batch.by_mail:
        new += await number(work, queries.ADD_BY_MAIL, *targets)
    over = batch.good - new - updated
    twice = await said_before(work, found.id, batch, new) if over else 0
    return Merged(new, updated, twice, over - twice)


async def said_before(work: Work, import_id: int, batch: Batch, new: int) -> int:
    """How many of the rows passed over have their lead from this very file."""
    own = await number(work, queries.TWICE_BY_PHONE, import_id)
    if batch.by_mail:
        own += await number(work, queries.TWICE_BY_MAIL, import_id)
    return own - new


async def number(work: Work, statement: str, *values: object) -> int:
    return await work.value(int, statement, *values) or 0


def added(counts: Counts, batch: Batch, merged: Merged) -> Counts:
    return Counts(
        rows=counts.rows + batch.rows, new=counts.new + merged.new,
        updated=counts.updated + merged.updated, twice=counts.twice + merged.twice,
        known=counts.known + merged.known, errors=counts.errors + batch.faulty,
        do_not_call=counts.do_not_call, placeless=counts.placeless + batch.placeless,
    )  # fmt: skip


def kept(faults: list[Fault], batch: Batch) -> list[Fault]:
    """The first of all; the error file has the rest."""
    return [*faults, *batch.faults][:FAULTS_KEPT]
