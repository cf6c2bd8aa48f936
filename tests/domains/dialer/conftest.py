from collections.abc import AsyncIterator

import pytest

from ringdesk.wiring import House
from tests.conftest import MakeTenant, Tenant
from tests.domains.dialer.world import Centre, World, centre


@pytest.fixture
async def all_of_it(house: House, address: str) -> AsyncIterator[Centre]:
    made = centre(house.office)
    yield made
    await made.dialer.close()
    await made.carriers.close()


@pytest.fixture
async def world(all_of_it: Centre, tenant: Tenant) -> World:
    return World(tenant, all_of_it)


@pytest.fixture
async def neighbour(all_of_it: Centre, make_tenant: MakeTenant) -> World:
    return World(await make_tenant(), all_of_it)
