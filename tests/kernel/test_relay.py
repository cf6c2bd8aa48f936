import asyncio
from uuid import UUID, uuid4

import pytest

from ringdesk.kernel import audit, queries, relay
from ringdesk.kernel.audit import Verdict
from ringdesk.kernel.events import Fact
from ringdesk.kernel.relay import Head, Replayed
from ringdesk.kernel.work import Actor
from tests.kernel.conftest import Kernel, MakeKernel, Rang

pytestmark = pytest.mark.anyio


async def log_of(kernel: Kernel, tenant_id: UUID) -> list[Replayed]:
    async with kernel.office.open(Actor.the_house(tenant_id)) as work:
        return await work.many(Replayed, queries.FACTS_AFTER, 0, 100_000)


async def verdict_on(kernel: Kernel, tenant_id: UUID, anchor: Head | None = None) -> Verdict:
    async with kernel.office.open(Actor.the_house(tenant_id)) as work:
        return await audit.verify(work, anchors=[] if anchor is None else [anchor])


class TestNumbering:
    async def test_has_no_gap_and_no_double_under_concurrent_tenants_and_relays(
        self, another_kernel: MakeKernel
    ) -> None:
        """Six tenants write, three relays carry, and every tenant has 1 to n."""
        writers, relays = another_kernel(), [another_kernel() for _ in range(3)]
        tenants = [uuid4() for _ in range(6)]
        done = asyncio.Event()

        async def write(tenant_id: UUID, begin: int) -> None:
            for nr in range(begin, begin + 20):
                await writers.ring(tenant_id, nr, nr)

        async def carry(one: Kernel) -> None:
            while not done.is_set():
                await one.relay.carry_out()
                await asyncio.sleep(0)

        carrying = [asyncio.create_task(carry(one)) for one in relays]
        await asyncio.gather(*(write(t, begin) for t in tenants for begin in (0, 1000)))
        done.set()
        await asyncio.gather(*carrying)
        await writers.carry_all_out()
        for tenant_id in tenants:
            facts = await log_of(writers, tenant_id)
            assert [fact.seq for fact in facts] == list(range(1, 81))
            assert (await verdict_on(writers, tenant_id)).state == "intact"

    async def test_keeps_the_order_of_one_writer(self, kernel: Kernel, tenant_id: UUID) -> None:
        for nr in range(30):
            await kernel.ring(tenant_id, nr)
        await kernel.carry_all_out()
        bodies = [fact.body for fact in await log_of(kernel, tenant_id)]
        assert bodies == [f'{{"nr": {nr}}}' for nr in range(30)]

    async def test_uses_up_no_number_for_what_was_rolled_back(
        self, kernel: Kernel, tenant_id: UUID
    ) -> None:
        for nr in range(6):
            try:
                async with kernel.office.open(Actor.the_house(tenant_id)) as work:
                    work.record(Rang(nr=nr))
                    await work.write_the_log()
                    if nr % 2:
                        raise ZeroDivisionError
            except ZeroDivisionError:
                pass
        await kernel.carry_all_out()
        assert [fact.seq for fact in await log_of(kernel, tenant_id)] == [1, 2, 3]

    async def test_carries_more_than_a_batch(
        self, kernel: Kernel, tenant_id: UUID, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("ringdesk.kernel.relay.BATCH", 7)
        await kernel.ring(tenant_id, *range(50))
        await kernel.carry_all_out()
        assert [fact.seq for fact in await log_of(kernel, tenant_id)] == list(range(1, 51))
        assert (await verdict_on(kernel, tenant_id)).state == "intact"


class TestScreens:
    async def test_hear_every_fact_once_in_order(self, kernel: Kernel, tenant_id: UUID) -> None:
        heard: list[Fact[Rang]] = []

        async def listen(fact: Fact[Rang]) -> None:
            if fact.tenant_id == tenant_id:
                heard.append(fact)

        kernel.registry.live(Rang, listen)
        await kernel.ring(tenant_id, 5, 6, 7)
        await kernel.carry_all_out()
        assert [(fact.seq, fact.event.nr) for fact in heard] == [(1, 5), (2, 6), (3, 7)]

    async def test_are_not_held_up_by_one_that_fails(self, kernel: Kernel, tenant_id: UUID) -> None:
        heard: list[int] = []

        async def fail(_: Fact[Rang]) -> None:
            raise ZeroDivisionError

        async def listen(fact: Fact[Rang]) -> None:
            heard.append(fact.seq)

        kernel.registry.live(Rang, fail)
        kernel.registry.live(Rang, listen)
        await kernel.ring(tenant_id, 1, 2)
        await kernel.carry_all_out()
        assert heard == [1, 2]

    async def test_catch_up_from_the_log(self, kernel: Kernel, tenant_id: UUID) -> None:
        async def listen(_: Fact[Rang]) -> None:
            return None

        kernel.registry.live(Rang, listen)
        await kernel.ring(tenant_id, *range(10))
        await kernel.carry_all_out()
        async with kernel.office.open(Actor.the_house(tenant_id)) as work:
            missed = await relay.facts_after(work, kernel.registry, seq=7)
            head = await relay.head(work)
        assert [(fact.seq, fact.event.nr) for fact in missed] == [(8, 7), (9, 8), (10, 9)]
        assert head.seq == 10


# Each as somebody with all rights on the server would do it.
ALL_RIGHTS = (
    "alter table {table} disable trigger user; alter table {table} no force row level security;"
)
AGAIN = ";alter table {table} enable trigger user; alter table {table} force row level security"


class TestTheChain:
    @pytest.mark.parametrize(
        ("change", "state", "bad_seq"),
        [
            ("update events set body = '{\"nr\": 99}' where tenant_id = '%s' and seq = 4",
             "changed", 4),
            ("update events set actor_id = 9 where tenant_id = '%s' and seq = 2", "changed", 2),
            ("update events set kind = 'X' where tenant_id = '%s' and seq = 2", "changed", 2),
            ("update events set at = at + interval '1 us' where tenant_id = '%s' and seq = 5",
             "changed", 5),
            ("update events set request_id = 'x' where tenant_id = '%s' and seq = 1", "changed", 1),
            ("delete from events where tenant_id = '%s' and seq = 3", "changed", 3),
            ("delete from events where tenant_id = '%s' and seq > 4", "truncated", 5),
            ("delete from events where tenant_id = '%s'", "truncated", 1),
            ("update events set seq = -seq where tenant_id = '%s' and seq in (2, 3);"
             "update events set seq = 5 + seq where tenant_id = '%s' and seq < 0", "changed", 2),
        ],
    )  # fmt: skip
    async def test_shows_what_was_done_to_it(
        self, change: str, state: str, bad_seq: int, kernel: Kernel, tenant_id: UUID
    ) -> None:
        await kernel.ring(tenant_id, *range(6))
        await kernel.carry_all_out()
        assert (await verdict_on(kernel, tenant_id)).state == "intact"
        change = change.replace("%s", str(tenant_id))
        frame = ALL_RIGHTS.format(table="events"), AGAIN.format(table="events")
        await kernel.as_owner_of_the_server(frame[0] + change + frame[1])
        found = await verdict_on(kernel, tenant_id)
        assert (found.state, found.bad_seq) == (state, bad_seq)

    async def test_shows_a_cut_tail_with_its_head_only_by_an_anchor(
        self, kernel: Kernel, tenant_id: UUID
    ) -> None:
        """A shorter valid chain is valid: hence heads are kept elsewhere."""
        await kernel.ring(tenant_id, 0, 1, 2)
        await kernel.carry_all_out()
        async with kernel.office.open(Actor.the_house(tenant_id)) as work:
            short = await relay.head(work)
        await kernel.ring(tenant_id, 3)
        await kernel.carry_all_out()
        async with kernel.office.open(Actor.the_house(tenant_id)) as work:
            anchor = await relay.head(work)
        cut = "".join(
            ALL_RIGHTS.format(table=table) + change + AGAIN.format(table=table) + ";"
            for table, change in (
                ("events", f"delete from events where tenant_id = '{tenant_id}' and seq = 4"),
                ("event_heads", f"update event_heads set seq = 3, hash = '\\x{short.hash}' "
                 f"where tenant_id = '{tenant_id}'"),
            )
        )  # fmt: skip
        await kernel.as_owner_of_the_server(cut)
        assert (await verdict_on(kernel, tenant_id)).state == "intact"
        assert (await verdict_on(kernel, tenant_id, anchor)).state == "truncated"
        forged = Head(3, "0" * 64)
        assert (await verdict_on(kernel, tenant_id, forged)).state == "anchor_mismatch"
        assert (await verdict_on(kernel, tenant_id, short)).state == "intact"

    async def test_lets_an_address_be_taken_out(self, kernel: Kernel, tenant_id: UUID) -> None:
        """It is personal, and stands outside the chain."""
        await kernel.ring(tenant_id, 1)
        await kernel.carry_all_out()
        await kernel.as_owner_of_the_server(
            "alter table events no force row level security;"
            f"update events set address = null where tenant_id = '{tenant_id}';"
            "alter table events force row level security"
        )
        assert (await verdict_on(kernel, tenant_id)).state == "intact"

    async def test_of_a_tenant_without_facts_is_intact(
        self, kernel: Kernel, tenant_id: UUID
    ) -> None:
        found = await verdict_on(kernel, tenant_id)
        assert (found.state, found.facts) == ("intact", 0)
