"""Security events, told to administrators and to nobody else."""

import pytest

from tests.conftest import Tenant
from tests.realtime.conftest import OpenScreen

pytestmark = pytest.mark.anyio


async def test_an_administrator_hears_of_a_security_event_and_what_became_of_it(
    tenant: Tenant, screen: OpenScreen
) -> None:
    listening = await screen(tenant.admin)
    given = await tenant.admin.put(f"/api/users/{tenant.agent.id}", {"role": "admin"})
    assert given.status_code == 200, given.text
    heard = (await listening.hears("security.event"))["data"]
    assert (heard["event_type"], heard["status"]) == ("privilege_change", "unresolved")
    await tenant.admin.post(f"/api/app/security/events/{heard['id']}/resolve", {})
    assert (await listening.hears("security.event", 2))["data"]["status"] == "resolved"
