"""The doors to the queue: what they show, and to whom."""

from typing import Any

import pytest

from tests.conftest import MakeTenant, Person, Tenant

pytestmark = pytest.mark.anyio

CONTROL = "/api/admin/system/control"
SETTINGS = "/api/app/settings/dialer"


async def lead(tenant: Tenant, by: Person, **given: Any) -> Any:
    answer = await by.post("/api/app/leads", json={"phone": "+12025550123", **given})
    assert answer.status_code == 201, answer.text
    return answer.json()


class TestControl:
    async def test_of_a_new_tenant_says_that_it_runs(self, tenant: Tenant) -> None:
        answer = await tenant.admin.post(CONTROL, json={"action": "get_queue_status"})
        assert answer.status_code == 200
        assert answer.json() == {
            "message": "Queue status retrieved",
            "queue": {"isRunning": True, "activeCalls": 0, "maxConcurrentCalls": 5},
        }

    async def test_pauses_and_resumes(self, tenant: Tenant) -> None:
        for action, runs in (("pause_queue", False), ("pause_queue", False),
                             ("resume_queue", True)):  # fmt: skip
            answer = await tenant.admin.post(CONTROL, json={"action": action})
            assert answer.json()["queue"]["isRunning"] is runs
        kinds = [fact.kind for fact in await tenant.log()]
        assert kinds.count("QueuePaused") == 1 and kinds.count("QueueResumed") == 1

    async def test_puts_leads_back_that_nobody_calls(self, tenant: Tenant) -> None:
        made = await lead(tenant, tenant.admin)
        async with tenant.work() as work:
            await work.run("update leads set dial_status = 'calling' where tenant_id = $1")
        answer = await tenant.admin.post(CONTROL, json={"action": "reset_stuck_leads"})
        assert answer.json()["resetCount"] == 1
        after = (await tenant.admin.get(f"/api/app/leads/{made['id']}")).json()
        assert after["dial_status"] == "pending"

    @pytest.mark.parametrize("body", [{}, {"action": "explode"}, {"action": 1}, [], {"x": 1}])
    async def test_refuses_what_is_no_action(self, tenant: Tenant, body: Any) -> None:
        assert (await tenant.admin.post(CONTROL, json=body)).status_code == 400

    async def test_is_for_administrators(self, tenant: Tenant) -> None:
        operator = await tenant.person("operator")
        for person in (operator, tenant.agent, tenant.customer):
            answer = await person.post(CONTROL, json={"action": "pause_queue"})
            assert answer.status_code == 403


class TestSettings:
    async def test_begin_with_the_house_s(self, tenant: Tenant) -> None:
        found = (await tenant.admin.get(SETTINGS)).json()
        assert found["max_concurrent_calls"] == 5 and found["attempts_per_day"] == 3
        assert found["low_counts_as_medium_after_h"] is None and not found["paused"]

    async def test_keep_what_is_not_given(self, tenant: Tenant) -> None:
        given = {"max_concurrent_calls": 50, "hours": "09:00-17:00", "retry": {"busy": 5},
                 "low_counts_as_medium_after_h": 24}  # fmt: skip
        answer = await tenant.admin.put(SETTINGS, json=given)
        assert answer.status_code == 200, answer.text
        found = (await tenant.admin.put(SETTINGS, json={"attempts_per_day": 2})).json()
        assert {name: found[name] for name in given} == given and found["attempts_per_day"] == 2
        found = (await tenant.admin.put(SETTINGS, json={"hours": None})).json()
        assert found["hours"] is None

    @pytest.mark.parametrize(
        "bad",
        [{"hours": "all day"}, {"region": "1!"}, {"retry": {"lunch": 5}}, {"retry": {"busy": -1}},
         {"max_concurrent_calls": 0}, {"calls_per_second": 0}, {"paused": True}],
    )  # fmt: skip
    async def test_refuse_what_makes_no_sense(self, tenant: Tenant, bad: Any) -> None:
        assert (await tenant.admin.put(SETTINGS, json=bad)).status_code == 400

    async def test_are_for_administrators(self, tenant: Tenant) -> None:
        assert (await tenant.agent.get(SETTINGS)).status_code == 403
        assert (await tenant.agent.put(SETTINGS, json={})).status_code == 403


class TestTheWallboard:
    async def test_shows_all_that_happens_now(self, tenant: Tenant) -> None:
        await lead(tenant, tenant.admin, priority="urgent")
        operator = await tenant.person("operator", name="Olga Operator")
        board = (await tenant.admin.get("/api/app/wallboard")).json()
        assert board["queue"]["is_running"] and board["queue"]["max_concurrent_calls"] == 5
        urgent = board["queue"]["by_priority"][0]
        assert urgent == {"priority": "urgent", "waiting": 1, "overdue": 1, "more": False}
        assert operator.id in [agent["id"] for agent in board["agents"]]
        assert tenant.customer.id not in [agent["id"] for agent in board["agents"]]
        assert board["lines"] == [] and board["pacing"] == []
        assert board["carrier"]["simulated"] is True
        assert board["abandonment"]["rate_us"] == 0

    async def test_is_for_who_supervises_whether_or_not_they_call(self, tenant: Tenant) -> None:
        operator = await tenant.person("operator")
        assert (await operator.get("/api/app/wallboard")).status_code == 403
        watcher = await tenant.person("operator", scopes=["calls:read", "calls:supervise"])
        assert (await watcher.get("/api/app/wallboard")).status_code == 200


class TestAPreview:
    async def test_says_who_will_be_skipped_and_why(self, tenant: Tenant) -> None:
        admin = tenant.admin
        made = await admin.post("/api/app/campaigns", json={"name": "Spring"})
        assert made.status_code == 201, made.text
        campaign = made.json()["id"]
        for nr in range(4):
            await lead(tenant, admin, phone=f"+1202555010{nr}", campaign_id=campaign)
        await lead(tenant, admin, phone=None, email="a@example.org", campaign_id=campaign)
        await admin.post("/api/app/do-not-call", json={"number": "+12025550100"})
        async with tenant.work() as work:
            await work.run("update leads set attempts = 9 where tenant_id = $1"
                           " and phone = '+12025550101'")  # fmt: skip
            await work.run("update leads set ready_at = now() + interval '1 day'"
                           " where tenant_id = $1 and phone = '+12025550102'")  # fmt: skip
        found = (await admin.get(f"/api/app/campaigns/{campaign}/preview")).json()
        assert found == {
            "callable": 1, "later": 1, "done": 0, "total": 5,
            "skipped": [{"rule": "do_not_call", "count": 1}, {"rule": "attempts_total", "count": 1},
                        {"rule": "no_number", "count": 1}],
        }  # fmt: skip

    async def test_reckons_the_hours_where_the_leads_are(self, tenant: Tenant) -> None:
        admin = tenant.admin
        campaign = (await admin.post("/api/app/campaigns", json={
            "name": "Never", "hours": "00:00-00:01"})).json()["id"]  # fmt: skip
        await lead(tenant, admin, campaign_id=campaign, time_zone="Asia/Tokyo")
        await lead(
            tenant, admin, phone="+12025550199", campaign_id=campaign, time_zone="Asia/Kolkata"
        )
        found = (await admin.get(f"/api/app/campaigns/{campaign}/preview")).json()
        assert found["callable"] + found["skipped"][0]["count"] == 2
        assert found["skipped"][0]["rule"] == "calling_hours"

    async def test_of_no_campaign_is_404(self, tenant: Tenant) -> None:
        assert (await tenant.admin.get("/api/app/campaigns/999/preview")).status_code == 404

    async def test_of_another_tenant_s_campaign_is_404(
        self, tenant: Tenant, make_tenant: MakeTenant
    ) -> None:
        other = await make_tenant()
        campaign = (await other.admin.post("/api/app/campaigns", json={"name": "X"})).json()["id"]
        for path in (f"campaigns/{campaign}/preview", f"pacing/{campaign}/trace"):
            assert (await other.admin.get(f"/api/app/{path}")).status_code == 200
            assert (await tenant.admin.get(f"/api/app/{path}")).status_code == 404


class TestReports:
    async def test_of_a_tenant_without_calls_are_empty(self, tenant: Tenant) -> None:
        found = (await tenant.admin.get("/api/app/reports/abandonment?days=30")).json()
        assert found["days"] == [] and found["total"]["answered"] == 0

    @pytest.mark.parametrize("days", ["0", "367", "x", "-1", "99999999999999999999"])
    async def test_refuse_strange_spans(self, tenant: Tenant, days: str) -> None:
        answer = await tenant.admin.get(f"/api/app/reports/abandonment?days={days}")
        assert answer.status_code == 400

    async def test_a_campaign_s_trace_begins_empty(self, tenant: Tenant) -> None:
        made = await tenant.admin.post("/api/app/campaigns", json={"name": "Spring"})
        campaign = made.json()["id"]
        answer = await tenant.admin.get(f"/api/app/pacing/{campaign}/trace")
        assert answer.status_code == 200 and answer.json() == []
        assert (await tenant.admin.get("/api/app/pacing/999999/trace")).status_code == 404
