"""Whoever says in a chat or in a ticket that they do not want to be called, is not called."""

import pytest

from ringdesk.domains import compliance
from tests.conftest import Person, Tenant

pytestmark = pytest.mark.anyio

ADDRESS = "select email from people where tenant_id = $1 and id = $2"
PHONES = ["+12125550101", "+12125550102"]


async def say(person: Person, content: str) -> None:
    room = await person.post("/api/chat/rooms", {"customer_name": "Carla"})
    path = f"/api/chat/rooms/{room.json()['room_id']}/messages"
    assert (await person.post(path, {"content": content})).status_code == 200


async def forbidden(tenant: Tenant) -> set[str]:
    async with tenant.work() as work:
        return await compliance.forbidden(work, PHONES)


async def leads_of(tenant: Tenant, person: Person) -> None:
    async with tenant.work() as work:
        address = await work.value(str, ADDRESS, person.id)
    for phone, email in zip(PHONES, (address, "else@example.org"), strict=True):
        made = await tenant.admin.post("/api/v1/leads", {"phone": phone, "email": email})
        assert made.status_code == 201, made.text


class TestWhoAsks:
    async def test_is_on_the_list_with_every_number_of_theirs(self, tenant: Tenant) -> None:
        await leads_of(tenant, tenant.customer)
        await say(tenant.customer, "Please stop calling me, thank you")
        assert await forbidden(tenant) == {PHONES[0]}
        async with tenant.work() as work:
            entry = (await compliance.list_forbidden(work))[0]
        assert (entry.source, entry.channel) == ("opt_out", "chat")

    async def test_is_not_whoever_talks_of_calls(self, tenant: Tenant) -> None:
        await leads_of(tenant, tenant.customer)
        for words in ("Can you call me?", "I want to stop", "How do I unsubscribe?", "STOP"):
            await say(tenant.customer, words)
        assert await forbidden(tenant) == set()

    async def test_may_be_known_by_no_lead(self, tenant: Tenant) -> None:
        await say(tenant.customer, "Rufen Sie mich bitte nicht mehr an: nicht mehr anrufen!")
        assert await forbidden(tenant) == set()


class TestATicket:
    async def test_may_ask_as_it_is_opened(self, tenant: Tenant) -> None:
        await leads_of(tenant, tenant.customer)
        words = {"title": "Your calls", "description": "Please stop calling me, thank you"}
        assert (await tenant.customer.post("/api/tickets", words)).status_code == 201
        assert await forbidden(tenant) == {PHONES[0]}
        async with tenant.work() as work:
            entry = (await compliance.list_forbidden(work))[0]
        assert (entry.source, entry.channel) == ("opt_out", "ticket")

    async def test_may_ask_in_what_is_said_later(self, tenant: Tenant) -> None:
        await leads_of(tenant, tenant.customer)
        ticket = await tenant.ticket(title="Hello", description="You called me")
        body = {"ticket_id": ticket["id"], "content": "Do not call me again"}
        assert (await tenant.customer.post("/api/messages", body)).status_code == 201
        assert await forbidden(tenant) == {PHONES[0]}

    async def test_in_which_staff_quote_it_asks_for_nothing(self, tenant: Tenant) -> None:
        await leads_of(tenant, tenant.agent)
        words = {"title": "Noted", "description": "She says: do not call me again"}
        assert (await tenant.agent.post("/api/tickets", words)).status_code == 201
        assert await forbidden(tenant) == set()
