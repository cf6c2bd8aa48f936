from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from uuid import UUID, uuid4

import asyncpg
import pytest

from ringdesk.kernel.database import Urls
from ringdesk.kernel.db import Database
from ringdesk.kernel.events import Event, Registry
from ringdesk.kernel.jobs import Jobs
from ringdesk.kernel.relay import Relay
from ringdesk.kernel.settings import Settings
from ringdesk.kernel.work import Actor, Office
from tests.houses import fresh_installation
from tests.kernel.line import Line, line_to


class Rang(Event, frozen=True, kw_only=True):
    """A fact that no domain knows."""

    nr: int


@dataclass(frozen=True)
class Kernel:
    """The machinery alone: no domain, no server, nothing that runs by itself."""

    urls: Urls
    database: Database
    office: Office
    registry: Registry
    jobs: Jobs
    relay: Relay

    async def ring(self, tenant_id: UUID, *numbers: int) -> None:
        async with self.office.open(Actor.the_house(tenant_id)) as work:
            for nr in numbers:
                work.record(Rang(nr=nr))

    async def carry_all_out(self) -> None:
        while await self.relay.carry_out():
            continue

    async def as_owner_of_the_server(self, statement: str) -> None:
        """What no policy and no trigger holds: somebody with the database's own rights."""
        owner = await asyncpg.connect(self.urls.owner)
        try:
            await owner.execute(statement)
        finally:
            await owner.close()


MakeKernel = Callable[[], Kernel]


@pytest.fixture(scope="module")
async def urls_of_its_own(
    settings: Settings, database: Urls, anyio_backend: str
) -> AsyncIterator[Urls]:
    async with fresh_installation(settings, database.owner) as urls:
        yield urls


@pytest.fixture(scope="module")
async def pool(urls_of_its_own: Urls) -> AsyncIterator[Database]:
    database = Database(urls_of_its_own.app, size=8)
    async with database.connected():
        yield database


@pytest.fixture
def another_kernel(urls_of_its_own: Urls, pool: Database) -> MakeKernel:
    def make() -> Kernel:
        registry = Registry()
        office = Office(pool, registry)
        jobs = Jobs(office, registry)
        registry.kinds["Rang"] = Rang
        return Kernel(urls_of_its_own, pool, office, registry, jobs, Relay(office, registry, jobs))

    return make


@pytest.fixture
def kernel(another_kernel: MakeKernel) -> Kernel:
    return another_kernel()


@pytest.fixture
async def line(urls_of_its_own: Urls) -> AsyncIterator[tuple[Line, str]]:
    async with line_to(urls_of_its_own.app) as made:
        yield made


@pytest.fixture
def tenant_id() -> UUID:
    return uuid4()
