-- What the browsers of Web Push gave us (RFC 8030, 8291): one row for each browser that a person
-- switched it on in. The key we sign with is the tenant's own, made when first asked for, sealed.
create table push_keys (
  tenant_id uuid primary key,
  private_key text not null,
  public_key text not null,
  created_at timestamptz(0) not null default now()
);

create table push_subscriptions (
  tenant_id uuid not null,
  id bigint generated always as identity,
  person_id bigint not null,
  endpoint text not null,
  p256dh bytea not null,
  auth bytea not null,
  browser text not null default '',
  created_at timestamptz(0) not null default now(),
  last_used_at timestamptz(0),
  primary key (tenant_id, id),
  foreign key (tenant_id, person_id) references people on delete cascade
);
create unique index push_subscriptions_by_endpoint
  on push_subscriptions (tenant_id, sha256(convert_to(endpoint, 'UTF8')));
create index push_subscriptions_of_person on push_subscriptions (tenant_id, person_id, id);

call isolate_by_tenant('push_keys');
call isolate_by_tenant('push_subscriptions');
