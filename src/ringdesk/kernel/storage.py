"""Where files are: a local folder, or a bucket that speaks S3. Keys are ours, random, by tenant."""

import secrets
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from uuid import UUID

import obstore
from obstore.exceptions import NotFoundError
from obstore.store import LocalStore, ObjectStore, from_url

from ringdesk.kernel.errors import NotFound
from ringdesk.kernel.settings import Settings

CHUNK = 256 * 1024


class Storage:
    def __init__(self, store: ObjectStore) -> None:
        self._store = store

    @classmethod
    def of(cls, settings: Settings) -> "Storage":
        """`RINGDESK_S3_URL` (s3://bucket/prefix; keys and endpoint from the usual AWS_…
        variables), else the folder `files` beside the database."""
        return cls.at(settings.s3_url or settings.folder / "files")

    @classmethod
    def at(cls, place: "str | Path") -> "Storage":
        """An s3:// address, or a folder, which is made."""
        if isinstance(place, str):
            return cls(from_url(place))
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        return cls(LocalStore(place))

    def new_key(self, tenant_id: UUID) -> str:
        """Never made of what a caller named: nobody can guess it or climb out of it."""
        return f"{tenant_id}/{secrets.token_hex(16)}"

    async def put(self, key: str, content: bytes) -> None:
        await obstore.put_async(self._store, key, content)

    async def put_pieces(self, key: str, pieces: AsyncIterator[bytes]) -> None:
        """What is too large to be held in memory; nothing is kept if it breaks off."""
        await obstore.put_async(self._store, key, pieces)

    async def get(self, key: str) -> AsyncIterator[bytes]:
        """The content in pieces; NotFound if the file is gone."""
        try:
            found = await obstore.get_async(self._store, key)
        except (NotFoundError, FileNotFoundError) as error:
            raise NotFound from error
        return pieces(found)

    async def delete(self, key: str) -> None:
        await obstore.delete_async(self._store, key)

    async def remove(self, key: str) -> None:
        """As `delete`; what is gone already is as good."""
        with suppress(NotFoundError, FileNotFoundError):
            await obstore.delete_async(self._store, key)

    async def keys(self, prefix: str) -> AsyncIterator[str]:
        """Of all files under a folder."""
        async for batch in obstore.list(self._store, prefix):
            for one in batch:
                yield one["path"]

    async def size(self, key: str) -> int:
        """In bytes; NotFound if the file is gone."""
        try:
            found = await obstore.head_async(self._store, key)
        except (NotFoundError, FileNotFoundError) as error:
            raise NotFound from error
        return found["size"]


async def pieces(found: "obstore.GetResult") -> AsyncIterator[bytes]:
    async for piece in found.stream(min_chunk_size=CHUNK):
        yield bytes(piece)
