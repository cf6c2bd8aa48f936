from typing import Any

import pytest

from tests.conftest import Person, Tenant

pytestmark = pytest.mark.anyio


async def opened(person: Person, **given: Any) -> dict[str, Any]:
    answer = await person.post("/api/app/conversations", given)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def say(person: Person, chat: int, content: str = "Hello", **more: Any) -> dict[str, Any]:
    path = f"/api/app/conversations/{chat}/messages"
    answer = await person.post(path, {"content": content, **more})
    assert answer.status_code == 200, answer.text
    said: dict[str, Any] = answer.json()
    return said


class TestOpening:
    async def test_gives_a_customer_back_what_has_not_ended(self, tenant: Tenant) -> None:
        first = await opened(tenant.customer, customer_name="Carla")
        assert first["state"] == "open" and first["customer"]["id"] == tenant.customer.id
        assert (await opened(tenant.customer))["id"] == first["id"]
        assert (await opened(tenant.customer, channel="widget"))["id"] != first["id"]


class TestSaying:
    async def test_shows_staff_what_the_assistant_found_and_customers_not(
        self, tenant: Tenant
    ) -> None:
        chat = (await opened(tenant.customer))["id"]
        said = await say(tenant.customer, chat, "Hello there!")
        assert said["analysis"] is None and said["sender"]["id"] == tenant.customer.id
        path = f"/api/app/conversations/{chat}/messages"
        [seen] = (await tenant.agent.get(path)).json()
        assert seen["analysis"]["intent"] == "greeting"
        [own] = (await tenant.customer.get(path)).json()
        assert own["analysis"] is None
        shown = (await tenant.agent.get(f"/api/app/conversations/{chat}")).json()
        assert shown["intent"]["label"] == "greeting" and shown["unread_count"] == 1
        assert shown["last_message"]["content"] == "Hello there!"
        own_view = (await tenant.customer.get(f"/api/app/conversations/{chat}")).json()
        assert own_view["intent"] is None and own_view["unread_count"] == 0
