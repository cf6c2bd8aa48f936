"""The SQL of the assistant's settings, providers, budget and call log. $1 is the tenant."""

# One row always: the defaults of `AssistantSettings`, where the tenant chose nothing.
SETTINGS = """
select coalesce(s.auto_reply_enabled, true) as auto_reply_enabled,
  coalesce(s.max_response_length, 500) as max_response_length,
  coalesce(s.ai_confidence_threshold, 0.7) as ai_confidence_threshold,
  coalesce(s.response_style_default, 'friendly') as response_style_default,
  coalesce(s.masks_personal_data, true) as masks_personal_data,
  coalesce(s.keeps_texts, false) as keeps_texts,
  coalesce((select p.name from assistant_providers p where p.tenant_id = $1 and p.enabled
    order by p.position, p.name limit 1), 'local') as provider
from (select) one left join assistant_settings s on s.tenant_id = $1
"""

KEEP_SETTINGS = """
insert into assistant_settings (tenant_id, auto_reply_enabled, max_response_length,
  ai_confidence_threshold, response_style_default, masks_personal_data, keeps_texts)
values ($1, $2, $3, $4, $5, $6, $7)
on conflict (tenant_id) do update set auto_reply_enabled = excluded.auto_reply_enabled,
  max_response_length = excluded.max_response_length,
  ai_confidence_threshold = excluded.ai_confidence_threshold,
  response_style_default = excluded.response_style_default,
  masks_personal_data = excluded.masks_personal_data, keeps_texts = excluded.keeps_texts,
  updated_at = now()
"""

# Whoever changes settings, providers or the budget waits for the other.
LOCK = "select pg_advisory_xact_lock(hashtextextended('assistant ' || $1::uuid::text, 0))"

MONTH = "date_trunc('month', now() at time zone 'utc')::date"

PROVIDER_COLUMNS = """name, kind, enabled, position, base_url, model, credential, timeout_s,
  input_price, output_price, version, in_first_tenant() as at_home"""

PROVIDERS = f"""
select {PROVIDER_COLUMNS} from assistant_providers where tenant_id = $1 order by position, name
"""

PROVIDER = f"""
select {PROVIDER_COLUMNS} from assistant_providers where tenant_id = $1 and name = $2
"""

KEEP_PROVIDER = f"""
insert into assistant_providers (tenant_id, name, kind, enabled, position, base_url, model,
  credential, timeout_s, input_price, output_price)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
on conflict (tenant_id, name) do update set kind = excluded.kind, enabled = excluded.enabled,
  position = excluded.position, base_url = excluded.base_url, model = excluded.model,
  credential = excluded.credential, timeout_s = excluded.timeout_s,
  input_price = excluded.input_price, output_price = excluded.output_price,
  version = assistant_providers.version + 1, updated_at = now()
returning {PROVIDER_COLUMNS}
"""

DROP_PROVIDER = "delete from assistant_providers where tenant_id = $1 and name = $2"

# Whether the tenant is the one of those who run the machine.
AT_HOME = "select in_first_tenant() and $1::uuid is not null"

BUDGET = f"""
select b.tokens as tokens_limit, b.cost as cost_limit,
  coalesce(s.tokens, 0) + r.tokens as tokens_used, coalesce(s.cost, 0) + r.cost as cost_used,
  ({MONTH} + interval '1 month') at time zone 'utc' as resets_at
from (select coalesce(sum(tokens), 0)::bigint as tokens, coalesce(sum(cost), 0)::bigint as cost
  from assistant_reservations where tenant_id = $1 and month = {MONTH}) r
left join assistant_budgets b on b.tenant_id = $1
left join assistant_spending s on s.tenant_id = $1 and s.month = {MONTH}
"""

KEEP_BUDGET = """
insert into assistant_budgets (tenant_id, tokens, cost) values ($1, $2, $3)
on conflict (tenant_id) do update set tokens = excluded.tokens, cost = excluded.cost,
  updated_at = now()
"""

RESERVE = f"""
insert into assistant_reservations (tenant_id, month, tokens, cost)
values ($1, {MONTH}, $2, $3) returning id
"""

RELEASE = "delete from assistant_reservations where tenant_id = $1 and id = $2"

# Reservations that nobody came back for: no call takes a quarter of an hour.
SETTLE_THE_LOST = """
with lost as (
  delete from assistant_reservations where tenant_id = $1 and at < now() - interval '15 minutes'
  returning month, tokens, cost
)
insert into assistant_spending (tenant_id, month, tokens, cost)
select $1, month, sum(tokens), sum(cost) from lost group by month
on conflict (tenant_id, month) do update set tokens = assistant_spending.tokens + excluded.tokens,
  cost = assistant_spending.cost + excluded.cost
"""

SPEND = f"""
insert into assistant_spending (tenant_id, month, tokens, cost) values ($1, {MONTH}, $2, $3)
on conflict (tenant_id, month) do update set tokens = assistant_spending.tokens + excluded.tokens,
  cost = assistant_spending.cost + excluded.cost
"""

KEEP_CALL = """
insert into assistant_calls (tenant_id, provider, model, purpose, outcome, detail, tokens_in,
  tokens_out, latency_ms, cost, masked, person_id, prompt, answer)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) returning id
"""

CALLS = """
select id, at, provider, model, purpose, outcome, detail, tokens_in, tokens_out, latency_ms, cost,
  masked, person_id, prompt, answer
from assistant_calls where tenant_id = $1 and ($2::bigint is null or id < $2)
order by id desc limit $3
"""

FORGET_CALLS = """
delete from assistant_calls where tenant_id = $1 and at < now() - make_interval(days => $2)
"""
