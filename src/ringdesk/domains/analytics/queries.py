"""The numbers' SQL. $1 is the tenant.

What is not folded yet is read from the marks beside the counters, in the same statement and so in
the same snapshot: whoever has just written sees it, and nobody sees it twice. What a mark means is
said once, in the three fragments, for reading and for folding.
"""

from ringdesk.domains.analytics.series.queries import ADD, OF_TICKETS

COUNTS_OF = """
select tenant_id, dimension, value, sum(sign)::bigint as n
from {marks} cross join lateral (
  values ('status', status), ('priority', priority), ('category', category)) as d (dimension, value)
group by 1, 2, 3
"""

# Of everybody ('all', 0), of the agent, of the requester.
TOTALS_OF = """
select tenant_id, side, person_id, sum(sign)::bigint as total,
  coalesce(sum(sign) filter (where status in ('open', 'in_progress')), 0)::bigint as open,
  coalesce(sum(sign) filter (where status = 'resolved'), 0)::bigint as resolved,
  coalesce(sum(sign) filter (where resolved_at is not null), 0)::bigint as resolutions,
  coalesce(sum(sign * round(extract(epoch from resolved_at - created_at) * 1000)), 0)::bigint
    as resolution_ms,
  coalesce(sum(sign) filter (where first_responded_at is not null), 0)::bigint as responses,
  coalesce(sum(sign * round(extract(epoch from first_responded_at - created_at) * 1000)), 0)::bigint
    as response_ms
from {marks} cross join lateral (
  values ('all', 0::bigint), ('agent', assigned_to), ('requester', created_by)
) as p (side, person_id)
where person_id is not null {which}
group by 1, 2, 3
"""

# `assigned` counts the handing over, and stays when the ticket goes on to somebody else.
SLOTS_OF = """
select tenant_id, agent_id, date_bin('15 minutes', at, 'epoch') as slot,
  sum(created)::bigint as created, sum(assigned)::bigint as assigned,
  sum(resolved)::bigint as resolved
from {marks} cross join lateral (values
  (0::bigint, created_at, sign, 0, 0), (0, resolved_at, 0, 0, sign),
  (assigned_to, resolved_at, 0, 0, sign), (handed_to, handed_at, 0, 1, 0)
) as s (agent_id, at, created, assigned, resolved)
where agent_id is not null and at is not null {which}
group by 1, 2, 3
"""

OWN_MARKS = "(select * from ticket_marks where tenant_id = $1) as mark"

# Moves marks into counters. Of several that try it for one tenant, one does it.
FOLD = f"""
with mine as materialized (
  select pg_try_advisory_xact_lock(hashtextextended('fold ' || $1::uuid::text, 0)) as locked
), taken as (
  delete from ticket_marks m using mine
  where mine.locked and m.tenant_id = $1
    and m.id <= (select max(id) from (
      select id from ticket_marks where tenant_id = $1 order by id limit $2) as batch)
  returning m.*
), counted as (
  insert into ticket_counts as c (tenant_id, dimension, value, n)
  {COUNTS_OF.format(marks="taken")}
  on conflict (tenant_id, dimension, value) do update set n = c.n + excluded.n
), totalled as (
  insert into ticket_totals as t (tenant_id, side, person_id, total, open, resolved, resolutions,
    resolution_ms, responses, response_ms)
  {TOTALS_OF.format(marks="taken", which="")}
  on conflict (tenant_id, side, person_id) do update set total = t.total + excluded.total,
    open = t.open + excluded.open, resolved = t.resolved + excluded.resolved,
    resolutions = t.resolutions + excluded.resolutions,
    resolution_ms = t.resolution_ms + excluded.resolution_ms,
    responses = t.responses + excluded.responses, response_ms = t.response_ms + excluded.response_ms
), slotted as (
  insert into ticket_slots as s (tenant_id, agent_id, slot, created, assigned, resolved)
  {SLOTS_OF.format(marks="taken", which="")}
  on conflict (tenant_id, agent_id, slot) do update set created = s.created + excluded.created,
    assigned = s.assigned + excluded.assigned, resolved = s.resolved + excluded.resolved
), numbered as ({ADD.format(taken="taken", numbers=OF_TICKETS)})
select count(*) from taken
"""

COUNTS = f"""
select dimension, value, sum(n)::bigint as n from (
  select dimension, value, n from ticket_counts where tenant_id = $1
  union all
  select dimension, value, n from ({COUNTS_OF.format(marks=OWN_MARKS)}) as fresh
) as counted group by 1, 2
"""

# A requester's own, counted from their tickets: few, and by index.
COUNTS_OF_REQUESTER = """
select dimension, value, count(*) as n from tickets cross join lateral (
  values ('status', status), ('priority', priority), ('category', category)) as d (dimension, value)
where tenant_id = $1 and created_by = $2 and deleted_at is null
group by 1, 2
"""

SUMS = """sum(total)::bigint as total, sum(open)::bigint as open, sum(resolved)::bigint as resolved,
  sum(resolutions)::bigint as resolutions, sum(resolution_ms)::bigint as resolution_ms,
  sum(responses)::bigint as responses, sum(response_ms)::bigint as response_ms"""
_WHOSE = "and side = $2 and person_id = $3"
TOTALS = f"""
select {SUMS} from (
  select * from ticket_totals where tenant_id = $1 {_WHOSE}
  union all
  {TOTALS_OF.format(marks=OWN_MARKS, which=_WHOSE)}
) as counted having count(*) > 0
"""

# What customers said of their chats with them, 1 to 5; 0 where nobody said anything.
SATISFACTION = """coalesce((select round(sum(r.total) / nullif(sum(r.n), 0), 2)::float8 from (
    select n.n, n.total from numbers n where n.tenant_id = $1 and n.measure = 'ratings'
      and n.part = 'agent' and n.span = 0 and n.at = to_timestamp(0) and n.value = p.id::text
    union all
    select m.sign, m.sign * m.score from rating_marks m
    where m.tenant_id = $1 and m.agent_id = p.id) as r), 0) as csat"""
# Those who have tickets, and support agents who have none yet; the busiest first.
AGENTS = f"""
with counted as (
  select person_id, {SUMS} from (
    select * from ticket_totals where tenant_id = $1 and side = 'agent'
    union all
    {TOTALS_OF.format(marks=OWN_MARKS, which="and side = 'agent'")}
  ) as counted group by person_id
)
select p.id, p.full_name, coalesce(c.total, 0) as total, coalesce(c.open, 0) as open,
  coalesce(c.resolved, 0) as resolved, coalesce(c.resolutions, 0) as resolutions,
  coalesce(c.resolution_ms, 0) as resolution_ms, coalesce(c.responses, 0) as responses,
  coalesce(c.response_ms, 0) as response_ms, {SATISFACTION}
from people p left join counted c on c.person_id = p.id
where p.tenant_id = $1
  and (c.total > 0 or (p.role = 'support_agent' and p.is_active and p.deleted_at is null))
order by coalesce(c.resolutions, 0) desc, coalesce(c.total, 0) desc, p.id
limit $2
"""

AGENT = f"""
with counted as (
  select {SUMS} from (
    select * from ticket_totals where tenant_id = $1 and side = 'agent' and person_id = $2
    union all
    {TOTALS_OF.format(marks=OWN_MARKS, which="and side = 'agent' and person_id = $2")}
  ) as counted
)
select p.id, p.full_name, coalesce(c.total, 0) as total, coalesce(c.open, 0) as open,
  coalesce(c.resolved, 0) as resolved, coalesce(c.resolutions, 0) as resolutions,
  coalesce(c.resolution_ms, 0) as resolution_ms, coalesce(c.responses, 0) as responses,
  coalesce(c.response_ms, 0) as response_ms, {SATISFACTION}
from people p cross join counted c
where p.tenant_id = $1 and p.id = $2 and p.role <> 'customer'
"""

# Since then: the quarters up to the next whole day of UTC, and whole days. So it takes as long
# however many there are.
CREATED = """
with since as materialized (
  select w.name, w.at, date_bin('1 day', w.at + interval '1439 minutes', 'epoch') as whole
  from (select zone_of_tenant() as zone) as z cross join lateral (values
    ('day', date_trunc('day', now(), zone)), ('week', date_trunc('week', now(), zone)),
    ('month', date_trunc('month', now(), zone))) as w (name, at)
), counted as (
  select s.name, k.n from since s cross join lateral (
    select n from numbers where tenant_id = $1 and measure = 'tickets' and part = 'all'
      and span = 15 and at >= s.at and at < s.whole
    union all
    select n from numbers where tenant_id = $1 and measure = 'tickets' and part = 'all'
      and span = 1440 and at >= s.whole
  ) as k
  union all
  select s.name, m.sign from since s join ticket_marks m
    on m.tenant_id = $1 and m.created_at >= s.at
)
select coalesce(sum(n) filter (where name = 'day'), 0)::bigint as today,
  coalesce(sum(n) filter (where name = 'week'), 0)::bigint as this_week,
  coalesce(sum(n) filter (where name = 'month'), 0)::bigint as this_month
from counted
"""

# The last $3 days of the tenant's calendar, today included, each of them there.
DAYS = f"""
with zone as materialized (select zone_of_tenant() as zone
), span as materialized (
  select zone, (now() at time zone zone)::date as today from zone
), counted as (
  select (slot at time zone zone)::date as date, assigned, resolved from (
    select slot, assigned, resolved from ticket_slots, span
    where tenant_id = $1 and agent_id = $2
      and slot >= (today - $3::int)::timestamp at time zone zone
    union all
    select slot, assigned, resolved
    from ({SLOTS_OF.format(marks=OWN_MARKS, which="and agent_id = $2")}) as fresh
  ) as found, span
)
select day.date::date as date, coalesce(sum(assigned), 0)::bigint as assigned,
  coalesce(sum(resolved), 0)::bigint as resolved
from span, generate_series(today - $3::int + 1, today, interval '1 day') as day (date)
left join counted on counted.date = day.date::date
group by 1 order by 1
"""

# A definer function of migration 0005: ids only.
TENANTS_WITH_MARKS = "select tenants_with_marks()"

SESSIONS = """
select count(*) as total, count(*) filter (where s.status = 'active') as active,
  count(*) filter (where s.status = 'waiting') as waiting
from chat_sessions s where s.tenant_id = $1
  and ($2::bigint is null or s.customer_id = $2)
"""
# An agent's own in hand, and what waits for anybody.
SESSIONS_OF_AGENT = """
select count(*) as total, count(*) filter (where s.status = 'active') as active,
  (select count(*) from chat_sessions w where w.tenant_id = $1 and w.status = 'waiting') as waiting
from chat_sessions s where s.tenant_id = $1 and s.agent_id = $2
"""
