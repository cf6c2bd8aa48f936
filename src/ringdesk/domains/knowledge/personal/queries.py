"""What knowledge keeps of people. $1 is the tenant, $2 the person."""

SOLVED = """
select p.id from knowledge_passages p
join tickets t on t.tenant_id = p.tenant_id and t.id = p.source_id
where p.tenant_id = $1 and p.kind = 'ticket' and t.created_by = $2 and p.visibility <> 'gone'
"""
COUNT_SOLVED = f"select count(*) from ({SOLVED}) as found"
DROP_SOLVED = f"""
update knowledge_passages set visibility = 'gone', title = '', body = '', encoder_id = null,
  vectors = null, revision = $3, at = now()
where tenant_id = $1 and id in ({SOLVED})
"""
VOTES = """
select jsonb_build_object('entry_id', entry_id, 'helpful', helpful, 'at', at)::text as row
from knowledge_votes where tenant_id = $1 and person_id = $2 order by entry_id
"""
ERASE_VOTES = "delete from knowledge_votes where tenant_id = $1 and person_id = $2"
USES = """
select jsonb_build_object('kind', kind, 'how', how, 'at', at)::text as row
from suggestion_uses where tenant_id = $1 and person_id = $2 order by id
"""
ERASE_USES = "delete from suggestion_uses where tenant_id = $1 and person_id = $2"
WRITTEN = """
select jsonb_build_object('id', id, 'kind', kind, 'title', title, 'at', created_at)::text as row
from knowledge_entries where tenant_id = $1 and author_id = $2 order by id
"""
VERSIONS = """
select jsonb_build_object('entry_id', entry_id, 'version', version, 'at', at)::text as row
from knowledge_versions where tenant_id = $1 and author_id = $2 order by entry_id, version
"""
