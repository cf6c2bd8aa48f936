"""Calls as screens hear of them: document 002's events, the letters; who of the staff is here."""

import time

import pytest

from tests.api.calling import moved, new_lead, start
from tests.conftest import MakeTenant, Person, Tenant, eventually
from tests.realtime.conftest import Connect, OpenScreen

pytestmark = pytest.mark.anyio


@pytest.fixture
async def operator(tenant: Tenant) -> Person:
    return await tenant.person("operator", name="Olga Operator")


class TestDocument002:
    async def test_administrators_hear_of_new_and_of_answered_calls(
        self, tenant: Tenant, operator: Person, connect: Connect
    ) -> None:
        admin = await connect(tenant.admin)
        call = await start(operator, await new_lead(tenant))
        new = await admin.hears("call_initiated")
        assert (new["id"], new["callId"], new["status"]) == (call["id"], call["id"], "initiated")
        assert new["lead"]["phone"] == call["lead"]
        assert new["salesperson"] == {"id": str(operator.id), "name": "Olga Operator"}
        await moved(operator, call, "answered")
        assert (await admin.hears("call_answered"))["callId"] == call["id"]

    async def test_operators_hear_of_their_own_calls_alone(
        self, tenant: Tenant, operator: Person, connect: Connect
    ) -> None:
        colleague = await tenant.person("operator")
        own, others = await connect(operator), await connect(colleague)
        admin = await connect(tenant.admin)
        call = await start(operator, await new_lead(tenant))
        await moved(operator, call, "ringing", "answered", "completed")
        told = [await own.hears("call_status_updated", n) for n in (1, 2, 3)]
        assert [one["status"] for one in told] == ["ringing", "answered", "completed"]
        await admin.hears("call_answered")
        assert not own.all("call_initiated") and not own.all("call_answered")
        for name in ("call_initiated", "call_answered", "call_status_updated", "call:status"):
            assert not others.all(name)

    async def test_nobody_else_hears_of_them(
        self, tenant: Tenant, operator: Person, make_tenant: MakeTenant, screen: OpenScreen
    ) -> None:
        other = await make_tenant()
        outsiders = [
            await screen(one)
            for one in (tenant.customer, tenant.agent, other.admin, await other.person("operator"))
        ]
        admin = await screen(tenant.admin)
        await start(operator, await new_lead(tenant))
        await admin.hears("call.status")
        for one in outsiders:
            await one.is_up_to_date()
            assert not one.all("call.status")


class TestLetters:
    async def test_tell_the_call_as_it_is(
        self, tenant: Tenant, operator: Person, screen: OpenScreen
    ) -> None:
        screens = [await screen(tenant.admin), await screen(operator)]
        call = await start(operator, await new_lead(tenant))
        shown = (await operator.get(f"/api/v1/calls/{call['id']}")).json()
        for one in screens:
            heard = await one.hears("call.status")
            assert heard["data"] == shown
            assert heard["seq"] > 0
        await moved(operator, call, "busy")
        for one in screens:
            assert (await one.hears("call.status", 2))["data"]["status"] == "busy"


class TestWhoIsHere:
    async def test_is_told_to_administrators(
        self, tenant: Tenant, operator: Person, connect: Connect, screen: OpenScreen
    ) -> None:
        admin = await connect(tenant.admin)
        theirs = await screen(operator)

        async def came() -> bool:
            return any(one["id"] == str(operator.id) for one in admin.all("user_online"))

        async def left() -> bool:
            return any(one["name"] == "Olga Operator" for one in admin.all("user_offline"))

        await eventually(came)
        told = next(one for one in admin.all("user_online") if one["id"] == str(operator.id))
        assert (told["name"], told["role"]) == ("Olga Operator", "operator")
        since = time.monotonic()
        await theirs.socket.close()
        await eventually(left, seconds=8)
        assert time.monotonic() - since < 5

    async def test_says_nothing_of_a_page_that_is_loaded_again(
        self, tenant: Tenant, operator: Person, connect: Connect, screen: OpenScreen
    ) -> None:
        admin = await connect(tenant.admin)
        first = await screen(operator)

        async def came() -> bool:
            return any(one["id"] == str(operator.id) for one in admin.all("user_online"))

        await eventually(came)
        await first.socket.close()
        await screen(operator)
        colleague = await screen(await tenant.person("operator", name="Oskar Operator"))

        async def colleague_came() -> bool:
            return any(one["name"] == "Oskar Operator" for one in admin.all("user_online"))

        await eventually(colleague_came)
        await colleague.socket.close()

        async def colleague_left() -> bool:
            return any(one["name"] == "Oskar Operator" for one in admin.all("user_offline"))

        await eventually(colleague_left, seconds=8)
        assert [one["name"] for one in admin.all("user_offline")] == ["Oskar Operator"]

    async def test_is_of_the_staff_and_of_ones_own_workspace(
        self, tenant: Tenant, operator: Person, make_tenant: MakeTenant,
        connect: Connect, screen: OpenScreen,
    ) -> None:  # fmt: skip
        admin, theirs = await connect(tenant.admin), await screen(operator)
        for one in (tenant.customer, (await make_tenant()).agent, tenant.agent):
            await screen(one)

        async def came() -> bool:
            return any(one["id"] == str(tenant.agent.id) for one in admin.all("user_online"))

        await eventually(came)
        assert {one["role"] for one in admin.all("user_online")} <= {
            "admin", "operator", "support_agent",
        }  # fmt: skip
        assert not theirs.all("user.online")
