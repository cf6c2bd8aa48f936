"""The SQL of webhooks. $1 is the tenant, but for WITH_WORK, which asks for all."""

ENDPOINT = """p.id, p.url, p.description, p.types, p.include_notes, p.enabled, p.most_at_once,
  p.per_second, p.failures, p.failing_since, p.succeeded_at, p.disabled_at, p.disabled_because,
  case when p.former_ends_at > now() then p.former_ends_at end as former_ends_at, p.created_by,
  p.created_at, p.updated_at, p.version"""
COUNTED = """
  (select count(*) from webhook_deliveries d where d.tenant_id = p.tenant_id
     and d.endpoint_id = p.id and d.state = 'waiting') as waiting,
  d.failed, d.delivered
from webhook_endpoints p cross join lateral (
  select count(*) filter (where d.state = 'failed') as failed,
    count(*) filter (where d.state = 'delivered') as delivered
  from webhook_deliveries d
  where d.tenant_id = p.tenant_id and d.endpoint_id = p.id
    and d.settled_at > now() - interval '24 hours') d
where p.tenant_id = $1
"""

ENDPOINTS = f"select {ENDPOINT}, {COUNTED} order by p.id"

ONE = f"select {ENDPOINT}, {COUNTED} and p.id = $2"

# Whoever adds one waits for the other, so that the most there may be is not passed.
LOCK = "select pg_advisory_xact_lock(hashtextextended('webhooks ' || $1::uuid::text, 0))"

HOW_MANY = "select count(*)::int from webhook_endpoints where tenant_id = $1"

# It hears what happens from now on.
ADD = """
insert into webhook_endpoints (tenant_id, url, description, types, include_notes, enabled,
  most_at_once, per_second, created_by, cursor)
select $1, $2, $3, $4, $5, $6, $7, $8, $9,
  coalesce((select seq from event_heads where tenant_id = $1), 0)
returning id
"""

SEAL = "update webhook_endpoints set secret = $3 where tenant_id = $1 and id = $2"

LOCK_ONE = "select id from webhook_endpoints where tenant_id = $1 and id = $2 for update"

# Switched on again it begins anew, with the log as it is now.
CHANGE = """
update webhook_endpoints p set url = $3, description = $4, types = $5, include_notes = $6,
  most_at_once = $8, per_second = $9, enabled = $7,
  disabled_at = case when $7 then null else coalesce(disabled_at, now()) end,
  disabled_because = case when $7 then null else coalesce(disabled_because, 'by_hand') end,
  failures = case when $7 and not enabled then 0 else failures end,
  failing_since = case when $7 and not enabled then null else failing_since end,
  cursor = case when $7 and not enabled
    then coalesce((select seq from event_heads where tenant_id = $1), 0) else cursor end,
  version = version + 1, updated_at = now()
where p.tenant_id = $1 and p.id = $2
"""

SECRET = "select secret from webhook_endpoints where tenant_id = $1 and id = $2 for update"

SET_SECRET = """
update webhook_endpoints set secret = $3, former_secret = $4,
  former_ends_at = now() + $5::interval, version = version + 1, updated_at = now()
where tenant_id = $1 and id = $2
"""

REMOVE = "delete from webhook_endpoints where tenant_id = $1 and id = $2"

DELIVERY = """d.id, d.endpoint_id, d.seq, d.type, d.message_id, d.happened_at, d.state, d.attempts,
  d.due_at, d.last_status, d.last_fault, d.made_at, d.settled_at"""

DELIVERIES = f"""
select {DELIVERY} from webhook_deliveries d
where d.tenant_id = $1 and d.endpoint_id = $2 and ($3::text is null or d.state = $3)
  and ($4::bigint is null or d.id < $4)
order by d.id desc limit $5
"""

ONE_DELIVERY = f"""
select {DELIVERY} from webhook_deliveries d
where d.tenant_id = $1 and d.endpoint_id = $2 and d.id = $3
"""

ATTEMPTS = """
select number, at, took_ms, status, fault, answer from webhook_attempts
where tenant_id = $1 and delivery_id = $2 order by id desc limit 100
"""

TEST = f"""
insert into webhook_deliveries as d (tenant_id, endpoint_id, type, message_id, happened_at)
values ($1, $2, $3, 'msg_test_' || replace(gen_random_uuid()::text, '-', ''), now())
returning {DELIVERY}
"""

# Sent again from the first attempt, with the id it had.
REPLAY_ONE = f"""
update webhook_deliveries d set state = 'waiting', attempts = 0, due_at = now(),
  held_until = null, settled_at = null
where d.tenant_id = $1 and d.endpoint_id = $2 and d.id = $3 returning {DELIVERY}
"""

# Everything that the log tells since then ($4 and $5: kinds of facts and the types they are sent
# as), whether it ever became a delivery or not. $6: what was delivered, too. What waits, waits on.
REPLAY_SINCE = """
insert into webhook_deliveries as d (tenant_id, endpoint_id, seq, type, message_id, happened_at)
select $1, p.id, e.seq, k.type, webhook_message_id(p.tenant_id, p.id, e.seq), e.at
from webhook_endpoints p
join events e on e.tenant_id = p.tenant_id and e.at >= $3 and e.seq <= p.cursor
join unnest($4::text[], $5::text[]) as k (kind, type) on k.kind = e.kind and k.type = any(p.types)
left join webhook_deliveries had on had.tenant_id = p.tenant_id and had.endpoint_id = p.id
  and had.seq = e.seq
where p.tenant_id = $1 and p.id = $2
  and (had.id is null or had.state = 'failed' or (had.state in ('delivered', 'skipped') and $6))
  and (p.include_notes or not coalesce((e.body->>'internal')::boolean, false))
order by e.seq limit $7
on conflict (tenant_id, endpoint_id, seq) do update set state = 'waiting', attempts = 0,
  due_at = now(), held_until = null, settled_at = null
where d.state = 'failed' or (d.state in ('delivered', 'skipped') and $6)
"""

# All tenants at once: see migration 0033.
WITH_WORK = "select tenant_id, endpoint_id from webhooks_with_work($1, $2, $3)"

# For one process at a time: a second one that comes finds nothing, and goes.
TAKE_LANE = """
select p.id, p.url, p.types, p.include_notes, p.secret,
  case when p.former_ends_at > now() then p.former_secret end as former_secret, p.cursor,
  p.most_at_once, p.per_second, p.next_at, p.failures,
  (select count(*) from webhook_deliveries d where d.tenant_id = p.tenant_id
     and d.endpoint_id = p.id and d.state = 'waiting' and d.held_until > now()) as in_flight,
  in_first_tenant() as at_home, clock_timestamp() as now
from webhook_endpoints p where p.tenant_id = $1 and p.id = $2 and p.enabled
  and not exists (select from workspaces w where w.tenant_id = $1 and w.suspended_at is not null)
for no key update of p skip locked
"""

HEAD = "select seq from event_heads where tenant_id = $1"

# What the log tells after the cursor becomes deliveries, and the cursor moves: both or neither.
SPREAD = """
with reach as (
  select least(h.seq, $3::bigint + $6) as seq from event_heads h where h.tenant_id = $1
), made as (
  insert into webhook_deliveries (tenant_id, endpoint_id, seq, type, message_id, happened_at)
  select $1, $2, e.seq, k.type, webhook_message_id($1, $2, e.seq), e.at
  from events e join unnest($4::text[], $5::text[]) as k (kind, type) on k.kind = e.kind
  where e.tenant_id = $1 and e.seq > $3 and e.seq <= (select seq from reach)
    and ($7 or not coalesce((e.body->>'internal')::boolean, false))
  order by e.seq
  on conflict do nothing
)
update webhook_endpoints p set cursor = reach.seq from reach
where p.tenant_id = $1 and p.id = $2 and reach.seq > p.cursor
"""

# In the order of the log; what is tried again comes when it is due. `attempts` fences: whoever
# slept through the hold settles nothing.
CLAIM = """
with picked as (
  select d.tenant_id, d.id from webhook_deliveries d
  where d.tenant_id = $1 and d.endpoint_id = $2 and d.state = 'waiting' and d.due_at <= now()
  order by d.due_at, d.id limit $3
  for update skip locked
), held as (
  update webhook_deliveries d set attempts = d.attempts + 1, due_at = now() + $4::interval,
    held_until = now() + $4::interval
  from picked where d.tenant_id = picked.tenant_id and d.id = picked.id
  returning d.*
)
select h.id, h.seq, h.type, h.message_id, h.attempts, h.happened_at, e.kind, e.body::text as body,
  e.actor_id, e.at
from held h left join events e on e.tenant_id = h.tenant_id and e.seq = h.seq
order by h.seq nulls first, h.id
"""

PACE = "update webhook_endpoints set next_at = $3 where tenant_id = $1 and id = $2"

# Before its delivery is: whoever removes an endpoint takes them in this order, too. Nobody who
# only changes it waits for this.
KEEP_ENDPOINT = """
select id from webhook_endpoints where tenant_id = $1 and id = $2 for key share
"""

# $4: the state it is in now; $5: when it is tried again, if it is.
SETTLE = """
update webhook_deliveries set state = $4, due_at = coalesce(now() + $5::interval, due_at),
  held_until = null, last_status = $6, last_fault = $7,
  settled_at = case when $4 <> 'waiting' then now() end
where tenant_id = $1 and id = $2 and attempts = $3 and state = 'waiting'
"""

KEEP_ATTEMPT = """
insert into webhook_attempts (tenant_id, delivery_id, number, at, took_ms, status, fault, answer)
select $1, d.id, $3, $4, $5, $6, $7, $8 from webhook_deliveries d
where d.tenant_id = $1 and d.id = $2
"""

SUCCEEDED = """
update webhook_endpoints set failures = 0, failing_since = null, succeeded_at = now()
where tenant_id = $1 and id = $2
  and (failures > 0 or succeeded_at is null or succeeded_at < now() - interval '5 seconds')
"""

# $3: it said that it is gone; $4: how long it may fail.
FAILED = """
with judged as (
  select id, case when $3 then 'gone'
    when failing_since < now() - $4::interval then 'failing' end as because
  from webhook_endpoints where tenant_id = $1 and id = $2 and enabled for no key update
)
update webhook_endpoints p set failures = failures + 1,
  failing_since = coalesce(failing_since, now()), enabled = because is null,
  disabled_at = case when because is not null then now() end, disabled_because = because
from judged where p.tenant_id = $1 and p.id = judged.id
returning p.failures, p.disabled_because
"""

LOGGED = """
select kind, body::text as body, actor_id, at from events where tenant_id = $1 and seq = $2
"""

FORGET = """
delete from webhook_deliveries where tenant_id = $1 and id in (
  select id from webhook_deliveries where tenant_id = $1 and made_at < now() - $2::interval
  order by made_at limit $3)
"""

# Whether the tenant is the one of those who run the machine.
AT_HOME = "select in_first_tenant() and $1::uuid is not null"
