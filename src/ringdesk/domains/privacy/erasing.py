"""Forgetting somebody, table by table. Each step is a transaction that also notes what it did: a
worker that is killed is followed by one that goes on there. Every step may be taken twice."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from msgspec import structs

from ringdesk.domains import leads
from ringdesk.domains.privacy import queries
from ringdesk.domains.privacy.declarations import holdings
from ringdesk.domains.privacy.events import PersonErased
from ringdesk.domains.privacy.ledger import (
    Entry,
    Ledger,
    contact_parts,
    new_entry,
    person_parts,
)
from ringdesk.domains.privacy.models import Held, Named, Step
from ringdesk.domains.privacy.subjects import unpacked
from ringdesk.kernel import personal
from ringdesk.kernel.personal import Holding, Subject
from ringdesk.kernel.storage import Storage
from ringdesk.kernel.work import Actor, Office, Work

Beat: TypeAlias = Callable[[Work], Awaitable[None]]


async def erase(
    office: Office, storage: Storage, ledger: Ledger, house: Actor, held: Held, beat: Beat
) -> None:
    """`beat` is called in each transaction: it keeps the lease, or raises if it was lost."""
    subject = unpacked(held.subject)
    async with office.open(house) as work:
        entry = await entry_for(work, ledger, held, subject)
        done = {
            (one.domain, one.tbl, one.about)
            for one in await work.many(Step, queries.STEPS, held.id)
        }
    await ledger.write(entry)  # before the first step: from now on a restore is told
    for domain, holding in holdings():
        if (domain, holding.table, holding.about) not in done and holding.applies_to(subject):
            async with office.open(house) as work:
                await beat(work)
                rows, files = await forget(work, storage, holding, subject)
                await work.run(
                    queries.NOTE_STEP, held.id, domain, holding.table, holding.about,
                    holding.fate, holding.reason, rows, files,
                )  # fmt: skip
    async with office.open(house) as work:
        await beat(work)
        await finish(work, held)
        counts = await work.many(Step, queries.STEPS, held.id)
    what: dict[str, int] = {}
    for one in counts:
        what[one.tbl] = what.get(one.tbl, 0) + one.row_count
    await ledger.write(structs.replace(entry, what=what))


async def forget(
    work: Work, storage: Storage, holding: Holding, subject: Subject
) -> tuple[int, int]:
    """Files first: while the row names them they can be found again. Of what is retained: how many
    rows that are."""
    files = await personal.files_of(work, holding, subject)
    for file in files:
        await storage.remove(file.storage_key)
    if holding.fate == "retained":
        rows = await personal.count(work, holding, subject)
        await personal.forget(work, holding, subject)
        return rows, len(files)
    return await personal.forget(work, holding, subject), len(files)


async def finish(work: Work, held: Held) -> None:
    if await work.run(queries.FINISH_DELETION, held.id):
        steps = await work.many(Step, queries.STEPS, held.id)
        erased = [one for one in steps if one.fate != "retained"]
        work.record(
            PersonErased(
                request_id=held.id, person_id=held.person_id or 0,
                rows=sum(one.row_count for one in erased),
                files=sum(one.file_count for one in steps),
            )
        )  # fmt: skip


async def entry_for(work: Work, ledger: Ledger, held: Held, subject: Subject) -> Entry:
    """The same each time, so that whoever goes on writes no second one; and never the name of
    another, though a restored database gives numbers of requests again."""
    tenant_id, person = work.tenant_id, ""
    found = await work.one(Named, queries.BEGINNING, subject.person_id)
    if found is not None:
        person = ledger.hash_of(tenant_id, *person_parts(found.id, found.created_at))
    known = await leads.beginnings_of(work, lead_ids=subject.lead_ids)
    name = f"request-{held.id}-{round(held.decided_at.timestamp())}"
    return structs.replace(
        new_entry(tenant_id, request_id=held.id), id=name, person=person,
        contacts=[ledger.hash_of(tenant_id, *contact_parts(x.id, x.created_at)) for x in known],
        addresses=[ledger.hash_of(tenant_id, "address", one) for one in subject.addresses],
        numbers=[ledger.hash_of(tenant_id, "number", one) for one in subject.numbers],
    )  # fmt: skip
