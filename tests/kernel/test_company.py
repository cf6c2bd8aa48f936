"""Reactions in company, whatever fails and whoever dies: nothing lost, each effect once."""

import asyncio
import secrets
from contextlib import suppress
from random import Random
from uuid import UUID

import pytest

from ringdesk.kernel.events import Fact
from ringdesk.kernel.work import Actor
from tests.kernel.conftest import Kernel, MakeKernel, Rang

pytestmark = pytest.mark.anyio

FALL_DUE = "update jobs set due_at = now() where tenant_id = $1 and kind = $2"
LEFT = "select count(*) from jobs where tenant_id = $1 and kind = $2"
FACTS = 60


class Worker:
    """A process whose reaction has an effect under a key, fails now and then, and may be killed:
    before the effect, after it, or between the effect and its settling."""

    def __init__(self, kernel: Kernel, kind: str, random: Random) -> None:
        self.kernel, self.kind, self.random = kernel, kind, random
        self.fails = True
        kernel.registry.together(Rang, **{kind: self.react})

    async def react(self, facts: list[Fact[Rang]]) -> None:
        assert [fact.seq for fact in facts] == sorted(fact.seq for fact in facts)
        async with self.kernel.office.open(Actor.the_house(facts[0].tenant_id)) as work:
            for fact in facts:
                if self.fails and self.random.random() < 0.05:
                    raise OSError("away")
                await work.later(f"{self.kind}.effect", key=str(fact.event.nr))

    async def works_and_may_die(self) -> None:
        working = asyncio.create_task(self.kernel.jobs.do_what_is_due())
        if self.random.random() < 0.6:
            for _ in range(self.random.randrange(60)):
                await asyncio.sleep(0)
            working.cancel()
        with suppress(asyncio.CancelledError):
            await working


async def count(kernel: Kernel, tenant_id: UUID, kind: str) -> int:
    async with kernel.office.open(Actor.the_house(tenant_id)) as work:
        return await work.value(int, LEFT, kind) or 0


@pytest.mark.parametrize("seed", range(6))
async def test_every_fact_has_its_effect_once(
    another_kernel: MakeKernel, tenant_id: UUID, seed: int
) -> None:
    random, kind = Random(seed), f"test.{secrets.token_hex(4)}"
    workers = [Worker(another_kernel(), kind, random) for _ in range(3)]
    relay = workers[0].kernel
    for begins in range(0, FACTS, 20):
        await relay.ring(tenant_id, *range(begins, begins + 20))
        await relay.carry_all_out()
        await asyncio.gather(*(worker.works_and_may_die() for worker in workers))
        await leases_run_out(relay, tenant_id, kind)
    for worker in workers:
        worker.fails = False
    while await count(relay, tenant_id, kind):
        await asyncio.gather(*(worker.kernel.jobs.do_what_is_due() for worker in workers))
        await leases_run_out(relay, tenant_id, kind)
    assert await count(relay, tenant_id, f"{kind}.effect") == FACTS


async def leases_run_out(kernel: Kernel, tenant_id: UUID, kind: str) -> None:
    async with kernel.office.open(Actor.the_house(tenant_id)) as work:
        await work.run(FALL_DUE, kind)
