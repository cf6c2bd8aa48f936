"""Tickets' SQL. $1 is the tenant."""

from collections.abc import Iterable
from itertools import count

# What a reader has not read: for staff the customer's words, for a customer the staff's. The count
# and the time of the last message know of internal notes, so a customer's are counted anew.
COLUMNS = """
t.id, t.title, t.description, t.status, t.priority, t.category, t.auto_categorized,
t.confidence_score, t.tags, t.created_by, t.assigned_to, t.version,
case when $2 then t.message_count else (select count(*)::int from messages m
  where m.tenant_id = $1 and m.ticket_id = t.id and not m.internal) end as message_count,
t.created_at, t.updated_at,
case when $2 then t.last_message_at else (select max(m.created_at) from messages m
  where m.tenant_id = $1 and m.ticket_id = t.id and not m.internal) end as last_message_at,
t.first_responded_at, t.resolved_at,
c.full_name as customer_name, c.email as customer_email, a.full_name as agent_name,
(select count(*) from messages m where m.tenant_id = $1 and m.ticket_id = t.id
  and m.from_staff <> $2 and m.read_at is null and not (m.internal and not $2)) as unread_count
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

# The new row joined to its people: one round trip, no second read.
CREATE = f"""
with t as (
  insert into tickets (tenant_id, title, description, priority, category, auto_categorized,
    confidence_score, model_version, tags, created_by)
  values ($1, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning *
)
select {COLUMNS} from t {PEOPLE_OF}
""".replace("from tickets t", "from t")

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
DELETE = """
update tickets set deleted_at = now(), updated_at = now(), version = version + 1
where tenant_id = $1 and id = $2
"""

MESSAGE_COLUMNS = """
m.id, m.ticket_id, m.content, m.internal, m.from_staff, m.created_at, m.read_at, m.sender_id,
p.full_name as sender_name, p.role as sender_role,
(select json_agg(json_build_object('id', f.id, 'name', f.name, 'size', f.size,
    'content_type', f.content_type, 'url', '/api/attachments/' || f.id) order by f.id)::text
  from attachments f where f.tenant_id = $1 and f.message_id = m.id) as attachments
"""
MESSAGES = f"""
select {MESSAGE_COLUMNS} from messages m
join people p on p.tenant_id = m.tenant_id and p.id = m.sender_id
where m.tenant_id = $1 and m.ticket_id = $2 and ($3 or not m.internal)
order by m.id
limit $4 offset $5
"""
MESSAGE = f"""
select {MESSAGE_COLUMNS} from messages m
join people p on p.tenant_id = m.tenant_id and p.id = m.sender_id
where m.tenant_id = $1 and m.id = $2
"""
# Say it, note it on the ticket ($7: the first public words of staff; $8: its new state, or null),
# and show it: one round trip.
POST_MESSAGE = f"""
with m as (
  insert into messages (tenant_id, ticket_id, sender_id, from_staff, content, internal)
  values ($1, $2, $3, $4, $5, $6) returning *
), touched as (
  update tickets set message_count = message_count + 1, last_message_at = now(),
    updated_at = now(), version = version + 1,
    first_responded_at = case when $7 then coalesce(first_responded_at, now())
      else first_responded_at end,
    status = coalesce($8, status),
    resolved_at = case when $8 = 'open' then null else resolved_at end
  where tenant_id = $1 and id = $2
)
select {MESSAGE_COLUMNS} from m
join people p on p.tenant_id = m.tenant_id and p.id = m.sender_id
"""
MARK_READ = """
update messages set read_at = now()
where tenant_id = $1 and ticket_id = $2 and from_staff <> $3 and read_at is null
  and ($3 or not internal)
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
    select from messages m where m.tenant_id = $1 and m.ticket_id = t.id and not m.from_staff
      and m.read_at is null)) as unread
from tickets t
where t.tenant_id = $1 and t.deleted_at is null and t.status in ('open', 'in_progress')
  and ($2::bigint is null or t.created_by = $2)
"""

ADD_ATTACHMENT = """
insert into attachments (tenant_id, ticket_id, uploaded_by, name, content_type, size, sha256,
  storage_key)
values ($1, $2, $3, $4, $5, $6, $7, $8)
returning id, ticket_id, message_id, name, content_type, size
"""
ATTACH = """
update attachments set message_id = $2
where tenant_id = $1 and id = any($3::bigint[]) and ticket_id = $4 and uploaded_by = $5
  and message_id is null
"""
ATTACHMENT = """
select f.id, f.ticket_id, f.message_id, f.name, f.content_type, f.size, f.storage_key,
  f.uploaded_by, coalesce(m.internal, false) as internal
from attachments f left join messages m on m.tenant_id = f.tenant_id and m.id = f.message_id
where f.tenant_id = $1 and f.id = $2
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
