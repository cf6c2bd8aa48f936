"""Security events' SQL. $1 is the tenant."""

RANK = "array_position(array['low', 'medium', 'high', 'critical'], {0})"

# Worse than before, it is to be looked at again. $10: the fact it was seen by; 0 is no fact. Facts
# may be told in any order and again: the last hundred are remembered.
RAISE = f"""
with old as (
  select id, severity from security_events
  where tenant_id = $1 and event_type = $2 and subject = $4 and status <> 'resolved' for update
), kept as (
  insert into security_events as s (tenant_id, event_type, severity, subject, person_id, address,
    details, count, last_at, seen)
  values ($1, $2, $3, $4, $5, $6, $7::text::jsonb, $8, coalesce($9, now()), array[$10::bigint])
  on conflict (tenant_id, event_type, subject) where status <> 'resolved' do update set
    count = s.count + excluded.count, last_at = greatest(s.last_at, excluded.last_at),
    details = excluded.details, address = coalesce(excluded.address, s.address),
    seen = (s.seen || excluded.seen)[greatest(1, cardinality(s.seen) - 98):],
    status = case when {RANK.format("excluded.severity")} > {RANK.format("s.severity")}
      then 'unresolved' else s.status end,
    severity = case when {RANK.format("excluded.severity")} > {RANK.format("s.severity")}
      then excluded.severity else s.severity end
  where $10 = 0 or $10 <> all(s.seen)
  returning id, severity
)
select kept.id, kept.severity,
  old.id is null or {RANK.format("kept.severity")} > {RANK.format("old.severity")} as news
from kept left join old using (id)
"""

COLUMNS = """s.id, s.event_type, s.severity, s.status, s.subject, s.person_id,
  p.full_name as person_name, s.address, s.count, s.details::text as details, s.created_at,
  s.last_at, s.handled_by, h.full_name as handled_by_name, s.handled_at, s.note"""
_PEOPLE = """left join people p on p.tenant_id = $1 and p.id = s.person_id
left join people h on h.tenant_id = $1 and h.id = s.handled_by"""
_THESE = """s.tenant_id = $1 and ($2::text is null or s.status = $2)
  and ($3::text is null or s.severity = $3) and ($4::text is null or s.event_type = $4)"""
EVENTS = f"""
select {COLUMNS} from (
  select * from security_events s where {_THESE} and ($5::bigint is null or s.id < $5)
  order by s.id desc limit $6 offset $7) as s
{_PEOPLE} order by s.id desc
"""
COUNT = f"select count(*) from security_events s where {_THESE}"
EVENT = f"select {COLUMNS} from security_events s {_PEOPLE} where s.tenant_id = $1 and s.id = $2"
EVENT_FOR_UPDATE = f"{EVENT} for update of s"
HANDLE = """
update security_events set status = $3, handled_by = $4, handled_at = now(), note = $5
where tenant_id = $1 and id = $2
"""
OPEN = """
select severity, count(*) as n from security_events
where tenant_id = $1 and status = 'unresolved' group by severity
"""

# The last failures are few: sign-in is throttled. $2 the person, $3 the address, $4 since.
FAILURES = """
select count(*) filter (where $2 > 0 and actor_id = $2) as of_person,
  count(*) filter (where address = $3) as of_address
from (
  select actor_id, address, at from events
  where tenant_id = $1 and kind = 'SignInFailed' order by seq desc limit 500) as e
where e.at > $4::timestamptz - interval '15 minutes' and e.at <= $4
"""
ORIGIN = "select address from events where tenant_id = $1 and seq = $2"
REFUSED = """
select coalesce(sum(1 + (body ->> 'unsaid')::int), 0)::bigint from (
  select body, at from events where tenant_id = $1 and kind = 'ActRefused' and actor_id = $2
  order by seq desc limit 200) as e
where e.at > $3::timestamptz - interval '1 hour' and e.at <= $3
"""
ADMINISTRATORS = """
select id, email from people where tenant_id = $1 and role = 'admin' and is_active
  and deleted_at is null order by id limit 50
"""
