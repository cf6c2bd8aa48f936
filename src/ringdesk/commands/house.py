"""What commands need of the house: the settings, the database, an office, one event loop."""

from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import uvloop

from ringdesk.kernel.database import prepared
from ringdesk.kernel.db import Database
from ringdesk.kernel.embedded import postgres
from ringdesk.kernel.events import Registry
from ringdesk.kernel.settings import Settings
from ringdesk.kernel.work import Office

if TYPE_CHECKING:
    from ringdesk.wiring import House

Result = TypeVar("Result")


def run(coroutine: Coroutine[Any, Any, Result]) -> Result:
    return uvloop.run(coroutine)


@asynccontextmanager
async def owners_address(settings: Settings) -> AsyncIterator[str]:
    """The database as its owner sees it: nothing is made or migrated."""
    if settings.database_url:
        yield settings.database_url
        return
    async with postgres(settings.folder / "postgres") as url:
        yield url


@asynccontextmanager
async def reading(settings: Settings) -> AsyncIterator[Office]:
    """For commands that only look: an office without anybody who reacts."""
    async with prepared(settings) as urls:
        database = Database(urls.app, size=2)
        async with database.connected():
            yield Office(database, Registry())


@asynccontextmanager
async def acting(settings: Settings) -> AsyncIterator["House"]:
    """For commands that change something: the whole house, so that whoever reacts inside the act
    does; what reacts afterwards is done by `serve` or `worker`."""
    from ringdesk.wiring import build  # noqa: PLC0415 - half a second that readers need not wait

    async with prepared(settings) as urls:
        house = build(settings, urls.app, reacting=False)
        async with house.database.connected():
            yield house
