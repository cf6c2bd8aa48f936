"""The audit's SQL. $1 is the tenant.

What is folded is counted from the roll-ups, what is not yet from the log's tail, in one statement
and so in one snapshot: exact at every moment. $2 kinds (null: all), $3 and $4 the span of time.
"""

TENANTS_WITH_NEW_FACTS = "select tenants_with_new_facts()"

# Whoever folds holds the row; who comes second sees how far the first came. There is none without
# a log: a tenant that was erased meanwhile leaves nothing.
BEGIN_FOLDING = """
insert into audit_folded (tenant_id, seq)
select tenant_id, 0 from event_heads where tenant_id = $1 on conflict do nothing
"""
FOLDED = "select seq from audit_folded where tenant_id = $1 for update"
DAY, QUARTER = "date_bin('1 day', at, 'epoch')", "date_bin('15 minutes', at, 'epoch')"
_GROUP = "kind, count(*), min(seq), max(seq) from fresh"
_ADD = """n = t.n + excluded.n, first_seq = least(t.first_seq, excluded.first_seq),
    last_seq = greatest(t.last_seq, excluded.last_seq)"""
FOLD = f"""
with fresh as materialized (
  select seq, kind, actor_id, at from events where tenant_id = $1 and seq > $2
  order by seq limit $3
), slots as (
  insert into audit_slots as t (tenant_id, width, slot, kind, n, first_seq, last_seq)
  select $1, 'quarter', {QUARTER}, {_GROUP} group by {QUARTER}, kind
  union all
  select $1, 'day', {DAY}, {_GROUP} group by {DAY}, kind
  on conflict (tenant_id, width, slot, kind) do update set {_ADD}
), people as (
  insert into audit_people as t (tenant_id, actor_id, slot, kind, n, first_seq, last_seq)
  select $1, actor_id, {DAY}, {_GROUP} group by actor_id, {DAY}, kind
  on conflict (tenant_id, actor_id, slot, kind) do update set {_ADD}
), moved as (
  update audit_folded set seq = (select max(seq) from fresh)
  where tenant_id = $1 and exists (select from fresh)
)
select count(*) from fresh
"""

# Dates are the tenant's; both ends included.
SPAN = """
select coalesce($2::date::timestamp at time zone zone, $4::timestamptz) as since,
  coalesce(($3::date + 1)::timestamp at time zone zone, $5::timestamptz) as until
from (select zone_of_tenant() as zone) as z where $1::uuid is not null
"""
TODAY = """
select (now() at time zone zone_of_tenant())::date as today where $1::uuid is not null
"""

_THESE = "($2::text[] is null or {of}.kind = any($2)) and {of}.at >= $3 and {of}.at < $4"
_ENDS = """ends as materialized (
  select coalesce((select seq from audit_folded where tenant_id = $1), 0) as folded,
    coalesce((select seq from event_heads where tenant_id = $1), 0) as head
)"""
_OUT = """)
select kind, sum(n)::bigint as n, min(low) as low, max(high) as high, ends.folded, ends.head
from ends, counted group by kind, ends.folded, ends.head
"""
# Each stretch of the log by itself (`offset 0`): joined, the planner would read all of it.
_TAIL_OF = """select e.kind, 1, null, null from (
    select e.kind from events e where e.tenant_id = $1 and e.seq > (select folded from ends)
      and e.seq <= (select head from ends) and {these} offset 0) as e"""
# Whole days from days, what sticks out of them from quarters of an hour, what sticks out of those
# from the log itself; and its tail.
COUNTS = f"""
with {_ENDS}, days as materialized (
  select slot, kind, n, first_seq, last_seq from audit_slots s
  where tenant_id = $1 and width = 'day' and slot > $3::timestamptz - interval '1 day' and slot < $4
    and ($2::text[] is null or kind = any($2))
), quarters as materialized (
  select q.slot, q.kind, q.n, q.first_seq, q.last_seq from (
    select distinct slot from days where slot < $3 or slot + interval '1 day' > $4) as d
  join audit_slots q on q.tenant_id = $1 and q.width = 'quarter'
    and q.slot >= d.slot and q.slot < d.slot + interval '1 day'
    and q.slot > $3::timestamptz - interval '15 minutes' and q.slot < $4
    and ($2::text[] is null or q.kind = any($2))
), counted as (
  select kind, n, first_seq as low, last_seq as high from days
  where slot >= $3 and slot + interval '1 day' <= $4
  union all
  select kind, n, first_seq, last_seq from quarters
  where slot >= $3 and slot + interval '15 minutes' <= $4
  union all
  select e.kind, 1, e.seq, e.seq from (
    select slot, min(first_seq) as low, max(last_seq) as high from quarters
    where slot < $3 or slot + interval '15 minutes' > $4 group by slot) as q
  cross join lateral (
    select e.kind, e.seq from events e where e.tenant_id = $1 and e.seq between q.low and q.high
      and e.seq <= (select folded from ends) and e.at >= q.slot
      and e.at < q.slot + interval '15 minutes' and {_THESE.format(of="e")} offset 0) as e
  union all
  {_TAIL_OF.format(these=_THESE.format(of="e"))}
{_OUT}
"""
# The same of one person ($5), by days and the log.
COUNTS_OF_PERSON = f"""
with {_ENDS}, days as materialized (
  select slot, kind, n, first_seq, last_seq from audit_people s
  where tenant_id = $1 and actor_id = $5 and slot > $3::timestamptz - interval '1 day'
    and slot < $4 and ($2::text[] is null or kind = any($2))
), counted as (
  select kind, n, first_seq as low, last_seq as high from days
  where slot >= $3 and slot + interval '1 day' <= $4
  union all
  select e.kind, 1, e.seq, e.seq from (
    select slot, min(first_seq) as low, max(last_seq) as high from days
    where slot < $3 or slot + interval '1 day' > $4 group by slot) as d
  cross join lateral (
    select e.kind, e.seq from events e where e.tenant_id = $1 and e.actor_id = $5
      and e.seq between d.low and d.high and e.seq <= (select folded from ends)
      and e.at >= d.slot and e.at < d.slot + interval '1 day' and {_THESE.format(of="e")}
    offset 0) as e
  union all
  {_TAIL_OF.format(these=_THESE.format(of="e") + " and e.actor_id = $5")}
{_OUT}
"""

# $5 how many to find at most, $6 how many of those to pass over, $7 before which number, $8 to
# $11 where to look: low and high of what is folded, how far that goes, where the log ended; $12
# the person.
# Two walks along an index, each of which stops when it has enough: the tail, and the rest.
_TAIL = "e.seq > $10 and e.seq <= $11 and e.seq < $7"
_REST = "e.seq >= $8 and e.seq <= $9 and e.seq <= $10 and e.seq < $7"
_LATEST = "order by e.seq desc limit $5"
_ALONG = """(select e.seq from events e where e.tenant_id = $1 and {where} and {these} {latest})"""
_BY_KIND = """(select e.seq from unnest($2::text[]) as k (kind) cross join lateral (
  select e.seq, e.at, e.kind, e.actor_id from events e
  where e.tenant_id = $1 and e.kind = k.kind and {where} and {these} {latest}) as e {latest})"""
_BODY = """
select e.seq, e.actor_id, coalesce(p.full_name, '') as actor_name, e.kind, e.body::text as body,
  e.at, e.request_id, e.address, (
    select jsonb_agg(jsonb_build_object('resource', d.resource, 'resource_id', d.resource_id,
      'before', d.before, 'after', d.after)) from (
      select * from audit_differences d where d.tenant_id = $1 and d.xact = e.xact
        and d.at between e.at - interval '1 hour' and e.at + interval '1 hour'
      order by d.id limit 500) as d
  )::text as differences
from {found} join events e on e.tenant_id = $1 and e.seq = found.seq
left join people p on p.tenant_id = $1 and p.id = e.actor_id
order by e.seq desc
"""


def page(walk: str, *, of_person: bool) -> str:
    these = _THESE.format(of="e") + (" and e.actor_id = $12" if of_person else "")
    tail, rest = (walk.format(where=w, these=these, latest=_LATEST) for w in (_TAIL, _REST))
    picked = (
        f"(select seq from ({tail} union all {rest}) as e order by e.seq desc"
        " limit $5 - $6 offset $6)"
    )
    return _BODY.format(found=f"{picked} as found")


PAGE, PAGE_OF_PERSON = page(_ALONG, of_person=False), page(_ALONG, of_person=True)
PAGE_BY_KIND, PAGE_OF_PERSON_BY_KIND = (
    page(_BY_KIND, of_person=False), page(_BY_KIND, of_person=True),
)  # fmt: skip
ENTRY = _BODY.format(found="(select $2::bigint as seq) as found")

# $2 and $3 are whole days of the tenant; $4 kinds, $5 kinds of failures. Where days are UTC's, the
# days' own sums are there; else quarters of an hour make them up.
_BY_DAY = """)
select d.date::date as date, coalesce(c.n, 0)::bigint as n,
  coalesce(c.failures, 0)::bigint as failures
from generate_series($2::date, $3::date, interval '1 day') as d (date)
left join counted c on c.date = d.date::date order by 1
"""
_ZONE = """zone as materialized (
  select zone, $2::date::timestamp at time zone zone as since,
    ($3::date + 1)::timestamp at time zone zone as until,
    case when zone = 'UTC' then 'day' else 'quarter' end as width
  from (select zone_of_tenant() as zone) as z
)"""
_WITHIN = """e.at >= (select since from zone) and e.at < (select until from zone)
    and ($4::text[] is null or e.kind = any($4))"""
HISTOGRAM = f"""
with {_ZONE}, {_ENDS}, slots as (
  select s.slot as at, sum(s.n) as n, sum(s.n) filter (where s.kind = any($5)) as failures
  from audit_slots s where s.tenant_id = $1 and s.width = (select width from zone)
    and s.slot >= (select since from zone) and s.slot < (select until from zone)
    and ($4::text[] is null or s.kind = any($4)) group by 1
  union all
  select e.at, 1, case when e.kind = any($5) then 1 else 0 end from (
    select e.at, e.kind from events e
    where e.tenant_id = $1 and e.seq > (select folded from ends) offset 0) as e where {_WITHIN}
), counted as (
  select (at at time zone (select zone from zone))::date as date, sum(n) as n,
    sum(failures) as failures from slots group by 1
{_BY_DAY}
"""
HISTOGRAM_OF_PERSON = f"""
with {_ZONE}, span as (
  select min(s.first_seq) as low from audit_people s where s.tenant_id = $1 and s.actor_id = $6
    and s.slot > (select since from zone) - interval '1 day' and s.slot < (select until from zone)
), counted as (
  select (e.at at time zone (select zone from zone))::date as date, count(*) as n,
    count(*) filter (where e.kind = any($5)) as failures
  from (
    select e.at, e.kind from events e where e.tenant_id = $1 and e.actor_id = $6
      and e.seq >= coalesce((select low from span), 0) offset 0) as e where {_WITHIN} group by 1
{_BY_DAY}
"""

# Those who acted, by the roll-up: names for a filter, the busiest last days first.
ACTORS = """
select p.id, p.full_name as name from people p
where p.tenant_id = $1 and ($2::text is null or p.full_name ilike $2)
  and exists (select from audit_people a where a.tenant_id = $1 and a.actor_id = p.id)
order by p.full_name, p.id limit $3
"""
