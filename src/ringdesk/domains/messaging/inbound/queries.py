"""The SQL of what providers tell us. $1 is the tenant."""

# A message whose answer was lost, named by the provider that says what became of it.
SETTLE_UNKNOWN = """
update messages_out set provider_message_id = $4
where tenant_id = $1 and id = $2 and provider_id = $3 and state = 'unknown'
  and provider_message_id is null
"""
CENTRES = "select tenants_with_centres()"

# What a provider tells twice is written down once.
KEEP_TEXT = """
insert into texts_in (tenant_id, channel, provider_id, provider_message_id, address, body, kind)
values ($1, $2, $3, nullif($4, ''), $5, $6, $7)
on conflict do nothing returning id
"""
AS_WORDS = "update texts_in set kind = 'words' where tenant_id = $1 and id = $2"
HELPED_LATELY = """
select exists (select from texts_in where tenant_id = $1 and channel = $2 and address = $3
  and kind = 'help' and id <> $4 and came_at > now() - interval '1 hour')
"""
