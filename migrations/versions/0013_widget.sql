-- Visitors: customers who came by the widget, without a password, after they consented. Of the token
-- that knows them again only the hash is kept; whoever was named by the embedding site's own
-- signature (external_id) has none, because their site names them anew on each page.
create table visitors (
  tenant_id uuid not null,
  person_id bigint not null,
  token_hash bytea,
  external_id text,
  first_page text,
  consented_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  primary key (tenant_id, person_id),
  unique (tenant_id, token_hash),
  unique (tenant_id, external_id),
  foreign key (tenant_id, person_id) references people on delete cascade
);

-- One row per tenant, made when its widget is first set up. The key is public and stands in the
-- embedding pages; it begins with the tenant's id, so that it leads there without a look at others.
create table widget_settings (
  tenant_id uuid primary key,
  workspace text not null,
  enabled boolean not null default false,
  allowed_origins text[] not null default '{}',
  identity_secret text,
  identity_secret_made_at timestamptz,
  channels text[] not null default '{chat,bot}',
  colour text not null default '#2f55c8',
  theme text not null default 'auto',
  position text not null default 'right',
  title text not null default '',
  greeting text not null default '',
  locale text not null default 'auto',
  consent_text text not null default '',
  privacy_url text not null default '',
  offline_message text not null default '',
  hours text[] not null default '{}',
  timezone text not null default 'UTC',
  check (theme in ('auto', 'light', 'dark')),
  check (position in ('left', 'right'))
);

call isolate_by_tenant('visitors');
call isolate_by_tenant('widget_settings');
