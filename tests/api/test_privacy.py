"""What people ask about their data, from request to archive, and to oblivion."""

import io
import json
import zipfile
from typing import Any

import pytest
from msgspec import Struct

from ringdesk.domains import privacy
from ringdesk.kernel.audit import verify
from tests.conftest import MakeTenant, Person, Tenant, eventually

pytestmark = pytest.mark.anyio

SECRET = "my grandmother's recipe for plum cake"
GDPR = "/api/v1/compliance/gdpr"
DESK = "/api/app/privacy/requests"


async def asked(who: Person, kind: str) -> int:
    answer = await who.post("/api/app/my-data/requests", {"kind": kind})
    assert answer.status_code == 201, answer.text
    made: int = answer.json()["id"]
    return made


async def started(tenant: Tenant, request_id: int, **more: Any) -> dict[str, Any]:
    answer = await tenant.admin.post(f"{DESK}/{request_id}/start", more)
    assert answer.status_code == 200, answer.text
    done: dict[str, Any] = {}

    async def is_done() -> bool:
        done.update((await tenant.admin.get(f"{DESK}/{request_id}")).json())
        assert not done["problem"], done
        return bool(done["state"] == "done")

    await eventually(is_done, seconds=20)
    return done


class TestConsents:
    async def test_are_recorded_and_listed_newest_first(self, tenant: Tenant) -> None:
        given = {"type": "marketing", "value": True}
        made = await tenant.customer.post(f"{GDPR}/consents", given)
        assert made.status_code == 201
        assert made.json()["standing"] is True
        await tenant.customer.post(f"{GDPR}/consents", {**given, "value": False})
        found = (await tenant.customer.get(f"{GDPR}/consents")).json()
        assert [(one["value"], one["standing"]) for one in found] == [(False, True), (True, False)]
        again = await tenant.customer.get(made.headers["Location"])
        assert again.json()[0]["id"] == made.json()["id"]

    async def test_are_ones_own(self, tenant: Tenant) -> None:
        await tenant.customer.post(f"{GDPR}/consents", {"type": "cookies", "value": True})
        mine = f"{GDPR}/consents?user_id={tenant.customer.id}"
        assert (await tenant.agent.get(mine)).status_code == 403
        assert len((await tenant.admin.get(mine)).json()) == 1

    @pytest.mark.parametrize(
        "given",
        [{"type": "everything", "value": True}, {"type": "cookies", "value": "yes"},
         {"type": "cookies"}, {"type": "cookies", "value": True, "tenant_id": 1}],
    )  # fmt: skip
    async def test_refuse_what_is_none(self, given: Any, tenant: Tenant) -> None:
        assert (await tenant.customer.post(f"{GDPR}/consents", given)).status_code == 400

    async def test_administrators_search_them(self, tenant: Tenant) -> None:
        await tenant.customer.post(f"{GDPR}/consents", {"type": "cookies", "value": True})
        found = (await tenant.admin.get("/api/app/privacy/consents?q=carla&standing=true")).json()
        assert [one["person_name"] for one in found] == ["Carla Customer"]
        assert (await tenant.agent.get("/api/app/privacy/consents")).status_code == 403


class TestAsking:
    async def test_answers_a_number_and_a_date_and_deletes_nothing(self, tenant: Tenant) -> None:
        ticket = await tenant.ticket(description=SECRET)
        answer = await tenant.customer.post(
            f"{GDPR}/request-deletion", {"reason": "User requested deletion"}
        )
        assert answer.status_code == 201
        told = answer.json()
        assert told["status"] == "pending"
        assert told["due_at"] > told["created_at"]
        found = await tenant.customer.get(f"/api/tickets/{ticket['id']}")
        assert found.json()["description"] == SECRET

    async def test_twice_is_asking_once(self, tenant: Tenant) -> None:
        first = await tenant.customer.post(f"{GDPR}/request-access")
        again = await tenant.customer.post(f"{GDPR}/request-access")
        assert first.json()["request_id"] == again.json()["request_id"]

    async def test_by_staff_for_somebody_without_an_account(self, tenant: Tenant) -> None:
        answer = await tenant.admin.post(DESK, {"kind": "access", "phone": "+12125550142"})
        assert answer.status_code == 201
        assert answer.json()["numbers"] == ["+12125550142"]
        assert (await tenant.admin.post(DESK, {"kind": "access"})).status_code == 400


class TestExport:
    async def test_is_the_json_itself(self, tenant: Tenant) -> None:
        await tenant.ticket(description=SECRET)
        answer = await tenant.customer.post(f"{GDPR}/export")
        assert answer.status_code == 200
        assert "attachment" in answer.headers["Content-Disposition"]
        told = answer.json()
        assert told["person_id"] == tenant.customer.id
        assert SECRET in json.dumps(told["data"]["tickets"])

    async def test_has_nothing_of_others_and_no_notes(
        self, tenant: Tenant, make_tenant: MakeTenant
    ) -> None:
        other = await make_tenant()
        await other.ticket(description="another house")
        ticket = await tenant.ticket(description=SECRET)
        note = {"ticket_id": ticket["id"], "content": "between us", "internal": True}
        assert (await tenant.agent.post("/api/messages", note)).status_code == 201
        told = (await tenant.customer.post(f"{GDPR}/export")).text
        assert "another house" not in told and "between us" not in told


class TestDeciding:
    async def test_is_for_administrators(self, tenant: Tenant) -> None:
        made = await asked(tenant.customer, "access")
        for who in (tenant.agent, tenant.customer):
            assert (await who.get(DESK)).status_code == 403
            assert (await who.post(f"{DESK}/{made}/start", {})).status_code == 403

    async def test_needs_an_identity(self, tenant: Tenant) -> None:
        made = await tenant.admin.post(DESK, {"kind": "access", "person_id": tenant.customer.id})
        path = f"{DESK}/{made.json()['id']}"
        refused = await tenant.admin.post(f"{path}/start", {})
        assert (refused.status_code, refused.json()["code"]) == (409, "IDENTITY_NOT_CHECKED")
        note = {"note": "Called back at the number we know"}
        assert (await tenant.admin.post(f"{path}/identity", note)).status_code == 200
        assert (await tenant.admin.post(f"{path}/start", {})).status_code == 200

    async def test_refusing_says_why(self, tenant: Tenant) -> None:
        made = await asked(tenant.customer, "deletion")
        refused = await tenant.admin.post(f"{DESK}/{made}/refuse", {"reason": "A case is pending"})
        assert refused.json()["state"] == "refused"
        [mine] = (await tenant.customer.get("/api/app/my-data/requests")).json()
        assert mine["refusal"] == "A case is pending"
        again = await tenant.admin.post(f"{DESK}/{made}/start", {})
        assert (again.status_code, again.json()["code"]) == (409, "REQUEST_IS_CLOSED")
        async with tenant.work() as work:
            [letter] = await work.many(Letter, LETTERS, tenant.customer.id)
        assert "A case is pending" in letter.body

    async def test_the_last_administrator_stays(self, tenant: Tenant) -> None:
        made = await asked(tenant.admin, "deletion")
        refused = await tenant.admin.post(f"{DESK}/{made}/start", {})
        assert (refused.status_code, refused.json()["code"]) == (409, "LAST_ADMINISTRATOR_ASKS")


class TestTime:
    async def test_that_runs_out_is_told_to_administrators_once(self, tenant: Tenant) -> None:
        await asked(tenant.customer, "access")
        async with tenant.work() as work:
            await work.run(ALMOST_DUE)
        working = working_of(tenant)
        await working.do_chores(tenant.id)
        await working.do_chores(tenant.id)
        assert [one.kind for one in await tenant.log()].count("PrivacyRequestDue") == 1
        async with tenant.work() as work:
            assert len(await work.many(Letter, LETTERS, tenant.admin.id)) == 1

    async def test_takes_an_archive_away(self, tenant: Tenant) -> None:
        made = await asked(tenant.customer, "access")
        await started(tenant, made)
        path = f"/api/app/my-data/requests/{made}/archive"
        assert (await tenant.customer.get(path)).status_code == 200
        async with tenant.work() as work:
            await work.run(TOO_OLD)
        assert (await tenant.customer.get(path)).status_code == 404
        await working_of(tenant).do_chores(tenant.id)
        storage = tenant.house.desk.storage
        assert [key async for key in storage.keys(f"{tenant.id}/")] == []


class TestTheArchive:
    async def test_has_everything_and_is_for_them_and_administrators(self, tenant: Tenant) -> None:
        ticket = await tenant.ticket(description=SECRET)
        sent = await tenant.customer.client.post(
            "/api/attachments",
            files={"file": ("plum.txt", b"plums, butter, flour", "text/plain")},
            data={"ticket_id": str(ticket["id"])},
        )
        assert sent.status_code == 201, sent.text
        made = await asked(tenant.customer, "access")
        done = await started(tenant, made)
        path = f"/api/app/my-data/requests/{made}/archive"
        taken = await tenant.customer.get(path)
        assert taken.headers["Content-Type"] == "application/zip"
        assert len(taken.content) == done["archive_size"]
        archive = zipfile.ZipFile(io.BytesIO(taken.content))
        assert archive.testzip() is None
        names = archive.namelist()
        assert "README.txt" in names
        assert SECRET in archive.read("data/tickets.json").decode()
        [file] = [name for name in names if name.startswith("files/conversations/")]
        assert archive.read(file) == b"plums, butter, flour"
        for name in names:
            if name.endswith(".json"):
                json.loads(archive.read(name))
        assert (await tenant.agent.get(path)).status_code == 404
        assert (await tenant.admin.get(path)).status_code == 200


class TestDeletion:
    async def test_a_dry_run_says_what_and_changes_nothing(self, tenant: Tenant) -> None:
        ticket = await tenant.ticket(description=SECRET)
        made = await asked(tenant.customer, "deletion")
        plan = (await tenant.admin.get(f"{DESK}/{made}/dry-run")).json()
        told = {(line["table"], line["fate"]): line["rows"] for line in plan["lines"]}
        assert told["tickets", "anonymised"] == 1
        assert told["people", "anonymised"] == 1
        assert all(line["reason"] for line in plan["lines"] if line["fate"] == "retained")
        found = await tenant.customer.get(f"/api/tickets/{ticket['id']}")
        assert found.json()["description"] == SECRET

    async def test_leaves_nothing_that_says_who_they_were(self, tenant: Tenant) -> None:
        ticket = await tenant.ticket(title="Plum cake", description=SECRET)
        says = {"ticket_id": ticket["id"], "content": "It is Carla Customer who writes"}
        assert (await tenant.customer.post("/api/messages", says)).status_code == 201
        await tenant.customer.post(f"{GDPR}/consents", {"type": "marketing", "value": True})
        made = await asked(tenant.customer, "deletion")
        await started(tenant, made)
        assert (await tenant.customer.get("/api/auth/me")).status_code == 401
        kept = (await tenant.admin.get(f"/api/tickets/{ticket['id']}")).text
        for word in ("Plum", SECRET, "Carla"):
            assert word not in kept
        assert "Erased person" in kept
        found = (await tenant.admin.get("/api/tickets?q=plum")).json()
        assert found == []
        lines = (await tenant.admin.get(f"{DESK}/{made}/steps")).json()
        assert {"people", "tickets", "messages", "events"} <= {one["table"] for one in lines}
        assert "PersonErased" in [one.kind for one in await tenant.log()]
        async with tenant.work() as work:
            left = await work.value(int, ADDRESSES_LEFT, tenant.customer.id)
        assert left == 0

    async def test_takes_contacts_along_when_they_are_meant(self, tenant: Tenant) -> None:
        mine = await address_of(tenant, tenant.customer)
        lead = await tenant.admin.post(
            "/api/v1/leads", {"name": "Carla", "email": mine, "phone": "+12125550177"}
        )
        assert lead.status_code == 201, lead.text
        listed = await tenant.admin.post("/api/app/do-not-call", {"number": "+12125550177"})
        assert listed.status_code == 201
        made = await asked(tenant.customer, "deletion")
        await started(tenant, made, with_contacts=True)
        assert (await tenant.admin.get(f"/api/v1/leads?id={lead.json()['id']}")).status_code == 404
        [entry] = (await tenant.admin.get("/api/app/do-not-call")).json()
        assert entry["number"] is None
        async with tenant.work() as work:
            assert await work.value(int, NAMED, "%Carla%") == 0

    async def test_leaves_the_log_whole(self, tenant: Tenant) -> None:
        await tenant.ticket(description=SECRET)
        made = await asked(tenant.customer, "deletion")
        await started(tenant, made)
        await tenant.log()
        async with tenant.work() as work:
            verdict = await verify(work)
        assert verdict.state == "intact"


ALMOST_DUE = """
update privacy_requests set due_at = now() + interval '3 days' where tenant_id = $1
"""
TOO_OLD = """
update privacy_requests set archive_expires_at = now() - interval '1 second' where tenant_id = $1
"""
LETTERS = "select body from messages_out where tenant_id = $1 and person_id = $2"


class Letter(Struct, frozen=True):
    body: str


def working_of(tenant: Tenant) -> privacy.Working:
    house = tenant.house
    ledger = privacy.Ledger.of(house.desk.settings)
    return privacy.Working(house.office, house.desk.storage, ledger)


ADDRESSES_LEFT = """
select count(*) from events where tenant_id = $1 and actor_id = $2 and address is not null
"""
NAMED = "select count(*) from leads where tenant_id = $1 and name like $2"
ADDRESS = "select email from people where tenant_id = $1 and id = $2"


async def address_of(tenant: Tenant, who: Person) -> str:
    async with tenant.work() as work:
        return await work.value(str, ADDRESS, who.id) or ""
