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
as t (id, thread, title, description, status, priority, category, automatic, confidence, model, tags,
  requester, agent, version, lines, at, updated, last, responded, resolved)
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
