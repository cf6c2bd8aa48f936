"""Whatever reaches out for all tenants at once passes over those that are suspended: asked in one
transaction that is undone, so that no loop takes what is put there before the question."""

from contextlib import suppress
from dataclasses import dataclass

import asyncpg
import pytest

from ringdesk.domains import identity, messaging
from ringdesk.kernel.database import Urls
from ringdesk.kernel.work import Work
from tests.conftest import MakeTenant, Tenant

pytestmark = pytest.mark.anyio


class Undone(Exception):
    pass


@dataclass(frozen=True)
class Loop:
    """`due`: makes the tenant's turn come. `asked`: how the loop finds whose turn it is."""

    name: str
    due: tuple[str, ...]
    asked: str


LOOPS = [
    Loop("mail is fetched", (
        """insert into mailboxes (tenant_id, name, address, host, port, username, folder,
          interval_s, enabled)
        values ($1, 'S', 's@desk.example', 'imap.desk.example', 993, 's', 'INBOX', 60, true)""",
    ), "mailboxes_due(100000)"),
    Loop("a message centre is bound to", (
        """insert into message_providers (tenant_id, channel, kind, name, per_second)
        values ($1, 'sms', 'smpp', 'Centre', 1)""",
    ), "tenants_with_centres()"),
    Loop("messages are sent", (), "queues_with_messages_due()"),
    Loop("mails of accounts are collected", (
        """insert into mail_outbox (tenant_id, to_address, template, variables)
        values ($1, 'a@b.example', 'invitation', '{}')""",
    ), "tenants_with_mail()"),
    Loop("reports are mailed", (
        """insert into report_schedules (tenant_id, name, type, covers, frequency, at_time, zone,
          format, language, recipients, next_at, made_by)
        values ($1, 'R', 'campaign', 'yesterday', 'daily', '08:00', 'UTC', 'pdf', 'en',
          '{a@b.example}', now(), 1)""",
    ), "tenants_with_due_reports()"),
    Loop("a report's zone is followed", (
        """insert into report_schedules (tenant_id, name, type, covers, frequency, at_time, zone,
          format, language, recipients, next_at, made_by)
        values ($1, 'R', 'campaign', 'yesterday', 'daily', '08:00', 'Asia/Tokyo', 'pdf', 'en',
          '{a@b.example}', now() + interval '1 day', 1)""",
    ), "tenants_with_due_reports()"),
    Loop("webhooks are called", (
        """insert into webhook_endpoints (tenant_id, url, types, cursor, created_by)
        select $1, 'https://hook.example', '{ticket.created}', 1000000000, min(id)
        from people where tenant_id = $1""",
        """insert into webhook_deliveries (tenant_id, endpoint_id, type, message_id, happened_at)
        select $1, id, 'ticket.created', 'msg_x', now() from webhook_endpoints
        where tenant_id = $1""",
    ), "webhooks_with_work('{}', '{}', 1000000)"),
    Loop("models are asked about messages", (
        """insert into messages_to_understand (tenant_id, message_id)
        select $1, min(id) from messages where tenant_id = $1""",
    ), "tenants_to_understand()"),
]  # fmt: skip
# The dialler asks the tenant's own rows, in the transaction that dials.
ITS_OWN_WAY = {"take_dialers"}
REACHING_OUT = """
select p.proname, p.prosrc from pg_proc p
where p.prosecdef and p.pronamespace = 'public'::regnamespace
"""


async def is_asked(work: Work, loop: Loop) -> bool:
    statement = f"select $1 in (select found.tenant_id from {columns(loop.asked)})"
    return await work.value(bool, statement) or False


def columns(asked: str) -> str:
    """A function of ids gives one column, whose name it takes from us."""
    several = asked.startswith(("mailboxes_due", "queues_with", "webhooks_with"))
    return f"{asked} as found" if several else f"{asked} as found (tenant_id)"


@pytest.fixture
async def first(make_tenant: MakeTenant) -> Tenant:
    """There must be another before: the first of an installation can't be suspended."""
    return await make_tenant()


class TestASuspendedTenant:
    @pytest.mark.parametrize("loop", LOOPS, ids=lambda loop: loop.name)
    async def test_is_passed_over_until_it_goes_on(
        self, first: Tenant, tenant: Tenant, loop: Loop
    ) -> None:
        ticket = await tenant.ticket()
        said = {"ticket_id": ticket["id"], "content": "It is on fire"}
        assert (await tenant.customer.post("/api/messages", said)).status_code == 201
        with suppress(Undone):
            async with tenant.work() as work:
                if loop.asked.startswith("queues"):
                    await messaging.send(
                        work, channel="sms", recipient="+4915112345678", body="Hello"
                    )
                for statement in loop.due:
                    assert await work.run(statement) == 1, statement
                asked = [await is_asked(work, loop)]
                await identity.suspend_tenant(work, tenant_id=tenant.id, reason="unpaid")
                asked.append(await is_asked(work, loop))
                await identity.resume_tenant(work, tenant_id=tenant.id)
                asked.append(await is_asked(work, loop))
                assert asked == [True, False, True]
                raise Undone

    async def test_every_loop_of_the_list_asks_in_the_same_way(self, database: Urls) -> None:
        connection = await asyncpg.connect(database.owner)
        try:
            rows = await connection.fetch(REACHING_OUT)
        finally:
            await connection.close()
        asking = {row["proname"] for row in rows if "is_suspended(" in row["prosrc"]}
        assert asking == {loop.asked.partition("(")[0] for loop in LOOPS}
        assert {row["proname"] for row in rows} >= ITS_OWN_WAY
