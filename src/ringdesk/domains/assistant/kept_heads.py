"""Which head serves a tenant: its own, if its corrections made one, else the shipped one."""

import asyncio
import logging
from functools import cache
from pathlib import Path
from time import monotonic
from uuid import UUID

import asyncpg
import msgspec

from ringdesk.domains.assistant import queries
from ringdesk.domains.assistant.heads import DoesNotFit, Head
from ringdesk.domains.assistant.models import LEARN
from ringdesk.kernel.work import Actor, Office

log = logging.getLogger(__name__)

ARTEFACTS = Path(__file__).parent / "artefacts"
FRESH_S = 5.0  # how long another process's new head may go unnoticed
MOST_TENANTS = 1_000  # whose heads are kept in memory


@cache
def shipped(task: str) -> Head:
    """Raises `OSError`, `DoesNotFit`, `msgspec.DecodeError` if it can't be used."""
    return Head((ARTEFACTS / f"{task}.msgpack").read_bytes())


class Active(msgspec.Struct, frozen=True):
    task: str
    version: int


class Known(msgspec.Struct):
    """What we know of a tenant: its heads by task, with their versions, and when we looked."""

    heads: dict[str, tuple[int, Head | None]]
    looked_at: float


class KeptHeads:
    """Asks the database at most every `FRESH_S` seconds a tenant. Without an office, or when the
    database does not answer, what was known before serves on."""

    def __init__(self) -> None:
        self._office: Office | None = None
        self._known: dict[UUID, Known] = {}
        self._looking: dict[UUID, asyncio.Lock] = {}

    def serve_from(self, office: Office) -> None:
        self._office = office
        self._known.clear()
        self._looking.clear()

    def notice(self, tenant_id: UUID) -> None:
        """Something changed: look again at the next question."""
        if known := self._known.get(tenant_id):
            known.looked_at = -FRESH_S

    async def of(self, tenant_id: UUID, task: str) -> Head:
        known = self._known.get(tenant_id)
        if self._office is not None and (known is None or monotonic() - known.looked_at > FRESH_S):
            async with self._looking.setdefault(tenant_id, asyncio.Lock()):
                known = await self._look(self._office, tenant_id)
        _, head = known.heads.get(task, (0, None)) if known else (0, None)
        return head or shipped(task)

    async def _look(self, office: Office, tenant_id: UUID) -> Known:
        known = self._known.get(tenant_id)
        if known is not None and monotonic() - known.looked_at <= FRESH_S:
            return known  # somebody else looked while we waited
        if known is None:
            if len(self._known) >= MOST_TENANTS:
                self._known.clear()
                self._looking.clear()
            known = self._known[tenant_id] = Known({}, 0.0)
        known.looked_at = monotonic()  # also if it fails: not at every message again
        try:
            known.heads = await self._read(office, tenant_id, known)
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            log.warning("A tenant's heads could not be read: %s", error)
        return known

    async def _read(
        self, office: Office, tenant_id: UUID, known: Known
    ) -> dict[str, tuple[int, Head | None]]:  # fmt: skip
        found: dict[str, tuple[int, Head | None]] = {}
        async with office.open(Actor.the_house(tenant_id)) as work:
            for active in await work.many(Active, queries.ACTIVE_VERSIONS):
                before = known.heads.get(active.task)
                if before is not None and before[0] == active.version:
                    found[active.task] = before
                    continue
                content = await work.value(bytes, queries.HEAD_FILE, active.task, active.version)
                head = _loaded(active.task, content or b"")
                found[active.task] = (active.version, head)
                if head is None:  # made for an older release: what was learned is learned again
                    await work.later(LEARN, key=f"{LEARN}:{active.task}", task=active.task)
        return found


def _loaded(task: str, content: bytes) -> Head | None:
    try:
        return Head(content, shipped(task))
    except (DoesNotFit, msgspec.DecodeError, ValueError) as error:
        log.warning("A tenant's own head for %s does not serve: %s", task, error)
        return None


kept = KeptHeads()
