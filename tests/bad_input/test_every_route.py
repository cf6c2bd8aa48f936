"""Nonsense at every door that takes a body: always a clear 4xx, never a 500, nothing changed."""

import json
from collections.abc import Iterator
from typing import Any

import asyncpg
import pytest
from httpx import AsyncClient, Response

from ringdesk.kernel.database import Urls
from tests.conftest import Tenant, eventually
from tests.documented import Document, Operation
from tests.games import things_of_games
from tests.mailboxes import things_of_mail

pytestmark = pytest.mark.anyio

DEEP = b"[" * 200_000
KEPT = (
    "people", "sessions", "tickets", "messages", "ticket_changes", "attachments", "saved_views",
    "mail_outbox", "alert_rules", "events", "conversations", "chat_sessions", "participants",
    "customer_notes", "availability", "routing_settings", "staffing_settings", "leads",
    "lead_history", "campaigns", "calling_lists", "scripts", "dispositions", "calls", "carriers",
    "inbound_queues", "inbound_numbers", "routing_rules", "do_not_call", "imports", "teams",
    "game_rules", "points_ledger", "badges", "challenges", "competitions", "rewards", "redemptions",
)  # fmt: skip
BROKEN: list[bytes] = [
    b"{", b"}", b"[", b'"', b"nul", b"{]", b'{"a"', b'{"a":}', b'{"a":1,}', b"{'a':1}", b"\x00",
    b"\xff\xfe", b"\xef\xbb\xbf{}", b'{"title":"\xff"}', b'{"title":"\\ud800"}', b"NaN",
    b'{"title":"\\u12"}', b'{"a":1e999999}', b"-", DEEP, b'{"a":' * 100_000, b"[]", b"1", b'"x"',
    b"true", b"{}x", b'{"a":' + b"9" * 100_000 + b"}",
]  # fmt: skip
WRONG: list[Any] = [
    None, True, 0, -1, 1.5, 2**63, 10**400, "", "\x00", "x" * 70_000, [], [[]], {}, {"$ne": 1},
    ["x"] * 1000, "\ud83d\ude00" * 300, "\u202e", "' or 1=1 --", "{{7*7}}",
]  # fmt: skip

KNOWN: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("faq_id", "/api/chatbot/faqs", {"question": "What?", "answer": "That."}),
    ("article_id", "/api/app/articles", {"title": "What?", "body": "That."}),
    ("reply_id", "/api/app/canned-replies", {"shortcut": "x", "title": "X", "text": "That."}),
    ("golden_id", "/api/app/chatbot/golden", {"question": "What?", "expects": "escalate"}),
)
CALLING: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("lead_id", "/api/v1/leads", {"phone": "+12025550143"}),
    ("campaign_id", "/api/v1/campaigns", {"name": "Spring"}),
    ("list_id", "/api/app/calling-lists", {"name": "Spring"}),
    ("script_id", "/api/app/scripts", {"name": "Spring", "body": "Hello {{name}}"}),
    ("disposition_id", "/api/app/dispositions", {"label": "Spring"}),
    ("carrier_id", "/api/app/carriers", {"kind": "simulation", "name": "Spring"}),
    ("entry_id", "/api/app/do-not-call", {"number": "+12025550145"}),
    ("rule_id", "/api/v1/automation/routing-rules",
     {"name": "Spring", "conditions": {}, "action_type": "round_robin"}),
    ("queue_id", "/api/app/inbound/queues", {"name": "Spring"}),
    ("webhook_id", "/api/app/webhooks",
     {"url": "https://1.1.1.1:4433/", "types": ["queue.paused"]}),
    ("provider_id", "/api/app/channels", {"channel": "email", "kind": "console", "name": "Spring"}),
    ("template_id", "/api/app/templates",
     {"name": "Spring", "type": "sms", "texts": [{"language": "en", "body": "Hello"}]}),
    ("schedule_id", "/api/app/reports/schedules",
     {"name": "Spring", "type": "campaign", "covers": "yesterday", "frequency": "daily",
      "at": "08:00", "recipients": ["spring@example.org"], "is_active": False}),
    ("role_id", "/api/v1/compliance/roles", {"name": "spring"}),
)  # fmt: skip
SECURITY_EVENT = """
insert into security_events (tenant_id, event_type, severity, subject)
values ($1, 'privilege_change', 'low', 'somebody') returning id
"""
DELIVERED = """
insert into webhook_deliveries (tenant_id, endpoint_id, type, message_id, happened_at, state)
values ($1, $2, 'queue.paused', 'msg_1', now(), 'delivered') returning id
"""
LEADS_FILE = {"file": ("leads.csv", b"phone,name\n+12025550144,Anna\n", "text/csv")}
DUE = """
select count(*) from (
  select 1 from outbox where tenant_id = $1
  union all select 1 from jobs where tenant_id = $1 and dead_at is null and seq is not null
) as due
"""
NAMED_BY_CALLERS = "{name}"  # a provider: another name makes another one, or is malformed
WRONG_BRIEF: list[Any] = [None, "\x00", 2**63, []]
WRONG_FEW: list[Any] = [None, True, 1, [], {}, ["x"], "x" * 70_000]


async def state(tenant: Tenant, database: Urls) -> dict[str, list[str]]:
    app = await asyncpg.connect(database.app)
    try:
        async with app.transaction():
            await app.execute(f"set local app.tenant = '{tenant.id}'")
            return {
                table: sorted(row[0] for row in await app.fetch(f"select t::text from {table} t"))
                for table in KEPT
            }
    finally:
        await app.close()


async def at_rest(tenant: Tenant) -> None:
    """What follows from the things that were made is done, too."""

    async def nothing_is_due() -> bool:
        async with tenant.work() as work:
            return not await work.value(int, DUE)

    await eventually(nothing_is_due, 30)


def is_clear(answer: Response) -> bool:
    return 400 <= answer.status_code < 500 and answer.json()["status"] == answer.status_code


@pytest.fixture
async def document(stranger: AsyncClient) -> Document:
    return await Document.of(stranger)


@pytest.fixture
async def doors(document: Document, tenant: Tenant) -> list[tuple[Operation, str]]:
    """Every route with a JSON body, its ids being those of the tenant's own things."""
    ticket = str((await tenant.ticket())["id"])
    asked = (await tenant.customer.post("/api/chat/session", {"type": "chat"})).json()
    room, chat_session = asked["room_id"], str(asked["id"])
    said = {"content": "Where is my order?"}
    message = (await tenant.customer.post(f"/api/chat/rooms/{room}/messages", said)).json()
    customer = str(tenant.customer.id)
    question = {"message": "Where is my order?"}
    assert (await tenant.customer.post("/api/chatbot/chat", question)).status_code == 200
    turn = (await tenant.agent.get("/api/chatbot/logs")).json()[0]["id"]
    known: dict[str, str] = {}
    for person, things_of_theirs in ((tenant.agent, KNOWN), (tenant.admin, CALLING)):
        for name, path, body in things_of_theirs:
            made = await person.post(path, body)
            assert made.status_code == 201, f"{path}: {made.text}"
            known[name] = str(made.json()["id"])
    asked_for = await tenant.customer.post("/api/app/my-data/requests", {"kind": "access"})
    known["request_id"] = str(asked_for.json()["id"])
    known["tenant_id"] = known["watched_id"] = str(tenant.id)
    line = {"number": "+12025550146", "queue_id": int(known["queue_id"])}
    call = {"lead_id": int(known["lead_id"])}
    for name, made in (
        ("number_id", await tenant.admin.post("/api/app/inbound/numbers", line)),
        ("call_id", await tenant.admin.post("/api/v1/calls", call)),
        ("import_id", await tenant.admin.client.post("/api/app/imports", files=LEADS_FILE)),
    ):
        known[name] = str(made.json()["id"])
    things = await things_of_games(tenant, "Spring") | await things_of_mail(tenant, "Spring")
    known |= {name: str(value) for name, value in things.items()}
    async with tenant.work() as work:
        known["event_id"] = str(await work.value(int, SECURITY_EVENT))
        delivered = await work.value(int, DELIVERED, int(known["webhook_id"]))
        known["delivery_id"] = str(delivered)
    own = {
        "metric": "cpu_usage", "ticket_id": ticket, "user_id": customer, "customer_id": customer,
        "room_id": room, "conversation_id": room, "chat_session_id": chat_session,
        "message_id": message["message_id"], "turn_id": str(turn), "name": "openai", **known,
    }  # fmt: skip
    found = []
    for operation in document.operations():
        if "application/json" in operation.bodies:
            path = operation.path
            for name, value in own.items():
                path = path.replace(f"{{{name}}}", value)
            assert "{" not in path, f"tell what {operation.name} names"
            found.append((operation, path))
    assert len(found) >= 14
    return found


class TestBrokenJson:
    async def test_is_refused_everywhere(
        self, doors: list[tuple[Operation, str]], tenant: Tenant, database: Urls
    ) -> None:
        await tenant.log()
        await at_rest(tenant)
        before = await state(tenant, database)
        for operation, path in doors:
            for content in BROKEN:
                answer = await tenant.admin.client.request(
                    operation.verb, path, content=content,
                    headers={"Content-Type": "application/json", "X-Ringdesk-Web": "1"},
                )  # fmt: skip
                assert is_clear(answer), f"{operation.name} {content[:40]!r}: {answer.text[:300]}"
        assert await state(tenant, database) == before


def mutations(body: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for name in body:
        yield {one: value for one, value in body.items() if one != name}
        for value in WRONG:
            yield body | {name: value}
    for name in ("tenant_id", "is_admin", "password_hash", "id", "created_at", "__class__", ""):
        if name not in body:
            yield body | {name: "1"}


class TestWrongTypesAndUnknownFields:
    async def test_make_no_500_and_unknown_fields_are_refused(
        self, doors: list[tuple[Operation, str]], document: Document, tenant: Tenant
    ) -> None:
        """Of all fields at once and one by one: some of it is well-formed, and then it may pass."""
        headers = {"X-Ringdesk-Web": "1", "Content-Type": "application/json"}
        for operation, path in doors:
            if operation.path.startswith(("/api/auth", "/api/v1", "/api/app/session")):
                continue  # each costs a hash: below, with fewer
            body = document.body_for(operation, everything=True)
            for wrong in mutations(body):
                answer = await tenant.agent.client.request(
                    operation.verb, path, content=json.dumps(wrong), headers=headers
                )
                assert answer.status_code < 500, f"{operation.name} {str(wrong)[:200]}"
                if wrong.keys() - body.keys():
                    # Who may not is told so first; the field is never taken.
                    assert answer.status_code in (400, 403, 404), f"{operation.name} {wrong.keys()}"

    async def test_make_no_500_for_who_may_do_everything(
        self, doors: list[tuple[Operation, str]], document: Document, tenant: Tenant
    ) -> None:
        """Nobody is turned away before the body is read."""
        for operation, path in doors:
            if operation.path.startswith(("/api/auth", "/api/v1/auth", "/api/app/session")):
                continue
            body = document.body_for(operation, everything=True)
            bodies = [body | {name: value} for name in body for value in WRONG_BRIEF]
            for wrong in [*bodies, body | {"password_hash": "1"}]:
                answer = await tenant.admin.client.request(
                    operation.verb, path, json=wrong, headers={"X-Ringdesk-Web": "1"}
                )
                assert answer.status_code < 500, f"{operation.name} {str(wrong)[:200]}"
                if wrong.keys() - body.keys():
                    assert answer.status_code in (400, 403, 404), operation.name

    async def test_are_refused_where_people_come_in(
        self, doors: list[tuple[Operation, str]], document: Document, tenant: Tenant,
        stranger: AsyncClient,
    ) -> None:  # fmt: skip
        for operation, path in doors:
            if not operation.path.startswith(("/api/auth", "/api/v1", "/api/app/session")):
                continue
            body = document.body_for(operation)
            for name, right in body.items():
                for value in WRONG_FEW:
                    if value is True and isinstance(right, bool):
                        continue  # nothing is wrong with it
                    answer = await tenant.customer.client.request(
                        operation.verb, path, json=body | {name: value},
                        headers={"X-Ringdesk-Web": "1"},
                    )  # fmt: skip
                    assert is_clear(answer), f"{operation.name} {name}={value!r}: {answer.text}"
            unknown = await tenant.customer.client.request(
                operation.verb,
                path,
                json=body | {"tenant_id": "x"},
                headers={"X-Ringdesk-Web": "1"},
            )
            assert unknown.status_code == 400, operation.name


class TestOtherContentTypes:
    @pytest.mark.parametrize(
        "kind", ["text/plain", "application/xml", "application/x-www-form-urlencoded", "x",
                 "multipart/form-data; boundary=x", "text/json", "application/msgpack"],
    )  # fmt: skip
    async def test_are_refused_even_with_good_json(
        self, kind: str, doors: list[tuple[Operation, str]], document: Document, tenant: Tenant
    ) -> None:
        """A form on a foreign page can send some of these; nobody has to be asked for it."""
        for operation, path in doors:
            content = json.dumps(document.body_for(operation)).encode()
            answer = await tenant.admin.client.request(
                operation.verb, path, content=content,
                headers={"Content-Type": kind, "X-Ringdesk-Web": "1"},
            )  # fmt: skip
            assert answer.status_code == 400, f"{operation.name}: {answer.text}"

    async def test_with_a_charset_it_still_is_json(self, tenant: Tenant) -> None:
        answer = await tenant.customer.client.post(
            "/api/tickets", content=b'{"title": "a", "description": "b"}',
            headers={"Content-Type": "application/json; charset=utf-8"},
        )  # fmt: skip
        assert answer.status_code == 201


class TestQueries:
    @pytest.mark.parametrize(
        "query",
        ["limit=\x00", "limit=1&limit=2", "skip=99999999999999999999", "skip=-0", "q=%00",
         "q=%ff", "%ff=1", "a" * 5000 + "=1", "&&&=", "limit[]=1", "limit=0x10", "limit=١",
         "status=open&status=closed", "q=%ed%a0%80", "tag=%00", "level=%00", "hours=1e9",
         "days=99999999999999999999999", "role=%00", "active=2", "source=%00", "level=x",
         "after=2026-01-01T00:00:00_%00", "after=9999-12-31T23:59:59Z_1", "after=0001-01-01_1"],
    )  # fmt: skip
    async def test_of_every_list_make_no_500(
        self, query: str, document: Document, tenant: Tenant
    ) -> None:
        for operation in document.operations():
            if operation.verb == "GET" and not operation.names_a_thing:
                answer = await tenant.admin.get(f"{operation.path}?{query.replace(chr(0), '%00')}")
                assert answer.status_code < 500, f"{operation.name}?{query}: {answer.text}"

    async def test_take_the_declared_types_only(self, document: Document, tenant: Tenant) -> None:
        for operation in document.operations():
            if operation.verb != "GET" or operation.names_a_thing:
                continue
            for parameter in operation.parameters:
                schema = document.resolved(parameter["schema"])
                if schema.get("type") in ("integer", "boolean"):
                    name = parameter["name"]
                    answer = await tenant.admin.get(f"{operation.path}?{name}=nonsense")
                    assert answer.status_code == 400, f"{operation.name} {name}"


class TestPaths:
    @pytest.mark.parametrize(
        "thing", ["0", "-1", "x", "1.5", "%00", "1%00", "9" * 5000, str(2**63), "%ff", "..", "1;2",
                  "١", "+1", " 1", "1_0", "null", "%2e%2e%2f"],
    )  # fmt: skip
    async def test_to_what_can_not_exist_are_404(
        self, thing: str, document: Document, tenant: Tenant
    ) -> None:
        addresses = {one.path for one in document.operations() if not one.names_a_thing}
        for operation in document.operations():
            if operation.names_a_thing and NAMED_BY_CALLERS not in operation.path:
                address = operation.path
                start, end = address.index("{"), address.index("}")
                address = address[:start] + thing + address[end + 1 :]
                sent = tenant.admin.client.build_request(
                    operation.verb, address, json=document.body_for(operation),
                    params=document.query_for(operation),
                )  # fmt: skip
                if sent.url.path in addresses:
                    continue  # `..`: what leaves the client is the address of another route
                answer = await tenant.admin.client.send(sent)
                assert answer.status_code in (404, 405), f"{operation.verb} {address[:80]}"
