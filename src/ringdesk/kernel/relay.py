"""Numbers committed facts, books the jobs that react to them, and tells the screens.

One call to the database serves all tenants. The process that committed wakes its own relay at
once; what other processes commit is found by looking every now and then.
"""

import asyncio
import logging
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from ringdesk.kernel import queries
from ringdesk.kernel.events import Event, Fact, Registry
from ringdesk.kernel.jobs import Jobs
from ringdesk.kernel.work import Office, Work, shape_rows

log = logging.getLogger(__name__)

BATCH = 500
LONGEST_SLEEP_S = 0.25
GATHER_S = 0.01  # a busy moment's facts share their round trips; nobody sees 10 ms
BUSY = 8  # facts in one round; then
GATHER_BUSY_S = 0.03  # it takes a third of the rounds, and each wakes all who listen


class Logged(msgspec.Struct, frozen=True):
    tenant_id: UUID
    seq: int
    actor_id: int
    kind: str
    body: str
    at: datetime


class Replayed(msgspec.Struct, frozen=True):
    seq: int
    actor_id: int
    kind: str
    body: str
    at: datetime


class Relay:
    def __init__(self, office: Office, registry: Registry, jobs: Jobs) -> None:
        self._office, self._registry, self._jobs = office, registry, jobs
        self._woken = asyncio.Event()
        office.wake_relay = self._woken.set

    async def run(self) -> None:
        """For ever: a database that restarts must not end it."""
        while True:
            carried = 0
            try:
                carried = await self.carry_out()
            except OSError as error:
                log.warning("The relay waits for the database: %s", error)
            except Exception:
                log.exception("A round of the relay failed; it goes on.")
            await self._sleep(carried)

    async def _sleep(self, carried: int) -> None:
        if carried >= BATCH:
            return
        try:
            async with asyncio.timeout(LONGEST_SLEEP_S):
                await self._woken.wait()
            await asyncio.sleep(GATHER_BUSY_S if carried >= BUSY else GATHER_S)
        except TimeoutError:
            pass
        self._woken.clear()

    async def carry_out(self) -> int:
        """One batch of all tenants. How many facts it carried."""
        wanted = [
            (kind, reaction)
            for kind, reactions in self._registry.wanted.items()
            for reaction in reactions
        ]
        kinds, reactions = [kind for kind, _ in wanted], [reaction for _, reaction in wanted]
        rows = await self._office.across(queries.CARRY_OUT, BATCH, kinds, reactions)
        facts = shape_rows(queries.CARRY_OUT, Logged, rows)
        for fact in facts:
            await self._tell(fact)
        if any(fact.kind in self._registry.wanted for fact in facts):
            self._jobs.wake()
        return len(facts)

    async def _tell(self, logged: Logged) -> None:
        listeners = self._registry.listeners.get(logged.kind)
        if not listeners:
            return
        fact = as_fact(self._registry, logged.tenant_id, logged)
        for listener in listeners:
            try:
                await listener(fact)
            except Exception:
                log.exception("A listener to %s failed.", logged.kind)


def as_fact(registry: Registry, tenant_id: UUID, logged: Logged | Replayed) -> Fact[Any]:
    event: Event = msgspec.json.decode(logged.body, type=registry.kinds[logged.kind])
    return Fact(
        tenant_id=tenant_id, seq=logged.seq, actor_id=logged.actor_id, at=logged.at, event=event
    )


class Head(msgspec.Struct, frozen=True):
    """Where a tenant's log ends: its last number, and the hash that vouches for all before it."""

    seq: int
    hash: str


async def head(work: Work) -> Head:
    return await work.one(Head, queries.HEAD) or Head(0, "")


async def facts_after(
    work: Work, registry: Registry, *, seq: int, limit: int = 1000
) -> list[Fact[Any]]:
    """What the log tells after `seq`, in order, of the kinds that somebody listens to."""
    logged = await work.many(Replayed, queries.FACTS_AFTER, seq, limit)
    known = [one for one in logged if one.kind in registry.listeners]
    return [as_fact(registry, work.tenant_id, one) for one in known]
