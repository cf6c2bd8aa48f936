"""A tenant that set up no carrier: calls are played, and it is told so."""

from uuid import uuid4

import pytest

from ringdesk.domains.telephony import DialRequest
from tests.conftest import Tenant

pytestmark = pytest.mark.anyio


class TestATenantWithoutACarrier:
    async def test_has_its_calls_played(self, tenant: Tenant) -> None:
        carriers = tenant.house.carriers
        attempt = f"{tenant.id}:{uuid4()}"
        dialled = await carriers.dial(
            tenant.id, DialRequest(attempt=attempt, to_number="+12025550103")
        )
        assert (dialled.carrier, dialled.carrier_id) == ("simulation", None)
        assert await carriers.is_simulated(tenant.id)
        found = await carriers.look_up(tenant.id, attempt)
        assert found is not None and found[1].carrier_call_id == dialled.carrier_call_id
        await (await carriers.trunk(tenant.id, None)).hang_up(dialled.carrier_call_id)
        found = await carriers.look_up(tenant.id, attempt)
        assert found is not None and found[1].kind == "canceled"
