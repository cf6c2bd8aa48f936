"""What a file could not bring in: as a file, made anew whenever somebody asks."""

from collections.abc import AsyncIterator
from contextlib import aclosing

from ringdesk.domains.leads.imports.frames import Order
from ringdesk.domains.leads.imports.host import frames_of
from ringdesk.domains.leads.imports.merging import place_of
from ringdesk.domains.leads.imports.service import content_of, get
from ringdesk.kernel.storage import Storage
from ringdesk.kernel.work import Work


async def faulty_file(
    work: Work, storage: Storage, *, import_id: int
) -> tuple[str, AsyncIterator[bytes]]:
    """A name for it, and CSV in pieces: the rows with a fault, their lines and what is wrong.
    FileForgotten."""
    found = await get(work, import_id=import_id)
    place = await place_of(work, found)
    content = await content_of(storage, found)
    order = Order(found.plan(place.region), wants="faults")
    stem = found.name.rpartition(".")[0] or found.name
    return f"{stem}-errors.csv", bodies(content, order, found.size)


async def bodies(content: AsyncIterator[bytes], order: Order, size: int) -> AsyncIterator[bytes]:
    frames = frames_of(content, order, size=size)
    async with aclosing(frames):
        async for _, body in frames:
            yield body
