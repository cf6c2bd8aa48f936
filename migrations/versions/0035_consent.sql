-- What somebody agreed to, or took back: one row each time, never changed. What holds is the newest
-- of its type. `wording_version` names the text they saw; `wording` is that text. `address`: from
-- where (a network address), the only thing that may be taken out later, with `note`.
create table consents (
  tenant_id uuid not null,
  id bigint generated always as identity,
  person_id bigint not null,
  type text not null check (type in ('marketing', 'analytics', 'cookies')),
  value boolean not null,
  source text not null check (source in
    ('api', 'web_app', 'widget', 'staff', 'import', 'opt_out', 'house')),
  wording text not null default '',
  wording_version text not null default '',
  address text,
  note text not null default '',
  recorded_by bigint not null,
  recorded_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id),
  foreign key (tenant_id, person_id) references people
);
create index consents_of_person on consents (tenant_id, person_id, type, id desc);
create index consents_latest on consents (tenant_id, type, id desc);

create function consents_are_append_only() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.address is null and new.note = ''
    and (new.tenant_id, new.id, new.person_id, new.type, new.value, new.source, new.wording,
      new.wording_version, new.recorded_by, new.recorded_at)
      is not distinct from
      (old.tenant_id, old.id, old.person_id, old.type, old.value, old.source, old.wording,
      old.wording_version, old.recorded_by, old.recorded_at)
  then
    return new;
  end if;
  raise exception 'Consents are append-only.';
end $$;
create trigger append_only before update or delete on consents
  for each row execute function consents_are_append_only();

call isolate_by_tenant('consents');
