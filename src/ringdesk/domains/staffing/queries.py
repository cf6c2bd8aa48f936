"""Staffing's SQL. $1 is the tenant."""

COLUMNS = """
p.id, p.full_name, p.email, p.role, p.scopes, coalesce(a.state, 'offline') as state,
coalesce(a.capacity, f.default_capacity, 4) as capacity,
coalesce(a.skills, '{}') as skills, a.since, a.last_given_at
"""
STAFF = f"""
select {COLUMNS} from people p
left join availability a on a.tenant_id = p.tenant_id and a.person_id = p.id
left join staffing_settings f on f.tenant_id = p.tenant_id
where p.tenant_id = $1 and p.role <> 'customer' and p.is_active and p.deleted_at is null
  and ($2::bigint is null or p.id = $2) and ($3::text is null or coalesce(a.state, 'offline') = $3)
order by p.full_name, p.id limit 1000
"""
# Only what is given is changed; `since` begins anew with the state.
SET = """
insert into availability as a (tenant_id, person_id, state, capacity, skills)
values ($1, $2, coalesce($3, 'offline'), $4, coalesce($5::text[], '{}'))
on conflict (tenant_id, person_id) do update set
  state = coalesce($3, a.state), capacity = coalesce($4, a.capacity),
  skills = coalesce($5::text[], a.skills),
  since = case when coalesce($3, a.state) = a.state then a.since else now() end
"""
TOUCH_GIVEN = """
update availability set last_given_at = clock_timestamp() where tenant_id = $1 and person_id = $2
"""
DEFAULT_CAPACITY = """
select coalesce((select default_capacity from staffing_settings where tenant_id = $1), 4)
"""
SET_DEFAULT_CAPACITY = """
insert into staffing_settings (tenant_id, default_capacity) values ($1, $2)
on conflict (tenant_id) do update set default_capacity = $2
"""

TEAMS = """
select t.id, t.name, t.created_at, coalesce(m.member_ids, '{}') as member_ids
from teams t left join lateral (
  select array_agg(m.person_id order by m.person_id) as member_ids from team_members m
  join people p on p.tenant_id = m.tenant_id and p.id = m.person_id
  where m.tenant_id = t.tenant_id and m.team_id = t.id and p.is_active and p.deleted_at is null
) m on true
where t.tenant_id = $1 and ($2::bigint is null or t.id = $2) order by lower(t.name), t.id
"""
COUNT_TEAMS = "select count(*) from teams where tenant_id = $1"
# Nothing: the name is taken.
ADD_TEAM = """
insert into teams (tenant_id, name) values ($1, $2) on conflict do nothing returning id
"""
# 1: the name is another's.
RENAME_TEAM = """
with taken as (
  select 1 from teams where tenant_id = $1 and lower(name) = lower($3) and id <> $2
), renamed as (
  update teams set name = $3 where tenant_id = $1 and id = $2 and not exists (select from taken)
) select count(*) from taken
"""
REMOVE_TEAM = "delete from teams where tenant_id = $1 and id = $2"
# How many of the wanted are active staff: all, or nothing may be kept of this.
SET_MEMBERS = """
with wanted as (
  select id from people where tenant_id = $1 and id = any($3::bigint[]) and role <> 'customer'
    and is_active and deleted_at is null
), gone as (
  delete from team_members where tenant_id = $1 and team_id = $2 and person_id <> all($3)
), come as (
  insert into team_members (tenant_id, team_id, person_id) select $1, $2, id from wanted
  on conflict do nothing
) select count(*) from wanted
"""
