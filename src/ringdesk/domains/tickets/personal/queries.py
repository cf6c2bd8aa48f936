"""What tickets keep of people. $1 is the tenant, $2 the person; of expiries $2 is the moment before
which something is too old, and $3 how many at once."""

from ringdesk.kernel.personal import ERASED

TICKETS = """
select (to_jsonb(t) - '{tenant_id,tsv,version,assigned_to}'::text[])::text as row
from tickets t where t.tenant_id = $1 and t.created_by = $2 order by t.id
"""
ERASE_TICKETS = f"""
update tickets set title = '{ERASED}', description = '{ERASED}', tags = '{{}}'
where tenant_id = $1 and created_by = $2
"""
CHANGES = """
select jsonb_build_object('ticket_id', c.ticket_id, 'kind', c.kind, 'at', c.at)::text as row
from ticket_changes c join tickets t on t.tenant_id = c.tenant_id and t.id = c.ticket_id
where c.tenant_id = $1 and t.created_by = $2 order by c.id
"""
ERASE_CHANGES = """
update ticket_changes c set changes = c.changes - '{title,description,tags}'::text[]
from tickets t where c.tenant_id = $1 and t.tenant_id = c.tenant_id and t.id = c.ticket_id
  and t.created_by = $2 and c.changes ?| '{title,description,tags}'::text[]
"""
VIEWS = """
select jsonb_build_object('name', name, 'filters', filters)::text as row
from saved_views where tenant_id = $1 and owner_id = $2 order by id
"""
ERASE_VIEWS = "delete from saved_views where tenant_id = $1 and owner_id = $2"

# Resolved, closed or withdrawn, and nothing since. The row stays, without words, for the counts.
# Its thread goes with it, unless that is a chat which is about something else by now; a chat in
# which people talk just now waits.
OLD = f"""
select t.id, case when not c.is_chat or c.ticket_id = t.id then c.id end as thread_id
from tickets t join conversations c on c.tenant_id = t.tenant_id and c.id = t.conversation_id
where t.tenant_id = $1 and t.updated_at < $2 and t.title <> '{ERASED}'
  and (t.status in ('resolved', 'closed', 'cancelled') or t.deleted_at is not null)
  and not (c.is_chat and c.state in ('waiting', 'active') and c.ticket_id is not distinct from t.id)
"""
COUNT_OLD = f"select count(*) from ({OLD}) as old"
FILES_OF_OLD = f"""
select a.storage_key from attachments a
where a.tenant_id = $1 and a.conversation_id in (
  select o.thread_id from ({OLD} order by t.id limit $3) as o)
"""
EMPTY_OLD = f"""
with old as materialized ({OLD} order by t.id limit $3),
said as (
  update messages m set content = '{ERASED}', sources = null, client_key = null
  from old where m.tenant_id = $1 and m.conversation_id = old.thread_id
), files as (
  delete from attachments a using old
  where a.tenant_id = $1 and a.conversation_id = old.thread_id
), understood as (
  update message_analyses n set suggestions = '{{}}' from old
  where n.tenant_id = $1 and n.conversation_id = old.thread_id
), rated as (
  update conversation_ratings r set comment = '' from old
  where r.tenant_id = $1 and r.conversation_id = old.thread_id
), named as (
  update conversations c set customer_name = '', hidden_at = coalesce(c.hidden_at, now())
  from old where c.tenant_id = $1 and c.id = old.thread_id
), changed as (
  update ticket_changes c set changes = c.changes - '{{title,description,tags}}'::text[] from old
  where c.tenant_id = $1 and c.ticket_id = old.id
), raised as (
  insert into knowledge_revisions as r (tenant_id) values ($1)
  on conflict (tenant_id) do update set revision = r.revision + 1,
    by_xact = pg_current_xact_id(), at = now()
  returning r.revision
), found as (
  update knowledge_passages p set visibility = 'gone', title = '', body = '', encoder_id = null,
    vectors = null, at = now(), revision = (select r.revision from raised r)
  from old where p.tenant_id = $1 and p.kind = 'ticket' and p.source_id = old.id
)
update tickets t set title = '{ERASED}', description = '{ERASED}', tags = '{{}}',
  deleted_at = coalesce(t.deleted_at, now())
from old where t.tenant_id = $1 and t.id = old.id
"""
