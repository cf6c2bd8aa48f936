-- What a tenant wants of the assistant. A tenant without a row has the defaults of the program.
create table assistant_settings (
  tenant_id uuid primary key,
  auto_reply_enabled boolean not null,
  max_response_length int not null check (max_response_length between 1 and 4000),
  ai_confidence_threshold float8 not null check (ai_confidence_threshold between 0 and 1),
  response_style_default text not null,
  masks_personal_data boolean not null,
  keeps_texts boolean not null,
  updated_at timestamptz not null default now()
);

-- Models elsewhere. `credential` is sealed for this very row; prices are millionths of the tenant's
-- currency for a million tokens.
create table assistant_providers (
  tenant_id uuid not null,
  name text not null check (name ~ '^[a-z0-9][a-z0-9-]{0,39}$' and name <> 'local'),
  kind text not null check (kind in ('openai', 'anthropic')),
  enabled boolean not null,
  position int not null,
  base_url text not null,
  model text not null,
  credential text,
  timeout_s float8 not null check (timeout_s > 0),
  input_price bigint not null check (input_price >= 0),
  output_price bigint not null check (output_price >= 0),
  version int not null default 1,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, name)
);

-- Limits of a calendar month (UTC); null is without. Costs are millionths of the currency.
create table assistant_budgets (
  tenant_id uuid primary key,
  tokens bigint check (tokens >= 0),
  cost bigint check (cost >= 0),
  updated_at timestamptz not null default now()
);

create table assistant_spending (
  tenant_id uuid not null,
  month date not null,
  tokens bigint not null default 0,
  cost bigint not null default 0,
  primary key (tenant_id, month)
);

-- What calls under way may still use. A process that dies leaves its row behind; it is counted as
-- used when it is too old to be under way: it may have been billed.
create table assistant_reservations (
  tenant_id uuid not null,
  id bigint generated always as identity,
  month date not null,
  tokens bigint not null,
  cost bigint not null,
  at timestamptz not null default now(),
  primary key (tenant_id, id)
);

-- Every call that left the house, and every answer of our own that stood in for one. Texts only
-- where the tenant asked for it.
create table assistant_calls (
  tenant_id uuid not null,
  id bigint generated always as identity,
  at timestamptz not null default now(),
  provider text not null,
  model text not null,
  purpose text not null,
  outcome text not null,
  detail text not null,
  tokens_in int not null,
  tokens_out int not null,
  latency_ms int not null,
  cost bigint not null,
  masked boolean not null,
  person_id bigint not null,
  prompt text,
  answer text,
  primary key (tenant_id, id)
);
create index assistant_calls_by_age on assistant_calls (tenant_id, at);

call isolate_by_tenant('assistant_settings');
call isolate_by_tenant('assistant_providers');
call isolate_by_tenant('assistant_budgets');
call isolate_by_tenant('assistant_spending');
call isolate_by_tenant('assistant_reservations');
call isolate_by_tenant('assistant_calls');
