"""The relay and the jobs without HTTP: as many as needed beside `ringdesk serve`."""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

from ringdesk.domains import operations
from ringdesk.kernel import collector, logs
from ringdesk.kernel.database import prepared
from ringdesk.kernel.settings import Settings
from ringdesk.wiring import House, build

PATIENCE_S = 10.0  # for what is in hand when we are told to stop


async def work(
    settings: Settings, *, recent: logs.RecentRecords, ready: Callable[[], None]
) -> None:
    """Until SIGTERM or SIGINT."""
    told, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, told.set)
    async with prepared(settings) as urls:
        house = build(settings, urls.app, reacting=False, recent=recent)
        async with house.database.connected(), reacting(house, recent):
            collector.settle()
            ready()
            await told.wait()


@asynccontextmanager
async def reacting(house: House, recent: logs.RecentRecords) -> AsyncIterator[None]:
    """What is done behind the requests, and the keeping of log records, while the block runs.
    At its end the facts that wait are carried out, so that nobody waits for the next start."""
    keeper = operations.LogKeeper(house.office, recent)
    loops = (*house.behind, keeper.run, house.realtime.speak)
    tasks = [asyncio.create_task(loop()) for loop in loops]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
        with suppress(OSError, TimeoutError):
            async with asyncio.timeout(PATIENCE_S):
                while await house.relay.carry_out():
                    continue
                await keeper.store()
