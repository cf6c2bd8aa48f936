"""Leads and campaigns as the web app works with them."""

import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.conftest import Person, Tenant

pytestmark = pytest.mark.anyio


async def made(by: Person, path: str, **body: Any) -> dict[str, Any]:
    answer = await by.post(path, body)
    assert answer.status_code == 201, answer.text
    assert (await by.get(answer.headers["location"])).status_code == 200
    thing: dict[str, Any] = answer.json()
    return thing


async def lead(by: Person, **given: Any) -> dict[str, Any]:
    phone = f"+4930{secrets.randbelow(10**8):08d}"
    return await made(by, "/api/app/leads", **{"name": "Anna", "phone": phone, **given})


class TestTheList:
    async def test_is_filtered_and_paged(self, tenant: Tenant) -> None:
        operator = await tenant.person("operator")
        one = await lead(tenant.admin, tags=["Hot"], priority="urgent", source="web")
        two = await lead(operator, status="contacted")
        three = await lead(tenant.admin, name="Bert", email="bert@firm.example")
        expected = {
            "stage=contacted": [two], "stage=new,contacted": [three, two, one],
            "dial_status=pending": [three, two, one], "dial_status=claimed": [],
            "priority=urgent,high": [one], "owner=me": [two], "owner=none": [three, one],
            f"owner={operator.id}": [two], "tag=HOT": [one], "q=bert": [three],
            "source=web": [one], f"q={one['phone'][-5:]}": [one],
            "stage=new&owner=none": [three, one],
        }  # fmt: skip
        for query, leads in expected.items():
            answer = await operator.get(f"/api/app/leads?{query}")
            assert [it["id"] for it in answer.json()] == [it["id"] for it in leads], query
        first = await operator.get("/api/app/leads?limit=2")
        link = first.headers["link"].partition("<")[2].partition(">")[0]
        rest = (await operator.get(link)).json()
        assert [it["id"] for it in [*first.json(), *rest]] == [three["id"], two["id"], one["id"]]

    @pytest.mark.parametrize(
        "query", ["stage=won", "priority=9", "owner=nobody", "limit=-1", "list=x", "after=0"]
    )
    async def test_refuses_what_it_does_not_know(self, tenant: Tenant, query: str) -> None:
        assert (await tenant.admin.get(f"/api/app/leads?{query}")).status_code == 400


class TestOneLead:
    async def test_comes_with_its_story(self, tenant: Tenant) -> None:
        one = await lead(tenant.admin)
        path = f"/api/app/leads/{one['id']}"
        await tenant.admin.put(path, {"status": "lost", "tags": ["cold"]})
        found = (await tenant.agent.get(path)).json()
        told = [(it["field"], it["before"], it["after"]) for it in found["history"]]
        assert told == [("tags", "", "cold"), ("stage", "new", "lost")]
        assert found["history"][0]["actor"] == {"id": tenant.admin.id, "full_name": "Ada Admin"}
        assert found["calls"] == []

    async def test_is_claimed_next_and_released(self, tenant: Tenant) -> None:
        operator = await tenant.person("operator")
        assert (await operator.post("/api/app/leads/next")).status_code == 204
        low, high = [await lead(tenant.admin, priority=one) for one in ("low", "high")]
        got = await operator.post("/api/app/leads/next")
        assert got.status_code == 200 and got.json()["id"] == high["id"]
        assert got.json()["claimed_by"] == operator.id
        other = await tenant.person("operator")
        path = f"/api/app/leads/{high['id']}"
        assert (await other.post(f"{path}/claim")).status_code == 409
        assert (await other.post(f"{path}/release")).status_code == 403
        freed = (await operator.post(f"{path}/release")).json()
        assert (freed["dial_status"], freed["owner"]) == ("pending", None)
        assert (await operator.post(f"{path}/release")).status_code == 403  # nobody's again
        assert (await tenant.admin.post(f"{path}/release")).status_code == 409
        assert (await other.post(f"/api/app/leads/{low['id']}/claim")).status_code == 200


class TestManyLeads:
    async def test_are_changed_by_ids_or_by_a_filter(self, tenant: Tenant) -> None:
        ids = [(await lead(tenant.admin, source="web"))["id"] for _ in range(3)]

        async def bulk(action: str, **body: Any) -> dict[str, Any]:
            answer = await tenant.admin.post("/api/app/leads/bulk", {"action": action, **body})
            assert answer.status_code == 200, answer.text
            summary: dict[str, Any] = answer.json()["summary"]
            return summary

        by_filter = {"filter": {"source": "web", "stage": ["new"]}}
        moved = await bulk("update_stage", **by_filter, data={"stage": "contacted"})
        assert moved == {"requested": 3, "changed": 3, "skipped": 0}
        assert (await bulk("update_stage", **by_filter, data={"stage": "lost"}))["requested"] == 0
        campaign = await made(tenant.admin, "/api/app/campaigns", name="Spring")
        into = {"campaign_id": campaign["id"]}
        assert (await bulk("add_to_campaign", lead_ids=ids, data=into))["changed"] == 3
        shown = (await tenant.admin.get(f"/api/app/campaigns/{campaign['id']}")).json()
        assert shown["leads_total"] == shown["leads"]["pending"] == 3

    async def test_go_on_the_do_not_call_list(self, tenant: Tenant) -> None:
        ids = [(await lead(tenant.admin))["id"] for _ in range(2)]
        mail = await lead(tenant.admin, phone=None, email="a@example.org")
        body = {"action": "do_not_call", "lead_ids": [*ids, mail["id"], 99999]}
        answer = (await tenant.admin.post("/api/app/leads/bulk", body)).json()
        assert answer["summary"] == {"requested": 4, "changed": 2, "skipped": 2}
        codes = {one["code"] for one in answer["errors"]}
        assert codes == {"LEAD_HAS_NO_NUMBER", "LEAD_NOT_FOUND"}
        assert len((await tenant.admin.get("/api/app/do-not-call")).json()) == 2
        again = (await tenant.admin.post("/api/app/leads/bulk", body)).json()
        assert again["summary"]["changed"] == 0

    @pytest.mark.parametrize(
        "body",
        [
            {"action": "delete"}, {"action": "delete", "lead_ids": [1], "filter": {}},
            {"action": "assign", "lead_ids": [1], "data": {"campaign_id": 1}},
            {"action": "add_to_campaign", "lead_ids": [1], "data": {"campaign_id": 9999}},
            {"action": "update_stage", "lead_ids": ["1"], "data": {"stage": "new"}},
        ],
    )  # fmt: skip
    async def test_are_not_changed_by_what_makes_no_sense(
        self, tenant: Tenant, body: dict[str, Any]
    ) -> None:
        assert (await tenant.admin.post("/api/app/leads/bulk", body)).status_code == 400


class TestCampaigns:
    async def test_live_through_their_statuses(self, tenant: Tenant) -> None:
        one = await made(tenant.admin, "/api/app/campaigns", name="Spring", mode="predictive")
        path = f"/api/app/campaigns/{one['id']}"
        soon = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
        scheduled = await tenant.admin.post(f"{path}/schedule", {"scheduled_time": soon})
        assert scheduled.json()["status"] == "scheduled" and scheduled.json()["scheduled_at"]
        for act, status in (("start", "running"), ("pause", "paused"), ("start", "running")):
            assert (await tenant.admin.post(f"{path}/{act}")).json()["status"] == status
        assert (await tenant.admin.delete(path)).status_code == 409
        assert (await tenant.agent.post(f"{path}/end")).status_code == 403
        assert (await tenant.admin.post(f"{path}/end")).json()["status"] == "completed"
        assert (await tenant.admin.post(f"{path}/start")).status_code == 409
        assert (await tenant.admin.delete(path)).status_code == 200
        assert (await tenant.admin.get("/api/app/campaigns")).json() == []

    @pytest.mark.parametrize(
        "at",
        ["2020-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "9999-12-31T23:59:59-14:00",
         "0001-01-01T00:00:00+14:00", "2099-02-01T10:00:00"],
    )  # fmt: skip
    async def test_are_scheduled_for_a_moment_ahead(self, tenant: Tenant, at: str) -> None:
        one = await made(tenant.admin, "/api/app/campaigns", name="Spring")
        for path, more in (
            (f"/api/app/campaigns/{one['id']}/schedule", {}),
            ("/api/v1/automation/schedule-campaign", {"campaign_id": one["id"]}),
        ):
            refused = await tenant.admin.post(path, {"scheduled_time": at, **more})
            assert refused.status_code == 400, path
            assert refused.json()["details"]["errors"][0]["field"] == "scheduled_time"

    async def test_refuse_to_be_overwritten(self, tenant: Tenant) -> None:
        one = await made(tenant.admin, "/api/app/campaigns", name="Spring")
        path = f"/api/app/campaigns/{one['id']}"
        assert (await tenant.admin.put(path, {"description": "x"})).status_code == 200
        late = await tenant.admin.put(path, {"name": "Late"}, headers={"If-Match": 'W/"1"'})
        assert late.status_code == 412

    async def test_say_what_their_script_says(self, tenant: Tenant) -> None:
        script = await made(
            tenant.admin, "/api/app/scripts", name="Hello", body="Hello {{name}}, {{nothing}}"
        )
        one = await made(tenant.admin, "/api/app/campaigns", name="Spring", script_id=script["id"])
        who = await lead(tenant.admin, name="Anna")
        answer = await tenant.agent.get(f"/api/app/campaigns/{one['id']}/script?lead={who['id']}")
        assert answer.json() == {"text": "Hello Anna, {{nothing}}"}
        dropped = await tenant.admin.delete(f"/api/app/scripts/{script['id']}")
        assert dropped.status_code == 409

    async def test_take_the_leads_of_a_list(self, tenant: Tenant) -> None:
        calling_list = await made(tenant.admin, "/api/app/calling-lists", name="May")
        await lead(tenant.admin, list_id=calling_list["id"])
        again = await tenant.admin.post("/api/app/calling-lists", {"name": "MAY"})
        assert again.status_code == 409
        one = await made(tenant.admin, "/api/app/campaigns", name="Spring")
        path = f"/api/app/calling-lists/{calling_list['id']}"
        put = await tenant.admin.put(path, {"campaign_id": one["id"]})
        assert put.json()["campaign_id"] == one["id"] and put.json()["leads"] == 1
        [found] = (await tenant.agent.get(f"/api/app/leads?campaign={one['id']}")).json()
        assert found["list_id"] == calling_list["id"]
        assert (await tenant.admin.delete(path)).status_code == 200
        assert (await tenant.agent.get(f"/api/app/leads/{found['id']}")).json()["list_id"] is None
