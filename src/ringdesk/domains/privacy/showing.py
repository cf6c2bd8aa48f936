"""Everything about a person: as JSON at once for themselves, or as an archive with their files."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

from msgspec import json

from ringdesk.domains.privacy import queries, words
from ringdesk.domains.privacy.declarations import EVERYBODY
from ringdesk.domains.privacy.errors import ArchiveNotFound
from ringdesk.domains.privacy.events import (
    PersonalArchiveTaken,
    PersonalDataExported,
)
from ringdesk.domains.privacy.models import Archive, Request
from ringdesk.domains.privacy.service import find
from ringdesk.kernel import personal
from ringdesk.kernel.errors import NotFound
from ringdesk.kernel.personal import Personal, Row, Subject
from ringdesk.kernel.storage import Storage
from ringdesk.kernel.work import Actor, Office, Work
from ringdesk.kernel.zipping import Entry, at_once


async def export_own(work: Work, office: Office) -> AsyncIterator[bytes]:
    """One JSON document of all that is kept of the actor, under their own number: what is known
    by an address alone may be somebody else's, and waits for an administrator."""
    work.record(PersonalDataExported(person_id=work.actor.id))
    house = Actor.the_house(work.tenant_id)
    return document(office, house, Subject(person_id=work.actor.id))


async def document(office: Office, house: Actor, subject: Subject) -> AsyncIterator[bytes]:
    head = json.encode({"person_id": subject.person_id, "made_at": datetime.now(UTC)})
    yield head[:-1] + b',"data":{'
    first = True
    for one in EVERYBODY:
        if any(h.shows and not h.reviewed and h.applies_to(subject) for h in one.holdings):
            yield (b"" if first else b",") + json.encode(one.domain) + b":"
            first = False
            async for piece in part(office, house, one, subject, reviewed=False):
                yield piece
    yield b"}}"


async def part(
    office: Office, house: Actor, one: Personal, subject: Subject, *, reviewed: bool
) -> AsyncIterator[bytes]:
    """A domain's part: an array of {table, about, rows}. `reviewed`: also what others wrote. No
    transaction is open while a piece is on its way: whoever reads slowly would keep it."""
    yield b"["
    first = True
    for holding in one.holdings:
        if not holding.shows or not holding.applies_to(subject):
            continue
        if holding.reviewed and not reviewed:
            continue
        head = json.encode({"table": holding.table, "about": holding.about})
        yield (b"" if first else b",") + head[:-1] + b',"rows":['
        first = False
        async with office.open(house) as work:
            rows = await work.many(Row, holding.shows, holding.key_of(subject))
        for nth, row in enumerate(rows):
            yield (b",\n" if nth else b"\n") + row.row.encode()
        yield b"]}"
    yield b"]"


class Size:
    """How much went by."""

    def __init__(self) -> None:
        self.bytes = 0

    async def of(self, pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
        async for piece in pieces:
            self.bytes += len(piece)
            yield piece


async def archive_entries(
    office: Office, storage: Storage, house: Actor, subject: Subject
) -> AsyncIterator[Entry]:
    """README, one JSON file per domain, and the files themselves."""
    yield Entry("README.txt", at_once(words.readme(subject).encode()))
    for one in EVERYBODY:
        if any(h.shows and h.applies_to(subject) for h in one.holdings):
            pieces = part(office, house, one, subject, reviewed=True)
            yield Entry(f"data/{one.domain}.json", pieces)
    for one in EVERYBODY:
        for holding in one.holdings:
            if holding.reviewed:
                continue  # files of theirs, not files that others are in as well
            async with office.open(house) as work:
                files = await personal.files_of(work, holding, subject)
            for file in files:
                try:
                    content = await storage.get(file.storage_key)
                except NotFound:
                    continue
                name = f"files/{one.domain}/{words.safe(file.name)}"
                yield Entry(name, content, packed=False)


async def open_archive(
    work: Work, storage: Storage, *, request_id: int
) -> tuple[Request, AsyncIterator[bytes]]:
    """The ZIP file, for whom it is about and for administrators, for as long as it is kept.
    RequestNotFound, ArchiveNotFound."""
    request = await find(work, request_id)
    found = await work.one(Archive, queries.ARCHIVE, request_id)
    if found is None or found.archive_key is None or not found.is_fresh:
        raise ArchiveNotFound
    work.record(PersonalArchiveTaken(request_id=request_id))
    return request, await storage.get(found.archive_key)
