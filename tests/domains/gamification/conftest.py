from collections.abc import Iterator

import pytest

from ringdesk.kernel.database import Urls
from ringdesk.kernel.settings import Settings
from tests.domains.conversations.world import World


@pytest.fixture
def world(settings: Settings, database: Urls) -> Iterator[World]:
    made = World(settings, database.owner)
    yield made
    made.close()
