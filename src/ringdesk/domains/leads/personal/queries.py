"""What leads keep of people. $1 is the tenant, $2 ids of leads; of expiries $2 is the moment before
which something is too old, and $3 how many at once."""

FIND = """
select id, phone, email_key as email from leads
where tenant_id = $1 and (email_key = any($2::text[]) or phone = any($3::text[]))
order by id
"""
AFTER = """
select id, phone, email, created_at from leads where tenant_id = $1 and id > $2
  and coalesce(email, '') not like 'erased-%@erased.invalid'
order by id limit $3
"""
BEGINNINGS = """
select id, phone, email, created_at from leads where tenant_id = $1 and id = any($2::bigint[])
order by id
"""

LEADS = """
select (to_jsonb(l)
  - '{tenant_id,version,rank,lent,email_key,claimed_by,owner_id,callback_owner_id}'::text[])::text
  as row
from leads l where l.tenant_id = $1 and l.id = any($2::bigint[]) order by l.id
"""
# A lead has a number or an address: this is nobody's (RFC 2606).
ERASED_LEAD = """
name = '', email = 'erased-' || l.id || '@erased.invalid', phone = null, phone_valid = false,
  external_id = null, notes = '', custom = '{}', tags = '{}', time_zone = null, zones = '{}',
  callback_at = null, callback_owner_id = null, consent_basis = '',
  deleted_at = coalesce(l.deleted_at, now()), updated_at = now(), version = l.version + 1
"""
ERASE_LEADS = f"""
update leads l set {ERASED_LEAD} where l.tenant_id = $1 and l.id = any($2::bigint[])
"""
HISTORY = """
select jsonb_build_object('lead_id', lead_id, 'field', field, 'before', before, 'after', after,
  'at', at)::text as row
from lead_history where tenant_id = $1 and lead_id = any($2::bigint[]) order by id
"""
ERASE_HISTORY = """
update lead_history set before = null, after = null
where tenant_id = $1 and lead_id = any($2::bigint[])
"""
SCORES = """
select (to_jsonb(s) - 'tenant_id')::text as row
from lead_scores s where s.tenant_id = $1 and s.lead_id = any($2::bigint[]) order by s.lead_id
"""
ERASE_SCORES = "delete from lead_scores where tenant_id = $1 and lead_id = any($2::bigint[])"
ERASE_WORDS = "delete from lead_words where tenant_id = $1 and lead_id = any($2::bigint[])"
COUNT_WORDS = """
select count(*) from lead_words where tenant_id = $1 and lead_id = any($2::bigint[])
"""
IMPORTS_WITH = """
select i.id from imports i where i.tenant_id = $1 and i.state in ('done', 'undone', 'failed')
  and i.id in (select l.import_id from leads l
    where l.tenant_id = $1 and l.id = any($2::bigint[]))
"""
COUNT_IMPORTS = f"select count(*) from ({IMPORTS_WITH}) as found"
IMPORT_FILES = f"""
select 'import-' || id as name, 'text/csv' as content_type, storage_key from imports
where tenant_id = $1 and storage_key is not null and id in ({IMPORTS_WITH})
"""
ERASE_IMPORTS = f"""
update imports set sample = '[]', faults = '[]', storage_key = null
where tenant_id = $1 and id in ({IMPORTS_WITH})
"""

OLD_LOST = """
select l.id from leads l
where l.tenant_id = $1 and l.updated_at < $2 and not l.email like 'erased-%@erased.invalid'
  and (l.stage = 'lost' or l.deleted_at is not null) and l.dial_status <> 'calling'
union
select l.id from leads l
where l.tenant_id = $1 and l.updated_at < $2 and l.email is null
  and (l.stage = 'lost' or l.deleted_at is not null) and l.dial_status <> 'calling'
"""
COUNT_LOST = f"select count(*) from ({OLD_LOST}) as old"
EMPTY_LOST = f"""
with old as materialized ({OLD_LOST} order by id limit $3),
told as (
  update lead_history h set before = null, after = null from old
  where h.tenant_id = $1 and h.lead_id = old.id
), felt as (
  delete from lead_scores s using old where s.tenant_id = $1 and s.lead_id = old.id
)
update leads l set {ERASED_LEAD} from old where l.tenant_id = $1 and l.id = old.id
"""
OLD_IMPORTS = """
select i.id, i.storage_key from imports i
where i.tenant_id = $1 and i.changed_at < $2 and i.state in ('done', 'undone', 'failed')
  and (i.storage_key is not null or i.sample <> '[]' or i.faults <> '[]')
"""
COUNT_OLD_IMPORTS = f"select count(*) from ({OLD_IMPORTS}) as old"
FILES_OF_IMPORTS = f"""
select storage_key from ({OLD_IMPORTS} order by i.id limit $3) as old where storage_key is not null
"""
EMPTY_IMPORTS = f"""
with old as materialized ({OLD_IMPORTS} order by i.id limit $3)
update imports i set storage_key = null, sample = '[]', faults = '[]' from old
where i.tenant_id = $1 and i.id = old.id
"""
