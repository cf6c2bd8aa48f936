-- What an administrator sees of a change: the fields with what they were and are. Of settings,
-- rights and people, as their rows change, whatever act did it. Not in the log: there ids outlive
-- people, and here a person's values can be taken out.
create table audit_differences (
  tenant_id uuid not null,
  id bigint generated always as identity,
  xact bigint not null default pg_current_xact_id()::text::bigint,
  resource text not null,
  resource_id text not null,
  before jsonb not null,
  after jsonb not null,
  at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id)
);
create index audit_differences_by_xact on audit_differences (tenant_id, xact);
create index audit_differences_of on audit_differences (tenant_id, resource, resource_id);
call isolate_by_tenant('audit_differences');

-- Those fields of a row that differ from the other's; of secrets that they do, and no more.
create function audited(one jsonb, other jsonb, secrets text[]) returns jsonb
language sql immutable set search_path = '' as $$
  select coalesce(jsonb_object_agg(key, case
    when key = any(secrets) and value <> 'null' then '"hidden"'
    when length(value::text) > 600 then to_jsonb(left(value #>> '{}', 600) || ' …')
    else value end), '{}')
  from jsonb_each(one) where value is distinct from other -> key
$$;

-- Arguments: the resource, the column that says which, secret columns, columns that don't matter.
create function note_difference() returns trigger language plpgsql as $$
declare
  dull constant text[] := array['tenant_id', 'version', 'revision', 'updated_at', 'changed_at',
    'created_at'] || tg_argv[3]::text[];
  was jsonb := '{}';
  is_now jsonb := '{}';
  which text := '';
begin
  if tg_op <> 'INSERT' then was := to_jsonb(old); end if;
  if tg_op <> 'DELETE' then is_now := to_jsonb(new); end if;
  if tg_argv[1] <> '' then which := coalesce(is_now ->> tg_argv[1], was ->> tg_argv[1]); end if;
  was := was - dull;
  is_now := is_now - dull;
  if was <> is_now then
    insert into public.audit_differences (tenant_id, resource, resource_id, before, after)
    values (coalesce(new.tenant_id, old.tenant_id), tg_argv[0], which,
      public.audited(was, is_now, tg_argv[2]::text[]),
      public.audited(is_now, was, tg_argv[2]::text[]));
  end if;
  return null;
end $$;

-- Call this for every table of settings or rights; `secrets` are columns whose values are not shown.
create procedure note_differences(
  t regclass, resource text, id_column text default '', secrets text[] default '{}',
  dull text[] default '{}'
) language plpgsql as $$
begin
  execute format(
    'create trigger note_difference after insert or update or delete on %s for each row '
    'execute function note_difference(%L, %L, %L, %L)', t, resource, id_column, secrets, dull);
end $$;

call note_differences('alert_rules', 'alert_rule', 'metric');
call note_differences('routing_settings', 'chat_routing');
call note_differences('staffing_settings', 'staffing_settings');
call note_differences('assistant_settings', 'assistant_settings');
call note_differences('assistant_providers', 'ai_provider', 'name', '{credential}');
call note_differences('assistant_budgets', 'ai_budget');
call note_differences('chatbot_settings', 'chatbot_settings');
call note_differences('widget_settings', 'widget', '', '{identity_secret}');
call note_differences('calling_settings', 'dialer_settings', '', '{}', '{paused_at,paused_by}');
call note_differences('carriers', 'carrier', 'id', '{credentials}');
call note_differences('automation_settings', 'scoring');
call note_differences('routing_rules', 'routing_rule', 'id', '{}', '{applied}');
call note_differences('teams', 'team', 'id');
call note_differences('inbound_queues', 'inbound_queue', 'id');
call note_differences('inbound_numbers', 'inbound_number', 'id');
call note_differences('message_providers', 'message_provider', 'id', '{credentials}');
call note_differences('game_rules', 'game_rule', 'id');
call note_differences('rewards', 'reward', 'id', '{}', '{stock}');
call note_differences('workspaces', 'workspace', '', '{}', '{logo_key,logo_type}');
call note_differences('roles', 'role', 'id', '{}', '{name_key}');

-- Of people only what says who they are and what they may. That somebody came is a fact of its own.
create trigger note_difference
  after update of username, email, full_name, role, scopes, is_active on people for each row
  when ((old.username, old.email, old.full_name, old.role, old.scopes, old.is_active)
    is distinct from (new.username, new.email, new.full_name, new.role, new.scopes, new.is_active))
  execute function note_difference('person', 'id', '{}', '{last_seen_at,locale,deleted_at}');

-- How many facts there were: by quarters of an hour and by UTC days of each kind, and by UTC days of
-- each person. Folded from the log, whose numbers have no gaps: what is behind `audit_folded` is in
-- these, the rest is counted where it stands. The first and last numbers say where in the log a
-- stretch of time is, so that a date needs no index of its own.
create table audit_slots (
  tenant_id uuid not null,
  width text not null check (width in ('quarter', 'day')),
  slot timestamptz not null,
  kind text not null,
  n bigint not null,
  first_seq bigint not null,
  last_seq bigint not null,
  primary key (tenant_id, width, slot, kind)
);
create table audit_people (
  tenant_id uuid not null,
  actor_id bigint not null,
  slot timestamptz not null,
  kind text not null,
  n bigint not null,
  first_seq bigint not null,
  last_seq bigint not null,
  primary key (tenant_id, actor_id, slot, kind)
);
create table audit_folded (
  tenant_id uuid primary key,
  seq bigint not null
);
call isolate_by_tenant('audit_slots');
call isolate_by_tenant('audit_people');
call isolate_by_tenant('audit_folded');

-- Which tenants' logs went on since: ids only.
create policy folding on audit_folded for select to current_user using (true);
create function tenants_with_new_facts() returns setof uuid
language sql stable security definer set search_path = '' as $$
  select h.tenant_id from public.event_heads h left join public.audit_folded f using (tenant_id)
  where h.seq > coalesce(f.seq, 0) and h.tenant_id <> '00000000-0000-0000-0000-000000000000'
$$;

-- One walk along a log, in stretches: a long one takes longer than a job may. `seq` and `hash` are
-- where it is, `goal` where it will end.
create table audit_checks (
  tenant_id uuid not null,
  id bigint generated always as identity,
  state text not null default 'waiting' check (state in
    ('waiting', 'running', 'intact', 'changed', 'truncated', 'anchor_mismatch')),
  asked_by bigint not null,
  seq bigint not null default 0,
  hash text not null default '',
  goal bigint not null default 0,
  goal_hash text not null default '',
  bad_seq bigint,
  anchors int not null default 0,
  anchored_at timestamptz,
  asked_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (tenant_id, id)
);
create unique index audit_checks_one_at_a_time on audit_checks (tenant_id)
  where state in ('waiting', 'running');
call isolate_by_tenant('audit_checks');

-- What an administrator should look at. The same again, of the same subject, counts on in one row
-- until it is resolved.
create table security_events (
  tenant_id uuid not null,
  id bigint generated always as identity,
  event_type text not null,
  severity text not null check (severity in ('low', 'medium', 'high', 'critical')),
  status text not null default 'unresolved'
    check (status in ('unresolved', 'acknowledged', 'resolved')),
  subject text not null,
  person_id bigint,
  address text,
  count int not null default 1,
  details jsonb not null default '{}',
  created_at timestamptz not null default now(),
  last_at timestamptz not null default now(),
  handled_by bigint,
  handled_at timestamptz,
  note text not null default '',
  seen bigint[] not null default '{}',
  primary key (tenant_id, id)
);
create unique index security_events_open on security_events (tenant_id, event_type, subject)
  where status <> 'resolved';
create index security_events_by_status on security_events (tenant_id, status, id desc);
create index security_events_by_type on security_events (tenant_id, event_type, last_at);
call isolate_by_tenant('security_events');
