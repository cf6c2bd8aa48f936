"""Who is meant: a person, the contacts that are the same human, addresses and numbers."""

from msgspec import json

from ringdesk.domains import identity, leads
from ringdesk.domains.privacy import queries
from ringdesk.domains.privacy.models import Named
from ringdesk.kernel.personal import Subject
from ringdesk.kernel.work import Work


async def subject_of(
    work: Work, *, person_id: int | None, addresses: list[str], numbers: list[str],
    with_contacts: bool,
) -> Subject:  # fmt: skip
    """`addresses` and `numbers` beside those of the account. `with_contacts`: leads that have one
    of them, and what else is known by their numbers. A visitor's address was only said, so it
    counts only if it was given here. PersonNotFound."""
    known = {one.strip().lower() for one in addresses if one.strip()}
    if person_id is not None:
        person = await work.one(Named, queries.PERSON, person_id)
        if person is None:
            raise identity.PersonNotFound
        claimed = await work.value(bool, queries.ADDRESS_IS_CLAIMED, person_id)
        if person.email and not claimed:
            known.add(person.email.lower())
    found = set(numbers)
    ids: list[int] = []
    if with_contacts and (known or found):
        same = await leads.leads_reached_at(
            work, addresses=sorted(known), numbers=sorted(found)
        )  # fmt: skip
        ids = [one.id for one in same]
        found |= {one.phone for one in same if one.phone}
    return Subject(
        person_id=person_id or 0, lead_ids=ids, addresses=sorted(known), numbers=sorted(found)
    )


def packed(subject: Subject) -> str:
    return json.encode(subject).decode()


def unpacked(text: str) -> Subject:
    return json.decode(text, type=Subject)
