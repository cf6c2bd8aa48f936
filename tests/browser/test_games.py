"""Points, boards and the shop, in browsers."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Visit
from tests.browser.gallery import Gallery
from tests.conftest import Person, Tenant

pytestmark = pytest.mark.anyio
V1, ADVANCED = "/api/v1/gamification", "/api/v1/gamification-advanced"


async def award(tenant: Tenant, to: Person, points: int) -> None:
    body = {"user_id": to.id, "points": points, "reason": "Stayed late for a customer"}
    assert (await tenant.admin.post(f"{V1}/points/award", body)).status_code == 200


async def make(tenant: Tenant, path: str, **body: object) -> int | str:
    answer = await tenant.admin.post(path, body)
    assert answer.status_code == 201, answer.text
    made: int | str = answer.json()["id"]
    return made


class TestAnAgentsWork:
    async def test_moves_the_board_in_another_browser(self, tenant: Tenant, visit: Visit) -> None:
        ticket = await tenant.ticket(priority="low")
        colleague = await tenant.person("operator", name="Bea Operator")
        await award(tenant, colleague, 5)
        axel = await visit(tenant.agent, f"/tickets/{ticket['id']}")
        bea = await visit(colleague, "/boards?tab=board")
        rows = bea.page.get_by_role("table").get_by_role("row")
        await expect(rows).to_have_count(2)  # the head and Bea
        await axel.page.get_by_role("button", name="Assign to me").click()
        await axel.page.get_by_role("button", name="Resolve", exact=True).click()
        await expect(rows.nth(1)).to_contain_text("Axel Agent")
        await expect(rows.nth(1)).to_contain_text("10")
        await expect(rows.nth(2)).to_contain_text("Bea Operator")

    async def test_shows_under_no_name_where_they_wish_it(
        self, tenant: Tenant, visit: Visit
    ) -> None:
        await award(tenant, tenant.agent, 20)
        boss = await visit(tenant.admin, "/boards?tab=board")
        await expect(boss.page.get_by_role("row").filter(has_text="Axel Agent")).to_be_visible()
        axel = await visit(tenant.agent, "/boards")
        await axel.page.get_by_label("Hide my name from others").click()
        await expect(boss.page.get_by_role("row").filter(has_text="Somebody")).to_be_visible()
        await expect(boss.page.get_by_text("Axel Agent")).to_have_count(0)
        await axel.page.get_by_label("I take part in the games").click()
        await expect(boss.page.get_by_text("Nobody has points in this time")).to_be_visible()


class TestTheShop:
    async def test_takes_points_and_waits_for_an_administrator(
        self, tenant: Tenant, visit: Visit
    ) -> None:
        await make(tenant, f"{ADVANCED}/rewards", name="Cinema ticket", points_cost=300, stock=2)
        await award(tenant, tenant.agent, 500)
        boss = await visit(tenant.admin, "/settings/games?tab=approvals")
        axel = await visit(tenant.agent, "/boards?tab=shop")
        await axel.page.get_by_role("button", name="Redeem Cinema ticket").click()
        await axel.page.get_by_role("dialog").get_by_role("button", name="Redeem").click()
        await expect(axel.page.get_by_text("You have 200 points to spend.")).to_be_visible()
        await expect(axel.page.get_by_text("Waits for approval")).to_be_visible()
        await boss.page.get_by_role("button", name="Approve").click()
        await expect(axel.page.get_by_text("Approved", exact=True)).to_be_visible()
        await boss.page.get_by_role("button", name="Refuse").click()
        dialog = boss.page.get_by_role("dialog")
        await dialog.get_by_label("Why").fill("The cinema has closed")
        await dialog.get_by_role("button", name="Refuse").click()
        await expect(axel.page.get_by_text("The cinema has closed")).to_be_visible()
        await expect(axel.page.get_by_text("You have 500 points to spend.")).to_be_visible()


class TestAnAdministrator:
    async def test_tries_a_rule_before_it_gives_anything(
        self, tenant: Tenant, visit: Visit
    ) -> None:
        for priority in ("low", "critical"):
            ticket = await tenant.ticket(priority=priority)
            given = {"status": "resolved", "assigned_to": tenant.agent.id}
            await tenant.agent.put(f"/api/tickets/{ticket['id']}", given)
        boss = await visit(tenant.admin, "/settings/games")
        page = boss.page
        await page.get_by_role("button", name="Add a rule").click()
        dialog = page.get_by_role("dialog")
        await dialog.get_by_label("Name").fill("Fires put out")
        await dialog.get_by_label("Points").fill("25")
        await dialog.get_by_role("button", name="Add a condition").click()
        await dialog.get_by_label("Value of condition 1").click()
        await page.get_by_role("option", name="critical").click()
        await dialog.get_by_role("button", name="Try it on the last 30 days").click()
        await expect(dialog.get_by_text("it would have given 25 points")).to_be_visible()
        await expect(dialog.get_by_text("Axel Agent")).to_be_visible()
        await dialog.get_by_role("button", name="Save").click()
        await expect(page.get_by_text("Fires put out", exact=True)).to_be_visible()

    async def test_gives_by_hand_with_a_reason(self, tenant: Tenant, visit: Visit) -> None:
        boss = await visit(tenant.admin, "/settings/games?tab=hand")
        page = boss.page
        await page.get_by_label("Person").click()
        await page.get_by_role("option", name="Axel Agent").click()
        await page.get_by_label("Points", exact=True).fill("40")
        await page.get_by_label("What for").fill("Helped a new colleague")
        await page.get_by_role("button", name="Give points").click()
        axel = await visit(tenant.agent, "/boards")
        await expect(axel.page.get_by_text("Helped a new colleague")).to_be_visible()


class TestThePages:
    async def test_look_right_and_can_be_used_by_everybody(
        self, tenant: Tenant, visit: Visit, gallery: Gallery
    ) -> None:
        await furnish(tenant)
        agent = await visit(tenant.agent)
        boss = await visit(tenant.admin)
        pages = [
            (agent, "boards-me", "/boards", "Level 2"),
            (agent, "boards-board", "/boards?tab=board", "Axel Agent"),
            (agent, "boards-teams", "/boards?tab=teams", "Spring sprint"),
            (agent, "boards-shop", "/boards?tab=shop", "Cinema ticket"),
            (boss, "games-badges", "/settings/games?tab=badges", "Top Performer"),
            (boss, "games-challenges", "/settings/games?tab=challenges", "Sales Blitz"),
            (boss, "games-rewards", "/settings/games?tab=rewards", "Cinema ticket"),
            (boss, "games-approvals", "/settings/games?tab=approvals", "Axel Agent"),
            (boss, "games-hand", "/settings/games?tab=hand", "Give points"),
            (boss, "games-rules", "/settings/games", "Ticket resolved"),
        ]
        for visitor, name, path, sign in pages:
            await gallery.look(visitor, name, path, sign)
        narrow = [
            await visit(one, viewport={"width": 360, "height": 740})
            for one in (tenant.agent, tenant.admin)
        ]
        for visitor, name, path, sign in pages:
            here = narrow[0] if visitor is agent else narrow[1]
            await gallery.look_on_a_telephone(here, name, path, sign)
        assert gallery.faults == []


async def furnish(tenant: Tenant) -> None:
    """Something on every one of these pages."""
    people = [
        await tenant.person("support_agent", name=name)
        for name in ("Bea Schmidt", "Юлия Иванова", "Marco de la Fuente y Santibáñez", "Li Wei")
    ]
    for person, points in zip((*people, tenant.agent), (900, 640, 640, 75, 1230), strict=True):
        await award(tenant, person, points)
    for name, members in (("North", [tenant.agent.id, people[0].id]), ("South", [people[1].id])):
        body = {"name": name, "member_ids": members}
        assert (await tenant.admin.post("/api/v1/teams", body)).status_code == 201
    window = {"start_date": "2026-01-01", "end_date": "2027-12-31"}
    await make(
        tenant, f"{ADVANCED}/competitions", name="Spring sprint", scoring="per_member",
        description="Who is quicker before the holidays", reward_points=200, **window,
    )  # fmt: skip
    for name, target in (("Sales Blitz", 5_000), ("A thousand", 1_000)):
        await make(
            tenant, f"{V1}/challenges", name=name, target_score=target, reward_points=50,
            description="Together before the end of the year", **window,
        )  # fmt: skip
    badge = await make(
        tenant, f"{V1}/badges", name="Top Performer", description="50+ calls", icon="crown"
    )
    given = {"user_id": tenant.agent.id, "badge_id": badge}
    await tenant.admin.post(f"{V1}/badges/award", given)
    reward = await make(
        tenant, f"{ADVANCED}/rewards", name="Cinema ticket", points_cost=300, stock=4,
        description="For two, any evening",
    )  # fmt: skip
    await make(tenant, f"{ADVANCED}/rewards", name="A day off", points_cost=5_000)
    await tenant.agent.post(f"{ADVANCED}/redeem", {"reward_id": reward})
    ticket = await tenant.ticket()
    resolved = {"status": "resolved", "assigned_to": tenant.agent.id}
    await tenant.agent.put(f"/api/tickets/{ticket['id']}", resolved)
