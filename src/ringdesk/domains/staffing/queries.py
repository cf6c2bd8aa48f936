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
