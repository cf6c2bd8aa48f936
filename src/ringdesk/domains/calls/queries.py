"""The SQL of calls. $1 is the tenant."""

from collections.abc import Iterable
from itertools import count

COLUMNS = """
c.id, c.lead_id, c.campaign_id, c.agent_id, c.direction, c.mode, c.number, c.caller_id, c.status,
c.answered_by, c.carrier, c.carrier_id, c.carrier_call_id, c.carrier_seq, c.asked_at, c.placed_at,
c.checked_at, c.created_at, c.ringing_at, c.answered_at, c.connected_at, c.ended_at, c.duration_s,
c.ended_because, c.code, c.abandoned, c.wrap_up_ends_at, c.wrapped_up_at, c.disposition_id,
c.notes, c.transferred_to, c.parent_id, c.recording_key, c.recording_consent,
l.name as lead_name, l.phone as lead_phone, l.rank::int as lead_rank,
p.full_name as agent_name, d.code as disposition, d.label as disposition_label
"""
BESIDE = """
left join leads l on l.tenant_id = c.tenant_id and l.id = c.lead_id
left join people p on p.tenant_id = c.tenant_id and p.id = c.agent_id
left join dispositions d on d.tenant_id = c.tenant_id and d.id = c.disposition_id
"""

GET = f"select {COLUMNS} from calls c {BESIDE} where c.tenant_id = $1 and c.id = $2"
# The lead is locked first, always: two acts that lock in two orders wait for each other for ever.
# (The lock of `c` is taken at the top of the plan, when `held` has been counted below.)
HOLD = f"""
with lead as materialized (
  select id from leads where tenant_id = $1
    and id = (select lead_id from calls where tenant_id = $1 and id = $2) for update
)
select {COLUMNS} from (select count(*) from lead) as held, calls c {BESIDE}
where c.tenant_id = $1 and c.id = $2 for update of c
"""
BY_CARRIER = f"""
select {COLUMNS} from calls c {BESIDE}
where c.tenant_id = $1 and c.carrier = $2 and c.carrier_call_id = $3
"""
LIVE = f"""
select {COLUMNS} from calls c {BESIDE}
where c.tenant_id = $1 and c.status in ('initiated', 'ringing', 'answered')
order by c.id limit 10000
"""
# In a call, or writing down what happened in the last one.
BUSY_PEOPLE = """
select distinct agent_id as id from calls
where tenant_id = $1 and agent_id is not null and (status in ('initiated', 'ringing', 'answered')
  or (wrap_up_ends_at > now() and wrapped_up_at is null))
"""
ENGAGED = """
select distinct on (agent_id) agent_id, id as call_id,
  status in ('initiated', 'ringing', 'answered') as talking,
  coalesce(ended_at, connected_at, answered_at, created_at) as since
from calls
where tenant_id = $1 and agent_id is not null and (status in ('initiated', 'ringing', 'answered')
  or (wrap_up_ends_at > now() and wrapped_up_at is null))
order by agent_id, talking desc, id desc
"""
OF_PERSON = f"""
select {COLUMNS} from calls c {BESIDE}
where c.tenant_id = $1 and c.agent_id = $2 and c.status in ('initiated', 'ringing', 'answered')
"""
WRAPPING_UP_OF_PERSON = f"""
select {COLUMNS} from calls c {BESIDE}
where c.tenant_id = $1 and c.agent_id = $2 and c.wrap_up_ends_at > now()
  and c.wrapped_up_at is null
order by c.id desc limit 1
"""
CLAIMED_BY = """
select id from leads
where tenant_id = $1 and claimed_by = $2 and dial_status = 'claimed' and claim_ends_at > now()
  and deleted_at is null
order by claimed_at desc limit 1
"""
CALLBACKS = """
select l.id as lead_id, l.name, l.phone, l.callback_at, l.callback_owner_id as owner_id,
  coalesce(p.full_name, '') as owner_name
from leads l left join people p on p.tenant_id = l.tenant_id and p.id = l.callback_owner_id
where l.tenant_id = $1 and l.callback_at <= $3 and l.deleted_at is null
  and l.callback_owner_id is not null and ($2::bigint is null or l.callback_owner_id = $2)
  and l.dial_status in ('pending', 'claimed')
order by l.callback_at, l.id limit $4
"""

# A list is one statement of the filters that are given: see docs/adr/0011.
PAGE = """
with page as (
  select c.* from calls c
  where c.tenant_id = $1"""
FILTERS = {
    "status": "c.status = {}",
    "live": "(c.status in ('initiated', 'ringing', 'answered')) = {}",
    "mode": "c.mode = {}",
    "direction": "c.direction = {}",
    "agent_id": "c.agent_id = {}",
    "lead_id": "c.lead_id = {}",
    "campaign_id": "c.campaign_id = {}",
    "since": "c.created_at >= {}",
    "until": "c.created_at < {}",
    "after": "c.id < {}",
}
COUNT = "select count(*) from calls c where c.tenant_id = $1"


def conditions(filters: Iterable[str], numbers: "count[int]") -> str:
    return "".join(f"\n  and {FILTERS[name].format(f'${next(numbers)}')}" for name in filters)


def listing(filters: Iterable[str]) -> str:
    """The statement for these filters, by name; their values follow from $2, then limit, offset."""
    numbers = count(2)
    wanted = conditions(filters, numbers)
    ending = f"\n  order by c.id desc limit ${next(numbers)} offset ${next(numbers)}\n)"
    return f"{PAGE}{wanted}{ending}\nselect {COLUMNS} from page c {BESIDE} order by c.id desc"


def counting(filters: Iterable[str]) -> str:
    return COUNT + conditions(filters, count(2))


# The tenant's day begins at midnight of its zone (a function of migration 0005).
DAY = "(select date_trunc('day', now(), zone_of_tenant()))"
# From the numbers that are kept of calls, and the marks not folded into them yet (migration 0023);
# what is live, and what is today's, is few and counted.
_OF_MARK = """m.sign as calls, m.sign * m.answered::int as answered,
  m.sign * (m.status = 'completed')::int as completed, m.sign * (m.status = 'busy')::int as busy,
  m.sign * (m.status = 'no-answer')::int as no_answer,
  m.sign * (m.status = 'failed')::int as failed, m.sign * m.abandoned::int as abandoned,
  m.sign * m.duration_s as duration_s"""
STATS = f"""
with kept as (
  select calls, answered, completed, busy, no_answer, failed, abandoned, duration_s
  from call_totals where tenant_id = $1 and ($2::bigint is null or agent_id = $2)
  union all
  select {_OF_MARK} from call_marks m
  where m.tenant_id = $1 and ($2::bigint is null or m.agent_id = $2)
), live as (
  select status, count(*) as n from calls
  where tenant_id = $1 and ($2::bigint is null or agent_id = $2)
    and status in ('initiated', 'ringing', 'answered') group by status
)
select coalesce(sum(calls), 0)::bigint as total,
  (select count(*) from calls where tenant_id = $1 and created_at >= {DAY}
    and ($2::bigint is null or agent_id = $2)) as today,
  (select coalesce(sum(n), 0)::bigint from live) as live,
  (select coalesce(sum(n), 0)::bigint from live where status = 'initiated') as initiated,
  (select coalesce(sum(n), 0)::bigint from live where status = 'ringing') as ringing,
  (select coalesce(sum(n), 0)::bigint from live where status = 'answered') as in_talk,
  coalesce(sum(completed), 0)::bigint as completed, coalesce(sum(busy), 0)::bigint as busy,
  coalesce(sum(no_answer), 0)::bigint as no_answer, coalesce(sum(failed), 0)::bigint as failed,
  coalesce(sum(answered), 0)::bigint as answered, coalesce(sum(abandoned), 0)::bigint as abandoned,
  coalesce(sum(duration_s), 0)::bigint as total_duration_s,
  coalesce(div(sum(duration_s), nullif(sum(completed), 0)), 0)::bigint as average_duration_s
from kept
"""
# One person's day, and their place in it: by completed calls, then by answered ones.
TODAY = f"""
with counted as (
  select agent_id, count(*)::int as calls,
    count(*) filter (where answered_at is not null)::int as answered,
    count(*) filter (where status = 'completed')::int as completed,
    coalesce(sum(duration_s), 0)::bigint as talk_s
  from calls where tenant_id = $1 and created_at >= {DAY} and agent_id is not null
  group by agent_id
), mine as (
  select coalesce(max(calls), 0) as calls, coalesce(max(answered), 0) as answered,
    coalesce(max(completed), 0) as completed, coalesce(max(talk_s), 0) as talk_s
  from counted where agent_id = $2
)
select calls, answered, completed, talk_s, 1 + (select count(*)::int from counted c
  where c.agent_id <> $2 and (c.completed, c.answered) > (mine.completed, mine.answered)) as rank
from mine
"""

EVENTS = """
select e.id, e.kind, e.source, e.actor_id, p.full_name as actor_name, e.detail, e.at
from call_events e left join people p on p.tenant_id = e.tenant_id and p.id = e.actor_id
where e.tenant_id = $1 and e.call_id = $2 order by e.id limit 1000
"""
NOTE_EVENT = """
insert into call_events (tenant_id, call_id, kind, source, actor_id, seq, detail, at)
values ($1, $2, $3, $4, $5, $6, $7, coalesce($8, now()))
on conflict (tenant_id, call_id, seq) where source = 'carrier' do nothing
"""

# The tenant's settings, narrowed by the campaign's ($2, or null): of two limits the lower one. And
# the carrier that is asked first: a real one before simulated ones, for with it calls are no play.
SETTINGS = """
select s.hours as hours, c.hours as campaign_hours, coalesce(s.region, 'US') as region,
  least(coalesce(s.most_attempts, 5), coalesce(c.max_attempts, 50)) as most_attempts,
  coalesce(c.wrap_up_s, s.wrap_up_s, 30) as wrap_up_s,
  coalesce(s.hold_after_abandon_h, 72) as hold_after_abandon_h,
  (coalesce(s.retry, '{}') || coalesce(c.retry, '{}'))::text as retry,
  coalesce(c.caller_id, '') as caller_id, coalesce(c.ring_timeout_s, 25) as ring_timeout_s,
  coalesce(c.detect_machines, false) as detect_machines,
  coalesce(c.record_calls, false) as record_calls,
  coalesce((select kind from carriers k where k.tenant_id = t.tenant_id and k.enabled
    order by k.kind = 'simulation', k.position, k.id limit 1), 'simulation') as carrier
from (select $1::uuid as tenant_id) t
left join calling_settings s on s.tenant_id = t.tenant_id
left join campaigns c on c.tenant_id = t.tenant_id and c.id = $2
"""

END_WRAP_UPS_OF = """
update calls set wrapped_up_at = now()
where tenant_id = $1 and agent_id = $2 and wrap_up_ends_at is not null and wrapped_up_at is null
"""
END_DUE_WRAP_UP = """
update calls set wrapped_up_at = wrap_up_ends_at
where tenant_id = $1 and id = $2 and wrap_up_ends_at <= now() and wrapped_up_at is null
returning id
"""

# Moves of several calls, and what comes with each. `happened`: when; `fills_in`: it was answered,
# though nobody said so; `ends`: it is over; `said`: the carrier's number of the event. Who calls by
# hand is on the line when it is answered.
MOVE = f"""
with c as (
  update calls set status = m.becomes,
    ringing_at = case when m.becomes = 'ringing' then coalesce(ringing_at, m.happened)
      else ringing_at end,
    answered_at = case when m.becomes = 'answered' or m.fills_in
      then coalesce(answered_at, m.happened) else answered_at end,
    connected_at = case when m.becomes = 'answered' and agent_id is not null
      and mode in ('manual', 'preview', 'callback') then coalesce(connected_at, m.happened)
      else connected_at end,
    ended_at = case when m.ends then coalesce(ended_at, m.happened) else ended_at end,
    ended_because = coalesce(m.because, ended_because), code = coalesce(m.reason, code),
    duration_s = coalesce(m.talked_s, duration_s), answered_by = coalesce(m.who, answered_by),
    abandoned = abandoned or m.is_abandoned, wrap_up_ends_at = coalesce(m.until, wrap_up_ends_at),
    carrier_seq = greatest(carrier_seq, m.said)
  from unnest($2::bigint[], $3::text[], $4::timestamptz[], $5::bool[], $6::bool[], $7::text[],
    $8::int[], $9::int[], $10::text[], $11::bool[], $12::timestamptz[], $13::int[])
    as m (call_id, becomes, happened, fills_in, ends, because, reason, talked_s, who, is_abandoned,
      until, said)
  where calls.tenant_id = $1 and calls.id = any($2) and calls.id = m.call_id
  returning calls.*
)
select {COLUMNS} from c {BESIDE}
"""
NOTE = """
update calls set notes = coalesce($3, notes), duration_s = coalesce($4, duration_s)
where tenant_id = $1 and id = $2
"""
SET_ANSWERED_BY = """
update calls set answered_by = heard.who from unnest($2::bigint[], $3::text[]) as heard (id, who)
where calls.tenant_id = $1 and calls.id = any($2) and calls.id = heard.id
"""
CONNECT = """
update calls set agent_id = $3, connected_at = coalesce(connected_at, now())
where tenant_id = $1 and id = $2
"""
WRAP_UP = """
update calls set disposition_id = $3, notes = coalesce($4, notes),
  wrapped_up_at = coalesce(wrapped_up_at, now())
where tenant_id = $1 and id = $2
"""
HOURS_TRIED = """
select distinct lead_id, extract(hour from created_at at time zone 'UTC')::int as hour
from calls where tenant_id = $1 and lead_id = any($2::bigint[]) and status = 'no-answer'
"""
# What is recorded without another word was announced: see `Media.record`.
RECORDED = """
update calls set recording_key = $3, recording_consent = coalesce(recording_consent, 'announced')
where tenant_id = $1 and id = $2 and recording_consent is distinct from 'withdrawn'
"""
KEPT = """
update calls set recording_key = $3 where tenant_id = $1 and id = $2 and recording_key = $4
"""
FORGET_RECORDING = """
update calls set recording_key = null, recording_consent = 'withdrawn'
where tenant_id = $1 and id = $2
"""
TRANSFERRED = """
update calls set transferred_to = $3, agent_id = coalesce($4, agent_id)
where tenant_id = $1 and id = $2
"""
NOT_TRANSFERRED = "update calls set transferred_to = null where tenant_id = $1 and id = $2"
# The calls of leads that were merged into $2.
GO_ALONG = """
update calls set lead_id = $2 where tenant_id = $1 and lead_id = any($3::bigint[])
"""
