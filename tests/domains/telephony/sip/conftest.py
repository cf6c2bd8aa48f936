from collections.abc import AsyncIterator

import pytest

from ringdesk.domains.telephony.fakes.sip import PstnSim
from ringdesk.domains.telephony.media import Media
from tests.domains.telephony.network import Trunk, sounding, trunk_to


@pytest.fixture(scope="session", autouse=True)
async def sound(anyio_backend: str) -> AsyncIterator[Media]:
    async with sounding() as made:
        yield made


@pytest.fixture(params=["udp", "tcp"])
def transport(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
async def trunk(network: PstnSim) -> AsyncIterator[Trunk]:
    async with trunk_to(*network.address) as made:
        yield made
