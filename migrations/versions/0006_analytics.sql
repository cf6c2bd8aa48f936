-- The numbers of a tenant's tickets are kept, not counted: counting 100,000 tickets costs 30 ms and
-- more, by the ticket (docs/adr/0030-numbers.md). Every change of what is counted leaves marks: what
-- the ticket was, with sign -1, and what it is, with sign +1. A schedule folds marks into counters;
-- readers add the two, in one snapshot: exact at every moment. Nobody's writes wait, because marks
-- are only ever added.
create table ticket_marks (
  tenant_id uuid not null,
  id bigint generated always as identity,
  sign smallint not null,
  status text not null,
  priority text not null,
  category text not null,
  created_by bigint not null,
  assigned_to bigint,
  created_at timestamptz not null,
  first_responded_at timestamptz,
  resolved_at timestamptz,
  handed_to bigint,
  handed_at timestamptz,
  primary key (tenant_id, id)
);

create table ticket_counts (
  tenant_id uuid not null,
  dimension text not null,
  value text not null,
  n bigint not null,
  primary key (tenant_id, dimension, value)
);

-- Of everybody's tickets (side 'all', person 0), of an agent's and of a requester's. Sums of whole
-- milliseconds, so that taking away what was added leaves nothing.
create table ticket_totals (
  tenant_id uuid not null,
  side text not null,
  person_id bigint not null,
  total bigint not null,
  open bigint not null,
  resolved bigint not null,
  resolutions bigint not null,
  resolution_ms bigint not null,
  responses bigint not null,
  response_ms bigint not null,
  primary key (tenant_id, side, person_id)
);

-- By quarters of an hour, which make up the days of every time zone. Agent 0 is everybody.
create table ticket_slots (
  tenant_id uuid not null,
  agent_id bigint not null,
  slot timestamptz not null,
  created bigint not null,
  assigned bigint not null,
  resolved bigint not null,
  primary key (tenant_id, agent_id, slot)
);

call isolate_by_tenant('ticket_marks');
call isolate_by_tenant('ticket_counts');
call isolate_by_tenant('ticket_totals');
call isolate_by_tenant('ticket_slots');

-- A trigger, because it sees the old and the new row whatever statement changed it: acts, imports
-- and cascades are counted alike, without a round trip of their own.
create function mark_ticket() returns trigger language plpgsql as $$
declare
  given boolean := false;  -- whether the ticket was handed to somebody in this statement
  given_at timestamptz := now();
begin
  if tg_op = 'INSERT' then
    given := new.assigned_to is not null;
    given_at := new.created_at;
  elsif tg_op = 'UPDATE' then
    given := new.assigned_to is not null and new.assigned_to is distinct from old.assigned_to;
  end if;
  if tg_op <> 'INSERT' and old.deleted_at is null then
    insert into ticket_marks (tenant_id, sign, status, priority, category, created_by, assigned_to,
      created_at, first_responded_at, resolved_at)
    values (old.tenant_id, -1, old.status, old.priority, old.category, old.created_by,
      old.assigned_to, old.created_at, old.first_responded_at, old.resolved_at);
  end if;
  if tg_op <> 'DELETE' and new.deleted_at is null then
    insert into ticket_marks (tenant_id, sign, status, priority, category, created_by, assigned_to,
      created_at, first_responded_at, resolved_at, handed_to, handed_at)
    values (new.tenant_id, 1, new.status, new.priority, new.category, new.created_by,
      new.assigned_to, new.created_at, new.first_responded_at, new.resolved_at,
      case when given then new.assigned_to end, case when given then given_at end);
  end if;
  return null;
end $$;

create trigger mark_new after insert or delete on tickets
  for each row execute function mark_ticket();
create trigger mark_changed after update on tickets for each row
  when ((old.status, old.priority, old.category, old.created_by, old.assigned_to, old.created_at,
      old.first_responded_at, old.resolved_at, old.deleted_at)
    is distinct from
    (new.status, new.priority, new.category, new.created_by, new.assigned_to, new.created_at,
      new.first_responded_at, new.resolved_at, new.deleted_at))
  execute function mark_ticket();

-- Which tenants have marks to fold: ids only. And what was there before this revision.
create policy folding on ticket_marks for all to current_user using (true) with check (true);
create function tenants_with_marks() returns setof uuid
language sql stable security definer set search_path = '' as $$
  select distinct m.tenant_id from public.ticket_marks m
$$;
insert into ticket_marks (tenant_id, sign, status, priority, category, created_by, assigned_to,
  created_at, first_responded_at, resolved_at, handed_to, handed_at)
select tenant_id, 1, status, priority, category, created_by, assigned_to, created_at,
  first_responded_at, resolved_at, assigned_to, case when assigned_to is not null then created_at end
from tickets where deleted_at is null;

-- "Today" is the tenant's. Its zone stands in the installation's rows: of the present tenant, only that.
create function zone_of_tenant() returns text
language sql stable security definer set search_path = '' as $$
  select coalesce((select t.timezone from public.tenants t
    where t.tenant_id = '00000000-0000-0000-0000-000000000000'
      and t.id = nullif(current_setting('app.tenant', true), '')::uuid), 'UTC')
$$;
