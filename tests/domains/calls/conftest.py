from collections.abc import AsyncIterator

import pytest

from ringdesk.kernel.database import Urls
from ringdesk.kernel.settings import Settings
from tests.domains.calls.world import Company, World, open_world


@pytest.fixture(scope="package")
async def shared_world(
    settings: Settings, database: Urls, anyio_backend: str
) -> AsyncIterator[World]:
    async with open_world(settings, database.owner) as world:
        yield world


@pytest.fixture
async def world(shared_world: World) -> World:
    """The carrier forgets what it was told."""
    shared_world.carrier.__init__()  # type: ignore[misc]
    return shared_world


@pytest.fixture
async def company(world: World) -> Company:
    return await world.company()
