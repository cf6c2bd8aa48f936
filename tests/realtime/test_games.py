"""Points as they come, told to whom they are; that boards moved, to all who work here."""

import pytest

from tests.conftest import MakeTenant, Tenant
from tests.realtime.conftest import OpenScreen

pytestmark = pytest.mark.anyio


async def award(tenant: Tenant, points: int = 5) -> None:
    body = {"user_id": tenant.agent.id, "points": points, "reason": "Well done"}
    await tenant.admin.post("/api/v1/gamification/points/award", body)


class TestPoints:
    async def test_are_told_to_whom_they_are(self, tenant: Tenant, screen: OpenScreen) -> None:
        own, other = await screen(tenant.agent), await screen(tenant.admin)
        await award(tenant, 1500)
        told = await own.hears("games.points")
        assert told["data"] == {
            "what": "points", "user_id": tenant.agent.id, "points": 1500, "source": "awarded",
        }  # fmt: skip
        await other.hears("games.board")
        await other.is_up_to_date()
        assert "games.points" not in {heard["type"] for heard in other.heard}

    async def test_move_the_boards_without_a_name(
        self, tenant: Tenant, make_tenant: MakeTenant, screen: OpenScreen
    ) -> None:
        colleague = await screen(await tenant.person("operator"))
        customer, foreign = await screen(tenant.customer), await screen((await make_tenant()).admin)
        await award(tenant)
        assert (await colleague.hears("games.board"))["data"] == {"changed": "points"}
        for one in (customer, foreign):
            await one.is_up_to_date()
            assert not [heard for heard in one.heard if heard["type"].startswith("games")]


class TestAnAgentsWork:
    async def test_moves_the_board_of_another(self, tenant: Tenant, screen: OpenScreen) -> None:
        colleague = await screen(await tenant.person("operator"))
        ticket = await tenant.ticket()
        given = {"status": "resolved", "assigned_to": tenant.agent.id}
        await tenant.agent.put(f"/api/tickets/{ticket['id']}", given)
        await colleague.hears("games.board")
        board = (await tenant.admin.get("/api/app/games/board")).json()["places"]
        assert [one["user_id"] for one in board] == [tenant.agent.id]


class TestARedemption:
    async def test_is_told_to_the_buyer_and_to_who_decides(
        self, tenant: Tenant, screen: OpenScreen
    ) -> None:
        new = {"name": "Mug", "points_cost": 5}
        reward = (await tenant.admin.post("/api/v1/gamification-advanced/rewards", new)).json()
        await award(tenant)
        buyer, boss = await screen(tenant.agent), await screen(tenant.admin)
        body = {"reward_id": reward["id"]}
        await tenant.agent.post("/api/v1/gamification-advanced/redeem", body)
        for one in (buyer, boss):
            told = await one.hears("games.redemption")
            assert told["data"]["status"] == "requested"
