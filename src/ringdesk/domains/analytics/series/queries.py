"""Numbers over time, their SQL. $1 is the tenant. What a mark means is said in migration 0036."""

OF_TICKETS = """numbers_of_ticket(m.sign, m.priority, m.category, m.assigned_to, m.created_at,
    m.first_responded_at, m.resolved_at, m.handed_to, m.handed_at) as k"""
OF_CALLS = """numbers_of_calls(m.at, m.agent_id, m.campaign_id, m.sign,
    case when m.answered then m.sign else 0 end,
    case when m.status = 'completed' then m.sign else 0 end,
    case when m.status = 'busy' then m.sign else 0 end,
    case when m.status = 'no-answer' then m.sign else 0 end,
    case when m.status = 'failed' then m.sign else 0 end,
    case when m.abandoned then m.sign else 0 end, m.sign * m.duration_s) as k"""
OF_LEADS = """numbers_of_leads(m.n, m.source, m.stage, m.rank, m.campaign_id, m.owner_id,
    m.created_at, m.converted_at) as k"""
OF_RATINGS = "numbers_of_rating(m.sign, m.agent_id, m.score, m.rated_at) as k"

# Adds marks to the numbers: a part of the statements that fold them. `taken` are rows of marks.
ADD = """
insert into numbers as s (tenant_id, measure, part, value, span, at, n, total)
select $1, q.measure, q.part, q.value, w.span, w.at, sum(q.n), sum(q.total)
from (
  select k.measure, k.part, k.value, quarter_of(k.at) as at, sum(k.n) as n, sum(k.total) as total
  from {taken} m cross join lateral {numbers} group by 1, 2, 3, 4
) as q cross join lateral (values
  (0::smallint, to_timestamp(0)), (15::smallint, q.at),
  (60::smallint, date_bin('1 hour', q.at, 'epoch')),
  (360::smallint, date_bin('6 hours', q.at, 'epoch')),
  (1440::smallint, date_bin('1 day', q.at, 'epoch'))
) as w (span, at)
group by 2, 3, 4, 5, 6 having sum(q.n) <> 0 or sum(q.total) <> 0
on conflict (tenant_id, measure, part, span, at, value)
  do update set n = s.n + excluded.n, total = s.total + excluded.total
"""
TENANTS_WITH_NUMBER_MARKS = "select tenants_with_number_marks()"
FOLD = """
with mine as materialized (
  select pg_try_advisory_xact_lock(hashtextextended('{name} ' || $1::uuid::text, 0)) as locked
), taken as (
  delete from {marks} m using mine
  where mine.locked and m.tenant_id = $1
    and m.id <= (select max(id) from (
      select id from {marks} where tenant_id = $1 order by id limit $2) as batch)
  returning m.*
), added as ({add})
select count(*) from taken
"""
FOLD_LEADS = FOLD.format(
    name="leads", marks="lead_number_marks", add=ADD.format(taken="taken", numbers=OF_LEADS)
)
FOLD_RATINGS = FOLD.format(
    name="ratings", marks="rating_marks", add=ADD.format(taken="taken", numbers=OF_RATINGS)
)

# What is folded and what is not yet, in one snapshot. $2 measures, $3 part, $4 a value of it or
# null; $5 to $7 the pieces of the period (span, from, to); $8 and $9 its ends.
FRESH = " union all ".join(
    f"select k.measure, k.part, k.value, k.at, k.n, k.total from {marks} m cross join lateral"
    f" {numbers} where m.tenant_id = $1"
    for marks, numbers in (
        ("ticket_marks", OF_TICKETS), ("call_marks", OF_CALLS), ("lead_number_marks", OF_LEADS),
        ("rating_marks", OF_RATINGS),
    )
)  # fmt: skip
NOW = f"""(
  select s.measure, s.value, s.at, s.n, s.total
  from unnest($5::smallint[], $6::timestamptz[], $7::timestamptz[]) as c (span, since, until)
  cross join lateral (
    select s.measure, s.value, s.at, s.n, s.total from numbers s
    where s.tenant_id = $1 and s.measure = any($2::text[]) and s.part = $3 and s.span = c.span
      and s.at >= c.since and s.at < c.until and ($4::text is null or s.value = $4)
  ) as s
  union all
  select f.measure, f.value, f.at, f.n, f.total from ({FRESH}) as f
  where f.measure = any($2::text[]) and f.part = $3 and f.at >= $8 and f.at < $9
    and ($4::text is null or f.value = $4)
) as s"""
SUMS = f"""
select s.measure, s.value, sum(s.n)::bigint as n, sum(s.total)::bigint as total
from {NOW} group by 1, 2 having sum(s.n) <> 0 or sum(s.total) <> 0
order by 1, 3 desc, 2 limit $10
"""
# Over all values of a part that counts two dimensions, by the first of them.
HEAD, REST = "split_part(s.value, ':', 1)", "substr(s.value, strpos(s.value, ':') + 1)"
HEADS = f"""
select s.measure, {HEAD} as value, sum(s.n)::bigint as n, sum(s.total)::bigint as total
from {NOW} group by 1, 2 having sum(s.n) <> 0 or sum(s.total) <> 0 order by 1, 2
"""
# By one of the two dimensions, where the other is $10; $11 a value of the one, or null.
WITHIN = """
select s.measure, {mine} as value, sum(s.n)::bigint as n, sum(s.total)::bigint as total
from {now} where {theirs} = $10 and ($11::text is null or {mine} = $11)
group by 1, 2 having sum(s.n) <> 0 or sum(s.total) <> 0 order by 1, 3 desc, 2 limit $12
"""
BY_HEAD = WITHIN.format(mine=HEAD, theirs=REST, now=NOW)
BY_REST = WITHIN.format(mine=REST, theirs=HEAD, now=NOW)
TOTALS = f"""
select s.measure, '' as value, sum(s.n)::bigint as n, sum(s.total)::bigint as total
from {NOW} group by 1 order by 1
"""
# $10 the zone, $11 day, week or month.
POINTS = f"""
select date_trunc($11, s.at at time zone $10)::date as date, s.measure,
  sum(s.n)::bigint as n, sum(s.total)::bigint as total
from {NOW} group by 1, 2 order by 1, 2
"""
PERIOD = """
with zone as materialized (select zone_of_tenant() as zone), days as materialized (
  select zone, coalesce($2::date, $3::date - $4::int + 1,
      (now() at time zone zone)::date - $4::int + 1) as start,
    coalesce($3::date, greatest($2::date, (now() at time zone zone)::date)) as "end" from zone
)
select zone, start, "end", (start::timestamp at time zone zone) as since,
  (("end" + 1)::timestamp at time zone zone) as until,
  not exists (select from generate_series(start, least("end" + 1, start + 4000),
      interval '1 day') as d (day)
    where extract(minute from (d.day::timestamp at time zone zone) at time zone 'UTC') <> 0)
    as whole_hours
from days where $1::uuid is not null
"""
