"""Who may no longer be in a call is out of it at once, whatever their browser does; and whoever
they talked with is not left alone on the line."""

import time
from dataclasses import replace
from typing import Any

import pytest

from ringdesk.domains import identity
from ringdesk.domains.telephony.fakes.sip import PstnSim, Telephone
from ringdesk.realtime import softphone
from ringdesk.wiring import House
from tests.conftest import Person, Tenant, eventually
from tests.domains.telephony.network import comes_true, lately, loudness
from tests.realtime.softphone.conftest import (
    VOICE_HZ,
    Voice,
    answered,
    call_somebody,
    modes,
    supervise,
)

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("trunk")]

LOUD, QUIET = 0.05, 0.005
AT_ONCE_S = 1.0


@pytest.fixture
async def second(tenant: Tenant) -> Person:
    return await tenant.person("admin", name="Ada Admin")


async def change(tenant: Tenant, who: Person, **changes: Any) -> float:
    """By the other administrator. When it was said."""
    answer = await tenant.admin.put(f"/api/users/{who.id}", changes)
    assert answer.status_code == 200, answer.text
    return time.monotonic()


async def told(tenant: Tenant, wanted: list[str]) -> None:
    """In the log: the sound ends before it."""

    async def it_is() -> bool:
        return await modes(tenant) == wanted

    await eventually(it_is)


class Talk:
    """Olga talks with somebody, and another is in it with her."""

    def __init__(self, house: House, call: int, there: Telephone) -> None:
        self.media, self.call, self.there = house.desk.media, call, there

    async def without(self, who: Person, since: float) -> None:
        await comes_true(lambda: self.media.call_of(who.id) is None, 5)
        assert time.monotonic() - since < AT_ONCE_S

    def has(self, who: Person) -> bool:
        return self.media.call_of(who.id) is not None


@pytest.fixture
async def talk(
    tenant: Tenant, house: House, operator: Person, network: PstnSim, phone: Any
) -> Talk:
    agent = await phone(operator)
    call = await call_somebody(operator)
    there = await answered(tenant, call, network)
    await agent.until(call_id=call)
    return Talk(house, call, there)


class TestASupervisor:
    async def test_who_barged_in_is_not_heard_once_the_scope_is_taken(
        self, tenant: Tenant, second: Person, talk: Talk, phone: Any
    ) -> None:
        boss = await phone(second, Voice())
        assert await supervise(second, talk.call, "barge") == (200, "")
        await comes_true(lambda: loudness(lately(talk.there, 0.4), VOICE_HZ) > LOUD)
        since = await change(tenant, second, scopes=["calls:read", "calls:write"])
        await comes_true(lambda: loudness(lately(talk.there, 0.2), VOICE_HZ) < QUIET, 5)
        assert time.monotonic() - since < AT_ONCE_S + 0.2  # as far back as we listen
        await boss.until(call_id=None, supervising=None, connected=True)
        await told(tenant, ["barge", "off"])
        assert talk.there.state == "answered"

    @pytest.mark.parametrize("mode", ["listen", "whisper", "barge"])
    async def test_who_is_another_now_keeps_the_softphone_and_leaves_the_call(
        self, tenant: Tenant, second: Person, talk: Talk, phone: Any, mode: str
    ) -> None:
        boss = await phone(second)
        assert await supervise(second, talk.call, mode) == (200, "")
        await boss.until(supervising=mode)
        await talk.without(second, await change(tenant, second, role="operator"))
        await boss.until(call_id=None, supervising=None, connected=True)
        await told(tenant, [mode, "off"])
        assert talk.there.state == "answered"

    async def test_who_supervises_by_a_role_of_the_tenants_own_that_has_changed(
        self, tenant: Tenant, talk: Talk, phone: Any
    ) -> None:
        scopes = ["calls:read", "calls:write", "calls:supervise"]
        made = await tenant.admin.post(
            "/api/v1/compliance/roles", {"name": "Coach", "permissions": scopes}
        )
        assert made.status_code == 201, made.text
        coach = await tenant.person("operator", name="Carl Coach")
        await change(tenant, coach, role="Coach")
        await phone(coach)
        assert await supervise(coach, talk.call, "listen") == (200, "")
        role = f"/api/app/roles/{made.json()['id']}"
        answer = await tenant.admin.put(role, {"permissions": scopes[:2]})
        assert answer.status_code == 200, answer.text
        await talk.without(coach, time.monotonic())
        await told(tenant, ["listen", "off"])

    async def test_who_is_deactivated_has_no_softphone_either(
        self, tenant: Tenant, house: House, second: Person, talk: Talk, phone: Any
    ) -> None:
        await phone(second)
        assert await supervise(second, talk.call, "whisper") == (200, "")
        await talk.without(second, await change(tenant, second, is_active=False))
        await comes_true(lambda: not house.desk.media.has_browser(second.id))
        await told(tenant, ["whisper", "off"])
        assert talk.there.state == "answered"

    async def test_whose_page_is_gone_and_whose_sound_is_not(
        self, tenant: Tenant, second: Person, talk: Talk, phone: Any
    ) -> None:
        boss = await phone(second)
        assert await supervise(second, talk.call, "listen") == (200, "")
        await boss.screen.socket.close()
        await talk.without(second, await change(tenant, second, is_active=False))

    async def test_who_signed_out(
        self, tenant: Tenant, second: Person, talk: Talk, phone: Any
    ) -> None:
        await phone(second)
        assert await supervise(second, talk.call, "listen") == (200, "")
        assert (await second.post("/api/auth/logout")).status_code == 200
        await talk.without(second, time.monotonic())
        await told(tenant, ["listen", "off"])

    async def test_whose_name_has_changed_goes_on(
        self, tenant: Tenant, second: Person, talk: Talk, phone: Any
    ) -> None:
        boss = await phone(second)
        assert await supervise(second, talk.call, "listen") == (200, "")
        await change(tenant, second, full_name="Ada Again")
        await boss.screen.hears("person.updated")
        await boss.screen.is_up_to_date()
        assert talk.has(second)


async def signed_in_again(tenant: Tenant, who: Person) -> Person:
    async with tenant.work() as work:
        home = await identity.tenant_of(work, tenant.id)
        same = await identity.get_person(work, person_id=who.id)
    caller, house = identity.Caller(address="127.0.0.1"), tenant.house
    signed = await identity.begin_session(house.office, house.signer, home, same, caller)
    return replace(who, token=signed.access_token)


async def ended(tenant: Tenant, call: int) -> dict[str, Any]:
    found: dict[str, Any] = (await tenant.admin.get(f"/api/app/calls/{call}")).json()
    return found


class TestAnAgent:
    async def test_who_is_deactivated_is_cut_off_and_the_call_ends(
        self, tenant: Tenant, house: House, operator: Person, talk: Talk
    ) -> None:
        await talk.without(operator, await change(tenant, operator, is_active=False))
        await comes_true(lambda: talk.there.state == "over")
        assert not house.desk.media.has_browser(operator.id)
        call = await ended(tenant, talk.call)
        assert (call["status"], call["ended_because"]) == ("completed", "agent_gone")

    async def test_who_may_call_no_more_is_cut_off_and_the_call_ends(
        self, tenant: Tenant, operator: Person, talk: Talk
    ) -> None:
        await talk.without(operator, await change(tenant, operator, role="support_agent"))
        await comes_true(lambda: talk.there.state == "over")

    async def test_who_may_call_no_more_is_told_so_and_at_every_further_offer(
        self, tenant: Tenant, operator: Person, phone: Any
    ) -> None:
        agent = await phone(operator)
        await change(tenant, operator, role="support_agent")
        await agent.until(connected=False, refused="MAY_NOT_CALL")
        before = len(agent.screen.all("softphone.state"))
        offer = {"sdp": agent.connection.localDescription.sdp}
        await agent.screen.say("softphone.offer", data=offer)
        await comes_true(lambda: len(agent.screen.all("softphone.state")) > before)
        await agent.until(refused="MAY_NOT_CALL")

    async def test_who_signed_out_is_cut_off_and_missed_for_a_while(
        self, tenant: Tenant, operator: Person, talk: Talk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(softphone, "AWAY_S", 0.5)
        assert (await operator.post("/api/auth/logout")).status_code == 200
        await talk.without(operator, time.monotonic())
        assert talk.there.state == "answered"
        await comes_true(lambda: talk.there.state == "over")
        assert (await ended(tenant, talk.call))["ended_because"] == "agent_gone"

    async def test_who_signs_in_again_in_time_is_back_in_the_call(
        self, tenant: Tenant, operator: Person, talk: Talk, phone: Any
    ) -> None:
        assert (await operator.post("/api/auth/logout")).status_code == 200
        await talk.without(operator, time.monotonic())
        again = await signed_in_again(tenant, operator)
        back = await phone(again)
        await back.until(call_id=talk.call)
        assert talk.there.state == "answered"

    async def test_whose_browser_does_not_come_back_leaves_nobody_on_the_line(
        self, tenant: Tenant, operator: Person, network: PstnSim, phone: Any,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:  # fmt: skip
        monkeypatch.setattr(softphone, "AWAY_S", 0.3)
        agent = await phone(operator)
        call = await call_somebody(operator)
        there = await answered(tenant, call, network)
        await agent.until(call_id=call)
        await agent.connection.close()
        await comes_true(lambda: there.state == "over", 20)
        assert (await ended(tenant, call))["ended_because"] == "agent_gone"
