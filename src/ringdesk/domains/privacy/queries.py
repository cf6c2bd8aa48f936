"""Privacy's SQL. $1 is the tenant."""

COLUMNS = """
r.id, r.kind, r.state, r.person_id, p.full_name as person_name, r.subject::text as subject,
r.with_contacts, r.reason, r.asked_by, b.full_name as asked_by_name, r.asked_at, r.due_at,
r.identity_note, r.identity_checked_by, r.identity_checked_at, r.decided_by, r.decided_at,
r.refusal, r.finished_at, r.problem, r.archive_size,
case when r.archive_key is not null then r.archive_expires_at end as archive_expires_at
"""
WITH_NAMES = """
from privacy_requests r
left join people p on p.tenant_id = r.tenant_id and p.id = r.person_id
left join people b on b.tenant_id = r.tenant_id and b.id = r.asked_by
"""
PERSON = """
select id, email, created_at from people where tenant_id = $1 and id = $2 and deleted_at is null
"""
ADMINISTRATORS = """
select id, email, created_at from people
where tenant_id = $1 and role = 'admin' and is_active and deleted_at is null and email <> ''
order by id limit 20
"""
# A visitor's address was only said: it names nobody but by chance.
ADDRESS_IS_CLAIMED = "select true from visitors where tenant_id = $1 and person_id = $2"
OPEN_REQUEST = """
select id from privacy_requests
where tenant_id = $1 and kind = $2 and person_id = $3 and state in ('pending', 'in_progress')
"""
ASK = """
insert into privacy_requests as r (tenant_id, kind, person_id, subject, with_contacts, reason,
  asked_by, due_at, identity_note, identity_checked_by, identity_checked_at)
values ($1, $2, $3, $4::text::jsonb, $5, $6, $7, now() + make_interval(days => $8), $9, $10,
  case when $10::bigint is not null then now() end)
on conflict (tenant_id, kind, person_id) where state in ('pending', 'in_progress')
  and person_id is not null do nothing
returning id
"""
REQUEST = f"select {COLUMNS} {WITH_NAMES} where r.tenant_id = $1 and r.id = $2"
LOCK = "select id from privacy_requests where tenant_id = $1 and id = $2 for update"
# $2: of this person; $3: state; $4: kind; $5: before this id.
REQUESTS = f"""
select {COLUMNS} {WITH_NAMES}
where r.tenant_id = $1 and ($2::bigint is null or r.person_id = $2)
  and ($3::text is null or r.state = $3) and ($4::text is null or r.kind = $4)
  and ($5::bigint is null or r.id < $5)
order by r.id desc limit $6
"""
NOTE_IDENTITY = """
update privacy_requests set identity_note = $3, identity_checked_by = $4,
  identity_checked_at = now()
where tenant_id = $1 and id = $2
"""
START = """
update privacy_requests set state = 'in_progress', decided_by = $3, decided_at = now(),
  with_contacts = $4, subject = $5::text::jsonb, problem = ''
where tenant_id = $1 and id = $2
"""
REFUSE = """
update privacy_requests set state = 'refused', decided_by = $3, decided_at = now(), refusal = $4,
  finished_at = now(), subject = '{}'
where tenant_id = $1 and id = $2
"""
OTHER_ADMINISTRATORS = """
select count(*) from people
where tenant_id = $1 and role = 'admin' and is_active and deleted_at is null and id <> $2
"""
IS_ADMINISTRATOR = """
select true from people
where tenant_id = $1 and id = $2 and role = 'admin' and is_active and deleted_at is null
"""

STEPS = """
select domain, tbl, about, fate, reason, row_count, file_count, done_at from privacy_steps
where tenant_id = $1 and request_id = $2 order by position
"""
NOTE_STEP = """
insert into privacy_steps (tenant_id, request_id, position, domain, tbl, about, fate, reason,
  row_count, file_count)
select $1, $2, coalesce(max(position), 0) + 1, $3, $4, $5, $6, $7, $8, $9
from privacy_steps where tenant_id = $1 and request_id = $2
"""

# What is to be done, and by whom: $2 is how long whoever takes it may be silent.
TENANTS_WITH_CHORES = "select * from tenants_with_privacy_chores()"
TAKE = """
update privacy_requests r set working_until = now() + $2::interval where r.tenant_id = $1
  and r.id = (select o.id from privacy_requests o
    where o.tenant_id = $1 and o.state = 'in_progress'
      and (o.working_until is null or o.working_until < now())
    order by o.id limit 1 for update skip locked)
returning r.id, r.kind, r.person_id, r.subject::text as subject, r.decided_at
"""
HOLD_ON = """
update privacy_requests set working_until = now() + $3::interval
where tenant_id = $1 and id = $2 and state = 'in_progress'
"""
LAY_DOWN = """
update privacy_requests set problem = $3, working_until = now() + interval '1 minute'
where tenant_id = $1 and id = $2 and state = 'in_progress'
"""
KEEP_ARCHIVE = """
update privacy_requests set state = 'done', finished_at = now(), working_until = null,
  problem = '', subject = '{}', archive_key = $3, archive_size = $4,
  archive_expires_at = now() + make_interval(days => $5)
where tenant_id = $1 and id = $2 and state = 'in_progress'
"""
FINISH_DELETION = """
update privacy_requests set state = 'done', finished_at = now(), working_until = null,
  problem = '', subject = '{}', reason = '', identity_note = ''
where tenant_id = $1 and id = $2 and state = 'in_progress'
"""
ARCHIVE = """
select archive_key, archive_size, person_id, archive_expires_at > now() as is_fresh
from privacy_requests where tenant_id = $1 and id = $2
"""
EXPIRED_ARCHIVES = """
select archive_key as storage_key from privacy_requests
where tenant_id = $1 and archive_key is not null and archive_expires_at < now()
union all
select archive_key from tenant_exports
where tenant_id = $1 and archive_key is not null and archive_expires_at < now()
"""
DROP_ARCHIVES = """
with exports as (
  update tenant_exports set archive_key = null where tenant_id = $1
    and archive_key = any($2::text[])
)
update privacy_requests set archive_key = null where tenant_id = $1
  and archive_key = any($2::text[])
"""
REMIND = """
update privacy_requests set reminded_at = now()
where tenant_id = $1 and state = 'pending' and reminded_at is null
  and due_at < now() + interval '7 days'
returning id
"""

START_RUN = """
insert into retention_runs (tenant_id, kind, days, cutoff, started_by)
values ($1, $2, $3, $4, $5) returning id
"""
COUNT_RUN = """
update retention_runs set row_count = row_count + $3, file_count = file_count + $4
where tenant_id = $1 and id = $2
"""
END_RUN = "update retention_runs set ended_at = now() where tenant_id = $1 and id = $2"
RUN_COLUMNS = """
id, kind, days, cutoff, row_count, file_count, started_by, started_at, ended_at
"""
RUNS = f"""
select {RUN_COLUMNS} from retention_runs
where tenant_id = $1 and ($2::bigint is null or id < $2) order by id desc limit $3
"""
RUN = f"select {RUN_COLUMNS} from retention_runs where tenant_id = $1 and id = $2"

EXPORT_COLUMNS = """
id, state, asked_by, asked_at, finished_at, problem, archive_size, row_count,
case when archive_key is not null then archive_expires_at end as archive_expires_at
"""
ASK_EXPORT = f"""
insert into tenant_exports (tenant_id, asked_by) values ($1, $2) returning {EXPORT_COLUMNS}
"""
EXPORTS = f"""
select {EXPORT_COLUMNS} from tenant_exports where tenant_id = $1 order by id desc limit 20
"""
TAKE_EXPORT = """
update tenant_exports x set working_until = now() + $2::interval where x.tenant_id = $1
  and x.id = (select o.id from tenant_exports o
    where o.tenant_id = $1 and o.state = 'pending'
      and (o.working_until is null or o.working_until < now())
    order by o.id limit 1 for update skip locked)
returning x.id
"""
HOLD_EXPORT = """
update tenant_exports set working_until = now() + $3::interval
where tenant_id = $1 and id = $2 and state = 'pending'
"""
KEEP_EXPORT = """
update tenant_exports set state = 'done', finished_at = now(), working_until = null,
  archive_key = $3, archive_size = $4, row_count = $5,
  archive_expires_at = now() + make_interval(days => $6)
where tenant_id = $1 and id = $2 and state = 'pending'
"""
FAIL_EXPORT = """
update tenant_exports set state = 'failed', finished_at = now(), problem = $3
where tenant_id = $1 and id = $2 and state = 'pending'
"""
ARCHIVE_OF_EXPORT = """
select archive_key, archive_size, null::bigint as person_id,
  archive_expires_at > now() as is_fresh
from tenant_exports where tenant_id = $1 and id = $2
"""

PLAN_ERASURE = """
insert into tenant_erasures as e (tenant_id, asked_by, due_at)
values ($1, $2, date_trunc('second', now()) + make_interval(days => $3))
on conflict (tenant_id) do update set due_at = least(e.due_at, excluded.due_at)
returning asked_by, asked_at, due_at
"""
ERASURE = "select asked_by, asked_at, due_at from tenant_erasures where tenant_id = $1"
CALL_OFF = """
delete from tenant_erasures where tenant_id = $1 and due_at > now() returning asked_by
"""
TAKE_ERASURE = """
update tenant_erasures set working_until = now() + $2::interval
where tenant_id = $1 and due_at <= now() and (working_until is null or working_until < now())
returning asked_by, asked_at, due_at
"""
HOLD_ERASURE = """
update tenant_erasures set working_until = now() + $2::interval where tenant_id = $1
"""
END_ERASURE = "delete from tenant_erasures where tenant_id = $1"
ERASE_LOG = "select erase_log($2) from (select $1::uuid) as here"

# The catalogue: every table of ours, those that are referred to last.
TABLES = """
select t.relname::text as name, quote_ident(t.relname) as quoted,
  array(select distinct f.confrelid::regclass::text from pg_constraint f
    where f.conrelid = t.oid and f.contype = 'f' and f.confrelid <> t.oid) as refers_to,
  array(select a.attname::text from pg_attribute a where a.attrelid = t.oid and a.attnum > 0
    and not a.attisdropped and (a.atttypid in ('tsvector'::regtype)
      or a.attgenerated <> '')) as made
from pg_class t
where t.relkind in ('r', 'p') and t.relnamespace = 'public'::regnamespace
  and t.relname <> 'alembic_version' and $1::uuid is not null and exists (
    select from pg_attribute a where a.attrelid = t.oid and a.attname = 'tenant_id')
order by t.relname
"""
# `{table}` is a name that the catalogue quoted; $2 what is secret or made of the rest.
EVERY_ROW = "select (to_jsonb(t) - $2::text[])::text as row from {table} t where t.tenant_id = $1"
DELETE_SOME = """
delete from {table} where tenant_id = $1 and ctid = any(array(
  select ctid from {table} where tenant_id = $1 limit $2))
"""

# Tickets and their conversations refer to each other.
BREAK_CIRCLE = """
update conversations set ticket_id = null where tenant_id = $1 and ticket_id is not null
"""

REGION = """
select coalesce((select region from calling_settings where tenant_id = $1), 'US')
"""
BEGINNING = "select id, email, created_at from people where tenant_id = $1 and id = $2"

# What the ledger is compared with after a restore.
PEOPLE_AFTER = """
select id, email, created_at from people
where tenant_id = $1 and id > $2 and username <> 'erased-' || id order by id limit $3
"""
