"""A telephone network at home, and a tenant whose calls go there: for every test that wants one."""

from collections.abc import AsyncIterator

import pytest

from ringdesk.domains.telephony.fakes.sip import PstnSim
from ringdesk.wiring import House
from tests.conftest import Tenant
from tests.domains.telephony.network import a_network, calls_go_to


@pytest.fixture
async def network() -> AsyncIterator[PstnSim]:
    async with a_network() as made:
        yield made


@pytest.fixture
async def trunk(
    tenant: Tenant, house: House, network: PstnSim, monkeypatch: pytest.MonkeyPatch
) -> None:
    await calls_go_to(network, tenant, house, monkeypatch)
