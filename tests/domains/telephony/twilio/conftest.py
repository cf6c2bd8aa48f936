from collections.abc import AsyncIterator

import pytest

from ringdesk.domains.telephony.fakes.twilio import FakeTwilio
from ringdesk.kernel.database import Urls
from ringdesk.kernel.settings import Settings
from ringdesk.wiring import House
from tests.conftest import Tenant
from tests.domains.telephony.twilio.line import Line, house_at_home, line_of


# Not for the session: its relay and its jobs would take what belongs to the house of all others.
@pytest.fixture(scope="module")
async def house(settings: Settings, database: Urls) -> AsyncIterator[House]:
    async with house_at_home(settings, database.app) as opened:
        yield opened


@pytest.fixture(scope="module")
async def address(house: House) -> str:
    return house.desk.settings.address


@pytest.fixture
async def fake() -> AsyncIterator[FakeTwilio]:
    async with FakeTwilio().running() as running:
        yield running


@pytest.fixture
async def line(tenant: Tenant, fake: FakeTwilio) -> Line:
    return await line_of(tenant, fake)
