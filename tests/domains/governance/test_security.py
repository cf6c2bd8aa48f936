"""Security events: what raises them, how they are handled, who is told."""

import json
from typing import Any

import pytest

from ringdesk.domains import governance
from ringdesk.domains.governance.refusals import MOST_OF_ONE
from ringdesk.kernel.work import Origin
from tests.conftest import MakeTenant, Person, Tenant, eventually

pytestmark = pytest.mark.anyio
EVENTS = "/api/v1/compliance/security-events"


async def events(person: Person, **asked: Any) -> list[dict[str, Any]]:
    answer = await person.get(EVENTS, params=asked)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["events"]
    return found


async def there_is(person: Person, kind: str) -> dict[str, Any]:
    """The one of this kind, as soon as there is one."""
    found: list[dict[str, Any]] = []

    async def some() -> bool:
        found[:] = [one for one in await events(person) if one["event_type"] == kind]
        return bool(found)

    await eventually(some, seconds=10)
    (one,) = found
    return one


async def fail_to_sign_in(tenant: Tenant, times: int) -> None:
    me = (await tenant.agent.get("/api/auth/me")).json()
    body = {"username": me["username"], "password": "wrong but long enough"}
    for _ in range(times):
        await tenant.agent.post("/api/auth/login", body)


async def give_rights(tenant: Tenant, role: str = "admin") -> None:
    changed = await tenant.admin.put(f"/api/users/{tenant.agent.id}", {"role": role})
    assert changed.status_code == 200, changed.text


class TestFailedSignIns:
    async def test_of_one_account_are_an_event_after_the_fifth(self, tenant: Tenant) -> None:
        await fail_to_sign_in(tenant, 5)
        one = await there_is(tenant.admin, "failed_login_attempt")
        assert (one["severity"], one["status"]) == ("medium", "unresolved")
        assert one["user_id"] == tenant.agent.id
        assert one["details"] == {"failures": 5, "minutes": 15}

    async def test_below_that_are_a_slip(self, tenant: Tenant) -> None:
        await fail_to_sign_in(tenant, 4)
        await tenant.log()
        assert await events(tenant.admin, event_type="failed_login_attempt") == []


class TestRights:
    async def test_of_an_administrator_given_to_somebody_are_told(self, tenant: Tenant) -> None:
        await give_rights(tenant)
        one = await there_is(tenant.admin, "privilege_change")
        assert (one["severity"], one["user_id"]) == ("medium", tenant.agent.id)
        assert one["details"] == {"role": "admin", "by": tenant.admin.id}


class TestRefusedActs:
    async def test_become_an_event_when_they_are_many(self, tenant: Tenant) -> None:
        for _ in range(40):
            assert (await tenant.agent.get(EVENTS)).status_code == 403
        async with tenant.work() as work:  # what was left unsaid is told with a later one
            await work.run(
                "insert into outbox (tenant_id, actor_id, kind, body) values"
                " ($1, $2, 'ActRefused', $3::text::jsonb)",
                tenant.agent.id,
                json.dumps({"door": "GET /x", "code": "NOT_ALLOWED", "unsaid": 30}),
            )
        one = await there_is(tenant.admin, "refused_acts")
        assert (one["severity"], one["user_id"]) == ("low", tenant.agent.id)

    async def test_on_another_workspace_are_grave(
        self, tenant: Tenant, make_tenant: MakeTenant
    ) -> None:
        other = await make_tenant()
        answer = await tenant.agent.post(f"/api/v1/tenants/{other.id}/switch")
        assert answer.status_code in (403, 404)
        one = await there_is(tenant.admin, "cross_tenant_attempt")
        assert (one["severity"], one["user_id"]) == ("high", tenant.agent.id)


class TestAForgedWebhook:
    async def test_is_grave_and_told_with_where_it_came_from(self, tenant: Tenant) -> None:
        """However often it comes: what was left unsaid is counted with the next."""
        refusals = governance.Refusals(tenant.house.office)
        for _ in range(12):
            await refusals.note(
                governance.Refused(
                    tenant_id=tenant.id, person_id=0, door="POST /telephony/twilio/{key}/{topic}",
                    code="FORGED_WEBHOOK", origin=Origin("r", "203.0.113.9"), provider="twilio",
                )
            )  # fmt: skip
        one = await there_is(tenant.admin, "forged_webhook")
        assert (one["severity"], one["address"]) == ("high", "203.0.113.9")
        told = [fact for fact in await tenant.log() if fact.kind == "WebhookForged"]
        assert len(told) == MOST_OF_ONE


class TestASuspendedWorkspace:
    async def test_that_is_used_is_told(self, tenant: Tenant) -> None:
        refusals = governance.Refusals(tenant.house.office)
        await refusals.note(
            governance.Refused(
                tenant_id=tenant.id, person_id=tenant.agent.id, door="GET /api/tickets",
                code="TENANT_SUSPENDED", origin=Origin("r", "203.0.113.9"),
            )
        )  # fmt: skip
        one = await there_is(tenant.admin, "suspended_tenant_used")
        assert (one["severity"], one["user_id"]) == ("medium", tenant.agent.id)


class TestAnEvent:
    async def test_of_the_same_subject_counts_on(self, tenant: Tenant) -> None:
        for role in ("admin", "operator", "admin"):
            await give_rights(tenant, role)

        async def thrice() -> bool:
            return [one["count"] for one in await events(tenant.admin)] == [3]

        await eventually(thrice, seconds=10)

    async def test_is_acknowledged_then_resolved_and_stays_so(self, tenant: Tenant) -> None:
        await give_rights(tenant)
        one = await there_is(tenant.admin, "privilege_change")
        path = f"/api/app/security/events/{one['id']}"
        seen = await tenant.admin.post(f"{path}/acknowledge", {"note": "I asked them"})
        assert (seen.status_code, seen.json()["status"]) == (200, "acknowledged")
        assert seen.json()["handled_by_name"] == "Ada Admin"
        done = (await tenant.admin.post(f"{path}/resolve", {})).json()
        assert (done["status"], done["note"]) == ("resolved", "I asked them")
        assert (await tenant.admin.post(f"{path}/resolve", {})).status_code == 200
        again = await tenant.admin.post(f"{path}/reopen", {})
        assert (again.status_code, again.json()["code"]) == (409, "ALREADY_RESOLVED")
        assert await events(tenant.admin, status="unresolved") == []

    async def test_that_comes_again_after_it_was_resolved_is_a_new_one(
        self, tenant: Tenant
    ) -> None:
        await give_rights(tenant)
        first = await there_is(tenant.admin, "privilege_change")
        await tenant.admin.post(f"/api/app/security/events/{first['id']}/resolve", {})
        await give_rights(tenant, "operator")

        async def two() -> bool:
            return len(await events(tenant.admin)) == 2

        await eventually(two, seconds=10)

    async def test_that_is_grave_raises_an_alert_until_somebody_looks(
        self, tenant: Tenant, make_tenant: MakeTenant
    ) -> None:
        other = await make_tenant()
        await tenant.agent.post(f"/api/v1/tenants/{other.id}/switch")
        one = await there_is(tenant.admin, "cross_tenant_attempt")

        async def active() -> list[str]:
            found = (await tenant.admin.get("/api/dashboard/alerts?active=true")).json()
            return [alert["metric"] for alert in found]

        async def raised() -> bool:
            return "security_events" in await active()

        async def cleared() -> bool:
            return "security_events" not in await active()

        await eventually(raised, seconds=10)
        await tenant.admin.post(f"/api/app/security/events/{one['id']}/acknowledge", {})
        await eventually(cleared, seconds=10)

    async def test_is_for_administrators_of_this_tenant(
        self, tenant: Tenant, make_tenant: MakeTenant
    ) -> None:
        other = await make_tenant()
        await give_rights(tenant, "operator")
        one = await there_is(tenant.admin, "privilege_change")
        path = f"/api/app/security/events/{one['id']}"
        assert (await other.admin.get(path)).status_code == 404
        assert (await other.admin.post(f"{path}/resolve", {})).status_code == 404
        assert (await tenant.customer.get(path)).status_code == 403
        assert await events(other.admin) == []

    @pytest.mark.parametrize("asked", [{"status": "x"}, {"severity": "x"}, {"event_type": "x"}])
    async def test_is_not_found_by_words_that_do_not_exist(
        self, tenant: Tenant, asked: dict[str, str]
    ) -> None:
        assert (await tenant.admin.get(EVENTS, params=asked)).status_code == 400


class TestWhoIsTold:
    async def test_administrators_at_their_screens_and_by_mail(
        self, tenant: Tenant, make_tenant: MakeTenant
    ) -> None:
        other = await make_tenant()
        await tenant.agent.post(f"/api/v1/tenants/{other.id}/switch")

        async def written() -> bool:
            async with tenant.work() as work:
                found = await work.value(
                    int,
                    "select count(*) from messages_out where tenant_id = $1 and channel = 'email'"
                    " and person_id = $2 and subject like 'Security event (high)%'",
                    tenant.admin.id,
                )
            return found == 1

        await eventually(written, seconds=10)
