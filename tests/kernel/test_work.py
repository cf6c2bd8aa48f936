import asyncio
from uuid import UUID, uuid4

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import Struct

from ringdesk.kernel import queries
from ringdesk.kernel.events import is_last
from ringdesk.kernel.literals import literal
from ringdesk.kernel.relay import Replayed
from ringdesk.kernel.work import (
    INSTALLATION,
    Actor,
    ActorChanged,
    CommitFailed,
    Work,
)
from tests.conftest import eventually
from tests.kernel.conftest import Kernel, Rang

pytestmark = pytest.mark.anyio

HOSTILE = [
    "'",
    "''",
    "\\'",
    "\\\\'; drop table outbox; --",
    "$1",
    "$$",
    "{0}",
    "%s",
    "a\0b",
    "\ud7ff\U0010ffff",
]
COUNT = "select count(*) from outbox where tenant_id = $1 and kind = 'Rang'"


class Swapped(Struct, frozen=True):
    b: int
    a: int


async def waiting(kernel: Kernel, tenant_id: UUID) -> int | None:
    async with kernel.office.open(Actor.the_house(tenant_id)) as work:
        return await work.value(int, COUNT)


class TestAUnitOfWork:
    async def test_writes_its_facts_with_its_commit(self, kernel: Kernel, tenant_id: UUID) -> None:
        await kernel.ring(tenant_id, 1, 2)
        assert await waiting(kernel, tenant_id) == 2

    async def test_that_fails_leaves_nothing(self, kernel: Kernel, tenant_id: UUID) -> None:
        with pytest.raises(ZeroDivisionError):
            async with kernel.office.open(Actor.the_house(tenant_id)) as work:
                work.record(Rang(nr=1))
                await work.write_the_log()
                raise ZeroDivisionError
        assert await waiting(kernel, tenant_id) == 0

    async def test_that_fails_may_leave_a_word_of_it(self, kernel: Kernel, tenant_id: UUID) -> None:
        async def tell(work: Work) -> None:
            work.record(Rang(nr=2))

        with pytest.raises(ZeroDivisionError):
            async with kernel.office.open(Actor.the_house(tenant_id)) as work:
                work.record(Rang(nr=1))
                work.if_undone.append(tell)
                raise ZeroDivisionError
        assert await waiting(kernel, tenant_id) == 1
        async with kernel.office.open(Actor.the_house(tenant_id)) as work:
            work.if_undone.append(tell)
        assert await waiting(kernel, tenant_id) == 1

    async def test_that_is_cancelled_leaves_nothing_and_gives_its_connection_back(
        self, kernel: Kernel, tenant_id: UUID
    ) -> None:
        inside = asyncio.Event()

        async def act() -> None:
            async with kernel.office.open(Actor.the_house(tenant_id)) as work:
                work.record(Rang(nr=1))
                await work.write_the_log()
                inside.set()
                await asyncio.Event().wait()

        for _ in range(20):  # more than the pool has
            inside.clear()
            task = asyncio.create_task(act())
            await inside.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
        assert await waiting(kernel, tenant_id) == 0

    async def test_that_swallowed_an_error_is_no_silent_rollback(
        self, kernel: Kernel, tenant_id: UUID
    ) -> None:
        with pytest.raises((CommitFailed, asyncpg.InFailedSQLTransactionError)):
            async with kernel.office.open(Actor.the_house(tenant_id)) as work:
                with pytest.raises(asyncpg.DivisionByZeroError):
                    await work.run("select $1::uuid is null or 1 / 0 = 1")

    async def test_runs_what_was_asked_for_after_the_commit_and_only_then(
        self, kernel: Kernel, tenant_id: UUID
    ) -> None:
        said: list[str] = []
        async with kernel.office.open(Actor.the_house(tenant_id)) as work:
            work.after_commit.append(lambda: said.append("committed"))
            assert said == []
        assert said == ["committed"]
        with pytest.raises(ZeroDivisionError):
            async with kernel.office.open(Actor.the_house(tenant_id)) as work:
                work.after_commit.append(lambda: said.append("never"))
                raise ZeroDivisionError
        assert said == ["committed"]

    async def test_compares_columns_with_the_shape(self, kernel: Kernel, tenant_id: UUID) -> None:
        """By position is faster, so a swapped column must be an error and not a wrong value."""
        async with kernel.office.open(Actor.the_house(tenant_id)) as work:
            with pytest.raises(TypeError, match="Swapped"):
                await work.one(Swapped, "select 1 as a, 2 as b where $1::uuid is not null")

    async def test_leaves_no_tenant_behind_on_its_connection(
        self, kernel: Kernel, tenant_id: UUID
    ) -> None:
        await kernel.ring(tenant_id, 1)
        whose = "select current_setting('app.tenant', true) as whose"
        left = await asyncio.gather(*(kernel.office.across(whose) for _ in range(8)))
        assert {rows[0]["whose"] for rows in left} <= {"", None}

    async def test_cut_off_in_the_middle_of_a_statement_leaves_its_connection_well(
        self, kernel: Kernel, tenant_id: UUID
    ) -> None:
        for _ in range(20):  # more than there are
            with pytest.raises(TimeoutError):
                async with (
                    asyncio.timeout(0.01),
                    kernel.office.open(Actor.the_house(tenant_id)) as work,
                ):
                    work.record(Rang(nr=1))
                    await work.write_the_log()
                    await work.run("select pg_sleep(5) where $1::uuid is not null")
        assert await waiting(kernel, tenant_id) == 0


class TestAReadThatIsNotEnded:
    """Its commit travels with the next beginning on its connection. Nothing may leak through."""

    async def read(self, kernel: Kernel, tenant_id: UUID) -> int | None:
        work = await kernel.office.begin(Actor.the_house(tenant_id))
        found = await work.value(int, COUNT)
        await kernel.office.end_read(work)
        return found

    async def test_shows_the_next_nothing_of_its_tenant(
        self, kernel: Kernel, tenant_id: UUID
    ) -> None:
        await kernel.ring(tenant_id, 1, 2, 3)
        assert await self.read(kernel, tenant_id) == 3
        assert await self.read(kernel, uuid4()) == 0
        everything = "select count(*) from outbox"
        assert await self.read(kernel, tenant_id) == 3
        assert (await kernel.office.across(everything))[0][0] == 0

    async def test_hides_nothing_new_from_the_next(self, kernel: Kernel, tenant_id: UUID) -> None:
        for count in range(5):
            assert await self.read(kernel, tenant_id) == count
            await kernel.ring(tenant_id, count)

    async def test_takes_no_write_of_the_next_with_it(
        self, kernel: Kernel, tenant_id: UUID
    ) -> None:
        """Neither is undone with the read, nor is a rollback's work kept."""
        await self.read(kernel, tenant_id)
        await kernel.ring(tenant_id, 1)
        await self.read(kernel, tenant_id)
        with pytest.raises(ZeroDivisionError):
            async with kernel.office.open(Actor.the_house(tenant_id)) as work:
                work.record(Rang(nr=2))
                await work.write_the_log()
                raise ZeroDivisionError
        assert await self.read(kernel, tenant_id) == 1
        await self.read(kernel, tenant_id)
        await kernel.carry_all_out()
        assert await waiting(kernel, tenant_id) == 0  # what the relay did is committed

    async def test_that_recorded_a_fact_is_committed(self, kernel: Kernel, tenant_id: UUID) -> None:
        work = await kernel.office.begin(Actor.the_house(tenant_id))
        work.record(Rang(nr=1))
        await kernel.office.end_read(work)
        assert await waiting(kernel, tenant_id) == 1

    async def test_is_ended_by_a_clock_if_nobody_comes(
        self, kernel: Kernel, tenant_id: UUID
    ) -> None:
        await asyncio.gather(*(self.read(kernel, tenant_id) for _ in range(6)))
        owner = await asyncpg.connect(kernel.urls.owner)
        open_reads = """
        select count(*) from pg_stat_activity
        where datname = current_database() and state = 'idle in transaction'
        """

        async def none_is_open() -> bool:
            return bool(await owner.fetchval(open_reads) == 0)

        await eventually(none_is_open)
        await owner.close()

    async def test_after_an_error_harms_nobody(self, kernel: Kernel, tenant_id: UUID) -> None:
        for _ in range(10):
            work = await kernel.office.begin(Actor.the_house(tenant_id))
            with pytest.raises(asyncpg.DivisionByZeroError):
                await work.run("select 1 / 0 where $1::uuid is not null")
            await kernel.office.end_read(work)
            await kernel.ring(tenant_id, 1)
        assert await waiting(kernel, tenant_id) == 10


class TestAnActor:
    async def test_whose_proof_holds_may_work(self, kernel: Kernel, tenant_id: UUID) -> None:
        actor = Actor(id=1, tenant_id=tenant_id, proof="select 1")
        async with kernel.office.open(actor) as work:
            assert work.actor is actor

    async def test_who_changed_is_looked_up_again(self, kernel: Kernel, tenant_id: UUID) -> None:
        actor = Actor(id=1, tenant_id=tenant_id, proof="select 1 where false")
        for _ in range(20):  # and its connection is given back
            with pytest.raises(ActorChanged):
                async with kernel.office.open(actor):
                    pytest.fail("It was let in.")

    @pytest.mark.parametrize(
        ("scopes", "asked", "has"),
        [({"tickets:write"}, "tickets:write", True), ({"tickets:*"}, "tickets:write", True),
         ({"*"}, "tickets:write", True), ({"tickets:read"}, "tickets:write", False),
         (set(), "tickets:write", False), ({"ticket:*"}, "tickets:write", False)],
    )  # fmt: skip
    def test_has_what_was_given(self, scopes: set[str], asked: str, has: bool) -> None:
        actor = Actor(id=1, tenant_id=INSTALLATION, scopes=frozenset(scopes))
        assert actor.has(asked) is has


class TestActingInAnotherTenant:
    async def test_writes_to_that_tenants_log_and_comes_back(
        self, kernel: Kernel, tenant_id: UUID
    ) -> None:
        other = uuid4()
        async with kernel.office.open(Actor.the_house(tenant_id)) as work:
            work.record(Rang(nr=1))
            async with work.within(other):
                work.record(Rang(nr=2))
                assert work.tenant_id == other
            work.record(Rang(nr=3))
            assert work.tenant_id == tenant_id
        assert (await waiting(kernel, tenant_id), await waiting(kernel, other)) == (2, 1)

    async def test_comes_back_after_an_error(self, kernel: Kernel, tenant_id: UUID) -> None:
        async with kernel.office.open(Actor.the_house(tenant_id)) as work:
            with pytest.raises(ZeroDivisionError):
                async with work.within(uuid4()):
                    raise ZeroDivisionError
            assert work.tenant_id == tenant_id
            assert await work.value(int, COUNT) == 0


class TestReactionsInside:
    async def test_run_in_the_same_transaction_and_may_add(
        self, kernel: Kernel, tenant_id: UUID
    ) -> None:
        async def react(work: Work, event: Rang) -> None:
            if event.nr < 3:
                work.record(Rang(nr=event.nr + 1))

        kernel.registry.inside(Rang, react)
        await kernel.ring(tenant_id, 1)
        assert await waiting(kernel, tenant_id) == 3

    async def test_may_answer_all_of_an_act_at_its_last_fact(
        self, kernel: Kernel, tenant_id: UUID
    ) -> None:
        """One that another reaction records meanwhile is the last then."""
        answered: list[list[int]] = []

        async def add(work: Work, event: Rang) -> None:
            if event.nr == 2:
                work.record(Rang(nr=7))

        async def answer(work: Work, event: Rang) -> None:
            if is_last(event, work.events):
                answered.append([one.nr for one in work.events if isinstance(one, Rang)])

        kernel.registry.inside(Rang, add, answer)
        await kernel.ring(tenant_id, 1, 1, 2)
        assert answered == [[1, 1, 2, 7]]

    async def test_may_veto(self, kernel: Kernel, tenant_id: UUID) -> None:
        async def refuse(_: Work, __: Rang) -> None:
            raise ValueError("No")

        kernel.registry.inside(Rang, refuse)
        with pytest.raises(ValueError, match="No"):
            await kernel.ring(tenant_id, 1)
        assert await waiting(kernel, tenant_id) == 0


async def test_an_act_s_facts_travel_with_its_commit_in_one_trip(
    kernel: Kernel, tenant_id: UUID
) -> None:
    ran: list[str] = []
    async with kernel.office.open(Actor.the_house(tenant_id)) as work:
        connection = work._connection  # as the driver sees it: nobody else can tell trips apart
        connection.add_query_logger(heard := lambda record: ran.append(record.query))
        for nr in range(100):
            work.record(Rang(nr=nr))
    assert await waiting(kernel, tenant_id) == 100
    connection.remove_query_logger(heard)
    assert "record_facts" in ran[0] and ran[0].endswith("commit")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=60) | st.sampled_from(HOSTILE))
async def test_a_fact_s_text_is_text_whatever_it_looks_like(
    text: str, kernel: Kernel, tenant_id: UUID
) -> None:
    try:
        written = literal(text)
    except ValueError:
        assert "\0" in text
        return
    async with kernel.office.open(Actor.the_house(tenant_id)) as work:
        assert await work.value(str, f"select {written}::text where $1::uuid is not null") == text


async def test_a_fact_tells_where_it_came_from(kernel: Kernel, tenant_id: UUID) -> None:
    await kernel.ring(tenant_id, 7)
    await kernel.carry_all_out()
    async with kernel.office.open(Actor.the_house(tenant_id)) as work:
        [fact] = await work.many(Replayed, queries.FACTS_AFTER, 0, 10)
    assert (fact.seq, fact.actor_id, fact.kind, fact.body) == (1, 0, "Rang", '{"nr": 7}')
