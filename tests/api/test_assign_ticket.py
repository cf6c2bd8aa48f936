import pytest

from tests.conftest import Tenant

pytestmark = pytest.mark.anyio


async def path_of(tenant: Tenant) -> str:
    return f"/api/tickets/{(await tenant.ticket())['id']}/assign"


class TestAssigning:
    async def test_without_a_body_is_to_oneself(self, tenant: Tenant) -> None:
        path = await path_of(tenant)
        for content in (b"", b"{}", b'{"agent_id": null}', b"null"):
            answer = await tenant.agent.client.post(path, content=content)
            assert (answer.status_code, answer.json()["assigned_to"]) == (200, tenant.agent.id)

    async def test_to_a_colleague(self, tenant: Tenant) -> None:
        path = await path_of(tenant)
        answer = await tenant.agent.post(path, {"agent_id": tenant.admin.id})
        assert answer.json()["agent"] == {"id": tenant.admin.id, "full_name": tenant.admin.name}
        facts = [row for row in await tenant.log() if row.kind == "TicketAssigned"]
        assert len(facts) == 1 and f'"agent_id": {tenant.admin.id}' in facts[0].body

    async def test_to_a_customer_is_refused(self, tenant: Tenant) -> None:
        answer = await tenant.agent.post(await path_of(tenant), {"agent_id": tenant.customer.id})
        assert (answer.status_code, answer.json()["code"]) == (409, "AGENT_NOT_AVAILABLE")

    async def test_to_nobody_we_know_is_refused(self, tenant: Tenant) -> None:
        path = await path_of(tenant)
        for agent_id in (10**9, 2**63 - 1):
            answer = await tenant.agent.post(path, {"agent_id": agent_id})
            assert (answer.status_code, answer.json()["code"]) == (409, "AGENT_NOT_AVAILABLE")

    async def test_to_who_left_is_refused(self, tenant: Tenant) -> None:
        gone = await tenant.person("support_agent")
        await tenant.admin.put(f"/api/users/{gone.id}", {"is_active": False})
        answer = await tenant.agent.post(await path_of(tenant), {"agent_id": gone.id})
        assert answer.status_code == 409

    async def test_by_a_customer_is_refused(self, tenant: Tenant) -> None:
        answer = await tenant.customer.post(await path_of(tenant))
        assert (answer.status_code, answer.json()["code"]) == (403, "MAY_NOT_ASSIGN")

    async def test_what_is_not_there_is_not_found(self, tenant: Tenant) -> None:
        for ticket_id in (10**9, 0, -1, "x", 10**30, "9" * 5000, "%00", "1.0"):
            answer = await tenant.agent.post(f"/api/tickets/{ticket_id}/assign")
            assert answer.status_code == 404, ticket_id


class TestDeleting:
    async def test_is_for_administrators(self, tenant: Tenant) -> None:
        path = f"/api/tickets/{(await tenant.ticket())['id']}"
        for one in (tenant.agent, tenant.customer):
            answer = await one.delete(path)
            assert (answer.status_code, answer.json()["code"]) == (403, "MAY_NOT_DELETE")
        gone = await tenant.admin.delete(path)
        assert (gone.status_code, gone.json()) == (200, {"message": "Ticket deleted successfully"})

    async def test_takes_it_out_of_everything(self, tenant: Tenant) -> None:
        made = await tenant.ticket(title="Vanishing act")
        path = f"/api/tickets/{made['id']}"
        await tenant.admin.delete(path)
        message = {"ticket_id": made["id"], "content": "x"}
        for answer in (
            await tenant.admin.get(path), await tenant.admin.put(path, {"title": "x"}),
            await tenant.admin.delete(path), await tenant.agent.post(f"{path}/assign"),
            await tenant.agent.post("/api/messages", message),
            await tenant.agent.get(f"/api/messages/ticket/{made['id']}"),
        ):  # fmt: skip
            assert answer.status_code == 404
        assert (await tenant.agent.get("/api/tickets")).json() == []
        assert (await tenant.agent.get("/api/tickets?q=vanishing")).json() == []
