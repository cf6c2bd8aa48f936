"""Campaigns' SQL. $1 is the tenant."""

COLUMNS = """
id, name, description, status, mode, caller_id, script_id, hours, start_date, end_date,
scheduled_at, max_attempts, max_abandonment, ring_timeout_s, wrap_up_s, preview_s, detect_machines,
record_calls, uk_rules, retry::text as retry, skills, team_id, budget::float8 as budget,
custom::text as custom, created_by, created_at, updated_at, started_at, ended_at, version
"""
GET = f"""
select {COLUMNS} from campaigns where tenant_id = $1 and id = $2 and deleted_at is null
"""
GET_FOR_UPDATE = f"{GET} for update"
CREATE = f"""
insert into campaigns (tenant_id, created_by, name, description, mode, caller_id, script_id, hours,
  start_date, end_date, max_attempts, max_abandonment, ring_timeout_s, wrap_up_s, preview_s,
  detect_machines, record_calls, uk_rules, retry, skills, team_id, budget, custom)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
  $19::text::jsonb, $20::text[], $21, $22::float8::numeric, $23::text::jsonb)
returning {COLUMNS}
"""
# Every column that people change, always: one statement, one plan.
CHANGE = f"""
update campaigns set name = $3, description = $4, mode = $5, caller_id = $6, script_id = $7,
  hours = $8, start_date = $9, end_date = $10, max_attempts = $11, max_abandonment = $12,
  ring_timeout_s = $13, wrap_up_s = $14, preview_s = $15, detect_machines = $16, record_calls = $17,
  uk_rules = $18, retry = $19::text::jsonb, skills = $20::text[], team_id = $21,
  budget = $22::float8::numeric, custom = $23::text::jsonb,
  updated_at = now(), version = version + 1
where tenant_id = $1 and id = $2 returning {COLUMNS}
"""
# $4: when a scheduled one begins.
MOVE = f"""
update campaigns set status = $3,
  scheduled_at = case when $3 = 'scheduled' then $4::timestamptz end,
  started_at = case when $3 = 'running' then coalesce(started_at, now()) else started_at end,
  ended_at = case when $3 = 'completed' then now() end,
  updated_at = now(), version = version + 1
where tenant_id = $1 and id = $2 returning {COLUMNS}
"""
REMOVE = """
update campaigns set deleted_at = now(), status = 'completed', scheduled_at = null,
  version = version + 1
where tenant_id = $1 and id = $2
"""
LIST = f"""
select {COLUMNS} from campaigns
where tenant_id = $1 and deleted_at is null and ($2::text is null or status = $2)
order by id desc limit $3 offset $4
"""
RUNNING = "select id from campaigns where tenant_id = $1 and status = 'running' limit 1000"
BY_STATUS = """
select status, count(*) as n from campaigns where tenant_id = $1 and deleted_at is null group by 1
"""
# Days are the tenant's: an end is the last day that counts.
DUE = """
select id from campaigns where tenant_id = $1 and status = 'scheduled' and scheduled_at <= now()
order by scheduled_at limit 100
"""
OVER = """
select id from campaigns
where tenant_id = $1 and status in ('running', 'paused')
  and end_date < (now() at time zone zone_of_tenant())::date limit 100
"""
TENANTS_WITH_CHORES = "select * from tenants_with_campaign_chores()"

LIST_COLUMNS = "id, name, campaign_id, created_by, created_at"
LISTS = f"""
select {LIST_COLUMNS} from calling_lists
where tenant_id = $1 and ($2::bigint is null or campaign_id = $2) order by id desc limit 1000
"""
GET_LIST = f"select {LIST_COLUMNS} from calling_lists where tenant_id = $1 and id = $2"
GET_LIST_FOR_UPDATE = f"{GET_LIST} for update"
CREATE_LIST = f"""
insert into calling_lists (tenant_id, name, campaign_id, created_by) values ($1, $2, $3, $4)
on conflict (tenant_id, lower(name)) do nothing returning {LIST_COLUMNS}
"""
LIST_OF_NAME = """
select id from calling_lists where tenant_id = $1 and lower(name) = lower($2) and id <> $3
"""
CHANGE_LIST = f"""
update calling_lists set name = $3, campaign_id = $4 where tenant_id = $1 and id = $2
returning {LIST_COLUMNS}
"""
REMOVE_LIST = "delete from calling_lists where tenant_id = $1 and id = $2"
DETACH_LISTS = (
    "update calling_lists set campaign_id = null where tenant_id = $1 and campaign_id = $2"
)

SCRIPT_COLUMNS = "id, name, body, changed_at"
SCRIPTS = f"""
select {SCRIPT_COLUMNS} from scripts where tenant_id = $1 order by lower(name), id limit 1000
"""
GET_SCRIPT = f"select {SCRIPT_COLUMNS} from scripts where tenant_id = $1 and id = $2"
CREATE_SCRIPT = f"""
insert into scripts (tenant_id, name, body) values ($1, $2, $3) returning {SCRIPT_COLUMNS}
"""
CHANGE_SCRIPT = f"""
update scripts set name = $3, body = $4, changed_at = now() where tenant_id = $1 and id = $2
returning {SCRIPT_COLUMNS}
"""
USERS_OF_SCRIPT = """
select count(*) from campaigns where tenant_id = $1 and script_id = $2 and deleted_at is null
"""
LEAVE_SCRIPT = "update campaigns set script_id = null where tenant_id = $1 and script_id = $2"
REMOVE_SCRIPT = "delete from scripts where tenant_id = $1 and id = $2"

DISPOSITION_COLUMNS = "id, campaign_id, code, label, means, key, position"
DISPOSITIONS = f"""
select {DISPOSITION_COLUMNS} from dispositions
where tenant_id = $1 and retired_at is null
  and (campaign_id is null or $3 or campaign_id = $2)
order by campaign_id nulls first, position, id limit 500
"""
HAS_DISPOSITIONS = "select exists (select from dispositions where tenant_id = $1)"
ADD_DEFAULTS = """
insert into dispositions (tenant_id, id, code, label, means, key, position)
select $1, * from unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::int[])
on conflict do nothing
"""
CREATE_DISPOSITION = f"""
insert into dispositions (tenant_id, campaign_id, code, label, means, key, position)
values ($1, $2, $3, $4, $5, $6, $7) returning {DISPOSITION_COLUMNS}
"""
CHANGE_DISPOSITION = f"""
update dispositions set label = $3, means = $4, key = $5, position = $6
where tenant_id = $1 and id = $2 returning {DISPOSITION_COLUMNS}
"""
RETIRE_DISPOSITION = """
update dispositions set retired_at = now()
where tenant_id = $1 and id = $2 and retired_at is null returning id
"""
