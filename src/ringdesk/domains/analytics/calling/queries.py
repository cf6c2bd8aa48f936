"""The calls' SQL. $1 is the tenant."""

from ringdesk.domains.analytics.series.queries import ADD, NOW, OF_CALLS

TENANTS_WITH_CALL_MARKS = "select tenants_with_call_marks()"
SUMS = ("calls", "answered", "completed", "busy", "no_answer", "failed", "abandoned", "machine",
        "duration_s")  # fmt: skip
LISTED = ", ".join(SUMS)
ADDED = ", ".join(f"{name} = t.{name} + excluded.{name}" for name in SUMS)
# What marks add up to: the one place that says what counts as what.
OF_MARKS = """
sum(m.sign) as calls, sum(m.sign) filter (where m.answered) as answered,
sum(m.sign) filter (where m.status = 'completed') as completed,
sum(m.sign) filter (where m.status = 'busy') as busy,
sum(m.sign) filter (where m.status = 'no-answer') as no_answer,
sum(m.sign) filter (where m.status = 'failed') as failed,
sum(m.sign) filter (where m.abandoned) as abandoned,
sum(m.sign) filter (where m.machine) as machine, sum(m.sign * m.duration_s) as duration_s
"""
WHOLE = ", ".join(f"coalesce({name}, 0)::bigint as {name}" for name in SUMS)
SLOT = "date_bin('15 minutes', m.at, 'epoch')"
FOLD = f"""
with mine as materialized (
  select pg_try_advisory_xact_lock(hashtextextended('calls ' || $1::uuid::text, 0)) as locked
), gone as materialized (
  delete from call_marks where tenant_id = $1 and id in (
    select id from call_marks where tenant_id = $1 and (select locked from mine)
    order by id limit $2)
  returning *
), totals as (
  insert into call_totals as t (tenant_id, agent_id, campaign_id, {LISTED})
  select $1, agent_id, campaign_id, {WHOLE} from (
    select m.agent_id, m.campaign_id, {OF_MARKS} from gone m group by 1, 2) n
  on conflict (tenant_id, agent_id, campaign_id) do update set {ADDED}
), slots as (
  insert into call_slots as t (tenant_id, slot, agent_id, campaign_id, {LISTED})
  select $1, slot, agent_id, campaign_id, {WHOLE} from (
    select {SLOT} as slot, m.agent_id, m.campaign_id, {OF_MARKS} from gone m group by 1, 2, 3) n
  on conflict (tenant_id, slot, agent_id, campaign_id) do update set {ADDED}
), numbered as ({ADD.format(taken="gone", numbers=OF_CALLS)})
select count(*) from gone
"""
# What is folded and what is not yet, in one snapshot.
TOTALS_NOW = f"""(
  select agent_id, campaign_id, {LISTED} from call_totals where tenant_id = $1
  union all
  select agent_id, campaign_id, {WHOLE} from (
    select m.agent_id, m.campaign_id, {OF_MARKS} from call_marks m where m.tenant_id = $1
    group by 1, 2) n
) as s"""
SLOTS_NOW = f"""(
  select slot, agent_id, campaign_id, {LISTED} from call_slots
  where tenant_id = $1 and slot >= $2 and slot < $3
  union all
  select slot, agent_id, campaign_id, {WHOLE} from (
    select {SLOT} as slot, m.agent_id, m.campaign_id, {OF_MARKS} from call_marks m
    where m.tenant_id = $1 and m.at >= $2 and m.at < $3 group by 1, 2, 3) n
) as s"""
SHOWN = """
coalesce(sum(s.calls), 0)::bigint as calls, coalesce(sum(s.answered), 0)::bigint as answered,
coalesce(sum(s.completed), 0)::bigint as completed,
coalesce(sum(s.abandoned), 0)::bigint as abandoned,
coalesce(sum(s.duration_s), 0)::bigint as duration_s
"""
CALLS_SO_FAR = f"""
select {SHOWN} from {TOTALS_NOW} where $2::bigint is null or s.agent_id = $2
"""
CALLS_BETWEEN = f"""
select {SHOWN} from {SLOTS_NOW} where $4::bigint is null or s.agent_id = $4
"""
# The moments between which days of the tenant's calendar lie: up to $3 (null: today), from $2 or,
# if that is null, $4 of them. Counted in days: where clocks change, one has 23 hours or 25.
DAYS_BETWEEN = """
with days as (
  select zone, coalesce($3::date, (now() at time zone zone)::date) as last
  from (select zone_of_tenant() as zone) as z
)
select (coalesce($2::date, last - $4::int + 1)::timestamp at time zone zone) as since,
  ((last + 1)::timestamp at time zone zone) as until
from days where $1::uuid is not null
"""
# Of many agents or days, from what is kept by spans: as many rows to read, however many calls.
# $2 to $9 as in series.queries; measures: calls, answered, completed, abandoned.
OF_SPANS = """
coalesce(sum(s.n) filter (where s.measure = 'calls'), 0)::bigint as calls,
coalesce(sum(s.n) filter (where s.measure = 'answered'), 0)::bigint as answered,
coalesce(sum(s.n) filter (where s.measure = 'completed'), 0)::bigint as completed,
coalesce(sum(s.n) filter (where s.measure = 'abandoned'), 0)::bigint as abandoned,
coalesce(sum(s.total) filter (where s.measure = 'calls'), 0)::bigint as duration_s
"""
CALLS_OF_ALL = f"select {OF_SPANS} from {NOW}"
DAYS_OF_ALL = f"""
with zone as materialized (select zone_of_tenant() as zone), counted as (
  select (s.at at time zone zone)::date as date, {OF_SPANS} from zone, {NOW} group by 1
)
select date, calls, answered, completed, duration_s from counted where calls > 0 order by 1
"""
# Everybody who may call, and who has called in the period.
CALLERS = f"""
with made as (
  select s.value::bigint as agent_id, {OF_SPANS} from {NOW} group by 1
), everybody as (
  select coalesce(m.calls, 0) as calls, coalesce(m.answered, 0) as answered,
    coalesce(m.completed, 0) as completed, coalesce(m.abandoned, 0) as abandoned,
    coalesce(m.duration_s, 0) as duration_s, p.id as person_id, p.full_name as name, p.email
  from people p left join made m on m.agent_id = p.id
  where p.tenant_id = $1
    and (m.calls > 0 or (p.role = 'operator' and p.is_active and p.deleted_at is null))
)
select e.*, rank() over (order by e.answered desc,
  case when e.calls = 0 then 0 else e.answered::float8 / e.calls end desc, e.calls desc) as rank
from everybody e order by rank, e.name, e.person_id limit 1000
"""
CALL_DAYS = f"""
with zone as materialized (select zone_of_tenant() as zone), counted as (
  select (s.slot at time zone zone)::date as date, {SHOWN} from zone, {SLOTS_NOW}
  where $4::bigint is null or s.agent_id = $4 group by 1
)
select date, calls, answered, completed, duration_s from counted where calls > 0 order by 1
"""
CALLS_BY_PRIORITY = """
select l.rank::int as rank, count(*) as calls,
  count(*) filter (where c.answered_at is not null) as answered,
  count(*) filter (where c.status = 'completed') as completed
from calls c join leads l on l.tenant_id = c.tenant_id and l.id = c.lead_id
where c.tenant_id = $1 and c.agent_id = $4 and c.created_at >= $2 and c.created_at < $3
group by 1 order by 1
"""
LEADS_BY_STATUS = """
select l.dial_status as status, count(*) as n from leads l
where l.tenant_id = $1 and l.deleted_at is null and l.created_at >= $2 and l.created_at < $3
group by 1 order by 2 desc, 1
"""
LATEST = """
select c.id, c.lead_id, l.name as lead_name, l.rank::int as lead_rank, c.number as phone,
  c.agent_id, p.full_name as agent_name, c.status, c.duration_s, c.notes, c.created_at
from calls c
left join leads l on l.tenant_id = c.tenant_id and l.id = c.lead_id
left join people p on p.tenant_id = c.tenant_id and p.id = c.agent_id
where c.tenant_id = $1 and ($2::bigint is null or c.agent_id = $2) order by c.id desc limit $3
"""
STAFF_COUNTS = """
select count(*) as total, count(*) filter (where p.is_active) as active,
  count(*) filter (where p.is_active and p.role = 'operator' and a.state = 'available')
    as available,
  count(*) filter (where p.role = 'admin') as admins
from people p left join availability a on a.tenant_id = p.tenant_id and a.person_id = p.id
where p.tenant_id = $1 and p.deleted_at is null
"""
