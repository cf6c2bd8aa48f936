"""A supervisor at a call of somebody else's: how they come, what they are told, how they leave."""

from typing import Any

import pytest

from ringdesk.domains.telephony.fakes.sip import PstnSim
from ringdesk.realtime import softphone
from tests.api.calling import lead_of, moved, new_lead, start
from tests.conftest import MakeTenant, Person, Tenant, eventually
from tests.domains.telephony.network import comes_true
from tests.realtime.softphone.conftest import answered, call_somebody, modes, supervise

pytestmark = pytest.mark.anyio


async def line(tenant: Tenant, call: int) -> dict[str, Any]:
    lines = (await tenant.admin.get("/api/app/wallboard")).json()["lines"]
    return next(one for one in lines if one["id"] == call)


@pytest.mark.usefixtures("trunk")
class TestARealCall:
    async def test_tells_the_softphone_as_what_one_is_in_it_until_one_leaves(
        self, tenant: Tenant, operator: Person, network: PstnSim, phone: Any
    ) -> None:
        agent, boss = await phone(operator), await phone(tenant.admin)
        call = await call_somebody(operator)
        there = await answered(tenant, call, network)
        assert (await line(tenant, call))["has_sound"] is True
        await agent.until(call_id=call, supervising=None)
        for mode in ("listen", "whisper", "barge"):
            assert await supervise(tenant.admin, call, mode) == (200, "")
            await boss.until(call_id=call, supervising=mode)
        for _ in range(2):  # once is enough; again does no harm
            assert await supervise(tenant.admin, call, "off") == (200, "")
        await boss.until(call_id=None, supervising=None)
        assert await modes(tenant) == ["listen", "whisper", "barge", "off"]
        assert there.state == "answered"

    async def test_is_left_by_hanging_up_and_the_log_tells(
        self, tenant: Tenant, operator: Person, network: PstnSim, phone: Any
    ) -> None:
        await phone(operator)
        boss = await phone(tenant.admin)
        call = await call_somebody(operator)
        there = await answered(tenant, call, network)
        await supervise(tenant.admin, call, "barge")
        await boss.until(call_id=call)
        await boss.screen.say("softphone.hang_up", data={})
        await boss.until(call_id=None, connected=True)

        async def it_is_told() -> bool:  # the sound ends first, then the act is kept
            return await modes(tenant) == ["barge", "off"]

        await eventually(it_is_told)
        assert there.state == "answered"

    async def test_is_left_when_the_browser_goes_away_and_the_log_tells(
        self, tenant: Tenant, operator: Person, network: PstnSim, phone: Any,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:  # fmt: skip
        monkeypatch.setattr(softphone, "AWAY_S", 0.2)
        await phone(operator)
        boss = await phone(tenant.admin)
        call = await call_somebody(operator)
        await answered(tenant, call, network)
        await supervise(tenant.admin, call, "listen")
        await boss.connection.close()

        async def they_left() -> bool:
            return await modes(tenant) == ["listen", "off"]

        await eventually(they_left, 20)
        assert await supervise(tenant.admin, call, "listen") == (409, "NO_SOFTPHONE")

    async def test_ends_with_the_call(
        self, tenant: Tenant, operator: Person, network: PstnSim, phone: Any
    ) -> None:
        agent, boss = await phone(operator), await phone(tenant.admin)
        call = await call_somebody(operator)
        await answered(tenant, call, network)
        await agent.until(call_id=call)
        await supervise(tenant.admin, call, "whisper")
        await boss.until(call_id=call)
        await agent.screen.say("softphone.hang_up", data={})
        await boss.until(call_id=None, supervising=None, connected=True)
        await comes_true(lambda: network.phones[0].state == "over")
        assert await supervise(tenant.admin, call, "listen") == (409, "CALL_NOT_LIVE")
        assert await supervise(tenant.admin, call, "off") == (200, "")
        assert await modes(tenant) == ["whisper"]


class TestRefusals:
    @pytest.mark.usefixtures("trunk")
    async def test_without_a_softphone(
        self, tenant: Tenant, operator: Person, network: PstnSim
    ) -> None:
        call = await call_somebody(operator)
        await answered(tenant, call, network)
        assert await supervise(tenant.admin, call, "listen") == (409, "NO_SOFTPHONE")

    @pytest.mark.usefixtures("trunk")
    async def test_while_one_is_in_a_call_of_ones_own(
        self, tenant: Tenant, operator: Person, network: PstnSim, phone: Any
    ) -> None:
        boss = await phone(tenant.admin)
        call = await call_somebody(operator)
        await answered(tenant, call, network)
        own = await call_somebody(tenant.admin, "+4930123461")
        await boss.until(call_id=own)
        assert await supervise(tenant.admin, call, "listen") == (409, "PERSON_BUSY")
        assert await modes(tenant) == []

    async def test_of_a_call_that_is_only_played(self, tenant: Tenant, operator: Person) -> None:
        lead = await new_lead(tenant, owner_id=operator.id)
        call = await start(operator, lead)
        number = int(call["id"])
        assert await supervise(tenant.admin, number, "listen") == (409, "CALL_NOT_LIVE")
        await moved(operator, call, "ringing", "answered")
        assert (await line(tenant, number))["has_sound"] is False
        assert await supervise(tenant.admin, number, "listen") == (409, "NO_SOUND")
        assert await supervise(tenant.admin, number, "off") == (200, "")
        assert await modes(tenant) == []
        assert (await lead_of(tenant, lead)).id == lead

    async def test_of_another_tenants_call(
        self, tenant: Tenant, make_tenant: MakeTenant, operator: Person
    ) -> None:
        other = await make_tenant()
        lead = await new_lead(tenant, owner_id=operator.id)
        call = int((await start(operator, lead))["id"])
        for mode in ("listen", "off"):
            assert (await supervise(other.admin, call, mode))[0] == 404
