"""What conversations keep of people. $1 is the tenant, $2 the person; of expiries $2 is the moment
before which something is too old, and $3 how many at once."""

from ringdesk.kernel.personal import ERASED

# What is set where only the words go and the row stays: asked for by a person, or grown old.
SAID_NOTHING = f"content = '{ERASED}', sources = null, client_key = null"
SUGGESTED_NOTHING = "suggestions = '{}'"
MINE = "select id from conversations where tenant_id = $1 and customer_id = $2"

CONVERSATIONS = """
select jsonb_build_object('id', id, 'channel', channel, 'name', customer_name, 'state', state,
  'language', language, 'created_at', created_at, 'ended_at', ended_at)::text as row
from conversations where tenant_id = $1 and customer_id = $2 order by id
"""
ERASE_CONVERSATIONS = """
update conversations set customer_name = '' where tenant_id = $1 and customer_id = $2
"""
MESSAGES = f"""
select jsonb_build_object('id', id, 'conversation_id', conversation_id, 'by_you',
  sender_id is not distinct from $2, 'by_staff', from_staff, 'by_assistant', is_ai,
  'content', content, 'created_at', created_at)::text as row
from messages where tenant_id = $1 and conversation_id in ({MINE}) and not internal order by id
"""
NOTES = f"""
select jsonb_build_object('id', id, 'conversation_id', conversation_id, 'content', content,
  'created_at', created_at)::text as row
from messages where tenant_id = $1 and conversation_id in ({MINE}) and internal order by id
"""
MESSAGES_COUNT = f"""
select count(*) from messages
where tenant_id = $1 and conversation_id in ({MINE}) and not internal and content <> '{ERASED}'
"""
NOTES_COUNT = f"""
select count(*) from messages
where tenant_id = $1 and conversation_id in ({MINE}) and internal and content <> '{ERASED}'
"""
ERASE_MESSAGES = f"""
update messages set {SAID_NOTHING}
where tenant_id = $1 and conversation_id in ({MINE}) and content <> '{ERASED}'
"""
WRITTEN_TO_OTHERS = """
select jsonb_build_object('id', m.id, 'conversation_id', m.conversation_id,
  'created_at', m.created_at)::text as row
from messages m join conversations c on c.tenant_id = m.tenant_id and c.id = m.conversation_id
where m.tenant_id = $1 and m.sender_id = $2 and c.customer_id <> $2 order by m.id
"""
ANALYSES = f"""
select jsonb_build_object('message_id', message_id, 'intent', intent, 'sentiment', sentiment,
  'language', language, 'model_version', model_version)::text as row
from message_analyses where tenant_id = $1 and conversation_id in ({MINE}) order by message_id
"""
ERASE_ANALYSES = f"""
update message_analyses set {SUGGESTED_NOTHING}
where tenant_id = $1 and conversation_id in ({MINE})
"""
PARTICIPANTS = """
select jsonb_build_object('conversation_id', conversation_id, 'joined_at', joined_at,
  'left_at', left_at)::text as row
from participants where tenant_id = $1 and person_id = $2 order by conversation_id
"""
ATTACHMENTS = f"""
select jsonb_build_object('id', id, 'conversation_id', conversation_id, 'name', name,
  'content_type', content_type, 'size', size, 'created_at', created_at,
  'link', '/api/attachments/' || id)::text as row
from attachments where tenant_id = $1 and conversation_id in ({MINE}) order by id
"""
ATTACHMENT_FILES = f"""
select id || '-' || name as name, content_type, storage_key from attachments
where tenant_id = $1 and conversation_id in ({MINE}) order by id
"""
ERASE_ATTACHMENTS = f"""
delete from attachments where tenant_id = $1 and conversation_id in ({MINE})
"""
SESSIONS = """
select jsonb_build_object('id', id, 'type', type, 'reason', reason, 'created_at', created_at,
  'joined_at', joined_at, 'ended_at', ended_at,
  'recording_consented_at', customer_consented_at)::text as row
from chat_sessions where tenant_id = $1 and customer_id = $2 order by id
"""
ERASE_SESSIONS = "update chat_sessions set reason = '' where tenant_id = $1 and customer_id = $2"
RATINGS = """
select (to_jsonb(r) - '{tenant_id,agent_id}'::text[])::text as row
from conversation_ratings r where r.tenant_id = $1 and r.customer_id = $2
"""
ERASE_RATINGS = """
update conversation_ratings set comment = '' where tenant_id = $1 and customer_id = $2
"""
CUSTOMER_NOTES = """
select jsonb_build_object('content', content, 'created_at', created_at)::text as row
from customer_notes where tenant_id = $1 and customer_id = $2 order by id
"""
ERASE_CUSTOMER_NOTES = "delete from customer_notes where tenant_id = $1 and customer_id = $2"

# Chats, rooms and sessions that ended: without a ticket, whose own period counts.
OLD = f"""
select c.id from conversations c
where c.tenant_id = $1 and c.channel <> 'ticket' and c.ticket_id is null
  and coalesce(c.ended_at, c.last_message_at, c.created_at) < $2
  and c.state in ('ended', 'open') and (c.hidden_at is null or c.customer_name <> ''
    or exists (select from messages m where m.tenant_id = $1 and m.conversation_id = c.id
      and m.content <> '{ERASED}')
    or exists (select from attachments a where a.tenant_id = $1 and a.conversation_id = c.id))
"""
COUNT_OLD = f"select count(*) from ({OLD}) as old"
FILES_OF_OLD = f"""
select a.storage_key from attachments a
where a.tenant_id = $1 and a.conversation_id in ({OLD} order by c.id limit $3)
"""
EMPTY_OLD = f"""
with old as ({OLD} order by c.id limit $3),
said as (
  update messages m set {SAID_NOTHING}
  from old where m.tenant_id = $1 and m.conversation_id = old.id and m.content <> '{ERASED}'
), files as (
  delete from attachments a using old where a.tenant_id = $1 and a.conversation_id = old.id
), rated as (
  update conversation_ratings r set comment = '' from old
  where r.tenant_id = $1 and r.conversation_id = old.id
), understood as (
  update message_analyses n set {SUGGESTED_NOTHING} from old
  where n.tenant_id = $1 and n.conversation_id = old.id
)
update conversations c set customer_name = '', hidden_at = coalesce(c.hidden_at, now()) from old
where c.tenant_id = $1 and c.id = old.id
"""
