"""What the chatbot keeps of people. $1 is the tenant, $2 the person."""

from ringdesk.kernel.personal import ERASED

TURNS = """
select jsonb_build_object('id', id, 'query', query, 'response', response, 'at', asked_at,
  'confidence', confidence, 'was_escalated', was_escalated)::text as row
from chatbot_turns where tenant_id = $1 and person_id = $2 order by id
"""
ERASE_TURNS = f"""
update chatbot_turns set query = '{ERASED}', query_key = '', response = '{ERASED}',
  client_key = null, sources = '[]'
where tenant_id = $1 and person_id = $2
"""
# Before the turns, which know the keys.
ERASE_COMMON = """
delete from chatbot_common where tenant_id = $1 and kind in ('query', 'unanswered') and key in (
  select query_key from chatbot_turns where tenant_id = $1 and person_id = $2 and query_key <> '')
"""
COUNT_COMMON = """
select count(*) from chatbot_common
where tenant_id = $1 and kind in ('query', 'unanswered') and key in (
  select query_key from chatbot_turns where tenant_id = $1 and person_id = $2 and query_key <> '')
"""
FROM_TURNS = """
select g.id from chatbot_golden g join chatbot_turns t
  on t.tenant_id = g.tenant_id and t.id = g.turn_id
where g.tenant_id = $1 and t.person_id = $2
"""
COUNT_GOLDEN = f"select count(*) from ({FROM_TURNS}) as found"
ERASE_GOLDEN = f"delete from chatbot_golden where tenant_id = $1 and id in ({FROM_TURNS})"
COUNT_RESULTS = f"""
select count(*) from chatbot_evaluation_results
where tenant_id = $1 and golden_id in ({FROM_TURNS})
"""
ERASE_RESULTS = f"""
update chatbot_evaluation_results set question = '{ERASED}'
where tenant_id = $1 and golden_id in ({FROM_TURNS})
"""
HANDOFFS = """
select jsonb_build_object('id', id, 'because', because, 'reason', reason, 'summary', summary,
  'requested_at', requested_at, 'outcome', outcome)::text as row
from chatbot_handoffs where tenant_id = $1 and person_id = $2 order by id
"""
ERASE_HANDOFFS = """
update chatbot_handoffs set reason = '', summary = '' where tenant_id = $1 and person_id = $2
"""
COUNT_STEPS = """
select count(*) from chatbot_handoff_steps s join chatbot_handoffs h
  on h.tenant_id = s.tenant_id and h.id = s.handoff_id
where s.tenant_id = $1 and h.person_id = $2 and s.note <> ''
"""
ERASE_STEPS = """
update chatbot_handoff_steps s set note = '' from chatbot_handoffs h
where s.tenant_id = $1 and h.tenant_id = $1 and h.id = s.handoff_id and h.person_id = $2
  and s.note <> ''
"""
EVALUATIONS = """
select jsonb_build_object('id', id, 'label', label, 'at', created_at)::text as row
from chatbot_evaluations where tenant_id = $1 and author_id = $2 order by id
"""
