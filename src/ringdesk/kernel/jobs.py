"""What is done later: reactions to facts, jobs, schedules. One table, one way to claim.

At least once: a job is leased, and if its worker dies it falls due again. So every handler is
idempotent. What fails waits longer each time, and at last is a dead letter for a person to see.

Several are done at once, in no order that anybody may count on: one that waits for somebody else's
server holds up no other, and no kind can take all the room. What a reaction bears together goes
together, and so does the settling of what is done: a transaction each would be most of the work.
"""

import asyncio
import logging
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime, timedelta
from itertools import chain
from time import monotonic
from typing import Any, TypeAlias
from uuid import UUID

import msgspec

from ringdesk.kernel import logs, queries
from ringdesk.kernel.errors import AppError
from ringdesk.kernel.events import Fact, Registry
from ringdesk.kernel.together import Together
from ringdesk.kernel.work import INSTALLATION, Actor, Office, shape_rows

log = logging.getLogger(__name__)

ROOM = 8  # at once, of a process that answers requests over the same pool of connections
CLAIM = 4  # at once; of a kind of which so many are being done, no more are taken
ALONG = 200  # so many of a tenant's next jobs are looked at for those that are done together
LEASE = timedelta(seconds=60)
RENEWAL_S = 20.0
LONGEST_S = 3600.0  # what takes longer has failed
PATIENCE = 12  # attempts; then the job is a dead letter
FIRST_DELAY, LONGEST_DELAY = timedelta(seconds=1), timedelta(hours=1)
LONGEST_SLEEP_S = 1.0
SCHEDULES_EVERY_S = 0.5  # at most so often is it asked what is due by the clock

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


Held: TypeAlias = tuple[UUID, int, int]  # tenant, job, attempt


class Due(msgspec.Struct, frozen=True):
    name: str


def held_by(job: Job) -> Held:
    return job.tenant_id, job.id, job.attempts


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
        self._in_hand: set[Held] = set()
        self._doing: Counter[str] = Counter()  # by kind: jobs, or companies of them
        self._settling = Together(self._settle_done)
        self._full = False  # more might be due than there was room for

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
        async with asyncio.TaskGroup() as group:
            group.create_task(self._keep_leases())
            planned, asks_clock_at = False, 0.0
            while True:
                self._woken.clear()
                claimed: list[list[Job]] = []
                try:
                    if not planned:
                        await self._plan()
                        planned = True
                    if monotonic() >= asks_clock_at:
                        asks_clock_at = monotonic() + SCHEDULES_EVERY_S
                        await self._enqueue_due_schedules()
                    claimed = await self._claim()
                    for company in claimed:
                        group.create_task(self._do(company))
                except OSError as error:
                    log.warning("The jobs wait for the database: %s", error)
                except Exception:
                    log.exception("A round of jobs failed; it goes on.")
                if not claimed:
                    await self._sleep()

    async def _sleep(self) -> None:
        try:
            async with asyncio.timeout(LONGEST_SLEEP_S):
                await self._woken.wait()
        except TimeoutError:
            pass

    async def _keep_leases(self) -> None:
        """What takes long is still ours: neither another worker nor we ourselves begin it anew."""
        while True:
            await asyncio.sleep(RENEWAL_S)
            for tenant_id, held in by_tenant(self._in_hand).items():
                try:
                    async with self._office.open(Actor.the_house(tenant_id)) as work:
                        await work.run(queries.RENEW_LEASES, *held, LEASE)
                except Exception as error:  # whatever it was: it must not end the jobs
                    log.warning("The leases of %d jobs are not renewed: %s", len(held[0]), error)

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
        """Take what there is room for and see it through; how many."""
        companies = await self._claim()
        await asyncio.gather(*(self._do(company) for company in companies))
        return sum(len(company) for company in companies)

    async def _claim(self) -> list[list[Job]]:
        """What is done together in one list, every other job in one of its own."""
        together = self._registry.reactions_together
        every = [*self._handlers, *self._registry.reactions_after, *together]
        kinds = [kind for kind in every if self._doing[kind] < CLAIM]
        room = min(CLAIM, ROOM - self._doing.total())
        self._full = room < CLAIM or len(kinds) < len(every)
        if room <= 0:
            return []
        rows = await self._office.across(
            queries.CLAIM_JOBS, room, LEASE, kinds, list(together), ALONG
        )
        companies: dict[tuple[UUID, str, int | None], list[Job]] = {}
        for job in shape_rows(queries.CLAIM_JOBS, Job, rows):
            of_its_own = None if job.kind in together else job.id
            companies.setdefault((job.tenant_id, job.kind, of_its_own), []).append(job)
            self._in_hand.add(held_by(job))
        self._doing.update(kind for _, kind, _ in companies)
        return list(companies.values())

    async def _do(self, company: list[Job]) -> None:
        kind = company[0].kind
        try:
            await self._settle(company, await self._attempt(company))
        except (OSError, AppError) as error:
            log.warning("Jobs of kind %s are not settled and will be done again: %s", kind, error)
        except Exception:
            log.exception("Jobs of kind %s are not settled and will be done again.", kind)
        finally:
            self._in_hand.difference_update(held_by(job) for job in company)
            self._doing[kind] -= 1
            if self._full:
                self.wake()

    async def _attempt(self, company: list[Job]) -> list[str | None]:
        """What went wrong with each, or None. If it goes wrong in company, each is tried alone:
        nobody pays for another's fact."""
        if len(company) > 1 and await self._try(company) is None:
            return [None] * len(company)
        return [await self._try([job]) for job in company]

    async def _try(self, company: list[Job]) -> str | None:
        """Do it; return what went wrong, or None. Never inside a transaction of ours: a handler
        may touch the network, and opens its own."""
        job = company[0]
        whose = None if job.tenant_id == INSTALLATION else job.tenant_id
        with logs.about(tenant_id=whose):
            try:
                async with asyncio.timeout(LONGEST_S):
                    await self._handle(company)
            except Exception as error:
                log.exception("%d jobs of kind %s failed, from %s.", len(company), job.kind, job.id)
                return f"{type(error).__name__}: {error}"[:2000]
        return None

    async def _handle(self, company: list[Job]) -> None:
        job = company[0]
        if job.seq is None:
            await self._handlers[job.kind](job)
        elif (react := self._registry.reactions_together.get(job.kind)) is not None:
            facts = [self._fact(one) for one in company]
            await react(sorted(facts, key=lambda fact: fact.seq))
        else:
            await self._registry.reactions_after[job.kind](self._fact(job))

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

    async def _settle(self, company: list[Job], faults: list[str | None]) -> None:
        outcomes = list(zip(company, faults, strict=True))
        if done := [held_by(job) for job, fault in outcomes if fault is None]:
            await self._settling.add(done)
        for job, fault in outcomes:
            if fault is not None:
                wait, dead = delay_after(job.attempts), job.attempts >= PATIENCE
                async with self._office.open(Actor.the_house(job.tenant_id)) as work:
                    await work.run(queries.JOB_FAILED, job.id, job.attempts, fault, wait, dead)

    async def _settle_done(self, companies: list[list[Held]]) -> list[None]:
        """Of several at once; twice does no harm."""
        for tenant_id, held in by_tenant(chain.from_iterable(companies)).items():
            async with self._office.open(Actor.the_house(tenant_id)) as work:
                await work.run(queries.JOBS_DONE, *held)
        return [None] * len(companies)


def by_tenant(held: Iterable[Held]) -> dict[UUID, tuple[list[int], list[int]]]:
    """Ids, and the attempts beside them."""
    found: dict[UUID, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for tenant_id, job_id, attempt in held:
        found[tenant_id][0].append(job_id)
        found[tenant_id][1].append(attempt)
    return found
