"""The SQL of challenges and competitions. $1 is the tenant."""

CHALLENGE_COLUMNS = """
c.id, c.name, c.description, c.audience, c.metric, c.target, c.reward_points, c.start_date,
c.end_date, c.enabled, c.created_at
"""
# What counts for somebody ($2) in a challenge: their own, or that of their best team, within the
# window of the challenge. Days, because a window may begin with any.
PROGRESS_OF = """
case c.audience when 'individual' then (
  select coalesce(sum(s.n), 0)::bigint from game_scores s
  where s.tenant_id = $1 and s.person_id = $2 and s.metric = c.metric and s.period = 'day'
    and s.start between c.start_date and c.end_date
) else (
  select coalesce(max(t.n), 0)::bigint from (
    select sum(s.n) as n from team_members own
    join team_members m on m.tenant_id = own.tenant_id and m.team_id = own.team_id
    join game_scores s on s.tenant_id = m.tenant_id and s.person_id = m.person_id
      and s.metric = c.metric and s.period = 'day' and s.shown
      and s.start between c.start_date and c.end_date
    where own.tenant_id = $1 and own.person_id = $2 group by own.team_id) t
) end
"""
CHALLENGES = f"""
select {CHALLENGE_COLUMNS}, greatest({PROGRESS_OF}, 0) as progress, w.at as completed_at,
  (select count(*) from challenge_wins o where o.tenant_id = c.tenant_id and o.challenge_id = c.id)
    as completions
from challenges c left join challenge_wins w
  on w.tenant_id = c.tenant_id and w.challenge_id = c.id and w.person_id = $2
where c.tenant_id = $1 and ($3::bigint is null or c.id = $3)
  and (not $4 or (c.enabled
    and (now() at time zone zone_of_tenant())::date between c.start_date and c.end_date))
order by c.end_date desc, c.id desc limit $5 offset $6
"""
COUNT_CHALLENGES = "select count(*) from challenges where tenant_id = $1"
ADD_CHALLENGE = """
insert into challenges (tenant_id, name, description, audience, metric, target, reward_points,
  start_date, end_date, enabled, created_by)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning id
"""
CHANGE_CHALLENGE = """
update challenges set name = $3, description = $4, audience = $5, metric = $6, target = $7,
  reward_points = $8, start_date = $9, end_date = $10, enabled = $11
where tenant_id = $1 and id = $2 returning id
"""
REMOVE_CHALLENGE = "delete from challenges where tenant_id = $1 and id = $2"
# What somebody ($2) has reached on the day $3 and had not before.
WIN = f"""
insert into challenge_wins (tenant_id, challenge_id, person_id)
select c.tenant_id, c.id, $2 from challenges c
where c.tenant_id = $1 and c.enabled and c.audience = 'individual'
  and $3 between c.start_date and c.end_date and {PROGRESS_OF} >= c.target
on conflict do nothing returning challenge_id as id
"""
# Team challenges that a team of somebody's ($2) has reached, and where a member has no win yet.
REACHED_BY_TEAMS = """
select distinct c.id, m.team_id from challenges c
join team_members m on m.tenant_id = c.tenant_id and m.person_id = $2
where c.tenant_id = $1 and c.enabled and c.audience = 'team'
  and $3 between c.start_date and c.end_date
  and not exists (select from challenge_wins w
    where w.tenant_id = c.tenant_id and w.challenge_id = c.id and w.person_id = $2)
  and c.target <= (select coalesce(sum(s.n), 0) from team_members o
    join game_scores s on s.tenant_id = o.tenant_id and s.person_id = o.person_id
      and s.metric = c.metric and s.period = 'day' and s.shown
      and s.start between c.start_date and c.end_date
    where o.tenant_id = c.tenant_id and o.team_id = m.team_id)
"""
WIN_AS_TEAM = """
insert into challenge_wins (tenant_id, challenge_id, person_id) values ($1, $2, $3)
on conflict do nothing
"""

COMPETITION_COLUMNS = """
id, name, description, metric, scoring, start_date, end_date, team_ids, reward_points, settled_at,
winners, created_at,
case when (now() at time zone zone_of_tenant())::date < start_date then 'planned'
  when (now() at time zone zone_of_tenant())::date > end_date then 'over' else 'running' end
  as state
"""
COMPETITIONS = f"""
select {COMPETITION_COLUMNS} from competitions
where tenant_id = $1 and ($2::text is null or id = $2)
order by end_date desc, id limit $3 offset $4
"""
COUNT_COMPETITIONS = "select count(*) from competitions where tenant_id = $1"
ADD_COMPETITION = """
insert into competitions (tenant_id, id, name, description, metric, scoring, start_date, end_date,
  team_ids, reward_points, created_by)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
"""
CHANGE_COMPETITION = """
update competitions set name = $3, description = $4, metric = $5, scoring = $6, start_date = $7,
  end_date = $8, team_ids = $9, reward_points = $10
where tenant_id = $1 and id = $2 and settled_at is null returning 1
"""
REMOVE_COMPETITION = "delete from competitions where tenant_id = $1 and id = $2"
# $2: the metric; $3, $4: the periods that make up the window; $5: which teams, none: all.
TEAM_BOARD = """
select t.id as team_id, t.name, count(distinct m.person_id) as members,
  coalesce(sum(f.n), 0)::bigint as points
from teams t
left join (
  select m.tenant_id, m.team_id, m.person_id from team_members m
  join people p on p.tenant_id = m.tenant_id and p.id = m.person_id and p.is_active
    and p.deleted_at is null
  where m.tenant_id = $1
) m on m.tenant_id = t.tenant_id and m.team_id = t.id
left join (
  select s.person_id, sum(s.n) as n from unnest($3::text[], $4::date[]) as w (period, start)
  join game_scores s on s.tenant_id = $1 and s.metric = $2 and s.period = w.period
    and s.start = w.start and s.shown
  group by s.person_id
) f on f.person_id = m.person_id
where t.tenant_id = $1 and (cardinality($5::bigint[]) = 0 or t.id = any($5))
group by t.id, t.name
"""
KNOWN_TEAMS = "select count(*) from teams where tenant_id = $1 and id = any($2::bigint[])"
TO_SETTLE = """
select id from competitions where tenant_id = $1 and settled_at is null
  and end_date < (now() at time zone zone_of_tenant())::date order by end_date, id limit 100
"""
SETTLE = """
update competitions set settled_at = now(), winners = $3
where tenant_id = $1 and id = $2 and settled_at is null
"""
