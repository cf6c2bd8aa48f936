"""What no reviewer can be trusted to see in every migration is asked of the catalogue itself."""

from typing import Any

import asyncpg
import pytest

from ringdesk.kernel.database import Urls
from ringdesk.kernel.db import Database, UnsafeDatabaseRole
from ringdesk.kernel.migrate import role_of
from tests.conftest import Tenant

pytestmark = pytest.mark.anyio

TABLES = """
from pg_class t where t.relkind in ('r', 'p') and t.relnamespace = 'public'::regnamespace
  and t.relname <> 'alembic_version'
"""
WITHOUT_FORCED_POLICY = f"""
select t.relname {TABLES} and not (t.relrowsecurity and t.relforcerowsecurity and exists (
  select from pg_policy p where p.polrelid = t.oid and p.polcmd = '*' and p.polname = 'tenant'
    and pg_get_expr(p.polqual, p.polrelid) like '(tenant_id = %app.tenant%'
    and pg_get_expr(p.polwithcheck, p.polrelid) like '(tenant_id = %app.tenant%'))
"""
KEYS_NOT_LED_BY_TENANT = """
select c.conname from pg_constraint c
where c.contype in ('p', 'u', 'f') and c.connamespace = 'public'::regnamespace
  and c.conrelid <> 'alembic_version'::regclass
  and 'tenant_id' <> (select attname from pg_attribute
                      where attrelid = c.conrelid and attnum = c.conkey[1])
union all
select i.indexrelid::regclass::text from pg_index i join pg_class t on t.oid = i.indrelid
where i.indisunique and t.relnamespace = 'public'::regnamespace and t.relname <> 'alembic_version'
  and 'tenant_id' is distinct from (select attname from pg_attribute
                                    where attrelid = t.oid and attnum = i.indkey[0])
"""
REFERENCES_ACROSS_TENANTS = """
select c.conname from pg_constraint c
where c.contype = 'f' and c.connamespace = 'public'::regnamespace
  and 'tenant_id' <> (select attname from pg_attribute
                      where attrelid = c.confrelid and attnum = c.confkey[1])
"""
DEFINER_FUNCTIONS = """
select proname from pg_proc where prosecdef and pronamespace = 'public'::regnamespace
order by proname
"""
DEFINERS_WITHOUT_PATH = """
select proname from pg_proc where prosecdef and pronamespace = 'public'::regnamespace
  and not coalesce('search_path=""' = any(proconfig), false)
"""
OTHER_POLICIES = """
select t.relname || '.' || p.polname from pg_policy p join pg_class t on t.oid = p.polrelid
where p.polname <> 'tenant' order by 1
"""
POLICIES_FOR_THE_APP = """
select t.relname || '.' || p.polname from pg_policy p join pg_class t on t.oid = p.polrelid
where p.polname <> 'tenant' and (p.polroles = '{0}' or exists (
  select from unnest(p.polroles) r where r = (select oid from pg_roles where rolname = $1)))
order by 1
"""
VIEWS_AND_THE_LIKE = """
select relname from pg_class where relnamespace = 'public'::regnamespace
  and relkind in ('v', 'm', 'f')
"""
EXECUTABLE_BY_ALL = """
select proname from pg_proc where pronamespace = 'public'::regnamespace and prokind = 'f'
  and (proacl is null or exists (select from aclexplode(proacl) a where a.grantee = 0))
"""

# Functions with the owner's eyes, each with the reason why it may have them.
DEFINERS = {
    "burdens": "sums per tenant for the alerts: numbers, never rows",
    "carry_out": "the relay serves all tenants at once",
    "claim_jobs": "so do the jobs",
    "erase_log": "the log of a tenant that is due to go, and of no other",
    "first_tenant": "one id: whose staff sees what belongs to no tenant",
    "leave_dialers": "a process that ends lets go of what it held",
    "log_heads": "where logs end: numbers only",
    "queues_with_messages_due": "sending serves all tenants at once: ids and channels",
    "mailboxes_due": "ids of mailboxes that are to be looked at",
    "search_leads": "the same for leads",
    "search_tickets": "@@ is not leakproof; filters by the transaction's tenant, tells ids",
    "tenants_with_call_marks": "ids of tenants whose numbers of calls are to be folded",
    "tenant_is_going": "one yes or no about the present tenant",
    "tenants_with_campaign_chores": "ids of tenants with a campaign to begin or to end",
    "take_dialers": "the dialler serves all tenants at once: ids of tenants, and its own leases",
    "tenants_with_due_reports": "ids of tenants with a report to be sent",
    "tenants_with_centres": "ids of tenants that bind to a message centre",
    "tenants_with_facts": "ids of tenants, for audit verify",
    "tenants_with_lead_chores": "ids of tenants whose leads have marks, words or claims due",
    "tenants_with_mail": "ids of tenants whose accounts' mails wait to be sent",
    "tenants_with_marks": "ids of tenants whose numbers are to be folded",
    "tenants_with_new_facts": "ids of tenants whose logs went on since they were counted",
    "tenants_with_number_marks": "ids of tenants whose numbers over time are to be folded",
    "tenants_with_privacy_chores": "ids of tenants with requests, archives, erasures to be done",
    "tenants_with_new_chat": "ids of tenants whose chats are to be added up",
    "tenants_to_understand": "ids of tenants whose messages wait to be understood",
    "webhooks_with_work": "sending serves all tenants at once: ids of endpoints",
    "zone_of_tenant": "the present tenant's time zone",
}
# Policies beside the one that every table has. Of the owner's: what the functions above need.
OWNERS_POLICIES = {
    "alert_states.burdens", "audit_folded.folding", "call_marks.folding", "campaigns.due",
    "chat_slots_to.folding",
    "event_heads.relay", "events.relay", "jobs.relay", "lead_marks.folding", "lead_words.search",
    "lead_words_due.filling", "leads.search", "log_records.burdens", "mail_outbox.relay",
    "messages.search", "messages_out.relay",
    "messages_to_understand.sweeping", "outbox.relay", "tenants.first", "ticket_marks.folding",
    "tickets.search",
    "dialer_alarms.dialling", "dialers.dialling",
    "mailboxes.due", "message_providers.bound",
    "lead_number_marks.folding", "rating_marks.folding", "report_schedules.due",
    "webhook_deliveries.sending", "webhook_endpoints.sending",
    "privacy_requests.chores", "tenant_erasures.chores", "tenant_exports.chores",
}  # fmt: skip
# Those that widen what the program itself sees: the host's load is the same for all, and what
# belongs to no tenant is for the first one's staff.
APPS_POLICIES = {
    "host_samples.same_for_all", "jobs.read_by_the_first", "jobs.revived_by_the_first",
    "log_records.of_no_tenant",
}  # fmt: skip


async def ask(url: str, question: str, *values: object) -> list[Any]:
    connection = await asyncpg.connect(url)
    try:
        return [row[0] for row in await connection.fetch(question, *values)]
    finally:
        await connection.close()


class TestEveryTable:
    @pytest.mark.parametrize(
        "question",
        [WITHOUT_FORCED_POLICY, KEYS_NOT_LED_BY_TENANT, REFERENCES_ACROSS_TENANTS,
         VIEWS_AND_THE_LIKE],
        ids=["forces_its_policy", "is_keyed_by_tenant", "refers_within_its_tenant", "is_a_table"],
    )  # fmt: skip
    async def test_keeps_the_rule(self, question: str, database: Urls) -> None:
        assert await ask(database.owner, question) == []

    async def test_there_are_some(self, database: Urls) -> None:
        assert len(await ask(database.owner, f"select t.relname {TABLES}")) > 25

    async def test_refuses_a_row_of_another_tenant(self, database: Urls) -> None:
        app = await asyncpg.connect(database.app)
        async with app.transaction():
            await app.execute("set local app.tenant = '11111111-1111-4111-8111-111111111111'")
            with pytest.raises(asyncpg.InsufficientPrivilegeError, match="row-level security"):
                await app.execute(
                    "insert into outbox (tenant_id, actor_id, kind, body)"
                    " values ('22222222-2222-4222-8222-222222222222', 1, 'x', '{}')"
                )
        await app.close()


class TestWhatWidens:
    async def test_functions_with_the_owners_eyes_are_known(self, database: Urls) -> None:
        assert await ask(database.owner, DEFINER_FUNCTIONS) == sorted(DEFINERS)

    async def test_they_look_nothing_up_by_a_path(self, database: Urls) -> None:
        assert await ask(database.owner, DEFINERS_WITHOUT_PATH) == []

    async def test_policies_are_known(self, database: Urls) -> None:
        found = set(await ask(database.owner, OTHER_POLICIES))
        assert found == OWNERS_POLICIES | APPS_POLICIES

    async def test_policies_for_the_program_are_known(self, database: Urls) -> None:
        role = role_of(database.app)
        assert set(await ask(database.owner, POLICIES_FOR_THE_APP, role)) == APPS_POLICIES

    async def test_functions_are_for_the_program_alone(self, database: Urls) -> None:
        assert await ask(database.owner, EXECUTABLE_BY_ALL) == []


class TestTheRoleThatServes:
    @pytest.mark.parametrize(
        "statement",
        ["truncate tickets", "update events set kind = 'x'", "delete from events",
         "update event_heads set seq = 1",
         "insert into event_heads values (gen_random_uuid(), 1, '')",
         "delete from event_heads", "select * from alembic_version", "create table x ()",
         "alter table tickets disable row level security", "drop policy tenant on tickets",
         "create role x", "set role ringdesk_owner", "set session authorization postgres",
         "set row_security = off; select * from tickets", "copy tickets to program 'id'",
         "create function x() returns int language sql as 'select 1'",
         "alter table events disable trigger all", "select pg_read_file('/etc/passwd')",
         "create schema x"],
    )  # fmt: skip
    async def test_may_not(self, statement: str, database: Urls) -> None:
        app = await asyncpg.connect(database.app)
        try:
            with pytest.raises(asyncpg.PostgresError) as refused:
                await app.execute(statement)
            assert refused.value.sqlstate in ("42501", "22023", "0LP01", "42704"), refused.value
        finally:
            await app.close()

    async def test_sees_nothing_without_a_tenant(self, database: Urls) -> None:
        tables = await ask(
            database.owner, f"select t.relname {TABLES} and t.relname <> 'host_samples'"
        )
        for table in tables:
            assert await ask(database.app, f"select count(*) from {table}") == [0], table

    async def test_is_refused_at_the_start_if_it_could_do_more(self, database: Urls) -> None:
        with pytest.raises(UnsafeDatabaseRole, match="owns tables and may truncate"):
            async with Database(database.owner).connected():
                pytest.fail("It served.")


async def test_the_log_is_append_only_even_for_its_owner(
    database: Urls,
    tenant: Tenant,  # so that there are rows to change
) -> None:
    owner = await asyncpg.connect(database.owner)
    try:
        for statement in ("update events set kind = 'x'", "delete from events"):
            with pytest.raises(asyncpg.RaiseError, match="append-only"):
                await owner.execute(statement)
    finally:
        await owner.close()
