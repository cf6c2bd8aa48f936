from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec import Struct

from ringdesk.domains import operations
from ringdesk.kernel.logs import RecentRecords
from ringdesk.kernel.work import INSTALLATION, Actor
from ringdesk.wiring import House
from tests.conftest import Tenant

pytestmark = pytest.mark.anyio

ADD = """
insert into host_samples (tenant_id, at, cpu_usage, memory_usage, disk_usage, uptime_s,
  process_memory, process_uptime_s)
values ($1, $2, $3, 50, 50, 1, 1, 1)
"""
KEPT = """
select averaged, cpu_usage from host_samples
where tenant_id = $1 and at >= $2 and at < $2 + interval '5 minutes' order by at
"""
FAIL = "insert into jobs (tenant_id, kind, dead_at) values ($1, 'tests.fail', now())"
OLD_KEY = """
insert into idempotency_keys (tenant_id, person_id, door, key, body_hash, at)
values ($1, 1, 'POST /', 'k', '', now() - $2::interval)
"""
COUNT_KEYS = "select count(*) from idempotency_keys where tenant_id = $1"
ALERTS = "select count(*) from alerts where tenant_id = $1 and metric = 'dead_letters'"
CLEAN_UP = "delete from jobs where tenant_id = $1 and kind = 'tests.fail'"


class Kept(Struct, frozen=True):
    averaged: bool
    cpu_usage: float


@pytest.fixture
def watch(house: House, folder: Path) -> operations.Watch:
    return operations.Watch(house.office, folder)


class TestLook:
    async def test_keeps_the_load_and_tells_who_listens(
        self, watch: operations.Watch, tenant: Tenant
    ) -> None:
        seen: list[operations.Sample] = []

        async def listen(sample: operations.Sample) -> None:
            seen.append(sample)

        watch.on_sample(listen)
        await watch.look()
        async with tenant.work() as work:
            now = await operations.health(work)
            moments = await operations.history(work, hours=1)
        assert now == seen[0]
        assert 0 < now.memory_usage <= 100 and 0 <= now.cpu_usage <= 100 and now.uptime_s > 0
        assert moments

    async def test_a_listener_that_fails_stops_nobody(
        self, watch: operations.Watch, tenant: Tenant
    ) -> None:
        async def fail(_: operations.Sample) -> None:
            raise RuntimeError("no screen")

        watch.on_sample(fail)
        await watch.look()

    async def test_a_dead_letter_is_its_tenants_alert(
        self, watch: operations.Watch, tenant: Tenant
    ) -> None:
        async with tenant.work() as work:
            await work.run(FAIL)
        await watch.look()
        async with tenant.work() as work:
            assert await work.value(int, ALERTS) == 1
            await work.run(CLEAN_UP)

    async def test_the_installations_is_the_first_tenants(
        self, watch: operations.Watch, first_tenant: Tenant, tenant: Tenant, house: House
    ) -> None:
        async with house.office.open(Actor.the_house(INSTALLATION)) as work:
            await work.run(FAIL)
        await watch.look()
        async with first_tenant.work() as work:
            letters = await operations.list_dead_letters(work)
            assert await work.value(int, ALERTS) == 1
        async with tenant.work() as work:
            assert await operations.list_dead_letters(work) == []
            assert await work.value(int, ALERTS) == 0
        mine = next(one for one in letters if one.kind == "tests.fail")
        with pytest.raises(operations.DeadLetterNotFound):
            async with tenant.work() as work:
                await operations.revive_dead_letter(work, job_id=mine.id)
        async with first_tenant.work() as work:
            await operations.revive_dead_letter(work, job_id=mine.id)
        async with house.office.open(Actor.the_house(INSTALLATION)) as work:
            await work.run(CLEAN_UP)


class TestKeepHouse:
    async def test_old_samples_become_averages_of_five_minutes(
        self, watch: operations.Watch, house: House
    ) -> None:
        at = datetime.now(UTC) - timedelta(days=3)
        begin = at - timedelta(
            minutes=at.minute % 5, seconds=at.second, microseconds=at.microsecond
        )
        async with house.office.open(Actor.the_house(INSTALLATION)) as work:
            for minute, cpu in ((0, 10.0), (2, 20.0), (4, 60.0)):
                await work.run(ADD, begin + timedelta(minutes=minute), cpu)
        for _ in range(2):  # the second time nothing happens
            await watch.keep_house()
            async with house.office.open(Actor.the_house(INSTALLATION)) as work:
                assert await work.many(Kept, KEPT, begin) == [Kept(True, 30.0)]

    async def test_forgets_keys_of_yesterday(self, watch: operations.Watch, tenant: Tenant) -> None:
        async with tenant.work() as work:
            await work.run(OLD_KEY, timedelta(hours=25))
        await tenant.ticket()  # a tenant without a single fact has nothing to forget
        await tenant.house.relay.carry_out()
        await watch.keep_house()
        async with tenant.work() as work:
            assert await work.value(int, COUNT_KEYS) == 0


class TestNumbers:
    async def test_are_those_of_all_tenants_together(self, house: House, tenant: Tenant) -> None:
        async with tenant.work() as work:
            await work.run(FAIL)
        numbers = await operations.numbers(house.office, house.database, RecentRecords())
        assert numbers["dead_letters"] >= 1 and numbers["pool_size"] >= 1
        async with tenant.work() as work:
            await work.run(CLEAN_UP)
