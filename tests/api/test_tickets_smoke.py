import pytest

from tests.conftest import Tenant

pytestmark = pytest.mark.anyio


async def test_a_ticket_made_is_found(tenant: Tenant) -> None:
    made = await tenant.ticket()
    found = await tenant.agent.get(f"/api/tickets/{made['id']}")
    assert found.status_code == 200 and found.json()["title"] == made["title"]
