"""What was once decided by a role's name goes by rights: a role of the workspace's own that holds
them may, an administrator whose scopes were narrowed may not."""

import pytest

from tests.conftest import Person, Tenant
from tests.tenants.test_supervising_roles import colleague

pytestmark = pytest.mark.anyio

VIEW = {"name": "Urgent", "filters": {"status": "open"}, "shared": True}


async def narrowed(tenant: Tenant, *scopes: str) -> Person:
    """An administrator by name, with these rights alone."""
    return await tenant.person("admin", name="Nadia", scopes=list(scopes))


class TestRunningTheDesk:
    async def test_is_a_right_to_work_tickets_and_one_to_set_the_desk_up(
        self, tenant: Tenant
    ) -> None:
        ticket = (await tenant.ticket())["id"]
        view = (await tenant.agent.post("/api/app/views", VIEW)).headers["location"]
        works = ["tickets:read", "tickets:write"]
        flo, role = await colleague(tenant, *works)
        nadia = await narrowed(tenant, *works)
        for one in (flo, nadia):
            refused = await one.delete(f"/api/tickets/{ticket}")
            assert (refused.status_code, refused.json()["code"]) == (403, "MAY_NOT_DELETE")
            assert (await one.delete(view)).status_code == 404
        await tenant.admin.put(role, {"permissions": [*works, "settings:write"]})
        assert (await flo.delete(view)).status_code == 200
        assert (await flo.delete(f"/api/tickets/{ticket}")).status_code == 200
        assert (await tenant.customer.get(f"/api/tickets/{ticket}")).status_code == 404


class TestAsking:
    @pytest.mark.parametrize("more", [[], ["faqs:read"]])
    async def test_is_answered_from_what_the_asker_may_read(
        self, more: list[str], tenant: Tenant
    ) -> None:
        article = {
            "title": "Where is the spare key of the server room?",
            "body": "The spare key of the server room hangs behind the porter's desk.",
            "visibility": "staff",
            "state": "published",
        }
        made = await tenant.admin.post("/api/app/articles", article)
        assert made.status_code == 201, made.text
        flo, _ = await colleague(tenant, "leads:read", *more)
        asked = {"query": "Where is the spare key of the server room?"}
        answer = (await flo.post("/api/v1/ai/query", asked)).json()
        assert ("porter" in answer["answer"]) is bool(more)
        assert bool(answer["sources"]) is bool(more)
