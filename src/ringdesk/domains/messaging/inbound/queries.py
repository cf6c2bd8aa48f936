"""The SQL of what providers tell us. $1 is the tenant."""

# A message whose answer was lost, named by the provider that says what became of it.
SETTLE_UNKNOWN = """
update messages_out set provider_message_id = $4
where tenant_id = $1 and id = $2 and provider_id = $3 and state = 'unknown'
  and provider_message_id is null
"""
CENTRES = "select tenants_with_centres()"
