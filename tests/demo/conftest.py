"""A small sample, loaded once for all tests that only look at it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from ringdesk.demo.loading import load
from ringdesk.demo.mark import PASSWORD
from ringdesk.domains import identity
from ringdesk.kernel.database import Urls
from ringdesk.kernel.db import Database
from ringdesk.kernel.events import Registry
from ringdesk.kernel.settings import Settings
from ringdesk.kernel.work import INSTALLATION, Actor, Office
from tests.houses import fresh_installation

TICKETS = 400
NOW = datetime.now(UTC) - timedelta(seconds=1)


@dataclass(frozen=True)
class Sample:
    urls: Urls
    office: Office
    counted: dict[str, int]
    tenants: list[UUID]


@pytest.fixture(scope="session")
async def sample(settings: Settings, database: Urls) -> AsyncIterator[Sample]:
    async with fresh_installation(settings, database.owner) as urls:
        pool = Database(urls.app, size=2)
        async with pool.connected():
            office = Office(pool, Registry())
            counted = await load(office, settings, password=PASSWORD, tickets=TICKETS, until=NOW)
            async with office.open(Actor.the_house(INSTALLATION)) as work:
                tenants = [tenant.id for tenant in await identity.list_tenants(work)]
            yield Sample(urls, office, counted, tenants)
