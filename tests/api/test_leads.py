"""Leads by the doors of document 001, of 002, and of the web app."""

import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.conftest import Person, Tenant

pytestmark = pytest.mark.anyio


def number() -> str:
    return f"+4930{secrets.randbelow(10**8):08d}"


def soon(**ahead: float) -> str:
    return f"{datetime.now(UTC) + timedelta(**ahead):%Y-%m-%dT%H:%M:%SZ}"


async def lead(by: Person, **given: Any) -> dict[str, Any]:
    answer = await by.post("/api/v1/leads", {"name": "Anna", "phone": number(), **given})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


class TestDocument001:
    async def test_makes_a_lead_at_an_address_of_its_own(self, tenant: Tenant) -> None:
        body = {
            "name": "Anna", "email": "anna@example.org", "phone": "+12025550143",
            "source": "campaign", "status": "new", "priority": "high", "tags": ["Hot"],
        }  # fmt: skip
        answer = await tenant.admin.post("/api/v1/leads", body)
        made = answer.json()
        assert answer.status_code == 201
        assert answer.headers["location"] == f"/api/v1/leads?id={made['id']}"
        assert {name: made[name] for name in body} == {**body, "tags": ["hot"]}
        assert made["dial_status"] == "pending" and made["phone_national"] == "(202) 555-0143"
        found = await tenant.admin.get(answer.headers["location"])
        assert {**found.json(), "score": None} == {**made, "score": None}

    async def test_lists_an_array_newest_first_with_the_next_page(self, tenant: Tenant) -> None:
        made = [await lead(tenant.admin, name=f"L{nr}") for nr in range(5)]
        seen: list[int] = []
        address = "/api/v1/leads?limit=2&count=exact"
        while address:
            answer = await tenant.admin.get(address)
            assert answer.headers["x-total-count"] == "5"
            seen += [one["id"] for one in answer.json()]
            link = answer.headers.get("link", "")
            address = link.partition("<")[2].partition(">")[0]
        assert seen == [one["id"] for one in reversed(made)]
        skipped = (await tenant.admin.get("/api/v1/leads?limit=2&offset=4")).json()
        assert [one["id"] for one in skipped] == seen[4:]

    async def test_changes_only_what_is_given(self, tenant: Tenant) -> None:
        made = await lead(tenant.admin, custom={"firm": "Acme", "size": 12})
        body = {"status": "qualified", "priority": "urgent", "custom": {"size": None, "vip": True}}
        answer = await tenant.admin.put(f"/api/v1/leads?id={made['id']}", body)
        after = answer.json()
        assert answer.status_code == 200
        assert (after["status"], after["priority"]) == ("qualified", "urgent")
        assert after["custom"] == {"firm": "Acme", "vip": True}
        assert after["name"] == made["name"] and after["version"] == 2

    async def test_refuses_to_overwrite_what_changed_meanwhile(self, tenant: Tenant) -> None:
        made = await lead(tenant.admin)
        address = f"/api/v1/leads?id={made['id']}"
        assert (await tenant.admin.put(address, {"name": "B"})).status_code == 200
        late = await tenant.admin.put(address, {"name": "C"}, headers={"If-Match": 'W/"1"'})
        assert late.status_code == 412 and late.json()["details"]["version"] == 2

    async def test_deletes(self, tenant: Tenant) -> None:
        made = await lead(tenant.admin)
        address = f"/api/v1/leads?id={made['id']}"
        gone = await tenant.admin.delete(address)
        assert (gone.status_code, list(gone.json())) == (200, ["message"])
        assert (await tenant.admin.get(address)).status_code == 404
        assert (await tenant.admin.delete(address)).status_code == 404
        assert (await tenant.admin.get("/api/v1/leads")).json() == []

    async def test_counts(self, tenant: Tenant) -> None:
        await lead(tenant.admin, source="web", priority="high")
        won = await lead(tenant.admin, source="web", status="converted")
        await tenant.admin.delete(f"/api/v1/leads?id={(await lead(tenant.admin))['id']}")
        stats = (await tenant.admin.get("/api/v1/leads/stats")).json()
        assert stats["total"] == 2 and stats["by_source"] == {"web": 2}
        assert stats["by_status"] == {
            "new": 1, "contacted": 0, "qualified": 0, "converted": 1, "lost": 0,
        }  # fmt: skip
        assert stats["by_priority"] == {"urgent": 0, "high": 1, "medium": 1, "low": 0}
        assert won["converted_at"] is not None and stats["conversion_rate"] == 50

    async def test_tells_of_a_number_that_is_there(self, tenant: Tenant) -> None:
        made = await lead(tenant.admin)
        again = await tenant.admin.post("/api/v1/leads", {"phone": made["phone"]})
        assert again.status_code == 409
        assert again.json()["details"] == {"lead_id": made["id"]}

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({"name": "Nobody"}, "phone"), ({"phone": "call me"}, "phone"),
            ({"phone": "+12025550143", "status": "pending"}, "status"),
            ({"phone": "+12025550143", "priority": "highest"}, "priority"),
            ({"phone": "+12025550143", "list_id": 77777}, "list_id"),
            ({"phone": "+12025550143", "campaign_id": 77777}, "campaign_id"),
            ({"phone": "+12025550143", "tenant_id": "x"}, "tenant_id"),
            ({"phone": "+12025550143", "custom": {"x": ["y"]}}, "custom"),
            ({"phone": "+12025550143", "email": "no"}, "email"),
            ({"phone": "+12025550143", "consent_at": "2026-01-31T10:00:00"}, "consent_at"),
        ],
    )  # fmt: skip
    async def test_names_what_it_refuses(
        self, tenant: Tenant, body: dict[str, Any], field: str
    ) -> None:
        answer = await tenant.admin.post("/api/v1/leads", body)
        assert answer.status_code == 400
        assert answer.json()["details"]["errors"][0]["field"] == field


class TestAPromisedCall:
    """`callback_at`, set at the lead itself."""

    async def test_keeps_the_queue_from_calling_before(self, tenant: Tenant) -> None:
        made = await lead(tenant.admin)
        address, at = f"/api/v1/leads?id={made['id']}", soon(hours=3)
        after = (await tenant.admin.put(address, {"callback_at": at})).json()
        assert (after["callback_at"], after["ready_at"]) == (at, at)
        assert after["due_at"] > at
        later = soon(hours=5)
        body = {"callback_at": later, "priority": "urgent"}
        after = (await tenant.admin.put(address, body)).json()
        assert (after["ready_at"], after["due_at"]) == (later, later)
        same = (await tenant.admin.put(address, {"callback_at": later, "name": "B"})).json()
        assert (same["ready_at"], same["name"]) == (later, "B")

    @pytest.mark.parametrize(
        "at",
        ["2020-01-01T00:00:00Z", "2099-01-01T00:00:00", "9999-12-31T23:59:59Z",
         "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00"],
    )  # fmt: skip
    async def test_is_a_moment_ahead(self, tenant: Tenant, at: str) -> None:
        made = await lead(tenant.admin)
        address = f"/api/v1/leads?id={made['id']}"
        refused = await tenant.admin.put(address, {"callback_at": at})
        assert refused.status_code == 400
        assert refused.json()["details"]["errors"][0]["field"] == "callback_at"
        assert (await tenant.admin.get(address)).json()["callback_at"] is None


class TestWhoMay:
    async def test_no_customer(self, tenant: Tenant) -> None:
        made = await lead(tenant.admin)
        for verb, path in (
            ("GET", "/api/v1/leads"), ("GET", f"/api/v1/leads?id={made['id']}"),
            ("GET", "/api/v1/leads/stats"), ("GET", "/api/app/leads/export"),
            ("GET", "/api/operator/leads/available"),
        ):  # fmt: skip
            answer = await tenant.customer.client.request(verb, path)
            assert answer.status_code == 403, path
        assert (await tenant.customer.post("/api/v1/leads", {"phone": number()})).status_code == 403

    @pytest.mark.parametrize("role", ["operator", "support_agent"])
    async def test_staff_read_all_and_write_their_own(self, tenant: Tenant, role: str) -> None:
        operator = await tenant.person(role)
        others, own = await lead(tenant.admin), await lead(operator)
        assert own["owner"]["id"] == operator.id
        listed = (await operator.get("/api/v1/leads")).json()
        assert {one["id"] for one in listed} == {others["id"], own["id"]}
        for made, status in ((others, 403), (own, 200)):
            address = f"/api/v1/leads?id={made['id']}"
            assert (await operator.put(address, {"notes": "Hello"})).status_code == status
            assert (await operator.delete(address)).status_code == status

    async def test_no_operator_gives_a_lead_to_somebody_else(self, tenant: Tenant) -> None:
        operator = await tenant.person("operator")
        own = await lead(operator)
        body = {"owner_id": tenant.agent.id}
        assert (await operator.put(f"/api/v1/leads?id={own['id']}", body)).status_code == 403
        given = await tenant.admin.put(f"/api/v1/leads?id={own['id']}", body)
        assert given.json()["owner"] == {"id": tenant.agent.id, "full_name": "Axel Agent"}

    async def test_no_operator_changes_many(self, tenant: Tenant) -> None:
        operator = await tenant.person("operator")
        body = {"action": "delete", "leadIds": [str((await lead(operator))["id"])]}
        assert (await operator.post("/api/admin/leads/bulk-action", body)).status_code == 403

    async def test_no_agent_at_the_operators_doors(self, tenant: Tenant) -> None:
        assert (await tenant.agent.get("/api/operator/leads/available")).status_code == 403

    async def test_of_another_tenant_there_is_nothing(
        self, tenant: Tenant, make_tenant: Any
    ) -> None:
        other = await make_tenant()
        made = await lead(tenant.admin)
        address = f"/api/v1/leads?id={made['id']}"
        assert (await other.admin.get(address)).status_code == 404
        assert (await other.admin.put(address, {"name": "Mine"})).status_code == 404
        assert (await other.admin.delete(address)).status_code == 404
        assert (await other.admin.get(f"/api/v1/leads?q={made['phone'][-6:]}")).json() == []
        claimed = await other.admin.post("/api/operator/leads/claim", {"leadId": str(made["id"])})
        assert claimed.status_code == 404
        body = {"action": "delete", "leadIds": [str(made["id"])]}
        done = (await other.admin.post("/api/admin/leads/bulk-action", body)).json()
        assert done["summary"] == {"requested": 1, "changed": 0, "skipped": 1}


class TestDocument002:
    async def test_offers_leads_by_priority_then_age(self, tenant: Tenant) -> None:
        operator = await tenant.person("operator")
        made = {
            name: [(await lead(tenant.admin, priority=name))["id"] for _ in range(2)]
            for name in ("low", "urgent", "medium", "high")
        }
        await lead(tenant.admin, owner_id=tenant.agent.id)  # somebody else's
        answer = (await operator.get("/api/operator/leads/available?page=1&limit=20")).json()
        expected = [str(one) for name in ("urgent", "high", "medium", "low") for one in made[name]]
        assert [one["id"] for one in answer["leads"]] == expected
        assert answer["pagination"] == {"page": 1, "limit": 20, "total": 8, "pages": 1}
        high = (await operator.get("/api/operator/leads/available?priority=high&limit=1")).json()
        assert [one["priority"] for one in high["leads"]] == ["high"]
        assert high["pagination"] == {"page": 1, "limit": 1, "total": 2, "pages": 2}

    async def test_lets_one_claim_a_lead_and_no_second(self, tenant: Tenant) -> None:
        first, second = await tenant.person("operator"), await tenant.person("operator")
        made = await lead(tenant.admin, priority="high")
        body = {"leadId": str(made["id"])}
        answer = await first.post("/api/operator/leads/claim", body)
        assert answer.status_code == 200
        assert answer.json()["message"] == "Lead claimed successfully"
        assert answer.json()["lead"]["status"] == "claimed"
        for person, yours in ((second, False), (first, True)):
            again = await person.post("/api/operator/leads/claim", body)
            assert again.status_code == 409 and again.json()["details"]["yours"] is yours
        assert (await second.get("/api/operator/leads/available")).json()["leads"] == []
        nothing = await first.post("/api/operator/leads/claim", {"leadId": "lead_id_123"})
        assert nothing.status_code == 404

    async def test_changes_many_and_says_what_it_could_not(self, tenant: Tenant) -> None:
        made = [await lead(tenant.admin) for _ in range(3)]
        ids = [str(one["id"]) for one in made]
        body = {
            "action": "update_priority", "leadIds": [*ids, "lead_id_1", "999999"],
            "data": {"priority": "high"},
        }  # fmt: skip
        answer = (await tenant.admin.post("/api/admin/leads/bulk-action", body)).json()
        assert answer["summary"] == {"requested": 5, "changed": 3, "skipped": 2}
        assert {one["leadId"] for one in answer["errors"]} == {"lead_id_1", "999999"}
        again = (await tenant.admin.post("/api/admin/leads/bulk-action", body)).json()
        assert again["summary"]["changed"] == 0 and len(again["errors"]) == 2

    async def test_moves_many_as_far_as_they_may_go(self, tenant: Tenant) -> None:
        made = [await lead(tenant.admin) for _ in range(3)]
        ids = [str(one["id"]) for one in made]

        async def move(to: str, which: list[str]) -> dict[str, Any]:
            body = {"action": "update_status", "leadIds": which, "data": {"status": to}}
            answer = await tenant.admin.post("/api/admin/leads/bulk-action", body)
            assert answer.status_code == 200, answer.text
            done: dict[str, Any] = answer.json()
            return done

        assert (await move("failed", ids[:1]))["summary"]["changed"] == 1
        done = await move("calling", ids)
        assert done["summary"] == {"requested": 3, "changed": 2, "skipped": 1}
        assert done["errors"] == [
            {"leadId": ids[0], "code": "LEAD_MOVE_REFUSED", "reason": "It is failed"}
        ]
        assert (await move("pending", ids))["summary"]["changed"] == 3
        assert (await move("transferred", ids))["summary"]["changed"] == 0

    async def test_adds_tags_and_deletes_softly(self, tenant: Tenant) -> None:
        made = await lead(tenant.admin, tags=["new"])
        ids = [str(made["id"])]
        tags = {"action": "add_tags", "leadIds": ids, "data": {"tags": ["Hot", "new"]}}
        await tenant.admin.post("/api/admin/leads/bulk-action", tags)
        found = (await tenant.admin.get(f"/api/v1/leads?id={made['id']}")).json()
        assert found["tags"] == ["new", "hot"]
        delete = {"action": "delete", "leadIds": ids}
        done = (await tenant.admin.post("/api/admin/leads/bulk-action", delete)).json()
        assert done["summary"]["changed"] == 1
        assert (await tenant.admin.get(f"/api/v1/leads?id={made['id']}")).status_code == 404

    @pytest.mark.parametrize(
        "body",
        [
            {"action": "explode", "leadIds": ["1"]},
            {"action": "update_priority", "leadIds": ["1"]},
            {"action": "update_priority", "leadIds": ["1"], "data": {"status": "pending"}},
            {"action": "update_priority", "leadIds": [], "data": {"priority": "high"}},
            {"action": "delete", "leadIds": ["1"], "data": {"priority": "high"}},
            {"action": "delete", "leadIds": [1]},
        ],
    )
    async def test_refuses_what_it_does_not_know(
        self, tenant: Tenant, body: dict[str, Any]
    ) -> None:
        answer = await tenant.admin.post("/api/admin/leads/bulk-action", body)
        assert answer.status_code == 400, answer.text
