"""Who is told what goes by rights: a role of the workspace's own that holds them hears it, an
administrator whose scopes were narrowed does not."""

from typing import Any

import pytest

from tests.conftest import Tenant
from tests.realtime.conftest import Floor, OpenScreen
from tests.tenants.test_rights_of_ones_own_roles import narrowed
from tests.tenants.test_supervising_roles import colleague

pytestmark = pytest.mark.anyio


class TestHearing:
    @pytest.mark.parametrize(
        ("scope", "kind"),
        [("audit:read", "security.event"), ("users:read", "user.online"),
         ("leads:import", "import.progress")],
    )  # fmt: skip
    async def test_goes_by_the_right_to_see_it(
        self, scope: str, kind: str, tenant: Tenant, screen: OpenScreen
    ) -> None:
        flo, _ = await colleague(tenant, "leads:read", "leads:write", scope)
        nadia = await narrowed(tenant, "tickets:read")
        here = Floor(tenant.house.realtime, tenant.address)  # whose workers carry imports out
        hears, hears_not = await screen(flo, at=here), await screen(nadia, at=here)
        await screen(tenant.agent, at=here)
        await happens(tenant)
        await hears.hears(kind)
        await hears_not.is_up_to_date()
        assert not hears_not.all(kind)

    async def test_of_what_was_redeemed_is_for_those_who_run_the_games(
        self, tenant: Tenant, screen: OpenScreen
    ) -> None:
        flo, _ = await colleague(tenant, "games:write")
        nadia = await narrowed(tenant, "tickets:read")
        hears, hears_not = await screen(flo), await screen(nadia)
        await redeem(tenant)
        await hears.hears("games.redemption")
        await hears_not.is_up_to_date()
        assert not hears_not.all("games.redemption")


async def happens(tenant: Tenant) -> None:
    """Somebody is made an administrator, and brings leads in."""
    given = await tenant.admin.put(f"/api/users/{tenant.agent.id}", {"role": "admin"})
    assert given.status_code == 200, given.text
    file = {"file": ("leads.csv", b"phone\n+12125550101\n", "text/csv")}
    made: dict[str, Any] = (await tenant.admin.post("/api/app/imports", files=file)).json()
    await tenant.admin.post(f"/api/app/imports/{made['id']}/check")


async def redeem(tenant: Tenant) -> None:
    reward = {"name": "A day off", "points_cost": 10}
    made = await tenant.admin.post("/api/v1/gamification-advanced/rewards", reward)
    assert made.status_code == 201, made.text
    points = {"user_id": tenant.agent.id, "points": 50, "reason": "For the test"}
    awarded = await tenant.admin.post("/api/v1/gamification/points/award", points)
    assert awarded.status_code == 200, awarded.text
    done = await tenant.agent.post(
        "/api/v1/gamification-advanced/redeem", {"reward_id": made.json()["id"]}
    )
    assert done.status_code == 200, done.text
