import asyncio
from typing import Any

import pytest

from tests.conftest import Person, Tenant

pytestmark = pytest.mark.anyio


async def say(
    person: Person, ticket: dict[str, Any], content: str = "Hello", **given: Any
) -> dict[str, Any]:
    answer = await person.post(
        "/api/messages", {"ticket_id": ticket["id"], "content": content, **given}
    )
    assert answer.status_code == 201, answer.text
    message: dict[str, Any] = answer.json()
    return message


async def state(tenant: Tenant, ticket: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = (await tenant.agent.get(f"/api/tickets/{ticket['id']}")).json()
    return found


class TestSaying:
    async def test_is_heard_by_both_sides_oldest_first(self, tenant: Tenant) -> None:
        ticket = await tenant.ticket()
        first = await say(tenant.customer, ticket, "Anybody?")
        second = await say(tenant.agent, ticket, "Yes")
        for reader in (tenant.customer, tenant.agent):
            heard = (await reader.get(f"/api/messages/ticket/{ticket['id']}")).json()
            assert [one["id"] for one in heard] == [first["id"], second["id"]]
            assert [one["sender"]["role"] for one in heard] == ["customer", "support_agent"]
        found = (await tenant.customer.get(f"/api/tickets/{ticket['id']}")).json()
        assert [one["content"] for one in found["messages"]] == ["Anybody?", "Yes"]

    async def test_is_found_at_its_location(self, tenant: Tenant) -> None:
        ticket = await tenant.ticket()
        body = {"ticket_id": ticket["id"], "content": "x"}
        made = await tenant.customer.post("/api/messages", body)
        assert made.json() in (await tenant.customer.get(made.headers["location"])).json()

    async def test_for_the_first_time_by_staff_is_the_first_response(self, tenant: Tenant) -> None:
        ticket = await tenant.ticket()
        await say(tenant.customer, ticket)
        await say(tenant.agent, ticket, internal=True)
        assert (await state(tenant, ticket))["first_responded_at"] is None
        await say(tenant.agent, ticket)
        now = await state(tenant, ticket)
        assert now["first_responded_at"] is not None and now["status"] == "in_progress"
        assert now["message_count"] == 3

    async def test_by_the_customer_reopens_what_was_resolved(self, tenant: Tenant) -> None:
        ticket = await tenant.ticket()
        await tenant.agent.put(f"/api/tickets/{ticket['id']}", {"status": "resolved"})
        await say(tenant.customer, ticket, "Not at all")
        now = await state(tenant, ticket)
        assert (now["status"], now["resolved_at"]) == ("open", None)

    @pytest.mark.parametrize("status", ["closed", "cancelled"])
    async def test_about_a_final_ticket_is_refused_but_notes_go_on(
        self, status: str, tenant: Tenant
    ) -> None:
        ticket = await tenant.ticket()
        await tenant.agent.put(f"/api/tickets/{ticket['id']}", {"status": status})
        for one in (tenant.customer, tenant.agent):
            body = {"ticket_id": ticket["id"], "content": "x"}
            answer = await one.post("/api/messages", body)
            assert (answer.status_code, answer.json()["code"]) == (409, "TICKET_IS_FINAL")
        await say(tenant.agent, ticket, internal=True)

    async def test_against_a_stale_ticket_is_told_so(self, tenant: Tenant) -> None:
        ticket = await tenant.ticket()
        await say(tenant.customer, ticket)
        body = {"ticket_id": ticket["id"], "content": "Late"}
        answer = await tenant.agent.post("/api/messages", body, headers={"If-Match": 'W/"1"'})
        assert (answer.status_code, answer.json()["details"]["version"]) == (412, 2)
        assert (await state(tenant, ticket))["message_count"] == 1

    async def test_by_many_at_once_loses_none(self, tenant: Tenant) -> None:
        ticket = await tenant.ticket()
        await asyncio.gather(*(say(tenant.customer, ticket, f"Nr {nr}") for nr in range(20)))
        now = await state(tenant, ticket)
        assert now["message_count"] == 20 and now["version"] == 21
        assert {one["content"] for one in now["messages"]} == {f"Nr {nr}" for nr in range(20)}

    @pytest.mark.parametrize(
        "change",
        [{"content": ""}, {"content": None}, {"content": "x" * 50_001}, {"ticket_id": "1"},
         {"ticket_id": -1}, {"internal": "yes"}, {"sender_id": 1}, {"from_staff": True},
         {"attachment_ids": [1] * 21}, {"attachment_ids": [0]}, {"attachment_ids": "1"},
         {"content": "nul\u0000"}],
    )  # fmt: skip
    async def test_nonsense_is_refused_and_leaves_nothing(
        self, change: dict[str, Any], tenant: Tenant
    ) -> None:
        ticket = await tenant.ticket()
        body = {"ticket_id": ticket["id"], "content": "x"} | change
        assert (await tenant.agent.post("/api/messages", body)).status_code == 400
        assert (await state(tenant, ticket))["version"] == 1

    async def test_to_anothers_ticket_finds_none(self, tenant: Tenant) -> None:
        ticket, other = await tenant.ticket(), await tenant.person()
        body = {"ticket_id": ticket["id"], "content": "x"}
        for answer in (
            await other.post("/api/messages", body),
            await other.get(f"/api/messages/ticket/{ticket['id']}"),
            await other.put(f"/api/messages/{ticket['id']}/read"),
        ):  # fmt: skip
            assert answer.status_code == 404


class TestInternalNotes:
    async def test_are_hidden_from_the_customer(self, tenant: Tenant) -> None:
        ticket = await tenant.ticket()
        await say(tenant.agent, ticket, "Between us", internal=True)
        thread = await tenant.customer.get(f"/api/messages/ticket/{ticket['id']}")
        found = await tenant.customer.get(f"/api/tickets/{ticket['id']}")
        assert thread.json() == found.json()["messages"] == []
        assert found.json()["unread_count"] == 0
        listed = (await tenant.customer.get("/api/tickets")).json()
        assert listed[0]["unread_count"] == 0

    async def test_leave_no_trace_in_what_the_customer_sees(self, tenant: Tenant) -> None:
        """Not even by numbers: how many messages there are, and when the last came."""
        ticket = await tenant.ticket()
        before = (await tenant.customer.get(f"/api/tickets/{ticket['id']}")).json()
        await say(tenant.agent, ticket, "Between us", internal=True)
        after = (await tenant.customer.get(f"/api/tickets/{ticket['id']}")).json()
        for name in ("message_count", "last_message_at", "status", "unread_count"):
            assert before[name] == after[name], name

    async def test_are_not_for_customers_to_write(self, tenant: Tenant) -> None:
        ticket = await tenant.ticket()
        body = {"ticket_id": ticket["id"], "content": "x", "internal": True}
        assert (await tenant.customer.post("/api/messages", body)).status_code == 403


class TestReadMarks:
    async def test_are_set_for_the_others_words_alone(self, tenant: Tenant) -> None:
        ticket = await tenant.ticket()
        await say(tenant.customer, ticket)
        await say(tenant.agent, ticket)
        assert (await state(tenant, ticket))["unread_count"] == 1
        read = await tenant.agent.put(f"/api/messages/{ticket['id']}/read")
        assert (read.status_code, read.json()["read"]) == (200, 1)
        now = await state(tenant, ticket)
        assert [one["read_at"] is not None for one in now["messages"]] == [True, False]
        assert now["unread_count"] == 0
        again = await tenant.agent.put(f"/api/messages/{ticket['id']}/read")
        assert again.json()["read"] == 0

    async def test_of_the_customer_touch_no_internal_note(self, tenant: Tenant) -> None:
        ticket = await tenant.ticket()
        await say(tenant.agent, ticket, "Between us", internal=True)
        await say(tenant.agent, ticket, "To you")
        read = await tenant.customer.put(f"/api/messages/{ticket['id']}/read")
        assert read.json()["read"] == 1


async def test_an_agents_own_ticket_has_two_sides_too(tenant: Tenant) -> None:
    """An agent may ask for help like anybody: then the colleague's answer is the staff's."""
    ticket = await tenant.ticket(tenant.agent)
    await say(tenant.agent, ticket, "My own chair is broken")
    assert (await state(tenant, ticket))["first_responded_at"] is None
    await say(tenant.admin, ticket, "Take mine")
    assert (await state(tenant, ticket))["first_responded_at"] is not None


async def test_pages_of_a_thread(tenant: Tenant) -> None:
    ticket = await tenant.ticket()
    said = [(await say(tenant.customer, ticket, f"Nr {nr}"))["id"] for nr in range(4)]
    path = f"/api/messages/ticket/{ticket['id']}"
    page = (await tenant.agent.get(f"{path}?skip=1&limit=2")).json()
    assert [one["id"] for one in page] == said[1:3]
    assert (await tenant.agent.get(f"{path}?limit=-1")).status_code == 400
