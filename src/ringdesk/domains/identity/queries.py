"""Identity's SQL. $1 is the tenant: the installation's for tenants and accounts."""

# Put after `begin; set local`: a row means that the actor we remember still is who we think.
# Simple protocol, so formatted: two UUIDs' worth of our own and two integers.
PROOF = """
select from people
where tenant_id = '{tenant_id}' and id = {person_id} and revision = {revision} and is_active
"""

TENANT_COLUMNS = """
id, name, hosts, strangers_may_register, timezone, created_at, suspended_at"""

TENANT = f"select {TENANT_COLUMNS} from tenants where tenant_id = $1 and id = $2"
TENANTS = f"select {TENANT_COLUMNS} from tenants where tenant_id = $1 order by nr"
FIRST_TENANT = f"{TENANTS} limit 1"
TENANT_BY_HOST = f"""
select {TENANT_COLUMNS} from tenants where tenant_id = $1 and $2 = any(hosts) order by nr limit 1
"""
ADD_TENANT = f"""
insert into tenants (tenant_id, id, name, strangers_may_register, hosts)
values ($1, $2, $3, $4, $5) returning {TENANT_COLUMNS}
"""

# The lock under which the first administrator is made.
LOCK_INSTALLATION = """
insert into installation (tenant_id) values ($1)
on conflict (tenant_id) do update set set_up_at = installation.set_up_at
returning set_up_at is not null as is_set_up
"""
SET_UP = "update installation set set_up_at = now() where tenant_id = $1"
IS_SET_UP = "select set_up_at is not null as is_set_up from installation where tenant_id = $1"

ACCOUNT_COLUMNS = """
id, username, email, password_hash, home_tenant_id, last_tenant_id,
verified_at is not null as is_verified"""
ADD_ACCOUNT = f"""
insert into accounts (tenant_id, username, username_key, email, email_key, password_hash,
  home_tenant_id, verified_at)
values ($1, $2, $3, $4, $5, $6, $7, case when $8 then now() end)
on conflict do nothing returning {ACCOUNT_COLUMNS}
"""
ACCOUNT = f"select {ACCOUNT_COLUMNS} from accounts where tenant_id = $1 and id = $2"
ACCOUNT_BY_USERNAME = f"""
select {ACCOUNT_COLUMNS} from accounts where tenant_id = $1 and username_key = $2
"""
ACCOUNT_BY_EMAIL = f"select {ACCOUNT_COLUMNS} from accounts where tenant_id = $1 and email_key = $2"
USERNAME_TAKEN = "select id from accounts where tenant_id = $1 and username_key = $2"
SET_PASSWORD = "update accounts set password_hash = $3 where tenant_id = $1 and id = $2"
# Whoever holds what was mailed to the address reads its mail.
VERIFY = """
update accounts set verified_at = coalesce(verified_at, now()) where tenant_id = $1 and id = $2
"""
WORKED_IN = "update accounts set last_tenant_id = $3 where tenant_id = $1 and id = $2"
# Out of the tenant where it came from: another of its own becomes its home.
MOVE_HOME = """
update accounts a set home_tenant_id = m.member_tenant_id from memberships m
where a.tenant_id = $1 and a.id = $2 and a.home_tenant_id = $3
  and m.tenant_id = $1 and m.account_id = $2
"""
RENAME_ACCOUNT = """
update accounts set username = $3, username_key = $4, email = $5, email_key = $6,
  verified_at = case when email_key = $6 then verified_at end
where tenant_id = $1 and id = $2
"""
DELETE_ACCOUNT = "delete from accounts where tenant_id = $1 and id = $2"

ADD_MEMBERSHIP = """
insert into memberships (tenant_id, account_id, member_tenant_id) values ($1, $2, $3)
on conflict do nothing
"""
REMOVE_MEMBERSHIP = """
delete from memberships where tenant_id = $1 and account_id = $2 and member_tenant_id = $3
"""
MEMBERSHIPS = """
select member_tenant_id from memberships where tenant_id = $1 and account_id = $2
order by member_tenant_id
"""

PERSON_COLUMNS = """
id, username, email, full_name, role, scopes, is_active, revision, created_at, follows_role
"""
ADD_PERSON = f"""
insert into people (tenant_id, id, username, email, full_name, role, scopes, follows_role)
values ($1, $2, $3, $4, $5, $6, $7, $8) returning {PERSON_COLUMNS}
"""
PERSON = f"""
select {PERSON_COLUMNS} from people where tenant_id = $1 and id = $2 and deleted_at is null
"""
PERSON_FOR_UPDATE = f"{PERSON} for update"
PEOPLE = f"""
select {PERSON_COLUMNS} from people
where tenant_id = $1 and deleted_at is null
  and ($2::text[] is null or role = any($2))
  and ($3::boolean is null or is_active = $3)
  and ($4::text is null or full_name ilike $4 or username ilike $4 or email ilike $4)
  and (not $5 or role <> 'customer')
order by id limit $6 offset $7
"""
CHANGE_PERSON = f"""
update people set username = coalesce($3, username), email = coalesce($4, email),
  full_name = coalesce($5, full_name), role = coalesce($6, role),
  scopes = case when $7 then $8::text[] else scopes end,
  is_active = coalesce($9, is_active), follows_role = coalesce($10, follows_role),
  revision = revision + 1
where tenant_id = $1 and id = $2 and deleted_at is null
returning {PERSON_COLUMNS}
"""
REMOVE_PERSON = """
update people set deleted_at = now(), is_active = false, revision = revision + 1,
  email = '', username = 'deleted-' || id
where tenant_id = $1 and id = $2
"""
BUMP = "update people set revision = revision + 1 where tenant_id = $1 and id = $2"
# Locked, so that two administrators can't remove each other in the same moment.
OTHER_ADMINS = """
select id from people
where tenant_id = $1 and role = 'admin' and is_active and deleted_at is null and id <> $2
order by id for update
"""
LOCK_ADMINS = """
select id from people where tenant_id = $1 and role = 'admin' and is_active and deleted_at is null
order by id for update
"""

# The tenant of the work at hand, as its own rows have it.
IS_SUSPENDED = """
exists (select from workspaces w where w.tenant_id = $1 and w.suspended_at is not null)
"""
# Who a token speaks for, if its session has not ended.
PERSON_OF_SESSION = f"""
select {PERSON_COLUMNS}, {IS_SUSPENDED} as is_suspended, session_ends_at from people,
  lateral (select s.expires_at as session_ends_at from sessions s
           where s.tenant_id = $1 and s.id = $3 and s.person_id = $2
             and s.ended_at is null and s.expires_at > now()) as lasting
where tenant_id = $1 and id = $2 and is_active and deleted_at is null
"""
ADD_SESSION = f"""
insert into sessions (tenant_id, id, person_id, refresh_hash, address, user_agent, expires_at)
select $1, $2, $3, $4, $5, $6, now() + $7::interval where not {IS_SUSPENDED}
"""
SESSIONS = """
select id, person_id, address, user_agent, created_at, last_used_at, expires_at from sessions
where tenant_id = $1 and person_id = $2 and ended_at is null and expires_at > now()
order by created_at desc limit 100
"""
SESSION_FOR_REFRESH = """
select id, person_id, refresh_hash, previous_hash, rotated_at, expires_at, ended_at, now() as now
from sessions where tenant_id = $1 and id = $2 for update
"""
ROTATE = """
update sessions set previous_hash = refresh_hash, refresh_hash = $3, rotated_at = now(),
  last_used_at = now(), address = coalesce($4, address)
where tenant_id = $1 and id = $2
"""
END_SESSION = """
update sessions set ended_at = now(), ended_because = $4
where tenant_id = $1 and id = $2 and person_id = $3 and ended_at is null
"""
END_SESSIONS = """
update sessions set ended_at = now(), ended_because = $3
where tenant_id = $1 and person_id = $2 and ended_at is null and id is distinct from $4
"""
FORGET_OLD_SESSIONS = """
delete from sessions
where tenant_id = $1 and greatest(expires_at, ended_at) < now() - interval '30 days'
"""

FAILURES = """
select coalesce(sum(failures) filter (where name_hash = $2), 0)::int as of_name,
  coalesce(sum(failures) filter (where last_at > now() - interval '15 minutes'), 0)::int
    as of_address,
  coalesce(extract(epoch from now() - max(last_at) filter (where name_hash = $2)), 0)::float8
    as since_s
from sign_in_failures where tenant_id = $1 and address = $3
"""
# One name from one address at a time: of many guesses at once, each is counted before the next.
ONE_AT_A_TIME = """
select pg_advisory_xact_lock(hashtextextended($1::uuid::text || encode($2, 'hex') || $3, 0))
"""
ADD_FAILURE = """
insert into sign_in_failures as f (tenant_id, name_hash, address, failures) values ($1, $2, $3, 1)
on conflict (tenant_id, name_hash, address) do update set last_at = now(),
  failures = case when f.last_at < now() - interval '1 hour' then 1 else f.failures + 1 end
"""
FORGET_FAILURES = """
delete from sign_in_failures where tenant_id = $1 and name_hash = $2 and address = $3
"""
FORGET_OLD_FAILURES = """
delete from sign_in_failures where tenant_id = $1 and last_at < now() - interval '1 day'
"""

ADD_RESET = """
insert into password_resets (tenant_id, token_hash, account_id, expires_at)
values ($1, $2, $3, now() + $4::interval)
"""
USE_RESET = """
update password_resets set used_at = now()
where tenant_id = $1 and token_hash = $2 and used_at is null and expires_at > now()
returning account_id
"""
VOID_RESETS = """
update password_resets set used_at = now()
where tenant_id = $1 and account_id = $2 and used_at is null
"""
FORGET_OLD_RESETS = """
delete from password_resets where tenant_id = $1 and expires_at < now() - interval '1 day'
"""
POST_MAIL = """
insert into mail_outbox (tenant_id, to_address, template, variables)
values ($1, $2, $3, $4::text::jsonb)
"""

ADD_TICKET = """
insert into socket_tickets (tenant_id, token_hash, person_id, session_id, expires_at)
values ($1, $2, $3, $4, now() + $5::interval)
"""
REDEEM_TICKET = """
delete from socket_tickets where tenant_id = $1 and token_hash = $2 and expires_at > now()
returning person_id, session_id
"""
FORGET_OLD_TICKETS = "delete from socket_tickets where tenant_id = $1 and expires_at < now()"

ADD_VISITOR = """
insert into visitors (tenant_id, person_id, token_hash, external_id, first_page)
values ($1, $2, $3, $4, $5)
"""
VISITOR = """
select v.person_id, v.external_id, p.is_active, p.deleted_at is not null as is_deleted
from visitors v join people p on p.tenant_id = v.tenant_id and p.id = v.person_id
where v.tenant_id = $1
"""
# Of a visitor who was not here for half a year only the past remains.
VISITOR_BY_TOKEN = f"""
{VISITOR} and v.token_hash = $2 and v.external_id is null
  and v.last_seen_at > now() - interval '180 days'
"""
VISITOR_BY_EXTERNAL_ID = f"{VISITOR} and v.external_id = $2"
# From now on their site speaks for them, and the token no longer does.
NAME_VISITOR = """
update visitors set external_id = $3, token_hash = null where tenant_id = $1 and person_id = $2
"""
SEE_VISITOR = "update visitors set last_seen_at = now() where tenant_id = $1 and person_id = $2"
FORGET_VISITOR = "delete from visitors where tenant_id = $1 and person_id = $2"
SHOW_ADDRESS = "update people set email = $3 where tenant_id = $1 and id = $2"
NAME_PERSON = """
update people set full_name = $3, email = $4 where tenant_id = $1 and id = $2
"""
