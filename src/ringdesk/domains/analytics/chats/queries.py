"""The chats' SQL. $1 is the tenant."""

# Chats. What is not yet added up stands behind the mark in the order of ids. A message's id may be
# older than its commit: only what is five minutes old is added up, longer than any transaction
# lasts.
CHAT_SLOTS_OF = """
select date_bin('15 minutes', m.created_at, 'epoch') as slot, count(*) as messages,
  count(*) filter (where m.is_ai) as ai,
  count(m.answered_after_s) as answers,
  coalesce(sum(m.answered_after_s), 0) as answered_after_s,
  count(m.answered_after_s) filter (where m.is_ai) as ai_answers,
  coalesce(sum(m.answered_after_s) filter (where m.is_ai), 0) as ai_answered_after_s
from messages m join conversations c on c.tenant_id = m.tenant_id and c.id = m.conversation_id
where m.tenant_id = $1 and c.is_chat and m.kind = 'said' and not m.internal
  and m.id > coalesce((select f.message_id from chat_slots_to f where f.tenant_id = $1), 0)
  {until}
group by 1
"""
FOLD_CHATS = f"""
with mine as materialized (
  select pg_try_advisory_xact_lock(hashtextextended('chats ' || $1::uuid::text, 0)) as locked
), last as materialized (
  select max(b.id) as id from (
    select m.id, m.created_at from messages m
    where m.tenant_id = $1
      and m.id > coalesce((select f.message_id from chat_slots_to f where f.tenant_id = $1), 0)
    order by m.id limit $2) as b
  where b.created_at < now() - interval '5 minutes' and (select locked from mine)
), added as (
  insert into chat_slots as s (tenant_id, slot, messages, ai, answers, answered_after_s, ai_answers,
    ai_answered_after_s)
  select $1, n.* from (
    {CHAT_SLOTS_OF.format(until="and m.id <= (select id from last)")}
  ) as n
  on conflict (tenant_id, slot) do update set messages = s.messages + excluded.messages,
    ai = s.ai + excluded.ai, answers = s.answers + excluded.answers,
    answered_after_s = s.answered_after_s + excluded.answered_after_s,
    ai_answers = s.ai_answers + excluded.ai_answers,
    ai_answered_after_s = s.ai_answered_after_s + excluded.ai_answered_after_s
)
insert into chat_slots_to (tenant_id, message_id)
select $1, id from last where id is not null
on conflict (tenant_id) do update set message_id = excluded.message_id
returning message_id
"""
CHAT_SLOTS = f"""(
  select slot, messages, ai, answers, answered_after_s, ai_answers, ai_answered_after_s
  from chat_slots where tenant_id = $1
  union all
  {CHAT_SLOTS_OF.format(until="")}
) as s"""
CHAT_TOTALS = f"""
select coalesce(sum(messages), 0)::bigint as messages, coalesce(sum(ai), 0)::bigint as ai,
  coalesce(sum(answers), 0)::bigint as answers,
  coalesce(sum(answered_after_s), 0)::bigint as answered_after_s,
  coalesce(sum(ai_answers), 0)::bigint as ai_answers,
  coalesce(sum(ai_answered_after_s), 0)::bigint as ai_answered_after_s
from {CHAT_SLOTS}
where $2::timestamptz is null or s.slot > $2::timestamptz - interval '15 minutes'
"""
# Each day of the tenant's calendar since $2, today included.
CHAT_DAYS = f"""
with zone as materialized (select zone_of_tenant() as zone
), counted as (
  select (s.slot at time zone zone)::date as date, sum(s.messages)::bigint as messages,
    sum(s.ai)::bigint as ai
  from zone, {CHAT_SLOTS}
  where s.slot > $2::timestamptz - interval '15 minutes' group by 1
)
select day.date::date as date, coalesce(c.messages, 0) as messages, coalesce(c.ai, 0) as ai
from zone, generate_series(($2::timestamptz at time zone zone)::date,
  (now() at time zone zone)::date, interval '1 day') as day (date)
left join counted c on c.date = day.date::date
order by 1
"""
# $2 to $3; by day, week or month ($5) of the zone $4.
CHAT_POINTS = f"""
select date_trunc($5, s.slot at time zone $4)::date as date, k.measure, sum(k.n)::bigint as n,
  0::bigint as total
from {CHAT_SLOTS} cross join lateral (values ('messages', s.messages), ('ai_messages', s.ai))
  as k (measure, n)
where s.slot >= $2::timestamptz and s.slot < $3::timestamptz group by 1, 2 having sum(k.n) <> 0
order by 1, 2
"""
CHATS_NOW = """
select (select count(distinct c.customer_id) from conversations c
    where c.tenant_id = $1 and c.is_chat) as customers,
  count(*) as active, count(*) filter (where c.unanswered_since is not null) as pending
from conversations c
where c.tenant_id = $1 and c.is_chat and c.state in ('open', 'waiting', 'active')
"""
INTENTS = """
select coalesce(y.corrected_intent, y.intent) as intent, count(*) as n
from message_analyses y where y.tenant_id = $1 and y.created_at >= $2
group by 1 order by 2 desc, 1
"""
# Everybody who ever opened a chat, with their latest.
CHAT_CUSTOMERS = """
with mine as (
  select c.customer_id, sum(c.message_count)::bigint as messages, sum(c.ai_count)::bigint as ai,
    max(c.active_at) as active_at
  from conversations c where c.tenant_id = $1 and c.is_chat
  group by 1 order by max(c.active_at) desc, 1 limit $2 offset $3
)
select m.customer_id, p.full_name as customer_name, l.id as room_id, m.messages, m.ai,
  coalesce(l.last_message_at, l.created_at) as last_activity, l.state
from mine m join people p on p.tenant_id = $1 and p.id = m.customer_id
cross join lateral (select c.id, c.last_message_at, c.created_at, c.state from conversations c
  where c.tenant_id = $1 and c.customer_id = m.customer_id and c.is_chat
  order by c.active_at desc, c.id desc limit 1) l
order by m.active_at desc, m.customer_id
"""
# Of the chats with something said in them since $2. One lasts from its first word to its last.
CHAT_BEHAVIOUR = """
select count(*) as rooms, count(distinct c.customer_id) as customers,
  coalesce(sum(extract(epoch from c.last_message_at - c.created_at)), 0)::bigint as lasted_s
from conversations c
where c.tenant_id = $1 and c.is_chat and c.active_at >= $2 and c.last_message_at is not null
"""
ENGAGED = """
select c.customer_id, p.full_name as customer_name, count(*) as rooms,
  sum(c.message_count)::bigint as messages, sum(c.ai_count)::bigint as ai,
  sum(extract(epoch from c.last_message_at - c.created_at))::bigint as lasted_s,
  max(c.last_message_at) as last_activity
from conversations c join people p on p.tenant_id = c.tenant_id and p.id = c.customer_id
where c.tenant_id = $1 and c.is_chat and c.active_at >= $2 and c.last_message_at is not null
group by 1, 2 order by 4 desc, 1 limit $3
"""

# A definer function of migration 0014: ids only.
TENANTS_WITH_NEW_CHAT = "select tenants_with_new_chat()"
