"""What happens to tickets and people, told to those who may know it, and to nobody else."""

from datetime import UTC, datetime

import pytest

from ringdesk.domains import operations
from ringdesk.realtime import metrics_shown
from tests.conftest import MakeTenant, Tenant
from tests.realtime.conftest import Connect, Floor, OpenScreen

pytestmark = pytest.mark.anyio


class TestTicket:
    async def test_staff_and_its_requester_hear_of_it_each_from_their_side(
        self, tenant: Tenant, screen: OpenScreen
    ) -> None:
        agent, customer = await screen(tenant.agent), await screen(tenant.customer)
        made = await tenant.ticket()
        created = await agent.hears("ticket.created")
        assert created["data"]["id"] == made["id"] and created["seq"] > 0
        await tenant.agent.put(f"/api/tickets/{made['id']}", json={"status": "in_progress"})
        for one in (agent, customer):
            updated = await one.hears("ticket.updated")
            assert updated["data"]["status"] == "in_progress"
        answer = {"ticket_id": made["id"], "content": "Have you tried water?"}
        await tenant.agent.post("/api/messages", answer)
        for one in (agent, customer):
            said = await one.hears("message.created")
            assert said["data"]["message"]["content"] == "Have you tried water?"
        await tenant.customer.put(f"/api/messages/{made['id']}/read")
        read = await agent.hears("messages.read")
        assert read["data"].keys() == {"ticket_id", "reader_id", "read_at"}
        assert read["data"]["reader_id"] == tenant.customer.id
        await tenant.admin.delete(f"/api/tickets/{made['id']}")
        for one in (agent, customer):
            assert (await one.hears("ticket.deleted"))["data"] == {"id": made["id"]}

    async def test_what_is_unread_counts_from_where_one_stands(
        self, tenant: Tenant, screen: OpenScreen
    ) -> None:
        made = await tenant.ticket()
        await tenant.agent.post("/api/messages", {"ticket_id": made["id"], "content": "Hello"})
        agent, customer = await screen(tenant.agent), await screen(tenant.customer)
        await tenant.agent.put(f"/api/tickets/{made['id']}", json={"priority": "high"})
        assert (await agent.hears("ticket.updated"))["data"]["unread_count"] == 0
        assert (await customer.hears("ticket.updated"))["data"]["unread_count"] == 1

    async def test_internal_note_is_never_told_to_the_customer(
        self, tenant: Tenant, screen: OpenScreen, connect: Connect
    ) -> None:
        made = await tenant.ticket()
        agent, customer = await screen(tenant.agent), await screen(tenant.customer)
        listener = await connect(tenant.customer)
        note = {"ticket_id": made["id"], "content": "Difficult person", "internal": True}
        await tenant.agent.post("/api/messages", note)
        assert (await agent.hears("message.created"))["data"]["message"]["internal"] is True
        public = {"ticket_id": made["id"], "content": "Good morning"}
        await tenant.agent.post("/api/messages", public)
        said = await customer.hears("message.created")
        assert said["data"]["message"]["content"] == "Good morning"
        assert (await listener.hears("message:received"))["content"] == "Good morning"
        assert "Difficult" not in str(customer.heard) + str(listener.heard)
        # The answer also moved the ticket on; the note left no trace at all.
        assert len(listener.all("tickets:refresh")) == 2

    async def test_customer_hears_nothing_of_anothers_ticket_nor_of_people(
        self, tenant: Tenant, screen: OpenScreen
    ) -> None:
        other = await screen(await tenant.person("customer"))
        agent = await screen(tenant.agent)
        made = await tenant.ticket()
        await tenant.customer.post("/api/messages", {"ticket_id": made["id"], "content": "x"})
        await tenant.admin.put(f"/api/users/{tenant.agent.id}", json={"full_name": "Axel A."})
        await agent.hears("person.updated")
        await other.is_up_to_date()
        assert {one["type"] for one in other.heard} == {"welcome", "pong"}

    async def test_operator_without_the_right_hears_nothing_of_tickets(
        self, tenant: Tenant, screen: OpenScreen
    ) -> None:
        operator, agent = await screen(await tenant.person("operator")), await screen(tenant.agent)
        await tenant.ticket()
        await agent.hears("ticket.created")
        await operator.is_up_to_date()
        assert not operator.all("ticket.created")

    async def test_other_tenants_hear_nothing(
        self, make_tenant: MakeTenant, screen: OpenScreen, connect: Connect
    ) -> None:
        one, other = await make_tenant(), await make_tenant()
        here, there = await screen(one.agent), await screen(other.agent)
        listener = await connect(other.admin)
        made = await one.ticket()
        await one.agent.post("/api/messages", {"ticket_id": made["id"], "content": "Hello"})
        await here.hears("message.created")
        await there.is_up_to_date()
        assert {message["type"] for message in there.heard} == {"welcome", "pong"}
        assert [name for name, _ in listener.heard] == ["authenticated"]


class TestSocketIO:
    async def test_document_000s_three_events(self, tenant: Tenant, connect: Connect) -> None:
        agent, customer = await connect(tenant.agent), await connect(tenant.customer)
        made = await tenant.ticket()
        for one in (agent, customer):
            refresh = await one.hears("tickets:refresh")
            assert refresh == {"ticket_id": made["id"], "seq": refresh["seq"]}
        await tenant.agent.put(f"/api/tickets/{made['id']}", json={"status": "resolved"})
        await tenant.agent.post("/api/messages", {"ticket_id": made["id"], "content": "Done"})
        for one in (agent, customer):
            updated = await one.hears("ticket:updated")
            assert updated["status"] == "resolved" and updated["seq"] > refresh["seq"]
            said = await one.hears("message:received")
            assert (said["content"], said["ticket_id"]) == ("Done", made["id"])
            assert said["seq"] > updated["seq"]


class TestOperations:
    async def test_load_goes_to_staff_of_every_tenant(
        self, make_tenant: MakeTenant, screen: OpenScreen, floor: Floor
    ) -> None:
        one, other = await make_tenant(), await make_tenant()
        staff = [await screen(one.agent), await screen(other.admin)]
        customer = await screen(one.customer)
        sample = operations_sample()
        await metrics_shown(floor.realtime.hub)(sample)
        for somebody in staff:
            told = await somebody.hears("system.metrics")
            assert told["data"]["cpu_usage"] == sample.cpu_usage and told["seq"] is None
        await customer.is_up_to_date()
        assert not customer.all("system.metrics")


def operations_sample() -> operations.Sample:
    return operations.Sample(datetime.now(UTC), 12.5, 50.0, 20.0, 1000.0, 1e8, 60.0)


class TestStats:
    async def test_tenant_sees_only_itself(
        self, make_tenant: MakeTenant, screen: OpenScreen, connect: Connect, floor: Floor
    ) -> None:
        one, other = await make_tenant(), await make_tenant()
        for _ in range(2):
            await screen(one.agent)
        await connect(one.customer)
        await screen(other.agent)
        assert floor.realtime.hub.stats(one.id) == {
            "total_connections": 3, "active_users": 2, "connections_by_tenant": {str(one.id): 3},
        }  # fmt: skip
