"""The SQL of messages. $1 is the tenant."""

MESSAGE_COLUMNS = """m.id, m.channel, m.recipient, m.person_id, m.purpose, m.template_id,
  m.language, m.subject, m.state, m.reason, m.attempts, m.provider_id, m.provider_kind,
  m.provider_message_id, m.confidential, m.created_by, m.created_at, m.due_at, m.asked_at,
  m.sent_at, m.delivered_at, m.opened_at, m.ended_at"""

# The second to come with a key gets the first one's message: null then, and it is looked up.
QUEUE = f"""
insert into messages_out as m (tenant_id, channel, recipient, address_key, person_id, purpose,
  basis, confidential, template_id, language, provider_template, variables, subject, body, html,
  reply_to, headers, attachments, unique_key, state, reason, ended_at, created_by)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::text::jsonb, $13, $14, $15, $16,
  $17::text::jsonb, $18::text::jsonb, $19, $20, $21, case when $20 <> 'pending' then now() end, $22)
on conflict (tenant_id, unique_key) where unique_key is not null do nothing
returning {MESSAGE_COLUMNS}
"""

BY_KEY = f"select {MESSAGE_COLUMNS} from messages_out m where tenant_id = $1 and unique_key = $2"

MESSAGE = f"select {MESSAGE_COLUMNS} from messages_out m where tenant_id = $1 and id = $2"

# An opt-out ends advertising; on the telephone it ends everything, as carriers hold it.
WHY_SUPPRESSED = """
select reason from message_suppressions
where tenant_id = $1 and channel = $2 and address_key = $3
  and (reason <> 'opted_out' or $4 = 'marketing' or channel in ('sms', 'whatsapp'))
"""

PERSON_AT = """
select id, full_name, email, is_active from people
where tenant_id = $1 and lower(email) = lower($2) and deleted_at is null
order by is_active desc, id limit 1
"""

PERSON = """
select id, full_name, email, is_active from people
where tenant_id = $1 and id = $2 and deleted_at is null
"""

TEMPLATE_COLUMNS = """id, channel, name, purpose, language, provider_template, version, created_at,
  updated_at"""

TEMPLATE = f"select {TEMPLATE_COLUMNS} from message_templates where tenant_id = $1 and id = $2"

# As it was asked for, then the language without its region, then the template's own.
TEXT_IN = """
select language, subject, body, html from message_template_texts
where tenant_id = $1 and template_id = $2
  and language in ($3, split_part($3, '-', 1), $4)
order by language = $3 desc, language = split_part($3, '-', 1) desc limit 1
"""

MARK = """
insert into message_marks (tenant_id, day, channel, provider_kind, what, count)
select $1, (now() at time zone 'utc')::date, channel, kind, what, n
from unnest($2::text[], $3::text[], $4::text[], $5::bigint[]) as mark (channel, kind, what, n)
"""

HEAR = """
insert into message_receipts (tenant_id, provider_message_id, provider_id, state, hard, reason, at)
values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing
"""

# Locked: two receipts of one message follow each other. `counts_as_sent`: counted so already.
REPORTED = """
select id, channel, recipient, address_key, state, coalesce(provider_kind, '') as provider_kind,
  sent_at is not null as counts_as_sent
from messages_out
where tenant_id = $1 and provider_message_id = $2 and ($3::bigint is null or provider_id = $3)
  and state <> 'sending'
order by id desc limit 1 for no key update
"""

EARLY_RECEIPTS = """
select provider_message_id, provider_id, state, hard, reason, at from message_receipts
where tenant_id = $1 and provider_message_id = any($2::text[]) order by heard_at, state
"""

REPORT = """
update messages_out set state = $3, reason = case when $4 = '' then reason else $4 end,
  sent_at = coalesce(sent_at, $5),
  delivered_at = case when $3 in ('delivered', 'opened') then coalesce(delivered_at, $5)
    else delivered_at end,
  opened_at = case when $3 = 'opened' then coalesce(opened_at, $5) else opened_at end,
  ended_at = case when $3 in ('failed', 'bounced', 'complained') then $5 else ended_at end
where tenant_id = $1 and id = $2
"""

SUPPRESSION_COLUMNS = "id, channel, address, reason, note, message_id, created_by, created_at"

# A bounce after an opt-out must not make the weaker of the two reasons the only one: what ends
# everything stands above what ends advertising, and an opt-out is never lost to it on the same day
# it was heard, because consent was taken back with it.
SUPPRESS = f"""
insert into message_suppressions as s (tenant_id, channel, address, address_key, reason, note,
  message_id, created_by)
values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (tenant_id, channel, address_key) do update
  set reason = excluded.reason, note = excluded.note, message_id = excluded.message_id,
    created_by = excluded.created_by, created_at = now()
  where s.reason = 'opted_out' and excluded.reason <> 'opted_out'
returning {SUPPRESSION_COLUMNS}
"""

SUPPRESSION_OF = f"""
select {SUPPRESSION_COLUMNS} from message_suppressions
where tenant_id = $1 and channel = $2 and address_key = $3
"""

LIFT = "delete from message_suppressions where tenant_id = $1 and id = $2"

SUPPRESSIONS = f"""
select {SUPPRESSION_COLUMNS} from message_suppressions
where tenant_id = $1 and ($2::text is null or channel = $2) and ($3::text is null or reason = $3)
  and ($4::text is null or address_key like $4) and ($5::bigint is null or id < $5)
order by id desc limit $6
"""
