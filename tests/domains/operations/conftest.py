import pytest

from ringdesk.domains import identity
from ringdesk.kernel.work import INSTALLATION, Actor
from ringdesk.wiring import House
from tests.conftest import MakeTenant, Tenant


@pytest.fixture
async def first_tenant(make_tenant: MakeTenant, house: House, address: str) -> Tenant:
    """The one whose staff runs the machine: the oldest of the installation."""
    await make_tenant()  # so that there is one
    async with house.office.open(Actor.the_house(INSTALLATION)) as work:
        found = await identity.first_tenant(work)
    assert found is not None
    return Tenant(found.id, house, address)
