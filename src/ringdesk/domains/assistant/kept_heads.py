"""Which head serves a tenant: its own, if its corrections made one, else the shipped one."""

import logging
from functools import cache
from pathlib import Path
from time import monotonic
from uuid import UUID

import msgspec

from ringdesk.domains.assistant import queries
from ringdesk.domains.assistant.heads import DoesNotFit, Head
from ringdesk.domains.assistant.models import LEARN
from ringdesk.kernel.work import Work

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
    """Read within the work of whoever asks, at most every `FRESH_S` seconds a tenant: who holds
    one connection must not wait for another."""

    def __init__(self) -> None:
        self._known: dict[UUID, Known] = {}

    def notice(self, tenant_id: UUID) -> None:
        """Something changed: look again at the next question."""
        if known := self._known.get(tenant_id):
            known.looked_at = -FRESH_S

    def forget_all(self) -> None:
        """As after a restart."""
        self._known.clear()

    async def of(self, work: Work | None, task: str) -> Head:
        """Without work nobody's own: the shipped one."""
        own = None if work is None else await self.own(work, task)
        return own or shipped(task)

    async def own(self, work: Work, task: str) -> Head | None:
        """What the tenant's corrections made, if it serves."""
        known = self._known.get(work.tenant_id)
        if known is None or monotonic() - known.looked_at > FRESH_S:
            known = await self._look(work, known or Known({}, 0.0))
        _, head = known.heads.get(task, (0, None))
        return head

    async def _look(self, work: Work, known: Known) -> Known:
        if len(self._known) >= MOST_TENANTS:
            self._known.clear()
        self._known[work.tenant_id] = known
        known.looked_at = monotonic()  # others need not look meanwhile
        known.heads = await self._read(work, known)
        return known

    async def _read(self, work: Work, known: Known) -> dict[str, tuple[int, Head | None]]:
        found: dict[str, tuple[int, Head | None]] = {}
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
