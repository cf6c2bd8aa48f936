"""What solved a ticket is offered to staff when the next customer has the same trouble."""

from typing import Any

import pytest

from ringdesk.domains import knowledge
from ringdesk.kernel.work import Actor
from tests.conftest import Tenant, eventually

pytestmark = pytest.mark.anyio

TROUBLE = "The badge reader at the north gate blinks red and lets nobody in"
CURE = "Hold the reset pin of the reader for ten seconds; it then loads the badges again."


async def solve(tenant: Tenant) -> dict[str, Any]:
    ticket = await tenant.ticket(title="North gate", description=TROUBLE)
    await tenant.agent.post("/api/messages", {"ticket_id": ticket["id"], "content": CURE})
    await tenant.agent.put(f"/api/tickets/{ticket['id']}", {"status": "resolved"})
    return ticket


async def offered(tenant: Tenant, *, to: str) -> list[str]:
    actor = Actor(
        id=tenant.agent.id, tenant_id=tenant.id, role="support_agent",
        scopes=frozenset({"faqs:read", "tickets:read", "chats:read"}),
    )  # fmt: skip
    async with tenant.house.office.open(actor) as work:
        found = await knowledge.suggest(
            work, "Badge reader blinks red at the north gate", for_customer=to == "customer"
        )
    return [one.text for one in found]


class TestASolvedTicket:
    async def test_is_offered_to_staff_and_never_to_customers(self, tenant: Tenant) -> None:
        await solve(tenant)

        async def known() -> bool:
            return CURE in await offered(tenant, to="staff")

        await eventually(known)
        assert CURE not in await offered(tenant, to="customer")

    async def test_is_forgotten_when_it_is_deleted(self, tenant: Tenant) -> None:
        ticket = await solve(tenant)

        async def known() -> bool:
            return CURE in await offered(tenant, to="staff")

        await eventually(known)
        await tenant.admin.delete(f"/api/tickets/{ticket['id']}")

        async def forgotten() -> bool:
            return CURE not in await offered(tenant, to="staff")

        await eventually(forgotten)
