"""What the mailroom keeps of people. $1 is the tenant, $2 the person or their addresses."""

ROW = """
jsonb_build_object('from', sender, 'subject', subject, 'state', state, 'ticket', ticket_id,
  'at', fetched_at)::text as row
"""
FILES = """
select 'mail-' || id || '.eml' as name, 'message/rfc822' as content_type, storage_key from mails
where tenant_id = $1 and storage_key is not null
"""
MAILS = f"select {ROW} from mails where tenant_id = $1 and person_id = $2 order by id"
FILES_OF_MAILS = f"{FILES} and person_id = $2"
FORGET_MAILS = "delete from mails where tenant_id = $1 and person_id = $2"
# Those that became nobody's: passed over, or put aside.
LOOSE = "tenant_id = $1 and person_id is null and lower(sender) = any($2::text[])"
LOOSE_MAILS = f"select {ROW} from mails where {LOOSE} order by id"
FILES_OF_LOOSE = f"{FILES} and person_id is null and lower(sender) = any($2::text[])"
FORGET_LOOSE = f"delete from mails where {LOOSE}"

KNOWN_BY = """
select jsonb_build_object('address', address_key, 'since', created_at)::text as row
from correspondents where tenant_id = $1 and person_id = $2
"""
FORGET_KNOWN = "delete from correspondents where tenant_id = $1 and person_id = $2"
OF_TICKETS = """
tenant_id = $1 and ticket_id in (select id from tickets where tenant_id = $1 and created_by = $2)
"""
COUNT_THREADS = f"select count(*) from mail_threads where {OF_TICKETS}"
FORGET_THREADS = f"delete from mail_threads where {OF_TICKETS}"
TEXT_THREADS = f"""
select jsonb_build_object('ticket', ticket_id, 'channel', channel, 'number', address,
  'since', created_at)::text as row
from text_threads where {OF_TICKETS} order by ticket_id
"""
FORGET_TEXT_THREADS = f"delete from text_threads where {OF_TICKETS}"
