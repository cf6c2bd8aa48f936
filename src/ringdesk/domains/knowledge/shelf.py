"""The indexes that this process holds, tenant by tenant, within a bound of memory.

Which one is good is asked of the database in the transaction that wants an answer: so what was
committed before it is in, and nothing else.
"""

import asyncio
from collections import OrderedDict
from typing import Literal
from uuid import UUID

from ringdesk.domains import assistant
from ringdesk.domains.knowledge import queries
from ringdesk.domains.knowledge.index import Index
from ringdesk.domains.knowledge.models import PassageRow, Revision
from ringdesk.kernel.work import Work

# Two shelves a tenant: what a customer may see is kept apart from what staff see beside it, so
# that an answer to a customer cannot find anything else.
Audience = Literal["public", "staff"]

MOST_BYTES = 192 * 1024 * 1024
ON_THE_SPOT = 50


class Shelf:
    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._held: OrderedDict[tuple[UUID, Audience], Index] = OrderedDict()
        self._locks: dict[tuple[UUID, Audience], asyncio.Lock] = {}

    async def index(self, work: Work, audience: Audience) -> Index:
        """As it stands for this transaction."""
        revision = await work.one(Revision, queries.REVISION)
        if revision is None:
            return Index(0, assistant.ENCODER_ID)
        key = (work.tenant_id, audience)
        held = self._good(key, revision)
        if held is not None and held.revision == revision.revision:
            self._held.move_to_end(key)
            return held
        # One reads, the others wait: a cold start under load must not read it all many times.
        lock = self._locks.setdefault(key, asyncio.Lock())
        async with lock:
            made = await self._up_to_date(work, key, revision)
        if not lock.locked():
            self._locks.pop(key, None)
        return made

    def _good(self, key: tuple[UUID, Audience], revision: Revision) -> Index | None:
        """What we hold, if what changed since can be added to it."""
        held = self._held.get(key)
        if held is None or held.encoder_id != assistant.ENCODER_ID:
            return None
        return held if revision.complete_from <= held.revision <= revision.revision else None

    async def _up_to_date(
        self, work: Work, key: tuple[UUID, Audience], revision: Revision
    ) -> Index:
        held = self._good(key, revision) or Index(0, assistant.ENCODER_ID)
        if held.revision == revision.revision:
            return held
        rows = await work.many(PassageRow, queries.PASSAGES, key[1], held.revision)
        if len(rows) <= ON_THE_SPOT:
            made = held.changed(rows, revision.revision)
        else:
            made = await asyncio.to_thread(held.changed, rows, revision.revision)
        # What this very transaction wrote may yet be undone: it sees it, nobody else may.
        if not revision.own:
            self._keep(key, made)
        return made

    def _keep(self, key: tuple[UUID, Audience], made: Index) -> None:
        self._held[key] = made
        self._held.move_to_end(key)
        total = sum(one.bytes_held for one in self._held.values())
        while total > self._most_bytes and len(self._held) > 1:
            total -= self._held.popitem(last=False)[1].bytes_held

    def forget(self) -> None:
        self._held.clear()


SHELF = Shelf()
