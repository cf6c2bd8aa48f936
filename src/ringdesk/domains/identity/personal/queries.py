"""What identity keeps of people. $1 is the tenant, $2 as the declaration says."""

PERSON = """
select (to_jsonb(p) - '{tenant_id,revision}'::text[])::text as row
from people p where p.tenant_id = $1 and p.id = $2
"""
EXISTS = "select id from people where tenant_id = $1 and id = $2"
IS_THERE = "select id from people where tenant_id = $1 and id = $2 and deleted_at is null"
ERASE = """
update people set full_name = 'Erased person', email = '', username = 'erased-' || id,
  locale = null, last_seen_at = null, scopes = null, is_active = false,
  deleted_at = coalesce(deleted_at, now()), revision = revision + 1
where tenant_id = $1 and id = $2 and username <> 'erased-' || id
"""
ADDRESS = "select email from people where tenant_id = $1 and id = $2 and email <> ''"

# Within the installation.
ERASE_MAILS = "delete from mail_outbox where tenant_id = $1 and lower(to_address) = any($2::text[])"
TENANTS_ACCOUNTS = """
select m.account_id as id from memberships m where m.tenant_id = $1 and m.member_tenant_id = $2
"""
ERASE_MEMBERSHIPS = "delete from memberships where tenant_id = $1 and member_tenant_id = $2"
ERASE_ORPHANS = """
delete from accounts a where a.tenant_id = $1 and a.id = any($2::bigint[])
  and not exists (select from memberships m where m.tenant_id = $1 and m.account_id = a.id)
"""
ERASE_TENANT = "delete from tenants where tenant_id = $1 and id = $2"

SESSIONS = """
select jsonb_build_object('created_at', created_at, 'last_used_at', last_used_at,
  'address', address, 'browser', user_agent, 'ended_at', ended_at)::text as row
from sessions where tenant_id = $1 and person_id = $2 order by created_at
"""
ERASE_SESSIONS = "delete from sessions where tenant_id = $1 and person_id = $2"
VISITS = """
select jsonb_build_object('consented_at', consented_at, 'last_seen_at', last_seen_at,
  'first_page', first_page, 'external_id', external_id)::text as row
from visitors where tenant_id = $1 and person_id = $2
"""
ERASE_VISITS = "delete from visitors where tenant_id = $1 and person_id = $2"
ERASE_TICKETS = "delete from socket_tickets where tenant_id = $1 and person_id = $2"
TOKENS = """
select jsonb_build_object('name', name, 'scopes', scopes, 'created_at', created_at,
  'expires_at', expires_at, 'last_used_at', last_used_at, 'revoked_at', revoked_at)::text as row
from api_tokens where tenant_id = $1 and person_id = $2 order by id
"""
ERASE_TOKENS = "delete from api_tokens where tenant_id = $1 and person_id = $2"
INVITATIONS = """
select jsonb_build_object('email', email, 'role', role, 'created_at', created_at,
  'accepted_at', accepted_at)::text as row
from invitations where tenant_id = $1 and lower(email) = any($2::text[]) order by id
"""
ERASE_INVITATIONS = "delete from invitations where tenant_id = $1 and lower(email) = any($2)"

OLD_VISITORS = """
select v.person_id as id from visitors v where v.tenant_id = $1 and v.last_seen_at < $2
"""
COUNT_VISITORS = f"select count(*) from ({OLD_VISITORS}) as old"
# Whoever comes back is a stranger.
EMPTY_VISITORS = f"""
with old as materialized ({OLD_VISITORS} order by v.person_id limit $3),
gone as (delete from visitors v using old where v.tenant_id = $1 and v.person_id = old.id)
update people p set full_name = 'Visitor', email = '', last_seen_at = null, is_active = false,
  revision = revision + 1
from old where p.tenant_id = $1 and p.id = old.id
"""
