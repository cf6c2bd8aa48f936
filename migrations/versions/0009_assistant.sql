-- What people said the assistant should have seen. The text is somebody's words: bounded, one row a
-- text, gone with the person who wrote it.
create table corrections (
  tenant_id uuid not null,
  id bigint generated always as identity,
  kind text not null check (kind in ('intent', 'sentiment', 'category', 'priority')),
  text text not null check (char_length(text) between 1 and 4000),
  text_hash text not null generated always as (md5(text)) stored,
  label text not null check (char_length(label) between 1 and 64),
  predicted text not null check (char_length(predicted) <= 64),
  confidence real not null check (confidence between 0 and 1),
  model_version text not null check (char_length(model_version) <= 200),
  said_by bigint,
  corrected_by bigint,
  at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, kind, text_hash),
  foreign key (tenant_id, said_by) references people on delete cascade,
  foreign key (tenant_id, corrected_by) references people on delete set null (corrected_by)
);
create index corrections_latest on corrections (tenant_id, kind, at desc, id desc);
create index corrections_of_person on corrections (tenant_id, said_by) where said_by is not null;

-- Heads a tenant's corrections have made; without an active one the shipped head serves.
create table heads (
  tenant_id uuid not null,
  task text not null check (task in ('intent', 'sentiment', 'category', 'priority')),
  version int not null check (version > 0),
  file bytea not null check (octet_length(file) <= 16777216),
  report jsonb not null,
  corrections int not null,
  active boolean not null default false,
  made_at timestamptz not null default now(),
  primary key (tenant_id, task, version)
);
create unique index heads_active on heads (tenant_id, task) where active;

call isolate_by_tenant('corrections');
call isolate_by_tenant('heads');
