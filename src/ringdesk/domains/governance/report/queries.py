"""What the compliance report tells. $1 is the tenant; $2 and $3 the period, where there is one."""

PERIOD = """
with days as (
  select coalesce($3::date, (now() at time zone zone)::date) as last, zone
  from (select zone_of_tenant() as zone) as z where $1::uuid is not null
)
select coalesce($2::date, last - 29) as start, last as "end" from days
"""

# The last sign-in of somebody who has none now is when a session of theirs was last used.
PEOPLE = """
with now_here as (
  select p.id, p.role, p.scopes, p.is_active, (
    select max(s.last_used_at) from sessions s
    where s.tenant_id = $1 and s.person_id = p.id) as seen_at, p.created_at
  from people p where p.tenant_id = $1 and p.deleted_at is null
)
select count(*) as total, count(*) filter (where is_active) as active,
  count(*) filter (where is_active and role <> 'customer') as staff,
  count(*) filter (where is_active and role = 'admin') as administrators,
  count(*) filter (where is_active and scopes is not null and not exists (
    select from roles r where r.tenant_id = $1 and r.name = role)) as own_rights,
  count(*) filter (where is_active and role <> 'customer'
    and greatest(seen_at, created_at) < now() - interval '90 days') as idle,
  (select count(*) from api_tokens t where t.tenant_id = $1 and t.revoked_at is null
    and t.expires_at > now()) as tokens,
  (select count(*) from invitations i where i.tenant_id = $1 and i.accepted_at is null
    and i.withdrawn_at is null and i.expires_at > now()) as invited
from now_here
"""
OPEN_SESSIONS = """
select count(*) from sessions where tenant_id = $1 and ended_at is null and expires_at > now()
"""
CHECKED = """
select state, seq, date_trunc('second', ended_at) as ended_at from audit_checks
where tenant_id = $1 and ended_at is not null order by id desc limit 1
"""
PRIVACY_REQUESTS = """
select count(*) filter (where asked and kind = 'access') as access,
  count(*) filter (where asked and kind = 'deletion') as deletion,
  count(*) filter (where state in ('pending', 'in_progress')) as open,
  count(*) filter (where asked and state = 'done') as done,
  count(*) filter (where asked and state = 'refused') as refused,
  count(*) filter (where state in ('pending', 'in_progress') and due_at < now()) as overdue,
  coalesce(round(avg(days) filter (where asked), 1), 0)::float8 as average_days,
  coalesce(round(max(days) filter (where asked), 1), 0)::float8 as longest_days
from (
  select *, asked_at >= $2 and asked_at < $3 as asked,
    (extract(epoch from coalesce(finished_at, decided_at) - asked_at) / 86400)::numeric as days
  from privacy_requests where tenant_id = $1
) as r
"""
CONSENTS = """
with last_word as (
  select distinct on (person_id, type) type, value from consents where tenant_id = $1
  order by person_id, type, id desc
), fresh as (
  select type, count(*) as n from consents
  where tenant_id = $1 and recorded_at >= $2 and recorded_at < $3 group by type
)
select t.type, count(*) filter (where l.value) as given,
  count(*) filter (where not l.value) as withdrawn, coalesce(max(f.n), 0) as recorded
from unnest(array['marketing', 'analytics', 'cookies']) as t (type)
left join last_word l using (type) left join fresh f using (type)
group by t.type order by t.type
"""
RETENTION = """
select kind, max(ended_at) as last_run, coalesce(sum(row_count + file_count)
  filter (where started_at >= $2 and started_at < $3), 0)::bigint as removed
from retention_runs where tenant_id = $1 group by kind
"""
REFUSED_BY_RULE = """
select rule as name, count(*) as n from dial_refusals
where tenant_id = $1 and at >= $2 and at < $3 group by rule order by n desc, rule
"""
DO_NOT_CALL = """
select count(*) from do_not_call where tenant_id = $1 and (expires_at is null or expires_at > now())
"""
ANSWERED = """
select coalesce(sum(answered), 0)::bigint as answered,
  coalesce(sum(abandoned), 0)::bigint as abandoned
from call_slots where tenant_id = $1 and slot >= $2 and slot < $3
"""
HOURS = "select hours from calling_settings where tenant_id = $1"
SECURITY_STATES = """
select status as name, count(*) as n from security_events
where tenant_id = $1 and handled_at >= $2 and handled_at < $3 group by status
"""
SECURITY_KINDS = """
select event_type as name, sum(count)::bigint as n from security_events
where tenant_id = $1 and last_at >= $2 and last_at < $3 group by event_type order by n desc, 1
"""
PROVIDERS = """
select 'calls' as of, kind, name, enabled from carriers where tenant_id = $1
union all
select 'messages', kind, name, enabled from message_providers where tenant_id = $1
union all
select 'ai', kind, name, enabled from assistant_providers where tenant_id = $1
order by 1, 3 limit 200
"""
