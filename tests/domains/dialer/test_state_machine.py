"""Whatever leads, agents, carriers, administrators and crashes do, in whatever order, with two
tenants at once: never a double dial, never a dial against a rule, never a call without an end."""

import asyncio
import secrets
from collections.abc import Coroutine, Iterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from msgspec import Struct
from typing_extensions import override

from ringdesk.domains import calls, compliance, identity, leads
from ringdesk.kernel.database import Urls
from ringdesk.kernel.db import Database
from ringdesk.kernel.errors import AppError
from ringdesk.kernel.events import Registry
from ringdesk.kernel.settings import Settings
from ringdesk.kernel.work import INSTALLATION, Actor, Office, Work
from tests.conftest import PASSWORD, Person
from tests.domains.dialer.world import LIVE, Centre, Exchanges, World, centre
from tests.houses import fresh_installation

T = TypeVar("T")
WHO = st.integers(0, 1)
NUMBERS = [f"+1202555010{nr}" for nr in range(6)]
NUMBER = st.sampled_from(NUMBERS)
OUTCOMES = st.sampled_from(
    ["ringing", "answered", "human", "machine", "busy", "no-answer", "failed", "completed"]
)

STANDING = """
select c.id, c.number, c.status, c.ended_at is not null as is_over, c.asked_at is not null as asked,
  l.dial_status,
  (select count(*) from calls o where o.tenant_id = $1 and o.number = c.number
    and o.created_at >= date_trunc('day', now() at time zone 'UTC') at time zone 'UTC')::int
    as today,
  exists (select from calls o where o.tenant_id = $1 and o.number = c.number and o.abandoned
    and o.id <> c.id and o.ended_at > now() - interval '72 hours') as held
from calls c join leads l on l.tenant_id = c.tenant_id and l.id = c.lead_id
where c.tenant_id = $1 order by c.id
"""
STUCK = """
select l.id from leads l where l.tenant_id = $1 and l.dial_status = 'calling'
  and not exists (select from calls c where c.tenant_id = $1 and c.lead_id = l.id
    and c.status in ('initiated', 'ringing', 'answered'))
"""
LIVE_CALLS = """
select id from calls where tenant_id = $1 and status in ('initiated', 'ringing', 'answered')
"""
EXPIRE = "update dialers set lease_ends_at = now() where tenant_id = $1"


class Row(Struct, frozen=True):
    id: int
    number: str
    status: str
    is_over: bool
    asked: bool
    dial_status: str
    today: int
    held: bool


class Found(Struct, frozen=True):
    id: int


@dataclass
class Firm:
    """A tenant without doors."""

    id: UUID
    office: Office

    def work(self) -> AbstractAsyncContextManager[Work]:
        return self.office.open(Actor.the_house(self.id))

    async def person(self, role: str, *, name: str = "Somebody") -> Person:
        username = f"{role}-{secrets.token_hex(6)}"
        new = identity.NewAccount(
            username=username, email=f"{username}@example.org", password=PASSWORD,
            full_name=name, role=role,
        )  # fmt: skip
        async with self.office.open(Actor.the_house(INSTALLATION)) as work:
            tenant = await identity.tenant_of(work, self.id)
            made = await identity.add_person(work, tenant, new, None)
        return Person(made.id, name, "", None, role)  # type: ignore[arg-type]


class Ground:
    """A database in which nothing runs by itself."""

    def __init__(self, chosen: Settings, owner_url: str) -> None:
        self.loop = asyncio.Runner()
        self._stack = AsyncExitStack()
        self.do(self._open(chosen, owner_url))

    async def _open(self, chosen: Settings, owner_url: str) -> None:
        compliance.use_house_hours("00:00-24:00")
        urls = await self._stack.enter_async_context(fresh_installation(chosen, owner_url))
        database = Database(urls.app, size=8)
        await self._stack.enter_async_context(database.connected())
        self.office = Office(database, Registry())

    def do(self, act: Coroutine[Any, Any, T]) -> T:
        return self.loop.run(act)

    async def world(self, centre: Centre) -> World:
        async with self.office.open(Actor.the_house(INSTALLATION)) as work:
            made = await identity.add_tenant(work, f"Firm {secrets.token_hex(4)}")
        return World(Firm(made.id, self.office), centre)  # type: ignore[arg-type]

    def close(self) -> None:
        self.do(self._stack.aclose())
        self.loop.close()


class Queue(RuleBasedStateMachine):
    ground: Ground

    @initialize()
    def open(self) -> None:
        self.exchanges = Exchanges()
        self.centre = centre(self.ground.office, self.exchanges)
        self.worlds = [self.do(self.ground.world(self.centre)) for _ in range(2)]
        for world in self.worlds:
            self.do(world.agent())
            self.do(world.agent(name="Oscar"))
            for number in NUMBERS[:4]:
                self.do(world.lead(phone=number, time_zone="UTC"))
        self.forbidden: list[dict[str, int]] = [{}, {}]
        self.paused = [False, False]
        self.limits = [3, 3]
        for who in (0, 1):
            self.do(self.worlds[who].settings(most_calls=3, wrap_up_s=5))
            self.do(self.tick(who))

    def do(self, act: Coroutine[Any, Any, T]) -> T:
        return self.ground.do(act)

    # What happens.

    @rule(who=WHO, number=NUMBER, priority=st.sampled_from(leads.PRIORITIES))
    def a_lead_comes(self, who: int, number: str, priority: leads.Priority) -> None:
        with suppress(leads.LeadExists):
            self.do(self.worlds[who].lead(priority, phone=number, time_zone="UTC"))
        self.do(self.tick(who))

    @rule(who=WHO, which=WHO, state=st.sampled_from(["available", "available", "away"]))
    def an_agent_says(self, who: int, which: int, state: Any) -> None:
        world = self.worlds[who]
        self.do(world.available(world.agents[which], state))
        self.do(self.tick(who))

    @rule(who=WHO)
    def the_queue_looks(self, who: int) -> None:
        self.do(self.tick(who))

    @rule(who=WHO, kind=OUTCOMES, nr=st.integers(0, 5))
    def a_carrier_reports(self, who: int, kind: Any, nr: int) -> None:
        exchange = self.worlds[who].exchange
        there = [one for one, state in exchange.states.items() if state in LIVE]
        if there:
            self.do(exchange.say(there[nr % len(there)], kind))
        self.do(self.tick(who))

    @rule(who=WHO, seconds=st.sampled_from([1, 3, 7, 70, 700, 7300, 90_000]))
    def time_passes(self, who: int, seconds: int) -> None:
        for world in self.worlds:
            self.do(world.later(seconds))
        self.do(self.tick(who))

    @rule(who=WHO, number=NUMBER)
    def somebody_asks_not_to_be_called(self, who: int, number: str) -> None:
        self.do(self.forbid(who, number))
        self.do(self.tick(who))

    @rule(who=WHO, number=NUMBER)
    def and_changes_their_mind(self, who: int, number: str) -> None:
        if entry := self.forbidden[who].pop(number, None):
            self.do(self.permit(who, entry))
        self.do(self.tick(who))

    @rule(who=WHO, chance=st.integers(0, 3))
    def an_administrator_pauses(self, who: int, chance: int) -> None:
        paused = chance == 0
        self.do(self.worlds[who].control("pause_queue" if paused else "resume_queue"))
        self.paused[who] = paused
        self.do(self.tick(who))

    @rule(who=WHO, most=st.integers(1, 3))
    def an_administrator_limits_attempts(self, who: int, most: int) -> None:
        self.do(self.worlds[who].settings(most_attempts_a_day=most, most_calls=most))
        self.limits[who] = most
        self.do(self.tick(who))

    @rule(who=WHO)
    def an_administrator_resets(self, who: int) -> None:
        self.do(self.worlds[who].control("reset_stuck_leads"))
        self.do(self.tick(who))

    @rule(who=WHO, nr=st.integers(0, 5))
    def an_operator_hangs_up(self, who: int, nr: int) -> None:
        self.do(self.hang_up(self.worlds[who], nr))
        self.do(self.tick(who))

    @rule(who=WHO, how=st.sampled_from(["well", "silent", "refuses", "dies"]))
    def a_carrier_is(self, who: int, how: str) -> None:
        exchange = self.worlds[who].exchange
        exchange.silent, exchange.refuses = how == "silent", how == "refuses"
        exchange.dies = how == "dies"
        self.do(self.tick(who))

    @rule(before_asking=st.booleans())
    def the_process_is_killed(self, before_asking: bool) -> None:
        """It forgets all, and its leases run out; maybe in the middle of a round."""
        if before_asking:
            self.centre.dialer._ask = lambda _, question: question.close()  # type: ignore[assignment, method-assign]
            for who in (0, 1):
                self.do(self.tick(who))
        self.centre = centre(self.ground.office, self.exchanges)
        for world in self.worlds:
            world.centre = self.centre
            self.do(world.write(EXPIRE))

    # How.

    async def tick(self, who: int) -> None:
        world = self.worlds[who]
        exchange = self.exchanges.of.get(world.tenant.id)
        before = len(exchange.asks) if exchange else 0
        ringing = self.at_the_carrier(world)
        done = await world.tick()
        rows = {row.id: row for row in await self.rows(world)}
        for call_id in done.dialled:
            row = rows[call_id]
            assert not self.paused[who]
            assert row.number not in self.forbidden[who]
            assert row.today <= self.limits[who] and not row.held, row
        if done.dialled:
            assert sum(not row.is_over for row in rows.values()) <= max(self.limits[who], 1)
        asked = [world.exchange.dialled.get(one) for one in world.exchange.asks[before:]]
        numbers = [one.to_number for one in asked if one is not None]
        assert not ringing & set(numbers), "a number was dialled while it rang"
        assert len(numbers) == len(set(numbers))
        await self.chores()

    def at_the_carrier(self, world: World) -> set[str]:
        """Numbers that it has a call with, whatever we think."""
        exchange = self.exchanges.of.get(world.tenant.id)
        there = exchange.states.items() if exchange else ()
        return {world.exchange.dialled[one].to_number for one, state in there if state in LIVE}

    async def rows(self, world: World) -> list[Row]:
        async with world.work() as work:
            return await work.many(Row, STANDING)

    async def chores(self) -> None:
        """Jobs: carriers are told to hang up."""
        await self.centre.jobs.do_what_is_due()

    async def forbid(self, who: int, number: str) -> None:
        async with self.worlds[who].work() as work:
            entry = await compliance.forbid(work, number=number)
        self.forbidden[who][number] = entry.id

    async def permit(self, who: int, entry_id: int) -> None:
        async with self.worlds[who].work() as work:
            await compliance.permit(work, entry_id=entry_id)

    async def hang_up(self, world: World, nr: int) -> None:
        async with world.work() as work:
            live = await work.many(Found, LIVE_CALLS)
        if live:
            with suppress(AppError):
                async with world.work() as work:
                    await calls.end(work, call_id=live[nr % len(live)].id)
        await self.chores()

    # What must be so at any time.

    @invariant()
    def calls_make_sense(self) -> None:
        if not hasattr(self, "limits"):
            return
        for world in self.worlds:
            asks = world.exchange.asks
            assert len(asks) == len(set(asks)), "an attempt was asked for twice"
            assert all(UUID(one.partition(":")[0]) == world.tenant.id for one in asks)
            for row in self.do(self.rows(world)):
                assert row.is_over == (row.status in calls.FINAL), row
                assert row.is_over or row.dial_status in ("calling", "answered"), row
            assert self.do(self.stuck(world)) == []

    async def stuck(self, world: World) -> list[Found]:
        async with world.work() as work:
            return await work.many(Found, STUCK)

    @override
    def teardown(self) -> None:
        """In the end every call has an end: whoever says nothing is asked."""
        if not hasattr(self, "limits"):
            return
        for who, world in enumerate(self.worlds):
            exchange = world.exchange
            exchange.silent = exchange.refuses = exchange.dies = False
            self.do(world.control("pause_queue"))
            self.paused[who] = True
            for _ in range(3):
                for attempt, state in exchange.states.items():
                    if state in LIVE:
                        exchange.states[attempt] = "completed"
                self.do(world.later(200))
                self.do(self.tick(who))
            live = [row for row in self.do(self.rows(world)) if not row.is_over]
            assert live == [], live
        self.do(self.centre.carriers.close())


@pytest.fixture
def ground(settings: Settings, database: Urls) -> Iterator[Ground]:
    made = Ground(settings, database.owner)
    yield made
    made.close()


def test_the_queue_always_keeps_the_rules(ground: Ground) -> None:
    Queue.ground = ground
    run_state_machine_as_test(
        Queue,
        settings=settings(
            max_examples=15, stateful_step_count=35, deadline=timedelta(seconds=30),
            suppress_health_check=list(HealthCheck), print_blob=True,
            phases=[Phase.generate],  # each step is a few transactions: shrinking takes minutes
        ),
    )  # fmt: skip
