"""How far messages, privacy requests and webhooks are, told to the staff who may see them, by ids;
nobody else hears a word."""

from typing import Any

import pytest

from tests.conftest import MakeTenant, Person, Tenant, eventually
from tests.realtime.conftest import Floor, OpenScreen, Screen

pytestmark = pytest.mark.anyio

MESSAGES, REQUESTS, WEBHOOKS = "/api/app/messages", "/api/app/privacy/requests", "/api/app/webhooks"
NOBODY_THERE = "https://1.1.1.1:4433/ringdesk"


async def made(by: Person, path: str, body: Any) -> dict[str, Any]:
    answer = await by.post(path, body)
    assert answer.is_success, answer.text
    found: dict[str, Any] = answer.json()
    return found


class Room:
    """Screens at the server that does the work."""

    def __init__(self, tenant: Tenant, screen: OpenScreen) -> None:
        self._at, self._screen = Floor(tenant.house.realtime, tenant.address), screen

    async def enter(self, *people: Person) -> list[Screen]:
        return [await self._screen(one, at=self._at) for one in people]


async def heard_nothing(kind: str, *screens: Screen) -> None:
    for one in screens:
        await one.is_up_to_date()
        assert not one.all(kind)


class TestAMessage:
    async def test_is_told_of_with_its_id_and_state_and_nothing_of_what_it_says(
        self, tenant: Tenant, make_tenant: MakeTenant, screen: OpenScreen
    ) -> None:
        room = Room(tenant, screen)
        reader = await tenant.person("operator")
        clerk = await tenant.person("support_agent", scopes=["tickets:read"])
        admin, operator, *outsiders = await room.enter(
            tenant.admin, reader, tenant.customer, clerk, (await make_tenant()).admin
        )
        body = {"type": "email", "recipient": "erin@example.org", "subject": "A", "body": "B"}
        sent = await made(tenant.admin, MESSAGES, body)
        for one in (admin, operator):
            letter = await one.hears("message.moved")
            assert letter["data"] == {"id": sent["id"], "state": "pending"}
            assert letter["seq"] is not None

        async def is_on_its_way() -> bool:
            return bool(admin.all("message.moved")[-1]["data"]["state"] != "pending")

        await eventually(is_on_its_way)
        await heard_nothing("message.moved", *outsiders)


class TestAPrivacyRequest:
    async def test_is_told_to_who_decides_and_to_who_asked(
        self, tenant: Tenant, make_tenant: MakeTenant, screen: OpenScreen
    ) -> None:
        room, another = Room(tenant, screen), await tenant.person("customer")
        admin, customer, *outsiders = await room.enter(
            tenant.admin, tenant.customer, tenant.agent, another, (await make_tenant()).admin
        )
        asked = await made(tenant.customer, "/api/app/my-data/requests", {"kind": "access"})
        for one in (admin, customer):
            letter = await one.hears("privacy.changed")
            assert letter["data"] == {"changed": "request", "id": asked["id"], "state": "pending"}
        await made(tenant.admin, f"{REQUESTS}/{asked['id']}/start", {"with_contacts": False})

        async def both_know_that_it_is_done() -> bool:
            last = [one.all("privacy.changed")[-1]["data"]["state"] for one in (admin, customer)]
            return last == ["done", "done"]

        await eventually(both_know_that_it_is_done, 15)
        await heard_nothing("privacy.changed", *outsiders)

    async def test_that_erases_is_told_of_while_it_does(
        self, tenant: Tenant, screen: OpenScreen
    ) -> None:
        (admin,) = await Room(tenant, screen).enter(tenant.admin)
        body = {"kind": "deletion", "email": "nobody@example.org"}
        asked = await made(tenant.admin, REQUESTS, body)
        await made(tenant.admin, f"{REQUESTS}/{asked['id']}/identity", {"note": "By letter"})
        await made(tenant.admin, f"{REQUESTS}/{asked['id']}/start", {"with_contacts": False})

        async def it_is_done() -> bool:
            told = admin.all("privacy.changed")
            return any(one["data"]["state"] == "done" for one in told)

        await eventually(it_is_done, 20)
        steps = [one["data"] for one in admin.all("privacy.changed") if one["seq"] is None]
        assert steps and {(one["changed"], one["id"]) for one in steps} == {
            ("request", asked["id"])
        }


class TestAWebhook:
    async def test_is_told_of_as_are_its_deliveries_by_its_id_alone(
        self, tenant: Tenant, make_tenant: MakeTenant, screen: OpenScreen
    ) -> None:
        room = Room(tenant, screen)
        admin, *outsiders = await room.enter(
            tenant.admin, tenant.agent, tenant.customer, (await make_tenant()).admin
        )
        body = {"url": NOBODY_THERE, "types": ["ticket.created"]}
        hook = await made(tenant.admin, WEBHOOKS, body)
        added = await admin.hears("webhook.changed")
        assert added["data"] == {"id": hook["id"]} and added["seq"] is not None
        await made(tenant.admin, f"{WEBHOOKS}/{hook['id']}/test", {})
        moved = await admin.hears("webhook.changed", 2)
        assert moved["data"] == {"id": hook["id"]} and moved["seq"] is None
        await heard_nothing("webhook.changed", *outsiders)
