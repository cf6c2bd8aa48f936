"""The loop that sends. Of every endpoint that has something to do there is one lane in a process:
it spreads the log after the endpoint's cursor into deliveries, takes what is due within the
endpoint's pace, and sends so many at once as the endpoint may have. A lane that waits for a slow
endpoint holds no connection, no transaction and no other lane.

At least once: a delivery is held for half a minute while it is sent. If its process dies it falls
due again, with the same id.
"""

import asyncio
import logging
from collections import Counter
from datetime import datetime, timedelta
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID

from msgspec import Struct

from ringdesk.domains.webhooks import queries
from ringdesk.domains.webhooks.hooks import Hooks
from ringdesk.domains.webhooks.models import Claimed, Lane
from ringdesk.domains.webhooks.pace import Pace, pace
from ringdesk.domains.webhooks.payloads import payload_of
from ringdesk.domains.webhooks.posting import Letter, post
from ringdesk.domains.webhooks.settling import settle, skip
from ringdesk.kernel.events import Fact
from ringdesk.kernel.secrets import CannotOpen
from ringdesk.kernel.work import Actor, Work, shape_rows

log = logging.getLogger(__name__)

HOLD = timedelta(seconds=30)  # longer than any attempt may take
LONGEST_SLEEP_S = 1.0
GATHER_S = 0.02  # what is committed together is looked for once
SPREAD_AT_ONCE = 1000  # numbers of the log
FAR = 500  # numbers that a cursor may stay behind where nothing concerns its endpoint
AT_ONCE = 200  # in flight in one process, so that no queue waits here while its hold runs out;
OF_ONE_TENANT = 40  # so that a tenant of slow endpoints leaves room for others
DOUBTED = 5  # failures in a row; then it is tried one at a time


class WithWork(Struct, frozen=True):
    tenant_id: UUID
    endpoint_id: int


class Taken(NamedTuple):
    """What to send now, and in how many seconds the pace allows more; None: not by the pace."""

    letters: list[Letter]
    more_in_s: float | None


NOTHING = Taken([], None)


class Sending:
    def __init__(self, hooks: Hooks) -> None:
        self._hooks = hooks
        self._woken = asyncio.Event()
        self._lanes: dict[tuple[UUID, int], asyncio.Event] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._flying: Counter[UUID] = Counter()
        self._served: set[UUID] = set()  # tenants that had something to send since we run
        self._locked: set[tuple[UUID, int]] = set()
        hooks.wake = self._woken.set

    def listen(self) -> None:
        """A fact of a kind that may be sent is a hint that there is something to do, where somebody
        has a webhook. Most tenants have none: their facts need no look at all of them, and the
        first of a new webhook is found by the next look without a hint."""
        for topic in self._hooks.topics.values():
            for kind in topic.kinds:
                self._hooks.registry.live(kind, self._hear)

    async def _hear(self, fact: Fact[Any]) -> None:
        if fact.tenant_id in self._served:
            self._woken.set()

    async def run(self) -> None:
        """For ever: a database that restarts must not end it."""
        try:
            while True:
                try:
                    await self.look()
                except OSError as error:
                    log.warning("The sending of webhooks waits for the database: %s", error)
                except Exception:
                    log.exception("A round of webhooks failed; it goes on.")
                await self._sleep()
        finally:
            await self._let_go()

    async def _sleep(self) -> None:
        try:
            async with asyncio.timeout(LONGEST_SLEEP_S):
                await self._woken.wait()
            await asyncio.sleep(GATHER_S)
        except TimeoutError:
            pass
        self._woken.clear()

    async def _let_go(self) -> None:
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def look(self) -> None:
        """One round: each endpoint with something to do has a lane, and it is awake."""
        kinds, types = self._hooks.kinds_of(list(self._hooks.topics))
        rows = await self._hooks.office.across(queries.WITH_WORK, kinds, types, FAR)
        for one in shape_rows(queries.WITH_WORK, WithWork, rows):
            key = (one.tenant_id, one.endpoint_id)
            self._served.add(one.tenant_id)
            if key not in self._lanes:
                self._lanes[key] = asyncio.Event()
                self._start(self._drive(*key))
            self._lanes[key].set()

    def _start(self, work: Any) -> None:  # noqa: ANN401 - any coroutine
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _drive(self, tenant_id: UUID, endpoint_id: int) -> None:
        key = (tenant_id, endpoint_id)
        flying: set[asyncio.Task[None]] = set()
        woken = self._lanes[key]
        try:
            while True:
                woken.clear()
                taken = await self._take(tenant_id, endpoint_id)
                for letter in taken.letters:
                    task = asyncio.create_task(self._carry(tenant_id, letter, woken))
                    flying.add(task)
                    task.add_done_callback(flying.discard)
                if not flying and taken.more_in_s is None and not woken.is_set():
                    return
                try:
                    async with asyncio.timeout(taken.more_in_s):
                        await woken.wait()
                except TimeoutError:
                    pass
        except OSError as error:
            log.warning("Webhook %s waits for the database: %s", endpoint_id, error)
        except Exception:
            log.exception("The lane of webhook %s failed; it is taken up again.", endpoint_id)
        finally:
            for task in list(flying):
                task.cancel()
            await asyncio.gather(*flying, return_exceptions=True)
            del self._lanes[key]

    def _room(self, tenant_id: UUID) -> int:
        return min(AT_ONCE - self._flying.total(), OF_ONE_TENANT - self._flying[tenant_id])

    async def _take(self, tenant_id: UUID, endpoint_id: int) -> Taken:
        async with self._hooks.office.open(Actor.the_house(tenant_id)) as work:
            lane = await work.one(Lane, queries.TAKE_LANE, endpoint_id)
            if lane is None:  # removed, switched off, or another process is at it
                return NOTHING
            secrets = self._secrets(work.tenant_id, lane)
            if secrets is None:
                return NOTHING
            moved = await self._spread(work, lane)
            if moved:
                self._lanes[(tenant_id, endpoint_id)].set()  # there may be more of the log
            most = 1 if lane.failures >= DOUBTED else lane.most_at_once
            free = min(most - lane.in_flight, self._room(tenant_id))
            allowed = pace(now=lane.now, next_at=lane.next_at, per_second=lane.per_second)
            limit = min(free, allowed.most)
            letters = []
            if limit > 0:
                letters = await self._claim(work, lane, secrets, allowed, limit)
        self._flying[tenant_id] += len(letters)
        return Taken(letters, _seconds(lane.now, allowed, len(letters), free))

    async def _spread(self, work: Work, lane: Lane) -> bool:
        kinds, types = self._hooks.kinds_of(lane.types)
        head = await work.value(int, queries.HEAD)
        if (head or 0) <= lane.cursor:
            return False
        await work.run(
            queries.SPREAD, lane.id, lane.cursor, kinds, types, SPREAD_AT_ONCE, lane.include_notes
        )
        return (head or 0) > lane.cursor + SPREAD_AT_ONCE

    async def _claim(
        self, work: Work, lane: Lane, secrets: list[str], allowed: Pace, limit: int
    ) -> list[Letter]:
        claimed = await work.many(Claimed, queries.CLAIM, lane.id, limit, HOLD)
        if claimed:
            work.after_commit.append(partial(self._hooks.moved, work.tenant_id, lane.id))
        letters = []
        for one in claimed:
            body = await payload_of(self._hooks, work, one, include_notes=lane.include_notes)
            if body is None:
                await skip(work, one)
            else:
                letters.append(Letter(
                    endpoint_id=lane.id, delivery_id=one.id, attempt=one.attempts, url=lane.url,
                    message_id=one.message_id, body=body, secrets=secrets, at_home=lane.at_home,
                    is_test=one.seq is None,
                ))  # fmt: skip
        if letters:
            await work.run(queries.PACE, lane.id, allowed.after(len(letters)))
        if len(claimed) == limit:
            self._lanes[(work.tenant_id, lane.id)].set()
        return letters

    def _secrets(self, tenant_id: UUID, lane: Lane) -> list[str] | None:
        """The newest first. None: there is none that opens, and nothing goes unsigned."""
        try:
            sealed = [one for one in (lane.secret, lane.former_secret) if one is not None]
            return [self._hooks.unseal(tenant_id, lane.id, one) for one in sealed] or None
        except CannotOpen:
            if (tenant_id, lane.id) not in self._locked:  # once, and not every second
                self._locked.add((tenant_id, lane.id))
                log.error("The secret of webhook %s cannot be opened: rotate it.", lane.id)
            return None

    async def _carry(self, tenant_id: UUID, letter: Letter, woken: asyncio.Event) -> None:
        try:
            answered = await post(self._hooks.egress, letter)
            async with self._hooks.office.open(Actor.the_house(tenant_id)) as work:
                await settle(work, letter, answered)
                work.after_commit.append(partial(self._hooks.moved, tenant_id, letter.endpoint_id))
        except OSError as error:
            log.warning("A delivery stays unsettled, and is sent again: %s", error)
        except Exception:
            log.exception("A delivery could not be settled; it is sent again.")
        finally:
            self._flying[tenant_id] -= 1
            woken.set()


def _seconds(now: datetime, allowed: Pace, sent: int, free: int) -> float | None:
    """Whether it is the pace that holds up the next."""
    after = allowed.after(sent)
    if after <= now or free <= sent:
        return None
    return (after - now).total_seconds()
