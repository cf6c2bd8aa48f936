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
