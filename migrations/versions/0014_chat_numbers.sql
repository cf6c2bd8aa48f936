-- Messages are only ever added, so what they add up to is kept to a mark, and what is newer is
-- counted when somebody asks (docs/adr/0032-chat-numbers.md). Quarters of an hour make up the days
-- of every time zone.
create table chat_slots (
  tenant_id uuid not null,
  slot timestamptz not null,
  messages bigint not null,
  ai bigint not null,
  answers bigint not null,
  answered_after_s bigint not null,
  ai_answers bigint not null,
  ai_answered_after_s bigint not null,
  primary key (tenant_id, slot)
);
create table chat_slots_to (
  tenant_id uuid primary key,
  message_id bigint not null
);
call isolate_by_tenant('chat_slots');
call isolate_by_tenant('chat_slots_to');

-- Which tenants have messages that are not yet added up: ids only.
create policy folding on chat_slots_to for select to current_user using (true);
create function tenants_with_new_chat() returns setof uuid
language sql stable security definer set search_path = '' as $$
  select t.id from public.tenants t
  left join public.chat_slots_to f on f.tenant_id = t.id
  where t.tenant_id = '00000000-0000-0000-0000-000000000000'
    and exists (select from public.messages m
      where m.tenant_id = t.id and m.id > coalesce(f.message_id, 0))
$$;
