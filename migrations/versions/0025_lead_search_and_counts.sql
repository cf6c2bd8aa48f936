-- A lead that somebody owns by claiming it alone goes back to all with the claim (docs/adr/0043).
alter table leads add column lent boolean not null default false;
-- What an operator may choose from, campaign by campaign (0: none): by whose it is (0: nobody's),
-- then by priority, then by how long it has been ready. `is null` would not keep an index's order,
-- and `coalesce` is not leakproof: row-level security would keep it from the index.
create index leads_next on leads (tenant_id,
  (case when campaign_id is null then 0 else campaign_id end),
  (case when owner_id is null then 0 else owner_id end), rank, ready_at, id)
  where dial_status = 'pending' and deleted_at is null and phone is not null;

-- Words of a lead, apart from it: a lead's state moves often, its name hardly ever. Each word begins
-- with letters of its tenant, so that a tenant's search reads its own part of the index alone.
-- A number is there from both ends: people know its last digits.
create table lead_words (
  tenant_id uuid not null,
  lead_id bigint not null,
  words tsvector not null,
  primary key (tenant_id, lead_id),
  foreign key (tenant_id, lead_id) references leads on delete cascade
);
-- What is not yet sorted into the index is read whole by every search: little of it.
create index lead_words_search on lead_words using gin (words) with (gin_pending_list_limit = 256);
call isolate_by_tenant('lead_words');

create function tenant_mark(of uuid) returns text language sql immutable parallel safe as
  $$ select left(md5(of::text), 8) $$;
-- An expression, so that it costs no call of a function for each lead of a file.
create function words_of_lead(of uuid, name text, email text, phone text, external_id text)
returns tsvector language sql immutable parallel safe as $$
  select array_to_tsvector(array_remove(array_remove(string_to_array(regexp_replace(
    lower(' ' || left(name, 300) || ' ' || left(coalesce(email, ''), 300) || ' '
      || left(coalesce(external_id, ''), 200)
      || coalesce(' ' || substr(phone, 2) || ' r' || reverse(substr(phone, 2)), '')),
    '[^[:alnum:]]+', ' ' || public.tenant_mark(of), 'g'), ' '), ''), public.tenant_mark(of)))
$$;
-- A file's words are the half of its price, and can wait for a few seconds: leads that come by the
-- hundreds in one statement are noted down, and get their words by and by.
create table lead_words_due (
  tenant_id uuid not null,
  id bigint generated always as identity,
  first_id bigint not null,
  last_id bigint not null,
  primary key (tenant_id, id)
);
call isolate_by_tenant('lead_words_due');
create function note_words_of_leads() returns trigger language plpgsql as $$
begin
  insert into lead_words_due (tenant_id, first_id, last_id)
  select tenant_id, min(id), max(id) from new_rows group by 1 having count(*) > 200;
  if not found then
    insert into lead_words (tenant_id, lead_id, words)
    select tenant_id, id, words_of_lead(tenant_id, name, email, phone, external_id) from new_rows
    on conflict (tenant_id, lead_id) do update set words = excluded.words;
  end if;
  return null;
end $$;
create function note_words_of_lead() returns trigger language plpgsql as $$
begin
  insert into lead_words (tenant_id, lead_id, words) values (new.tenant_id, new.id,
    words_of_lead(new.tenant_id, new.name, new.email, new.phone, new.external_id))
  on conflict (tenant_id, lead_id) do update set words = excluded.words;
  return null;
end $$;
create trigger words_of_new after insert on leads
  referencing new table as new_rows for each statement execute function note_words_of_leads();
create trigger words_of_changed after update on leads for each row
  when ((old.name, old.email, old.phone, old.external_id)
    is distinct from (new.name, new.email, new.phone, new.external_id))
  execute function note_words_of_lead();

-- Text search under row-level security: see search_tickets (0004). Filters by the transaction's own
-- tenant, never by an argument, and tells ids only. All of `beginnings`, and one of `numbers`.
create policy search on lead_words for select to current_user using (true);
create policy search on leads for select to current_user using (true);
create function search_leads(beginnings text[], numbers text[], most int)
returns setof bigint language sql stable security definer set search_path = '' as $$
  with tenant as materialized (
    select nullif(current_setting('app.tenant', true), '')::uuid as id
  ), asked as materialized (
    select tenant.id, (select string_agg('''' || public.tenant_mark(tenant.id)
        || replace(lower(word), '''', '') || ''':*', ' & ')
      from unnest(beginnings) as word where word <> '')::tsquery as words,
    (select string_agg('''' || public.tenant_mark(tenant.id)
        || replace(number, '''', '') || ''':*', ' | ')
      from unnest(numbers) as number where number <> '')::tsquery as numbers
    from tenant
  )
  select l.id from asked, public.lead_words w, public.leads l
  where w.words @@ (case when asked.words is null then asked.numbers
      when asked.numbers is null then asked.words else asked.words || asked.numbers end)
    and w.tenant_id = asked.id
    and l.tenant_id = w.tenant_id and l.id = w.lead_id and l.deleted_at is null
  order by l.id desc limit most
$$;

-- How many leads there are of each kind is kept, not counted (docs/adr/0043, as 0030 for tickets).
-- A statement leaves marks for what it changed: a file of a million leads leaves some twenty.
create table lead_marks (
  tenant_id uuid not null,
  id bigint generated always as identity,
  dimension text not null,
  value text not null,
  n bigint not null,
  primary key (tenant_id, id)
);
create table lead_counts (
  tenant_id uuid not null,
  dimension text not null,
  value text not null,
  n bigint not null,
  primary key (tenant_id, dimension, value)
);
call isolate_by_tenant('lead_marks');
call isolate_by_tenant('lead_counts');

-- `available`: whose (0: anybody's), and how urgent. `campaign`: which, and where they stand. `mute`:
-- without a number.
create function kinds_of_lead(
  stage text, dial_status text, rank smallint, source text, list_id bigint, campaign_id bigint,
  owner_id bigint, mute boolean
) returns table (dimension text, value text) language sql immutable as $$
  select d.dimension, d.value from (values
    ('all', ''), ('stage', stage), ('dial_status', dial_status), ('rank', rank::text),
    ('source', source), ('list', list_id::text),
    ('campaign', campaign_id::text || ':' || dial_status),
    ('available', case when dial_status = 'pending' and not mute
      then coalesce(owner_id, 0)::text || ':' || rank::text end)
  ) as d (dimension, value)
  where d.value is not null
$$;
-- Alike leads are counted first: a file's are of a few sorts, and each sort leaves eight marks.
create function mark_leads() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into lead_marks (tenant_id, dimension, value, n)
    select s.tenant_id, k.dimension, k.value, sum(s.n)
    from (select tenant_id, stage, dial_status, rank, source, list_id, campaign_id, owner_id,
        phone is null as mute, count(*) as n
      from new_rows where deleted_at is null group by 1, 2, 3, 4, 5, 6, 7, 8, 9) s
    cross join lateral kinds_of_lead(s.stage, s.dial_status, s.rank, s.source, s.list_id,
      s.campaign_id, s.owner_id, s.mute) k
    group by 1, 2, 3;
  elsif tg_op = 'DELETE' then
    insert into lead_marks (tenant_id, dimension, value, n)
    select s.tenant_id, k.dimension, k.value, -sum(s.n)
    from (select tenant_id, stage, dial_status, rank, source, list_id, campaign_id, owner_id,
        phone is null as mute, count(*) as n
      from old_rows where deleted_at is null group by 1, 2, 3, 4, 5, 6, 7, 8, 9) s
    cross join lateral kinds_of_lead(s.stage, s.dial_status, s.rank, s.source, s.list_id,
      s.campaign_id, s.owner_id, s.mute) k
    group by 1, 2, 3;
  else
    insert into lead_marks (tenant_id, dimension, value, n)
    select s.tenant_id, k.dimension, k.value, sum(s.n)
    from (select tenant_id, stage, dial_status, rank, source, list_id, campaign_id, owner_id,
        phone is null as mute, sum(sign) as n
      from (select -1 as sign, tenant_id, stage, dial_status, rank, source, list_id, campaign_id,
            owner_id, phone
          from old_rows where deleted_at is null
        union all
        select 1, tenant_id, stage, dial_status, rank, source, list_id, campaign_id, owner_id, phone
          from new_rows where deleted_at is null) as changed
      group by 1, 2, 3, 4, 5, 6, 7, 8, 9 having sum(sign) <> 0) s
    cross join lateral kinds_of_lead(s.stage, s.dial_status, s.rank, s.source, s.list_id,
      s.campaign_id, s.owner_id, s.mute) k
    group by 1, 2, 3 having sum(s.n) <> 0;
  end if;
  return null;
end $$;
create trigger mark_new after insert on leads referencing new table as new_rows
  for each statement execute function mark_leads();
create trigger mark_changed after update on leads
  referencing old table as old_rows new table as new_rows
  for each statement execute function mark_leads();
create trigger mark_gone after delete on leads referencing old table as old_rows
  for each statement execute function mark_leads();

-- Whose marks are to be folded, whose words are due, whose claims have run out: ids only.
create policy folding on lead_marks for select to current_user using (true);
create policy filling on lead_words_due for select to current_user using (true);
create function tenants_with_lead_chores() returns setof uuid
language sql stable security definer set search_path = '' as $$
  select m.tenant_id from public.lead_marks m
  union
  select d.tenant_id from public.lead_words_due d
  union
  select l.tenant_id from public.leads l
  where l.dial_status = 'claimed' and l.claim_ends_at < now() and l.deleted_at is null
$$;

-- The first ids of every tenant are the dispositions that it begins with.
alter table dispositions alter column id restart with 101;
-- Which tenants have a campaign to begin or to end: ids only.
create index campaigns_ending on campaigns (tenant_id, end_date) where status in ('running', 'paused');
create policy due on campaigns for select to current_user using (true);
create function tenants_with_campaign_chores() returns setof uuid
language sql stable security definer set search_path = '' as $$
  select c.tenant_id from public.campaigns c
  where (c.status = 'scheduled' and c.scheduled_at <= now())
    or (c.status in ('running', 'paused') and c.end_date < current_date + 1)
  group by 1
$$;
