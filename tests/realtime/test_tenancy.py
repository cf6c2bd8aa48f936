"""API tokens at sockets, and the sockets of a workspace that is suspended."""

import pytest

from tests.conftest import MakeTenant, Person, Tenant
from tests.realtime.conftest import OpenScreen
from tests.tenants.test_suspension import resume, suspend

pytestmark = pytest.mark.anyio

NOT_SIGNED_IN = 4401


@pytest.fixture(autouse=True)
async def not_the_first(make_tenant: MakeTenant) -> None:
    """The first tenant of an installation can't be suspended."""
    await make_tenant()


async def token_of(person: Person, *scopes: str) -> tuple[int, str]:
    made = await person.post("/api/app/tokens", {"name": "Board", "scopes": [*scopes]})
    assert made.status_code == 201, made.text
    return made.json()["about"]["id"], made.json()["token"]


class TestAnApiToken:
    async def test_hears_what_it_may(self, tenant: Tenant, screen: OpenScreen) -> None:
        _, token = await token_of(tenant.agent, "tickets:read")
        board = await screen(token=token)
        made = await tenant.ticket()
        heard = await board.hears("ticket.created")
        assert heard["data"]["id"] == made["id"]

    async def test_hears_nothing_that_it_may_not(self, tenant: Tenant, screen: OpenScreen) -> None:
        _, token = await token_of(tenant.admin, "leads:read")
        board = await screen(token=token)
        await tenant.ticket()
        await tenant.log()
        await board.is_up_to_date()
        assert board.all("ticket.created") == []

    async def test_is_seen_out_when_it_ends(self, tenant: Tenant, screen: OpenScreen) -> None:
        token_id, token = await token_of(tenant.agent, "tickets:read")
        board, own = await screen(token=token), await screen(tenant.agent)
        assert (await tenant.agent.delete(f"/api/app/tokens/{token_id}")).status_code == 200
        assert await board.is_closed() == NOT_SIGNED_IN
        await own.is_up_to_date()  # their own screen goes on

    async def test_goes_with_a_role_that_loses_its_rights(
        self, tenant: Tenant, screen: OpenScreen
    ) -> None:
        role = {"name": "Board", "permissions": ["tickets:read"]}
        made = (await tenant.admin.post("/api/v1/compliance/roles", role)).json()
        watcher = await tenant.person("support_agent")
        await tenant.admin.put(f"/api/users/{watcher.id}", {"role": "Board"})
        board = await screen(watcher)
        await tenant.ticket()
        await board.hears("ticket.created")
        path = f"/api/app/roles/{made['id']}"
        assert (await tenant.admin.put(path, {"permissions": []})).status_code == 200
        await tenant.log()
        await board.is_up_to_date()
        await tenant.ticket()
        await tenant.log()
        await board.is_up_to_date()
        assert len(board.all("ticket.created")) == 1


class TestASuspendedWorkspace:
    async def test_has_no_sockets(self, tenant: Tenant, screen: OpenScreen) -> None:
        boards = [await screen(one) for one in (tenant.admin, tenant.agent, tenant.customer)]
        await suspend(tenant)
        for board in boards:
            assert await board.is_closed(seconds=2) == NOT_SIGNED_IN
        ticket = await tenant.agent.post("/api/v1/ws/ticket")
        assert (ticket.status_code, ticket.json()["code"]) == (403, "TENANT_SUSPENDED")
        await resume(tenant)
        again = await screen(tenant.agent)
        await again.is_up_to_date()
