"""The SQL of points, boards and badges. $1 is the tenant."""

# Everything that touches somebody's points waits for this row, and so for each other.
HOLD = """
insert into points_balances as b (tenant_id, person_id) values ($1, $2)
on conflict (tenant_id, person_id) do update set balance = b.balance
"""
# Of active staff alone. After HOLD, in a statement of its own: it sees what was waited for.
STANDING = """
select coalesce(b.total, 0) as total, coalesce(b.balance, 0) as balance,
  coalesce(g.participates, true) as participates, coalesce(g.anonymous, false) as anonymous
from people p
left join points_balances b on b.tenant_id = p.tenant_id and b.person_id = p.id
left join game_players g on g.tenant_id = p.tenant_id and g.person_id = p.id
where p.tenant_id = $1 and p.id = $2 and p.role <> 'customer' and p.is_active
  and p.deleted_at is null
"""
# The periods that a day belongs to, each by its first day.
PERIODS = """
(values ('day', {day}), ('week', date_trunc('week', {day}::timestamp)::date),
  ('month', date_trunc('month', {day}::timestamp)::date), ('all', date '1970-01-01')
) as p (period, start)
"""
# A line of the ledger with all of its sums. Nothing: it is there already. $9: when it was done, or
# now; the day is that of the tenant's calendar.
GIVE = f"""
with entry as (
  insert into points_ledger
    (tenant_id, person_id, points, kind, source_key, reason, rule_id, given_by, at, day)
  values ($1, $2, $3, $4, $5, $6, $7, $8, coalesce($9, now()),
    (coalesce($9, now()) at time zone zone_of_tenant())::date)
  on conflict (tenant_id, source_key) do nothing
  returning tenant_id, id, person_id, points, day, kind not in ('redeemed', 'refunded') as earned
), summed as (
  update points_balances b set balance = b.balance + e.points,
    total = b.total + case when e.earned then e.points else 0 end
  from entry e where b.tenant_id = e.tenant_id and b.person_id = e.person_id
  returning b.total, b.balance
), scored as (
  insert into game_scores as s (tenant_id, person_id, metric, period, start, n)
  select e.tenant_id, e.person_id, 'points', p.period, p.start, e.points
  from entry e cross join lateral {PERIODS.format(day="e.day")} where e.earned
  on conflict (tenant_id, person_id, metric, period, start) do update set n = s.n + excluded.n
)
select e.id, s.total, s.balance from entry e cross join summed s
"""
GIVEN_TODAY = """
select count(*) from points_ledger
where tenant_id = $1 and person_id = $2 and rule_id = $3 and day = $4
"""
# Whether it is new.
ADD_DEED = f"""
with deed as (
  insert into game_deeds (tenant_id, source_key, metric, person_id, day)
  values ($1, $2, $3, $4, $5) on conflict do nothing returning *
), scored as (
  insert into game_scores as s (tenant_id, person_id, metric, period, start, n)
  select d.tenant_id, d.person_id, d.metric, p.period, p.start, 1
  from deed d cross join lateral {PERIODS.format(day="d.day")}
  on conflict (tenant_id, person_id, metric, period, start) do update set n = s.n + 1
)
select count(*) from deed
"""
LEDGER = """
select id, points, kind, reason, rule_id, day, at from points_ledger
where tenant_id = $1 and person_id = $2 and ($3::bigint is null or id < $3)
order by id desc limit $4
"""

SET_PLAYER = """
insert into game_players as g (tenant_id, person_id, participates, anonymous)
values ($1, $2, $3, $4)
on conflict (tenant_id, person_id) do update set participates = excluded.participates,
  anonymous = excluded.anonymous, changed_at = now()
"""
# On boards are those who take part and still work here.
SHOW = """
update game_scores s set shown = now_shown.it
from (
  select p.role <> 'customer' and p.is_active and p.deleted_at is null
    and coalesce(g.participates, true) as it
  from people p left join game_players g on g.tenant_id = p.tenant_id and g.person_id = p.id
  where p.tenant_id = $1 and p.id = $2
) as now_shown
where s.tenant_id = $1 and s.person_id = $2 and s.shown is distinct from now_shown.it
"""

TODAY = "select (now() at time zone zone_of_tenant())::date where $1::uuid is not null"
# The first day of the present period. $2: day, week, month or all.
START = """
select case when $2 = 'all' then date '1970-01-01'
  else date_trunc($2, now() at time zone zone_of_tenant())::date end
where $1::uuid is not null
"""
ON_BOARD = """
s.tenant_id = $1 and s.metric = $2 and s.period = $3 and s.start = $4 and s.shown and s.n > 0
"""
PLACE = """
select s.person_id, p.full_name as name, coalesce(g.anonymous, false) as anonymous,
  s.n as points, coalesce(b.total, 0) as total
from ({page}) s
join people p on p.tenant_id = $1 and p.id = s.person_id
left join game_players g on g.tenant_id = $1 and g.person_id = s.person_id
left join points_balances b on b.tenant_id = $1 and b.person_id = s.person_id
order by s.n desc, s.person_id
"""
_PAGE = f"""
select s.person_id, s.n from game_scores s where {ON_BOARD}
  and ($5::bigint is null or (s.n <= $5 and (s.n < $5 or s.person_id > $6)))
order by s.n desc, s.person_id limit $7 offset $8
"""
BOARD = PLACE.format(page=_PAGE)
_ABOVE = f"""
select s.person_id, s.n from game_scores s where {ON_BOARD}
  and s.n >= $5 and (s.n > $5 or s.person_id < $6)
order by s.n, s.person_id desc limit $7
"""
_FROM = f"""
select s.person_id, s.n from game_scores s where {ON_BOARD}
  and s.n <= $5 and (s.n < $5 or s.person_id >= $6)
order by s.n desc, s.person_id limit $8
"""
AROUND = PLACE.format(page=f"({_ABOVE}) union all ({_FROM})")
OWN_SCORE = """
select n from game_scores
where tenant_id = $1 and metric = $2 and period = $3 and start = $4 and person_id = $5 and shown
"""
BEFORE = f"""
select count(*) filter (where s.n > $5) as better, count(*) as ahead
from game_scores s where {ON_BOARD} and s.n >= $5 and (s.n > $5 or s.person_id < $6)
"""
BETTER_THAN = f"select count(*) from game_scores s where {ON_BOARD} and s.n > $5"
COUNTED = """
select metric, n from game_scores
where tenant_id = $1 and person_id = $2 and period = 'all' order by metric
"""

BADGE_COLUMNS = """
b.id, b.name, b.description, b.icon, b.metric, b.at_least, b.enabled,
(select count(*) from badge_awards a where a.tenant_id = b.tenant_id and a.badge_id = b.id)
  as holders, b.created_at
"""
BADGES = f"""
select {BADGE_COLUMNS} from badges b
where b.tenant_id = $1 and ($2::bigint is null or b.id = $2) order by lower(b.name), b.id
"""
BADGES_OF = """
select b.id, b.name, b.description, b.icon, a.at as earned_at
from badge_awards a join badges b on b.tenant_id = a.tenant_id and b.id = a.badge_id
where a.tenant_id = $1 and a.person_id = $2 order by a.at desc, b.id desc limit 500
"""
COUNT_BADGES = "select count(*) from badges where tenant_id = $1"
ADD_BADGE = """
insert into badges (tenant_id, name, description, icon, metric, at_least, enabled, created_by)
values ($1, $2, $3, $4, $5, $6, $7, $8) returning id
"""
CHANGE_BADGE = """
update badges set name = $3, description = $4, icon = $5, metric = $6, at_least = $7, enabled = $8
where tenant_id = $1 and id = $2
"""
REMOVE_BADGE = "delete from badges where tenant_id = $1 and id = $2"
AWARD_BADGE = """
insert into badge_awards (tenant_id, badge_id, person_id, given_by) values ($1, $2, $3, $4)
on conflict do nothing
"""
# Those that somebody has come to deserve.
EARN_BADGES = """
insert into badge_awards (tenant_id, badge_id, person_id, given_by)
select b.tenant_id, b.id, s.person_id, 0
from badges b join game_scores s on s.tenant_id = b.tenant_id and s.person_id = $2
  and s.metric = b.metric and s.period = 'all' and s.n >= b.at_least
where b.tenant_id = $1 and b.enabled
on conflict do nothing returning badge_id as id
"""

STATISTICS = """
with today as materialized (
  select (now() at time zone zone_of_tenant())::date as day
), sums as (
  select count(*) filter (where total > 0) as players, coalesce(sum(total), 0)::bigint as total,
    coalesce(sum(total - balance), 0)::bigint as spent
  from points_balances where tenant_id = $1
)
select s.players, s.total as total_points,
  (select coalesce(sum(n), 0)::bigint from game_scores, today where tenant_id = $1
     and metric = 'points' and period = 'day' and start = day and shown) as points_today,
  (select coalesce(sum(n), 0)::bigint from game_scores, today where tenant_id = $1
     and metric = 'points' and period = 'week' and shown
     and start = date_trunc('week', day::timestamp)::date) as points_this_week,
  s.spent as points_spent,
  (select count(*) from badge_awards where tenant_id = $1) as badges_awarded,
  (select count(*) from challenges, today where tenant_id = $1 and enabled
     and day between start_date and end_date) as active_challenges,
  (select count(*) from challenge_wins where tenant_id = $1) as challenges_completed,
  (select count(*) from competitions, today where tenant_id = $1
     and day between start_date and end_date) as active_competitions,
  (select count(*) from rewards where tenant_id = $1 and enabled and stock is distinct from 0)
    as rewards_available,
  (select count(*) from redemptions where tenant_id = $1 and state in ('requested', 'approved'))
    as redemptions_pending,
  (select count(*) from redemptions where tenant_id = $1 and state = 'fulfilled')
    as redemptions_fulfilled
from sums s
"""
