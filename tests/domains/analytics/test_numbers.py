"""What is kept equals what a recount finds, whatever happened, folded or not."""

import asyncio
import random
from contextlib import suppress
from datetime import date
from typing import Any, get_args

import pytest
from msgspec import Struct

from ringdesk.domains import analytics, tickets
from ringdesk.kernel.work import INSTALLATION, Actor, Work
from tests.conftest import Person, Tenant

pytestmark = pytest.mark.anyio

SET_ZONE = "update tenants set timezone = $3 where tenant_id = $1 and id = $2"
BACKDATE = """
update tickets set created_at = created_at - make_interval(mins => $3),
  first_responded_at = first_responded_at - make_interval(mins => $3) / 2,
  resolved_at = resolved_at - make_interval(mins => $3) / 3
where tenant_id = $1 and id = $2
"""
ERASE = "delete from tickets where tenant_id = $1 and id = $2"
UNDELETE = "update tickets set deleted_at = null where tenant_id = $1 and id = $2"
MARKS = "select count(*) from ticket_marks where tenant_id = $1"

RECOUNT_BY = """
select {0} as value, count(*) as n from tickets
where tenant_id = $1 and deleted_at is null group by 1
"""
RECOUNT = """
select count(*) as total, count(*) filter (where status in ('open', 'in_progress')) as open,
  count(*) filter (where status = 'resolved') as resolved,
  count(resolved_at) as resolutions,
  coalesce(sum(round(extract(epoch from resolved_at - created_at) * 1000)), 0)::bigint
    as resolution_ms,
  count(first_responded_at) as responses,
  coalesce(sum(round(extract(epoch from first_responded_at - created_at) * 1000)), 0)::bigint
    as response_ms
from tickets where tenant_id = $1 and deleted_at is null
  and ($2::bigint is null or assigned_to = $2) and ($3::bigint is null or created_by = $3)
"""
RECOUNT_CREATED = """
select count(*) filter (where created_at >= date_trunc('day', now(), $2)) as today,
  count(*) filter (where created_at >= date_trunc('week', now(), $2)) as this_week,
  count(*) filter (where created_at >= date_trunc('month', now(), $2)) as this_month
from tickets where tenant_id = $1 and deleted_at is null
"""
RECOUNT_DAYS = """
select day::date as date,
  (select count(*) from tickets where tenant_id = $1 and deleted_at is null and assigned_to = $2
    and (resolved_at at time zone $3)::date = day::date) as resolved
from generate_series((now() at time zone $3)::date - 29, (now() at time zone $3)::date, '1 day') day
order by 1
"""


class Counted(Struct, frozen=True):
    value: str
    n: int


class Resolved(Struct, frozen=True):
    date: date
    resolved: int


def acting(tenant: Tenant, person: Person, scopes: set[str]) -> Actor:
    return Actor(id=person.id, tenant_id=tenant.id, role=person.role, scopes=frozenset(scopes))


class Story:
    """Random acts on a tenant's tickets: through the acts, and past them by plain SQL."""

    def __init__(self, tenant: Tenant, staff: list[Person], seed: int) -> None:
        self.tenant, self.staff, self.dice = tenant, staff, random.Random(seed)
        self.alive: list[int] = []
        self.deleted: list[int] = []
        self.handed: dict[int, int] = {}
        held = {"tickets:read", "tickets:write", "settings:write"}
        self.admin = acting(tenant, staff[0], held)
        self.customer = acting(tenant, tenant.customer, set())

    async def act(self) -> None:
        does = self.dice.choice(
            [self.open, self.open, self.change, self.change, self.change, self.answer, self.hand,
             self.delete, self.past_the_acts, self.fold]
        )  # fmt: skip
        await does()

    async def open(self) -> None:
        who = self.dice.choice([self.customer, self.admin])
        async with self.tenant.house.office.open(who) as work:
            made = await tickets.create(
                work, title="It", description="does not work",
                priority=self.dice.choice(get_args(tickets.Priority)),
                category=self.dice.choice(get_args(tickets.Category)),
            )  # fmt: skip
        self.alive.append(made.id)

    async def change(self) -> None:
        given: dict[str, Any] = self.dice.choice([
            {"status": self.dice.choice(tickets.STATUSES)},
            {"priority": self.dice.choice(tickets.PRIORITIES)},
            {"category": self.dice.choice(tickets.CATEGORIES), "status": "resolved"},
        ])  # fmt: skip
        await self.update(tickets.TicketChanges(**given))

    async def hand(self) -> None:
        to = self.dice.choice([*[person.id for person in self.staff], None])
        await self.update(tickets.TicketChanges(assigned_to=to))

    async def update(self, changes: tickets.TicketChanges) -> None:
        if not self.alive:
            return
        ticket_id = self.dice.choice(self.alive)
        async with self.tenant.house.office.open(self.admin) as work:
            before = await tickets.get(work, ticket_id=ticket_id)
            after = await tickets.update(work, ticket_id=ticket_id, changes=changes)
        if after.assigned_to is not None and after.assigned_to != before.assigned_to:
            self.handed[after.assigned_to] = self.handed.get(after.assigned_to, 0) + 1

    async def answer(self) -> None:
        if not self.alive:
            return
        with suppress(tickets.TicketIsFinal):
            async with self.tenant.house.office.open(self.admin) as work:
                await tickets.post_message(
                    work, ticket_id=self.dice.choice(self.alive), content="Try again"
                )

    async def delete(self) -> None:
        if self.alive and self.dice.random() < 0.5:
            ticket_id = self.alive.pop(self.dice.randrange(len(self.alive)))
            async with self.tenant.house.office.open(self.admin) as work:
                await tickets.delete(work, ticket_id=ticket_id)
            self.deleted.append(ticket_id)

    async def past_the_acts(self) -> None:
        async with self.tenant.work() as work:
            if self.deleted and self.dice.random() < 0.3:
                self.alive.append(self.deleted.pop())
                await work.run(UNDELETE, self.alive[-1])
            elif self.alive and self.dice.random() < 0.2:
                await work.run(ERASE, self.alive.pop())
            elif self.alive:
                minutes = self.dice.randrange(45 * 24 * 60)
                await work.run(BACKDATE, self.dice.choice(self.alive), minutes)

    async def fold(self) -> None:
        async with self.tenant.work() as work:
            await analytics.fold(work, most=self.dice.choice([1, 3, 1000]))


async def recount(work: Work, agent: int | None = None, of: int | None = None) -> analytics.Totals:
    return await work.one(analytics.Totals, RECOUNT, agent, of) or analytics.Totals()


async def recount_by(work: Work, column: str) -> dict[str, int]:
    found = await work.many(Counted, RECOUNT_BY.format(column))
    return {one.value: one.n for one in found}


class TestNumbers:
    @pytest.mark.parametrize("seed", range(6))
    async def test_equal_a_recount_after_any_story(self, tenant: Tenant, seed: int) -> None:
        zone = ["UTC", "Asia/Kathmandu", "America/New_York"][seed % 3]
        async with tenant.house.office.open(Actor.the_house(INSTALLATION)) as work:
            await work.run(SET_ZONE, tenant.id, zone)
        staff = [tenant.admin, tenant.agent, await tenant.person("support_agent")]
        story = Story(tenant, staff, seed)
        for _ in range(120):
            await story.act()
        for fold in (False, True):  # first with what is not folded yet, then all folded
            if fold:
                async with tenant.work() as work:
                    await analytics.fold(work)
                    assert await work.value(int, MARKS) == 0
            await self.compare(story, zone)

    async def compare(self, story: Story, zone: str) -> None:
        tenant = story.tenant
        async with tenant.work() as work:
            overview = await analytics.overview(work)
            for dimension, values in overview.summary.counts.items():
                there = {value: n for value, n in values.items() if n}
                assert there == await recount_by(work, dimension)
            assert overview.summary.totals == await recount(work)
            assert overview.created == await work.one(analytics.Created, RECOUNT_CREATED, zone)
            rows = {row.id: row.totals for row in overview.agents}
            for person in story.staff:
                expected = await recount(work, agent=person.id)
                assert rows.get(person.id, analytics.Totals()) == expected
                numbers = await analytics.agent_numbers(work, agent_id=person.id)
                assert numbers.agent.totals == expected
                days = [Resolved(day.date, day.resolved) for day in numbers.days]
                assert days == await work.many(Resolved, RECOUNT_DAYS, person.id, zone)
                assert sum(day.assigned for day in numbers.days) == story.handed.get(person.id, 0)
        async with tenant.house.office.open(story.customer) as work:
            own = await analytics.summary(work)
            numbers_of_customer = await analytics.customer_numbers(work)
        async with tenant.work() as work:
            expected = await recount(work, of=tenant.customer.id)
        assert own.totals == numbers_of_customer.totals == expected
        assert sum(own.counts["status"].values()) == expected.total

    async def test_are_right_while_many_write_and_fold_at_once(self, tenant: Tenant) -> None:
        reads: list[int] = []

        async def write() -> None:
            for _ in range(10):
                await tenant.ticket()

        async def fold() -> None:
            for _ in range(15):
                async with tenant.work() as work:
                    await analytics.fold(work, most=3)

        async def read() -> None:
            for _ in range(15):
                async with tenant.work() as work:
                    reads.append((await analytics.summary(work)).totals.total)

        await asyncio.gather(write(), write(), write(), fold(), fold(), read())
        async with tenant.work() as work:
            assert (await analytics.summary(work)).totals.total == 30
        assert reads == sorted(reads)  # nobody ever saw a ticket vanish while it was folded

    async def test_see_one_s_own_act_in_the_same_transaction(self, tenant: Tenant) -> None:
        actor = acting(tenant, tenant.agent, {"tickets:read", "tickets:write"})
        async with tenant.house.office.open(actor) as work:
            await tickets.create(work, title="It", description="does not work")
            assert await analytics.count_open_tickets(work) == 1
