"""Heads of the logs, kept where nobody who could change a log can: a folder, or a bucket.

A chain shows what was changed in it, but a shorter chain is a valid one, and whoever may write all
tables can make one anew. So every hour the heads go into a file of its own, which is never written
again. Give the bucket object lock or versioning; a folder is best on another machine.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from uuid import UUID

import msgspec
import obstore
from obstore.exceptions import AlreadyExistsError
from obstore.store import LocalStore, ObjectStore, from_url

from ringdesk.kernel.relay import Head
from ringdesk.kernel.settings import Settings

PREFIX = "heads-"
ALL_OF = 48  # the latest files are all asked; before them the last of each day


class Anchors(msgspec.Struct, frozen=True):
    """Heads of all logs at one time."""

    at: datetime
    heads: dict[str, Head]

    def of(self, tenant_id: UUID) -> Head | None:
        return self.heads.get(str(tenant_id))


class AnchorStore:
    def __init__(self, store: ObjectStore, place: str) -> None:
        self._store, self.place = store, place

    @classmethod
    def of(cls, settings: Settings) -> "AnchorStore":
        """`RINGDESK_AUDIT_ANCHORS`: a folder, or s3://bucket/prefix (keys and endpoint from the
        usual AWS_... variables); else the folder `anchors` beside the database."""
        place = settings.audit_anchors
        if "://" in place:
            return cls(from_url(place), place)
        folder = settings.anchors_folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return cls(LocalStore(folder), str(folder))

    async def keep(self, anchors: Anchors) -> str:
        """A file of its own: what is there already is never written over. FileExistsError."""
        name = f"{PREFIX}{anchors.at.astimezone(UTC):%Y%m%dT%H%M%S}Z.json"
        content = msgspec.json.format(msgspec.json.encode(anchors), indent=2) + b"\n"
        try:
            await obstore.put_async(self._store, name, content, mode="create", use_multipart=False)
        except AlreadyExistsError as error:
            raise FileExistsError(name) from error
        return name

    async def names(self) -> list[str]:
        """Oldest first."""
        found: list[str] = []
        async for some in obstore.list(self._store):
            found += [str(one["path"]) for one in some]
        return sorted(one for one in found if one.startswith(PREFIX) and one.endswith(".json"))

    async def read(self, name: str) -> Anchors:
        got = await obstore.get_async(self._store, name)
        return msgspec.json.decode(bytes(await got.bytes_async()), type=Anchors)

    async def latest(self) -> Anchors | None:
        names = await self.names()
        return await self.read(names[-1]) if names else None

    async def known(self) -> list[Anchors]:
        """What a log is held against, oldest first."""
        return [await self.read(name) for name in worth_asking(await self.names())]


def worth_asking(names: Sequence[str]) -> list[str]:
    last_of_day = {name[: len(PREFIX) + 8]: name for name in names[:-ALL_OF]}
    return [*last_of_day.values(), *names[-ALL_OF:]]


def heads_of(known: Iterable[Anchors], tenant_id: UUID) -> list[Head]:
    """What they say of one tenant's log."""
    return [found for one in known if (found := one.of(tenant_id)) is not None]
