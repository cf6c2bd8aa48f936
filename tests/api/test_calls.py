"""Calls by document 001's doors and the web app's; agents."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ringdesk.domains import campaigns, compliance
from tests.api.calling import lead_of, moved, new_lead, set_calling, some_number, start
from tests.conftest import MakeTenant, Person, Tenant, eventually

pytestmark = pytest.mark.anyio

RECORDED = "update calls set recording_key = $3 where tenant_id = $1 and id = $2"


@pytest.fixture
async def operator(tenant: Tenant) -> Person:
    return await tenant.person("operator", name="Olga Operator")


@pytest.fixture
async def colleague(tenant: Tenant) -> Person:
    return await tenant.person("operator", name="Oskar Operator")


async def available(person: Person) -> None:
    assert (await person.put("/api/app/availability", {"state": "available"})).status_code == 200


async def ended_call(tenant: Tenant, operator: Person, **of_lead: Any) -> dict[str, Any]:
    """A talk that is over, and is being written down."""
    call = await start(operator, await new_lead(tenant, **of_lead))
    await moved(operator, call, "answered", "completed")
    return call


async def disposition(operator: Person, means: str) -> int:
    found: list[dict[str, Any]] = (await operator.get("/api/app/calling/me")).json()["dispositions"]
    return next(int(one["id"]) for one in found if one["means"] == means)


async def wrap_up(operator: Person, call: dict[str, Any], means: str, **more: Any) -> Any:
    body = {"disposition_id": await disposition(operator, means), **more}
    return await operator.post(f"/api/app/calls/{call['id']}/wrap-up", body)


class TestDocument001:
    async def test_makes_a_call_with_an_address(self, tenant: Tenant, operator: Person) -> None:
        lead_id = await new_lead(tenant)
        made = await operator.post("/api/v1/calls", {"lead_id": lead_id, "notes": "First"})
        assert made.status_code == 201, made.text
        call = made.json()
        assert (call["lead_id"], call["agent_id"], call["notes"]) == (lead_id, operator.id, "First")
        assert (await operator.get(made.headers["location"])).json() == call
        assert (await operator.get(f"/api/v1/calls?id={call['id']}")).json() == call

    @pytest.mark.parametrize("path", ["/api/v1/calls?id={}/end", "/api/v1/calls/{}/end"])
    async def test_ends_it_by_both_addresses(
        self, tenant: Tenant, operator: Person, path: str
    ) -> None:
        call = await start(operator, await new_lead(tenant))
        for _ in range(2):  # on a call that is over it changes nothing
            ended = await operator.post(path.format(call["id"]))
            assert (ended.status_code, ended.json()["status"]) == (200, "completed")

    async def test_the_end_of_a_call_that_is_over_changes_nothing(
        self, tenant: Tenant, operator: Person
    ) -> None:
        call = await start(operator, await new_lead(tenant))
        await moved(operator, call, "busy")
        ended = await operator.post(f"/api/v1/calls/{call['id']}/end")
        assert (ended.status_code, ended.json()["status"]) == (200, "busy")

    @pytest.mark.parametrize(
        ("query", "status"),
        [("id=x/end", 400), ("id=1", 400), ("id=0/end", 404), ("id=99999999/end", 404),
         ("id=9999999999999999999/end", 404), ("id=1/end/end", 400), ("id=-1/end", 400)],
    )  # fmt: skip
    async def test_refuses_what_is_no_such_address(
        self, operator: Person, query: str, status: int
    ) -> None:
        assert (await operator.post(f"/api/v1/calls?{query}")).status_code == status

    async def test_lists_newest_first_with_a_link(self, tenant: Tenant, operator: Person) -> None:
        made = []
        for _ in range(3):
            call = await start(operator, await new_lead(tenant))
            await moved(operator, call, "busy")
            made.append(int(call["id"]))
        first = await operator.get("/api/v1/calls?limit=2&count=exact")
        assert [one["id"] for one in first.json()] == made[:0:-1]
        assert first.headers["x-total-count"] == "3"
        following = first.headers["link"].split(">")[0].removeprefix("<")
        assert [one["id"] for one in (await operator.get(following)).json()] == made[:1]
        second = await operator.get("/api/v1/calls?limit=2&offset=2")
        assert [one["id"] for one in second.json()] == made[:1]

    async def test_who_called_is_on_the_line_once_it_is_answered(
        self, tenant: Tenant, operator: Person
    ) -> None:
        call = await start(operator, await new_lead(tenant))
        await moved(operator, call, "ringing", "answered")
        shown = (await operator.get(f"/api/v1/calls/{call['id']}")).json()
        assert shown["connected_at"] == shown["answered_at"] is not None

    async def test_counts(self, tenant: Tenant, operator: Person) -> None:
        call = await start(operator, await new_lead(tenant))
        await moved(operator, call, "answered")
        await moved(operator, call, "completed", duration=60)
        await start(operator, await new_lead(tenant))
        stats = (await operator.get("/api/v1/calls/stats")).json()
        assert (stats["total"], stats["completed"], stats["answered"], stats["live"]) == (
            2,
            1,
            1,
            1,
        )
        assert (stats["total_duration"], stats["average_duration"]) == (60, 60)
        nothing = (await (await tenant.person("operator")).get("/api/v1/calls/stats")).json()
        assert (nothing["total"], nothing["average_duration"]) == (0, 0)

    async def test_operators_see_their_own_administrators_all(
        self, tenant: Tenant, operator: Person, colleague: Person, make_tenant: MakeTenant
    ) -> None:
        call = await start(operator, await new_lead(tenant))
        address = f"/api/v1/calls/{call['id']}"
        assert (await colleague.get("/api/v1/calls")).json() == []
        assert (await colleague.get(f"/api/v1/calls?agent_id={operator.id}")).json() == []
        assert (await colleague.get(address)).status_code == 404
        assert len((await tenant.admin.get("/api/v1/calls")).json()) == 1
        assert (await tenant.admin.get(address)).status_code == 200
        assert (await tenant.customer.get("/api/v1/calls")).status_code == 403
        assert (await (await make_tenant()).admin.get(address)).status_code == 404


class TestAgents:
    async def test_are_all_of_the_staff(self, tenant: Tenant, operator: Person) -> None:
        found = (await operator.get("/api/v1/agents")).json()
        assert [one["name"] for one in found] == ["Ada Admin", "Axel Agent", "Olga Operator"]
        one = (await operator.get(f"/api/v1/agents/{operator.id}")).json()
        assert (one["id"], one["status"], one["doing"]) == (operator.id, "offline", "offline")
        assert "@" in one["email"]

    async def test_say_whether_they_are_available(self, tenant: Tenant, operator: Person) -> None:
        said = await operator.client.patch("/api/v1/agents/status", json={"status": "available"})
        assert (said.status_code, said.json()["status"]) == (200, "available")
        [one] = (await tenant.admin.get("/api/v1/agents/available")).json()
        assert one["id"] == operator.id
        stats = (await tenant.admin.get("/api/v1/agents/stats")).json()
        assert (stats["total"], stats["available"], stats["offline"]) == (3, 1, 2)

    async def test_in_a_call_they_are_busy_and_after_it(
        self, tenant: Tenant, operator: Person
    ) -> None:
        await available(operator)
        call = await start(operator, await new_lead(tenant))
        path = f"/api/v1/agents/{operator.id}"
        shown = (await tenant.admin.get(path)).json()
        assert (shown["status"], shown["doing"], shown["call_id"]) == (
            "busy", "in_call", int(call["id"]),
        )  # fmt: skip
        await moved(operator, call, "answered", "completed")
        shown = (await tenant.admin.get(path)).json()
        assert (shown["status"], shown["doing"]) == ("busy", "wrapping_up")
        assert (await wrap_up(operator, call, "neutral")).status_code == 200
        assert (await tenant.admin.get(path)).json()["status"] == "available"

    async def test_are_for_staff(self, tenant: Tenant) -> None:
        for path in ("", "/available", "/stats", f"/{tenant.agent.id}"):
            assert (await tenant.customer.get(f"/api/v1/agents{path}")).status_code == 403
        patched = await tenant.customer.client.patch(
            "/api/v1/agents/status", json={"status": "available"}
        )
        assert patched.status_code == 403
        assert (await tenant.admin.get("/api/v1/agents/999999")).status_code == 404
        missing = await tenant.admin.get(f"/api/v1/agents/{tenant.customer.id}")
        assert missing.status_code == 404


class TestTheDesk:
    async def test_shows_the_call_its_lead_and_then_what_is_written_down(
        self, tenant: Tenant, operator: Person
    ) -> None:
        lead_id = await new_lead(tenant)
        call = await start(operator, lead_id)
        desk = (await operator.get("/api/app/calling/me")).json()
        assert (desk["call"]["id"], desk["lead"]["id"]) == (int(call["id"]), lead_id)
        assert desk["wrap_up"] is None
        await moved(operator, call, "answered", "completed")
        desk = (await operator.get("/api/app/calling/me")).json()
        assert desk["call"] is None
        assert desk["wrap_up"]["call_id"] == int(call["id"])
        assert desk["lead"]["id"] == lead_id
        assert desk["today"] == {"calls": 1, "answered": 1, "completed": 1, "talk_s": 0}
        assert desk["rank"] == 1

    async def test_ranks_by_completed_calls(
        self, tenant: Tenant, operator: Person, colleague: Person
    ) -> None:
        await ended_call(tenant, operator)
        assert (await operator.get("/api/app/calling/me")).json()["rank"] == 1
        assert (await colleague.get("/api/app/calling/me")).json()["rank"] == 2

    async def test_has_the_script_with_the_lead_in_it(
        self, tenant: Tenant, operator: Person
    ) -> None:
        async with tenant.work() as work:
            script = await campaigns.create_script(work, name="Hello", body="Hello {{name}}!")
            campaign = await campaigns.create(
                work, campaigns.NewCampaign(name="Spring", script_id=script.id)
            )
        await start(operator, await new_lead(tenant, campaign_id=campaign.id))
        desk = (await operator.get("/api/app/calling/me")).json()
        assert desk["script"] == "Hello Lea Lead!"

    async def test_is_for_those_who_call(self, tenant: Tenant) -> None:
        assert (await tenant.customer.get("/api/app/calling/me")).status_code == 403
        assert (await tenant.agent.get("/api/app/calling/me")).status_code == 403


class TestWrappingUp:
    async def test_ends_it_with_what_became_of_the_talk(
        self, tenant: Tenant, operator: Person
    ) -> None:
        call = await ended_call(tenant, operator)
        done = await wrap_up(operator, call, "neutral", notes="Nice talk")
        assert done.status_code == 200, done.text
        shown = done.json()
        assert (shown["notes"], shown["wrap_up_until"]) == ("Nice talk", None)
        assert shown["disposition"]["label"]
        assert (await operator.get("/api/app/calling/me")).json()["wrap_up"] is None

    @pytest.mark.parametrize(("means", "stage"), [("won", "converted"), ("lost", "lost")])
    async def test_moves_the_stage(
        self, tenant: Tenant, operator: Person, means: str, stage: str
    ) -> None:
        call = await ended_call(tenant, operator)
        await wrap_up(operator, call, means)
        assert (await lead_of(tenant, int(call["leadId"]))).stage == stage

    async def test_do_not_call_binds_at_once(self, tenant: Tenant, operator: Person) -> None:
        number = some_number()
        call = await ended_call(tenant, operator, phone=number)
        await wrap_up(operator, call, "do_not_call")
        async with tenant.work() as work:
            assert await compliance.forbidden(work, [number]) == {number}

    async def test_a_callback_is_ones_own_to_make(
        self, tenant: Tenant, operator: Person, colleague: Person
    ) -> None:
        call = await ended_call(tenant, operator)
        lead_id = int(call["leadId"])
        at = (datetime.now(UTC) + timedelta(hours=2)).replace(microsecond=0)
        done = await wrap_up(operator, call, "callback", callback_at=at.isoformat())
        assert done.status_code == 200, done.text
        lead = await lead_of(tenant, lead_id)
        assert (lead.dial_status, lead.ready_at, lead.owner_id) == ("pending", at, operator.id)
        [promised] = (await operator.get("/api/app/calling/callbacks")).json()
        assert (promised["lead"]["id"], promised["due"]) == (lead_id, False)
        assert (await colleague.get("/api/app/calling/callbacks")).json() == []
        assert len((await tenant.admin.get("/api/app/calling/callbacks")).json()) == 1
        made = await operator.post("/api/app/calls", {"lead_id": lead_id})
        assert (made.status_code, made.json()["mode"]) == (201, "callback")
        await operator.put(f"/api/app/calls/{made.json()['id']}", {"status": "completed"})
        await wrap_up(operator, made.json(), "neutral")
        assert (await lead_of(tenant, lead_id)).callback_at is None

    async def test_retry_sends_the_lead_back_to_the_queue(
        self, tenant: Tenant, operator: Person
    ) -> None:
        call = await ended_call(tenant, operator)
        await wrap_up(operator, call, "retry")
        lead = await lead_of(tenant, int(call["leadId"]))
        assert lead.dial_status == "pending"
        assert lead.ready_at > datetime.now(UTC) + timedelta(minutes=100)

    @pytest.mark.parametrize(
        ("means", "more", "status"),
        [("callback", {}, 400), ("callback", {"callback_at": "2020-01-01T00:00:00Z"}, 400),
         ("callback", {"callback_at": "2099-01-01T00:00:00"}, 400),
         ("callback", {"callback_at": "9999-12-31T23:59:59Z"}, 400),
         ("callback", {"callback_at": "9999-12-31T23:59:59-14:00"}, 400),
         ("won", {"callback_at": "2099-01-01T00:00:00Z"}, 400),
         ("won", {"callback_at": "soon"}, 400), ("won", {"notes": "x" * 10_001}, 400)],
    )  # fmt: skip
    async def test_refuses_what_makes_no_sense(
        self, tenant: Tenant, operator: Person, means: str, more: dict[str, str], status: int
    ) -> None:
        call = await ended_call(tenant, operator)
        refused = await wrap_up(operator, call, means, **more)
        assert refused.status_code == status
        assert (await operator.get(f"/api/app/calls/{call['id']}")).json()["disposition"] is None

    async def test_is_done_once_and_after_the_end(
        self, tenant: Tenant, operator: Person, colleague: Person
    ) -> None:
        call = await start(operator, await new_lead(tenant))
        assert (await wrap_up(operator, call, "won")).status_code == 409
        await moved(operator, call, "answered", "completed")
        assert (await wrap_up(colleague, call, "won")).status_code == 404
        wrong = {"disposition_id": 999_999}
        address = f"/api/app/calls/{call['id']}/wrap-up"
        assert (await operator.post(address, wrong)).status_code == 400
        assert (await wrap_up(operator, call, "won")).status_code == 200
        assert (await wrap_up(operator, call, "lost")).status_code == 409

    async def test_ends_by_itself_and_can_still_be_said(
        self, tenant: Tenant, operator: Person
    ) -> None:
        await set_calling(tenant, wrap_up_s=0)
        call = await ended_call(tenant, operator)
        assert (await operator.get("/api/app/calling/me")).json()["wrap_up"] is None
        assert (await wrap_up(operator, call, "won")).status_code == 200

    async def test_the_next_call_ends_it(self, tenant: Tenant, operator: Person) -> None:
        call = await ended_call(tenant, operator)
        await start(operator, await new_lead(tenant))
        shown = (await operator.get(f"/api/app/calls/{call['id']}")).json()
        assert shown["wrap_up_until"] is None


class TestTransfer:
    async def test_to_a_colleague_who_is_free(
        self, tenant: Tenant, operator: Person, colleague: Person
    ) -> None:
        await available(colleague)
        call = await start(operator, await new_lead(tenant))
        await moved(operator, call, "answered")
        address = f"/api/app/calls/{call['id']}/transfer"
        passed = await operator.post(address, {"to_person": colleague.id})
        assert (passed.status_code, passed.json()["agent_id"]) == (200, colleague.id)
        lead = await lead_of(tenant, int(call["leadId"]))
        assert (lead.dial_status, lead.owner_id) == ("transferred", colleague.id)
        assert (await operator.get(f"/api/app/calls/{call['id']}")).status_code == 404
        story = (await colleague.get(f"/api/app/calls/{call['id']}")).json()["events"]
        assert [one["kind"] for one in story] == ["initiated", "answered", "transferred"]

    async def test_to_another_number_ends_our_part(self, tenant: Tenant, operator: Person) -> None:
        call = await start(operator, await new_lead(tenant))
        await moved(operator, call, "answered")
        address = f"/api/app/calls/{call['id']}/transfer"
        passed = (await operator.post(address, {"to_number": "(202) 555-0199"})).json()
        assert (passed["transferred_to"], passed["status"]) == ("+12025550199", "completed")
        assert (await lead_of(tenant, int(call["leadId"]))).dial_status == "transferred"

    async def test_refuses_who_is_not_there_and_what_is_not_answered(
        self, tenant: Tenant, operator: Person, colleague: Person
    ) -> None:
        call = await start(operator, await new_lead(tenant))
        address = f"/api/app/calls/{call['id']}/transfer"
        assert (await operator.post(address, {"to_person": colleague.id})).status_code == 409
        await moved(operator, call, "answered")
        for to, status in (
            ({"to_person": colleague.id}, 409), ({"to_person": operator.id}, 400),
            ({"to_person": tenant.customer.id}, 400), ({"to_person": 999_999}, 400),
            ({"to_number": "no number"}, 400), ({"to_number": call["lead"]}, 400), ({}, 400),
            ({"to_person": colleague.id, "to_number": "+12025550199"}, 400),
        ):  # fmt: skip
            assert (await operator.post(address, to)).status_code == status, to
        await available(colleague)
        await start(colleague, await new_lead(tenant))
        busy = await operator.post(address, {"to_person": colleague.id})
        assert (busy.status_code, busy.json()["code"]) == (409, "PERSON_BUSY")


class TestWhoCallsNoMore:
    """Somebody is deactivated, or makes no calls from now on."""

    @pytest.mark.parametrize("change", [{"is_active": False}, {"role": "support_agent"}])
    async def test_leaves_what_waited_for_them_to_anybody(
        self, tenant: Tenant, operator: Person, colleague: Person, change: dict[str, Any]
    ) -> None:
        call = await ended_call(tenant, operator)
        promised = int(call["leadId"])
        at = (datetime.now(UTC) + timedelta(hours=2)).replace(microsecond=0)
        await wrap_up(operator, call, "callback", callback_at=at.isoformat())
        waiting = await new_lead(tenant, owner_id=operator.id)
        won = await ended_call(tenant, operator)
        changed = await tenant.admin.put(f"/api/users/{operator.id}", change)
        assert changed.status_code == 200, changed.text

        async def is_free() -> bool:
            found = [await lead_of(tenant, one) for one in (promised, waiting)]
            return all(one.owner_id is one.callback_owner_id is None for one in found)

        await eventually(is_free)
        lead = await lead_of(tenant, promised)
        assert (lead.dial_status, lead.ready_at, lead.callback_at) == ("pending", at, at)
        assert (await lead_of(tenant, int(won["leadId"]))).owner_id == operator.id
        await start(colleague, waiting)


class TestRecordings:
    async def test_are_heard_by_whose_call_it_is_and_deleted_by_administrators(
        self, tenant: Tenant, operator: Person, colleague: Person
    ) -> None:
        call = await start(operator, await new_lead(tenant))
        path = f"/api/app/calls/{call['id']}/recording"
        assert (await operator.get(path)).status_code == 404
        key = tenant.house.desk.storage.new_key(tenant.id)
        await tenant.house.desk.storage.put(key, b"RIFF sound")
        async with tenant.work() as work:
            await work.run(RECORDED, int(call["id"]), key)
        shown = (await operator.get(f"/api/app/calls/{call['id']}")).json()
        assert shown["recording_url"] == path
        heard = await operator.get(path)
        assert (heard.content, heard.headers["content-type"]) == (b"RIFF sound", "audio/wav")
        assert (await colleague.get(path)).status_code == 404
        assert (await tenant.customer.get(path)).status_code == 403
        assert (await operator.delete(path)).status_code == 403
        assert (await tenant.admin.delete(path)).status_code == 200
        assert (await tenant.admin.get(path)).status_code == 404
        shown = (await operator.get(f"/api/app/calls/{call['id']}")).json()
        assert (shown["recording_url"], shown["recording_consent"]) == (None, "withdrawn")
