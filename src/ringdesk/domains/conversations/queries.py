"""Conversations' SQL. $1 is the tenant."""

from collections.abc import Iterable
from itertools import count

# Fragments for who shows a thread of their own: a ticket's is a conversation, too.
OPEN_THREAD = """
  insert into conversations (tenant_id, customer_id) values ($1, {customer}) returning id"""
SENDER = "left join people p on p.tenant_id = m.tenant_id and p.id = m.sender_id"
SENDER_COLUMNS = """coalesce(m.sender_id, 0) as sender_id,
coalesce(p.full_name, 'Assistant') as sender_name, coalesce(p.role, 'assistant') as sender_role"""
ATTACHMENTS_OF_MESSAGE = """
(select json_agg(json_build_object('id', f.id, 'name', f.name, 'size', f.size,
    'content_type', f.content_type, 'url', '/api/attachments/' || f.id) order by f.id)::text
  from attachments f where f.tenant_id = $1 and f.message_id = m.id) as attachments"""

# $2: whether the reader is staff, which decides what is unread.
COLUMNS = """
c.id, c.customer_id, c.customer_name, c.is_chat, c.channel, c.state, c.assistant_answers,
c.assigned_to, c.ticket_id, c.language, c.message_count, c.created_at, c.active_at,
c.last_message_at, c.unanswered_since, c.ended_at,
r.full_name as person_name, r.email as person_email, a.full_name as agent_name,
(select count(*) from messages m where m.tenant_id = $1 and m.conversation_id = c.id
  and m.from_staff <> $2 and m.read_at is null and not m.internal and m.kind = 'said')
  as unread_count,
l.content as last_content, l.from_staff as last_from_staff, l.is_ai as last_is_ai,
n.intent, n.confidence as intent_confidence,
s.id as session_id, s.type as session_type, s.status as session_status,
case when s.status = 'waiting' then (select count(*) from chat_sessions w
  where w.tenant_id = $1 and w.status = 'waiting' and w.id <= s.id) end as session_position
"""
AROUND = """
join people r on r.tenant_id = $1 and r.id = c.customer_id
left join people a on a.tenant_id = $1 and a.id = c.assigned_to
left join lateral (select left(m.content, 300) as content, m.from_staff, m.is_ai from messages m
  where m.tenant_id = $1 and m.conversation_id = c.id and m.kind = 'said' and not m.internal
  order by m.id desc limit 1) l on true
left join lateral (select coalesce(y.corrected_intent, y.intent) as intent, y.confidence
  from message_analyses y where y.tenant_id = $1 and y.conversation_id = c.id
  order by y.message_id desc limit 1) n on true
left join lateral (select s.id, s.type, s.status from chat_sessions s
  where s.tenant_id = $1 and s.conversation_id = c.id and s.status <> 'ended'
  order by s.id desc limit 1) s on true
"""
GET = f"""
select {COLUMNS} from conversations c {AROUND}
where c.tenant_id = $1 and c.id = $3 and c.hidden_at is null
"""
GET_FOR_UPDATE = f"{GET} for update of c"

# As with tickets, only the filters that are given stand in the statement.
PAGE = """
with page as (
  select c.* from conversations c
  where c.tenant_id = $1 and c.is_chat and c.hidden_at is null"""
FILTERS = {
    "one_state": "c.state = {}",
    "states": "c.state = any({}::text[])",
    "assignee": "c.assigned_to = {}",
    "unassigned": "c.assigned_to is null",
    "customer": "c.customer_id = {}",
    "after": "(c.active_at, c.id) < ({}, {})",
    "words": """(exists (select from people r where r.tenant_id = $1 and r.id = c.customer_id
    and (strpos(lower(r.full_name), lower({0})) > 0 or strpos(lower(r.email), lower({0})) > 0))
    or strpos(lower(c.customer_name), lower({0})) > 0)""",
}
OF_PAGE = f"""
)
select {COLUMNS} from page c {AROUND}
order by c.active_at desc, c.id desc
"""


def listing(filters: Iterable[str]) -> str:
    """The statement for these filters, by name; their values follow from $3, then limit, offset."""
    numbers = count(3)

    def slots(condition: str) -> str:
        if "{0}" in condition:
            return condition.format(f"${next(numbers)}::text")
        return condition.format(*(f"${next(numbers)}" for _ in range(condition.count("{}"))))

    conditions = "".join(f"\n  and {slots(FILTERS[name])}" for name in filters)
    ending = slots("\n  order by c.active_at desc, c.id desc limit {} offset {}")
    return PAGE + conditions + ending + OF_PAGE


OPEN = """
insert into conversations (tenant_id, customer_id, customer_name, is_chat, channel,
  assistant_answers)
values ($1, $2, $3, true, $4, $5) returning id
"""
ENTER = """
insert into participants (tenant_id, conversation_id, person_id, side) values ($1, $2, $3, $4)
on conflict (tenant_id, conversation_id, person_id) do update set left_at = null
"""
LEAVE = """
update participants set left_at = now()
where tenant_id = $1 and conversation_id = $2 and side = 'staff' and left_at is null
"""
# Two windows of one customer must not open two.
OPENING_LOCK = """
select pg_advisory_xact_lock(hashtextextended('opening' || $1::uuid || $2::bigint, 0))
"""
OPEN_ONE_OF = """
select id from conversations
where tenant_id = $1 and customer_id = $2 and channel = $3 and is_chat and state <> 'ended'
  and hidden_at is null
order by active_at desc, id desc limit 1
"""
COUNTS = """
select count(*) filter (where c.state = 'waiting') as waiting,
  count(*) filter (where c.assigned_to = $2) as mine,
  count(*) filter (where c.assigned_to is null and c.unanswered_since is not null) as unassigned,
  count(*) filter (where c.state = 'active') as active
from conversations c
where c.tenant_id = $1 and c.is_chat and c.state in ('open', 'waiting', 'active')
  and c.hidden_at is null
"""
CHANGE_STATE = """
update conversations set state = $3, assigned_to = $4, assistant_answers = $5,
  ended_at = case when $3 = 'ended' then now() end, active_at = now()
where tenant_id = $1 and id = $2
"""
MAKE_CHAT = """
update conversations set is_chat = true, active_at = now() where tenant_id = $1 and id = $2
"""
LINK_TICKET = """
update conversations set ticket_id = $3, active_at = now() where tenant_id = $1 and id = $2
"""
UNLINK_TICKET = """
update conversations set ticket_id = null where tenant_id = $1 and id = $2 and ticket_id = $3
returning id, customer_id, is_chat, state, assigned_to, ticket_id
"""
HIDE = """
update conversations set hidden_at = now()
where tenant_id = $1 and id = $2 and not is_chat
"""

MESSAGE_COLUMNS = f"""
m.id, m.conversation_id, m.content, m.kind, m.internal, m.from_staff, m.is_ai, m.created_at,
m.read_at, m.client_key, m.sources::text as sources,
{SENDER_COLUMNS},
{ATTACHMENTS_OF_MESSAGE},
y.intent, y.confidence, y.sentiment, y.language, y.suggestions, y.model_version,
y.corrected_intent
"""
ANALYSIS = """
left join message_analyses y on y.tenant_id = m.tenant_id and y.message_id = m.id"""
# A page, oldest first, of what stands before a message ($4, or the end).
LATEST = f"""
with latest as (
  select m.* from messages m
  where m.tenant_id = $1 and m.conversation_id = $2 and ($3 or not m.internal)
    and ($4::bigint is null or m.id < $4)
  order by m.id desc limit $5
)
select {MESSAGE_COLUMNS} from latest m {SENDER} {ANALYSIS}
order by m.id
"""
SAID = f"""
select {MESSAGE_COLUMNS} from messages m {SENDER} {ANALYSIS}
where m.tenant_id = $1 and m.conversation_id = $2 and ($3 or not m.internal) and m.kind = 'said'
order by m.id limit $4 offset $5
"""
MESSAGE = f"""
select {MESSAGE_COLUMNS} from messages m {SENDER} {ANALYSIS}
where m.tenant_id = $1 and m.id = $2
"""
MESSAGES_BY_ID = f"""
select {MESSAGE_COLUMNS} from messages m {SENDER} {ANALYSIS}
where m.tenant_id = $1 and m.id = any($2::bigint[])
"""
MESSAGE_BY_KEY = f"""
select {MESSAGE_COLUMNS} from messages m {SENDER} {ANALYSIS}
where m.tenant_id = $1 and m.conversation_id = $2 and m.sender_id = $3 and m.client_key = $4
"""
# What saying something needs to know of where it is said; held, so that ids come in order. Not
# for a change of the key: rows that point at the conversation may be written meanwhile.
HOLD = """
select c.id, c.customer_id, c.is_chat, c.state, c.assigned_to, c.ticket_id
from conversations c
where c.tenant_id = $1 and c.id = $2 and c.hidden_at is null and c.is_chat for no key update
"""
# $8: what the conversation becomes by it; $9: whether the words are to be understood. An event
# counts for nothing. Nothing comes back, and nothing is changed, where the sender said this before
# under the same key.
SAY = f"""
with m as (
  insert into messages (tenant_id, conversation_id, sender_id, from_staff, content, internal,
    client_key, answered_after_s)
  select $1, $2, $3::bigint, $4::boolean, $5::text, $6::boolean, $7::text,
    case when $4 and not $6 then extract(epoch from now() - w.unanswered_since)::int end
  from conversations w where w.tenant_id = $1 and w.id = $2
  on conflict (tenant_id, conversation_id, sender_id, client_key) where client_key is not null
    do nothing
  returning *
), c as (
  update conversations set active_at = now(), state = $8,
    ended_at = case when $8 = 'ended' then ended_at end,
    message_count = message_count + case when $6 then 0 else 1 end,
    last_message_at = case when $6 then last_message_at else now() end,
    unanswered_since = case when $6 then unanswered_since when $4 then null
      else coalesce(unanswered_since, now()) end
  where tenant_id = $1 and id = $2 and exists (select from m)
), e as (
  insert into participants as e (tenant_id, conversation_id, person_id, side)
  select $1, $2, $3, 'staff' where $4 and exists (select from m)
  on conflict (tenant_id, conversation_id, person_id) do update set left_at = null
    where e.left_at is not null
), w as (
  insert into messages_to_understand (tenant_id, message_id) select $1, m.id from m where $9
)
select {MESSAGE_COLUMNS} from m {SENDER} {ANALYSIS}
"""
SAY_AS_ASSISTANT = """
with m as (
  insert into messages (tenant_id, conversation_id, from_staff, is_ai, content, in_reply_to,
    sources, answered_after_s)
  select $1, $2, true, true, $3::text, $4::bigint, $5::text::jsonb,
    extract(epoch from now() - w.unanswered_since)::int
  from conversations w where w.tenant_id = $1 and w.id = $2
  on conflict (tenant_id, in_reply_to) where in_reply_to is not null do nothing
  returning id
), c as (
  update conversations set active_at = now(), message_count = message_count + 1,
    ai_count = ai_count + 1, last_message_at = now(), unanswered_since = null
  where tenant_id = $1 and id = $2 and exists (select from m)
)
select id from m
"""
NOTE_EVENT = """
insert into messages (tenant_id, conversation_id, sender_id, from_staff, kind, content, read_at)
values ($1, $2, $3, $4, 'event', $5, now()) returning id
"""
CORRECT_INTENT = """
update message_analyses set corrected_intent = $3, corrected_by = $4, corrected_at = now()
where tenant_id = $1 and message_id = $2
"""
MARK_READ = """
update messages set read_at = now()
where tenant_id = $1 and conversation_id = $2 and from_staff <> $3 and read_at is null
  and ($3 or not internal)
"""

ADD_ATTACHMENT = """
insert into attachments (tenant_id, conversation_id, uploaded_by, name, content_type, size, sha256,
  storage_key)
values ($1, $2, $3, $4, $5, $6, $7, $8)
returning id, conversation_id, message_id, name, content_type, size
"""
STORED_BYTES = "select coalesce(sum(size), 0)::bigint from attachments where tenant_id = $1"
ATTACH = """
update attachments set message_id = $2
where tenant_id = $1 and id = any($3::bigint[]) and conversation_id = $4 and uploaded_by = $5
  and message_id is null
"""
ATTACHMENT = """
select f.id, f.conversation_id, f.message_id, f.name, f.content_type, f.size, f.storage_key,
  f.uploaded_by, coalesce(m.internal, false) as internal
from attachments f left join messages m on m.tenant_id = f.tenant_id and m.id = f.message_id
where f.tenant_id = $1 and f.id = $2
"""

CUSTOMER = """
select p.id, p.full_name, p.email, p.role, p.is_active, p.created_at,
  (select max(c.active_at) from conversations c where c.tenant_id = $1 and c.customer_id = p.id)
    as last_seen_at
from people p
where p.tenant_id = $1 and p.id = $2 and p.deleted_at is null and (p.role = 'customer'
  or exists (select from conversations c where c.tenant_id = $1 and c.customer_id = p.id))
"""
NOTE_COLUMNS = "n.id, n.content, n.created_at, n.author_id, p.full_name as author_name"
CUSTOMER_NOTES = f"""
select {NOTE_COLUMNS} from customer_notes n
join people p on p.tenant_id = n.tenant_id and p.id = n.author_id
where n.tenant_id = $1 and n.customer_id = $2 order by n.id desc limit $3
"""
NOTE_CUSTOMER = f"""
with n as (
  insert into customer_notes (tenant_id, customer_id, author_id, content)
  values ($1, $2, $3, $4) returning *
)
select {NOTE_COLUMNS} from n join people p on p.tenant_id = n.tenant_id and p.id = n.author_id
"""

RATE = """
insert into conversation_ratings as r (tenant_id, conversation_id, customer_id, agent_id, score,
  comment)
select $1, c.id, c.customer_id, coalesce(c.assigned_to, (select s.agent_id from chat_sessions s
    where s.tenant_id = $1 and s.conversation_id = c.id and s.agent_id is not null
    order by s.id desc limit 1)), $3, $4
from conversations c where c.tenant_id = $1 and c.id = $2
on conflict (tenant_id, conversation_id) do update set agent_id = excluded.agent_id,
  score = excluded.score, comment = excluded.comment, rated_at = now()
returning r.agent_id, r.score, r.comment
"""
