"""The SQL of calls that come in. $1 is the tenant."""

QUEUE_COLUMNS = "id, name, skills, wait_s, most_waiting, overflow, ring_s"
QUEUES = f"select {QUEUE_COLUMNS} from inbound_queues where tenant_id = $1 order by lower(name), id"
QUEUE = f"select {QUEUE_COLUMNS} from inbound_queues where tenant_id = $1 and id = $2"
QUEUE_FOR_UPDATE = f"{QUEUE} for update"
ADD_QUEUE = f"""
insert into inbound_queues (tenant_id, name, skills, wait_s, most_waiting, overflow, ring_s)
values ($1, $2, $3::text[], $4, $5, $6, $7) on conflict do nothing returning {QUEUE_COLUMNS}
"""
CHANGE_QUEUE = f"""
update inbound_queues q set name = $3, skills = $4::text[], wait_s = $5, most_waiting = $6,
  overflow = $7, ring_s = $8
where tenant_id = $1 and id = $2 and not exists (select from inbound_queues o
  where o.tenant_id = $1 and o.id <> $2 and lower(o.name) = lower($3))
returning {QUEUE_COLUMNS}
"""
QUEUE_IS_USED = """
select exists (select from inbound_numbers n where n.tenant_id = $1 and (n.queue_id = $2
    or jsonb_path_exists(n.menu, '$.**.queue_id ? (@ == $q)', jsonb_build_object('q', $2::bigint))))
  or exists (select from inbound_calls c where c.tenant_id = $1 and c.queue_id = $2
    and c.state = 'queued')
"""
FORGET_QUEUE = """
with gone as (update inbound_calls set queue_id = null where tenant_id = $1 and queue_id = $2)
delete from inbound_queues where tenant_id = $1 and id = $2
"""
COUNT_QUEUES = "select count(*) from inbound_queues where tenant_id = $1"

NUMBER_COLUMNS = """id, number, name, greeting, language, menu::text as menu, queue_id, hours,
  time_zone, closed_text, enabled"""
NUMBERS = f"select {NUMBER_COLUMNS} from inbound_numbers where tenant_id = $1 order by number"
NUMBER = f"select {NUMBER_COLUMNS} from inbound_numbers where tenant_id = $1 and id = $2"
BY_NUMBER = f"""
select {NUMBER_COLUMNS} from inbound_numbers where tenant_id = $1 and number = $2 and enabled
"""
ADD_NUMBER = f"""
insert into inbound_numbers (tenant_id, number, name, greeting, language, menu, queue_id, hours,
  time_zone, closed_text, enabled)
values ($1, $2, $3, $4, $5, $6::text::jsonb, $7, $8, $9, $10, $11)
on conflict do nothing returning {NUMBER_COLUMNS}
"""
CHANGE_NUMBER = f"""
update inbound_numbers n set number = $3, name = $4, greeting = $5, language = $6,
  menu = $7::text::jsonb, queue_id = $8, hours = $9, time_zone = $10, closed_text = $11,
  enabled = $12
where tenant_id = $1 and id = $2 and not exists (select from inbound_numbers o
  where o.tenant_id = $1 and o.id <> $2 and o.number = $3)
returning {NUMBER_COLUMNS}
"""
REMOVE_NUMBER = "delete from inbound_numbers where tenant_id = $1 and id = $2"
COUNT_NUMBERS = "select count(*) from inbound_numbers where tenant_id = $1"

# A call comes once, however often its carrier says so. No row: it is known, or there is a live call
# with that number already.
ARRIVE = """
with c as (
  insert into calls (tenant_id, lead_id, direction, mode, number, caller_id, status, carrier,
    carrier_id, carrier_call_id, asked_at, placed_at)
  values ($1, (select id from leads where tenant_id = $1 and phone = $2 and deleted_at is null),
    'in', 'inbound', $2, $3, 'initiated', $4, $5, $6, now(), now())
  on conflict do nothing returning tenant_id, id, lead_id
), e as (
  insert into call_events (tenant_id, call_id, kind, source, detail)
  select tenant_id, id, 'initiated', 'carrier', $3 from c
), i as (
  insert into inbound_calls (tenant_id, call_id, number_id) select tenant_id, id, $7 from c
)
select id, lead_id from c
"""
COLUMNS = """
i.call_id, i.number_id, i.state, i.path, i.tries, i.step, i.queue_id, i.queued_at,
c.status, c.carrier, c.carrier_id, c.carrier_call_id, c.number, c.lead_id, i.offered_to,
i.offer_ends_at
"""
CALL = f"""
select {COLUMNS} from inbound_calls i
join calls c on c.tenant_id = i.tenant_id and c.id = i.call_id
where i.tenant_id = $1 and i.call_id = $2
"""
HOLD = f"{CALL} for update of i"
BY_CARRIER = """
select id from calls where tenant_id = $1 and carrier in ('sip', 'twilio', 'simulation')
  and carrier_call_id = $2 and direction = 'in'
"""
MOVE = """
update inbound_calls set state = $3, path = $4::text[], tries = $5, step = $6, queue_id = $7,
  offered_to = null, offer_ends_at = null,
  queued_at = case when $3 = 'queued' then coalesce(queued_at, clock_timestamp()) else queued_at end
where tenant_id = $1 and call_id = $2
"""
SET_STATE = """
update inbound_calls set state = $3, offered_to = null, offer_ends_at = null
where tenant_id = $1 and call_id = $2
"""
# Who waits, the longest first; each queue counts by itself.
WAITING = """
select i.call_id, i.queue_id, q.name as queue_name, q.skills, i.queued_at, c.number, c.status,
  coalesce(l.name, '') as name,
  row_number() over (partition by i.queue_id order by i.queued_at, i.call_id)::int as position,
  q.ring_s, i.offered_to, coalesce(p.full_name, '') as offered_name, i.offer_ends_at
from inbound_calls i
left join people p on p.tenant_id = i.tenant_id and p.id = i.offered_to
join inbound_queues q on q.tenant_id = i.tenant_id and q.id = i.queue_id
join calls c on c.tenant_id = i.tenant_id and c.id = i.call_id
left join leads l on l.tenant_id = c.tenant_id and l.id = c.lead_id
where i.tenant_id = $1 and i.state = 'queued' order by i.queued_at, i.call_id limit 1000
"""
COUNT_WAITING = """
select count(*) from inbound_calls where tenant_id = $1 and queue_id = $2 and state = 'queued'
"""
# Since when each has had nothing to do: their last call, or their word that they are available.
IDLE_SINCE = """
select p.id, greatest(coalesce(a.since, '-infinity'), coalesce((select max(greatest(
    coalesce(c.wrapped_up_at, '-infinity'), coalesce(c.ended_at, '-infinity')))
  from calls c where c.tenant_id = $1 and c.agent_id = p.id), '-infinity')) as at
from unnest($2::bigint[]) as p (id)
left join availability a on a.tenant_id = $1 and a.person_id = p.id
"""
GIVE_LEAD = "update calls set lead_id = $3 where tenant_id = $1 and id = $2 and lead_id is null"
LEAD_OF_NUMBER = "select id from leads where tenant_id = $1 and phone = $2 and deleted_at is null"
PASSED_TO = "select transferred_to from calls where tenant_id = $1 and id = $2"
ANYBODY_WAITS = """
select exists (select from inbound_calls where tenant_id = $1 and state = 'queued')
"""

# It rings at somebody; $4 is until when.
OFFER = """
update inbound_calls set offered_to = $3, offer_ends_at = $4 where tenant_id = $1 and call_id = $2
"""
RINGS_NO_MORE = """
update inbound_calls set offered_to = null, offer_ends_at = null
where tenant_id = $1 and call_id = $2
"""
WITHDRAW = """
update inbound_calls set offered_to = null, offer_ends_at = null
where tenant_id = $1 and offered_to = $2 and call_id is distinct from $3::bigint returning call_id
"""
OFFER_TO = """
select i.call_id, c.number, coalesce(l.name, '') as name, c.lead_id, q.name as queue_name,
  i.queued_at, i.offer_ends_at as until
from inbound_calls i
join inbound_queues q on q.tenant_id = i.tenant_id and q.id = i.queue_id
join calls c on c.tenant_id = i.tenant_id and c.id = i.call_id
left join leads l on l.tenant_id = c.tenant_id and l.id = c.lead_id
where i.tenant_id = $1 and i.offered_to = $2 and i.state = 'queued'
"""
# Who let it go on just now, of these calls.
PASSED = """
select distinct call_id, actor_id as agent_id from call_events
where tenant_id = $1 and call_id = any($2::bigint[]) and kind in ('declined', 'unanswered')
  and actor_id is not null and at > now() - make_interval(secs => $3)
"""
ANSWERING = """
select e.actor_id as agent_id, p.full_name, count(*) filter (where e.kind = 'offered') as offered,
  count(*) filter (where e.kind = 'declined') as declined,
  count(*) filter (where e.kind = 'unanswered') as unanswered
from calls c
join call_events e on e.tenant_id = c.tenant_id and e.call_id = c.id
  and e.kind in ('offered', 'declined', 'unanswered')
join people p on p.tenant_id = e.tenant_id and p.id = e.actor_id
where c.tenant_id = $1 and c.created_at > now() - interval '1 day' and c.direction = 'in'
group by 1, 2 order by 3 desc, 1 limit 500
"""
