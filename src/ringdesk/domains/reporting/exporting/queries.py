"""Rows that may be taken out, their SQL. $1 is the tenant.

A piece: $2 the id before it, $3 the last id, $4 and $5 the ends of the period, $6 how many. By id,
with which every key goes on: no sorting, however many there are. `interval '0'` keeps the indexes
by age out: a plan for any values would take all that is left of the period for each piece anew.
"""

BOUNDS = """
select min(t.id) as first, max(t.id) as last from {table} t
where t.tenant_id = $1 and t.created_at >= $2 and t.created_at < $3
"""
TICKET_BOUNDS = f"{BOUNDS.format(table='tickets')} and t.deleted_at is null"
CALL_BOUNDS = BOUNDS.format(table="calls")
LEAD_BOUNDS = BOUNDS.format(table="leads")
MESSAGE_BOUNDS = BOUNDS.format(table="messages")
PIECE = """
where t.tenant_id = $1 and t.id > $2 and t.id <= $3 and t.created_at + interval '0' >= $4
  and t.created_at + interval '0' < $5 {which} order by t.id limit $6
"""
TICKETS = f"""
select t.id, t.title, t.status, t.priority, t.category, array_to_string(t.tags, ', ') as tags,
  t.created_by as requester_id, r.full_name as requester, t.assigned_to as assignee_id,
  a.full_name as assignee, t.message_count as messages, t.created_at, t.first_responded_at,
  t.resolved_at
from tickets t left join people r on r.tenant_id = t.tenant_id and r.id = t.created_by
left join people a on a.tenant_id = t.tenant_id and a.id = t.assigned_to
{PIECE.format(which="and t.deleted_at is null")}
"""
CALLS = f"""
select t.id, t.lead_id, t.campaign_id, t.agent_id, p.full_name as agent, t.direction, t.mode,
  t.number, t.status, t.abandoned, t.duration_s, t.created_at, t.answered_at, t.ended_at, t.notes
from calls t left join people p on p.tenant_id = t.tenant_id and p.id = t.agent_id
{PIECE.format(which="")}
"""
LEADS = f"""
select t.id, t.name, t.email, t.phone, t.source, t.stage as status, t.dial_status,
  (array['urgent', 'high', 'medium', 'low'])[t.rank + 1] as priority,
  array_to_string(t.tags, ', ') as tags, t.campaign_id, t.owner_id, p.full_name as owner,
  t.attempts, t.score, t.created_at, t.converted_at
from leads t left join people p on p.tenant_id = t.tenant_id and p.id = t.owner_id
{PIECE.format(which="and t.deleted_at is null")}
"""
MESSAGES = f"""
select t.id, t.conversation_id, t.sender_id, p.full_name as sender, t.from_staff, t.is_ai,
  t.content, t.created_at
from messages t
join conversations c on c.tenant_id = t.tenant_id and c.id = t.conversation_id and c.is_chat
left join people p on p.tenant_id = t.tenant_id and p.id = t.sender_id
{PIECE.format(which="and t.kind = 'said' and not t.internal")}
"""
