"""How far an import is, to those who may know it."""

import pytest

from tests.conftest import MakeTenant, Tenant, eventually
from tests.realtime.conftest import Floor, OpenScreen

pytestmark = pytest.mark.anyio

IMPORTS = "/api/app/imports"


class TestProgress:
    async def test_is_told_to_administrators_of_the_tenant_alone(
        self, tenant: Tenant, make_tenant: MakeTenant, screen: OpenScreen
    ) -> None:
        here = Floor(tenant.house.realtime, tenant.address)  # whose workers carry it out
        admin = await screen(tenant.admin, at=here)
        agent = await screen(tenant.agent, at=here)
        other = await screen((await make_tenant()).admin, at=here)
        file = {"file": ("leads.csv", b"phone\n+12125550101\nnone\n", "text/csv")}
        made = (await tenant.admin.post(IMPORTS, files=file)).json()
        await tenant.admin.post(f"{IMPORTS}/{made['id']}/check")
        letter = await admin.hears("import.progress")
        assert letter["seq"] is None and letter["data"]["id"] == made["id"]
        assert (letter["data"]["state"], letter["data"]["doing"]) == ("checked", None)
        assert letter["data"]["progress"] == 1
        assert letter["data"]["counts"]["new"] == letter["data"]["counts"]["errors"] == 1
        await tenant.admin.post(f"{IMPORTS}/{made['id']}/commit")
        await admin.hears("leads.changed")

        async def it_goes_on() -> bool:
            return admin.all("import.progress")[-1]["data"]["state"] in ("running", "done")

        await eventually(it_goes_on)
        for one in (agent, other):
            await one.is_up_to_date()
            assert not one.all("import.progress")
