"""What automation keeps of people. $1 is the tenant, $2 ids of leads or the person."""

ROUTINGS = """
select jsonb_build_object('lead_id', lead_id, 'rule', rule_name, 'trace', trace, 'at', at)::text
  as row
from routings where tenant_id = $1 and lead_id = any($2::bigint[]) order by id
"""
ERASE_ROUTINGS = """
update routings set trace = '[]' where tenant_id = $1 and lead_id = any($2::bigint[])
"""
SNAPSHOTS = """
select (to_jsonb(s) - 'tenant_id')::text as row
from dial_snapshots s where s.tenant_id = $1 and s.lead_id = any($2::bigint[]) order by s.call_id
"""
ERASE_SNAPSHOTS = "delete from dial_snapshots where tenant_id = $1 and lead_id = any($2::bigint[])"
TURNS = """
select jsonb_build_object('pool', pool, 'given_at', given_at)::text as row
from routing_turns where tenant_id = $1 and person_id = $2
"""
ERASE_TURNS = "delete from routing_turns where tenant_id = $1 and person_id = $2"
