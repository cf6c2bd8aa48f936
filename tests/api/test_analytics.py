"""GET /api/analytics/… and /api/tickets/analytics/summary, as documents 000 and 003 name them."""

from typing import Any

import pytest
from httpx import AsyncClient, Response

from tests.conftest import MakeTenant, Tenant

pytestmark = pytest.mark.anyio

STATUSES = {"open", "in_progress", "resolved", "closed", "cancelled"}
PRIORITIES = {"low", "medium", "high", "critical"}
CATEGORIES = {
    "system_down", "performance_issue", "password_reset", "software_installation",
    "hardware_issue", "network_issue", "other",
}  # fmt: skip
PATHS = [
    "/api/analytics/dashboard", "/api/analytics/agent-stats", "/api/analytics/customer-stats",
    "/api/analytics/agent/1", "/api/tickets/analytics/summary",
]  # fmt: skip


def shown(answer: Response) -> dict[str, Any]:
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def work_off(tenant: Tenant) -> None:
    """Three tickets: one answered and resolved by the agent, one theirs, one nobody's."""
    first = await tenant.ticket(priority="high", category="network_issue")
    second = await tenant.ticket(priority="low")
    await tenant.ticket(by=tenant.admin)
    for ticket in (first, second):
        answer = await tenant.admin.post(
            f"/api/tickets/{ticket['id']}/assign", {"agent_id": tenant.agent.id}
        )
        assert answer.status_code == 200
    await tenant.agent.post("/api/messages", {"ticket_id": first["id"], "content": "Done"})
    await tenant.agent.put(f"/api/tickets/{first['id']}", {"status": "resolved"})


class TestSummary:
    async def test_counts_every_value_also_those_without_a_ticket(self, tenant: Tenant) -> None:
        await work_off(tenant)
        body = shown(await tenant.agent.get("/api/tickets/analytics/summary"))
        assert body["status_counts"].keys() == STATUSES
        assert body["priority_counts"] == {"low": 1, "medium": 1, "high": 1, "critical": 0}
        assert body["category_counts"].keys() == CATEGORIES
        assert body["category_counts"]["network_issue"] == 1
        assert body["total_tickets"] == 3 and body["status_counts"]["resolved"] == 1
        assert isinstance(body["avg_resolution_time_hours"], float)

    async def test_of_an_empty_tenant_is_zeros(self, tenant: Tenant) -> None:
        body = shown(await tenant.admin.get("/api/tickets/analytics/summary"))
        assert body["total_tickets"] == 0 and body["avg_resolution_time_hours"] == 0
        assert not any(body["status_counts"].values())

    async def test_a_customers_holds_only_their_own(self, tenant: Tenant) -> None:
        await work_off(tenant)
        body = shown(await tenant.customer.get("/api/tickets/analytics/summary"))
        assert body["total_tickets"] == 2


class TestDashboard:
    async def test_shows_what_was_done(self, tenant: Tenant) -> None:
        await work_off(tenant)
        body = shown(await tenant.admin.get("/api/analytics/dashboard"))
        assert body["tickets"] == {
            "total": 3, "open": 2, "resolved": 1, "today": 3, "this_week": 3, "this_month": 3,
        }  # fmt: skip
        assert body["priority_distribution"].keys() == PRIORITIES
        assert body["status_distribution"].keys() == STATUSES
        assert body["chat_sessions"] == {"total": 0, "active": 0, "waiting": 0}
        for average in ("avg_response_time_minutes", "avg_resolution_time_minutes"):
            assert isinstance(body[average], float)
        (row,) = body["agent_performance"]
        assert row["agent"] == {"id": tenant.agent.id, "full_name": "Axel Agent"}
        assert (row["assigned"], row["resolved"], row["csat"]) == (2, 1, 0)

    async def test_is_for_administrators_and_whoever_may_read_numbers(self, tenant: Tenant) -> None:
        reader = await tenant.person("support_agent", scopes=["analytics:read"])
        assert (await reader.get("/api/analytics/dashboard")).status_code == 200
        for person in (tenant.agent, tenant.customer):
            assert (await person.get("/api/analytics/dashboard")).status_code == 403

    async def test_another_tenants_work_is_not_in_it(
        self, tenant: Tenant, make_tenant: MakeTenant
    ) -> None:
        await work_off(tenant)
        other = await make_tenant()
        body = shown(await other.admin.get("/api/analytics/dashboard"))
        assert body["tickets"]["total"] == 0
        assert all(row["assigned"] == 0 for row in body["agent_performance"])


class TestAgentStats:
    async def test_are_the_callers_own(self, tenant: Tenant) -> None:
        await work_off(tenant)
        body = shown(await tenant.agent.get("/api/analytics/agent-stats"))
        assert body.pop("avg_response_time_minutes") >= 0
        assert body.pop("avg_resolution_time_minutes") >= 0
        assert body == {
            "assigned": 2, "open": 1, "resolved_today": 1, "resolved": 1, "waiting_sessions": 0,
            "active_sessions": 0, "csat": 0,
        }  # fmt: skip

    async def test_are_not_for_customers(self, tenant: Tenant) -> None:
        assert (await tenant.customer.get("/api/analytics/agent-stats")).status_code == 403


class TestCustomerStats:
    async def test_are_the_callers_own_as_a_requester(self, tenant: Tenant) -> None:
        await work_off(tenant)
        body = shown(await tenant.customer.get("/api/analytics/customer-stats"))
        assert body.pop("avg_response_time_minutes") >= 0
        assert body == {"total": 2, "open": 1, "resolved": 1, "sessions": 0}
        body = shown(await tenant.admin.get("/api/analytics/customer-stats"))
        assert body["total"] == 1


class TestOneAgent:
    async def test_has_a_row_and_its_days(self, tenant: Tenant) -> None:
        await work_off(tenant)
        for person in (tenant.admin, tenant.agent):
            body = shown(await person.get(f"/api/analytics/agent/{tenant.agent.id}?days=7"))
            assert body["agent"]["id"] == tenant.agent.id and body["assigned"] == 2
            assert [day["resolved"] for day in body["daily"]] == [0] * 6 + [1]
            assert body["daily"][-1]["assigned"] == 2 and len(body["daily"][0]["date"]) == 10

    async def test_is_for_administrators_and_the_agent(self, tenant: Tenant) -> None:
        other = await tenant.person("support_agent")
        for person in (other, tenant.customer):
            answer = await person.get(f"/api/analytics/agent/{tenant.agent.id}")
            assert answer.status_code == 403

    async def test_is_not_found_where_there_is_none(
        self, tenant: Tenant, make_tenant: MakeTenant
    ) -> None:
        other = await make_tenant()
        for nobody in (other.agent.id, tenant.customer.id, 10**12, "x", "-1"):
            answer = await tenant.admin.get(f"/api/analytics/agent/{nobody}")
            assert answer.status_code == 404, nobody

    @pytest.mark.parametrize("days", ["0", "367", "-1", "x", "1.5", ""])
    async def test_wants_a_sane_number_of_days(self, tenant: Tenant, days: str) -> None:
        answer = await tenant.agent.get(f"/api/analytics/agent/{tenant.agent.id}?days={days}")
        assert answer.status_code == 400


class TestEveryDoor:
    @pytest.mark.parametrize("path", PATHS)
    async def test_wants_a_token(self, stranger: AsyncClient, path: str) -> None:
        assert (await stranger.get(path)).status_code == 401
