from collections.abc import AsyncIterator

import pytest

from ringdesk.domains.telephony.fakes.sip import PstnSim
from tests.domains.telephony.network import Trunk, a_network, trunk_to


@pytest.fixture(params=["udp", "tcp"])
def transport(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
async def network() -> AsyncIterator[PstnSim]:
    async with a_network() as made:
        yield made


@pytest.fixture
async def trunk(network: PstnSim) -> AsyncIterator[Trunk]:
    async with trunk_to(*network.address) as made:
        yield made
