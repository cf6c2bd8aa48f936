"""What calls keep of people. $1 is the tenant, $2 ids of leads or numbers; of expiries $2 is the
moment before which something is too old, and $3 how many at once."""

SHOWN = """
select jsonb_build_object('id', id, 'number', number, 'direction', direction, 'status', status,
  'created_at', created_at, 'answered_at', answered_at, 'ended_at', ended_at,
  'duration_s', duration_s, 'notes', notes, 'recorded', recording_key is not null)::text as row
from calls where tenant_id = $1
"""
OF_LEADS = f"{SHOWN} and lead_id = any($2::bigint[]) order by id"
OF_NUMBERS = f"{SHOWN} and number = any($2::text[]) order by id"
WORDS_OF_LEADS = """
select count(*) from calls where tenant_id = $1 and lead_id = any($2::bigint[])
  and (notes <> '' or recording_key is not null)
"""
WORDS_OF_NUMBERS = """
select count(*) from calls where tenant_id = $1 and number = any($2::text[])
  and (notes <> '' or recording_key is not null)
"""
# A path begins with a slash: sound that still lies with the process that wrote it.
RECORDED = """
select 'call-' || id || '.wav' as name, 'audio/wav' as content_type, recording_key as storage_key
from calls where tenant_id = $1 and recording_key not like '/%'
"""
SOUND_OF_LEADS = f"{RECORDED} and lead_id = any($2::bigint[]) order by id"
SOUND_OF_NUMBERS = f"{RECORDED} and number = any($2::text[]) order by id"
SILENCED = """
update calls set notes = '', recording_consent = case when recording_key is null
    then recording_consent else 'withdrawn' end, recording_key = null
where tenant_id = $1 and (notes <> '' or recording_key is not null)
"""
SILENCE_LEADS = f"{SILENCED} and lead_id = any($2::bigint[])"
SILENCE_NUMBERS = f"{SILENCED} and number = any($2::text[])"
EVENTS = """
select jsonb_build_object('call_id', e.call_id, 'kind', e.kind, 'at', e.at)::text as row
from call_events e join calls c on c.tenant_id = e.tenant_id and c.id = e.call_id
where e.tenant_id = $1 and c.lead_id = any($2::bigint[]) order by e.call_id, e.id
"""
ERASE_EVENTS = """
update call_events e set detail = '' from calls c
where e.tenant_id = $1 and c.tenant_id = $1 and c.id = e.call_id
  and c.lead_id = any($2::bigint[]) and e.detail <> ''
"""
AS_AGENT = """
select jsonb_build_object('id', id, 'direction', direction, 'status', status,
  'created_at', created_at, 'duration_s', duration_s)::text as row
from calls where tenant_id = $1 and agent_id = $2 order by id
"""

OLD_SOUND = """
select c.id, c.recording_key as storage_key from calls c
where c.tenant_id = $1 and c.created_at < $2 and c.recording_key not like '/%'
"""
COUNT_SOUND = f"select count(*) from ({OLD_SOUND}) as old"
FILES_OF_SOUND = f"select storage_key from ({OLD_SOUND} order by c.id limit $3) as old"
EMPTY_SOUND = f"""
with old as materialized ({OLD_SOUND} order by c.id limit $3)
update calls c set recording_key = null from old where c.tenant_id = $1 and c.id = old.id
"""
# Only what is over. A number that nobody can dial says that there was one.
OLD = """
select c.id, c.recording_key as storage_key from calls c
where c.tenant_id = $1 and c.created_at < $2 and c.number <> ''
  and c.status not in ('initiated', 'ringing', 'answered')
  and (c.recording_key is null or c.recording_key not like '/%')
"""
COUNT_OLD = f"select count(*) from ({OLD}) as old"
FILES_OF_OLD = f"""
select storage_key from ({OLD} order by c.id limit $3) as old where storage_key is not null
"""
EMPTY_OLD = f"""
with old as materialized ({OLD} order by c.id limit $3),
told as (
  update call_events e set detail = '' from old where e.tenant_id = $1 and e.call_id = old.id
)
update calls c set number = '', notes = '', transferred_to = null, lead_id = null,
  recording_key = null, carrier_call_id = null
from old where c.tenant_id = $1 and c.id = old.id
"""
