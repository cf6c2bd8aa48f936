"""Tickets' SQL. $1 is the tenant."""

from collections.abc import Iterable
from itertools import count

from ringdesk.domains import conversations

# What a reader has not read: for staff the customer's words, for a customer the staff's. The count
# and the time of the last message know of internal notes, so a customer's are counted anew.
COLUMNS = """
t.id, t.conversation_id, t.title, t.description, t.status, t.priority, t.category,
t.auto_categorized, t.confidence_score, t.tags, t.created_by, t.assigned_to, t.version,
case when $2 then t.message_count else (select count(*)::int from messages m
  where m.tenant_id = $1 and m.conversation_id = t.conversation_id and m.kind = 'said'
    and not m.internal) end as message_count,
t.created_at, t.updated_at,
case when $2 then t.last_message_at else (select max(m.created_at) from messages m
  where m.tenant_id = $1 and m.conversation_id = t.conversation_id and m.kind = 'said'
    and not m.internal) end as last_message_at,
t.first_responded_at, t.resolved_at,
c.full_name as customer_name, c.email as customer_email, a.full_name as agent_name,
(select count(*) from messages m where m.tenant_id = $1 and m.conversation_id = t.conversation_id
  and m.from_staff <> $2 and m.read_at is null and not (m.internal and not $2)) as unread_count,
t.is_chat
"""
PEOPLE_OF = """
join people c on c.tenant_id = t.tenant_id and c.id = t.created_by
left join people a on a.tenant_id = t.tenant_id and a.id = t.assigned_to
"""

GET = f"""
select {COLUMNS} from tickets t {PEOPLE_OF}
where t.tenant_id = $1 and t.id = $3 and t.deleted_at is null
"""
GET_FOR_UPDATE = f"{GET} for update of t"
GET_PLAIN_FOR_UPDATE = f"{GET} and not t.is_chat for update of t"

# A list is one statement, put together from these lines: only the filters that are given stand in
# it, so that one plan serves it for ever. (With nullable parameters a plan had to be made anew at
# each call, or was a bad one: docs/adr/0011.) First the page, then the people of its tickets.
PAGE = """
with page as (
  select t.* from tickets t
  where t.tenant_id = $1 and t.deleted_at is null"""
FILTERS = {
    "one_status": "t.status = {}",
    "status": "t.status = any({}::text[])",
    "priority": "t.priority = any({}::text[])",
    "category": "t.category = any({}::text[])",
    "assignee": "t.assigned_to = {}",
    "unassigned": "t.assigned_to is null",
    "requester": "t.created_by = {}",
    "tag": "{} = any(t.tags)",
    "after": "(t.created_at, t.id) < ({}, {})",
    "found": "t.id = any({}::bigint[])",
}
OF_PAGE = f"""
)
select {COLUMNS} from page t {PEOPLE_OF}
order by t.created_at desc, t.id desc
"""


def listing(filters: Iterable[str]) -> str:
    """The statement for these filters, by name; their values follow from $3, then limit, offset."""
    numbers = count(3)

    def slots(condition: str) -> str:
        return condition.format(*(f"${next(numbers)}" for _ in range(condition.count("{}"))))

    conditions = "".join(f"\n  and {slots(FILTERS[name])}" for name in filters)
    ending = slots("\n  order by t.created_at desc, t.id desc limit {} offset {}")
    return PAGE + conditions + ending + OF_PAGE


SEARCH = """
select id from search_tickets(to_tsquery('simple', $2), $3, $4, $5) as id
where $1::uuid is not null
"""

# The new row, and the thread it is talked about in, joined to its people: one round trip.
NEW_ROW = """
  insert into tickets (tenant_id, title, description, priority, category, auto_categorized,
    confidence_score, model_version, suggested_priority, priority_confidence,
    priority_model_version, tags, created_by, conversation_id, is_chat)
  select $1, $3::text, $4::text, $5::text, $6::text, $7::boolean, $8::float8, $9::text,
    $10::text, $11::float8, $12::text, $13::text[], $14::bigint"""
CREATE = f"""
with thread as ({conversations.OPEN_THREAD.format(customer="$14")}),
t as ({NEW_ROW}, thread.id, false from thread returning *)
select {COLUMNS} from t {PEOPLE_OF}
""".replace("from tickets t", "from t")
# From a chat ($15): what was said there is the thread, and counts.
CREATE_FROM_CHAT = f"""
with t as ({NEW_ROW}, $15::bigint, true returning *)
select {COLUMNS} from t {PEOPLE_OF}
""".replace("from tickets t", "from t")
BECOME_CHAT = "update tickets set is_chat = true where tenant_id = $1 and conversation_id = $2"
ADOPT_THREAD = """
update tickets t set message_count = said.n, last_message_at = said.last,
  first_responded_at = said.answered
from (select count(*)::int as n, max(m.created_at) as last,
    min(m.created_at) filter (where m.from_staff and not m.is_ai and not m.internal) as answered
  from messages m where m.tenant_id = $1 and m.conversation_id = $3 and m.kind = 'said') as said
where t.tenant_id = $1 and t.id = $2
"""

UPDATE = """
update tickets set title = coalesce($3, title), description = coalesce($4, description),
  priority = coalesce($5, priority), status = coalesce($6, status),
  category = coalesce($7, category),
  auto_categorized = auto_categorized and $7 is null,
  confidence_score = case when $7::text is null then confidence_score else 1.0 end,
  assigned_to = case when $8 then $9 else assigned_to end,
  tags = coalesce($10::text[], tags),
  resolved_at = case when $6 is null then resolved_at
    when $6 in ('resolved', 'closed') then coalesce(resolved_at, now())
    when $6 = 'cancelled' then resolved_at end,
  version = version + 1, updated_at = now()
where tenant_id = $1 and id = $2
"""
# What the assistant said of a ticket, for whoever corrects it.
GUESSES = """
select model_version, suggested_priority, priority_confidence, priority_model_version
from tickets where tenant_id = $1 and id = $2
"""
SUGGEST_PRIORITY = """
update tickets set suggested_priority = $3, priority_confidence = $4, priority_model_version = $5
where tenant_id = $1 and id = $2
"""
DELETE = """
update tickets set deleted_at = now(), updated_at = now(), version = version + 1
where tenant_id = $1 and id = $2
"""

# $2 is the ticket.
MESSAGE_COLUMNS = f"""
m.id, $2::bigint as ticket_id, m.content, m.internal, m.from_staff, m.created_at, m.read_at,
{conversations.SENDER_COLUMNS},
{conversations.ATTACHMENTS_OF_MESSAGE}
"""
MESSAGES = f"""
select {MESSAGE_COLUMNS}, null::int as ticket_version, null::text as reached_by
from messages m {conversations.SENDER}
where m.tenant_id = $1 and m.conversation_id =
    (select t.conversation_id from tickets t where t.tenant_id = $1 and t.id = $2)
  and m.kind = 'said' and ($3 or not m.internal)
order by m.id
limit $4 offset $5
"""
MESSAGE = f"""
select {MESSAGE_COLUMNS}, t.version as ticket_version, t.reached_by
from messages m {conversations.SENDER}
left join tickets t on t.tenant_id = m.tenant_id and t.id = $2
where m.tenant_id = $1 and m.id = $3
"""
# Say it, note it on the ticket ($7: the first public words of staff; $8: its new state, or null),
# and show it: one round trip. For threads that are no chats; see thread.py.
POST_MESSAGE = f"""
with m as (
  insert into messages (tenant_id, conversation_id, sender_id, from_staff, content, internal)
  values ($1, $9, $3, $4, $5, $6) returning *
), touched as (
  update tickets set message_count = message_count + 1, last_message_at = now(),
    updated_at = now(), version = version + 1,
    first_responded_at = case when $7 then coalesce(first_responded_at, now())
      else first_responded_at end,
    status = coalesce($8, status),
    resolved_at = case when $8 = 'open' then null else resolved_at end
  where tenant_id = $1 and id = $2 returning version, reached_by
)
select {MESSAGE_COLUMNS}, t.version as ticket_version, t.reached_by
from touched t, m {conversations.SENDER}
"""
# The same for words that were said in the ticket's chat.
TOUCH = """
update tickets set message_count = message_count + 1, last_message_at = now(),
  updated_at = now(), version = version + 1,
  first_responded_at = case when $3 then coalesce(first_responded_at, now())
    else first_responded_at end,
  status = coalesce($4, status),
  resolved_at = case when $4 = 'open' then null else resolved_at end
where tenant_id = $1 and id = $2
returning reached_by
"""
REACH_BY = "update tickets set reached_by = $3 where tenant_id = $1 and id = $2"
MARK_READ = """
update messages set read_at = now()
where tenant_id = $1 and from_staff <> $3 and read_at is null and ($3 or not internal)
  and conversation_id =
    (select t.conversation_id from tickets t where t.tenant_id = $1 and t.id = $2)
"""

RECORD_CHANGE = """
insert into ticket_changes (tenant_id, ticket_id, actor_id, kind, changes)
values ($1, $2, $3, $4, $5::text::jsonb)
"""
CHANGES = """
select h.id, h.at, h.kind, h.changes::text as changes, h.actor_id,
  coalesce(p.full_name, '') as actor_name
from ticket_changes h left join people p on p.tenant_id = h.tenant_id and p.id = h.actor_id
where h.tenant_id = $1 and h.ticket_id = $2 order by h.id limit 500
"""

COUNTS = """
select count(*) filter (where t.status in ('open', 'in_progress')) as open,
  count(*) filter (where t.status in ('open', 'in_progress') and t.assigned_to = $3) as mine,
  count(*) filter (where t.status in ('open', 'in_progress') and t.assigned_to is null)
    as unassigned,
  count(*) filter (where t.status in ('open', 'in_progress') and t.priority = 'critical')
    as urgent,
  count(*) filter (where t.status in ('open', 'in_progress') and exists (
    select from messages m where m.tenant_id = $1 and m.conversation_id = t.conversation_id
      and not m.from_staff and m.read_at is null)) as unread
from tickets t
where t.tenant_id = $1 and t.deleted_at is null and t.status in ('open', 'in_progress')
  and ($2::bigint is null or t.created_by = $2)
"""

VIEWS = """
select id, name, filters::text as filters, shared, owner_id from saved_views
where tenant_id = $1 and (owner_id = $2 or shared) order by name, id limit 200
"""
ADD_VIEW = """
insert into saved_views (tenant_id, owner_id, name, filters, shared)
values ($1, $2, $3, $4::text::jsonb, $5)
returning id, name, filters::text as filters, shared, owner_id
"""
DELETE_VIEW = """
delete from saved_views where tenant_id = $1 and id = $2 and (owner_id = $3 or (shared and $4))
returning id
"""
CHAT_OF = """
select conversation_id from tickets where tenant_id = $1 and id = $2 and is_chat
"""
