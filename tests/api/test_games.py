"""Points, boards, badges, challenges, competitions and rewards, through the documented doors."""

import asyncio
from typing import Any

import pytest

from tests.conftest import Person, Tenant, eventually

pytestmark = pytest.mark.anyio
V1, ADVANCED, APP = "/api/v1/gamification", "/api/v1/gamification-advanced", "/api/app/games"


async def award(tenant: Tenant, to: Person, points: int, reason: str = "Well done") -> None:
    body = {"user_id": to.id, "points": points, "reason": reason}
    answer = await tenant.admin.post(f"{V1}/points/award", body)
    assert answer.status_code == 200, answer.text


async def points_of(person: Person) -> int:
    total: int = (await person.get(f"{V1}/points")).json()["total_points"]
    return total


async def made(by: Person, path: str, **body: Any) -> dict[str, Any]:
    answer = await by.post(path, body)
    assert answer.status_code == 201, answer.text
    thing: dict[str, Any] = answer.json()
    seen = await by.get(answer.headers["Location"])
    assert seen.status_code == 200
    return thing


class TestPointsByHand:
    async def test_make_the_total_and_the_level(self, tenant: Tenant) -> None:
        assert (await tenant.agent.get(f"{V1}/points")).json()["level"] == 1
        await award(tenant, tenant.agent, 2500)
        shown = (await tenant.agent.get(f"{V1}/points")).json()
        assert (shown["user_id"], shown["total_points"], shown["level"]) == (
            tenant.agent.id, 2500, 5,
        )  # fmt: skip

    async def test_are_taken_back_as_far_as_they_are_there(self, tenant: Tenant) -> None:
        await award(tenant, tenant.agent, 50)
        body = {"user_id": tenant.agent.id, "points": 10, "reason": "Policy violation"}
        assert (await tenant.admin.post(f"{V1}/points/revoke", body)).json()["total_points"] == 40
        too_many = await tenant.admin.post(f"{V1}/points/revoke", body | {"points": 41})
        assert too_many.status_code == 409
        assert too_many.json()["code"] == "NOT_ENOUGH_POINTS"
        assert await points_of(tenant.agent) == 40

    async def test_say_what_for(self, tenant: Tenant) -> None:
        await award(tenant, tenant.agent, 5, "Stayed  late")
        [entry] = (await tenant.agent.get(f"{APP}/points")).json()
        assert (entry["points"], entry["source"], entry["reason"]) == (5, "awarded", "Stayed late")

    async def test_are_given_by_administrators_to_staff_alone(self, tenant: Tenant) -> None:
        body = {"user_id": tenant.agent.id, "points": 5, "reason": "Myself"}
        assert (await tenant.agent.post(f"{V1}/points/award", body)).status_code == 403
        for nobody in (tenant.customer.id, 2**40):
            answer = await tenant.admin.post(f"{V1}/points/award", body | {"user_id": nobody})
            assert answer.status_code == 404

    async def test_of_another_are_for_administrators(self, tenant: Tenant) -> None:
        path = f"{V1}/points?user_id={tenant.agent.id}"
        assert (await tenant.admin.get(path)).json()["user_id"] == tenant.agent.id
        other = await tenant.person("support_agent")
        assert (await other.get(path)).status_code == 403

    async def test_are_no_business_of_customers(self, tenant: Tenant) -> None:
        for path in (f"{V1}/points", f"{V1}/leaderboard", f"{V1}/profile", f"{ADVANCED}/stats"):
            assert (await tenant.customer.get(path)).status_code == 403


class TestWork:
    async def test_gives_points_once_for_a_ticket(self, tenant: Tenant) -> None:
        ticket = await tenant.ticket(priority="low")
        path = f"/api/tickets/{ticket['id']}"
        for status in ("resolved", "open", "resolved"):
            given = {"status": status, "assigned_to": tenant.agent.id}
            assert (await tenant.agent.put(path, given)).status_code == 200

        async def resolved_again() -> bool:
            kinds = [row.kind for row in await tenant.log()]
            return kinds.count("TicketResolved") == 2 and "PointsMoved" in kinds

        await eventually(resolved_again)
        await nothing_waits(tenant)
        assert await points_of(tenant.agent) == 10

    async def test_on_ones_own_ticket_gives_none(self, tenant: Tenant) -> None:
        ticket = await tenant.ticket(by=tenant.agent)
        given = {"status": "resolved", "assigned_to": tenant.agent.id}
        await tenant.agent.put(f"/api/tickets/{ticket['id']}", given)
        await tenant.log()
        await nothing_waits(tenant)
        assert await points_of(tenant.agent) == 0

    async def test_gives_no_more_than_the_days_cap(self, tenant: Tenant) -> None:
        await award(tenant, tenant.agent, 1)
        await resolve(tenant, 1)
        await nothing_waits(tenant)
        for rule in (await tenant.admin.get(f"{APP}/rules")).json():
            changed = await tenant.admin.put(f"{APP}/rules/{rule['id']}", {"daily_cap": 2})
            assert changed.status_code == 200
        await resolve(tenant, 3)
        await nothing_waits(tenant)
        assert await points_of(tenant.agent) == 1 + 2 * 10

    async def test_of_somebody_who_takes_no_part_gives_none(self, tenant: Tenant) -> None:
        await tenant.agent.put(f"{APP}/me", {"participates": False})
        await resolve(tenant, 1)
        await nothing_waits(tenant)
        assert await points_of(tenant.agent) == 0


WAITING = "select count(*) from jobs where tenant_id = $1 and kind like 'gamification.%'"


async def nothing_waits(tenant: Tenant) -> None:
    async def done() -> bool:
        await tenant.log()
        async with tenant.work() as work:
            return await work.value(int, WAITING) == 0

    await eventually(done, seconds=10)


async def resolve(tenant: Tenant, how_many: int, by: Person | None = None) -> None:
    agent = by or tenant.agent
    for _ in range(how_many):
        ticket = await tenant.ticket(priority="low")
        given = {"status": "resolved", "assigned_to": agent.id}
        assert (await agent.put(f"/api/tickets/{ticket['id']}", given)).status_code == 200


class TestBoards:
    async def test_rank_the_best_first_and_equals_alike(self, tenant: Tenant) -> None:
        people = [await tenant.person("support_agent", name=f"P{n}") for n in range(4)]
        for person, points in zip(people, (30, 50, 50, 10), strict=True):
            await award(tenant, person, points)
        board = (await tenant.agent.get(f"{V1}/leaderboard?limit=50")).json()
        assert [(row["rank"], row["total_points"]) for row in board] == [
            (1, 50), (1, 50), (3, 30), (4, 10),
        ]  # fmt: skip
        assert {"user_id", "name", "level"} <= set(board[0])

    async def test_come_in_pages_with_the_same_ranks(self, tenant: Tenant) -> None:
        for points in (5, 7, 7, 9, 9, 9, 11):
            await award(tenant, await tenant.person("operator"), points)
        whole = (await tenant.agent.get(f"{APP}/board")).json()
        pages: list[dict[str, Any]] = []
        after = ""
        while after is not None:
            path = f"{APP}/board?limit=2" + (f"&after={after}" if after else "")
            page = (await tenant.agent.get(path)).json()
            pages += page["places"]
            after = page["next"]
        assert pages == whole["places"]
        assert [row["rank"] for row in pages] == [1, 2, 2, 2, 5, 5, 7]

    async def test_around_me_show_a_few_of_each_side(self, tenant: Tenant) -> None:
        people = [await tenant.person("operator") for _ in range(14)]
        for nth, person in enumerate(people):
            await award(tenant, person, 100 - nth)
        found = (await people[7].get(f"{APP}/board/around-me")).json()["places"]
        assert [row["rank"] for row in found] == list(range(3, 14))
        assert [row["user_id"] for row in found if row["is_me"]] == [people[7].id]
        assert (await tenant.agent.get(f"{APP}/board/around-me")).json()["places"] == []

    async def test_hide_the_name_of_who_wants_it(self, tenant: Tenant) -> None:
        await award(tenant, tenant.agent, 5)
        await tenant.agent.put(f"{APP}/me", {"anonymous": True})
        for reader in (tenant.admin, await tenant.person("operator")):
            told = await reader.get(f"{V1}/leaderboard")
            [row] = told.json()
            assert (row["user_id"], row["name"]) == (0, "")
            assert tenant.agent.name not in told.text
        [own] = (await tenant.agent.get(f"{V1}/leaderboard")).json()
        assert (own["user_id"], own["is_me"]) == (tenant.agent.id, True)

    async def test_leave_out_who_takes_no_part_or_has_left(self, tenant: Tenant) -> None:
        gone, other = await tenant.person("operator"), await tenant.person("operator")
        for person in (gone, other, tenant.agent):
            await award(tenant, person, 5)
        await tenant.agent.put(f"{APP}/me", {"participates": False})
        assert (await tenant.admin.delete(f"/api/users/{gone.id}")).status_code == 200
        board = (await tenant.admin.get(f"{V1}/leaderboard")).json()
        assert [row["user_id"] for row in board] == [other.id]
        assert (await tenant.agent.get(f"{V1}/profile")).json()["rank"] == 0
        await tenant.agent.put(f"{APP}/me", {"participates": True})
        assert len((await tenant.admin.get(f"{V1}/leaderboard")).json()) == 2


class TestBadges:
    async def test_are_given_by_hand_once(self, tenant: Tenant) -> None:
        badge = await made(
            tenant.admin, f"{V1}/badges", name="Top Performer", description="50+ calls",
            icon="https://example.org/top.png",
        )  # fmt: skip
        body = {"user_id": tenant.agent.id, "badge_id": badge["id"]}
        for _ in range(2):
            assert (await tenant.admin.post(f"{V1}/badges/award", body)).status_code == 200
        [own] = (await tenant.agent.get(f"{V1}/badges")).json()
        assert (own["id"], own["name"]) == (badge["id"], "Top Performer")
        assert (await tenant.agent.post(f"{V1}/badges/award", body)).status_code == 403

    async def test_come_by_themselves_at_so_many(self, tenant: Tenant) -> None:
        await made(tenant.admin, f"{V1}/badges", name="Fifty", metric="points", at_least=50)
        await award(tenant, tenant.agent, 49)
        assert (await tenant.agent.get(f"{V1}/badges")).json() == []
        await award(tenant, tenant.agent, 1)
        assert [one["name"] for one in (await tenant.agent.get(f"{V1}/badges")).json()] == ["Fifty"]


class TestChallenges:
    async def test_show_ones_own_progress_and_are_rewarded_once(self, tenant: Tenant) -> None:
        await made(
            tenant.admin, f"{V1}/challenges", name="Two tickets", target_score=2,
            metric="tickets_resolved", reward_points=100, description="This week",
        )  # fmt: skip
        await resolve(tenant, 1)
        await nothing_waits(tenant)
        [active] = (await tenant.agent.get(f"{V1}/challenges/active")).json()
        assert (active["progress"], active["target_score"], active["completed"]) == (1, 2, False)
        await resolve(tenant, 2)
        await nothing_waits(tenant)
        [done] = (await tenant.agent.get(f"{V1}/challenges")).json()
        assert (done["progress"], done["completed"], done["completions"]) == (3, True, 1)
        assert await points_of(tenant.agent) == 3 * 10 + 100

    async def test_of_a_team_reward_each_of_its_members(self, tenant: Tenant) -> None:
        mate = await tenant.person("operator")
        members = [tenant.agent.id, mate.id]
        await tenant.admin.post("/api/v1/teams", {"name": "North", "member_ids": members})
        await made(
            tenant.admin, f"{ADVANCED}/challenges", name="Together", target_score=2,
            metric="tickets_resolved", audience="team", reward_points=30,
        )  # fmt: skip
        await resolve(tenant, 1)
        await resolve(tenant, 1, by=await tenant.person("support_agent"))
        await nothing_waits(tenant)
        assert await points_of(mate) == 0
        await resolve(tenant, 1)
        await nothing_waits(tenant)
        assert await points_of(mate) == 30
        assert await points_of(tenant.agent) == 2 * 10 + 30


class TestCompetitions:
    async def test_are_between_teams_with_a_live_board(self, tenant: Tenant) -> None:
        mate = await tenant.person("operator")
        for name, member in (("North", tenant.agent.id), ("South", mate.id)):
            body = {"name": name, "member_ids": [member]}
            assert (await tenant.admin.post("/api/v1/teams", body)).status_code == 201
        competition = await made(
            tenant.admin, f"{ADVANCED}/competitions", name="Q1 Sales Challenge",
            description="Team competition", start_date="2025-01-01", end_date="2027-03-31",
        )  # fmt: skip
        assert competition["id"].startswith("comp_")
        await award(tenant, mate, 20)
        await award(tenant, tenant.agent, 5)
        path = f"{ADVANCED}/competitions/leaderboard?competition_id={competition['id']}"
        board = (await tenant.agent.get(path)).json()
        assert [(row["rank"], row["name"], row["total_points"]) for row in board] == [
            (1, "South", 20), (2, "North", 5),
        ]  # fmt: skip
        nothing = await tenant.agent.get(path + "x")
        assert nothing.status_code == 404

    async def test_end_with_winners_who_are_rewarded(self, tenant: Tenant) -> None:
        await tenant.admin.post("/api/v1/teams", {"name": "North", "member_ids": [tenant.agent.id]})
        await award(tenant, tenant.agent, 5)
        competition = await made(
            tenant.admin, f"{ADVANCED}/competitions", name="Long ago", start_date="2025-01-01",
            end_date="2027-12-31", reward_points=40,
        )  # fmt: skip
        path = f"{APP}/competitions/{competition['id']}"
        async with tenant.work() as work:
            await work.run(
                "update competitions set end_date = (now() at time zone 'UTC')::date - 1,"
                " start_date = '2025-01-01' where tenant_id = $1"
            )
            await work.run(
                "update game_scores set start = start - 2 where tenant_id = $1 and period = 'day'"
            )
            await work.run(
                "update game_scores set start = start - 62 where tenant_id = $1"
                " and period = 'month'"
            )
        await settle(tenant)
        await settle(tenant)
        await nothing_waits(tenant)
        shown = (await tenant.agent.get(path)).json()
        assert shown["competition"]["state"] == "over"
        assert len(shown["competition"]["winners"]) == 1
        assert await points_of(tenant.agent) == 45
        late = await tenant.admin.put(path, {"name": "Too late"})
        assert late.status_code == 409


async def settle(tenant: Tenant) -> None:
    from ringdesk.domains.gamification.contests import competitions  # noqa: PLC0415

    async with tenant.work() as work:
        over = await competitions.to_settle(work)
    for competition_id in over:
        async with tenant.work() as work:
            await competitions.settle(work, competition_id=competition_id)


class TestRewards:
    async def test_cost_points_but_not_the_level(self, tenant: Tenant) -> None:
        reward = await made(
            tenant.admin, f"{ADVANCED}/rewards", name="Gift card", points_cost=500,
            description="$50 gift card",
        )  # fmt: skip
        await award(tenant, tenant.agent, 1200)
        done = await tenant.agent.post(f"{ADVANCED}/redeem", {"reward_id": reward["id"]})
        assert done.status_code == 200
        assert (done.json()["status"], done.json()["balance"]) == ("requested", 700)
        shown = (await tenant.agent.get(f"{V1}/points")).json()
        assert (shown["total_points"], shown["level"], shown["balance"]) == (1200, 2, 700)

    async def test_are_not_had_without_points_or_stock(self, tenant: Tenant) -> None:
        reward = await made(
            tenant.admin, f"{ADVANCED}/rewards", name="Mug", points_cost=10, stock=1
        )
        body = {"reward_id": reward["id"]}
        poor = await tenant.agent.post(f"{ADVANCED}/redeem", body)
        assert (poor.status_code, poor.json()["code"]) == (409, "NOT_ENOUGH_POINTS")
        await award(tenant, tenant.agent, 100)
        assert (await tenant.agent.post(f"{ADVANCED}/redeem", body)).status_code == 200
        gone = await tenant.agent.post(f"{ADVANCED}/redeem", body)
        assert (gone.status_code, gone.json()["code"]) == (409, "OUT_OF_STOCK")
        assert (await tenant.agent.get(f"{ADVANCED}/rewards")).json() == []

    async def test_are_never_sold_twice_nor_on_credit(self, tenant: Tenant) -> None:
        """Twenty at once: five pieces, and points for three of them each."""
        reward = await made(
            tenant.admin, f"{ADVANCED}/rewards", name="Mug", points_cost=10, stock=5
        )
        mate = await tenant.person("operator")
        for person in (mate, tenant.agent):
            await award(tenant, person, 35)
        buyers = [mate, tenant.agent] * 10
        answers = await asyncio.gather(
            *(one.post(f"{ADVANCED}/redeem", {"reward_id": reward["id"]}) for one in buyers)
        )
        assert sorted({one.status_code for one in answers}) == [200, 409]
        assert [one.status_code for one in answers].count(200) == 5
        left = [(await one.get(f"{V1}/points")).json()["balance"] for one in (mate, tenant.agent)]
        assert sorted(left) == [5, 15]

    async def test_give_the_points_back_when_refused(self, tenant: Tenant) -> None:
        reward = await made(
            tenant.admin, f"{ADVANCED}/rewards", name="Mug", points_cost=10, stock=1
        )
        await award(tenant, tenant.agent, 10)
        done = (await tenant.agent.post(f"{ADVANCED}/redeem", {"reward_id": reward["id"]})).json()
        path = f"{APP}/redemptions/{done['id']}"
        assert (await tenant.agent.put(path, {"status": "approved"})).status_code == 403
        refused = await tenant.admin.put(path, {"status": "refused", "note": "Not this month"})
        assert (refused.json()["status"], refused.json()["note"]) == ("refused", "Not this month")
        again = await tenant.admin.put(path, {"status": "refused"})
        assert (again.status_code, again.json()["code"]) == (409, "REDEMPTION_DECIDED")
        assert (await tenant.agent.get(f"{V1}/points")).json()["balance"] == 10
        shown = (await tenant.admin.get(f"{APP}/rewards?available=false")).json()
        assert shown[0]["stock"] == 1

    async def test_without_approval_wait_only_to_be_handed_over(self, tenant: Tenant) -> None:
        reward = await made(
            tenant.admin, f"{ADVANCED}/rewards", name="Coffee", points_cost=1,
            needs_approval=False,
        )  # fmt: skip
        await award(tenant, tenant.agent, 1)
        done = (await tenant.agent.post(f"{ADVANCED}/redeem", {"reward_id": reward["id"]})).json()
        assert done["status"] == "approved"
        given = await tenant.admin.put(f"{APP}/redemptions/{done['id']}", {"status": "fulfilled"})
        assert given.json()["status"] == "fulfilled"
        kept = await tenant.admin.delete(f"{APP}/rewards/{reward['id']}")
        assert (kept.status_code, kept.json()["code"]) == (409, "REWARD_IN_USE")


class TestRules:
    async def test_are_tried_on_what_happened(self, tenant: Tenant) -> None:
        await resolve(tenant, 3)
        await nothing_waits(tenant)
        body = {"name": "Try", "kind": "ticket_resolved", "points": 7, "daily_cap": 2}
        told = (await tenant.admin.post(f"{APP}/rules/dry-run", body)).json()
        assert (told["facts"], told["matched"], told["capped"], told["points"]) == (3, 3, 1, 14)
        assert told["people"] == [
            {"user_id": tenant.agent.id, "name": "Axel Agent", "times": 2, "points": 14}
        ]
        urgent = body | {"conditions": [{"field": "priority", "op": "eq", "value": "critical"}]}
        none = (await tenant.admin.post(f"{APP}/rules/dry-run", urgent)).json()
        assert (none["facts"], none["matched"]) == (3, 0)
        assert await points_of(tenant.agent) == 30, "nothing was changed"

    @pytest.mark.parametrize(
        "condition",
        [
            {"field": "salary", "op": "eq", "value": 1},
            {"field": "priority", "op": "gte", "value": "low"},
            {"field": "hours", "op": "lte", "value": "soon"},
            {"field": "hours", "op": "lte", "value": True},
            {"field": "priority", "op": "in", "value": []},
            {"field": "priority", "op": "in", "value": [1]},
            {"field": "priority", "op": "like", "value": "x"},
            {"field": "priority", "op": "eq", "value": ["low"]},
        ],
    )
    async def test_ask_only_what_can_be_asked(
        self, tenant: Tenant, condition: dict[str, Any]
    ) -> None:
        body = {"name": "Bad", "kind": "ticket_resolved", "points": 1, "conditions": [condition]}
        assert (await tenant.admin.post(f"{APP}/rules", body)).status_code == 400
        assert (await tenant.admin.post(f"{APP}/rules/dry-run", body)).status_code == 400

    async def test_are_made_changed_and_deleted_by_administrators(self, tenant: Tenant) -> None:
        body = {"name": "Chats", "kind": "chat_finished", "points": 3}
        assert (await tenant.agent.post(f"{APP}/rules", body)).status_code == 403
        rule = await made(tenant.admin, f"{APP}/rules", **body)
        path = f"{APP}/rules/{rule['id']}"
        changed = (await tenant.admin.put(path, {"points": 4, "enabled": False})).json()
        assert (changed["points"], changed["enabled"], changed["name"]) == (4, False, "Chats")
        assert (await tenant.admin.delete(path)).status_code == 200
        assert (await tenant.admin.get(path)).status_code == 404
