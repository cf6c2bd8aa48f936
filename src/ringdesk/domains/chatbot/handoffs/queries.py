"""The SQL of handoffs. $1 is the tenant."""

COLUMNS = """
h.id, h.conversation_id, h.person_id, h.state, h.because, h.reason, h.summary, h.session_id,
h.ticket_id, h.outcome, h.requested_at, h.deadline_at, h.moved_at,
coalesce(h.deadline_at <= clock_timestamp(), false) as is_due
"""

REQUEST = """
insert into chatbot_handoffs (tenant_id, conversation_id, person_id, because, reason)
values ($1, $2, $3, $4, $5)
on conflict (tenant_id, conversation_id) where state <> 'done' do nothing
returning id
"""
GET = f"""
select {COLUMNS} from chatbot_handoffs h where h.tenant_id = $1 and h.id = $2
"""
GET_FOR_UPDATE = f"{GET} for update of h"
LATEST = f"""
select {COLUMNS} from chatbot_handoffs h
where h.tenant_id = $1 and h.conversation_id = $2 order by h.id desc limit 1
"""
UNFINISHED = """
select id from chatbot_handoffs
where tenant_id = $1 and conversation_id = $2 and state <> 'done'
"""
# What is to be looked at again: whatever has not moved for a while, or is due.
TO_MOVE = """
select id from chatbot_handoffs
where tenant_id = $1 and state <> 'done'
  and (moved_at < now() - $2::interval or deadline_at <= now())
order by moved_at limit 200
"""
MOVE = """
with moved as (
  update chatbot_handoffs set state = $3, session_id = coalesce($4, session_id),
    ticket_id = coalesce($5, ticket_id), summary = coalesce($6, summary),
    deadline_at = coalesce($7, deadline_at), outcome = $8, moved_at = clock_timestamp()
  where tenant_id = $1 and id = $2 returning id
)
insert into chatbot_handoff_steps (tenant_id, handoff_id, state, note)
select $1, id, $3, $9 from moved
"""
STEP = """
insert into chatbot_handoff_steps (tenant_id, handoff_id, state, note) values ($1, $2, $3, $4)
"""
STEPS = """
select state, note, at from chatbot_handoff_steps
where tenant_id = $1 and handoff_id = $2 order by id limit 100
"""
