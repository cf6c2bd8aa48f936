"""What is done later: reactions to facts, jobs, schedules. One table, one way to claim.

At least once: a job is leased, and if its worker dies it falls due again. So every handler is
idempotent. What fails waits longer each time, and at last is a dead letter for a person to see.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any, TypeAlias
from uuid import UUID

import msgspec

from ringdesk.kernel import logs, queries
from ringdesk.kernel.events import Fact, Registry
from ringdesk.kernel.work import INSTALLATION, Actor, Office, Work, shape_rows

log = logging.getLogger(__name__)

BATCH = 20
LEASE = timedelta(seconds=60)
PATIENCE = 12  # attempts; then the job is a dead letter
FIRST_DELAY, LONGEST_DELAY = timedelta(seconds=1), timedelta(hours=1)
LONGEST_SLEEP_S = 1.0

Handler: TypeAlias = Callable[["Job"], Awaitable[None]]


class Job(msgspec.Struct, frozen=True):
    tenant_id: UUID
    id: int
    kind: str
    args: str
    seq: int | None
    attempts: int
    fact_kind: str | None
    fact_body: str | None
    fact_actor_id: int | None
    fact_at: datetime | None

    def arguments(self) -> dict[str, Any]:
        decoded: dict[str, Any] = msgspec.json.decode(self.args)
        return decoded


class DeadLetter(msgspec.Struct, frozen=True):
    id: int
    kind: str
    seq: int | None
    attempts: int
    error: str | None
    dead_at: datetime
    args: str


class Backlog(msgspec.Struct, frozen=True):
    """How much waits, and for how long the oldest has been due, in seconds."""

    waiting: int
    dead: int
    lag_s: float


class Found(msgspec.Struct, frozen=True):
    id: int


class Due(msgspec.Struct, frozen=True):
    name: str


def delay_after(attempts: int) -> timedelta:
    """1 s, 2 s, 4 s ... up to an hour. (Past 2 ** 12 it would soon be no timedelta at all.)"""
    doublings: int = 2 ** min(attempts - 1, 12)
    return min(FIRST_DELAY * doublings, LONGEST_DELAY)


class Jobs:
    """The handlers by name, filled once by wiring, and the loop that feeds them."""

    def __init__(self, office: Office, registry: Registry) -> None:
        self._office, self._registry = office, registry
        self._handlers: dict[str, Handler] = {}
        self._schedules: dict[str, float] = {}
        self._woken = asyncio.Event()

    def handle(self, kind: str, handler: Handler) -> None:
        self._handlers[kind] = handler

    def every(self, seconds: float, kind: str, handler: Handler) -> None:
        """A job of the installation, due once per interval however many workers there are."""
        self.handle(kind, handler)
        self._schedules[kind] = seconds

    def wake(self) -> None:
        self._woken.set()

    async def run(self) -> None:
        """For ever: a database that restarts must not end it."""
        planned = False
        while True:
            done = 0
            try:
                if not planned:
                    await self._plan()
                    planned = True
                await self._enqueue_due_schedules()
                done = await self.do_what_is_due()
            except (OSError, asyncio.CancelledError) as error:
                if isinstance(error, asyncio.CancelledError):
                    raise
                log.warning("The jobs wait for the database: %s", error)
            except Exception:
                log.exception("A round of jobs failed; it goes on.")
            if not done:
                await self._sleep()

    async def _sleep(self) -> None:
        self._woken.clear()
        try:
            async with asyncio.timeout(LONGEST_SLEEP_S):
                await self._woken.wait()
        except TimeoutError:
            pass

    async def _plan(self) -> None:
        async with self._office.open(Actor.the_house(INSTALLATION)) as work:
            for name, seconds in self._schedules.items():
                await work.run(queries.PLAN_SCHEDULE, name, float(seconds))

    async def _enqueue_due_schedules(self) -> None:
        if not self._schedules:
            return
        async with self._office.open(Actor.the_house(INSTALLATION)) as work:
            for due in await work.many(Due, queries.TAKE_DUE_SCHEDULES, list(self._schedules)):
                await work.later(due.name, key="schedule")  # the last one may still be waiting

    async def do_what_is_due(self) -> int:
        kinds = [*self._handlers, *self._registry.reactions_after]
        rows = await self._office.across(queries.CLAIM_JOBS, BATCH, LEASE, kinds)
        jobs = shape_rows(queries.CLAIM_JOBS, Job, rows)
        for job in jobs:
            await self._settle(job, await self._attempt(job))
        return len(jobs)

    async def _attempt(self, job: Job) -> str | None:
        """Do it; return what went wrong, or None. Never inside a transaction of ours: a handler
        may touch the network, and opens its own."""
        whose = None if job.tenant_id == INSTALLATION else job.tenant_id
        with logs.about(tenant_id=whose):
            try:
                if job.seq is None:
                    await self._handlers[job.kind](job)
                else:
                    await self._registry.reactions_after[job.kind](self._fact(job))
            except Exception as error:
                log.exception("Job %s of kind %s failed.", job.id, job.kind)
                return f"{type(error).__name__}: {error}"[:2000]
        return None

    def _fact(self, job: Job) -> Fact[Any]:
        kind, body, at = job.fact_kind, job.fact_body, job.fact_at
        if kind is None or body is None or at is None or job.seq is None:
            raise LookupError(f"The log has no fact {job.seq}")
        event = msgspec.json.decode(body, type=self._registry.kinds[kind])
        return Fact(
            tenant_id=job.tenant_id,
            seq=job.seq,
            actor_id=job.fact_actor_id or 0,
            at=at,
            event=event,
        )

    async def _settle(self, job: Job, fault: str | None) -> None:
        async with self._office.open(Actor.the_house(job.tenant_id)) as work:
            if fault is None:
                await work.run(queries.JOB_DONE, job.id, job.attempts)
            else:
                wait, dead = delay_after(job.attempts), job.attempts >= PATIENCE
                await work.run(queries.JOB_FAILED, job.id, job.attempts, fault, wait, dead)


async def dead_letters(work: Work, *, limit: int = 100) -> list[DeadLetter]:
    return await work.many(DeadLetter, queries.DEAD_LETTERS, limit)


async def revive(work: Work, *, job_id: int) -> bool:
    """Try a dead letter again, from the first attempt. False if there is none such."""
    return await work.one(Found, queries.REVIVE, job_id) is not None


async def backlog(work: Work) -> Backlog:
    found = await work.one(Backlog, queries.COUNT_JOBS)
    return found or Backlog(0, 0, 0)
