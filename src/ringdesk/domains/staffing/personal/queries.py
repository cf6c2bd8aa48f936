"""What staffing keeps of people. $1 is the tenant, $2 the person."""

AVAILABILITY = """
select (to_jsonb(a) - 'tenant_id')::text as row
from availability a where a.tenant_id = $1 and a.person_id = $2
"""
ERASE_AVAILABILITY = "delete from availability where tenant_id = $1 and person_id = $2"
TEAMS = """
select jsonb_build_object('team', t.name)::text as row
from team_members m join teams t on t.tenant_id = m.tenant_id and t.id = m.team_id
where m.tenant_id = $1 and m.person_id = $2 order by t.id
"""
ERASE_TEAMS = "delete from team_members where tenant_id = $1 and person_id = $2"
