"""Who was erased, kept outside the database, so that a restored one can be told again.

An entry is a small file that is never changed: hashes, counts, a time. Whoever has no key of the
installation can't tell whom it is about, nor try out names. A person's hash is made of their number
and the moment of their beginning: a number that is given again after a restore is somebody else's.
"""

import hashlib
import hmac
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

from msgspec import Struct, json

from ringdesk.kernel.settings import Settings
from ringdesk.kernel.storage import Storage

PURPOSE = b"ringdesk privacy ledger 1"


class Entry(Struct, frozen=True, kw_only=True):
    """`person`, `contacts`, `addresses`, `numbers` are hashes, hexadecimal; `what`: rows by
    table."""

    id: str
    tenant: str
    at: datetime
    whole_tenant: bool = False
    request_id: int | None = None
    person: str = ""
    contacts: list[str] = []
    addresses: list[str] = []
    numbers: list[str] = []
    what: dict[str, int] = {}


class Ledger:
    def __init__(self, storage: Storage, *secrets: bytes) -> None:
        """The first secret makes hashes; former ones still know them."""
        self._storage = storage
        self._keys = [hmac.new(one, PURPOSE, hashlib.sha256).digest() for one in secrets]

    @classmethod
    def of(cls, settings: Settings) -> "Ledger":
        place = settings.privacy_ledger or str(settings.folder / "ledger")
        storage = Storage.at(place if place.startswith("s3://") else Path(place))
        former = [one.encode() for one in settings.former_secrets]
        return cls(storage, settings.secret_key(), *former)

    def hash_of(self, tenant_id: UUID, *parts: object) -> str:
        return self.hashes_of(tenant_id, *parts)[0]

    def hashes_of(self, tenant_id: UUID, *parts: object) -> list[str]:
        """By the present secret and each former one."""
        told = "\x1f".join(map(str, (tenant_id, *parts))).encode()
        return [hmac.new(key, told, hashlib.sha256).hexdigest() for key in self._keys]

    async def write(self, entry: Entry) -> None:
        await self._storage.put(f"{entry.tenant}/{entry.id}.json", json.encode(entry))

    async def entries(self, tenant_id: UUID | None = None) -> AsyncIterator[Entry]:
        async for key in self._storage.keys(f"{tenant_id}/" if tenant_id else ""):
            content = b"".join([piece async for piece in await self._storage.get(key)])
            yield json.decode(content, type=Entry)


def new_entry(tenant_id: UUID, *, request_id: int | None = None) -> Entry:
    return Entry(
        id=str(uuid4()), tenant=str(tenant_id), at=datetime.now(UTC), request_id=request_id
    )


def person_parts(person_id: int, created_at: datetime) -> tuple[str, int, int]:
    return "person", person_id, round(created_at.timestamp() * 1_000_000)


def contact_parts(lead_id: int, created_at: datetime) -> tuple[str, int, int]:
    return "contact", lead_id, round(created_at.timestamp() * 1_000_000)
