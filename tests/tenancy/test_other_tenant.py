"""Every route that names a thing, with the token of another tenant."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any, ClassVar
from urllib.parse import urlencode

import asyncpg
import pytest
from httpx import AsyncClient

from ringdesk.domains import identity
from ringdesk.domains.analytics import queries as analytics_queries
from ringdesk.domains.automation import queries as automation_queries
from ringdesk.domains.calls import queries as calls_queries
from ringdesk.domains.calls.inbound import queries as inbound_queries
from ringdesk.domains.campaigns import queries as campaigns_queries
from ringdesk.domains.compliance import queries as compliance_queries
from ringdesk.domains.governance.security import queries as security_queries
from ringdesk.domains.identity import queries as identity_queries
from ringdesk.domains.identity.tenancy import queries as identity_tenancy_queries
from ringdesk.domains.knowledge import queries as knowledge_queries
from ringdesk.domains.leads import queries as leads_queries
from ringdesk.domains.leads.imports import queries as imports_queries
from ringdesk.domains.mailroom import queries as mailroom_queries
from ringdesk.domains.messaging import queries as messaging_queries
from ringdesk.domains.operations import queries as operations_queries
from ringdesk.domains.privacy import queries as privacy_queries
from ringdesk.domains.reporting import queries as reporting_queries
from ringdesk.domains.telephony import queries as telephony_queries
from ringdesk.domains.tickets import queries as tickets_queries
from ringdesk.domains.webhooks import queries as webhooks_queries
from ringdesk.kernel import queries as kernel_queries
from ringdesk.kernel.database import Urls
from ringdesk.kernel.work import INSTALLATION, Actor
from ringdesk.wiring import House
from tests.conftest import MakeTenant, Tenant, eventually
from tests.documented import Document, Operation
from tests.games import things_of_games
from tests.mailboxes import things_of_mail

pytestmark = pytest.mark.anyio

# What is named in a path, and which of the foreign tenant's things we put there. A new name has no
# place here, and the test fails until it is told.
# An alert rule's name, a provider's name, what is taken out row by row, the numbers of a log are
# the same for all; what they name is the caller's own.
# A logo is for everybody who knows its address.
NOT_A_THING = {"dataset", "metric", "name", "picture", "seq"}
SHOWN_TO_ALL = {"/api/widget/config"}  # of the workspace whose public key is in the query
# Some things are named in the query instead.
NAMED_IN_QUERY = {
    "/api/v1/leads": "lead_id", "/api/v1/campaigns": "campaign_id", "/api/v1/teams": "team_id",
    "/api/v1/communication/messages/status": "message_out_id",
}  # fmt: skip
# One name, two things: those of chats have numbers, those that are sent have `msg_…`.
MESSAGES_SENT = ("/api/app/messages/{message_id}", "/api/app/messages/{message_id}/cancel")
# What else a query must tell: a number over time, or one by its dimension. The latter refuse a `q`:
# there is no finding a word of another tenant by them.
OVER_TIME = ("/api/v1/analytics/trends", "/api/app/reports/trend")
BY_DIMENSION = ("/api/v1/analytics/metrics", "/api/app/reports/distribution")
TOLD = {"format": "csv"}
METRICS = dict.fromkeys(OVER_TIME, "leads") | dict.fromkeys(
    BY_DIMENSION, "lead_source_distribution"
)
# For the first workspace's administrators alone: all others are refused even about themselves.
FOR_THE_INSTALLATION = "/api/app/installation/"
# The sound itself is asked for in tests/domains/calls/test_recordings.py.
WITHOUT_SOUND = "/api/app/calls/{call_id}/recording"
KEPT_TABLES = (
    "people", "sessions", "tickets", "messages", "ticket_changes", "attachments", "saved_views",
    "webhook_endpoints", "webhook_deliveries",
    "idempotency_keys", "mail_outbox", "socket_tickets", "alert_rules",
    "knowledge_entries", "knowledge_versions", "knowledge_votes", "knowledge_passages",
    "suggestion_uses", "conversations", "chat_sessions", "message_analyses", "participants",
    "customer_notes", "availability", "routing_settings", "staffing_settings", "chatbot_turns",
    "chatbot_handoffs", "chatbot_golden", "chatbot_evaluations", "chatbot_evaluation_results",
    "leads", "lead_history", "campaigns", "calling_lists", "scripts", "dispositions",
    "carriers", "calls", "call_events", "inbound_queues", "inbound_numbers", "routing_rules",
    "do_not_call", "imports", "teams", "security_events", "audit_checks", "roles", "invitations",
    "api_tokens", "workspaces", "game_rules", "points_ledger", "points_balances", "game_scores",
    "consents", "privacy_requests", "privacy_steps", "tenant_exports", "tenant_erasures",
    "mailboxes", "mails", "push_subscriptions", "reports", "report_schedules",
    "message_providers", "message_templates", "message_template_texts", "messages_out",
    "message_suppressions",
    "badges", "badge_awards", "challenges", "competitions", "rewards", "redemptions",
)  # fmt: skip
# No number of another kind of thing, as an entry of a log, is then one of a person of theirs.
PEOPLE_APART = """
select setval(s, greatest(nextval(s), 1000000000))
from (select pg_get_serial_sequence('accounts', 'id')::regclass as s) as of_people
"""
DEAD_JOB = """
insert into jobs (tenant_id, kind, attempts, error, dead_at)
values ($1, 'nobody handles this', 12, 'x', now()) returning id
"""
SECURITY_EVENT = """
insert into security_events (tenant_id, event_type, severity, subject, note)
values ($1, 'privilege_change', 'low', 'somebody', $2) returning id
"""
DELIVERED = """
insert into webhook_deliveries (tenant_id, endpoint_id, type, message_id, happened_at, state)
values ($1, $2, 'queue.paused', 'msg_zwiebelfisch', now(), 'delivered') returning id
"""
RECORDED = "update calls set recording_key = $3 where tenant_id = $1 and id = $2"
ATTACHMENT = {"file": ("a.txt", b"theirs", "text/plain")}
LEADS_FILE = {"file": ("leads.csv", b"phone,name\n+12025550144,Anna\n", "text/csv")}
SECRET = "zwiebelfisch"
KNOWN: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("faq_id", "/api/chatbot/faqs", {"question": SECRET, "answer": SECRET}),
    ("article_id", "/api/app/articles", {"title": SECRET, "body": SECRET}),
    ("reply_id", "/api/app/canned-replies", {"shortcut": "x", "title": SECRET, "text": SECRET}),
)


@dataclass
class Victim:
    """A tenant with one of each thing."""

    tenant: Tenant
    ids: dict[str, Any] = field(default_factory=dict)
    secret: ClassVar[str] = SECRET

    async def fill(self) -> None:
        tenant, ids = self.tenant, self.ids
        ticket = await tenant.ticket(title=f"The {self.secret}", description=self.secret)
        ids["ticket_id"] = ticket["id"]
        said = {"ticket_id": ticket["id"], "content": f"{self.secret} again"}
        assert (await tenant.customer.post("/api/messages", said)).status_code == 201
        form = {"ticket_id": str(ticket["id"])}
        file = await tenant.agent.client.post("/api/attachments", data=form, files=ATTACHMENT)
        ids["attachment_id"] = file.json()["id"]
        ids["user_id"] = ids["agent_id"] = tenant.agent.id
        view = {"name": self.secret, "filters": {}, "shared": True}
        ids["view_id"] = (await tenant.agent.post("/api/app/views", view)).json()["id"]
        ids["session_id"] = (await tenant.agent.get("/api/app/sessions")).json()[0]["id"]
        for name, path, body in KNOWN:
            ids[name] = (await tenant.agent.post(path, body)).json()["id"]
        await self.chat()
        await self.campaign()
        await self.tenancy()
        await self.governance()
        await self.webhook()
        await self.privacy()
        await self.reports()
        await self.messages()
        ids.update(await things_of_games(tenant, self.secret))
        ids.update(await things_of_mail(tenant, self.secret))
        async with tenant.work() as work:
            ids["job_id"] = await work.value(int, DEAD_JOB)
            await work.run(RECORDED, ids["call_id"], self.secret)

    async def chat(self) -> None:
        """Somebody waits in a chat, and asked the chatbot; staff noted something down."""
        tenant, ids = self.tenant, self.ids
        asked = await tenant.customer.post("/api/chat/session", {"type": "chat"})
        ids["chat_session_id"], ids["room_id"] = asked.json()["id"], asked.json()["room_id"]
        ids["conversation_id"], ids["customer_id"] = int(ids["room_id"]), tenant.customer.id
        path = f"/api/app/conversations/{ids['room_id']}"
        said = await tenant.customer.post(f"{path}/messages", {"content": f"{self.secret} is gone"})
        ids["message_id"] = said.json()["id"]
        assert (await tenant.customer.post(f"{path}/person")).status_code == 200
        note = {"content": self.secret}
        answer = await tenant.agent.post(f"/api/app/customers/{tenant.customer.id}/notes", note)
        assert answer.status_code == 200, answer.text
        question = {"message": f"Where is the {self.secret}?"}
        assert (await tenant.customer.post("/api/chatbot/chat", question)).status_code == 200
        ids["turn_id"] = (await tenant.agent.get("/api/chatbot/logs")).json()[0]["id"]
        golden = {"question": f"Where is the {self.secret}?", "expects": "escalate"}
        kept = await tenant.agent.post("/api/app/chatbot/golden", golden)
        run = await tenant.agent.post("/api/app/chatbot/evaluations", {"label": self.secret})
        ids["golden_id"], ids["evaluation_id"] = kept.json()["id"], run.json()["id"]
        ids["base_id"] = run.json()["id"]

    async def campaign(self) -> None:
        """A lead in a calling list of a campaign with a script, and a word for how a talk went."""
        admin, ids = self.tenant.admin, self.ids
        for name, path, body in (
            ("script_id", "/api/app/scripts", {"name": SECRET, "body": SECRET}),
            ("campaign_id", "/api/v1/campaigns", {"name": SECRET, "description": SECRET}),
            ("list_id", "/api/app/calling-lists", {"name": SECRET}),
            ("disposition_id", "/api/app/dispositions", {"label": SECRET}),
            ("carrier_id", "/api/app/carriers", {"kind": "simulation", "name": SECRET}),
            ("lead_id", "/api/v1/leads", {"name": SECRET, "phone": "+12025550143"}),
            ("entry_id", "/api/app/do-not-call", {"number": "+12025550145", "reason": SECRET}),
            ("rule_id", "/api/v1/automation/routing-rules",
             {"name": SECRET, "conditions": {}, "action_type": "round_robin"}),
            ("queue_id", "/api/app/inbound/queues", {"name": SECRET}),
        ):  # fmt: skip
            made = await admin.post(path, body)
            assert made.status_code == 201, made.text
            ids[name] = made.json()["id"]
        line = {"number": "+12025550146", "name": SECRET, "queue_id": ids["queue_id"]}
        ids["number_id"] = (await admin.post("/api/app/inbound/numbers", line)).json()["id"]
        file = await admin.client.post("/api/app/imports", files=LEADS_FILE)
        ids["import_id"] = file.json()["id"]
        call = await admin.post("/api/v1/calls", {"lead_id": ids["lead_id"]})
        ids["call_id"] = call.json()["id"]
        team = await admin.post("/api/v1/teams", {"name": SECRET, "member_ids": []})
        assert team.status_code == 201, team.text
        ids["team_id"] = team.json()["id"]
        places = {"campaign_id": ids["campaign_id"], "list_id": ids["list_id"]}
        assert (await admin.put(f"/api/v1/leads?id={ids['lead_id']}", places)).status_code == 200

    async def tenancy(self) -> None:
        """Somebody is invited to a role of the workspace's own, and a program has a token."""
        tenant, ids = self.tenant, self.ids
        ids["tenant_id"] = ids["watched_id"] = tenant.id
        ids["email"] = f"{tenant.id}@example.org"
        members = f"/api/v1/tenants/{tenant.id}/members"
        for name, path, by, body in (
            ("role_id", "/api/v1/compliance/roles", tenant.admin, {"name": self.secret}),
            ("invitation_id", members, tenant.admin,
             {"email": ids["email"], "role": self.secret}),
        ):  # fmt: skip
            made = await by.post(path, body)
            assert made.status_code == 201, made.text
            ids[name] = made.json()["id"]
        token = {"name": self.secret, "scopes": ["tickets:read"]}
        made = await tenant.admin.post("/api/app/tokens", token)
        ids["token_id"] = made.json()["about"]["id"]

    async def governance(self) -> None:
        """Something an administrator should look at, and a walk along the log, at its end."""
        async with self.tenant.work() as work:
            self.ids["event_id"] = await work.value(int, SECURITY_EVENT, self.secret)
        made = await self.tenant.admin.post("/api/app/audit/checks")
        self.ids["check_id"] = made.json()["id"]

        async def over() -> bool:
            found = (await self.tenant.admin.get(made.headers["location"])).json()
            return found["ended_at"] is not None

        await eventually(over, seconds=15)

    async def privacy(self) -> None:
        """An archive of a customer, and one of everything."""
        admin, ids = self.tenant.admin, self.ids
        asked = await self.tenant.customer.post("/api/app/my-data/requests", {"kind": "access"})
        ids["request_id"] = asked.json()["id"]
        started = await admin.post(f"/api/app/privacy/requests/{ids['request_id']}/start", {})
        assert started.status_code == 200, started.text
        ids["export_id"] = (await admin.post("/api/app/privacy/exports")).json()["id"]

        async def made() -> bool:
            found = await admin.get(f"/api/app/privacy/requests/{ids['request_id']}")
            exports = await admin.get("/api/app/privacy/exports")
            return bool(found.json()["state"] == exports.json()[0]["state"] == "done")

        await eventually(made, seconds=30)

    async def reports(self) -> None:
        """A report that is kept, and one that is sent by itself, though not now."""
        admin, ids = self.tenant.admin, self.ids
        about = {"type": "lead_source", "name": self.secret}
        sent = {
            "name": self.secret, "type": "campaign", "covers": "yesterday", "frequency": "daily",
            "at": "08:00", "recipients": [f"{self.secret}@example.org"], "is_active": False,
        }  # fmt: skip
        for name, path, body in (
            ("report_id", "/api/v1/analytics/reports", about),
            ("schedule_id", "/api/app/reports/schedules", sent),
        ):
            made = await admin.post(path, body)
            assert made.status_code == 201, made.text
            ids[name] = made.json()["id"]

    async def messages(self) -> None:
        """A message to an address that was not to be written to, and who would have carried it."""
        admin, ids = self.tenant.admin, self.ids
        address = f"{self.secret}@example.org"
        carrier = {"channel": "email", "kind": "console", "name": self.secret, "enabled": False}
        words = [{"language": "en", "subject": self.secret, "body": self.secret}]
        new = {"name": self.secret, "type": "email", "texts": words}
        stopped = {"channel": "email", "address": address, "note": self.secret}
        for name, path, body in (
            ("provider_id", "/api/app/channels", carrier),
            ("template_id", "/api/app/templates", new),
            ("suppression_id", "/api/app/suppressions", stopped),
        ):
            made = await admin.post(path, body)
            assert made.status_code == 201, made.text
            ids[name] = made.json()["id"]
        message = {"recipient": address, "type": "email", "template_id": ids["template_id"]}
        sent = await admin.post("/api/app/messages", message)
        assert sent.status_code == 201, sent.text
        ids["message_out_id"] = sent.json()["id"]
        assert sent.json()["status"] == "failed", "or it would change while we look"

    async def webhook(self) -> None:
        """A system of theirs that is told of what does not happen here, and was told of it once."""
        given = {"url": f"https://1.1.1.1:4433/{self.secret}", "types": ["queue.paused"]}
        made = await self.tenant.admin.post("/api/app/webhooks", given)
        assert made.status_code == 201, made.text
        self.ids["webhook_id"] = made.json()["id"]
        async with self.tenant.work() as work:
            self.ids["delivery_id"] = await work.value(int, DELIVERED, made.json()["id"])

    async def state(self, database: Urls) -> dict[str, list[str]]:
        """Every row there is of them, and what their log tells."""
        app = await asyncpg.connect(database.app)
        try:
            async with app.transaction():
                await app.execute(f"set local app.tenant = '{self.tenant.id}'")
                rows = {
                    table: sorted(
                        row[0] for row in await app.fetch(f"select t::text from {table} t")
                    )
                    for table in KEPT_TABLES
                }
        finally:
            await app.close()
        return rows | {"log": [row.kind for row in await self.tenant.log()]}


@pytest.fixture(autouse=True)
async def first(house: House) -> None:
    """Neither of the two is the first of the installation, whose administrators see them all."""
    async with house.office.open(Actor.the_house(INSTALLATION)) as work:
        if await identity.first_tenant(work) is None:
            await identity.add_tenant(work, "First", first=True)


@pytest.fixture
async def victim(make_tenant: MakeTenant, database: Urls) -> Victim:
    owner = await asyncpg.connect(database.owner)
    await owner.execute(PEOPLE_APART)
    await owner.close()
    victim = Victim(await make_tenant())
    await victim.fill()
    return victim


@pytest.fixture
async def document(stranger: AsyncClient) -> Document:
    return await Document.of(stranger)


def address_of(operation: Operation, ids: dict[str, Any]) -> str:
    """With all that its query must tell."""
    if operation.path in MESSAGES_SENT:
        ids = ids | {"message_id": ids["message_out_id"]}
    told = TOLD | {"metric": METRICS.get(operation.path)}
    if operation.path in NAMED_IN_QUERY and "id" in asked_in_query(operation):
        told["id"] = ids[NAMED_IN_QUERY[operation.path]]
    query = {name: told[name] for name in asked_in_query(operation)}
    path = re.sub(r"{(\w+)}", lambda found: str(ids[found[1]]), operation.path)
    return f"{path}?{urlencode(query)}" if query else path


def asked_in_query(operation: Operation) -> list[str]:
    asked = [one for one in operation.parameters if one["in"] == "query" and one.get("required")]
    return [one["name"] for one in asked]


def is_to_a_thing(operation: Operation) -> bool:
    named = set(re.findall(r"{(\w+)}", operation.path))
    return "id" in asked_in_query(operation) or (bool(named) and not named & NOT_A_THING)


def routes_to_a_thing(document: Document) -> list[Operation]:
    return [one for one in document.operations() if is_to_a_thing(one)]


async def nothing_is_found(document: Document, victim: Victim, tenant: Tenant) -> None:
    routes = routes_to_a_thing(document)
    assert len(routes) >= 14
    for person in (tenant.admin, tenant.agent):
        for operation in routes:
            address = address_of(operation, victim.ids)
            body = document.body_for(operation, everything=True)
            answer = await person.client.request(operation.verb, address, json=body)
            may_not = person is tenant.agent and answer.status_code == 403
            assert answer.status_code == 404 or may_not, f"{operation.name}: {answer.text}"
            assert Victim.secret not in answer.text


class TestRoutesToAThing:
    async def test_find_nothing_and_change_nothing(
        self, document: Document, victim: Victim, tenant: Tenant, database: Urls
    ) -> None:
        before = await victim.state(database)
        await nothing_is_found(document, victim, tenant)
        assert await victim.state(database) == before

    async def test_answer_as_if_there_were_none(
        self, document: Document, victim: Victim, tenant: Tenant
    ) -> None:
        """To the letter: what differs would tell that it exists."""
        nobodys: dict[str, Any] = {
            name: re.sub(r"^([a-z]+_)?.*", rf"\g<1>{10**15}", str(one), count=1, flags=re.DOTALL)
            for name, one in victim.ids.items()
        }
        for name in ("session_id", "tenant_id", "watched_id"):
            nobodys[name] = "00000000-0000-4000-8000-000000000000"
        for operation in routes_to_a_thing(document):
            body = document.body_for(operation, everything=True)
            theirs, none = [
                await tenant.admin.client.request(
                    operation.verb, address_of(operation, ids), json=body
                )
                for ids in (victim.ids, nobodys)
            ]
            assert theirs.content == none.content, operation.name
            assert theirs.status_code == none.status_code

    async def test_work_for_their_owner(self, document: Document, victim: Victim) -> None:
        """Or the ids above would prove nothing."""
        gets = [one for one in routes_to_a_thing(document) if one.verb == "GET"]
        for operation in gets:
            answer = await victim.tenant.admin.get(address_of(operation, victim.ids))
            wanted = 404 if operation.path == WITHOUT_SOUND else 200
            if operation.path.startswith(FOR_THE_INSTALLATION):
                wanted = 403
            assert answer.status_code == wanted, operation.name
        assert len(gets) >= 5


class TestIdsInsideABody:
    async def test_are_not_found_either(self, victim: Victim, tenant: Tenant) -> None:
        own = (await tenant.ticket())["id"]
        theirs = victim.ids
        form = {"ticket_id": str(theirs["ticket_id"])}
        for answer, code in [
            (await tenant.agent.post(
                f"/api/tickets/{own}/assign", {"agent_id": theirs["agent_id"]}),
             "AGENT_NOT_AVAILABLE"),
            (await tenant.agent.put(f"/api/tickets/{own}", {"assigned_to": theirs["agent_id"]}),
             "AGENT_NOT_AVAILABLE"),
            (await tenant.agent.post(
                "/api/messages", {"ticket_id": theirs["ticket_id"], "content": "x"}),
             "TICKET_NOT_FOUND"),
            (await tenant.agent.post("/api/messages", {
                "ticket_id": own, "content": "x", "attachment_ids": [theirs["attachment_id"]]}),
             "ATTACHMENT_NOT_FOUND"),
            (await tenant.agent.client.post("/api/attachments", data=form, files=ATTACHMENT),
             "TICKET_NOT_FOUND"),
        ]:  # fmt: skip
            assert answer.status_code in (404, 409) and answer.json()["code"] == code
        found = (await tenant.agent.get(f"/api/tickets/{own}")).json()
        assert (found["message_count"], found["assigned_to"], found["version"]) == (0, None, 1)

    async def test_as_filters_find_nothing(self, victim: Victim, tenant: Tenant) -> None:
        await tenant.ticket()
        for query in (
            f"created_by={victim.tenant.customer.id}", f"assigned_to={victim.ids['agent_id']}",
            f"q={Victim.secret}",
        ):  # fmt: skip
            assert (await tenant.admin.get(f"/api/tickets?{query}")).json() == []


# The whole of a number: ids of tenants, too, may begin with digits.
PERSON_IN = re.compile(r'"(?:id|user_id|created_by|assigned_to)":"?(\d+)(?=[",}])')


async def lists_show_only_what_is_ours(document: Document, victim: Victim, tenant: Tenant) -> None:
    theirs = {str(one.id) for one in victim.tenant.people}
    for operation in document.operations():
        if (
            operation.verb == "GET"
            and operation.path.startswith("/api")
            and (not operation.names_a_thing)
            and "id" not in asked_in_query(operation)
            and operation.path not in SHOWN_TO_ALL
        ):
            address = address_of(operation, {})
            words = f"{'&' if '?' in address else '?'}q={Victim.secret}"
            for query in ("",) if operation.path in BY_DIMENSION else ("", words):
                answer = await tenant.admin.get(address + query)
                wanted = 403 if operation.path.startswith(FOR_THE_INSTALLATION) else 200
                assert answer.status_code == wanted, f"{operation.name}: {answer.text}"
                assert Victim.secret not in answer.text, operation.name
                assert str(victim.tenant.id) not in answer.text, operation.name
                assert not set(PERSON_IN.findall(answer.text)) & theirs, operation.name


class TestLists:
    async def test_show_nothing_foreign(
        self, document: Document, victim: Victim, tenant: Tenant
    ) -> None:
        await lists_show_only_what_is_ours(document, victim, tenant)

    async def test_count_nothing_foreign(self, victim: Victim, tenant: Tenant) -> None:
        await counts_are_ours(tenant)

    @pytest.mark.parametrize("dataset", ["tickets", "calls", "leads", "messages"])
    async def test_as_files_have_no_foreign_row(
        self, dataset: str, victim: Victim, tenant: Tenant
    ) -> None:
        path = f"/api/app/reports/rows/{dataset}?format=csv"
        ours, theirs = [await one.admin.get(path) for one in (tenant, victim.tenant)]
        assert (ours.status_code, theirs.status_code) == (200, 200), ours.text + theirs.text
        assert len(theirs.text.splitlines()) > 1
        assert len(ours.text.splitlines()) == 1


async def counts_are_ours(tenant: Tenant) -> None:
    await tenant.ticket()
    counts = (await tenant.admin.get("/api/app/tickets/counts")).json()
    assert counts["open"] == counts["unassigned"] == 1
    summary = (await tenant.admin.get("/api/tickets/analytics/summary")).json()
    assert summary["total_tickets"] == 1
    overview = (await tenant.admin.get("/api/analytics/dashboard")).json()
    assert overview["tickets"]["total"] == 1
    assert {one["agent"]["id"] for one in overview["agent_performance"]} <= {
        one.id for one in tenant.people
    }


QUERIES: tuple[ModuleType, ...] = (
    tickets_queries, identity_queries, operations_queries, analytics_queries, kernel_queries,
    knowledge_queries, leads_queries, imports_queries, campaigns_queries, calls_queries,
    inbound_queries, automation_queries, compliance_queries, telephony_queries,
    identity_tenancy_queries, messaging_queries, reporting_queries, webhooks_queries,
    mailroom_queries, privacy_queries, security_queries,
)  # fmt: skip
OUR_FILTER = re.compile(r"\b(?:\w+\.)?tenant_id = \$1\b")


class TestRowLevelSecurityAlone:
    """The same, with our own tenant filter taken out of every statement."""

    @pytest.fixture(autouse=True)
    async def no_filter(self, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[int]:
        changed = 0
        for module in QUERIES:
            for name, statement in vars(module).items():
                if isinstance(statement, str) and OUR_FILTER.search(statement):
                    bare = OUR_FILTER.sub("$1::uuid is not null", statement)
                    monkeypatch.setattr(module, name, bare)
                    changed += 1
        assert changed > 60
        yield changed

    async def test_still_finds_what_is_ours(self, tenant: Tenant) -> None:
        ticket = await tenant.ticket()
        assert (await tenant.customer.get(f"/api/tickets/{ticket['id']}")).status_code == 200
        assert len((await tenant.admin.get("/api/users")).json()) == 3

    async def test_still_finds_and_changes_nothing_foreign(
        self, document: Document, victim: Victim, tenant: Tenant, database: Urls
    ) -> None:
        before = await victim.state(database)
        await nothing_is_found(document, victim, tenant)
        assert await victim.state(database) == before

    async def test_still_lists_nothing_foreign(
        self, document: Document, victim: Victim, tenant: Tenant
    ) -> None:
        await lists_show_only_what_is_ours(document, victim, tenant)

    async def test_still_counts_nothing_foreign(self, victim: Victim, tenant: Tenant) -> None:
        await counts_are_ours(tenant)


class TestSearch:
    """The function that searches has the owner's eyes: its own filter is all there is."""

    SEARCH = """
    select id from search_tickets(to_tsquery('simple', 'zwiebelfisch:*'), true, null, 1000) as id
    """

    async def test_sees_the_tenant_of_the_transaction_only(
        self, victim: Victim, tenant: Tenant, database: Urls
    ) -> None:
        app = await asyncpg.connect(database.app)
        for whose, found in (
            (str(victim.tenant.id), [victim.ids["ticket_id"]]), (str(tenant.id), []), ("", []),
        ):  # fmt: skip
            async with app.transaction():
                await app.execute("select set_config('app.tenant', $1, true)", whose)
                assert [row[0] for row in await app.fetch(self.SEARCH)] == found
        assert await app.fetch(self.SEARCH) == []
        await app.close()

    async def test_takes_no_tenant_from_the_caller(self, database: Urls) -> None:
        app = await asyncpg.connect(database.app)
        arguments = await app.fetchval(
            "select pg_get_function_arguments('search_tickets'::regproc)"
        )
        await app.close()
        assert "uuid" not in arguments


async def test_facts_and_jobs_of_one_tenant_are_unknown_to_another(
    victim: Victim, tenant: Tenant
) -> None:
    every = "select count(*) from {} where $1::uuid is not null and tenant_id <> $1"

    async def done() -> bool:
        async with tenant.work() as work:
            return all([
                await work.value(int, every.format(table)) == 0
                for table in ("events", "outbox", "jobs", "event_heads", "idempotency_keys")
            ])  # fmt: skip

    await eventually(done)
