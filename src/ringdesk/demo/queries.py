"""The demo's SQL: a whole history in a few statements. $1 is the tenant.

Under row-level security COPY into a table is refused, so rows come as arrays; ids are taken from
the tables' own sequences, so that whatever is written later goes on from there.
"""

RESERVE_TICKETS = """
select nextval(pg_get_serial_sequence('tickets', 'id')) as id from generate_series(1, $2::int)
where $1::uuid is not null
"""
RESERVE_MESSAGES = RESERVE_TICKETS.replace("tickets", "messages")
RESERVE_THREADS = RESERVE_TICKETS.replace("tickets", "conversations")

ADD_THREADS = """
insert into conversations (tenant_id, id, customer_id, created_at, active_at)
select $1, id, customer, at, at
from unnest($2::bigint[], $3::bigint[], $4::timestamptz[]) as c (id, customer, at)
"""

# A list of lists must be rectangular for unnest: tags come joined by commas.
ADD_TICKETS = """
insert into tickets (tenant_id, id, conversation_id, title, description, status, priority, category,
  auto_categorized, confidence_score, model_version, tags, created_by, assigned_to, version,
  message_count, created_at, updated_at, last_message_at, first_responded_at, resolved_at)
select $1, id, thread, title, description, status, priority, category, automatic, confidence, model,
  string_to_array(tags, ','), requester, agent, version, lines, at, updated, last, responded,
  resolved
from unnest($2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[],
  $8::text[], $9::boolean[], $10::float8[], $11::text[], $12::text[], $13::bigint[],
  $14::bigint[], $15::int[], $16::int[], $17::timestamptz[], $18::timestamptz[],
  $19::timestamptz[], $20::timestamptz[], $21::timestamptz[])
as t (id, thread, title, description, status, priority, category, automatic, confidence, model,
  tags, requester, agent, version, lines, at, updated, last, responded, resolved)
"""

ADD_MESSAGES = """
insert into messages (tenant_id, id, conversation_id, sender_id, from_staff, content, internal,
  created_at, read_at)
select $1, * from unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::boolean[], $6::text[],
  $7::boolean[], $8::timestamptz[], $9::timestamptz[])
"""

ADD_CHANGES = """
insert into ticket_changes (tenant_id, ticket_id, actor_id, kind, changes, at)
select $1, ticket_id, actor_id, 'changed', changes::jsonb, at
from unnest($2::bigint[], $3::bigint[], $4::text[], $5::timestamptz[])
  with ordinality as c (ticket_id, actor_id, changes, at, nr)
order by nr
"""

# The relay numbers them in this order, as it would have at the time.
ADD_FACTS = """
insert into outbox (tenant_id, actor_id, kind, body, at)
select $1, actor_id, kind, body::jsonb, at
from unnest($2::bigint[], $3::text[], $4::text[], $5::timestamptz[])
  with ordinality as f (actor_id, kind, body, at, nr)
order by nr
"""

BACKDATE_FACTS = "update outbox set at = $2 where tenant_id = $1"
BACKDATE_PEOPLE = "update people set created_at = $2 where tenant_id = $1"

# The installation's rows.
BACKDATE_TENANT = """
update tenants set created_at = $3, timezone = $4, name = $5 where tenant_id = $1 and id = $2
"""
BACKDATE_ACCOUNTS = "update accounts set created_at = $2 where tenant_id = $1"
# One hash for all: hashing forty times the same would take a second of nobody's use.
SAME_PASSWORD = """
update accounts set password_hash = (
  select password_hash from accounts where tenant_id = $1 and username = $2)
where tenant_id = $1 and password_hash is null
"""

# A chat ($2) as if it had begun at $3, with $4 seconds after each turn.
BACKDATE_WORDS = """
update messages m set created_at = w.at, read_at = case when m.read_at is not null then w.at end
from (select id, $3::timestamptz + make_interval(secs => $4::int * (row_number() over (order by id)
    - 1) + id % 17) as at from messages where tenant_id = $1 and conversation_id = $2) w
where m.tenant_id = $1 and m.id = w.id
"""
# How long a customer had waited: since the first of their words that nobody had answered.
BACKDATE_WAITS = """
update messages m set answered_after_s = case when m.is_ai then 1 else extract(epoch from
  m.created_at - (select min(c.created_at) from messages c where c.tenant_id = $1
    and c.conversation_id = $2 and not c.from_staff and c.kind = 'said' and c.id < m.id
    and c.id > coalesce((select max(a.id) from messages a where a.tenant_id = $1
      and a.conversation_id = $2 and a.from_staff and a.kind = 'said' and a.id < m.id), 0)))::int
  end
where m.tenant_id = $1 and m.conversation_id = $2 and m.answered_after_s is not null
"""
BACKDATE_ANALYSES = """
update message_analyses y set created_at = m.created_at from messages m
where y.tenant_id = $1 and y.conversation_id = $2 and m.tenant_id = $1 and m.id = y.message_id
"""
# $4: seconds until somebody came; $5: how long a call took, where nothing was written.
BACKDATE_SESSIONS = """
update chat_sessions s set created_at = $3::timestamptz,
  joined_at = $3::timestamptz + make_interval(secs => $4::int),
  ended_at = greatest($3::timestamptz + make_interval(secs => $4::int + $5::int), (
    select max(m.created_at) from messages m where m.tenant_id = $1 and m.conversation_id = $2))
where s.tenant_id = $1 and s.conversation_id = $2 and s.status = 'ended'
"""
BACKDATE_TURNS = """
update chatbot_turns t set created_at = m.created_at, asked_at = m.created_at from messages m
where t.tenant_id = $1 and t.conversation_id = $2 and m.tenant_id = $1 and m.id = t.message_id
"""
BACKDATE_CONVERSATION = """
update conversations c set created_at = $3::timestamptz, last_message_at = m.last,
  active_at = coalesce(m.last, $3::timestamptz),
  ended_at = case when c.ended_at is not null then coalesce(m.last, $3::timestamptz) end,
  unanswered_since = case when c.unanswered_since is not null then m.last end
from (select max(created_at) filter (where kind = 'said') as last from messages
  where tenant_id = $1 and conversation_id = $2) m
where c.tenant_id = $1 and c.id = $2
"""
BACKDATE_RATING = """
update conversation_ratings r set rated_at = c.ended_at + interval '1 minute'
from conversations c where r.tenant_id = $1 and r.conversation_id = $2 and c.tenant_id = $1
  and c.id = $2 and c.ended_at is not null
"""
BACKDATE_CHAT_FACTS = """
update outbox o set at = f.at
from (select id, $3::timestamptz + make_interval(secs => $4::int * (row_number() over (order by id)
    - 1) / 2) as at
  from outbox where tenant_id = $1 and (body ->> 'conversation_id')::bigint = $2) f
where o.tenant_id = $1 and o.id = f.id
"""
BACKDATE_CHAT_TICKETS = """
update tickets t set created_at = m.last, updated_at = m.last, last_message_at = m.last
from (select max(created_at) as last from messages
  where tenant_id = $1 and conversation_id = $2) m
where t.tenant_id = $1 and t.conversation_id = $2
"""
# The log is numbered in the order of the outbox, so that is put into the order of time.
IN_ORDER_OF_TIME = """
with waiting as (delete from outbox where tenant_id = $1 returning *)
insert into outbox (tenant_id, actor_id, kind, body, request_id, address, at)
select tenant_id, actor_id, kind, body, request_id, address, at from waiting order by at, id
"""

# A month of calls that are over; the leads they went to are left as such calls leave them.
ADD_CALLS = """
insert into calls (tenant_id, lead_id, campaign_id, agent_id, mode, number, status, carrier,
  carrier_call_id, created_at, asked_at, placed_at, answered_at, connected_at, ended_at, duration_s,
  wrapped_up_at, disposition_id)
select $1, c.lead, $2, c.agent, 'progressive', l.phone, c.status, 'simulation',
  'SIM-PAST-' || row_number() over (), c.at, c.at, c.at,
  case when c.status = 'completed' then c.at + interval '9 seconds' end,
  case when c.status = 'completed' then c.at + interval '10 seconds' end,
  c.at + make_interval(secs => 10 + c.seconds), c.seconds,
  c.at + make_interval(secs => 30 + c.seconds), case when c.status = 'completed' then d.id end
from unnest($3::bigint[], $4::bigint[], $5::timestamptz[], $6::text[], $7::int[])
  as c (lead, agent, at, status, seconds)
join leads l on l.tenant_id = $1 and l.id = c.lead
left join lateral (
  select d.id from dispositions d where d.tenant_id = $1 and d.retired_at is null
  order by md5(d.id::text || c.at::text) limit 1) d on true
"""
LEADS_WERE_CALLED = """
update leads l set attempts = c.attempts, last_attempt_at = c.last, last_outcome = c.outcome,
  dial_status = case when c.answered > 0 then 'answered' else 'pending' end,
  owner_id = case when c.answered > 0 then c.agent end,
  stage = case when c.answered = 0 then 'new'
    else (array['contacted', 'contacted', 'qualified', 'converted', 'lost'])[1 + l.id % 5] end,
  converted_at = case when c.answered > 0 and l.id % 5 = 3 then c.last end
from (
  select lead_id, count(*) as attempts, max(created_at) as last, max(agent_id) as agent,
    count(answered_at) as answered, (array_agg(status order by created_at desc))[1] as outcome
  from calls where tenant_id = $1 group by 1) c
where l.tenant_id = $1 and l.id = c.lead_id
"""
# What may give points, in the order in which it happened.
DONE_SINCE = """
select seq, kind from events
where tenant_id = $1 and kind = any($2::text[]) and at >= $3 order by seq
"""
# A mailbox that was looked into until it was switched off; there is no server to look into now.
ADD_MAILBOX = """
insert into mailboxes (tenant_id, name, address, host, port, username, interval_s, enabled,
  looked_at, created_at)
values ($1, 'Support', $2, $3, 993, $2, 60, false, $4, $4::timestamptz - interval '60 days')
"""
# Their own system, told of some kinds of facts until it was switched off, and once it was away.
ADD_WEBHOOK = """
with told as (
  insert into webhook_endpoints (tenant_id, url, description, types, enabled, cursor, created_by,
    created_at, updated_at, succeeded_at, disabled_at, disabled_because)
  select $1, $2, 'The board in the office: off while it is moved', $3::text[], false, h.seq, $4,
    $5, $6, $6, $6, 'by_hand'
  from event_heads h where h.tenant_id = $1
  returning id
), facts as (
  select e.seq, e.at, k.type, row_number() over (order by e.seq desc) as nth
  from events e join unnest(array['TicketCreated', 'TicketResolved', 'LeadCreated'], $3::text[])
    as k (kind, type) on k.kind = e.kind
  where e.tenant_id = $1 and e.at between $7 and $6
), sent as (
  insert into webhook_deliveries (tenant_id, endpoint_id, seq, type, message_id, happened_at,
    state, attempts, due_at, last_status, made_at, settled_at)
  select $1, t.id, f.seq, f.type, webhook_message_id($1, t.id, f.seq), f.at, 'delivered',
    case when f.nth % 17 = 0 then 2 else 1 end, f.at, 200, f.at, f.at + interval '1 second'
  from facts f, told t order by f.seq
  returning id, attempts, made_at
), tried as (
  insert into webhook_attempts (tenant_id, delivery_id, number, at, took_ms, status, answer)
  select $1, s.id, n.nr, s.made_at + make_interval(secs => 5 * (n.nr - 1)),
    40 + (s.id * 37 % 160)::int, case when n.nr < s.attempts then 503 else 200 end,
    case when n.nr < s.attempts then 'Back in a minute' else 'ok' end
  from sent s, generate_series(1, s.attempts) as n (nr)
)
select id from told
"""
