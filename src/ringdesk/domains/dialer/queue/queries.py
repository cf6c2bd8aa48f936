"""The SQL of the loop. $1 is the tenant; `across` gives none."""

from ringdesk.domains.dialer.queries import RANG, SUSPENDED

LIVE = "('initiated', 'ringing', 'answered')"
# Of the tenant in $1, out, and not over.
ACTIVE = f"c.tenant_id = $1 and c.direction = 'out' and c.status in {LIVE}"

TAKE = """
select tenant_id, fence, wakes from take_dialers($1, $2::uuid[], $3::uuid[], $4::interval, $5)
"""
# As `take_dialers`, for one tenant.
TAKE_ONE = """
with held as (
  update dialers set holder = $2, lease_ends_at = clock_timestamp() + $3::interval,
    fence = fence + (holder is distinct from $2)::int
  where tenant_id = $1 and (holder = $2 or lease_ends_at <= now())
  returning tenant_id, fence
)
select h.tenant_id, h.fence, a.wakes from held h join dialer_alarms a on a.tenant_id = h.tenant_id
"""
LEAVE = "select leave_dialers($1)"
WAKE_ONE = """
with known as (insert into dialers (tenant_id) values ($1) on conflict do nothing)
insert into dialer_alarms (tenant_id) values ($1)
on conflict (tenant_id) do update set next_at = now(), wakes = dialer_alarms.wakes + 1
"""
# What happened while we looked is looked at next.
RELEASE = """
update dialer_alarms set next_at = case when wakes = $2 then $3::timestamptz else now() end
where tenant_id = $1 and exists (
  select from dialers d where d.tenant_id = $1 and d.holder = $4 and d.fence = $5)
"""
# In the dial transaction: whoever lost the lease finds nothing, and commits nothing. How many calls
# this second still holds.
FENCE = """
select least($4::float8,
  tokens + $5::float8 * extract(epoch from clock_timestamp() - refilled_at)::float8) as tokens
from dialers
where tenant_id = $1 and holder = $2 and fence = $3 and lease_ends_at > clock_timestamp()
for update
"""
SPEND = "update dialers set tokens = $2, refilled_at = clock_timestamp() where tenant_id = $1"

# Asked when the lease is held: whoever pauses waits for that row, and whoever pauses a campaign for
# this share of its own, so that nothing is dialled after a pause was answered.
STANDING = f"""
select (select count(*) from calls c where {ACTIVE})::int as active,
  exists (select from calling_settings s where s.tenant_id = $1 and s.paused_at is not null)
    or {SUSPENDED}
    or ($2::bigint is not null and not exists (
      select from campaigns g where g.tenant_id = $1 and g.id = $2 and g.status = 'running'
      for share)) as paused
"""

LANES = """
select c.id as campaign_id, c.name, c.mode, c.hours, c.max_attempts, c.max_abandonment,
  c.ring_timeout_s, c.detect_machines, c.uk_rules, c.skills, c.team_id
from campaigns c
where c.tenant_id = $1 and c.status = 'running' and c.mode <> 'preview' and c.deleted_at is null
order by c.id limit 1000
"""

# After a large import, before it was analysed, the planner takes a campaign for nearly empty and
# would sort all of it for every claim. Around the two statements that walk the queue it may not.
SORTING = "select set_config('enable_sort', $2, true) where $1::uuid is not null"
PENDING = """l.dial_status = 'pending' and l.deleted_at is null and l.phone is not null"""
# The first of each lane and rank, due or not: each is one look into the index `leads_to_call`. By
# campaign first: where it `is null` the planner does not know that all are the same, and sorts.
HEADS = f"""
select lane.campaign_id, r.rank::int as rank, h.id as lead_id, h.phone as number, h.ready_at
from (select null::bigint as campaign_id union all select unnest($2::bigint[])) lane
cross join unnest('{{0,1,2,3}}'::smallint[]) as r (rank)
cross join lateral (
  (select l.id, l.phone, l.ready_at from leads l
   where l.tenant_id = $1 and l.campaign_id = lane.campaign_id and l.rank = r.rank and {PENDING}
   order by l.ready_at, l.id limit 1)
  union all
  (select l.id, l.phone, l.ready_at from leads l
   where l.tenant_id = $1 and lane.campaign_id is null and l.campaign_id is null
     and l.rank = r.rank and {PENDING}
   order by l.campaign_id, l.ready_at, l.id limit 1)) h
"""

# Who is next. $2: the campaign (null in the tenant's own queue); $3, $4: ranks in their order, and
# until when each must have been ready; $5: how many; $6: now; $7: since when a hold counts. Rows
# that somebody else has locked are passed over, and no more are locked than are taken.
_CLAIM = f"""
with picked as materialized (
  select l.* from unnest($3::smallint[], $4::timestamptz[]) with ordinality as r (rank, until, nr)
  cross join lateral (
    select r.nr, l.id, l.rank, l.phone, l.phone_valid, l.time_zone, l.zones, l.attempts, l.ready_at,
      coalesce(l.callback_owner_id, l.owner_id) as owner_id
    from leads l
    where l.tenant_id = $1 and {{whose}} and l.rank = r.rank and l.ready_at <= r.until and {PENDING}
    order by l.campaign_id, l.ready_at, l.id limit $5 for update skip locked) l
  limit $5
)
select p.id, p.rank::int as rank, p.phone as number, p.phone_valid, p.time_zone, p.zones,
  p.attempts, p.ready_at, p.owner_id,
  exists (select from calls c
    where c.tenant_id = $1 and c.number = p.phone and c.status in {LIVE}) as in_call,
  array(select c.created_at from calls c
    where c.tenant_id = $1 and c.number = p.phone and c.direction = 'out' and {RANG}
      and c.created_at > $6::timestamptz - interval '2 days'
    order by c.created_at desc limit 100) as tried,
  (select max(c.ended_at) from calls c
    where c.tenant_id = $1 and c.number = p.phone and c.abandoned
      and c.created_at > $7::timestamptz) as abandoned_at
from picked p order by p.nr, p.ready_at, p.id
"""
CLAIM_OF_CAMPAIGN = _CLAIM.format(whose="l.campaign_id = $2")
CLAIM_OF_NONE = _CLAIM.format(whose="$2::bigint is null and l.campaign_id is null")

# What may not be called now is looked at once, and then at its time.
PUT_OFF = f"""
update leads l set ready_at = greatest(l.ready_at, u.until)
from unnest($2::bigint[], $3::timestamptz[]) as u (id, until)
where l.tenant_id = $1 and l.id = u.id and {PENDING}
"""

RETRY_SOON = """
update leads set ready_at = least(ready_at, now() + interval '1 minute')
where tenant_id = $1 and id = $2 and dial_status = 'pending'
"""
# One row a day for each lead and rule is enough.
REFUSED_TODAY = """
select distinct lead_id, rule from dial_refusals
where tenant_id = $1 and lead_id = any($2::bigint[]) and at > $3::timestamptz - interval '1 day'
"""

# Everybody who is available, or has a call or its wrap-up.
AGENTS = f"""
select p.id, p.full_name, p.role, p.scopes, a.skills, a.state = 'available' as available,
  greatest(a.since, coalesce(last.freed_at, a.since)) as free_since,
  now.id as call_id, now.campaign_id as call_campaign_id,
  coalesce(now.connected_at, now.created_at) as talking_since,
  wrap.ended_at as wrapping_since, wrap.wrap_up_ends_at, wrap.campaign_id as wrap_campaign_id
from availability a
join people p on p.tenant_id = a.tenant_id and p.id = a.person_id
left join lateral (
  select c.id, c.campaign_id, c.connected_at, c.created_at from calls c
  where c.tenant_id = a.tenant_id and c.agent_id = a.person_id and c.status in {LIVE}
  limit 1) now on true
left join lateral (
  select c.ended_at, c.wrap_up_ends_at, c.campaign_id from calls c
  where c.tenant_id = a.tenant_id and c.agent_id = a.person_id
    and c.wrap_up_ends_at > clock_timestamp() and c.wrapped_up_at is null
  order by c.id desc limit 1) wrap on true
left join lateral (
  select coalesce(c.wrapped_up_at, c.wrap_up_ends_at, c.ended_at) as freed_at from calls c
  where c.tenant_id = a.tenant_id and c.agent_id = a.person_id
  order by c.id desc limit 1) last on true
where a.tenant_id = $1 and p.role <> 'customer' and p.is_active and p.deleted_at is null
  and (a.state = 'available' or now.id is not null or wrap.ended_at is not null)
order by free_since, p.id limit 10000
"""

LINES = f"""
select c.id, c.lead_id, c.campaign_id, c.agent_id, c.mode, c.direction, c.status, c.answered_by,
  c.carrier, c.carrier_id, c.carrier_call_id, c.created_at, c.asked_at, c.placed_at,
  c.answered_at, c.connected_at,
  case when c.status <> 'answered' or c.answered_by in ('unknown', 'machine') then null
    when c.answered_by = 'human' then coalesce(human.at, c.answered_at) else c.answered_at
  end as human_at,
  greatest(c.created_at, c.asked_at, c.placed_at, c.checked_at, c.ringing_at, c.answered_at,
    c.connected_at, human.heard_at) as heard_at,
  coalesce(g.ring_timeout_s, 25) as ring_timeout_s,
  coalesce(l.callback_owner_id, l.owner_id) as owner_id
from calls c
left join campaigns g on g.tenant_id = c.tenant_id and g.id = c.campaign_id
left join leads l on l.tenant_id = c.tenant_id and l.id = c.lead_id
left join lateral (
  select max(e.at) filter (where e.kind = 'human') as at,
    max(e.at) filter (where e.source = 'carrier') as heard_at
  from call_events e where e.tenant_id = c.tenant_id and e.call_id = c.id) human on true
where {ACTIVE}
order by c.id limit 10000
"""

# What a controller counts, per campaign: of today in the tenant's zone, or of a longer period.
TALLIES = """
select c.campaign_id,
  count(*) filter (where c.answered_by is distinct from 'machine')::int as answered,
  count(*) filter (where c.abandoned)::int as abandoned,
  count(*) filter (where c.answered_by = 'machine')::int as machines
from calls c
where c.tenant_id = $1 and c.campaign_id = any($2::bigint[]) and c.created_at >= $3
  and c.answered_at is not null and c.mode = 'predictive'
group by c.campaign_id
"""
_ENDED = """
select c.id, c.campaign_id, c.status, c.answered_by, c.ended_because,
  greatest(0, extract(epoch from coalesce(c.answered_at, c.ended_at)
    - coalesce(c.asked_at, c.created_at)))::float8 as rang_s,
  coalesce((select extract(epoch from min(e.at) - c.answered_at) from call_events e
    where e.tenant_id = c.tenant_id and e.call_id = c.id and e.kind in ('human', 'machine')), 0
  )::float8 as verdict_s,
  extract(epoch from c.ended_at - c.connected_at)::float8 as talked_s,
  extract(epoch from coalesce(c.wrapped_up_at, c.wrap_up_ends_at, c.ended_at)
    - c.ended_at)::float8 as wrapped_s,
  coalesce(c.wrapped_up_at, c.wrap_up_ends_at, c.ended_at) as at
from calls c
where c.tenant_id = $1 and c.campaign_id = $2 and c.mode in ('progressive', 'predictive')
  and c.ended_at is not null
  and (c.wrapped_up_at is not null or coalesce(c.wrap_up_ends_at, c.ended_at) <= now())
"""
# What is over since we last looked, wrap-up and all, in that order.
ENDED = f"""
select * from ({_ENDED}
    and c.created_at > now() - interval '2 days'
    and coalesce(c.wrapped_up_at, c.wrap_up_ends_at, c.ended_at) > $3
  order by c.id desc limit 600) last
order by at, id
"""
# Of the last four weeks, at about this hour of the day, before $3.
EARLIER = f"""
select * from ({_ENDED}
    and c.created_at between now() - interval '28 days' and $3
    and abs((extract(epoch from c.created_at - now())::bigint % 86400 + 129600) % 86400 - 43200)
      <= 3600
  order by c.id desc limit 600) last
order by at, id
"""

KEEP_TRACE = """
insert into pacing_traces (tenant_id, campaign_id, dial, dialled, reason, idle, talking, wrapping,
  ringing, waiting, m_a, v_a, m_f, v_f, c0, z)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
"""
