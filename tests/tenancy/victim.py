"""The other tenant, with one of each thing."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

import asyncpg

from ringdesk.kernel.database import Urls
from tests.conftest import Tenant, eventually
from tests.games import things_of_games
from tests.mailboxes import things_of_mail

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
