"""The loop by itself: woken by what happens, idle for whom nothing does, in several processes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial

import pytest

from ringdesk.domains import compliance, dialer, identity
from ringdesk.kernel.database import Urls
from ringdesk.kernel.db import Database
from ringdesk.kernel.events import Registry
from ringdesk.kernel.jobs import Jobs
from ringdesk.kernel.relay import Relay
from ringdesk.kernel.settings import Settings
from ringdesk.kernel.work import INSTALLATION, Actor, Office
from tests.conftest import eventually
from tests.domains.dialer.test_state_machine import Firm
from tests.domains.dialer.world import Centre, Exchanges, World, centre
from tests.houses import fresh_installation

pytestmark = pytest.mark.anyio

COUNT = "select count(*) from calls where tenant_id = $1"
ROUNDS = "select wakes::int from dialer_alarms where tenant_id = $1"


@pytest.fixture(scope="module")
async def urls(settings: Settings, database: Urls) -> AsyncIterator[Urls]:
    """A database of its own: no other test's tenants are due in it."""
    async with fresh_installation(settings, database.owner) as made:
        yield made


@asynccontextmanager
async def process(urls: Urls, exchanges: Exchanges, *, dials: bool = True) -> AsyncIterator[Centre]:
    """What runs in a process that reacts."""
    compliance.use_house_hours("00:00-24:00")
    base, registry = Database(urls.app, size=8), Registry()
    async with base.connected():
        office = Office(base, registry)
        jobs = Jobs(office, registry)
        made = centre(office, exchanges)
        loops = [Relay(office, registry, jobs).run()]
        if dials:
            dialer.register(registry, jobs, office, made.carriers, made.dialer)
            loops.append(made.dialer.run())
        tasks = [asyncio.create_task(loop) for loop in loops]
        try:
            yield made
        finally:
            for task in reversed(tasks):
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task
            await made.carriers.close()


async def world(made: Centre) -> World:
    async with made.office.open(Actor.the_house(INSTALLATION)) as work:
        opened = await identity.add_tenant(work, "Firm")
    return World(Firm(opened.id, made.office), made)  # type: ignore[arg-type]


async def count(one: World) -> int:
    async with one.work() as work:
        return await work.value(int, COUNT) or 0


class TestTheLoop:
    async def test_dials_as_soon_as_somebody_is_available(self, urls: Urls) -> None:
        async with process(urls, Exchanges()) as made:
            one = await world(made)
            await one.lead()
            assert await count(one) == 0
            await one.agent()
            await eventually(lambda: is_so(one, 1), seconds=2)

    async def test_dials_as_soon_as_a_lead_is_there(self, urls: Urls) -> None:
        async with process(urls, Exchanges()) as made:
            one = await world(made)
            await one.agent()
            await one.lead("urgent")
            await eventually(lambda: is_so(one, 1), seconds=2)

    async def test_connects_whoever_answers_and_dials_the_next(self, urls: Urls) -> None:
        async with process(urls, Exchanges()) as made:
            one = await world(made)
            await one.settings(wrap_up_s=0)
            for _ in range(3):
                await one.lead()
            await one.agent()
            for nr in range(1, 4):
                await eventually(partial(is_so, one, nr), seconds=3)
                await one.says(await newest(one), "answered")
                await eventually(lambda: is_connected(one), seconds=2)
                await one.says(await newest(one), "completed")

    async def test_wakes_by_the_clock(self, urls: Urls) -> None:
        async with process(urls, Exchanges()) as made:
            one = await world(made)
            await one.agent()
            await one.lead()
            await eventually(lambda: is_so(one, 1), seconds=2)
            await one.settings(retry={"busy": 0})
            await one.says(await newest(one), "busy")
            await eventually(lambda: is_so(one, 2), seconds=2)

    async def test_begins_with_what_happened_while_nobody_dialled(self, urls: Urls) -> None:
        exchanges = Exchanges()
        async with process(urls, exchanges, dials=False) as silent:
            one = await world(silent)
            await one.agent()
            await one.lead()
            async with process(urls, exchanges):
                await eventually(lambda: is_so(one, 1), seconds=2)

    async def test_of_two_processes_one_dials_and_the_other_takes_over(self, urls: Urls) -> None:
        exchanges = Exchanges()
        async with process(urls, exchanges) as second:
            async with process(urls, exchanges) as first:
                one = await world(first)
                await one.settings(wrap_up_s=0)
                for _ in range(2):
                    await one.lead()
                await one.agent()
                await eventually(lambda: is_so(one, 1), seconds=2)
            one.centre = second
            one.tenant.office = second.office  # type: ignore[attr-defined]
            await one.says(await newest(one), "busy")
            await eventually(lambda: is_so(one, 2), seconds=3)
        assert len(set(exchanges.of[one.tenant.id].asks)) == 2


class TestAnIdleTenant:
    async def test_costs_nothing(self, urls: Urls) -> None:
        """No round without a reason: its alarm is minutes away."""
        async with process(urls, Exchanges()) as made:
            one = await world(made)
            await one.lead()
            await eventually(lambda: has_alarm(one), seconds=2)
            async with one.work() as work:
                wait = await work.value(float, NEXT_IN)
        assert wait is not None and wait > 60


NEXT_IN = """
select extract(epoch from next_at - now())::float8 from dialer_alarms where tenant_id = $1
"""


async def has_alarm(one: World) -> bool:
    async with one.work() as work:
        wait = await work.value(float, NEXT_IN)
    return wait is not None and wait > 20


async def is_so(one: World, wanted: int) -> bool:
    return await count(one) == wanted and len(one.centre.exchanges.of[one.tenant.id].asks) == wanted


async def newest(one: World) -> int:
    async with one.work() as work:
        found = await work.value(int, "select max(id) from calls where tenant_id = $1")
    assert found is not None
    return found


async def is_connected(one: World) -> bool:
    return (await one.call(await newest(one))).connected_at is not None
