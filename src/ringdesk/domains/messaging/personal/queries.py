"""What messaging keeps of people. $1 is the tenant, $2 the person, addresses or numbers; of
expiries $2 is the moment before which something is too old, and $3 how many at once."""

from ringdesk.kernel.personal import ERASED

OF_PERSON = "person_id = $2"
OF_ADDRESSES = "lower(recipient) = any($2::text[])"
OF_NUMBERS = "recipient = any($2::text[])"
SHOWN = """
select jsonb_build_object('channel', channel, 'to', recipient, 'subject', subject,
  'body', case when confidential then '(a link that is secret)' else body end, 'state', state,
  'purpose', purpose, 'created_at', created_at, 'sent_at', sent_at, 'opened_at', opened_at)::text
  as row
from messages_out where tenant_id = $1
"""
TO_PERSON = f"{SHOWN} and {OF_PERSON} order by id"
TO_ADDRESSES = f"{SHOWN} and {OF_ADDRESSES} and person_id is null order by id"
TO_NUMBERS = f"{SHOWN} and {OF_NUMBERS} and person_id is null order by id"
FILES = """
select m.id || '-' || coalesce(a.name, 'file') as name,
  coalesce(a.content_type, 'application/octet-stream') as content_type, a.storage_key
from messages_out m, jsonb_to_recordset(m.attachments)
  as a (name text, content_type text, storage_key text)
where m.tenant_id = $1 and a.storage_key is not null
"""
FILES_TO_PERSON = f"{FILES} and m.person_id = $2"
BLANKED = f"""
update messages_out set recipient = '{ERASED}', address_key = '{ERASED}', variables = '{{}}',
  subject = '', body = '{ERASED}', html = null, reply_to = null, headers = '{{}}',
  attachments = '[]', reason = '', state = case when state = 'pending' then 'cancelled'
    else state end
where tenant_id = $1
"""
BLANK_PERSON = f"{BLANKED} and {OF_PERSON} and body <> '{ERASED}'"
BLANK_ADDRESSES = f"{BLANKED} and {OF_ADDRESSES}"
BLANK_NUMBERS = f"{BLANKED} and {OF_NUMBERS}"
ERASE_SETBACKS = """
delete from message_setbacks s using messages_out m
where s.tenant_id = $1 and m.tenant_id = $1 and m.id = s.message_id and m.person_id = $2
"""
COUNT_SETBACKS = """
select count(*) from message_setbacks s join messages_out m
  on m.tenant_id = s.tenant_id and m.id = s.message_id
where s.tenant_id = $1 and m.person_id = $2
"""
SUPPRESSIONS = """
select jsonb_build_object('channel', channel, 'address', address, 'reason', reason,
  'at', created_at)::text as row
from message_suppressions where tenant_id = $1
"""
SUPPRESSED_ADDRESSES = f"""
{SUPPRESSIONS} and lower(address) = any($2::text[]) order by id
"""
SUPPRESSED_NUMBERS = f"""
{SUPPRESSIONS} and address = any($2::text[]) order by id
"""

TEXTS = """
select jsonb_build_object('channel', channel, 'from', address, 'body', body, 'at', came_at)::text
  as row
from texts_in where tenant_id = $1
"""
PROVES = "kind in ('stop', 'start')"
OF_WRITER = f"person_id = $2 and not {PROVES}"
FROM_NUMBERS = f"person_id is null and address = any($2::text[]) and not {PROVES}"
TEXTS_OF_PERSON = f"{TEXTS} and {OF_WRITER} order by id"
TEXTS_OF_NUMBERS = f"{TEXTS} and {FROM_NUMBERS} order by id"
PROOFS_OF_NUMBERS = f"{TEXTS} and address = any($2::text[]) and {PROVES} order by id"
ERASE_TEXTS_OF_PERSON = f"delete from texts_in where tenant_id = $1 and {OF_WRITER}"
ERASE_TEXTS_OF_NUMBERS = f"delete from texts_in where tenant_id = $1 and {FROM_NUMBERS}"

BROWSERS = """
select jsonb_build_object('browser', browser, 'since', created_at, 'last_used_at', last_used_at
  )::text as row
from push_subscriptions where tenant_id = $1 and person_id = $2 order by id
"""
ERASE_BROWSERS = "delete from push_subscriptions where tenant_id = $1 and person_id = $2"

OLD = """
select m.id from messages_out m where m.tenant_id = $1 and m.created_at < $2
  and m.state not in ('pending', 'sending')
"""
COUNT_OLD = f"select count(*) from ({OLD}) as old"
# A file that came out of a conversation is the conversation's, and goes with that.
FILES_OF_OLD = f"""
select a.storage_key from messages_out m, jsonb_to_recordset(m.attachments)
  as a (storage_key text)
where m.tenant_id = $1 and a.storage_key is not null and m.id in ({OLD} order by m.id limit $3)
  and not exists (select from attachments f
    where f.tenant_id = $1 and f.storage_key = a.storage_key)
"""
REMOVE_OLD = f"""
delete from messages_out where tenant_id = $1 and id in ({OLD} order by m.id limit $3)
"""
