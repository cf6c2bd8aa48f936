"""What operations does by itself: samples, alerts, tidying up, and storing what was logged."""

import asyncio
import logging
import socket
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import TypeAlias
from uuid import UUID

import msgspec

from ringdesk.domains.operations import queries, service
from ringdesk.domains.operations.host import HOST
from ringdesk.domains.operations.models import Burden, Sample
from ringdesk.kernel import logs
from ringdesk.kernel import queries as kernel_queries
from ringdesk.kernel.db import Database
from ringdesk.kernel.jobs import Job, Jobs
from ringdesk.kernel.settings import Settings
from ringdesk.kernel.work import INSTALLATION, Actor, Office, shape_rows

log = logging.getLogger(__name__)

OnSample: TypeAlias = Callable[[Sample], Awaitable[None]]

ERROR_SPAN = timedelta(minutes=5)
RAW_SAMPLES, AVERAGES = timedelta(hours=48), timedelta(days=90)
LOGS_KEPT, ALERTS_KEPT = timedelta(days=30), timedelta(days=365)
KEEP_HOUSE_EVERY_S = 3600.0
FORGET_AT_ONCE = 5_000
STORE_EVERY_S, STORE_AT_ONCE = 1.0, 1_000
AFTER_A_FAILURE_S = 5.0


class Watch:
    """Looks at the host and at what waits, every so often, once for the whole installation."""

    def __init__(self, office: Office, folder: Path) -> None:
        self._office, self._folder = office, folder
        self._listeners: list[OnSample] = []

    def on_sample(self, listener: OnSample) -> None:
        """`await listener(sample)` after each look, in the process that took it. For screens."""
        self._listeners.append(listener)

    async def look(self, _: Job | None = None) -> None:
        sample = await HOST.measure(self._folder)
        async with self._office.open(Actor.the_house(INSTALLATION)) as work:
            await work.run(queries.KEEP_SAMPLE, *msgspec.structs.astuple(sample))
        for listener in self._listeners:
            try:
                await listener(sample)
            except Exception:
                log.exception("A listener to the host's load failed.")
        await self._check(sample)

    async def _check(self, sample: Sample) -> None:
        """The host and the installation's own work are the first tenant's concern."""
        first = await first_tenant(self._office)
        found = {burden.tenant_id: burden for burden in await burdens(self._office)}
        of_nobody = found.pop(INSTALLATION, None)
        for tenant_id in sorted({*found, *([first] if first else [])}):
            own = [found.get(tenant_id), of_nobody if tenant_id == first else None]
            values = measures([burden for burden in own if burden is not None])
            if tenant_id == first:
                values |= {
                    "cpu_usage": sample.cpu_usage, "memory_usage": sample.memory_usage,
                    "disk_usage": sample.disk_usage,
                }  # fmt: skip
            with logs.about(tenant_id=tenant_id):
                async with self._office.open(Actor.the_house(tenant_id)) as work:
                    await service.check(work, values)

    async def keep_house(self, _: Job | None = None) -> None:
        """Thin out and forget what is old enough."""
        async with self._office.open(Actor.the_house(INSTALLATION)) as work:
            await work.run(queries.THIN_OUT_SAMPLES, RAW_SAMPLES)
            await work.run(queries.FORGET_SAMPLES, AVERAGES)
        tenants = await self._office.across(kernel_queries.TENANTS_WITH_FACTS)
        forgotten = 0
        for tenant_id in {INSTALLATION, *(row[0] for row in tenants)}:
            forgotten += await self._forget_of(tenant_id)
        log.info("System health check completed.", extra={"log_records_forgotten": forgotten})

    async def _forget_of(self, tenant_id: UUID) -> int:
        actor, forgotten = Actor.the_house(tenant_id), 0
        async with self._office.open(actor) as work:
            await work.run(queries.FORGET_ALERTS, ALERTS_KEPT)
            await work.run(kernel_queries.FORGET_OLD_KEYS)
        while True:  # a little at a time: nobody else waits for a long transaction
            async with self._office.open(actor) as work:
                gone = await work.run(queries.FORGET_LOGS, LOGS_KEPT, FORGET_AT_ONCE)
            forgotten += gone
            if gone < FORGET_AT_ONCE:
                return forgotten


def measures(burdens: list[Burden]) -> dict[str, float]:
    return {
        "job_lag_s": max((burden.job_lag_s for burden in burdens), default=0.0),
        "dead_letters": float(sum(burden.dead_letters for burden in burdens)),
        "errors_per_minute": sum(burden.errors for burden in burdens)
        / (ERROR_SPAN / timedelta(minutes=1)),
    }


async def burdens(office: Office) -> list[Burden]:
    rows = await office.across(queries.BURDENS, ERROR_SPAN)
    return shape_rows(queries.BURDENS, Burden, rows)


async def first_tenant(office: Office) -> UUID | None:
    found: UUID | None = (await office.across(queries.FIRST_TENANT))[0][0]
    return found


class LogKeeper:
    """Stores what this process logged, a batch a second. It never holds anybody up."""

    def __init__(self, office: Office, recent: logs.RecentRecords) -> None:
        self._office, self._recent = office, recent
        self._hostname = socket.gethostname()

    async def run(self) -> None:
        """For ever; what is left when it is cancelled, `store` takes."""
        while True:
            wait = STORE_EVERY_S
            try:
                if await self.store() == STORE_AT_ONCE:
                    continue
            except OSError:
                wait = AFTER_A_FAILURE_S  # the database is away, and others have said so
            except Exception:
                log.exception("Log records could not be stored; they are tried again.")
                wait = AFTER_A_FAILURE_S
            await asyncio.sleep(wait)

    async def store(self) -> int:
        """One batch. How many records were stored."""
        entries = self._recent.take(STORE_AT_ONCE)
        by_tenant: dict[UUID, list[logs.Entry]] = defaultdict(list)
        for entry in entries:
            by_tenant[entry.tenant_id or INSTALLATION].append(entry)
        while by_tenant:
            tenant_id, batch = by_tenant.popitem()
            try:
                await self._store(tenant_id, batch)
            except BaseException:
                left = [one for batches in by_tenant.values() for one in batches]
                self._recent.put_back([*batch, *left])
                raise
        return len(entries)

    async def _store(self, tenant_id: UUID, batch: list[logs.Entry]) -> None:
        async with self._office.open(Actor.the_house(tenant_id)) as work:
            await work.run(
                queries.KEEP_LOGS, self._hostname, [one.at for one in batch],
                [one.level for one in batch], [one.logger for one in batch],
                [one.message for one in batch],
                [msgspec.json.encode(one.metadata).decode() for one in batch],
            )  # fmt: skip


async def numbers(
    office: Office, database: Database, recent: logs.RecentRecords
) -> Mapping[str, float]:
    """What `/metrics` shows beside the counters: of all tenants together, never by tenant."""
    found, connections = await burdens(office), database.connections
    return {
        "jobs_waiting": sum(burden.jobs_waiting for burden in found),
        "job_lag_seconds": max((burden.job_lag_s for burden in found), default=0.0),
        "dead_letters": sum(burden.dead_letters for burden in found),
        "outbox_waiting": sum(burden.facts_waiting for burden in found),
        "outbox_lag_seconds": max((burden.fact_lag_s for burden in found), default=0.0),
        "pool_size": connections.open,
        "pool_in_use": connections.in_use,
        "log_records_dropped": recent.dropped,
    }


def register(jobs: Jobs, office: Office, settings: Settings) -> Watch:
    """The schedules. Wiring gives the Watch to whoever shows `system.metrics`."""
    watch = Watch(office, settings.folder)
    jobs.every(settings.metrics_interval_s, "operations.look", watch.look)
    jobs.every(KEEP_HOUSE_EVERY_S, "operations.keep_house", watch.keep_house)
    return watch
