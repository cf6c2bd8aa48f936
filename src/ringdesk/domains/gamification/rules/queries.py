"""The SQL of rules, and of facts as rules see them. $1 is the tenant."""

from ringdesk.domains.gamification.models import FactKind

RULE_COLUMNS = """
id, name, kind, conditions::text as conditions, points, daily_cap, enabled, created_at, updated_at
"""
RULES = f"""
select {RULE_COLUMNS} from game_rules
where tenant_id = $1 and ($2::bigint is null or id = $2) order by kind, id limit 500
"""
RULES_OF = f"""
select {RULE_COLUMNS} from game_rules where tenant_id = $1 and kind = $2 and enabled order by id
"""
COUNT_RULES = "select count(*) from game_rules where tenant_id = $1"
ADD_RULE = f"""
insert into game_rules
  (tenant_id, name, kind, conditions, points, daily_cap, enabled, created_by)
values ($1, $2, $3, $4::text::jsonb, $5, $6, $7, $8) returning {RULE_COLUMNS}
"""
CHANGE_RULE = f"""
update game_rules set name = $3, kind = $4, conditions = $5::text::jsonb, points = $6,
  daily_cap = $7, enabled = $8, updated_at = now()
where tenant_id = $1 and id = $2 returning {RULE_COLUMNS}
"""
REMOVE_RULE = "delete from game_rules where tenant_id = $1 and id = $2"
LAID = "select true from game_settings where tenant_id = $1"
LAY = "insert into game_settings (tenant_id) values ($1) on conflict do nothing"

# Each kind of fact: `person_id` did it to `subject`, which is `owner_id`'s own thing.
# Whoever plays both sides of a simulated call also says how long it was: then the clock does.
_TALK_S = """
case when c.carrier = 'simulation' and c.mode in ('manual', 'preview')
  then least(c.duration_s, extract(epoch from c.ended_at - c.answered_at)::int)
  else c.duration_s end
"""
_SEEN: dict[FactKind, tuple[str, str]] = {
    "ticket_resolved": (
        "TicketResolved",
        """
select e.seq, e.at, coalesce((e.body ->> 'agent_id')::bigint, e.actor_id) as person_id,
  (e.body ->> 'requester_id')::bigint as owner_id, 'ticket:' || (e.body ->> 'ticket_id') as subject,
  jsonb_build_object('priority', t.priority, 'category', t.category, 'messages', t.message_count,
    'hours', round((extract(epoch from e.at - t.created_at) / 3600)::numeric, 2)) as fields
from events e
left join tickets t on t.tenant_id = e.tenant_id and t.id = (e.body ->> 'ticket_id')::bigint
""",
    ),
    "chat_finished": (
        "ChatSessionEnded",
        """
select e.seq, e.at, (e.body ->> 'agent_id')::bigint as person_id,
  (e.body ->> 'customer_id')::bigint as owner_id,
  'session:' || (e.body ->> 'session_id') as subject,
  jsonb_build_object('type', s.type,
    'minutes', round((extract(epoch from s.ended_at - s.joined_at) / 60)::numeric, 2)) as fields
from events e
left join chat_sessions s on s.tenant_id = e.tenant_id and s.id = (e.body ->> 'session_id')::bigint
""",
    ),
    "chat_rated": (
        "ConversationRated",
        """
select e.seq, e.at, (e.body ->> 'agent_id')::bigint as person_id,
  (e.body ->> 'customer_id')::bigint as owner_id,
  'conversation:' || (e.body ->> 'conversation_id') as subject,
  jsonb_build_object('score', (e.body ->> 'score')::int) as fields
from events e
""",
    ),
    "call_finished": (
        "CallEnded",
        f"""
select e.seq, e.at, (e.body ->> 'agent_id')::bigint as person_id, null::bigint as owner_id,
  'call:' || (e.body ->> 'call_id') as subject,
  jsonb_build_object('answered', (e.body ->> 'answered')::boolean, 'talk_s', {_TALK_S},
    'direction', c.direction, 'mode', c.mode, 'campaign_id', c.campaign_id) as fields
from events e
left join calls c on c.tenant_id = e.tenant_id and c.id = (e.body ->> 'call_id')::bigint
""",
    ),
    "call_wrapped_up": (
        "CallWrappedUp",
        f"""
select e.seq, e.at, (e.body ->> 'agent_id')::bigint as person_id, null::bigint as owner_id,
  'call:' || (e.body ->> 'call_id') as subject,
  jsonb_build_object('means', e.body ->> 'means', 'disposition', e.body ->> 'disposition',
    'talk_s', {_TALK_S}, 'campaign_id', c.campaign_id) as fields
from events e
left join calls c on c.tenant_id = e.tenant_id and c.id = (e.body ->> 'call_id')::bigint
""",
    ),
    "lead_moved": (
        "LeadStageMoved",
        """
select e.seq, e.at, coalesce((e.body ->> 'owner_id')::bigint, e.actor_id) as person_id,
  null::bigint as owner_id, 'lead:' || (e.body ->> 'lead_id') || ':' || (e.body ->> 'after')
    as subject,
  jsonb_build_object('before', e.body ->> 'before', 'after', e.body ->> 'after',
    'source', l.source, 'campaign_id', l.campaign_id) as fields
from events e
left join leads l on l.tenant_id = e.tenant_id and l.id = (e.body ->> 'lead_id')::bigint
""",
    ),
    "lead_converted": (
        "LeadConverted",
        """
select e.seq, e.at, coalesce((e.body ->> 'owner_id')::bigint, e.actor_id) as person_id,
  null::bigint as owner_id, 'lead:' || (e.body ->> 'lead_id') as subject,
  jsonb_build_object('source', l.source, 'campaign_id', l.campaign_id) as fields
from events e
left join leads l on l.tenant_id = e.tenant_id and l.id = (e.body ->> 'lead_id')::bigint
""",
    ),
    "entry_written": (
        "EntryAdded",
        """
select e.seq, e.at, e.actor_id as person_id, null::bigint as owner_id,
  'entry:' || (e.body ->> 'entry_id') as subject,
  jsonb_build_object('kind', e.body ->> 'kind', 'letters', length(k.body)) as fields
from events e
left join knowledge_entries k on k.tenant_id = e.tenant_id
  and k.id = (e.body ->> 'entry_id')::bigint
""",
    ),
}
# Of active staff who take part, and nobody for what is their own.
_PLAYED = """
select f.seq, f.at, (f.at at time zone z.zone)::date as day, f.person_id, p.full_name as name,
  f.subject, f.fields::text as fields
from ({seen} where e.tenant_id = $1 and e.kind = '{event}' and {which}) f
cross join (select zone_of_tenant() as zone) z
join people p on p.tenant_id = $1 and p.id = f.person_id and p.role <> 'customer'
  and p.is_active and p.deleted_at is null
left join game_players g on g.tenant_id = $1 and g.person_id = f.person_id
where f.person_id is distinct from f.owner_id and coalesce(g.participates, true)
"""
# Those of these numbers, in the order in which they happened.
SEEN: dict[FactKind, str] = {
    kind: _PLAYED.format(seen=seen, event=event, which="e.seq = any($2::bigint[])")
    + " order by f.seq"
    for kind, (event, seen) in _SEEN.items()
}
# The latest $3 of the last $2 days, in the order in which they happened.
SEEN_LATELY: dict[FactKind, str] = {
    kind: _PLAYED.format(
        seen=seen, event=event,
        which="e.at >= now() - make_interval(days => $2) order by e.seq desc limit $3",
    ) + " order by f.seq"
    for kind, (event, seen) in _SEEN.items()
}  # fmt: skip
