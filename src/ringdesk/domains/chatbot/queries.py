"""The SQL of the chatbot's turns and their numbers. $1 is the tenant."""

COLUMNS = """
t.id, t.conversation_id, t.message_id, t.person_id as user_id, p.full_name as user_name, t.channel,
t.query, t.response, t.outcome, t.confidence, t.was_escalated, t.ticket_id, t.source_kind,
t.source_id, t.sources::text as sources, t.response_time_ms, t.knowledge_revision, t.threshold,
t.model_version, t.provider, t.verdict, t.asked_at, t.created_at
"""
PERSON = "join people p on p.tenant_id = $1 and p.id = t.person_id"

ASK = """
insert into chatbot_turns (tenant_id, conversation_id, message_id, person_id, channel, query,
  query_key, client_key)
values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict do nothing
returning id
"""
KNOWN = """
select id, query, conversation_id from chatbot_turns
where tenant_id = $1 and person_id = $2 and client_key = $3
"""
OF_MESSAGE = "select id from chatbot_turns where tenant_id = $1 and message_id = $2"
TURN = f"select {COLUMNS} from chatbot_turns t {PERSON} where t.tenant_id = $1 and t.id = $2"
TURN_FOR_UPDATE = f"{TURN} for update of t"
ANSWER = """
update chatbot_turns set response = $3, outcome = $4, confidence = $5, was_escalated = $6,
  ticket_id = $7, source_kind = $8, source_id = $9, sources = $10::text::jsonb,
  knowledge_revision = $11, threshold = $12, model_version = $13, provider = $14,
  response_time_ms = least(2147483647,
    extract(epoch from clock_timestamp() - asked_at) * 1000)::int
where tenant_id = $1 and id = $2
"""
SET_TICKET = """
update chatbot_turns set ticket_id = $3
where tenant_id = $1 and conversation_id = $2 and was_escalated and ticket_id is null
  and outcome = 'person'
"""
JUDGE = """
update chatbot_turns set verdict = $3, verdict_by = $4 where tenant_id = $1 and id = $2
"""
# How many questions of a conversation were answered lately.
LATELY = """
select count(*)::int from chatbot_turns
where tenant_id = $1 and conversation_id = $2 and asked_at > now() - $3::interval
"""
LEFT_OPEN = """
select id from chatbot_turns
where tenant_id = $1 and response is null and asked_at < now() - $2::interval
order by id limit 200
"""

# Newest first. $2: of a conversation; $5: only older ones.
LOG = f"""
select {COLUMNS} from chatbot_turns t {PERSON}
where t.tenant_id = $1 and t.response is not null
  and ($2::bigint is null or t.conversation_id = $2)
  and (not $3 or t.was_escalated)
  and (not $4 or t.outcome = 'refused')
  and ($5::bigint is null or t.id < $5)
order by t.id desc limit $6 offset $7
"""

# The folded and what is not, in one snapshot.
SUMS = """
count(*) as total, count(*) filter (where was_escalated) as escalated,
count(*) filter (where outcome = 'answered') as answered,
count(*) filter (where outcome = 'refused') as refused,
coalesce(sum(confidence), 0) as confidence,
coalesce(sum(response_time_ms), 0)::bigint as response_ms
"""
TOTALS = f"""
select (f.total + u.total)::bigint as total, (f.escalated + u.escalated)::bigint as escalated,
  (f.answered + u.answered)::bigint as answered, (f.refused + u.refused)::bigint as refused,
  f.confidence + u.confidence as confidence,
  (f.response_ms + u.response_ms)::bigint as response_ms
from (select {SUMS} from chatbot_turns
    where tenant_id = $1 and response is not null and not folded) u,
  (select coalesce(sum(total), 0) as total, coalesce(sum(escalated), 0) as escalated,
    coalesce(sum(answered), 0) as answered, coalesce(sum(refused), 0) as refused,
    coalesce(sum(confidence), 0) as confidence, coalesce(sum(response_ms), 0) as response_ms
    from chatbot_totals where tenant_id = $1) f
"""
# What a turn counts as: always a question; besides, what answered it or that nothing did.
COUNTED = """
select c.kind, c.key, (array_agg(left(c.label, 200) order by t.id desc))[1] as label,
  count(*)::bigint as n, max(t.id) as last_turn
from {turns} t, lateral (values
  ('query', t.query_key, t.query),
  ('source', case when t.outcome = 'answered' then t.source_kind || ':' || t.source_id end,
    t.sources -> 0 ->> 'title'),
  ('unanswered', case when t.outcome = 'refused' then t.query_key end, t.query)
) c (kind, key, label)
where c.key <> ''
group by c.kind, c.key
"""
# The few that are asked most often: what leads among the folded, and whatever is not folded yet.
COMMON = f"""
with fresh as (
  {
    COUNTED.format(
        turns='''(select * from chatbot_turns
    where tenant_id = $1 and response is not null and not folded)'''
    )
}
), ahead as (
  (select kind, key, label, n, last_turn from chatbot_common
    where tenant_id = $1 and kind = 'query' order by n desc limit $2)
  union all
  (select kind, key, label, n, last_turn from chatbot_common
    where tenant_id = $1 and kind = 'source' order by n desc limit $2)
  union all
  (select kind, key, label, n, last_turn from chatbot_common
    where tenant_id = $1 and kind = 'unanswered' order by n desc limit $2)
), known as (
  select kind, key, label, n, last_turn from ahead
  union
  select k.kind, k.key, k.label, k.n, k.last_turn from fresh f join chatbot_common k
    on k.tenant_id = $1 and k.kind = f.kind and k.key = f.key
), added as (
  select coalesce(f.kind, k.kind) as kind, coalesce(f.key, k.key) as key,
    coalesce(f.label, k.label, '') as label, coalesce(f.n, 0) + coalesce(k.n, 0) as n,
    greatest(f.last_turn, k.last_turn) as last_turn
  from fresh f full join known k on k.kind = f.kind and k.key = f.key
), numbered as (
  select *, row_number() over (partition by kind order by n desc, last_turn desc) as nr from added
)
select kind, key, label, n::bigint as n, last_turn from numbered
where nr <= $2 order by kind, nr
"""
# Moves turns into the sums. $2: at most so many. Two folders wait for each other.
FOLD_LOCK = "select pg_advisory_xact_lock(hashtextextended('chatbot fold ' || $1::uuid::text, 0))"
FOLD = f"""
with chosen as (
  select id from chatbot_turns
  where tenant_id = $1 and response is not null and not folded
  order by id limit $2 for update
), turns as (
  update chatbot_turns t set folded = true from chosen c
  where t.tenant_id = $1 and t.id = c.id returning t.*
), sums as (
  insert into chatbot_totals as f (tenant_id, total, escalated, answered, refused, confidence,
    response_ms)
  select $1, {SUMS} from turns
  on conflict (tenant_id) do update set total = f.total + excluded.total,
    escalated = f.escalated + excluded.escalated, answered = f.answered + excluded.answered,
    refused = f.refused + excluded.refused, confidence = f.confidence + excluded.confidence,
    response_ms = f.response_ms + excluded.response_ms
), common as (
  insert into chatbot_common as k (tenant_id, kind, key, label, n, last_turn)
  select $1, kind, key, coalesce(label, ''), n, last_turn from ({COUNTED.format(turns="turns")}) c
  on conflict (tenant_id, kind, key) do update set n = k.n + excluded.n, label = excluded.label,
    last_turn = excluded.last_turn
)
select count(*)::int from turns
"""

SETTINGS = "select handoff_patience_s from chatbot_settings where tenant_id = $1"
SET_SETTINGS = """
insert into chatbot_settings (tenant_id, handoff_patience_s) values ($1, $2)
on conflict (tenant_id) do update set handoff_patience_s = $2, changed_at = now()
"""

# Whether anything could be said to a customer's message: a question waits for its answer, or no
# person is in the conversation, neither by having taken it nor by speaking in it lately.
MAY_ANSWER = """
select exists (select from chatbot_turns t
    where t.tenant_id = $1 and t.message_id = m.id and t.response is null)
  or c.is_chat and c.state <> 'active' and c.assigned_to is null and not exists (
    select from (select s.* from messages s
      where s.tenant_id = $1 and s.conversation_id = c.id order by s.id desc limit $3) s
    where s.from_staff and not s.is_ai and not s.internal and s.kind = 'said')
from messages m join conversations c on c.tenant_id = m.tenant_id and c.id = m.conversation_id
where m.tenant_id = $1 and m.id = $2
"""
