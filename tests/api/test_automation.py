"""Document 001's automation, and what the web app has beside it."""

import asyncio
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.conftest import MakeTenant, Person, Tenant, eventually

pytestmark = pytest.mark.anyio
RULES = "/api/v1/automation/routing-rules"
numbers = iter(range(1000, 9999))


async def a_lead(tenant: Tenant, **given: Any) -> dict[str, Any]:
    body = {"name": "Ada", "phone": f"+1212555{next(numbers)}", **given}
    answer = await tenant.admin.post("/api/v1/leads", body)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def free(person: Person) -> Person:
    answer = await person.put("/api/app/availability", {"state": "available"})
    assert answer.status_code == 200, answer.text
    return person


async def a_rule(tenant: Tenant, **given: Any) -> dict[str, Any]:
    body = {
        "name": "A rule", "priority": 1, "conditions": {}, "action_type": "round_robin", **given,
    }  # fmt: skip
    answer = await tenant.admin.post(RULES, body)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def route(tenant: Tenant, lead: dict[str, Any]) -> dict[str, Any]:
    answer = await tenant.admin.post("/api/v1/automation/leads/route", {"lead_id": lead["id"]})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def score(tenant: Tenant, lead: dict[str, Any]) -> dict[str, Any]:
    answer = await tenant.admin.post("/api/v1/automation/leads/score", {"lead_id": lead["id"]})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


class TestAScore:
    async def test_is_the_sum_of_four_factors(self, tenant: Tenant) -> None:
        operator = await tenant.person("operator")
        lead = await a_lead(tenant, source="Referral", status="qualified", owner_id=operator.id)
        found = await score(tenant, lead)
        assert found["factors"] == {
            "source_quality": 25, "status_score": 25, "engagement": 0, "assignment": 15,
        }  # fmt: skip
        assert (found["score"], found["rank"], found["lead_id"]) == (65, 1, lead["id"])

    async def test_is_there_from_the_start_and_follows_every_change(self, tenant: Tenant) -> None:
        cold = await a_lead(tenant, source="cold")
        warm = await a_lead(tenant, source="campaign")
        ranks = (await tenant.admin.get("/api/v1/automation/leads/ranked?limit=100")).json()
        assert [(one["lead_id"], one["rank"]) for one in ranks] == [
            (warm["id"], 1),
            (cold["id"], 2),
        ]
        assert all(sum(one["factors"].values()) == one["score"] for one in ranks)
        await tenant.admin.put(f"/api/v1/leads?id={cold['id']}", {"status": "qualified"})
        ranks = (await tenant.admin.get("/api/v1/automation/leads/ranked")).json()
        assert [one["score"] for one in ranks] == [35, 30]
        assert (await score(tenant, cold))["score"] == 30
        assert (await score(tenant, cold))["rank"] == 2

    async def test_gives_equals_one_rank(self, tenant: Tenant) -> None:
        for _ in range(3):
            await a_lead(tenant, source="event")
        ranks = (await tenant.admin.get("/api/v1/automation/leads/ranked")).json()
        assert [one["rank"] for one in ranks] == [1, 1, 1]
        second = (await tenant.admin.get("/api/v1/automation/leads/ranked?offset=1&limit=1")).json()
        assert [one["rank"] for one in second] == [1]

    async def test_is_counted_by_the_tenants_own_points(self, tenant: Tenant) -> None:
        lead = await a_lead(tenant, source="Fair")
        answer = await tenant.admin.put(
            "/api/app/settings/scoring", {"source_points": {"fair": 24, "*": 1}}
        )
        assert answer.json()["source_points"]["fair"] == 24
        other = await a_lead(tenant, source="who knows")
        assert (await score(tenant, lead))["factors"]["source_quality"] == 24
        assert (await score(tenant, other))["factors"]["source_quality"] == 1

        async def counted_anew() -> bool:
            found = (await tenant.admin.get("/api/app/settings/scoring")).json()
            ranks = (await tenant.admin.get("/api/v1/automation/leads/ranked")).json()
            return bool(found) and [one["score"] for one in ranks] == [34, 11]

        await eventually(counted_anew)

    @pytest.mark.parametrize(
        "points", [{"web": 26}, {"web": -1}, {"web": "many"}, {"x" * 101: 1}, {"": 1}]
    )
    async def test_has_no_room_for_odd_points(self, points: Any, tenant: Tenant) -> None:
        answer = await tenant.admin.put("/api/app/settings/scoring", {"source_points": points})
        assert answer.status_code == 400

    async def test_is_of_leads_one_may_see(self, tenant: Tenant, make_tenant: MakeTenant) -> None:
        theirs = await a_lead(await make_tenant())
        body = {"lead_id": theirs["id"]}
        for path in ("score", "route"):
            answer = await tenant.admin.post(f"/api/v1/automation/leads/{path}", body)
            assert answer.status_code == 404
        answer = await tenant.customer.post("/api/v1/automation/leads/score", body)
        assert answer.status_code == 403


class TestARoute:
    async def test_goes_by_the_first_rule_that_fits(self, tenant: Tenant) -> None:
        first, second = [await tenant.person("operator") for _ in range(2)]
        await a_rule(
            tenant, name="VIP Leads Rule", priority=2, action_type="assign_to_agent",
            conditions={"source": "campaign", "status": "new"}, action_value=str(first.id),
        )  # fmt: skip
        await a_rule(
            tenant, name="Cold", priority=1, conditions={"source": {"in": ["cold", "csv"]}},
            action_type="assign_to_agent", action_value=str(second.id),
        )  # fmt: skip
        lead = await a_lead(tenant, source="Campaign")
        found = await route(tenant, lead)
        assert found["agent_id"] == first.id
        assert found["routing_rule_applied"] == "assign_to_agent"
        assert found["rule_name"] == "VIP Leads Rule"
        seen = (await first.get(f"/api/v1/leads?id={lead['id']}")).json()
        assert seen["owner"]["id"] == first.id

    async def test_goes_round_among_who_is_available(self, tenant: Tenant) -> None:
        pair = [await free(await tenant.person("operator")) for _ in range(2)]
        await tenant.person("operator")
        got = [(await route(tenant, await a_lead(tenant)))["agent_id"] for _ in range(4)]
        assert got == [pair[0].id, pair[1].id, pair[0].id, pair[1].id]

    async def test_is_fair_when_many_ask_at_once(self, tenant: Tenant) -> None:
        trio = [await free(await tenant.person("operator")) for _ in range(3)]
        made = [await a_lead(tenant) for _ in range(9)]
        found = await asyncio.gather(*(route(tenant, lead) for lead in made))
        got = [one["agent_id"] for one in found]
        assert {one.id: got.count(one.id) for one in trio} == {one.id: 3 for one in trio}

    async def test_goes_to_a_team(self, tenant: Tenant) -> None:
        insider, outsider = [await free(await tenant.person("operator")) for _ in range(2)]
        team = await tenant.admin.post("/api/v1/teams", {"name": "A", "member_ids": [insider.id]})
        await a_rule(tenant, action_type="assign_to_team", action_value=str(team.json()["id"]))
        got = {(await route(tenant, await a_lead(tenant)))["agent_id"] for _ in range(3)}
        assert got == {insider.id} != {outsider.id}

    async def test_says_so_when_nobody_is_there(self, tenant: Tenant) -> None:
        lead = await a_lead(tenant)
        answer = await tenant.admin.post("/api/v1/automation/leads/route", {"lead_id": lead["id"]})
        assert (answer.status_code, answer.json()["code"]) == (409, "NOBODY_AVAILABLE")
        assert answer.json()["details"]["trace"][-1]["why"] == "nobody"

    async def test_passes_over_a_team_that_is_gone(self, tenant: Tenant) -> None:
        operator = await free(await tenant.person("operator"))
        team = (await tenant.admin.post("/api/v1/teams", {"name": "A"})).json()
        await a_rule(tenant, action_type="assign_to_team", action_value=str(team["id"]))
        await tenant.admin.delete(f"/api/v1/teams?id={team['id']}")
        found = await route(tenant, await a_lead(tenant))
        assert (found["agent_id"], found["routing_rule_applied"]) == (operator.id, "round_robin")

    async def test_can_be_tried_without_effect(self, tenant: Tenant) -> None:
        operator = await free(await tenant.person("operator"))
        await a_rule(tenant, name="Rich", conditions={"score": {"gt": 99}})
        await a_rule(tenant, name="Off", enabled=False)
        lead = await a_lead(tenant)
        tried = (await tenant.admin.post("/api/app/routing/try", {"lead_id": lead["id"]})).json()
        assert tried["agent_id"] == operator.id
        assert [(step["name"], step["why"]) for step in tried["trace"]] == [
            ("Rich", "condition"), ("Off", "disabled"), ("round_robin", "matched"),
        ]  # fmt: skip
        assert (await tenant.admin.get(f"/api/v1/leads?id={lead['id']}")).json()["owner"] is None
        assert (await tenant.admin.get("/api/app/routings")).json() == []

    async def test_is_remembered_with_its_reasons(self, tenant: Tenant) -> None:
        operator = await free(await tenant.person("operator"))
        lead = await a_lead(tenant)
        await route(tenant, lead)
        [line] = (await tenant.admin.get(f"/api/app/routings?lead={lead['id']}")).json()
        assert (line["agent_id"], line["action_type"]) == (operator.id, "round_robin")
        assert line["trace"] == [
            {"rule_id": None, "name": "round_robin", "why": "matched", "detail": ""}
        ]
        metrics = (await tenant.admin.get("/api/v1/automation/metrics")).json()
        assert (metrics["routed_today"], metrics["active_rules"]) == (1, 0)

    async def test_is_counted_by_the_tenants_own_day(self, tenant: Tenant) -> None:
        await free(await tenant.person("operator"))
        await route(tenant, await a_lead(tenant))
        zone = await tenant.admin.put("/api/app/workspace", {"timezone": "Pacific/Auckland"})
        assert zone.status_code == 200, zone.text
        now = datetime.now(ZoneInfo("Pacific/Auckland"))
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        for at, count in ((midnight, 1), (midnight - timedelta(minutes=1), 0)):
            async with tenant.work() as work:
                await work.run("update routings set at = $2 where tenant_id = $1", at)
            metrics = (await tenant.admin.get("/api/v1/automation/metrics")).json()
            assert metrics["routed_today"] == count

    async def test_happens_by_itself_where_the_tenant_wants_it(self, tenant: Tenant) -> None:
        operator = await free(await tenant.person("operator"))
        await tenant.admin.put("/api/app/settings/scoring", {"route_new_leads": True})
        lead = await a_lead(tenant)

        async def routed() -> bool:
            seen = (await tenant.admin.get(f"/api/v1/leads?id={lead['id']}")).json()
            return bool(seen["owner"]) and seen["owner"]["id"] == operator.id

        await eventually(routed)


class TestARule:
    @pytest.mark.parametrize(
        "odd",
        [
            {"conditions": {"shoe_size": 44}},
            {"conditions": {"source": {"like": "x"}}},
            {"conditions": {"source": {"gt": 3}}},
            {"conditions": {"score": "high"}},
            {"conditions": {"score": {"gt": True}}},
            {"conditions": {"source": {"in": []}}},
            {"conditions": {"source": {"in": [{"a": 1}]}}},
            {"conditions": []},
            {"action_type": "shout"},
            {"action_type": "assign_to_agent", "action_value": "0x1"},
            {"action_type": "assign_to_agent", "action_value": "99999999"},
            {"action_type": "assign_to_team", "action_value": ""},
            {"tenant_id": "x"},
        ],
    )
    async def test_must_make_sense(self, odd: dict[str, Any], tenant: Tenant) -> None:
        body = {"name": "Odd", "priority": 1, "conditions": {}, "action_type": "round_robin"} | odd
        assert (await tenant.admin.post(RULES, body)).status_code == 400
        assert (await tenant.admin.get(RULES)).json() == []

    async def test_is_changed_and_removed(self, tenant: Tenant) -> None:
        rule = await a_rule(tenant, name="First", priority=5)
        path = f"/api/app/routing-rules/{rule['id']}"
        changed = (await tenant.admin.put(path, {"enabled": False})).json()
        assert changed == rule | {"enabled": False, "updated_at": changed["updated_at"]}
        assert (await tenant.admin.put(path, {"conditions": {"no": 1}})).status_code == 400
        assert (await tenant.admin.delete(path)).status_code == 200
        assert (await tenant.admin.delete(path)).status_code == 404

    async def test_is_the_administrators(self, tenant: Tenant) -> None:
        operator = await tenant.person("operator")
        body = {"name": "Mine", "priority": 1, "conditions": {}, "action_type": "round_robin"}
        assert (await operator.post(RULES, body)).status_code == 403
        assert (await operator.get(RULES)).status_code == 200

    async def test_of_another_tenant_is_not_there(
        self, tenant: Tenant, make_tenant: MakeTenant
    ) -> None:
        theirs = await a_rule(await make_tenant())
        path = f"/api/app/routing-rules/{theirs['id']}"
        assert (await tenant.admin.put(path, {"enabled": False})).status_code == 404
        assert (await tenant.admin.delete(path)).status_code == 404
