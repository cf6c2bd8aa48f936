-- What staff note down about a customer, for each other: no customer ever sees it.
create table customer_notes (
  tenant_id uuid not null,
  id bigint generated always as identity,
  customer_id bigint not null,
  author_id bigint not null,
  content text not null,
  created_at timestamptz(0) not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, customer_id) references people on delete cascade,
  foreign key (tenant_id, author_id) references people
);
create index customer_notes_of_customer on customer_notes (tenant_id, customer_id, id desc);

-- How many chats at once somebody takes who never said.
create table staffing_settings (
  tenant_id uuid primary key,
  default_capacity int not null default 4 check (default_capacity between 1 and 50)
);
alter table availability alter column capacity drop not null, alter column capacity drop default;

call isolate_by_tenant('customer_notes');
call isolate_by_tenant('staffing_settings');
