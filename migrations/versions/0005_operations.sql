-- The first tenant's staff runs the machine: they see what belongs to the installation (log lines of
-- no tenant, its dead letters, host names). The database holds the rule, so that one statement reads
-- both and no forgotten filter can show more. One row of `tenants`, and only its id.
create policy first on tenants for select to current_user using (true);
create function first_tenant() returns uuid
language sql stable security definer set search_path = '' as $$
  select t.id from public.tenants t
  where t.tenant_id = '00000000-0000-0000-0000-000000000000' order by t.nr limit 1
$$;
-- A suspended tenant keeps everything and may do nothing: what reaches out for all tenants at once
-- (fetching, sending, dialling, asking) passes over those of whom this says so. Only under the
-- owner's eyes: others see no row of `tenants`, and learn nothing.
create function is_suspended(tenant uuid) returns boolean
language sql stable set search_path = '' as $$
  select exists (select from public.tenants t
    where t.tenant_id = '00000000-0000-0000-0000-000000000000' and t.id = tenant
      and t.suspended_at is not null)
$$;
create function in_first_tenant() returns boolean language sql stable set search_path = '' as $$
  select coalesce(nullif(current_setting('app.tenant', true), '')::uuid = public.first_tenant(), false)
$$;

-- The host's load, the installation's rows: raw for two days, then averages of five minutes.
create table host_samples (
  tenant_id uuid not null,
  averaged boolean not null default false,
  at timestamptz not null default now(),
  cpu_usage float8 not null,
  memory_usage float8 not null,
  disk_usage float8 not null,
  uptime_s float8 not null,
  process_memory float8 not null,
  process_uptime_s float8 not null,
  primary key (tenant_id, averaged, at)
);
call isolate_by_tenant('host_samples');
create policy same_for_all on host_samples for select
  using (tenant_id = '00000000-0000-0000-0000-000000000000');

-- What the program itself said. The newest are asked for, by level or by source.
create table log_records (
  tenant_id uuid not null,
  id bigint generated always as identity,
  at timestamptz not null,
  level text not null,
  source text not null,
  message text not null,
  hostname text not null,
  metadata text not null default '{}',
  primary key (tenant_id, id)
);
create index log_records_by_level on log_records (tenant_id, level, id desc);
create index log_records_by_source on log_records (tenant_id, source, id desc);
create index log_records_by_age on log_records (tenant_id, at);
create index log_errors on log_records (at, tenant_id) where level in ('ERROR', 'CRITICAL');
call isolate_by_tenant('log_records');
create policy of_no_tenant on log_records for select
  using (tenant_id = '00000000-0000-0000-0000-000000000000' and (select in_first_tenant()));

-- Thresholds that an administrator changed; the rest are the program's defaults.
create table alert_rules (
  tenant_id uuid not null,
  metric text not null,
  raise_above float8 not null,
  clear_below float8 not null,
  samples int not null check (samples between 1 and 1000),
  severity text not null check (severity in ('info', 'warning', 'critical')),
  enabled boolean not null,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, metric),
  check (clear_below <= raise_above)
);

-- How far a metric is on its way to be raised or cleared. A row only while it is on the way.
create table alert_states (
  tenant_id uuid not null,
  metric text not null,
  raised boolean not null,
  streak int not null,
  primary key (tenant_id, metric)
);

create table alerts (
  tenant_id uuid not null,
  id bigint generated always as identity,
  metric text not null,
  severity text not null,
  message text not null,
  value float8 not null,
  threshold float8 not null,
  created_at timestamptz not null default now(),
  resolved_at timestamptz,
  primary key (tenant_id, id)
);
create unique index alerts_active on alerts (tenant_id, metric) where resolved_at is null;
call isolate_by_tenant('alert_rules');
call isolate_by_tenant('alert_states');
call isolate_by_tenant('alerts');

-- The installation's dead letters, for those who run it.
create policy read_by_the_first on jobs for select
  using (tenant_id = '00000000-0000-0000-0000-000000000000' and (select in_first_tenant()));
create policy revived_by_the_first on jobs for update
  using (tenant_id = '00000000-0000-0000-0000-000000000000' and (select in_first_tenant()));

-- What waits and what went wrong, of all tenants at once: numbers only. A tenant without trouble is
-- not in it, so that watching costs by trouble and not by tenants.
create policy burdens on log_records for select to current_user using (true);
create policy burdens on alert_states for select to current_user using (true);
create function burdens(span interval)
returns table (tenant_id uuid, jobs_waiting bigint, job_lag_s float8, dead_letters bigint,
  facts_waiting bigint, fact_lag_s float8, errors bigint)
language sql stable security definer set search_path = '' as $$
  select f.tenant_id, sum(f.jobs)::bigint, max(f.job_lag), sum(f.dead)::bigint,
    sum(f.facts)::bigint, max(f.fact_lag), sum(f.errors)::bigint
  from (
    select j.tenant_id, count(*) filter (where j.dead_at is null) as jobs,
      coalesce(extract(epoch from now() - min(j.due_at)
        filter (where j.dead_at is null and j.due_at <= now())), 0)::float8 as job_lag,
      count(*) filter (where j.dead_at is not null) as dead,
      0::bigint as facts, 0::float8 as fact_lag, 0::bigint as errors
    from public.jobs j group by j.tenant_id
    union all
    select o.tenant_id, 0, 0, 0, count(*), extract(epoch from now() - min(o.at))::float8, 0
    from public.outbox o group by o.tenant_id
    union all
    select l.tenant_id, 0, 0, 0, 0, 0, count(*) from public.log_records l
    where l.level in ('ERROR', 'CRITICAL') and l.at > now() - span group by l.tenant_id
    union all
    select s.tenant_id, 0, 0, 0, 0, 0, 0 from public.alert_states s
  ) f group by f.tenant_id
$$;
