"""The kernel's SQL. As in every queries.py, $1 is the tenant where a Work runs it."""

# One round trip for both. Only a UUID is ever put in: the simple protocol takes no parameters.
BEGIN = "begin; set local app.tenant = '{tenant_id}'"
MOVE = "set local app.tenant = '{tenant_id}'"
COMMIT, ROLLBACK = "commit", "rollback"

# What an act costs: one row for each fact. Numbers and hashes come from the relay. Prepared once
# on each connection, so that with its values written out it travels with the commit: one trip.
RECORD = """
insert into outbox (tenant_id, actor_id, kind, body, request_id, address)
select $1, $2, kind, body::jsonb, $5, $6 from unnest($3::text[], $4::text[]) as fact (kind, body)
"""
PREPARE_RECORD = f"prepare record_facts as {RECORD}"
RECORD_NOW = (
    "execute record_facts('{tenant_id}', {actor_id}, {kinds}, {bodies}, {request_id}, {address}); "
)

# Numbers what is committed, chains it, and books a job for each reaction. Definer functions: the
# relay serves all tenants at once (see migration 0001).
CARRY_OUT = """
select tenant_id, seq, actor_id, kind, body::text as body, at
from carry_out($1, $2::text[], $3::text[])
"""

CLAIM_JOBS = """
select tenant_id, id, kind, args::text as args, seq, attempts, fact_kind,
  fact_body::text as fact_body, fact_actor_id, fact_at
from claim_jobs($1, $2, $3::text[], $4::text[], $5)
"""

# `attempts` fences: a worker that slept through its lease settles nothing.
JOBS_DONE = """
delete from jobs j using unnest($2::bigint[], $3::int[]) as done (id, attempts)
where j.tenant_id = $1 and j.id = any($2) and j.id = done.id and j.attempts = done.attempts
"""

RENEW_LEASES = """
update jobs j set due_at = now() + $4::interval
from unnest($2::bigint[], $3::int[]) as held (id, attempts)
where j.tenant_id = $1 and j.id = any($2) and j.id = held.id and j.attempts = held.attempts
"""

JOB_FAILED = """
update jobs set error = $4, due_at = now() + $5::interval, dead_at = case when $6 then now() end
where tenant_id = $1 and id = $2 and attempts = $3
"""

# A key keeps a job single. A dead one of the same key is taken up again: a schedule must not end.
ENQUEUE = """
insert into jobs (tenant_id, kind, args, due_at, unique_key)
values ($1, $2, $3::text::jsonb, coalesce($4::timestamptz, now()), $5)
on conflict (tenant_id, kind, unique_key) do update set dead_at = null, attempts = 0, error = null,
  due_at = excluded.due_at, args = excluded.args
where jobs.dead_at is not null
"""

# A schedule is due once for the whole installation, whoever asks first.
PLAN_SCHEDULE = """
insert into schedules (tenant_id, name, every_s, next_at) values ($1, $2, $3, now())
on conflict (tenant_id, name) do update set every_s = excluded.every_s
where schedules.every_s <> excluded.every_s
"""

TAKE_DUE_SCHEDULES = """
update schedules set next_at = greatest(now(), next_at + make_interval(secs => every_s)),
  last_at = now()
where tenant_id = $1 and name in (
  select name from schedules where tenant_id = $1 and next_at <= now() and name = any($2)
  for update skip locked)
returning name
"""

FACTS_AFTER = """
select seq, actor_id, kind, body::text as body, at from events
where tenant_id = $1 and seq > $2 order by seq limit $3
"""

HEAD = "select seq, encode(hash, 'hex') as hash from event_heads where tenant_id = $1"

CHAIN = """
select seq, actor_id, kind, body::text as body, (extract(epoch from at) * 1000000)::bigint as at_us,
  coalesce(request_id, '') as request_id, encode(hash, 'hex') as hash
from events where tenant_id = $1 and seq > $2 order by seq limit $3
"""

# One key, one answer. A second caller with the same key waits here for the first to commit.
TAKE_KEY = """
insert into idempotency_keys (tenant_id, person_id, door, key, body_hash)
values ($1, $2, $3, $4, $5) on conflict do nothing returning true as mine
"""

ANSWER_OF_KEY = """
select body_hash, status, headers::text as headers, body from idempotency_keys
where tenant_id = $1 and person_id = $2 and door = $3 and key = $4
"""

KEEP_ANSWER = """
update idempotency_keys set status = $5, headers = $6::text::jsonb, body = $7
where tenant_id = $1 and person_id = $2 and door = $3 and key = $4
"""

FORGET_OLD_KEYS = """
delete from idempotency_keys where tenant_id = $1 and at < now() - interval '24 hours'
"""

# No tenant here: this asks about ourselves, once, before the first request.
FAULTS_OF_OUR_ROLE = """
select fault from pg_roles, lateral (values
  ('is a superuser', rolsuper),
  ('may bypass row-level security', rolbypassrls),
  ('owns tables', exists (select from pg_class where relowner = pg_roles.oid and relkind = 'r')),
  ('may truncate', exists (select from pg_class where relkind = 'r'
     and relnamespace = 'public'::regnamespace
     and has_table_privilege(pg_roles.oid, pg_class.oid, 'truncate')))
) as check_of_role (fault, found)
where rolname = current_user and found
"""

# Around a statement of a domain, which names the tenant.
COUNT_FOUND = "select count(*) from ({statement}) as found"

PING = "select 1"

TENANTS_WITH_FACTS = "select * from tenants_with_facts()"

# The role that serves: made by the owner, owns nothing, may change nothing of the log.
CURRENT_DATABASE = "select current_database()"
ROLE_EXISTS = "select true from pg_roles where rolname = $1"
CREATE_ROLE = 'create role "{role}" login nosuperuser nobypassrls nocreaterole nocreatedb'
SET_PASSWORD = "alter role \"{role}\" password '{password}'"
GRANT = """
grant usage on schema public to "{role}";
revoke all on all tables in schema public from "{role}";
grant select, insert, update, delete on all tables in schema public to "{role}";
revoke update, delete on events from "{role}";
grant update (address) on events to "{role}";
revoke insert, update, delete on event_heads from "{role}";
revoke all on alembic_version from "{role}";
grant usage on all sequences in schema public to "{role}";
revoke execute on all functions in schema public from public;
grant execute on all functions in schema public to "{role}";
"""

# The embedded server's first minutes. The passwords are hexadecimal digits of our own making.
PREPARE_OWNER = """
do $$ begin
  if to_regrole('ringdesk_owner') is null then
    create role ringdesk_owner login createrole;
  end if;
end $$;
alter role ringdesk_owner password '{owner}'
"""

DATABASE_EXISTS = "select true from pg_database where datname = 'ringdesk'"

CREATE_DATABASE = "create database ringdesk owner ringdesk_owner"

MIGRATION_LOCK = "select pg_advisory_lock(7245913004)"
MIGRATION_UNLOCK = "select pg_advisory_unlock(7245913004)"
REVISION_TABLE_EXISTS = "select to_regclass('public.alembic_version') is not null"
REVISION = "select version_num from alembic_version"
