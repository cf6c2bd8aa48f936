"""The log read as an audit: who, what, on what, from where, how it went, what it changed."""

from typing import Any

import pytest
from httpx import AsyncClient

from tests.conftest import MakeTenant, Person, Tenant, eventually

pytestmark = pytest.mark.anyio
LOGS = "/api/v1/compliance/audit-logs"


async def logs(person: Person, **asked: Any) -> dict[str, Any]:
    answer = await person.get(LOGS, params=asked)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


class TestAnEntry:
    async def test_tells_who_did_what_to_which_from_where(self, tenant: Tenant) -> None:
        ticket = await tenant.ticket()
        await tenant.log()
        (entry,) = (await logs(tenant.admin, action="create", resource="ticket"))["logs"]
        assert entry["user_id"] == tenant.customer.id
        assert entry["user_name"] == "Carla Customer"
        assert (entry["action"], entry["resource"]) == ("create", "ticket")
        assert entry["resource_id"] == str(ticket["id"])
        assert entry["status"] == "success"
        assert entry["address"] == "127.0.0.1"
        assert entry["request_id"]
        assert entry["timestamp"].endswith("Z")

    async def test_tells_what_a_persons_fields_were_and_are(self, tenant: Tenant) -> None:
        body = {"role": "operator", "full_name": "Axel Operator"}
        changed = await tenant.admin.put(f"/api/users/{tenant.agent.id}", body)
        assert changed.status_code == 200, changed.text
        await tenant.log()
        (entry,) = (await logs(tenant.admin, action="update", resource="person"))["logs"]
        changes = {one["field"]: (one["before"], one["after"]) for one in entry["changes"]}
        assert changes == {
            "role": ("support_agent", "operator"),
            "full_name": ("Axel Agent", "Axel Operator"),
        }

    async def test_never_shows_a_secret(self, tenant: Tenant) -> None:
        given = {"kind": "simulation", "name": "One"}
        made = await tenant.admin.post("/api/app/carriers", given)
        assert made.status_code == 201, made.text
        async with tenant.work() as work:
            await work.run("update carriers set credentials = 'xyzzy' where tenant_id = $1")
            found = await work.value(
                str, "select max(after::text) from audit_differences where tenant_id = $1"
                " and before ? 'credentials'"
            )  # fmt: skip
        assert found == '{"credentials": "hidden"}'


class TestTheList:
    async def test_is_the_latest_first_with_an_exact_total(self, tenant: Tenant) -> None:
        for _ in range(3):
            await tenant.ticket()
        await tenant.log()
        found = await logs(tenant.admin, action="create", resource="ticket", limit=2)
        assert found["total"] == 3
        ids = [one["id"] for one in found["logs"]]
        assert ids == sorted(ids, reverse=True)
        rest = await logs(tenant.admin, action="create", resource="ticket", limit=2, offset=2)
        assert len(rest["logs"]) == 1
        assert rest["logs"][0]["id"] < ids[-1]

    async def test_shows_a_wrong_sign_in_as_a_failure_of_that_person(
        self, tenant: Tenant, address: str
    ) -> None:
        me = (await tenant.agent.get("/api/auth/me")).json()
        body = {"username": me["username"], "password": "wrong but long enough"}
        assert (await tenant.agent.post("/api/auth/login", body)).status_code == 401
        await tenant.log()
        found = await logs(tenant.admin, user_id=tenant.agent.id, action="login", status="failure")
        assert found["total"] == 1
        assert found["logs"][0]["status"] == "failure"

    async def test_holds_nothing_of_another_tenant(
        self, tenant: Tenant, make_tenant: MakeTenant
    ) -> None:
        other = await make_tenant()
        await other.ticket()
        await other.log()
        assert (await logs(tenant.admin, action="create", resource="ticket"))["total"] == 0

    @pytest.mark.parametrize(
        "asked",
        [{"action": "nonsense"}, {"status": "maybe"}, {"start_date": "yesterday"},
         {"start_date": "2025-01-31T10:00:00"}, {"user_id": "-1"}, {"limit": "-1"},
         {"start_date": "2025-02-01", "end_date": "2025-01-01"}, {"resource": "x" * 100}],
    )  # fmt: skip
    async def test_refuses_what_it_cannot_read(self, tenant: Tenant, asked: dict[str, str]) -> None:
        assert (await tenant.admin.get(LOGS, params=asked)).status_code == 400

    async def test_tells_a_stranger_nothing_of_what_it_can_read(
        self, stranger: AsyncClient
    ) -> None:
        for path in (LOGS, "/api/app/audit/entries", "/api/app/audit/export"):
            for asked in ({"status": "maybe"}, {"start_date": "yesterday"}):
                assert (await stranger.get(path, params=asked)).status_code == 401

    async def test_is_for_administrators(self, tenant: Tenant) -> None:
        for somebody in (tenant.agent, tenant.customer):
            assert (await somebody.get(LOGS)).status_code == 403


class TestARefusedAct:
    async def test_is_an_entry_with_the_status_failure(self, tenant: Tenant) -> None:
        assert (await tenant.agent.get(LOGS)).status_code == 403

        async def told() -> bool:
            return bool((await logs(tenant.admin, status="failure", action="access"))["total"])

        await eventually(told)
        (entry,) = (await logs(tenant.admin, action="access"))["logs"]
        assert entry["user_id"] == tenant.agent.id
        assert entry["details"]["door"] == f"GET {LOGS}"

    async def test_cannot_fill_the_disk(self, tenant: Tenant) -> None:
        for _ in range(40):
            await tenant.agent.get(LOGS)
        await tenant.log()
        found = await logs(tenant.admin, user_id=tenant.agent.id, action="access")
        assert 1 <= found["total"] <= 20


class TestTheSummary:
    async def test_adds_up(self, tenant: Tenant) -> None:
        await tenant.ticket()
        await tenant.log()
        answer = await tenant.admin.get("/api/v1/compliance/audit-summary")
        found = answer.json()
        everything = await logs(tenant.admin)
        assert found["total_events"] == everything["total"]
        assert sum(found["by_action"].values()) == found["total_events"]
        assert sum(found["by_status"].values()) == found["total_events"]
        assert found["by_action"]["create"] >= 1


class TestRightsThatWereGiven:
    async def test_tell_of_rights_alone(self, tenant: Tenant) -> None:
        body = {"role": "operator", "full_name": "Axel Operator"}
        await tenant.admin.put(f"/api/users/{tenant.agent.id}", body)
        await tenant.log()
        (entry,) = (await logs(tenant.admin, action="grant"))["logs"]
        assert [one["field"] for one in entry["changes"]] == ["role"]


class TestTheFile:
    async def test_holds_all_that_fits_and_runs_no_formula(self, tenant: Tenant) -> None:
        formula = {"full_name": "=HYPERLINK(1)"}
        await tenant.admin.put(f"/api/users/{tenant.agent.id}", formula)
        for _ in range(3):
            await tenant.ticket(by=tenant.agent)
        await tenant.log()
        asked = {"action": "create", "resource": "ticket"}
        file = await tenant.admin.get("/api/app/audit/export", params=asked)
        assert file.status_code == 200, file.text
        lines = file.text.removeprefix("\ufeff").splitlines()
        assert len(lines) == 1 + 3
        assert "'=HYPERLINK(1)" in lines[1]
        kinds = [fact.kind for fact in await tenant.log()]
        assert kinds.count("AuditLogExported") == 1

    async def test_is_for_administrators(self, tenant: Tenant) -> None:
        assert (await tenant.agent.get("/api/app/audit/export")).status_code == 403
