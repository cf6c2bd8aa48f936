"""Reports' SQL. $1 is the tenant."""

STAFF = """
select p.id, p.full_name as name from people p
where p.tenant_id = $1 and p.role <> 'customer'
  and (p.id = any($2::bigint[]) or (p.is_active and p.deleted_at is null))
order by p.full_name, p.id limit 5000
"""
CAMPAIGNS = """
select c.id, c.name from campaigns c where c.tenant_id = $1 and c.id = any($2::bigint[])
"""
# What was earned and won between two days of the tenant's calendar. Whoever plays without a name
# has none here either.
EARNED = """
select s.person_id as id, case when bool_or(coalesce(g.anonymous, false)) then '' else p.full_name
    end as name, coalesce(sum(s.n) filter (where s.metric = 'points'), 0)::bigint as points,
  (select count(*) from badge_awards b where b.tenant_id = $1 and b.person_id = s.person_id
    and b.at >= $4 and b.at < $5) as badges,
  (select count(*) from challenge_wins w where w.tenant_id = $1 and w.person_id = s.person_id
    and w.at >= $4 and w.at < $5) as challenges
from game_scores s join people p on p.tenant_id = s.tenant_id and p.id = s.person_id
left join game_players g on g.tenant_id = s.tenant_id and g.person_id = s.person_id
where s.tenant_id = $1 and s.metric = 'points' and s.period = 'day' and s.shown
  and s.start between $2 and $3
group by s.person_id, p.full_name order by 3 desc, 1 limit 5000
"""
EARNED_BY_DAY = """
select date_trunc($4, s.start::timestamp)::date as date, sum(s.n)::bigint as n
from game_scores s
where s.tenant_id = $1 and s.metric = 'points' and s.period = 'day' and s.start between $2 and $3
group by 1 order by 1
"""

COLUMNS = """r.id, r.type, r.name, r.start_date as start, r.end_date as "end", r.zone, r.step"""
MAKER = "left join people p on p.tenant_id = r.tenant_id and p.id = r.made_by"
INSERT = f"""
with r as (
  insert into reports (tenant_id, type, name, start_date, end_date, zone, step, body, schedule_id,
    made_by)
  select $1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9, $10
  where (select count(*) from reports where tenant_id = $1) < $11
  returning *
)
select {COLUMNS}, r.body::text as body, r.schedule_id, r.made_by, p.full_name as made_by_name,
  r.created_at from r {MAKER}
"""
GET = f"""
select {COLUMNS}, r.body::text as body, r.schedule_id, r.made_by, p.full_name as made_by_name,
  r.created_at from reports r {MAKER} where r.tenant_id = $1 and r.id = $2
"""
LIST = f"""
select {COLUMNS}, r.schedule_id, r.made_by, p.full_name as made_by_name, r.created_at
from reports r {MAKER}
where r.tenant_id = $1 and ($2::bigint is null or r.id < $2) order by r.id desc limit $3
"""
DELETE = "delete from reports where tenant_id = $1 and id = $2"
# Of one schedule, all but the latest.
THIN_OUT = """
delete from reports where tenant_id = $1 and schedule_id = $2 and id not in (
  select id from reports where tenant_id = $1 and schedule_id = $2 order by id desc limit $3)
"""

SCHEDULED = """s.id, s.name, s.type, s.covers, s.frequency, s.weekday, s.month_day,
s.at_time as at, s.zone, s.format, s.language, s.recipients, s.is_active, s.next_at, s.last_at,
s.last_report_id, s.problem, s.made_by, s.created_at"""
SCHEDULE = f"select {SCHEDULED} from report_schedules s where s.tenant_id = $1 and s.id = $2"
LOCK_SCHEDULE = f"{SCHEDULE} for no key update"
SCHEDULES = f"""
select {SCHEDULED} from report_schedules s where s.tenant_id = $1 order by s.name, s.id limit 200
"""
# The first time after $2 that the tenant's clock shows it; where clocks are set forward over it,
# the same moment by the time before, so that no day goes without; where they are set back, once.
NEXT = """
select n.at as at, zone_of_tenant() as zone from (
  select ((d.day::date + $6::time) at time zone zone_of_tenant()) as at
  from generate_series(($2::timestamptz at time zone zone_of_tenant())::date - 1,
    ($2::timestamptz at time zone zone_of_tenant())::date + 62, interval '1 day') as d (day)
  where $1::uuid is not null and case $3
    when 'weekly' then extract(isodow from d.day) = $4
    when 'monthly' then extract(day from d.day) = least($5::int,
      extract(day from date_trunc('month', d.day) + interval '1 month - 1 day'))
    else true end
) as n where n.at > $2 order by n.at limit 1
"""
INSERT_SCHEDULE = """
insert into report_schedules (tenant_id, name, type, covers, frequency, weekday, month_day, at_time,
  zone, format, language, recipients, is_active, next_at, made_by)
select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15
where (select count(*) from report_schedules where tenant_id = $1) < $16
returning id
"""
CHANGE_SCHEDULE = """
update report_schedules set name = $3, type = $4, covers = $5, frequency = $6, weekday = $7,
  month_day = $8, at_time = $9, zone = $10, format = $11, language = $12, recipients = $13,
  is_active = $14, next_at = $15, made_by = $16
where tenant_id = $1 and id = $2
"""
DELETE_SCHEDULE = "delete from report_schedules where tenant_id = $1 and id = $2"

# A definer function of migration 0032: ids only.
TENANTS_WITH_DUE_REPORTS = "select tenants_with_due_reports()"
DUE = f"""
select {SCHEDULED} from report_schedules s
where s.tenant_id = $1 and s.is_active and (s.next_at <= now() or s.zone <> zone_of_tenant())
order by s.next_at, s.id limit 1 for no key update skip locked
"""
MOVE_ON = """
update report_schedules set next_at = $3, zone = $4, last_at = coalesce($5, last_at),
  last_report_id = coalesce($6, last_report_id), problem = $7
where tenant_id = $1 and id = $2
"""
# Days that a schedule covers when its time comes, in the tenant's calendar.
COVERED = """
with today as (select (now() at time zone zone_of_tenant())::date as day)
select case $2
    when 'last_week' then date_trunc('week', day)::date - 7
    when 'last_month' then (date_trunc('month', day) - interval '1 month')::date
    when 'last_7_days' then day - 7
    when 'last_30_days' then day - 30
    else day - 1 end as start,
  case $2
    when 'last_week' then date_trunc('week', day)::date - 1
    when 'last_month' then date_trunc('month', day)::date - 1
    else day - 1 end as "end"
from today where $1::uuid is not null
"""
