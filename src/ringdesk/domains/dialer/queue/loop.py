"""The loop: whose queue is due, one round for each, and the carriers asked meanwhile.

One statement serves all tenants. It is asked when something happened here, when a round wanted to
look again, and four times a second for what happened in other processes; idle tenants cost nothing.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias
from uuid import UUID, uuid4

from ringdesk.domains import calls, identity, telephony
from ringdesk.domains.dialer.errors import LostTheLease
from ringdesk.domains.dialer.models import Hold
from ringdesk.domains.dialer.queue import queries
from ringdesk.domains.dialer.queue.lanes import Decision, Trunks
from ringdesk.domains.dialer.queue.minding import Patience, ToDo
from ringdesk.domains.dialer.queue.pacers import MakePredictive, Pacers, predict
from ringdesk.domains.dialer.queue.tick import Round, Tick
from ringdesk.kernel.errors import AppError
from ringdesk.kernel.events import Fact as Happened
from ringdesk.kernel.work import INSTALLATION, Actor, Office, shape_rows

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=15)
LOOK_S = 0.25  # at what happened in other processes
MOST_TENANTS = 50  # taken at once
MOST_ROUNDS = 4  # at work at once; each holds one connection
MOST_ASKED = 32  # carriers asked at once
AFTER_A_FAULT = timedelta(seconds=1)
Shown: TypeAlias = Callable[[Decision], None]


class Dialer:
    """One for each process that reacts. All of them share the tenants: see migration 0020."""

    def __init__(
        self, office: Office, carriers: telephony.Carriers, placing: calls.Placing, *,
        patience: Patience | None = None, lease: timedelta = LEASE,
        predictive: MakePredictive = predict,
    ) -> None:  # fmt: skip
        """`lease`: how long the others wait for one who says nothing any more."""
        self.id = uuid4()
        self._office, self._carriers, self._lease = office, carriers, lease
        self._placing = placing
        self._tick = Tick(office, self.id, Pacers(predictive), patience or Patience())
        self._woken: set[UUID] = set()
        self._busy: set[UUID] = set()
        self._again: dict[UUID, datetime] = {}
        self._asked_about: set[int] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._something = asyncio.Event()
        self._rounds, self._asking = asyncio.Semaphore(MOST_ROUNDS), asyncio.Semaphore(MOST_ASKED)
        self._shown: list[Shown] = []

    def on_decision(self, show: Shown) -> None:
        self._shown.append(show)

    def wake(self, tenant_id: UUID) -> None:
        self._woken.add(tenant_id)
        self._something.set()

    async def heard(self, fact: Happened[Any]) -> None:
        self.wake(fact.tenant_id)

    async def hear(self, tenant_id: UUID, event: telephony.CarrierEvent) -> None:
        """After calls did: a verdict of who answered is no fact."""
        if event.kind in ("human", "machine"):
            self.wake(tenant_id)

    async def run(self) -> None:
        """For ever: a database that restarts must not end it."""
        missed = True  # what happened while nobody listened
        try:
            while True:
                try:
                    if missed:
                        await self._wake_everybody()
                        missed = False
                    await self._take()
                except OSError as error:
                    log.warning("The dialler waits for the database: %s", error)
                    await asyncio.sleep(1)
                except Exception:
                    log.exception("The dialler could not look whose queue is due; it goes on.")
                    await asyncio.sleep(1)
                await self._sleep()
        finally:
            await self.close()

    async def close(self) -> None:
        """Let go of what is held: others need not wait for the leases."""
        for task in list(self._tasks):
            task.cancel()
        await self.settled()
        with suppress(Exception):  # the database may be gone, and the leases end by themselves
            await self._office.across(queries.LEAVE, self.id)

    async def settled(self) -> None:
        """Everything that was begun is done."""
        while self._tasks:
            await asyncio.wait(list(self._tasks))

    async def tick(self, tenant_id: UUID, now: datetime | None = None) -> Round:
        """One round for one tenant, with all that follows from it. LostTheLease while another
        process dials for them."""
        async with self._office.open(Actor.the_house(tenant_id)) as work:
            await work.run(queries.WAKE_ONE)
            mine = await work.one(Hold, queries.TAKE_ONE, self.id, self._lease)
        if mine is None:
            raise LostTheLease
        done = await self._round(mine, now)
        await self._release(mine, done.next_at)
        await self.settled()
        return done

    async def _sleep(self) -> None:
        """Until something happens here, a round wants to look again, or others may have acted."""
        now = datetime.now(UTC)
        soonest = min((at - now for at in self._again.values()), default=timedelta(seconds=LOOK_S))
        with suppress(TimeoutError):
            async with asyncio.timeout(min(LOOK_S, max(0.0, soonest.total_seconds()))):
                await self._something.wait()

    async def _wake_everybody(self) -> None:
        async with self._office.open(Actor.the_house(INSTALLATION)) as work:
            self._woken |= {tenant.id for tenant in await identity.list_tenants(work)}

    async def _take(self) -> None:
        self._something.clear()
        woken = frozenset(self._woken)
        self._woken -= woken
        try:
            holds = await self._leases(woken)
        except BaseException:
            self._woken |= woken
            raise
        now = datetime.now(UTC)
        self._again = {key: at for key, at in self._again.items() if at > now}
        for hold in holds:
            self._busy.add(hold.tenant_id)
            self._begin(self._serve(hold))

    async def _leases(self, woken: frozenset[UUID]) -> list[Hold]:
        """Those that are due and ours now. `woken`: with whom something happened."""
        rows = await self._office.across(
            queries.TAKE, self.id, list(woken), list(self._busy),
            self._lease, MOST_TENANTS,
        )  # fmt: skip
        return shape_rows(queries.TAKE, Hold, rows)

    async def _serve(self, hold: Hold) -> None:
        """A round, and the lease given back with the time of the next."""
        next_at: datetime | None = datetime.now(UTC) + AFTER_A_FAULT
        try:
            async with self._rounds:
                next_at = (await self._round(hold, None)).next_at
        except LostTheLease:
            return
        except (OSError, AppError) as error:
            log.warning("A round of the dialler failed: %s", error)
        except Exception:
            log.exception("A round of the dialler failed; it goes on.")
        finally:
            self._busy.discard(hold.tenant_id)
        if next_at is not None:
            self._again[hold.tenant_id] = next_at
        try:
            await self._release(hold, next_at)
        except Exception as error:  # then the lease ends by itself
            log.warning("A lease is kept to its end: %s", error)
        self._something.set()

    async def _release(self, hold: Hold, next_at: datetime | None) -> None:
        async with self._office.open(Actor.the_house(hold.tenant_id)) as work:
            await work.run(queries.RELEASE, hold.wakes, next_at, self.id, hold.fence)

    async def _round(self, hold: Hold, now: datetime | None) -> Round:
        trunks = await self._trunks(hold.tenant_id)
        at = now or datetime.now(UTC)
        done = await self._tick.run(hold, trunks, self._asked_about, at)
        self._place(hold.tenant_id, done.dialled)
        await self._mind(hold.tenant_id, done.to_do)
        for decision in done.decisions:
            for show in self._shown:
                show(decision)
        return done

    async def _trunks(self, tenant_id: UUID) -> Trunks:
        found = await self._carriers.of(tenant_id)
        return Trunks(
            plays=all(one.is_simulated for one in found),
            most_calls=sum(one.row.most_calls for one in found),
            per_second=max(0.01, sum(one.row.calls_per_second for one in found)),
            at_once=max(0, MOST_ASKED - len(self._asked_about)),
        )

    async def _mind(self, tenant_id: UUID, to_do: ToDo) -> None:
        for call_id in to_do.ask:
            self._ask(call_id, self._placing.settle(tenant_id, call_id))
        for call_id in to_do.give_up:
            async with self._office.open(Actor.the_house(tenant_id)) as work:
                call = await calls.give_up(work, call_id=call_id, because="canceled")
                if call.lead_id is not None:  # nobody's telephone rang: soon again
                    await work.run(queries.RETRY_SOON, call.lead_id)

    def _place(self, tenant_id: UUID, call_ids: list[int]) -> None:
        """All of a round are claimed at once; then each is asked for by itself."""
        if call_ids:
            self._asked_about.update(call_ids)
            self._begin(self._placed(tenant_id, call_ids))

    async def _placed(self, tenant_id: UUID, call_ids: list[int]) -> None:
        claimed: list[calls.ToAsk] = []
        try:
            claimed = await self._placing.claim(tenant_id, call_ids)
        except (OSError, AppError) as error:
            log.warning("Calls %s are not placed yet: %s", call_ids, error)
        except Exception:
            log.exception("Calls %s are not placed yet.", call_ids)
        self._asked_about.difference_update(call_ids)
        for mine in claimed:
            self._ask(mine.call.id, self._placing.ask(tenant_id, mine))

    def _ask(self, call_id: int, question: Coroutine[Any, Any, Any]) -> None:
        """Of a carrier, which may take its time. What goes wrong is settled by a later round."""
        self._asked_about.add(call_id)
        self._begin(self._asked(call_id, question))

    async def _asked(self, call_id: int, question: Coroutine[Any, Any, Any]) -> None:
        try:
            async with self._asking:
                await question
        except (OSError, AppError) as error:
            log.warning("Call %s is not settled yet: %s", call_id, error)
        except Exception:
            log.exception("Call %s is not settled yet.", call_id)
        finally:
            question.close()
            self._asked_about.discard(call_id)

    def _begin(self, task: Coroutine[Any, Any, None]) -> None:
        begun = asyncio.create_task(task)
        self._tasks.add(begun)
        begun.add_done_callback(self._tasks.discard)
