"""What the kernel, governance and privacy itself keep of people. $1: the tenant, $2: the person."""

LOG = """
select jsonb_build_object('seq', seq, 'what', kind, 'at', at, 'address', address)::text as row
from events where tenant_id = $1 and actor_id = $2 order by seq
"""
BLANK_LOG = """
update events set address = null where tenant_id = $1 and actor_id = $2 and address is not null
"""
ERASE_KEYS = "delete from idempotency_keys where tenant_id = $1 and person_id = $2"
COUNT_KEYS = "select count(*) from idempotency_keys where tenant_id = $1 and person_id = $2"

REQUESTS = """
select jsonb_build_object('id', id, 'kind', kind, 'state', state, 'asked_at', asked_at,
  'due_at', due_at, 'refusal', refusal, 'finished_at', finished_at)::text as row
from privacy_requests where tenant_id = $1 and person_id = $2 order by id
"""
ARCHIVES = """
select 'archive-' || id || '.zip' as name, 'application/zip' as content_type,
  archive_key as storage_key
from privacy_requests where tenant_id = $1 and person_id = $2 and archive_key is not null
"""
BLANK_REQUESTS = """
update privacy_requests set archive_key = null, reason = '', identity_note = '',
  subject = case when state = 'in_progress' then subject else '{}' end
where tenant_id = $1 and person_id = $2
"""

DIFFERENCES = """
select jsonb_build_object('before', before, 'after', after, 'at', at)::text as row
from audit_differences where tenant_id = $1 and resource = 'person'
  and resource_id = $2::bigint::text order by id
"""
BLANK_DIFFERENCES = """
update audit_differences set before = '{}', after = '{}'
where tenant_id = $1 and resource = 'person' and resource_id = $2::bigint::text
"""
WARNINGS = """
select jsonb_build_object('type', event_type, 'address', address, 'at', created_at)::text as row
from security_events where tenant_id = $1 and person_id = $2 order by id
"""
BLANK_WARNINGS = """
update security_events set address = null, subject = 'erased:' || id, details = '{}', note = ''
where tenant_id = $1 and person_id = $2
"""
