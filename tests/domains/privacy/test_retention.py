"""What is too old goes, and nothing else: against a plain model, in two tenants at once."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from msgspec import Struct

from ringdesk.domains import identity, messaging, privacy
from tests.conftest import MakeTenant, Tenant

pytestmark = pytest.mark.anyio

OLD_TICKET = """
update tickets set status = $3, updated_at = now() - make_interval(days => $4)
where tenant_id = $1 and id = $2
"""
DESCRIPTIONS = "select id, description as words from tickets where tenant_id = $1 order by id"
ADD_LEAD = """
insert into leads (tenant_id, name, phone, source, stage, updated_at)
values ($1, $2, '+1212555' || lpad($3::int::text, 4, '0'), '', $4,
  now() - make_interval(days => $5)) returning id
"""
WORDS_OF = """
select count(*) from messages
where tenant_id = $1 and conversation_id = $2 and kind = 'said' and content <> '[erased]'
"""
FILE = "select name, content_type, storage_key from attachments where tenant_id = $1 and id = $2"
LONG_SENT = """
update messages_out set state = 'sent', created_at = now() - interval '40 days'
where tenant_id = $1
"""
LEADS = "select id, name as words from leads where tenant_id = $1 order by id"

Ticket = tuple[str, int]
TICKETS = st.lists(
    st.tuples(st.sampled_from(["open", "resolved", "closed"]), st.integers(0, 400)), max_size=5
)
LEADS_OF = st.lists(
    st.tuples(st.sampled_from(["new", "lost", "converted"]), st.integers(0, 400)), max_size=5
)
PERIODS = st.fixed_dictionaries({}, optional={
    "tickets": st.integers(1, 365), "leads": st.integers(1, 365),
})  # fmt: skip


class Worded(Struct, frozen=True):
    id: int
    words: str


async def keep_for(tenant: Tenant, periods: dict[str, int]) -> None:
    async with tenant.work() as work:
        await identity.change_workspace(work, identity.WorkspaceChanges(retention=periods))


def retaining(tenant: Tenant) -> privacy.Retaining:
    return privacy.Retaining(tenant.house.office, tenant.house.desk.storage)


@settings(
    max_examples=6, deadline=None, phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(
    tickets=st.tuples(TICKETS, TICKETS), leads=st.tuples(LEADS_OF, LEADS_OF),
    periods=st.tuples(PERIODS, PERIODS),
)  # fmt: skip
async def test_goes_what_is_older_than_its_period(
    make_tenant: MakeTenant, tickets: tuple[list[Ticket], list[Ticket]],
    leads: tuple[list[Ticket], list[Ticket]], periods: tuple[dict[str, int], dict[str, int]],
) -> None:  # fmt: skip
    tenants = [await make_tenant(), await make_tenant()]
    expected: list[dict[str, list[bool]]] = []
    for tenant, some, contacts, kept in zip(tenants, tickets, leads, periods, strict=True):
        await keep_for(tenant, kept)
        for status, days in some:
            made = await tenant.ticket()
            async with tenant.work() as work:
                await work.run(OLD_TICKET, made["id"], status, days)
        for nr, (stage, days) in enumerate(contacts):
            async with tenant.work() as work:
                await work.run(ADD_LEAD, "Lena", nr, stage, days)
        expected.append({
            "tickets": [
                "tickets" in kept and status != "open" and days > kept["tickets"]
                for status, days in some
            ],
            "leads": [
                "leads" in kept and stage == "lost" and days > kept["leads"]
                for stage, days in contacts
            ],
        })  # fmt: skip
    for tenant, told in zip(tenants, expected, strict=True):
        async with tenant.work() as work:
            due = {one.kind: one.due for one in await privacy.preview(work)}
        assert due["tickets"] == sum(told["tickets"])
        assert due["leads"] == sum(told["leads"])
        await retaining(tenant).run(tenant.id)
        await retaining(tenant).run(tenant.id)  # again it finds nothing
    for tenant, told in zip(tenants, expected, strict=True):
        async with tenant.work() as work:
            rows = await work.many(Worded, DESCRIPTIONS)
            contacts_left = await work.many(Worded, LEADS)
            runs = {one.kind: one.row_count for one in await privacy.runs(work)}
        assert [one.words == "[erased]" for one in rows] == told["tickets"]
        assert [one.words == "" for one in contacts_left] == told["leads"]
        wanted = {kind: sum(gone) for kind, gone in told.items() if any(gone)}
        assert runs == wanted, "evidence of each run that found something, and of no other"


class TestARun:
    async def test_by_day_is_exact_at_its_edge(self, tenant: Tenant) -> None:
        await keep_for(tenant, {"tickets": 30})
        made = await tenant.ticket()
        async with tenant.work() as work:
            await work.run(OLD_TICKET, made["id"], "closed", 29)
        await retaining(tenant).run(tenant.id)
        found = await tenant.admin.get(f"/api/tickets/{made['id']}")
        assert found.json()["description"] == "Smoke everywhere"

    async def test_takes_files_along(self, tenant: Tenant) -> None:
        await keep_for(tenant, {"tickets": 30})
        made = await tenant.ticket()
        sent = await tenant.customer.client.post(
            "/api/attachments", files={"file": ("a.txt", b"old words", "text/plain")},
            data={"ticket_id": str(made["id"])},
        )  # fmt: skip
        assert sent.status_code == 201
        async with tenant.work() as work:
            await work.run(OLD_TICKET, made["id"], "closed", 40)
        await retaining(tenant).run(tenant.id)
        keys = [key async for key in tenant.house.desk.storage.keys(f"{tenant.id}/")]
        assert keys == []
        async with tenant.work() as work:
            [run] = await privacy.runs(work)
        assert (run.kind, run.row_count, run.file_count) == ("tickets", 1, 1)
        assert run.cutoff < datetime.now(UTC) - timedelta(days=29)

    async def test_is_for_administrators_to_ask(self, tenant: Tenant) -> None:
        assert (await tenant.agent.get("/api/app/privacy/retention")).status_code == 403
        assert (await tenant.agent.post("/api/app/privacy/retention/run")).status_code == 403
        told = (await tenant.admin.get("/api/app/privacy/retention")).json()
        assert {"tickets", "chats", "calls", "recordings", "leads"} <= {x["kind"] for x in told}


class TestAChatOfSeveralTickets:
    """An old one, and what the chat is about now."""

    async def chat_of_two(self, tenant: Tenant) -> tuple[int, int, int]:
        """The chat; the ticket that was closed long ago, and the present one."""
        quiet = await tenant.admin.put("/api/admin/system-config", {"auto_reply_enabled": False})
        assert quiet.status_code == 200
        base = "/api/app/conversations"
        chat = (await tenant.customer.post(base, {})).json()["id"]
        made = []
        for words in ("My parcel is lost", "So is the next one"):
            said = await tenant.customer.post(f"{base}/{chat}/messages", {"content": words})
            assert said.status_code == 200
            made.append((await tenant.agent.post(f"{base}/{chat}/ticket")).json()["id"])
            closed = await tenant.agent.put(f"/api/tickets/{made[0]}", {"status": "closed"})
            assert closed.status_code == 200
        async with tenant.work() as work:
            await work.run(OLD_TICKET, made[0], "closed", 40)
        return chat, made[0], made[1]

    async def test_keeps_its_words_for_the_present_one(self, tenant: Tenant) -> None:
        chat, old, present = await self.chat_of_two(tenant)
        await keep_for(tenant, {"tickets": 30})
        await retaining(tenant).run(tenant.id)
        assert (await tenant.agent.get(f"/api/tickets/{old}")).status_code == 404
        thread = (await tenant.customer.get(f"/api/messages/ticket/{present}")).json()
        assert [one["content"] for one in thread] == ["My parcel is lost", "So is the next one"]
        assert (await tenant.customer.get(f"/api/app/conversations/{chat}")).status_code == 200

    async def test_loses_them_with_the_last(self, tenant: Tenant) -> None:
        chat, _, present = await self.chat_of_two(tenant)
        await keep_for(tenant, {"tickets": 30})
        await retaining(tenant).run(tenant.id)
        async with tenant.work() as work:
            await work.run(OLD_TICKET, present, "closed", 40)
        await retaining(tenant).run(tenant.id)
        assert (await tenant.customer.get(f"/api/app/conversations/{chat}")).status_code == 404
        async with tenant.work() as work:
            assert await work.value(int, WORDS_OF, chat) == 0

    async def test_is_left_alone_while_people_talk_in_it(self, tenant: Tenant) -> None:
        chat, _, present = await self.chat_of_two(tenant)
        asked = await tenant.customer.post(
            "/api/chat/session", {"type": "chat", "conversation_id": chat}
        )
        assert asked.status_code == 201, asked.text
        async with tenant.work() as work:
            await work.run(OLD_TICKET, present, "closed", 40)
        await keep_for(tenant, {"tickets": 30})
        await retaining(tenant).run(tenant.id)
        assert (await tenant.customer.get(f"/api/app/conversations/{chat}")).status_code == 200


class TestAFileOfATicket:
    async def test_outlives_the_mail_that_carried_it(self, tenant: Tenant) -> None:
        made = await tenant.ticket()
        sent = await tenant.agent.client.post(
            "/api/attachments", files={"file": ("a.txt", b"kept words", "text/plain")},
            data={"ticket_id": str(made["id"])},
        )  # fmt: skip
        async with tenant.work() as work:
            file = await work.one(messaging.Attachment, FILE, sent.json()["id"])
            assert file is not None
            await messaging.send(
                work, channel="email", recipient="ann@customer.example", subject="Re: Printer",
                body="See the file", attachments=[file],
            )  # fmt: skip
            await work.run(LONG_SENT)
        await keep_for(tenant, {"messages": 30})
        await retaining(tenant).run(tenant.id)
        async with tenant.work() as work:
            [run] = await privacy.runs(work)
        assert (run.kind, run.row_count, run.file_count) == ("messages", 1, 0)
        got = await tenant.agent.get(f"/api/attachments/{sent.json()['id']}")
        assert (got.status_code, got.content) == (200, b"kept words")
