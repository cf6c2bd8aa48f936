"""Document 002: an operator's calls, under simulation moved by the operator alone."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from ringdesk.domains import compliance
from tests.api.calling import (
    lead_of,
    moved,
    new_lead,
    set_calling,
    some_number,
    start,
    try_to_start,
    update,
)
from tests.conftest import MakeTenant, Person, Tenant

pytestmark = pytest.mark.anyio

FINALS = ("completed", "busy", "no-answer", "failed")


@pytest.fixture
async def operator(tenant: Tenant) -> Person:
    return await tenant.person("operator", name="Olga Operator")


@pytest.fixture
async def colleague(tenant: Tenant) -> Person:
    return await tenant.person("operator", name="Oskar Operator")


class TestStarting:
    async def test_a_free_lead_is_claimed_and_called_in_one_act(
        self, tenant: Tenant, operator: Person
    ) -> None:
        lead_id = await new_lead(tenant)
        call = await start(operator, lead_id)
        lead = await lead_of(tenant, lead_id)
        assert call["status"] == "initiated"
        assert call["lead"] == lead.phone
        assert call["twilioCallSid"].startswith("SIM")
        assert (lead.dial_status, lead.claimed_by) == ("calling", operator.id)

    async def test_a_lead_that_one_has_claimed(self, tenant: Tenant, operator: Person) -> None:
        lead_id = await new_lead(tenant)
        claimed = await operator.post("/api/operator/leads/claim", {"leadId": str(lead_id)})
        assert claimed.status_code == 200, claimed.text
        await start(operator, lead_id)

    async def test_anothers_lead_is_a_conflict(
        self, tenant: Tenant, operator: Person, colleague: Person
    ) -> None:
        owned = await new_lead(tenant, owner_id=colleague.id)
        called = await new_lead(tenant)
        await start(colleague, called)
        for lead_id in (owned, called):
            refused = await try_to_start(operator, lead_id)
            assert (refused.status_code, refused.json()["code"]) == (409, "LEAD_TAKEN")

    async def test_nobody_has_two_calls_at_once(self, tenant: Tenant, operator: Person) -> None:
        await start(operator, await new_lead(tenant))
        refused = await try_to_start(operator, await new_lead(tenant))
        assert (refused.status_code, refused.json()["code"]) == (409, "PERSON_BUSY")

    async def test_what_was_refused_leaves_the_lead_as_it_was(
        self, tenant: Tenant, operator: Person
    ) -> None:
        await start(operator, await new_lead(tenant))
        lead_id = await new_lead(tenant)
        await try_to_start(operator, lead_id)
        assert (await lead_of(tenant, lead_id)).dial_status == "pending"

    @pytest.mark.parametrize("lead_id", ["999999999", "lead_id_123", "-1", "1e9", "٣", "9" * 30])
    async def test_what_is_no_lead_is_not_found(self, operator: Person, lead_id: str) -> None:
        assert (await try_to_start(operator, lead_id)).status_code == 404

    async def test_another_tenants_lead_is_not_found(
        self, operator: Person, make_tenant: MakeTenant
    ) -> None:
        elsewhere = await make_tenant()
        assert (await try_to_start(operator, await new_lead(elsewhere))).status_code == 404

    async def test_is_for_operators_and_administrators(self, tenant: Tenant) -> None:
        lead_id = await new_lead(tenant)
        assert (await try_to_start(tenant.customer, lead_id)).status_code == 403
        assert (await try_to_start(tenant.agent, lead_id)).status_code == 403
        assert (await try_to_start(tenant.admin, lead_id)).status_code == 201


class TestAtOnce:
    async def test_one_of_many_gets_a_free_lead(self, tenant: Tenant) -> None:
        lead_id = await new_lead(tenant)
        people = [await tenant.person("operator") for _ in range(5)]
        answers = await asyncio.gather(*(try_to_start(one, lead_id) for one in people))
        assert sorted(one.status_code for one in answers) == [201, 409, 409, 409, 409]

    async def test_one_of_many_leads_is_called(self, tenant: Tenant, operator: Person) -> None:
        leads = [await new_lead(tenant) for _ in range(5)]
        answers = await asyncio.gather(*(try_to_start(operator, one) for one in leads))
        assert sorted(one.status_code for one in answers) == [201, 409, 409, 409, 409]
        free = [(await lead_of(tenant, one)).dial_status for one in leads]
        assert sorted(free) == ["calling", *["pending"] * 4]

    async def test_one_of_many_final_states_stays(self, tenant: Tenant, operator: Person) -> None:
        call = await start(operator, await new_lead(tenant))
        answers = await asyncio.gather(*(update(operator, call, status=one) for one in FINALS))
        codes = sorted(one.status_code for one in answers)
        assert codes == [200, 409, 409, 409]
        [won] = [one.json()["call"]["status"] for one in answers if one.status_code == 200]
        assert (await update(operator, call)).json()["call"]["status"] == won


class TestTheRules:
    async def test_bind_outside_the_calling_hours(self, tenant: Tenant, operator: Person) -> None:
        lead_id = await new_lead(tenant, time_zone="Etc/UTC")
        hour = (datetime.now(UTC) + timedelta(hours=3)).hour % 23
        await set_calling(tenant, hours=f"{hour:02d}:00-{hour + 1:02d}:00")
        refused = await try_to_start(operator, lead_id)
        assert (refused.status_code, refused.json()["code"]) == (409, "OUTSIDE_CALLING_HOURS")
        until = datetime.fromisoformat(refused.json()["details"]["until"])
        assert until.hour == hour

    async def test_bind_numbers_that_must_not_be_called(
        self, tenant: Tenant, operator: Person
    ) -> None:
        number = some_number()
        lead_id = await new_lead(tenant, phone=number)
        async with tenant.work() as work:
            await compliance.forbid(work, number=number, reason="Asked us to stop")
        refused = await try_to_start(operator, lead_id)
        assert (refused.status_code, refused.json()["code"]) == (409, "DO_NOT_CALL")

    async def test_bind_leads_without_a_number(self, tenant: Tenant, operator: Person) -> None:
        lead_id = await new_lead(tenant, phone=None, email="lea@example.org")
        refused = await try_to_start(operator, lead_id)
        assert (refused.status_code, refused.json()["code"]) == (409, "NO_NUMBER")

    async def test_a_refusal_is_a_row_with_its_rule(self, tenant: Tenant, operator: Person) -> None:
        lead_id = await new_lead(tenant, phone=None, email="lea@example.org")
        await try_to_start(operator, lead_id)
        async with tenant.work() as work:
            [row] = await compliance.refusals(work, lead_id=lead_id)
        assert (row.rule, row.lead_id) == ("no_number", lead_id)


class TestUpdating:
    async def test_the_whole_way(self, tenant: Tenant, operator: Person) -> None:
        lead_id = await new_lead(tenant)
        call = await start(operator, lead_id)
        await moved(operator, call, "ringing", "answered")
        assert (await lead_of(tenant, lead_id)).dial_status == "answered"
        ended = await update(operator, call, status="completed", notes="Interested", duration=180)
        shown = ended.json()["call"]
        assert (shown["status"], shown["duration"], shown["notes"]) == (
            "completed", 180, "Interested",
        )  # fmt: skip

    @pytest.mark.parametrize("status", FINALS)
    async def test_steps_may_be_skipped(
        self, tenant: Tenant, operator: Person, status: str
    ) -> None:
        call = await start(operator, await new_lead(tenant))
        assert (await update(operator, call, status=status)).status_code == 200

    @pytest.mark.parametrize("final", FINALS)
    async def test_a_final_state_stays(self, tenant: Tenant, operator: Person, final: str) -> None:
        call = await start(operator, await new_lead(tenant))
        await moved(operator, call, final)
        for status in {"initiated", "ringing", "answered", *FINALS} - {final}:
            refused = await update(operator, call, status=status)
            assert (refused.status_code, refused.json()["code"]) == (409, "CALL_MOVE_REFUSED")

    @pytest.mark.parametrize(
        ("before", "after"),
        [("ringing", "initiated"), ("answered", "ringing"), ("answered", "busy"),
         ("answered", "no-answer"), ("answered", "failed")],
    )  # fmt: skip
    async def test_nothing_is_taken_back(
        self, tenant: Tenant, operator: Person, before: str, after: str
    ) -> None:
        call = await start(operator, await new_lead(tenant))
        await moved(operator, call, before)
        assert (await update(operator, call, status=after)).status_code == 409

    async def test_the_same_status_or_none_changes_notes_and_duration(
        self, tenant: Tenant, operator: Person
    ) -> None:
        call = await start(operator, await new_lead(tenant))
        await moved(operator, call, "answered", "completed")
        again = await update(operator, call, status="completed", notes="Again", duration=7)
        assert again.status_code == 200
        only = await update(operator, call, notes="Only this")
        shown = only.json()["call"]
        assert (shown["notes"], shown["duration"]) == ("Only this", 7)

    async def test_talk_time_is_measured_where_nobody_says_it(
        self, tenant: Tenant, operator: Person
    ) -> None:
        call = await start(operator, await new_lead(tenant))
        await moved(operator, call, "answered", "completed")
        shown = (await update(operator, call)).json()["call"]
        assert 0 <= shown["duration"] < 5

    async def test_is_for_whose_call_it_is_and_administrators(
        self, tenant: Tenant, operator: Person, colleague: Person
    ) -> None:
        call = await start(operator, await new_lead(tenant))
        assert (await update(colleague, call, status="ringing")).status_code == 404
        assert (await update(tenant.customer, call, status="ringing")).status_code == 403
        assert (await update(tenant.admin, call, status="ringing")).status_code == 200

    @pytest.mark.parametrize(
        "given",
        [{"status": "done"}, {"status": None}, {"status": 3}, {"duration": -1},
         {"duration": 10**9}, {"duration": 1.5}, {"duration": "180"}, {"notes": 5},
         {"notes": "x" * 10_001}, {"lead": "+12025550100"}, {"agent_id": 1}],
    )  # fmt: skip
    async def test_refuses_what_is_no_call(
        self, tenant: Tenant, operator: Person, given: dict[str, object]
    ) -> None:
        call = await start(operator, await new_lead(tenant))
        assert (await update(operator, call, **given)).status_code == 400


class TestWhatBecomesOfTheLead:
    @pytest.mark.parametrize(
        ("outcome", "minutes"), [("busy", 10), ("no-answer", 120), ("failed", 1)]
    )
    async def test_it_is_tried_again_by_the_outcome(
        self, tenant: Tenant, operator: Person, outcome: str, minutes: int
    ) -> None:
        lead_id = await new_lead(tenant)
        await moved(operator, await start(operator, lead_id), outcome)
        lead = await lead_of(tenant, lead_id)
        assert (lead.dial_status, lead.last_outcome, lead.attempts) == ("pending", outcome, 1)
        assert abs(lead.ready_at - datetime.now(UTC) - timedelta(minutes=minutes)) < timedelta(
            seconds=10
        )
        assert (lead.claimed_by, lead.owner_id) == (None, None)

    async def test_it_fails_after_the_last_attempt(self, tenant: Tenant, operator: Person) -> None:
        await set_calling(tenant, most_attempts=2, retry='{"busy": 0}')
        lead_id = await new_lead(tenant)
        for status in ("pending", "failed"):
            await moved(operator, await start(operator, lead_id), "busy")
            assert (await lead_of(tenant, lead_id)).dial_status == status
        assert (await try_to_start(operator, lead_id)).status_code == 409

    async def test_completed_without_an_answer_was_a_talk_all_the_same(
        self, tenant: Tenant, operator: Person
    ) -> None:
        lead_id = await new_lead(tenant)
        await moved(operator, await start(operator, lead_id), "completed")
        assert (await lead_of(tenant, lead_id)).dial_status == "answered"


class TestTheHistory:
    async def test_holds_ones_own_newest_first(
        self, tenant: Tenant, operator: Person, colleague: Person
    ) -> None:
        made = []
        for outcome in ("busy", "completed"):
            call = await start(operator, await new_lead(tenant))
            await moved(operator, call, outcome)
            made.append(call["id"])
        await start(colleague, await new_lead(tenant))
        history = (await operator.get("/api/operator/calls/history")).json()
        assert [one["id"] for one in history["calls"]] == made[::-1]
        assert history["pagination"] == {"page": 1, "limit": 20, "total": 2, "pages": 1}

    async def test_by_page_and_status(self, tenant: Tenant, operator: Person) -> None:
        for _ in range(3):
            await moved(operator, await start(operator, await new_lead(tenant)), "busy")
        path = "/api/operator/calls/history"
        second = (await operator.get(f"{path}?page=2&limit=2&status=busy")).json()
        assert len(second["calls"]) == 1
        assert second["pagination"] == {"page": 2, "limit": 2, "total": 3, "pages": 2}
        none = (await operator.get(f"{path}?status=completed")).json()
        assert none == {
            "calls": [], "pagination": {"page": 1, "limit": 20, "total": 0, "pages": 0}
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("query", "status"),
        [("limit=101", 200), ("limit=0", 200), ("limit=-1", 400), ("limit=x", 400),
         ("page=0", 400), ("page=-1", 400), ("page=999999999", 200), ("status=done", 400)],
    )  # fmt: skip
    async def test_refuses_what_is_no_page(self, operator: Person, query: str, status: int) -> None:
        answer = await operator.get(f"/api/operator/calls/history?{query}")
        assert answer.status_code == status, answer.text


class TestAvailability:
    async def test_is_one_for_all_documents(self, tenant: Tenant, operator: Person) -> None:
        path = "/api/operator/profile/availability"
        assert (await operator.get("/api/app/availability")).json()["state"] == "offline"
        said = (await operator.put(path, {"isAvailable": True})).json()
        assert said == {"message": "Availability updated successfully", "isAvailable": True}
        agent = (await tenant.admin.get(f"/api/v1/agents/{operator.id}")).json()
        assert agent["status"] == "available"
        assert (await operator.put(path, {"isAvailable": False})).json()["isAvailable"] is False

    async def test_is_for_operators(self, tenant: Tenant) -> None:
        path = "/api/operator/profile/availability"
        assert (await tenant.customer.put(path, {"isAvailable": True})).status_code == 403
        assert (await tenant.agent.put(path, {"isAvailable": True})).status_code == 403

    @pytest.mark.parametrize(
        "body", [{}, {"isAvailable": "yes"}, {"isAvailable": None}, [], {"is_available": True}]
    )
    async def test_refuses_what_is_no_availability(self, operator: Person, body: object) -> None:
        answer = await operator.put("/api/operator/profile/availability", body)
        assert answer.status_code == 400
