"""Letters of the queue: to those who may see all calls, and to nobody else."""

import pytest

from ringdesk.domains import dialer
from ringdesk.domains.dialer.pacing import Trace, View
from ringdesk.realtime import decisions_shown
from tests.conftest import MakeTenant, Tenant
from tests.realtime.conftest import Floor, OpenScreen

pytestmark = pytest.mark.anyio
CONTROL = "/api/admin/system/control"


class TestThePause:
    async def test_is_told_to_administrators(self, tenant: Tenant, screen: OpenScreen) -> None:
        board = await screen(tenant.admin)
        await tenant.admin.post(CONTROL, {"action": "pause_queue"})
        heard = await board.hears("queue.changed")
        assert heard["data"] == {
            "is_running": False, "active_calls": 0, "max_concurrent_calls": 5,
        }  # fmt: skip

    async def test_is_told_to_nobody_else(
        self, tenant: Tenant, make_tenant: MakeTenant, screen: OpenScreen
    ) -> None:
        other = await make_tenant()
        board = await screen(tenant.admin)
        outsiders = [
            await screen(tenant.customer), await screen(other.admin),
            await screen(await tenant.person("operator")),
        ]  # fmt: skip
        await tenant.admin.post(CONTROL, {"action": "pause_queue"})
        await board.hears("queue.changed")
        for one in outsiders:
            await one.is_up_to_date()
            assert not one.all("queue.changed")


class TestADecision:
    async def test_is_shown_with_its_reason_and_not_too_often(
        self, tenant: Tenant, make_tenant: MakeTenant, screen: OpenScreen, floor: Floor
    ) -> None:
        board, outsider = await screen(tenant.admin), await screen((await make_tenant()).admin)
        show = decisions_shown(floor.realtime.hub)
        trace = Trace(at=0, dial=3, reason="predictive", mA=1.5, mF=2.5, c0=0.2, z=0.7)
        view = View(now=0, idle=2, talking=[5.0], ringing=[1.0, 2.0])
        for campaign in (7, 7, 8):
            show(dialer.Decision(tenant.id, campaign, view, trace, 3))
        heard = await board.hears("pacing.trace", 2)
        assert heard["data"]["campaign_id"] == 8 and heard["data"]["reason"] == "predictive"
        assert heard["data"]["z"] == 0.7 and heard["data"]["ringing"] == 2
        await board.hears("pacing.trace", 3)  # the last word of the first, half a second later
        assert [one["data"]["campaign_id"] for one in board.all("pacing.trace")] == [7, 8, 7]
        await outsider.is_up_to_date()
        assert not outsider.all("pacing.trace")
