"""After a restore: whoever is in the ledger is forgotten again."""

from collections.abc import AsyncIterator
from uuid import UUID

from msgspec import Struct

from ringdesk.domains import leads
from ringdesk.domains.privacy import queries
from ringdesk.domains.privacy.declarations import holdings
from ringdesk.domains.privacy.erasing import forget
from ringdesk.domains.privacy.ledger import Entry, Ledger, contact_parts, person_parts
from ringdesk.domains.privacy.models import Named
from ringdesk.domains.privacy.subjects import subject_of
from ringdesk.kernel.personal import Subject
from ringdesk.kernel.storage import Storage
from ringdesk.kernel.work import Actor, Office

AT_ONCE = 1000


class Replayed(Struct, frozen=True, kw_only=True):
    """`entries` the ledger has of this tenant; `people` and `contacts` that were back, and are
    gone again, with so many rows."""

    entries: int
    people: int
    contacts: int
    rows: int


async def replay(office: Office, storage: Storage, ledger: Ledger, tenant_id: UUID) -> Replayed:
    """All that the ledger says of a tenant. Again it finds nobody."""
    people, contacts, entries = set(), set(), 0
    async for entry in ledger.entries(tenant_id):
        entries += 1
        people |= {entry.person} - {""}
        contacts |= {*entry.contacts}
    house = Actor.the_house(tenant_id)
    subjects = [one async for one in people_back(office, ledger, house, people)]
    subjects += [one async for one in contacts_back(office, ledger, house, contacts)]
    rows = 0
    for subject in subjects:
        for _, holding in holdings():
            if holding.applies_to(subject):
                async with office.open(house) as work:
                    rows += (await forget(work, storage, holding, subject))[0]
    return Replayed(
        entries=entries, people=sum(one.person_id > 0 for one in subjects),
        contacts=sum(len(one.lead_ids) for one in subjects), rows=rows,
    )  # fmt: skip


async def people_back(
    office: Office, ledger: Ledger, house: Actor, known: set[str]
) -> AsyncIterator[Subject]:
    """Those with an account, of whom the ledger has a hash."""
    after, more = 0, bool(known)
    while more:
        async with office.open(house) as work:
            found = await work.many(Named, queries.PEOPLE_AFTER, after, AT_ONCE)
            for one in found:
                hashes = ledger.hashes_of(house.tenant_id, *person_parts(one.id, one.created_at))
                if known & {*hashes}:
                    yield await subject_of(
                        work, person_id=one.id, addresses=[], numbers=[], with_contacts=False
                    )
        more = len(found) == AT_ONCE
        after = found[-1].id if found else after


async def contacts_back(
    office: Office, ledger: Ledger, house: Actor, known: set[str]
) -> AsyncIterator[Subject]:
    """The same of leads."""
    after, more = 0, bool(known)
    while more:
        async with office.open(house) as work:
            found = await leads.leads_after(work, after=after, limit=AT_ONCE)
        for lead in found:
            hashes = ledger.hashes_of(house.tenant_id, *contact_parts(lead.id, lead.created_at))
            if known & {*hashes}:
                phones = [lead.phone] if lead.phone else []
                mails = [lead.email.lower()] if lead.email else []
                yield Subject(lead_ids=[lead.id], addresses=mails, numbers=phones)
        more = len(found) == AT_ONCE
        after = found[-1].id if found else after


async def tenants_to_go_again(ledger: Ledger) -> list[Entry]:
    return [entry async for entry in ledger.entries() if entry.whole_tenant]
