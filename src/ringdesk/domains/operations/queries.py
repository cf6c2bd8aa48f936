"""The SQL of operations. $1 is the tenant.

Rows of the installation (the nil UUID) are read beside one's own where a policy of migration 0004
shows them: host samples to all, log lines and dead letters to the first tenant.
"""

NIL = "'00000000-0000-0000-0000-000000000000'::uuid"

SAMPLE_COLUMNS = """at, cpu_usage, memory_usage, disk_usage, uptime_s, process_memory,
  process_uptime_s"""

KEEP_SAMPLE = """
insert into host_samples (tenant_id, at, cpu_usage, memory_usage, disk_usage, uptime_s,
  process_memory, process_uptime_s)
values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing
"""

LATEST_SAMPLE = f"""
select {SAMPLE_COLUMNS} from host_samples
where $1::uuid is not null and tenant_id = {NIL} and not averaged and at > now() - $2::interval
order by at desc limit 1
"""

# $2 is the stretch asked for, $3 the width of one point.
HISTORY = f"""
select date_bin($3::interval, at, 'epoch') as at, avg(cpu_usage) as cpu_usage,
  avg(memory_usage) as memory_usage, avg(disk_usage) as disk_usage
from host_samples
where $1::uuid is not null and tenant_id = {NIL} and averaged in (false, true)
  and at > now() - $2::interval
group by 1 order by 1
"""

# Whole stretches only, so that none is averaged twice.
THIN_OUT_SAMPLES = """
with old as (
  delete from host_samples
  where tenant_id = $1 and not averaged
    and at < date_bin('5 minutes', now() - $2::interval, 'epoch')
  returning *
)
insert into host_samples (tenant_id, averaged, at, cpu_usage, memory_usage, disk_usage, uptime_s,
  process_memory, process_uptime_s)
select $1, true, date_bin('5 minutes', at, 'epoch'), avg(cpu_usage), avg(memory_usage),
  avg(disk_usage), max(uptime_s), avg(process_memory), max(process_uptime_s)
from old group by 3
on conflict do nothing
"""

FORGET_SAMPLES = """
delete from host_samples where tenant_id = $1 and averaged and at < now() - $2::interval
"""

KEEP_LOGS = """
insert into log_records (tenant_id, at, level, source, message, hostname, metadata)
select $1, at, level, source, message, $2, metadata
from unnest($3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[])
  as record (at, level, source, message, metadata)
"""

# Two ordered walks along an index, never a sort of a table: one's own, and nobody's.
_LOGS_OF = """
  (select id, at, level, source, message, hostname, metadata from log_records
   where tenant_id = {whose} and ($2::text is null or level = $2)
     and ($3::text is null or source = $3)
   order by id desc limit $4)
"""
LOGS = f"""
select id, at, level, source, message,
  case when (select in_first_tenant()) then hostname else '' end as hostname, metadata
from ({_LOGS_OF.format(whose="$1")} union all {_LOGS_OF.format(whose=NIL)}) as found
order by at desc, id desc limit $4
"""

FORGET_LOGS = """
delete from log_records where tenant_id = $1 and id in (
  select id from log_records where tenant_id = $1 and at < now() - $2::interval
  order by at limit $3)
"""

RULES = """
select metric, raise_above, clear_below, samples, severity, enabled from alert_rules
where tenant_id = $1
"""

KEEP_RULE = """
insert into alert_rules (tenant_id, metric, raise_above, clear_below, samples, severity, enabled)
values ($1, $2, $3, $4, $5, $6, $7)
on conflict (tenant_id, metric) do update set raise_above = excluded.raise_above,
  clear_below = excluded.clear_below, samples = excluded.samples, severity = excluded.severity,
  enabled = excluded.enabled, updated_at = now()
returning metric, raise_above, clear_below, samples, severity, enabled
"""

# Whoever changes a rule, or measures, waits for the other.
LOCK_ALERTS = "select pg_advisory_xact_lock(hashtextextended('alerts ' || $1::uuid::text, 0))"

STATES = "select metric, raised, streak from alert_states where tenant_id = $1"

KEEP_STATE = """
insert into alert_states (tenant_id, metric, raised, streak) values ($1, $2, $3, $4)
on conflict (tenant_id, metric) do update set raised = excluded.raised, streak = excluded.streak
"""

FORGET_STATE = "delete from alert_states where tenant_id = $1 and metric = $2"

ALERT_COLUMNS = "id, metric, severity, message, value, threshold, created_at, resolved_at"

RAISE = f"""
insert into alerts (tenant_id, metric, severity, message, value, threshold)
values ($1, $2, $3, $4, $5, $6)
on conflict (tenant_id, metric) where resolved_at is null do nothing
returning {ALERT_COLUMNS}
"""

RESOLVE = f"""
update alerts set resolved_at = now() where tenant_id = $1 and metric = $2 and resolved_at is null
returning {ALERT_COLUMNS}
"""

ALERT = f"select {ALERT_COLUMNS} from alerts where tenant_id = $1 and id = $2"

ALERTS = f"""
select {ALERT_COLUMNS} from alerts
where tenant_id = $1 and ($2::boolean is null or (resolved_at is null) = $2)
order by id desc limit $3
"""

ACTIVE_ALERTS = "select count(*) from alerts where tenant_id = $1 and resolved_at is null"

FORGET_ALERTS = """
delete from alerts where tenant_id = $1 and resolved_at < now() - $2::interval
"""

RUNS_THE_HOST = "select in_first_tenant() and $1::uuid is not null"

DEAD_LETTERS = f"""
select id, kind, seq, attempts, error, dead_at from jobs
where tenant_id in ($1, {NIL}) and dead_at is not null order by dead_at desc, id desc limit $2
"""

REVIVE = f"""
update jobs set dead_at = null, attempts = 0, due_at = now()
where tenant_id in ($1, {NIL}) and id = $2 and dead_at is not null returning id
"""

# Definer functions of migration 0004: all tenants at once, numbers only.
BURDENS = """
select tenant_id, jobs_waiting, job_lag_s, dead_letters, facts_waiting, fact_lag_s, errors
from burdens($1)
"""
FIRST_TENANT = "select first_tenant()"
