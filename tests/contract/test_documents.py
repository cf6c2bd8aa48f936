import secrets
from typing import Any

import pytest
from httpx import AsyncClient, Response

from tests.api.conftest import Installation
from tests.conftest import PASSWORD, Tenant, eventually
from tests.contract.document import Call, documents, faults, filled
from tests.contract.games import games_of
from tests.contract.sent import sent_by

pytestmark = pytest.mark.anyio

DOCUMENTS = tuple(documents())
CALLS = [call for document in DOCUMENTS for call in document.calls]
SOCKET = "walked by the tests of the sockets"
NOT_YET = {
    "WS /ws": SOCKET,
    "WS /api/v1/ws": SOCKET,
}


async def things_of(tenant: Tenant) -> dict[str, Any]:
    """A ticket with a word from each side, a question to the chatbot, and the people."""
    ticket = await tenant.ticket(title="Server down", description="It is not responding")
    for person in (tenant.customer, tenant.agent):
        said = {"ticket_id": ticket["id"], "content": "Hello"}
        assert (await person.post("/api/messages", said)).status_code == 201
    faq = {"question": "Reset my password?", "answer": "Click", "category": "Authentication"}
    assert (await tenant.agent.post("/api/chatbot/faqs", faq)).status_code == 201
    chat = await tenant.customer.post("/api/chatbot/chat", {"message": "Hello"})
    room = await tenant.customer.post("/api/chat/rooms", {"customer_name": "Carla"})
    for person in (tenant.customer, tenant.agent):
        path = f"/api/chat/rooms/{room.json()['room_id']}/messages"
        assert (await person.post(path, {"content": "The order of May"})).status_code == 200
    session = await tenant.customer.post("/api/chat/session", {"type": "chat"})
    new = {
        "name": "Anna", "phone": "+12025550100", "email": "a@example.org", "source": "web",
    }  # fmt: skip
    lead = await tenant.admin.post("/api/v1/leads", new)
    campaign = await tenant.admin.post("/api/v1/campaigns", {"name": "Spring"})
    operator = await tenant.person("operator", name="Olga Operator")
    called = await operator.post("/api/v1/leads", {"name": "Boris", "phone": "+12025550101"})
    call = await operator.post("/api/v1/calls", {"lead_id": called.json()["id"]})
    team = {"name": "North", "member_ids": [operator.id]}
    made = await tenant.admin.post("/api/v1/teams", team)
    rule = {
        "name": "Web", "conditions": {"source": "web"}, "action_type": "assign_to_agent",
        "action_value": str(operator.id),
    }  # fmt: skip
    assert (await tenant.admin.post("/api/v1/automation/routing-rules", rule)).status_code == 201
    about = {"type": "lead_source", "start_date": "2025-01-01", "end_date": "2025-01-31"}
    report = await tenant.admin.post("/api/v1/analytics/reports", about)
    return {
        "report": report.json()["id"], "call": call.json()["id"], "operator": operator.id,
        "called": called.json()["id"],
        "team": made.json()["id"], "tenant": str(tenant.id), "invited": await invited_to(tenant),
        "lead": lead.json()["id"], "campaign": campaign.json()["id"],
        "chat": chat.json()["session_id"], "room": room.json()["room_id"],
        "session": session.json()["id"],
        "ticket": ticket["id"], "agent": tenant.agent.id, "admin": tenant.admin.id,
        "customer": tenant.customer.id, "unique": f"u-{secrets.token_hex(6)}",
        "password": PASSWORD, "token": tenant.agent.token, **await games_of(tenant),
        **await sent_by(tenant),
    }  # fmt: skip


async def invited_to(tenant: Tenant) -> str:
    """The address of somebody who has not come yet."""
    body = {"email": f"i-{secrets.token_hex(6)}@example.org", "role": "operator"}
    invited = await tenant.admin.post(f"/api/v1/tenants/{tenant.id}/members", body)
    assert invited.status_code == 201
    return body["email"]


def uploads(call: Call) -> dict[str, tuple[str, bytes, str]] | None:
    if call.files is None:
        return None
    return {name: ("leads.csv", text.encode(), "text/csv") for name, text in call.files.items()}


def as_documented(call: Call, answer: Response, things: dict[str, Any]) -> None:
    assert answer.status_code == call.status, f"{call}: {answer.text}"
    assert answer.headers["content-type"].startswith("application/json")
    found = list(faults(call.answer, answer.json()))
    assert not found, f"{call}: {found}"
    for name, value in filled(dict(call.exactly), things).items():
        assert answer.json()[name] == value, f"{call}: {name}"
    assert ("location" in answer.headers) == call.location


class TestEveryDocumentedCall:
    @pytest.mark.parametrize(
        "call", [c for c in CALLS if c.who not in ("stranger", "root")], ids=str
    )
    async def test_by_a_person_of_a_tenant(self, call: Call, tenant: Tenant) -> None:
        things = await things_of(tenant)
        people = {person.role: person for person in tenant.people}
        person = people["support_agent" if call.who == "agent" else call.who]
        for address in call.addresses(things):
            answer = await person.client.request(
                call.verb, address, json=filled(call.body, things), files=uploads(call)
            )
            as_documented(call, answer, things)
            if call.location:
                found = await person.get(answer.headers["location"])
                assert found.status_code == 200

    @pytest.mark.parametrize("call", [c for c in CALLS if c.who in ("stranger", "root")], ids=str)
    async def test_by_a_stranger_or_the_first_administrator(
        self, call: Call, installation: Installation
    ) -> None:
        things = {
            "unique": f"u-{secrets.token_hex(6)}", "password": PASSWORD,
            "token": installation.token,
        }  # fmt: skip
        headers = installation.as_root if call.who == "root" else {}
        for address in call.addresses(things):
            answer = await installation.client.request(
                call.verb, address, json=filled(call.body, things), headers=headers
            )
            as_documented(call, answer, things)


class TestTheWalk:
    def test_leaves_nothing_out_but_what_it_says(self) -> None:
        for document in DOCUMENTS:
            walked = {f"{call.verb} {call.path}" for call in document.calls}
            assert walked | NOT_YET.keys() >= set(document.endpoints)
            assert not walked & NOT_YET.keys(), "served now: take it out of NOT_YET"

    async def test_of_what_is_not_served_yet_still_finds_nothing(self, tenant: Tenant) -> None:
        for endpoint in NOT_YET:
            verb, _, path = endpoint.partition(" ")
            if verb != "WS":
                answer = await tenant.admin.client.request(verb, path.replace("{session}", "1"))
                assert answer.status_code == 404, f"{endpoint} is served now: walk it"

    async def test_of_a_log_finds_one(self, tenant: Tenant) -> None:
        """Or the documented fields of a log were compared with an empty list."""
        wrong = {"username": f"nobody-{secrets.token_hex(4)}", "password": "quite wrong"}
        await tenant.admin.client.post("/api/auth/login", json=wrong)
        async with tenant.work() as work:
            add = """
            insert into log_records (tenant_id, at, level, source, message, hostname, metadata)
            values ($1, now(), 'INFO', 'health_monitor', 'System health check completed', 'x', '{}')
            """
            await work.run(add)
        [call] = [one for one in CALLS if one.path == "/api/dashboard/logs"]

        async def there_is_one() -> bool:
            answer = await tenant.admin.get("/api/dashboard/logs?source=health_monitor")
            as_documented(call, answer, {})
            return len(answer.json()) == 1

        await eventually(there_is_one)

    @pytest.mark.parametrize(
        ("path", "who", "lists"),
        [
            ("/api/admin/dashboard", "admin",
             "priorityBreakdown salespersonPerformance recentActivity"),
            ("/api/admin/reports/performance", "admin",
             "salespersonStats leadConversion dailyCalls"),
            ("/api/operator/dashboard", "operator", "recentCalls performanceRanking"),
            ("/api/operator/profile/performance", "operator", "dailyPerformance leadConversion"),
        ],
    )  # fmt: skip
    async def test_of_calls_finds_some(
        self, path: str, who: str, lists: str, tenant: Tenant
    ) -> None:
        """Or what the documents show of each was compared with empty lists."""
        things = await things_of(tenant)
        [call] = [one for one in CALLS if (one.document, one.path) == ("002", path)]
        person = next(one for one in tenant.people if one.role == who)

        async def there_are_some() -> bool:
            answer = await person.get(path)
            as_documented(call, answer, things)
            told = answer.json()
            told |= told.get("dashboard", {}) | told.get("performance", {})
            return all(told[name] for name in lists.split())

        await eventually(there_are_some)


class TestTheChecker:
    @pytest.mark.parametrize(
        ("promised", "got", "is_fine"),
        [
            ({"id": 1}, {"id": 2, "more": "x"}, True), ({"id": 1}, {}, False),
            ({"id": 1}, {"id": "1"}, False), ({"id": 1}, {"id": True}, False),
            ({"id": 1}, {"id": 1.0}, False), ({"rate": 1.5}, {"rate": 0}, True),
            ({"rate": 1.5}, {"rate": None}, False), ({"to": None}, {"to": 3}, True),
            ({"to": None}, {}, False), ([{"id": 1}], [], True), ([{"id": 1}], {}, False),
            ([{"id": 1}], [{"id": 1}, {"id": "x"}], False),
            ({"at": "2023-01-01T00:00:00Z"}, {"at": "2026-05-05T10:11:12Z"}, True),
            ({"at": "2023-01-01T00:00:00Z"}, {"at": "2026-05-05T10:11:12.5Z"}, False),
            ({"at": "2023-01-01T00:00:00Z"}, {"at": "2026-05-05T10:11:12+00:00"}, False),
        ],
    )  # fmt: skip
    def test_sees_what_differs(self, promised: Any, got: Any, is_fine: bool) -> None:
        assert (not list(faults(promised, got))) is is_fine


class TestErrorsOfTheDocuments:
    @pytest.mark.parametrize(
        ("verb", "path", "who", "status", "detail"),
        [
            ("POST", "/api/tickets", "agent", 400, None),
            ("GET", "/api/tickets", "stranger", 401, "Could not validate credentials"),
            ("GET", "/api/users", "customer", 403, "Not enough permissions"),
            ("GET", "/api/tickets/999999999", "agent", 404, "Resource not found"),
            ("GET", "/api/v1/nothing", "agent", 404, "Resource not found"),
            ("PATCH", "/api/tickets", "agent", 405, None),
        ],
    )  # fmt: skip
    async def test_have_the_names_of_all_documents_at_once(
        self, verb: str, path: str, who: str, status: int, detail: str | None,
        tenant: Tenant, stranger: AsyncClient,
    ) -> None:  # fmt: skip
        client = stranger if who == "stranger" else getattr(tenant, who).client
        answer = await client.request(verb, path, json={} if verb == "POST" else None)
        body = answer.json()
        assert answer.status_code == body["status"] == status
        assert body["detail"] == body["message"] == (detail or body["detail"])
        assert body["code"].replace("_", "").isupper() and isinstance(body["details"], dict)
        assert isinstance(body["error"], str) and body["error"]


class TestAverages:
    async def test_over_nothing_are_0_and_never_null(self, tenant: Tenant) -> None:
        for person, path in (
            (tenant.admin, "/api/analytics/dashboard"), 
            (tenant.agent, "/api/analytics/agent-stats"),
            (tenant.customer, "/api/analytics/customer-stats"),
            (tenant.admin, "/api/tickets/analytics/summary"),
            (tenant.admin, f"/api/analytics/agent/{tenant.agent.id}"),
        ):  # fmt: skip
            answer = (await person.get(path)).json()
            averages = {name: value for name, value in answer.items() if name.startswith("avg_")}
            assert averages and set(averages.values()) == {0}, path


class TestPages:
    async def test_of_every_list_take_a_larger_limit_as_a_hundred(self, tenant: Tenant) -> None:
        for path in (
            "/api/tickets", "/api/users", "/api/secure/users", "/api/dashboard/logs",
            "/api/dashboard/alerts", "/api/app/dead-letters",
        ):  # fmt: skip
            for limit, status in ((101, 200), (10**9, 200), (0, 200), (-1, 400), ("x", 400)):
                answer = await tenant.admin.get(f"{path}?limit={limit}")
                assert answer.status_code == status, f"{path}?limit={limit}: {answer.text}"
