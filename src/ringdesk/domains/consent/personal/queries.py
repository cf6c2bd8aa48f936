"""What consent keeps of people. $1 is the tenant, $2 the person."""

CONSENTS = """
select (to_jsonb(c) - 'tenant_id')::text as row
from consents c where c.tenant_id = $1 and c.person_id = $2 order by c.id
"""
BLANK = """
update consents set address = null, note = ''
where tenant_id = $1 and person_id = $2 and (address is not null or note <> '')
"""
