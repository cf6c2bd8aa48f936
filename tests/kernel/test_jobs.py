import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from itertools import pairwise
from uuid import UUID, uuid4

import pytest

from ringdesk.domains import operations
from ringdesk.kernel import jobs as kernel_jobs
from ringdesk.kernel.events import Fact
from ringdesk.kernel.jobs import Job, delay_after
from ringdesk.kernel.work import INSTALLATION, Actor
from tests.conftest import eventually
from tests.kernel.conftest import Kernel, MakeKernel, Rang

pytestmark = pytest.mark.anyio

STATE = """
select attempts || ' ' || (dead_at is not null) || ' ' || (due_at > now()) || ' '
  || coalesce(error, '')
from jobs where tenant_id = $1 and kind = $2
"""
FALL_DUE = "update jobs set due_at = now() - interval '1 s' where tenant_id = $1 and kind = $2"
NEARLY_DUE = "update jobs set due_at = now() + interval '5 s' where tenant_id = $1 and kind = $2"
COUNT = "select count(*) from jobs where tenant_id = $1 and kind = $2"
WAIT = (
    "select extract(epoch from due_at - now())::float8 from jobs where tenant_id = $1 and kind = $2"
)


@pytest.fixture
def kind() -> str:
    """One of its own: the tables are shared with the other tests of this file."""
    return f"test.{secrets.token_hex(4)}"


@asynccontextmanager
async def at_work(kernel: Kernel) -> AsyncIterator[None]:
    running = asyncio.create_task(kernel.jobs.run())
    try:
        yield
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


async def is_taken(kernel: Kernel, tenant_id: UUID, kind: str) -> bool:
    return await state_of(kernel, tenant_id, kind) == "1 false true "


async def is_gone(kernel: Kernel, tenant_id: UUID, kind: str) -> bool:
    return await state_of(kernel, tenant_id, kind) is None


async def is_held_for_long(kernel: Kernel, tenant_id: UUID, kind: str) -> bool:
    async with kernel.office.open(Actor.the_house(tenant_id)) as work:
        return (await work.value(float, WAIT, kind) or 0) > 30


def has_at_least(begun: Sequence[object], many: int) -> Callable[[], Awaitable[bool]]:
    async def has() -> bool:
        return len(begun) >= many

    return has


async def enqueue(kernel: Kernel, tenant_id: UUID, kind: str, key: str | None = None) -> None:
    async with kernel.office.open(Actor.the_house(tenant_id)) as work:
        await work.later(kind, key=key, what="this")


async def state_of(kernel: Kernel, tenant_id: UUID, kind: str) -> str | None:
    async with kernel.office.open(Actor.the_house(tenant_id)) as work:
        return await work.value(str, STATE, kind)


async def fall_due(kernel: Kernel, tenant_id: UUID, kind: str) -> None:
    async with kernel.office.open(Actor.the_house(tenant_id)) as work:
        await work.run(FALL_DUE, kind)


def handle_fact(done: list[int]) -> Callable[[Fact[Rang]], Awaitable[None]]:
    async def react(fact: Fact[Rang]) -> None:
        done.append(fact.seq)

    return react


class TestAJob:
    async def test_is_done_once_with_what_it_was_given(
        self, kernel: Kernel, tenant_id: UUID, kind: str
    ) -> None:
        done: list[Job] = []

        async def handle(job: Job) -> None:
            done.append(job)

        kernel.jobs.handle(kind, handle)
        await enqueue(kernel, tenant_id, kind)
        await kernel.jobs.do_what_is_due()
        await kernel.jobs.do_what_is_due()
        [job] = done
        assert (job.tenant_id, job.arguments()) == (tenant_id, {"what": "this"})
        assert await state_of(kernel, tenant_id, kind) is None

    async def test_is_enqueued_with_the_act_or_not_at_all(
        self, kernel: Kernel, tenant_id: UUID, kind: str
    ) -> None:
        with pytest.raises(ZeroDivisionError):
            async with kernel.office.open(Actor.the_house(tenant_id)) as work:
                await work.later(kind)
                raise ZeroDivisionError
        assert await state_of(kernel, tenant_id, kind) is None

    async def test_with_a_key_is_single(self, kernel: Kernel, tenant_id: UUID, kind: str) -> None:
        for _ in range(3):
            await enqueue(kernel, tenant_id, kind, key="one")
        async with kernel.office.open(Actor.the_house(tenant_id)) as work:
            assert await work.value(int, COUNT, kind) == 1

    async def test_that_nobody_here_handles_is_left_alone(
        self, kernel: Kernel, another_kernel: MakeKernel, tenant_id: UUID, kind: str
    ) -> None:
        """During an upgrade the old program must not spoil what only the new one knows."""
        await enqueue(kernel, tenant_id, kind)
        await kernel.jobs.do_what_is_due()
        assert await state_of(kernel, tenant_id, kind) == "0 false false "


class TestFailing:
    async def test_waits_longer_each_time_and_ends_as_a_dead_letter(
        self, kernel: Kernel, tenant_id: UUID, kind: str
    ) -> None:
        async def fail(_: Job) -> None:
            raise ValueError("no such host")

        kernel.jobs.handle(kind, fail)
        await enqueue(kernel, tenant_id, kind)
        waits: list[float] = []
        for attempt in range(1, kernel_jobs.PATIENCE + 1):
            await kernel.jobs.do_what_is_due()
            dead = attempt == kernel_jobs.PATIENCE
            found = await state_of(kernel, tenant_id, kind)
            assert found == f"{attempt} {str(dead).lower()} true ValueError: no such host"
            async with kernel.office.open(Actor.the_house(tenant_id)) as work:
                waits.append(await work.value(float, WAIT, kind) or 0)
            await fall_due(kernel, tenant_id, kind)
        assert all(later > earlier for earlier, later in pairwise(waits))
        assert await kernel.jobs.do_what_is_due() == 0  # a dead letter is nobody's work

    async def test_is_seen_and_tried_again_by_a_person(
        self, kernel: Kernel, tenant_id: UUID, kind: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(kernel_jobs, "PATIENCE", 1)
        broken = True

        async def handle(_: Job) -> None:
            if broken:
                raise ValueError("broken")

        kernel.jobs.handle(kind, handle)
        await enqueue(kernel, tenant_id, kind)
        await kernel.jobs.do_what_is_due()
        async with kernel.office.open(Actor.the_house(tenant_id)) as work:
            [letter] = await operations.list_dead_letters(work)
            assert (letter.kind, letter.error) == (kind, "ValueError: broken")
            await operations.revive_dead_letter(work, job_id=letter.id)
            with pytest.raises(operations.DeadLetterNotFound):
                await operations.revive_dead_letter(work, job_id=letter.id)
        broken = False
        await kernel.jobs.do_what_is_due()
        assert await state_of(kernel, tenant_id, kind) is None

    async def test_of_one_holds_up_no_other(
        self, kernel: Kernel, tenant_id: UUID, kind: str
    ) -> None:
        done: list[str] = []

        async def handle(job: Job) -> None:
            if not done:
                done.append("failed")
                raise ValueError
            done.append("done")

        kernel.jobs.handle(kind, handle)
        for _ in range(3):
            await enqueue(kernel, tenant_id, kind)
        await kernel.jobs.do_what_is_due()
        assert done == ["failed", "done", "done"]

    def test_doubles_up_to_an_hour_and_never_overflows(self) -> None:
        assert [delay_after(nr).total_seconds() for nr in (1, 2, 3, 4)] == [1, 2, 4, 8]
        assert delay_after(10**6) == timedelta(hours=1)


class TestALease:
    async def test_keeps_others_away_and_runs_out(
        self, another_kernel: MakeKernel, tenant_id: UUID, kind: str,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:  # fmt: skip
        first, second = another_kernel(), another_kernel()
        taken, go_on = asyncio.Event(), asyncio.Event()
        done: list[str] = []

        async def slow(_: Job) -> None:
            taken.set()
            await go_on.wait()
            done.append("slow")

        async def quick(_: Job) -> None:
            done.append("quick")

        first.jobs.handle(kind, slow)
        second.jobs.handle(kind, quick)
        await enqueue(first, tenant_id, kind)
        working = asyncio.create_task(first.jobs.do_what_is_due())
        await taken.wait()
        assert await second.jobs.do_what_is_due() == 0
        await fall_due(first, tenant_id, kind)  # as if the first had slept through its lease
        assert await second.jobs.do_what_is_due() == 1
        go_on.set()
        await working
        assert done == ["quick", "slow"]

    async def test_that_was_slept_through_settles_nothing(
        self, another_kernel: MakeKernel, tenant_id: UUID, kind: str
    ) -> None:
        """The stale worker comes back with a failure; the job, taken by another, is none of its."""
        stale, fresh = another_kernel(), another_kernel()
        taken, go_on, taken_too = asyncio.Event(), asyncio.Event(), asyncio.Event()
        end = asyncio.Event()

        async def fail_late(_: Job) -> None:
            taken.set()
            await go_on.wait()
            raise ValueError("late")

        async def work_on(_: Job) -> None:
            taken_too.set()
            await end.wait()

        stale.jobs.handle(kind, fail_late)
        fresh.jobs.handle(kind, work_on)
        await enqueue(stale, tenant_id, kind)
        first = asyncio.create_task(stale.jobs.do_what_is_due())
        await taken.wait()
        await fall_due(stale, tenant_id, kind)
        second = asyncio.create_task(fresh.jobs.do_what_is_due())
        await taken_too.wait()
        go_on.set()
        await first
        assert await state_of(stale, tenant_id, kind) == "2 false true "
        end.set()
        await second
        assert await state_of(stale, tenant_id, kind) is None


class TestSeveralAtOnce:
    async def test_one_that_waits_holds_up_no_other(
        self, kernel: Kernel, tenant_id: UUID, kind: str
    ) -> None:
        go_on, done = asyncio.Event(), asyncio.Event()

        async def slow(_: Job) -> None:
            await go_on.wait()

        async def quick(_: Job) -> None:
            done.set()

        kernel.jobs.handle(f"{kind}.slow", slow)
        kernel.jobs.handle(f"{kind}.quick", quick)
        await enqueue(kernel, tenant_id, f"{kind}.slow")
        async with at_work(kernel):
            await eventually(lambda: is_taken(kernel, tenant_id, f"{kind}.slow"))
            await enqueue(kernel, tenant_id, f"{kind}.quick")
            await asyncio.wait_for(done.wait(), 5)
            assert await state_of(kernel, tenant_id, f"{kind}.slow") == "1 false true "
            go_on.set()
            await eventually(lambda: is_gone(kernel, tenant_id, f"{kind}.slow"))

    async def test_slow_ones_of_a_kind_leave_room_for_others(
        self, kernel: Kernel, tenant_id: UUID, kind: str
    ) -> None:
        go_on, done = asyncio.Event(), asyncio.Event()
        begun: list[Job] = []

        async def slow(job: Job) -> None:
            begun.append(job)
            await go_on.wait()

        async def quick(_: Job) -> None:
            done.set()

        kernel.jobs.handle(f"{kind}.slow", slow)
        kernel.jobs.handle(f"{kind}.quick", quick)
        for _ in range(3 * kernel_jobs.ROOM):
            await enqueue(kernel, tenant_id, f"{kind}.slow")
        async with at_work(kernel):
            await eventually(has_at_least(begun, kernel_jobs.CLAIM))
            await enqueue(kernel, tenant_id, f"{kind}.quick")
            await asyncio.wait_for(done.wait(), 5)
            assert len(begun) < kernel_jobs.ROOM
            go_on.set()
            await eventually(lambda: is_gone(kernel, tenant_id, f"{kind}.slow"))
        assert len(begun) == 3 * kernel_jobs.ROOM

    async def test_what_takes_long_is_not_begun_anew(
        self, another_kernel: MakeKernel, tenant_id: UUID, kind: str,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:  # fmt: skip
        monkeypatch.setattr(kernel_jobs, "RENEWAL_S", 0.02)
        first, second = another_kernel(), another_kernel()
        go_on = asyncio.Event()
        done: list[str] = []

        async def slow(_: Job) -> None:
            await go_on.wait()
            done.append("slow")

        async def again(_: Job) -> None:
            done.append("again")

        first.jobs.handle(kind, slow)
        second.jobs.handle(kind, again)
        await enqueue(first, tenant_id, kind)
        async with at_work(first):
            await eventually(lambda: is_taken(first, tenant_id, kind))
            async with first.office.open(Actor.the_house(tenant_id)) as work:
                await work.run(NEARLY_DUE, kind)
            await eventually(lambda: is_held_for_long(first, tenant_id, kind))
            assert await second.jobs.do_what_is_due() == 0
            go_on.set()
            await eventually(lambda: is_gone(first, tenant_id, kind))
        assert done == ["slow"]

    async def test_go_on_when_a_lease_could_not_be_renewed(
        self, kernel: Kernel, tenant_id: UUID, kind: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A connection that is cut off is no OSError."""
        monkeypatch.setattr(kernel_jobs, "RENEWAL_S", 0.01)
        refused: list[str] = []

        async def handle(_: Job) -> None:
            await eventually(has_at_least(refused, 2))

        kernel.jobs.handle(kind, handle)
        await enqueue(kernel, tenant_id, kind)
        async with at_work(kernel):
            await eventually(lambda: is_taken(kernel, tenant_id, kind))
            broken = "select $1::uuid, $2::bigint[], $3::int[], $4::interval, 1 / 0"
            monkeypatch.setattr("ringdesk.kernel.queries.RENEW_LEASES", broken)
            monkeypatch.setattr(
                kernel_jobs.log, "warning", lambda text, *_: refused.append(str(text))
            )
            await eventually(lambda: is_gone(kernel, tenant_id, kind))
            await enqueue(kernel, tenant_id, kind)
            await eventually(lambda: is_gone(kernel, tenant_id, kind))

    async def test_what_never_ends_has_failed(
        self, kernel: Kernel, tenant_id: UUID, kind: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(kernel_jobs, "LONGEST_S", 0.01)

        async def never(_: Job) -> None:
            await asyncio.Event().wait()

        kernel.jobs.handle(kind, never)
        await enqueue(kernel, tenant_id, kind)
        await kernel.jobs.do_what_is_due()
        assert await state_of(kernel, tenant_id, kind) == "1 false true TimeoutError: "


class TestFairness:
    async def test_a_flood_of_one_tenant_does_not_starve_another(
        self, kernel: Kernel, kind: str
    ) -> None:
        loud, quiet = uuid4(), uuid4()
        served: list[UUID] = []

        async def handle(job: Job) -> None:
            served.append(job.tenant_id)

        kernel.jobs.handle(kind, handle)
        async with kernel.office.open(Actor.the_house(loud)) as work:
            for _ in range(100):
                await work.later(kind)
        await enqueue(kernel, quiet, kind)
        await kernel.jobs.do_what_is_due()
        assert quiet in served

    async def test_a_flood_larger_than_what_is_looked_at_does_not_either(
        self, kernel: Kernel, kind: str
    ) -> None:
        loud, quiet = uuid4(), uuid4()
        served: list[UUID] = []

        async def handle(job: Job) -> None:
            served.append(job.tenant_id)

        kernel.jobs.handle(kind, handle)
        flood = """
        insert into jobs (tenant_id, kind, due_at)
        select $1, $2, now() - interval '1 hour' from generate_series(1, 1000)
        """
        async with kernel.office.open(Actor.the_house(loud)) as work:
            await work.run(flood, kind)
        await enqueue(kernel, quiet, kind)
        for _ in range(2):
            await kernel.jobs.do_what_is_due()
        assert quiet in served


class TestReactionsAfter:
    async def test_hear_each_fact_of_their_kind(
        self, kernel: Kernel, tenant_id: UUID, kind: str
    ) -> None:
        heard: list[Fact[Rang]] = []

        async def react(fact: Fact[Rang]) -> None:
            heard.append(fact)

        kernel.registry.after(Rang, **{kind: react})
        await kernel.ring(tenant_id, 7, 8)
        await kernel.carry_all_out()
        while await kernel.jobs.do_what_is_due():
            continue
        ours = sorted((f.seq, f.event.nr) for f in heard if f.tenant_id == tenant_id)
        assert ours == [(1, 7), (2, 8)]

    async def test_are_tried_again(self, kernel: Kernel, tenant_id: UUID, kind: str) -> None:
        tries: list[int] = []

        async def react(fact: Fact[Rang]) -> None:
            tries.append(fact.seq)
            if len(tries) == 1:
                raise OSError("away")

        kernel.registry.after(Rang, **{kind: react})
        await kernel.ring(tenant_id, 1)
        await kernel.carry_all_out()
        await kernel.jobs.do_what_is_due()
        await fall_due(kernel, tenant_id, kind)
        await kernel.jobs.do_what_is_due()
        assert tries == [1, 1] and await state_of(kernel, tenant_id, kind) is None


class TestReactionsTogether:
    async def test_hear_facts_of_one_tenant_and_kind_at_once_in_the_order_of_the_log(
        self, kernel: Kernel, kind: str
    ) -> None:
        heard: list[list[Fact[Rang]]] = []

        async def react(facts: list[Fact[Rang]]) -> None:
            heard.append(facts)

        kernel.registry.together(Rang, **{kind: react})
        one, other = uuid4(), uuid4()
        await kernel.ring(one, *range(10))
        await kernel.ring(other, 10, 11)
        await kernel.carry_all_out()
        while await kernel.jobs.do_what_is_due():
            continue
        assert sorted([fact.event.nr for fact in facts] for facts in heard) == [
            [*range(10)], [10, 11],
        ]  # fmt: skip
        assert all(len({fact.tenant_id for fact in facts}) == 1 for facts in heard)
        for tenant_id in (one, other):
            assert await state_of(kernel, tenant_id, kind) is None

    async def test_leave_other_kinds_to_themselves(
        self, kernel: Kernel, tenant_id: UUID, kind: str
    ) -> None:
        heard: list[int] = []
        done: list[int] = []

        async def react(facts: list[Fact[Rang]]) -> None:
            heard.append(len(facts))

        async def handle(job: Job) -> None:
            done.append(job.id)

        kernel.registry.together(Rang, **{f"{kind}.together": react})
        kernel.registry.after(Rang, **{f"{kind}.alone": handle_fact(done)})
        kernel.jobs.handle(f"{kind}.job", handle)
        await kernel.ring(tenant_id, *range(5))
        await enqueue(kernel, tenant_id, f"{kind}.job")
        await kernel.carry_all_out()
        while await kernel.jobs.do_what_is_due():
            continue
        assert sum(heard) == 5 and len(done) == 6

    async def test_that_fail_for_one_fact_are_done_for_the_others(
        self, kernel: Kernel, tenant_id: UUID, kind: str
    ) -> None:
        done: list[int] = []

        async def react(facts: list[Fact[Rang]]) -> None:
            if any(fact.event.nr == 3 for fact in facts):
                raise ValueError("not three")
            done.extend(fact.event.nr for fact in facts)

        kernel.registry.together(Rang, **{kind: react})
        await kernel.ring(tenant_id, *range(6))
        await kernel.carry_all_out()
        await kernel.jobs.do_what_is_due()
        assert sorted(done) == [0, 1, 2, 4, 5]
        async with kernel.office.open(Actor.the_house(tenant_id)) as work:
            assert await work.value(int, COUNT, kind) == 1
        assert await state_of(kernel, tenant_id, kind) == "1 false true ValueError: not three"

    async def test_of_a_worker_that_dies_are_another_s(
        self, another_kernel: MakeKernel, tenant_id: UUID, kind: str
    ) -> None:
        dying, living = another_kernel(), another_kernel()
        begun, done = asyncio.Event(), list[int]()

        async def never(_: list[Fact[Rang]]) -> None:
            begun.set()
            await asyncio.Event().wait()

        async def react(facts: list[Fact[Rang]]) -> None:
            done.extend(fact.seq for fact in facts)

        dying.registry.together(Rang, **{kind: never})
        living.registry.together(Rang, **{kind: react})
        await dying.ring(tenant_id, *range(5))
        await dying.carry_all_out()
        async with at_work(dying):
            await begun.wait()
            assert await living.jobs.do_what_is_due() == 0  # all five are held
        await fall_due(living, tenant_id, kind)
        await living.jobs.do_what_is_due()
        assert done == [1, 2, 3, 4, 5]
        assert await state_of(living, tenant_id, kind) is None

    async def test_of_several_workers_take_each_fact_once(
        self, another_kernel: MakeKernel, tenant_id: UUID, kind: str
    ) -> None:
        done: list[int] = []

        async def react(facts: list[Fact[Rang]]) -> None:
            done.extend(fact.event.nr for fact in facts)

        workers = [another_kernel() for _ in range(3)]
        for one in workers:
            one.registry.together(Rang, **{kind: react})
        await workers[0].ring(tenant_id, *range(3 * kernel_jobs.ALONG))
        await workers[0].carry_all_out()
        while sum(await asyncio.gather(*(one.jobs.do_what_is_due() for one in workers))):
            continue
        assert sorted(done) == [*range(3 * kernel_jobs.ALONG)]


class TestSchedules:
    async def test_fall_due_once_however_many_workers_there_are(
        self, another_kernel: MakeKernel, kind: str
    ) -> None:
        kernels = [another_kernel() for _ in range(3)]
        done: list[str] = []

        async def handle(_: Job) -> None:
            done.append("done")

        for one in kernels:
            one.jobs.every(3600, kind, handle)
            await one.jobs._plan()
        for _ in range(3):
            await asyncio.gather(*(one.jobs._enqueue_due_schedules() for one in kernels))
            await asyncio.gather(*(one.jobs.do_what_is_due() for one in kernels))
        assert done == ["done"]

    async def test_pile_up_nothing_while_nobody_works(self, kernel: Kernel, kind: str) -> None:
        async def handle(_: Job) -> None:
            return None

        kernel.jobs.every(3600, kind, handle)
        await kernel.jobs._plan()
        back = """
        update schedules set next_at = now() - interval '5 days' where tenant_id = $1 and name = $2
        """
        for _ in range(4):
            async with kernel.office.open(Actor.the_house(INSTALLATION)) as work:
                await work.run(back, kind)
            await kernel.jobs._enqueue_due_schedules()
        async with kernel.office.open(Actor.the_house(INSTALLATION)) as work:
            assert await work.value(int, COUNT, kind) == 1
