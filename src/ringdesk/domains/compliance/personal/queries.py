"""What compliance keeps of people. $1 is the tenant, $2 numbers or ids of leads."""

ENTRIES = """
select jsonb_build_object('number', number, 'reason', reason, 'source', source,
  'created_at', created_at, 'expires_at', expires_at)::text as row
from do_not_call where tenant_id = $1 and number = any($2::text[]) order by id
"""
REFUSALS = """
select jsonb_build_object('number', number, 'rule', rule, 'detail', detail, 'at', at)::text as row
from dial_refusals where tenant_id = $1 and number = any($2::text[]) order by id
"""
ERASE_REFUSALS = """
update dial_refusals set number = null, detail = '', lead_id = null
where tenant_id = $1 and number = any($2::text[])
"""
