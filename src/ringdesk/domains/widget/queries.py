"""The widget's SQL. $1 is the tenant."""

COLUMNS = """
workspace, enabled, allowed_origins, identity_secret, identity_secret_made_at, channels, colour,
theme, position, title, greeting, locale, consent_text, privacy_url, offline_message, hours,
timezone
"""
SETTINGS = f"select {COLUMNS} from widget_settings where tenant_id = $1"
ADD_SETTINGS = """
insert into widget_settings (tenant_id, workspace, timezone) values ($1, $2, $3)
on conflict (tenant_id) do nothing
"""
CHANGE_SETTINGS = f"""
update widget_settings set enabled = coalesce($2, enabled),
  allowed_origins = coalesce($3::text[], allowed_origins),
  channels = coalesce($4::text[], channels), colour = coalesce($5, colour),
  theme = coalesce($6, theme), position = coalesce($7, position), title = coalesce($8, title),
  greeting = coalesce($9, greeting), locale = coalesce($10, locale),
  consent_text = coalesce($11, consent_text), privacy_url = coalesce($12, privacy_url),
  offline_message = coalesce($13, offline_message), hours = coalesce($14::text[], hours),
  timezone = coalesce($15, timezone)
where tenant_id = $1 returning {COLUMNS}
"""
SET_SECRET = """
update widget_settings set identity_secret = $2, identity_secret_made_at = now()
where tenant_id = $1
"""
