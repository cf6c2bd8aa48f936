"""What the assistant keeps of people. $1 is the tenant."""

CORRECTIONS = """
select jsonb_build_object('kind', kind, 'text', text, 'label', label, 'at', at)::text as row
from corrections where tenant_id = $1 and said_by = $2 order by id
"""
CORRECTED = """
select jsonb_build_object('kind', kind, 'label', label, 'at', at)::text as row
from corrections where tenant_id = $1 and corrected_by = $2 order by id
"""
ERASE_CORRECTED = """
update corrections set corrected_by = null where tenant_id = $1 and corrected_by = $2
"""
CALLS = """
select jsonb_build_object('at', at, 'provider', provider, 'model', model, 'purpose', purpose,
  'prompt', prompt, 'answer', answer)::text as row
from assistant_calls where tenant_id = $1 and person_id = $2 order by id
"""
WITHOUT_WORDS = "prompt = null, answer = null, detail = ''"
# What was asked for them, and what others asked with their words in it.
THEIRS = """
select a.id from assistant_calls a
where a.tenant_id = $1 and (a.prompt is not null or a.answer is not null)
  and (a.person_id = $2 or exists (
    select from conversations c join messages m
      on m.tenant_id = c.tenant_id and m.conversation_id = c.id
    where c.tenant_id = $1 and c.customer_id = $2 and m.created_at <= a.at + interval '1 minute'
      and char_length(m.content) >= 8 and strpos(a.prompt, m.content) > 0))
"""
COUNT_CALLS = f"select count(*) from ({THEIRS}) as found"
ERASE_CALLS = f"""
update assistant_calls set {WITHOUT_WORDS}
where tenant_id = $1 and id in ({THEIRS})
"""
NAMED_IN = """
select a.id from assistant_calls a
where a.tenant_id = $1 and exists (
  select from unnest($2::text[]) one where strpos(lower(coalesce(a.prompt, '')), one) > 0
    or strpos(lower(coalesce(a.answer, '')), one) > 0)
"""
COUNT_NAMED = f"select count(*) from ({NAMED_IN}) as found"
ERASE_NAMED = f"""
update assistant_calls set {WITHOUT_WORDS}
where tenant_id = $1 and id in ({NAMED_IN})
"""
