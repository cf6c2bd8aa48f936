"""The SQL of steering and of looking on. $1 is the tenant."""

# For a suspended workspace nothing is dialled, whatever its own switch says.
SUSPENDED = """
exists (select from workspaces w where w.tenant_id = $1 and w.suspended_at is not null)"""
SETTINGS_COLUMNS = f"""
(s.paused_at is not null or {SUSPENDED}) as paused, coalesce(s.most_calls, 5) as most_calls,
coalesce(s.calls_per_second, 10) as calls_per_second, s.hours, coalesce(s.region, 'US') as region,
s.low_becomes_medium_after_h, coalesce(s.most_attempts_a_day, 3) as most_attempts_a_day,
coalesce(s.most_attempts, 5) as most_attempts,
coalesce(s.hold_after_abandon_h, 72) as hold_after_abandon_h,
coalesce(s.claim_s, 900) as claim_s, coalesce(s.wrap_up_s, 30) as wrap_up_s,
coalesce(s.retry, '{{}}')::text as retry
"""
SETTINGS = f"""
select {SETTINGS_COLUMNS} from (select $1::uuid as tenant_id) t
left join calling_settings s on s.tenant_id = t.tenant_id
"""
SETTLE_ROW = "insert into calling_settings (tenant_id) values ($1) on conflict do nothing"
# Every column always: one statement, one plan.
SET = """
update calling_settings set most_calls = $2, calls_per_second = $3, hours = $4, region = $5,
  low_becomes_medium_after_h = $6, most_attempts_a_day = $7, most_attempts = $8,
  hold_after_abandon_h = $9, claim_s = $10, wrap_up_s = $11, retry = $12::text::jsonb,
  changed_at = now()
where tenant_id = $1
"""
# Waits for a dial transaction that is under way: after this nothing is dialled.
HOLD_DIALLER = "select true from dialers where tenant_id = $1 for update"
PAUSE = """
update calling_settings set paused_at = coalesce(paused_at, now()),
  paused_by = case when paused_at is null then $2 else paused_by end
where tenant_id = $1
"""
RESUME = "update calling_settings set paused_at = null, paused_by = null where tenant_id = $1"

STATE = """
select not coalesce((select s.paused_at is not null from calling_settings s
    where s.tenant_id = $1), false) as is_running,
  (select count(*) from calls c where c.tenant_id = $1 and c.direction = 'out'
    and c.status in ('initiated', 'ringing', 'answered'))::int as active_calls,
  coalesce((select s.most_calls from calling_settings s where s.tenant_id = $1), 5)
    as max_concurrent_calls,
  null::int as reset_count
"""
# Called, it says, and there is no such call; or nobody has said anything of it since its lease.
STUCK = """
select l.id, c.id as call_id from leads l
left join calls c on c.tenant_id = l.tenant_id and c.lead_id = l.id
  and c.status in ('initiated', 'ringing', 'answered')
where l.tenant_id = $1 and l.dial_status = 'calling' and l.deleted_at is null
  and (c.id is null or (c.status <> 'answered' and l.claim_ends_at < now()))
order by l.id limit $2
"""

# Leads due now by rank, lane by lane: as many as a screen needs to tell, not as many as there are.
WAITING = """
select r.rank::int as rank, sum(w.n)::int as waiting, sum(w.late)::int as overdue
from unnest('{0,1,2,3}'::smallint[]) as r (rank)
cross join (select null::bigint as campaign_id union all select unnest($2::bigint[])) lane
cross join lateral (
  select count(*) as n, count(*) filter (where due_at <= now()) as late from (
    (select l.due_at from leads l
     where l.tenant_id = $1 and l.campaign_id = lane.campaign_id and l.rank = r.rank
       and l.ready_at <= now() and l.dial_status = 'pending' and l.deleted_at is null
       and l.phone is not null limit $3)
    union all
    (select l.due_at from leads l
     where l.tenant_id = $1 and lane.campaign_id is null and l.campaign_id is null
       and l.rank = r.rank and l.ready_at <= now() and l.dial_status = 'pending'
       and l.deleted_at is null and l.phone is not null limit $3)) due) w
group by r.rank order by r.rank
"""
RUNNING = """
select c.id from campaigns c
where c.tenant_id = $1 and c.status = 'running' and c.deleted_at is null order by c.id limit 1000
"""

CAMPAIGN = """
select c.id as campaign_id, c.name, c.mode, c.hours, c.max_attempts, c.max_abandonment,
  c.ring_timeout_s, c.detect_machines, c.uk_rules, c.skills, c.team_id
from campaigns c where c.tenant_id = $1 and c.id = $2 and c.deleted_at is null
"""
# An attempt that was given up before any carrier was asked has disturbed nobody.
RANG = "not (c.asked_at is null and c.ended_because is not distinct from 'canceled')"
# Of each lead the first rule that forbids it, but for the hours, which are reckoned for each set of
# zones that there is. $3: attempts in all, $4: a day; $5: when the day began; $6: hold in hours;
# $7: whether no real carrier is asked.
PREVIEW = f"""
select case
    when l.dial_status not in ('pending', 'claimed') then 'done'
    when l.phone is null then 'no_number'
    when not l.phone_valid and not $7 then 'number_invalid'
    when f.number is not null then 'do_not_call'
    when l.attempts >= $3 then 'attempts_total'
    when n.number is not null then 'number_in_call'
    when h.number is not null then 'held_after_abandon'
    when t.number is not null then 'attempts_per_day'
    when l.ready_at > now() then 'later'
    else 'due'
  end as state,
  l.time_zone, l.zones, count(*) as n
from leads l
left join (
  select distinct number from do_not_call where tenant_id = $1 and number is not null
    and (campaign_id is null or campaign_id = $2)
    and (expires_at is null or expires_at > now())) f on f.number = l.phone
left join (
  select distinct number from calls where tenant_id = $1
    and status in ('initiated', 'ringing', 'answered')) n on n.number = l.phone
left join (
  select distinct number from calls where tenant_id = $1 and abandoned
    and ended_at > now() - make_interval(hours => $6)
    and created_at > now() - make_interval(hours => $6 + 1)) h on h.number = l.phone
left join (
  select c.number from calls c
  where c.tenant_id = $1 and c.direction = 'out' and c.created_at >= $5 and {RANG}
  group by number having count(*) >= $4) t on t.number = l.phone
where l.tenant_id = $1 and l.campaign_id = $2 and l.deleted_at is null
group by 1, 2, 3
"""

TRACES = """
select id, campaign_id, at, dial, dialled, reason, idle, talking, wrapping, ringing, waiting, m_a,
  v_a, m_f, v_f, c0, z
from pacing_traces where tenant_id = $1 and ($2::bigint is null or campaign_id = $2)
  and ($3::bigint is null or id < $3)
order by id desc limit $4
"""
LATEST_TRACES = """
select t.* from campaigns c cross join lateral (
  select id, campaign_id, at, dial, dialled, reason, idle, talking, wrapping, ringing, waiting,
    m_a, v_a, m_f, v_f, c0, z
  from pacing_traces p where p.tenant_id = $1 and p.campaign_id = c.id
  order by p.id desc limit 1) t
where c.tenant_id = $1 and c.status = 'running' and c.deleted_at is null order by c.id limit 100
"""
FORGET_TRACES = "delete from pacing_traces where tenant_id = $1 and at < now() - interval '7 days'"

DAY_BEGAN = """
select date_trunc('day', $2::timestamptz at time zone zone) at time zone zone
from (select coalesce(zone_of_tenant(), 'UTC') as zone) z where $1::uuid is not null
"""
# What the queue dialled from a moment on, by days of the tenant's zone.
_COUNTED = """
select (c.created_at at time zone z.zone)::date as day, coalesce(c.campaign_id, 0) as campaign_id,
  count(*)::int as dialled,
  count(*) filter (where c.answered_at is not null
    and c.answered_by is distinct from 'machine')::int as humans,
  count(*) filter (where c.connected_at is not null)::int as connected,
  count(*) filter (where c.abandoned)::int as abandoned,
  count(*) filter (where c.answered_by = 'machine')::int as machines,
  max(extract(epoch from c.connected_at - c.answered_at))::float8 as slowest_s,
  coalesce((array_agg(c.id order by c.id) filter (where c.abandoned))[:1000], '{}') as evidence
from calls c, (select coalesce(zone_of_tenant(), 'UTC') as zone) z
where c.tenant_id = $1 and c.created_at >= $2 and c.mode in ('progressive', 'predictive')
group by 1, 2
"""
DAYS = f"""
select d.day, d.campaign_id, coalesce(g.name, '') as campaign_name, d.dialled, d.humans,
  d.connected, d.abandoned, d.machines, d.slowest_s, d.evidence
from (
  {_COUNTED}
  union all
  select k.day, k.campaign_id, k.dialled, k.humans, k.connected, k.abandoned, k.machines,
    k.slowest_s, k.evidence
  from abandonment_days k, (select coalesce(zone_of_tenant(), 'UTC') as zone) z
  where k.tenant_id = $1 and k.day >= ($3::timestamptz at time zone z.zone)::date
    and k.day < ($2::timestamptz at time zone z.zone)::date
) d
left join campaigns g on g.tenant_id = $1 and g.id = d.campaign_id
order by d.day desc, d.campaign_id
"""
FOLD_DAYS = f"""
insert into abandonment_days (tenant_id, day, campaign_id, dialled, humans, connected, abandoned,
  machines, slowest_s, evidence)
select $1, counted.* from ({_COUNTED}) counted
on conflict (tenant_id, day, campaign_id) do update set dialled = excluded.dialled,
  humans = excluded.humans, connected = excluded.connected, abandoned = excluded.abandoned,
  machines = excluded.machines, slowest_s = excluded.slowest_s, evidence = excluded.evidence
"""
