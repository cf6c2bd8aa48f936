import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest

from ringdesk.kernel import connections as kernel_connections
from ringdesk.kernel.connections import Connection, Connections
from ringdesk.kernel.database import Urls
from ringdesk.kernel.errors import Unavailable
from tests.conftest import eventually
from tests.kernel.line import Line

pytestmark = pytest.mark.anyio

SIZE = 3


@pytest.fixture
async def few(database: Urls) -> AsyncIterator[Connections]:
    made = Connections(database.app, size=SIZE, session={"application_name": "few"})
    yield made
    await made.close()


async def all_of(few: Connections) -> list[Connection]:
    return [await few.take() for _ in range(SIZE)]


class TestConnections:
    async def test_are_made_when_needed_and_never_more_than_allowed(self, few: Connections) -> None:
        assert few.open == 0
        taken = await all_of(few)
        assert (few.open, few.in_use, len(set(taken))) == (SIZE, SIZE, SIZE)
        waiting = [asyncio.create_task(few.take()) for _ in range(5)]
        await asyncio.sleep(0)
        assert few.open == SIZE and not any(task.done() for task in waiting)
        for connection in taken:
            few.give(connection)
        for task in waiting:
            few.give(await task)
        assert (few.open, few.in_use) == (SIZE, 0)

    async def test_are_served_in_the_order_of_asking(self, few: Connections) -> None:
        taken, order = await all_of(few), []

        async def ask(nr: int) -> None:
            connection = await few.take()
            order.append(nr)
            few.give(connection)

        waiting = [asyncio.create_task(ask(nr)) for nr in range(10)]
        await asyncio.sleep(0)
        few.give(taken[0])
        await asyncio.gather(*waiting)
        assert order == list(range(10))

    async def test_of_a_crowd_are_refused_at_once(
        self, few: Connections, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(kernel_connections, "MOST_WAITING", 2)
        taken = await all_of(few)
        waiting = [asyncio.create_task(few.take()) for _ in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(Unavailable):
            await few.take()
        for connection in taken:
            few.give(connection)
        for task in waiting:
            few.give(await task)

    async def test_are_not_lost_with_those_who_stop_waiting(self, few: Connections) -> None:
        taken = await all_of(few)
        for _ in range(20):
            waiting = asyncio.create_task(few.take())
            await asyncio.sleep(0)
            few.give(taken.pop())  # it is theirs in the very moment in which they leave
            waiting.cancel()
            with pytest.raises(asyncio.CancelledError):
                await waiting
            taken.append(await asyncio.wait_for(few.take(), 5))
        for connection in taken:
            few.give(connection)
        assert (few.open, few.in_use) == (SIZE, 0)

    async def test_that_broke_are_replaced(self, few: Connections) -> None:
        taken = await all_of(few)
        waiting = [asyncio.create_task(few.take()) for _ in range(SIZE)]
        await asyncio.sleep(0)
        for connection in taken:
            connection.terminate()
            few.give(connection)
        fresh = [await asyncio.wait_for(task, 10) for task in waiting]
        assert not set(fresh) & set(taken)
        for connection in fresh:
            assert await connection.fetchval("select 1") == 1
            few.give(connection)
        assert few.open == SIZE

    async def test_that_broke_while_idle_are_not_given_out(
        self, few: Connections, database: Urls
    ) -> None:
        for connection in await all_of(few):
            few.give(connection)
        owner = await asyncpg.connect(database.app)
        await owner.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'few'"
        )
        await owner.close()

        async def answers() -> bool:
            connection = await few.take()
            try:
                return bool(await connection.fetchval("select 1") == 1)
            except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
                return False
            except asyncpg.InternalClientError:  # the end came while it was asked
                return False
            finally:
                few.give(connection)

        await eventually(answers)

    async def test_away_raises_for_each_who_waits_and_recovers(
        self, few: Connections, database: Urls
    ) -> None:
        few._url = "postgresql://nobody@/nothing?host=/nowhere"
        for _ in range(SIZE + 2):  # no place is used up by a failure
            with pytest.raises(OSError):
                await few.take()
        few._url = database.app
        taken = await all_of(few)
        for connection in taken:
            few.give(connection)
        assert few.open == SIZE


class TestADatabaseThatStandsStill:
    async def test_is_given_up_and_found_again_when_it_goes_on(
        self, line: tuple[Line, str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(kernel_connections, "PULSE_EVERY_S", 0.05)
        monkeypatch.setattr(kernel_connections, "PULSE_WITHIN_S", 0.5)
        wire, url = line
        few = Connections(url, size=1, session={})
        watching = asyncio.create_task(few.watch())
        working = await few.take()
        assert await working.fetchval("select 1") == 1
        wire.stand_still()
        waiting = asyncio.create_task(few.take())
        with pytest.raises((OSError, asyncpg.PostgresConnectionError, asyncpg.InterfaceError)):
            await asyncio.wait_for(working.fetchval("select 2"), 5)
        few.give(working)
        with pytest.raises(Unavailable):
            await waiting
        wire.go_on()
        again = await few.take()
        assert await again.fetchval("select 3") == 3
        few.give(again)
        watching.cancel()
        await few.close()

    async def test_that_is_only_slow_is_waited_for(
        self, database: Urls, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(kernel_connections, "PULSE_EVERY_S", 0.02)
        monkeypatch.setattr(kernel_connections, "PULSE_WITHIN_S", 2)
        few = Connections(database.app, size=1, session={})
        watching = asyncio.create_task(few.watch())
        working = await few.take()
        assert await working.fetchval("select 4 from pg_sleep(0.5)") == 4
        watching.cancel()
        few.give(working)
        await few.close()
