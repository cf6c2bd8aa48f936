-- Every table calls this. FORCE, because without it a table's owner is above the policy; nullif,
-- because after one SET LOCAL the setting of a pooled connection is '', and not null.
create procedure isolate_by_tenant(t regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security, force row level security', t);
  execute format($policy$
    create policy tenant on %s
    using (tenant_id = (select nullif(current_setting('app.tenant', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('app.tenant', true), '')::uuid))
  $policy$, t);
end $$;

-- Facts as an act leaves them: not yet numbered. Empty but for the last few milliseconds. `xact`
-- tells which transaction a fact came from, so that what it changed in rows is found beside it; it
-- stands outside the chain, because a restore into another server numbers transactions anew.
create table outbox (
  tenant_id uuid not null,
  id bigint generated always as identity,
  actor_id bigint not null,
  kind text not null,
  body jsonb not null,
  request_id text,
  address text,
  at timestamptz not null default clock_timestamp(),
  xact bigint not null default pg_current_xact_id()::text::bigint,
  primary key (tenant_id, id)
);

-- The log. Nobody who serves may change it: the role has no UPDATE and no DELETE, and a trigger
-- holds even those who have.
create table events (
  tenant_id uuid not null,
  seq bigint not null,
  actor_id bigint not null,
  kind text not null,
  body jsonb not null,
  request_id text,
  address text,
  at timestamptz not null,
  hash bytea not null,
  xact bigint,
  primary key (tenant_id, seq)
);
create index events_by_kind on events (tenant_id, kind, seq);
create index events_by_actor on events (tenant_id, actor_id, seq);

create table event_heads (
  tenant_id uuid primary key,
  seq bigint not null,
  hash bytea not null
);

create function log_is_append_only() returns trigger language plpgsql as $$
begin
  -- Only the address, which is personal and stands outside the chain, may be taken out.
  if tg_op = 'UPDATE' and new.address is null
    and (new.tenant_id, new.seq, new.actor_id, new.kind, new.body, new.request_id, new.at, new.hash,
         new.xact)
      is not distinct from
      (old.tenant_id, old.seq, old.actor_id, old.kind, old.body, old.request_id, old.at, old.hash,
       old.xact)
  then
    return new;
  end if;
  raise exception 'The log is append-only.';
end $$;
create trigger append_only before update or delete on events
  for each row execute function log_is_append_only();

-- Jobs: reactions to facts, and whatever else is done later. Leased, retried, at last a dead letter.
create table jobs (
  tenant_id uuid not null,
  id bigint generated always as identity,
  kind text not null,
  args jsonb not null default '{}',
  seq bigint,
  unique_key text,
  due_at timestamptz not null default now(),
  attempts int not null default 0,
  error text,
  dead_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, kind, unique_key),
  foreign key (tenant_id, seq) references events
);
create index jobs_due on jobs (due_at) where dead_at is null;
create index jobs_dead on jobs (tenant_id, dead_at) where dead_at is not null;

create table schedules (
  tenant_id uuid not null,
  name text not null,
  every_s float8 not null,
  next_at timestamptz not null,
  last_at timestamptz,
  primary key (tenant_id, name)
);

create table idempotency_keys (
  tenant_id uuid not null,
  person_id bigint not null,
  door text not null,
  key text not null,
  body_hash bytea not null,
  status int,
  headers jsonb,
  body bytea,
  at timestamptz not null default now(),
  primary key (tenant_id, person_id, door, key)
);
create index idempotency_keys_by_age on idempotency_keys (tenant_id, at);

call isolate_by_tenant('outbox');
call isolate_by_tenant('events');
call isolate_by_tenant('event_heads');
call isolate_by_tenant('jobs');
call isolate_by_tenant('schedules');
call isolate_by_tenant('idempotency_keys');

-- The relay and the workers serve all tenants in one round trip. These are functions with the
-- owner's rights, reviewed line by line and listed by a test; the policies are theirs alone.
create policy relay on outbox for all to current_user using (true) with check (true);
create policy relay on events for all to current_user using (true) with check (true);
create policy relay on event_heads for all to current_user using (true) with check (true);
create policy relay on jobs for all to current_user using (true) with check (true);

create function link(state bytea, head bytea, fact text) returns bytea language sql immutable
  parallel safe as $$ select sha256(coalesce(state, head) || convert_to(fact, 'UTF8')) $$;
create aggregate chain(head bytea, fact text) (sfunc = link, stype = bytea);

create function carry_out(most int, kinds text[], reactions text[])
returns table (tenant_id uuid, seq bigint, actor_id bigint, kind text, body jsonb, at timestamptz)
language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
begin
  -- A new tenant's first fact: its head must be there before it can be locked.
  insert into public.event_heads (tenant_id, seq, hash)
  select distinct o.tenant_id, 0, sha256(convert_to(o.tenant_id::text, 'UTF8'))
  from public.outbox o
  where not exists (select from public.event_heads h where h.tenant_id = o.tenant_id)
  on conflict do nothing;

  return query
  with heads as materialized (
    -- One relay at a time for a tenant; several relays share the tenants.
    select h.tenant_id, h.seq, h.hash from public.event_heads h
    where h.tenant_id in (select distinct o.tenant_id from public.outbox o)
    for update skip locked
  ), picked as (
    delete from public.outbox o using (
      select b.tenant_id, b.id from public.outbox b join heads using (tenant_id)
      order by b.id limit most) as batch
    where o.tenant_id = batch.tenant_id and o.id = batch.id
    returning o.*
  ), numbered as materialized (
    select p.*, h.seq + row_number() over w as nr
    from picked p join heads h using (tenant_id)
    window w as (partition by p.tenant_id order by p.id)
  ), chained as materialized (
    select n.*, public.chain(h.hash, concat_ws(chr(31), n.tenant_id, n.nr, n.actor_id, n.kind,
      n.body::text, (extract(epoch from n.at) * 1000000)::bigint, coalesce(n.request_id, '')))
      over (partition by n.tenant_id order by n.nr) as new_hash
    from numbered n join heads h using (tenant_id)
  ), written as (
    insert into public.events (tenant_id, seq, actor_id, kind, body, request_id, address, at, hash,
      xact)
    select c.tenant_id, c.nr, c.actor_id, c.kind, c.body, c.request_id, c.address, c.at, c.new_hash,
      c.xact
    from chained c
  ), moved as (
    update public.event_heads h set seq = l.nr, hash = l.new_hash
    from (select distinct on (c.tenant_id) c.* from chained c order by c.tenant_id, c.nr desc) l
    where h.tenant_id = l.tenant_id
  ), booked as (
    insert into public.jobs (tenant_id, kind, seq, unique_key)
    select c.tenant_id, wanted.reaction, c.nr, c.nr::text
    from chained c join unnest(kinds, reactions) as wanted (kind, reaction) on wanted.kind = c.kind
  )
  select c.tenant_id, c.nr, c.actor_id, c.kind, c.body, c.at from chained c
  order by c.tenant_id, c.nr;
end $$;

-- The lease is the due time itself: if a worker dies, what it held simply falls due again. Of each
-- tenant a few at a time, so that a busy one cannot starve a quiet one: if all that is looked at
-- first belongs to a few tenants, every tenant is asked for its oldest, by steps along the key. With
-- a job of a kind that is done together go those of its kind among the next `along` of its tenant.
create function claim_jobs(most int, lease interval, known text[], together text[], along int)
returns table (tenant_id uuid, id bigint, kind text, args jsonb, seq bigint, attempts int,
  fact_kind text, fact_body jsonb, fact_actor_id bigint, fact_at timestamptz)
language sql security definer set search_path = '' as $$
  with recursive first as materialized (
    select j.tenant_id, j.id, j.due_at from public.jobs j
    where j.due_at <= now() and j.dead_at is null and j.kind = any(known)
    order by j.due_at limit most * 10
  ), crowded as materialized (
    select count(*) = most * 10 and count(distinct f.tenant_id) < most as it_is from first f
  ), holders as (
    (select j.tenant_id from public.jobs j where (select c.it_is from crowded c)
     order by j.tenant_id limit 1)
    union all
    select (select j.tenant_id from public.jobs j where j.tenant_id > h.tenant_id
            order by j.tenant_id limit 1)
    from holders h where h.tenant_id is not null
  ), waiting as (
    select f.* from first f where not (select c.it_is from crowded c)
    union all
    select o.* from holders h cross join lateral (
      select j.tenant_id, j.id, j.due_at from public.jobs j
      where j.tenant_id = h.tenant_id and j.due_at <= now() and j.dead_at is null
        and j.kind = any(known)
      order by j.id limit most) o
  ), fair as (
    select w.tenant_id, w.id from (
      select w.*, row_number() over (partition by w.tenant_id order by w.due_at, w.id) as turn
      from waiting w) w
    order by w.turn, w.due_at limit most
  ), locked as materialized (
    select j.tenant_id, j.id, j.kind from public.jobs j join fair using (tenant_id, id)
    where j.due_at <= now() and j.dead_at is null
    for update of j skip locked
  ), company as materialized (
    select j.tenant_id, j.id, j.kind from (
      select l.tenant_id, l.kind, min(l.id) as id from locked l where l.kind = any(together)
      group by l.tenant_id, l.kind) leader
    cross join lateral (
      select n.id, n.kind from public.jobs n
      where n.tenant_id = leader.tenant_id and n.id > leader.id order by n.id limit along) n
    join public.jobs j on j.tenant_id = leader.tenant_id and j.id = n.id
    where n.kind = leader.kind and j.due_at <= now() and j.dead_at is null
    for update of j skip locked
  ), claimed as (
    update public.jobs j set attempts = j.attempts + 1, due_at = now() + lease
    from (select * from locked union select * from company) l
    where j.tenant_id = l.tenant_id and j.id = l.id
    returning j.*
  )
  select c.tenant_id, c.id, c.kind, c.args, c.seq, c.attempts, e.kind, e.body, e.actor_id, e.at
  from claimed c left join public.events e on e.tenant_id = c.tenant_id and e.seq = c.seq
  order by c.id
$$;

create function tenants_with_facts() returns setof uuid
language sql stable security definer set search_path = '' as $$
  select tenant_id from public.event_heads order by tenant_id
$$;
