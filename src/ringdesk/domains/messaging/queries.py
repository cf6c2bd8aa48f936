"""The SQL of messages. $1 is the tenant."""

MESSAGE_COLUMNS = """m.id, m.channel, m.recipient, m.person_id, m.purpose, m.template_id,
  m.language, m.subject, m.state, m.reason, m.attempts, m.provider_id, m.provider_kind,
  m.provider_message_id, m.confidential, m.created_by, m.created_at, m.due_at, m.asked_at,
  m.sent_at, m.delivered_at, m.opened_at, m.ended_at"""

# The second to come with a key gets the first one's message: null then, and it is looked up.
QUEUE = f"""
insert into messages_out as m (tenant_id, channel, recipient, address_key, person_id, purpose,
  basis, confidential, template_id, language, provider_template, variables, subject, body, html,
  reply_to, headers, attachments, unique_key, state, reason, ended_at, created_by, only_provider,
  asked_for)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::text::jsonb, $13, $14, $15, $16,
  $17::text::jsonb, $18::text::jsonb, $19, $20, $21, case when $20 <> 'pending' then now() end, $22,
  $23, $24)
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
where tenant_id = $1 and email_key = lower($2) and deleted_at is null
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

# What they said ($3), before what stood there.
NOTE_OPT_OUT = """
update message_suppressions set note = left($3::text || ' / ' || note, 500)
where tenant_id = $1 and id = $2 and not starts_with(note, $3)
"""

SUPPRESSION_OF = f"""
select {SUPPRESSION_COLUMNS} from message_suppressions
where tenant_id = $1 and channel = $2 and address_key = $3
"""

SUPPRESSION = f"""
select {SUPPRESSION_COLUMNS} from message_suppressions where tenant_id = $1 and id = $2
"""

LIFT_OPT_OUT = """
delete from message_suppressions
where tenant_id = $1 and channel = $2 and address_key = $3 and reason = 'opted_out' returning id
"""
LIFT = "delete from message_suppressions where tenant_id = $1 and id = $2"

SUPPRESSIONS = f"""
select {SUPPRESSION_COLUMNS} from message_suppressions
where tenant_id = $1 and ($2::text is null or channel = $2) and ($3::text is null or reason = $3)
  and ($4::text is null or address_key like $4) and ($5::bigint is null or id < $5)
order by id desc limit $6
"""

PROVIDER_COLUMNS = """p.id, p.channel, p.kind, p.name, p.settings::text as settings, p.credentials,
  p.sender, p.sender_name, p.per_second, p.position, p.enabled, p.version,
  in_first_tenant() as at_home,
  case when c.rest_until > now() then c.rest_until end as resting_until,
  coalesce(c.says, '') as says"""
PROVIDERS_AND_PACES = """message_providers p
  left join message_paces c on c.tenant_id = p.tenant_id and c.provider_id = p.id"""

# In the order in which they are asked.
PROVIDERS = f"""
select {PROVIDER_COLUMNS} from {PROVIDERS_AND_PACES}
where p.tenant_id = $1 and ($2::text is null or p.channel = $2)
order by p.channel, p.position, p.id
"""

PROVIDER = f"""
select {PROVIDER_COLUMNS} from {PROVIDERS_AND_PACES} where p.tenant_id = $1 and p.id = $2
"""

RECIPIENT = "select id, channel, recipient from messages_out where tenant_id = $1 and id = $2"

TENANTS_WITH_MAIL = "select tenants_with_mail() as tenant_id"

FIRST_TENANT = """
select first_tenant() as id where $1::uuid is not null and first_tenant() is not null
"""

# In the language that the person chose, if they did.
MAIL_WAITING = """
select o.id, o.to_address, o.template, o.variables::text as variables,
  (select p.locale from people p where p.tenant_id = o.tenant_id
     and p.email_key = lower(o.to_address) and p.deleted_at is null limit 1) as locale
from mail_outbox o where o.tenant_id = $1 and o.sent_at is null order by o.id limit $2
"""

MAIL_TAKEN = """
update mail_outbox set sent_at = now() where tenant_id = $1 and id = any($2::bigint[])
"""

COUNT_TODAY = """
select count(*) from messages_out
where tenant_id = $1 and not confidential
  and created_at >= date_trunc('day', now() at time zone 'utc') at time zone 'utc'
"""

TEMPLATES = f"""
select {TEMPLATE_COLUMNS} from message_templates
where tenant_id = $1 and ($2::text is null or channel = $2) and ($3::text is null or name ilike $3)
order by lower(name), id limit $4 offset $5
"""

TEXTS = """
select template_id, language, subject, body, html from message_template_texts
where tenant_id = $1 and template_id = any($2::bigint[]) order by template_id, language
"""

COUNT_TEMPLATES = "select count(*) from message_templates where tenant_id = $1"

ADD_TEMPLATE = f"""
insert into message_templates (tenant_id, channel, name, purpose, language, provider_template,
  created_by)
values ($1, $2, $3, $4, $5, $6, $7) returning {TEMPLATE_COLUMNS}
"""

CHANGE_TEMPLATE = f"""
update message_templates set name = $3, purpose = $4, language = $5, provider_template = $6,
  version = version + 1, updated_at = now()
where tenant_id = $1 and id = $2 returning {TEMPLATE_COLUMNS}
"""

CLEAR_TEXTS = "delete from message_template_texts where tenant_id = $1 and template_id = $2"

ADD_TEXTS = """
insert into message_template_texts (tenant_id, template_id, language, subject, body, html)
select $1, $2, * from unnest($3::text[], $4::text[], $5::text[], $6::text[])
"""

REMOVE_TEMPLATE = "delete from message_templates where tenant_id = $1 and id = $2"

# Whoever changes the list of a channel's providers waits for the other.
LOCK_PROVIDERS = "select pg_advisory_xact_lock(hashtextextended('senders ' || $1::uuid::text, 0))"

ADD_PROVIDER = """
insert into message_providers (tenant_id, channel, kind, name, settings, sender, sender_name,
  per_second, position, enabled)
values ($1, $2, $3, $4, $5::text::jsonb, $6, $7, $8, $9, $10) returning id
"""

# Whoever set it right wants it tried at once: it does not rest any longer.
CHANGE_PROVIDER = """
with awake as (
  delete from message_paces where tenant_id = $1 and provider_id = $2
)
update message_providers set name = $3, settings = $4::text::jsonb, sender = $5, sender_name = $6,
  per_second = $7, position = $8, enabled = $9, version = version + 1, updated_at = now()
where tenant_id = $1 and id = $2 returning id
"""

SEAL_PROVIDER = "update message_providers set credentials = $3 where tenant_id = $1 and id = $2"

REMOVE_PROVIDER = "delete from message_providers where tenant_id = $1 and id = $2"

# $2: channel; $3: states; $4: beginning of an address; $5: person; $6: template; $7: before this.
MESSAGES = f"""
select {MESSAGE_COLUMNS} from messages_out m
where m.tenant_id = $1 and ($2::text is null or m.channel = $2)
  and ($3::text[] is null or m.state = any($3)) and ($4::text is null or m.address_key like $4)
  and ($5::bigint is null or m.person_id = $5) and ($6::bigint is null or m.template_id = $6)
  and ($7::bigint is null or m.id < $7) and ($9 or not m.confidential)
order by m.id desc limit $8
"""

# $2: the message. What of it is confidential is shown by the act, or not.
WORDS = """
select body, html, reply_to, headers::text as headers, attachments::text as attachments, basis
from messages_out where tenant_id = $1 and id = $2
"""

SETBACKS = """
select provider_kind, reason, at from message_setbacks
where tenant_id = $1 and message_id = $2 order by id limit 100
"""

RECEIPTS_OF = """
select r.state, r.hard, r.reason, r.at from message_receipts r
join messages_out m on m.tenant_id = r.tenant_id and m.provider_message_id = r.provider_message_id
where r.tenant_id = $1 and m.id = $2 and r.provider_id in (0, coalesce(m.provider_id, 0))
order by r.at, r.state limit 100
"""

CANCEL = f"""
update messages_out m set state = 'cancelled', ended_at = now(), claims = m.claims + 1
where tenant_id = $1 and id = $2 and state = 'pending' returning {MESSAGE_COLUMNS}
"""

# Days that were folded and what was marked since, in one look, so that nothing is counted twice.
STATISTICS = """
select channel, provider_kind, what, sum(count)::bigint as count from (
  select channel, provider_kind, what, count from message_totals
  where tenant_id = $1 and ($2::date is null or day >= $2)
  union all
  select channel, provider_kind, what, count from message_marks
  where tenant_id = $1 and ($2::date is null or day >= $2)) counted
group by channel, provider_kind, what
"""

# Whether the tenant is the one of those who run the machine.
AT_HOME = "select in_first_tenant() and $1::uuid is not null"
