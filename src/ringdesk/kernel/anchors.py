"""Heads of the logs, kept where nobody who could change a log can: a folder, or a bucket.

A chain shows what was changed in it, but a shorter chain is a valid one, and whoever may write all
tables can make one anew. So every hour the heads go into a file of its own, which is never written
again. Give the bucket object lock or versioning; a folder is best on another machine.

Several installations may keep theirs in one place: each reads its own files alone. An installation
is known by its secret, which no right on the database gives.
"""

import hmac
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
    """Heads of all logs of one installation at one time."""

    installation: str
    at: datetime
    heads: dict[str, Head]

    def of(self, tenant_id: UUID) -> Head | None:
        return self.heads.get(str(tenant_id))


def installations_of(settings: Settings) -> list[str]:
    """Names that tell nothing of the secrets that they are made of: the present one's, then those
    of secrets that were replaced."""
    keys = [settings.secret_key(), *(one.encode() for one in settings.former_secrets)]
    what = b"ringdesk audit anchors, 1"
    return [hmac.digest(key, what, "sha256").hex()[:16] for key in keys]


class AnchorStore:
    """`installations`: by which names it is known, the present one first. Of files of others
    nothing is read."""

    def __init__(self, store: ObjectStore, place: str, installations: list[str]) -> None:
        self._store, self.place, self._installations = store, place, installations

    @classmethod
    def of(cls, settings: Settings) -> "AnchorStore":
        """`RINGDESK_AUDIT_ANCHORS`: a folder, or s3://bucket/prefix (keys and endpoint from the
        usual AWS_... variables); else the folder `anchors` beside the database."""
        place = settings.audit_anchors
        if "://" in place:
            return cls(from_url(place), place, installations_of(settings))
        folder = settings.anchors_folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return cls(LocalStore(folder), str(folder), installations_of(settings))

    async def keep(self, at: datetime, heads: dict[str, Head]) -> str:
        """A file of its own: what is there already is never written over. FileExistsError."""
        anchors = Anchors(self._installations[0], at, heads)
        name = f"{PREFIX}{anchors.installation}-{at.astimezone(UTC):%Y%m%dT%H%M%S}Z.json"
        content = msgspec.json.format(msgspec.json.encode(anchors), indent=2) + b"\n"
        try:
            await obstore.put_async(self._store, name, content, mode="create", use_multipart=False)
        except AlreadyExistsError as error:
            raise FileExistsError(name) from error
        return name

    async def names(self) -> list[str]:
        """Ours, oldest first."""
        ours = tuple(f"{PREFIX}{one}-" for one in self._installations)
        found: list[str] = []
        async for some in obstore.list(self._store):
            found += [str(one["path"]) for one in some]
        found = [one for one in found if one.startswith(ours) and one.endswith(".json")]
        return sorted(found, key=time_in)

    async def read(self, name: str) -> Anchors:
        got = await obstore.get_async(self._store, name)
        return msgspec.json.decode(bytes(await got.bytes_async()), type=Anchors)

    async def latest(self) -> Anchors | None:
        names = await self.names()
        return await self.read(names[-1]) if names else None

    async def known(self) -> list[Anchors]:
        """What a log is held against, oldest first."""
        return [await self.read(name) for name in worth_asking(await self.names())]


def time_in(name: str) -> str:
    return name.rpartition("-")[2]


def worth_asking(names: Sequence[str]) -> list[str]:
    """`names` end in a time, as `…-20260101T230000Z.json`."""
    last_of_day = {time_in(name)[:8]: name for name in names[:-ALL_OF]}
    return [*last_of_day.values(), *names[-ALL_OF:]]


def heads_of(known: Iterable[Anchors], tenant_id: UUID) -> list[Head]:
    """What they say of one tenant's log."""
    return [found for one in known if (found := one.of(tenant_id)) is not None]
