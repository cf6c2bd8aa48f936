-- The numbers of calls are kept as those of tickets are (docs/adr/0042-call-numbers.md): every
-- change of what is counted leaves marks, a schedule folds them, readers add the two in one
-- snapshot. Agent 0 and campaign 0 stand for nobody and none.
create table call_marks (
  tenant_id uuid not null,
  id bigint generated always as identity,
  sign smallint not null,
  at timestamptz not null,
  agent_id bigint not null,
  campaign_id bigint not null,
  status text not null,
  answered boolean not null,
  abandoned boolean not null,
  machine boolean not null,
  duration_s bigint not null,
  primary key (tenant_id, id)
);

create table call_totals (
  tenant_id uuid not null,
  agent_id bigint not null,
  campaign_id bigint not null,
  calls bigint not null,
  answered bigint not null,
  completed bigint not null,
  busy bigint not null,
  no_answer bigint not null,
  failed bigint not null,
  abandoned bigint not null,
  machine bigint not null,
  duration_s bigint not null,
  primary key (tenant_id, agent_id, campaign_id)
);

-- Quarters of an hour make up the days of every time zone.
create table call_slots (
  tenant_id uuid not null,
  slot timestamptz not null,
  agent_id bigint not null,
  campaign_id bigint not null,
  calls bigint not null,
  answered bigint not null,
  completed bigint not null,
  busy bigint not null,
  no_answer bigint not null,
  failed bigint not null,
  abandoned bigint not null,
  machine bigint not null,
  duration_s bigint not null,
  primary key (tenant_id, slot, agent_id, campaign_id)
);
create index call_slots_of_agent on call_slots (tenant_id, agent_id, slot);

call isolate_by_tenant('call_marks');
call isolate_by_tenant('call_totals');
call isolate_by_tenant('call_slots');

-- Reports over the leads of a period: rows lie in the order in which they came.
create index leads_by_age on leads using brin (created_at);

create function mark_call() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    insert into call_marks (tenant_id, sign, at, agent_id, campaign_id, status, answered,
      abandoned, machine, duration_s)
    values (old.tenant_id, -1, old.created_at, coalesce(old.agent_id, 0),
      coalesce(old.campaign_id, 0), old.status, old.answered_at is not null, old.abandoned,
      coalesce(old.answered_by = 'machine', false), old.duration_s);
  end if;
  if tg_op <> 'DELETE' then
    insert into call_marks (tenant_id, sign, at, agent_id, campaign_id, status, answered,
      abandoned, machine, duration_s)
    values (new.tenant_id, 1, new.created_at, coalesce(new.agent_id, 0),
      coalesce(new.campaign_id, 0), new.status, new.answered_at is not null, new.abandoned,
      coalesce(new.answered_by = 'machine', false), new.duration_s);
  end if;
  return null;
end $$;

create trigger mark_new after insert or delete on calls
  for each row execute function mark_call();
create trigger mark_changed after update on calls for each row
  when ((old.created_at, old.agent_id, old.campaign_id, old.status, old.answered_at is not null,
      old.abandoned, old.answered_by, old.duration_s)
    is distinct from
    (new.created_at, new.agent_id, new.campaign_id, new.status, new.answered_at is not null,
      new.abandoned, new.answered_by, new.duration_s))
  execute function mark_call();

-- Which tenants have marks to fold: ids only.
create policy folding on call_marks for all to current_user using (true) with check (true);
create function tenants_with_call_marks() returns setof uuid
language sql stable security definer set search_path = '' as $$
  select distinct m.tenant_id from public.call_marks m
$$;
