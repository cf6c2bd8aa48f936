"""The SQL of sessions, of the queue and of calls. $1 is the tenant."""

SESSION_COLUMNS = """
s.id, s.conversation_id, s.type, s.status, s.customer_id, s.agent_id, s.reason, s.skills,
s.created_at, s.joined_at, s.ended_at, s.ended_because, s.customer_consented_at,
s.agent_consented_at, r.full_name as customer_name, r.email as customer_email,
a.full_name as agent_name,
case when s.status = 'waiting' then (select count(*) from chat_sessions w
  where w.tenant_id = $1 and w.status = 'waiting' and w.id <= s.id) end as queue_position,
case when s.ended_at is not null
  then extract(epoch from s.ended_at - coalesce(s.joined_at, s.ended_at))::int
  end as duration_seconds
"""
SESSION_PEOPLE = """
join people r on r.tenant_id = $1 and r.id = s.customer_id
left join people a on a.tenant_id = $1 and a.id = s.agent_id
"""
SESSION = f"""
select {SESSION_COLUMNS} from chat_sessions s {SESSION_PEOPLE}
where s.tenant_id = $1 and s.id = $2
"""
SESSION_FOR_UPDATE = f"{SESSION} for update of s"
SESSIONS = f"""
with page as (
  select s.* from chat_sessions s
  where s.tenant_id = $1 and ($2::text is null or s.status = $2)
    and ($3::text is null or s.type = $3) and ($4::bigint is null or s.customer_id = $4)
    and ($5::bigint is null or s.conversation_id = $5)
  order by s.id desc limit $6 offset $7
)
select {SESSION_COLUMNS} from page s {SESSION_PEOPLE}
order by s.id desc
"""
# Those who wait, in the order in which they are served.
QUEUE = f"""
with page as (
  select s.* from chat_sessions s where s.tenant_id = $1 and s.status = 'waiting'
  order by s.id limit $2
)
select {SESSION_COLUMNS} from page s {SESSION_PEOPLE}
order by s.id
"""
REQUEST_SESSION = """
insert into chat_sessions (tenant_id, conversation_id, type, customer_id, reason, skills)
values ($1, $2, $3, $4, $5, $6)
on conflict (tenant_id, conversation_id, type) where status <> 'ended' do nothing
returning id
"""
TAKE_SESSION = """
update chat_sessions set status = 'active', agent_id = $3, joined_at = now()
where tenant_id = $1 and id = $2
"""
# Another agent's from now on; with nobody ($3 null) it waits again, where it stood.
PASS_ON = """
update chat_sessions set agent_id = $3, agent_consented_at = null, agent_seen_at = null,
  status = case when $3::bigint is null then 'waiting' else 'active' end,
  joined_at = case when $3::bigint is null then null else joined_at end
where tenant_id = $1 and id = $2
"""
END_SESSION = """
update chat_sessions set status = 'ended', ended_at = now(), ended_because = $3
where tenant_id = $1 and id = $2
"""
UNENDED_OF = """
select id from chat_sessions
where tenant_id = $1 and conversation_id = $2 and status <> 'ended' order by id
"""
CONSENT = """
update chat_sessions set
  customer_consented_at = case when $3 then coalesce(customer_consented_at, now())
    else customer_consented_at end,
  agent_consented_at = case when $3 then agent_consented_at
    else coalesce(agent_consented_at, now()) end
where tenant_id = $1 and id = $2
"""
# How fast the queue moved: seconds from one taken session to the next, over the last twenty of
# two hours; and until now, so that a queue that stands still does not promise what it did before.
PACE = """
select (extract(epoch from now() - min(j.joined_at)) / count(*))::int as seconds
from (select s.joined_at from chat_sessions s
  where s.tenant_id = $1 and s.status <> 'waiting' and s.joined_at > now() - interval '2 hours'
  order by s.joined_at desc limit 20) j
having count(*) >= 3
"""

# One at a time hands out a tenant's queue.
QUEUE_LOCK = "select pg_advisory_xact_lock(hashtextextended('queue' || $1::uuid, 0))"
ROUTING = "select strategy, sticky from routing_settings where tenant_id = $1"
SET_ROUTING = """
insert into routing_settings (tenant_id, strategy, sticky) values ($1, $2, $3)
on conflict (tenant_id) do update set strategy = $2, sticky = $3, changed_at = now()
"""
# What everybody has in hand.
IN_HAND = """
select s.agent_id as id, count(*)::int as sessions from chat_sessions s
where s.tenant_id = $1 and s.status = 'active' and s.agent_id is not null group by 1
"""
# Who has the conversation ($2), and who helped its customer ($3) before this session ($4).
HELPERS = """
select
  (select c.assigned_to from conversations c
    where c.tenant_id = $1 and c.id = $2 and c.state = 'active') as present,
  (select s.agent_id from chat_sessions s
    where s.tenant_id = $1 and s.customer_id = $3 and s.agent_id is not null and s.id <> $4
    order by s.id desc limit 1) as last
"""
# Queues nobody came back to.
WAITING_LONG = """
select id from chat_sessions where tenant_id = $1 and status = 'waiting'
  and created_at < now() - $2::interval order by id limit 200
"""
# Voice and video: one side gives a sign of life; calls of which neither side did any more.
SIGHT = """
update chat_sessions set
  customer_seen_at = case when $3 then now() else customer_seen_at end,
  agent_seen_at = case when $3 then agent_seen_at else now() end
where tenant_id = $1 and id = $2 and status = 'active'
"""
HAS_OPEN_CALL = """
select exists (select from chat_sessions where tenant_id = $1 and customer_id = $2
  and type <> 'chat' and status <> 'ended')
"""
FORSAKEN = """
select id from chat_sessions
where tenant_id = $1 and status = 'active' and type <> 'chat'
  and coalesce(greatest(customer_seen_at, agent_seen_at) < now() - $2::interval,
    joined_at < now() - $3::interval)
order by id limit 200
"""
# What an agent has in hand, without what they speak in just now; and the calls.
IN_HAND_OF = """
select c.id from conversations c
where c.tenant_id = $1 and c.assigned_to = $2 and c.state = 'active' and c.is_chat
  and c.hidden_at is null and not exists (select from chat_sessions s
    where s.tenant_id = $1 and s.conversation_id = c.id and s.status = 'active'
      and s.type <> 'chat' and s.agent_id = $2)
order by c.id
"""
CALLS_OF = """
select id from chat_sessions
where tenant_id = $1 and agent_id = $2 and status = 'active' and type <> 'chat' order by id
"""
