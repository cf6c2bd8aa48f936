-- What a customer said is delivered at once, and understood behind it: what still waits for that
-- stands here, written with the message itself, taken out with what was made of it.
create table messages_to_understand (
  tenant_id uuid not null,
  message_id bigint not null,
  primary key (tenant_id, message_id),
  foreign key (tenant_id, message_id) references messages on delete cascade
);
call isolate_by_tenant('messages_to_understand');

-- Whose: ids only; a model may be asked, so of none that is suspended. Whoever hears of a message at once does not ask.
create policy sweeping on messages_to_understand for select to current_user using (true);
create function tenants_to_understand() returns setof uuid
language sql stable security definer set search_path = '' as $$
  select m.tenant_id from (select distinct w.tenant_id from public.messages_to_understand w) m
  where not public.is_suspended(m.tenant_id)
$$;

-- How satisfied customers were, 1 to 5; of the member of staff who had the conversation last.
create table conversation_ratings (
  tenant_id uuid not null,
  conversation_id bigint not null,
  customer_id bigint not null,
  agent_id bigint,
  score int not null check (score between 1 and 5),
  comment text not null default '',
  rated_at timestamptz(0) not null default now(),
  primary key (tenant_id, conversation_id),
  foreign key (tenant_id, conversation_id) references conversations on delete cascade,
  foreign key (tenant_id, customer_id) references people,
  foreign key (tenant_id, agent_id) references people
);
create index ratings_of_agent on conversation_ratings (tenant_id, agent_id);
call isolate_by_tenant('conversation_ratings');
