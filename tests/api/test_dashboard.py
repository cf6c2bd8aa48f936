"""GET /api/dashboard/… as document 003 names it, and the web app's rules and dead letters."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from httpx import AsyncClient, Response

from ringdesk.domains import operations
from ringdesk.kernel.work import INSTALLATION, Actor
from tests.conftest import MakeTenant, Tenant

pytestmark = pytest.mark.anyio

PATHS = [
    "/api/dashboard/health", "/api/dashboard/metrics", "/api/dashboard/logs",
    "/api/dashboard/alerts", "/api/app/alert-rules", "/api/app/dead-letters",
]  # fmt: skip
LOG = """
insert into log_records (tenant_id, at, level, source, message, hostname, metadata)
values ($1, now(), $2, $3, $4, 'server-01', '{"a": 1}')
"""
SAMPLES = """
insert into host_samples (tenant_id, at, cpu_usage, memory_usage, disk_usage, uptime_s,
  process_memory, process_uptime_s)
select $1, now() - make_interval(secs => n * 15), 12.34, 50, 60, 3600, 1, 1
from generate_series(1, 2000) n on conflict do nothing
"""
FAIL = """
insert into jobs (tenant_id, kind, args, attempts, error, dead_at)
values ($1, 'tests.fail', '{"secret": "s"}', 12, 'OSError: away', now()) returning id
"""
LEFT = "select count(*) from jobs where tenant_id = $1 and id = $2 and dead_at is null"
CLEAN_UP = "delete from jobs where tenant_id = $1 and id = $2"


def shown(answer: Response) -> Any:
    assert answer.status_code == 200, answer.text
    return answer.json()


async def alarm(tenant: Tenant) -> None:
    async with tenant.work() as work:
        await operations.check(work, {"dead_letters": 3})


class TestHealth:
    async def test_has_the_documented_fields(self, tenant: Tenant) -> None:
        await tenant.ticket()
        closed = await tenant.ticket()
        await tenant.agent.put(f"/api/tickets/{closed['id']}", {"status": "closed"})
        await alarm(tenant)
        body = shown(await tenant.agent.get("/api/dashboard/health"))
        for usage in ("cpu_usage", "memory_usage", "disk_usage"):
            assert isinstance(body[usage], float) and 0 <= body[usage] <= 100
            assert round(body[usage], 1) == body[usage]
        assert body["uptime_hours"] >= 0
        assert (body["active_alerts"], body["open_tickets"]) == (1, 1)

    async def test_counts_the_tenants_own(self, tenant: Tenant, make_tenant: MakeTenant) -> None:
        await tenant.ticket()
        await alarm(tenant)
        other = await make_tenant()
        body = shown(await other.agent.get("/api/dashboard/health"))
        assert (body["active_alerts"], body["open_tickets"]) == (0, 0)


class TestMetrics:
    async def test_have_histories_of_at_most_500_points(self, tenant: Tenant) -> None:
        async with tenant.house.office.open(Actor.the_house(INSTALLATION)) as work:
            await work.run(SAMPLES)
        body = shown(await tenant.agent.get("/api/dashboard/metrics?hours=8"))
        for name in ("cpu_history", "memory_history", "disk_history"):
            points = body[name]
            assert 100 < len(points) <= 500
            times = [datetime.fromisoformat(point["timestamp"]) for point in points]
            assert times == sorted(times) and points[0]["timestamp"].endswith("Z")
            assert times[0] > datetime.now(UTC) - timedelta(hours=9)
            assert all(isinstance(point["value"], float) for point in points)
        assert body["system_health"].keys() >= {"cpu_usage", "open_tickets", "active_alerts"}

    async def test_show_recent_alerts_and_tickets(self, tenant: Tenant) -> None:
        made = await tenant.ticket()
        await alarm(tenant)
        body = shown(await tenant.agent.get("/api/dashboard/metrics"))
        assert [ticket["id"] for ticket in body["recent_tickets"]] == [made["id"]]
        (alert,) = body["recent_alerts"]
        assert (alert["metric"], alert["status"], alert["severity"]) == (
            "dead_letters", "active", "warning",
        )  # fmt: skip

    async def test_keep_tickets_from_staff_who_have_no_part_in_them(self, tenant: Tenant) -> None:
        await tenant.ticket()
        operator = await tenant.person("operator")
        body = shown(await operator.get("/api/dashboard/metrics"))
        assert body["recent_tickets"] == [] and body["system_health"]["open_tickets"] == 1

    @pytest.mark.parametrize("hours", ["0", "-1", "2161", "x", "1.5", "99999999999999999999"])
    async def test_go_back_1_to_2160_hours(self, tenant: Tenant, hours: str) -> None:
        answer = await tenant.agent.get(f"/api/dashboard/metrics?hours={hours}")
        assert answer.status_code == 400
        assert answer.json()["details"]["errors"]
        assert (await tenant.agent.get("/api/dashboard/metrics?hours=2160")).status_code == 200


class TestLogs:
    async def test_are_listed_as_documented(self, tenant: Tenant, make_tenant: MakeTenant) -> None:
        async with tenant.work() as work:
            for level in ("INFO", "ERROR"):
                await work.run(LOG, level, "health_monitor", f"{level} message")
        (first, second) = shown(await tenant.agent.get("/api/dashboard/logs"))
        assert first.keys() == {
            "id", "level", "message", "source", "hostname", "timestamp", "metadata",
        }  # fmt: skip
        assert first["message"] == "ERROR message" and first["id"] > second["id"]
        assert msgspec.json.decode(first["metadata"]) == {"a": 1}
        assert first["hostname"] == ""  # this tenant doesn't run the machine
        other = await make_tenant()
        assert shown(await other.agent.get("/api/dashboard/logs")) == []

    async def test_are_filtered_by_level_and_source(self, tenant: Tenant) -> None:
        async with tenant.work() as work:
            for level, source in (("INFO", "a"), ("ERROR", "a"), ("ERROR", "b")):
                await work.run(LOG, level, source, "message")
        for query, n in (("level=error", 2), ("source=a", 2), ("level=ERROR&source=a", 1),
                         ("source=' or true--", 0), ("limit=1", 1), ("limit=5000", 3),
                         ("limit=0", 0)):  # fmt: skip
            assert len(shown(await tenant.agent.get(f"/api/dashboard/logs?{query}"))) == n

    @pytest.mark.parametrize("query", ["limit=-1", "limit=x", "level=LOUD", "source=%00"])
    async def test_refuse_what_means_nothing(self, tenant: Tenant, query: str) -> None:
        assert (await tenant.agent.get(f"/api/dashboard/logs?{query}")).status_code == 400


class TestAlerts:
    async def test_are_listed_and_filtered(self, tenant: Tenant) -> None:
        await alarm(tenant)
        (alert,) = shown(await tenant.agent.get("/api/dashboard/alerts?active=true"))
        assert alert["created_at"].endswith("Z") and alert["resolved_at"] is None
        assert shown(await tenant.agent.get("/api/dashboard/alerts?active=false")) == []


class TestRules:
    async def test_are_changed_by_an_administrator(self, tenant: Tenant) -> None:
        path = "/api/app/alert-rules/dead_letters"
        changed = shown(await tenant.admin.put(path, {"raise_above": 9.5, "samples": 3}))
        assert (changed["raise_above"], changed["samples"]) == (9.5, 3)
        rules = shown(await tenant.admin.get("/api/app/alert-rules"))
        assert changed in rules
        known = {rule["metric"] for rule in rules}  # the host's are not this tenant's
        assert known == {"job_lag_s", "dead_letters", "errors_per_minute", "security_events"}
        assert len(rules) == len(known)

    @pytest.mark.parametrize(
        "body",
        [
            {"raise_above": 1, "clear_below": 2}, {"samples": 0}, {"severity": "loud"},
            {"raise_above": "x"}, {"raise_above": -1}, {"unknown": 1}, [], {"samples": 1.5},
        ],
    )  # fmt: skip
    async def test_refuse_what_makes_no_sense(self, tenant: Tenant, body: object) -> None:
        answer = await tenant.admin.put("/api/app/alert-rules/job_lag_s", body)
        assert answer.status_code == 400

    async def test_are_not_for_others(self, tenant: Tenant) -> None:
        for person in (tenant.agent, tenant.customer):
            answer = await person.put("/api/app/alert-rules/job_lag_s", {"samples": 1})
            assert answer.status_code == 403

    async def test_of_the_host_are_not_there_for_a_tenant_that_does_not_run_it(
        self, make_tenant: MakeTenant
    ) -> None:
        await make_tenant()
        second = await make_tenant()
        for metric in ("cpu_usage", "nothing"):
            answer = await second.admin.put(f"/api/app/alert-rules/{metric}", {"samples": 1})
            assert answer.status_code == 404


class TestDeadLetters:
    async def test_are_listed_without_their_arguments_and_tried_again(
        self, tenant: Tenant, make_tenant: MakeTenant
    ) -> None:
        async with tenant.work() as work:
            job_id = await work.value(int, FAIL)
        (letter,) = shown(await tenant.admin.get("/api/app/dead-letters"))
        assert letter["id"] == job_id and letter["error"] == "OSError: away"
        assert "args" not in letter
        path = f"/api/app/dead-letters/{job_id}/retry"
        other = await make_tenant()
        assert (await other.admin.post(path)).status_code == 404
        assert (await tenant.agent.post(path)).status_code == 403
        assert (await tenant.admin.post(path)).status_code == 200
        assert (await tenant.admin.post(path)).status_code == 404
        async with tenant.work() as work:
            assert await work.value(int, LEFT, job_id) == 1
            await work.run(CLEAN_UP, job_id)


class TestEveryDoor:
    @pytest.mark.parametrize("path", PATHS)
    async def test_is_for_staff(self, tenant: Tenant, stranger: AsyncClient, path: str) -> None:
        assert (await stranger.get(path)).status_code == 401
        assert (await tenant.customer.get(path)).status_code == 403
        assert (await tenant.admin.get(path)).status_code == 200
