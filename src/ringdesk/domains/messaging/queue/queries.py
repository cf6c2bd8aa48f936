"""The SQL of the queue. $1 is the tenant, but where all are asked."""

from ringdesk.domains.messaging.queries import MARK

__all__ = ["MARK"]

QUEUES_DUE = "select tenant_id, channel from queues_with_messages_due()"

COLUMNS = """m.id, m.claims, m.channel, m.recipient, m.address_key, m.person_id, m.purpose, m.basis,
  m.confidential, m.asked_for, m.language, m.provider_template, m.variables::text as variables,
  m.subject, m.body, m.html, m.reply_to, m.headers::text as headers,
  m.attachments::text as attachments, m.attempts, m.created_at, m.asked_at, m.provider_id"""

# One row per provider says when it may be asked again, for all processes. It is made where it is
# missing (a crash empties the table) and locked till the claim is committed.
TAKE_TURN = """
insert into message_paces as p (tenant_id, provider_id) values ($1, $2)
on conflict (tenant_id, provider_id) do update set provider_id = p.provider_id
returning greatest(0, extract(epoch from next_at - clock_timestamp()))::float8 as wait_s,
  coalesce(rest_until > clock_timestamp(), false) as resting
"""

# Whoever took $3 messages leaves room for them: the generic cell rate algorithm, with a burst of
# one claim.
END_TURN = """
update message_paces set next_at = clock_timestamp() + make_interval(secs => $3 / $4::float8)
where tenant_id = $1 and provider_id = $2
"""

# Materialized: joined or put into an `in (…)`, the limited and locking part may be run anew for
# each row, and more rows than the limit are taken.
CLAIM = f"""
with due as materialized (
  select id from messages_out
  where tenant_id = $1 and channel = $2 and state = 'pending' and due_at <= now()
    and (only_provider = $5 or ($7 and only_provider is null))
  order by due_at, id limit $3 for update skip locked
)
update messages_out m set claims = m.claims + 1, due_at = now() + $4::interval,
  provider_id = $5, provider_kind = $6
from due where m.tenant_id = $1 and m.id = due.id
returning {COLUMNS}
"""

# Whose worker died between question and answer: they are asked about, never asked for.
CLAIM_LOST = f"""
with lost as materialized (
  select id from messages_out
  where tenant_id = $1 and channel = $2 and state = 'sending' and due_at <= now()
  order by due_at, id limit $3 for update skip locked
)
update messages_out m set claims = m.claims + 1, due_at = now() + $4::interval
from lost where m.tenant_id = $1 and m.id = lost.id
returning {COLUMNS}
"""

ASKING = """
update messages_out m set state = 'sending', attempts = m.attempts + 1,
  asked_at = clock_timestamp(), due_at = clock_timestamp() + $4::interval
from unnest($2::bigint[], $3::int[]) as mine (id, claims)
where m.tenant_id = $1 and m.id = mine.id and m.claims = mine.claims and m.state = 'pending'
returning m.id
"""

RELEASE = """
update messages_out m set due_at = now()
from unnest($2::bigint[], $3::int[]) as mine (id, claims)
where m.tenant_id = $1 and m.id = mine.id and m.claims = mine.claims and m.state = 'pending'
"""

# Confidential words (links that open an account) are kept only where nobody carried them away.
WIPED = """m.confidential and r.state <> 'pending'
    and not (m.provider_kind = 'console' and r.state = 'sent')"""

# Only who holds it settles it; but that it was taken is true whoever says so, and late as well.
SETTLE = f"""
update messages_out m set state = r.state, reason = r.reason,
  provider_message_id = coalesce(r.provider_message_id, m.provider_message_id),
  attempts = m.attempts - case when r.counts then 0 else 1 end,
  due_at = now() + make_interval(secs => r.wait_s),
  sent_at = case when r.state = 'sent' then clock_timestamp() else m.sent_at end,
  ended_at = case when r.state in ('failed', 'bounced', 'suppressed', 'unknown')
    then clock_timestamp() end,
  body = case when {WIPED} then '' else m.body end,
  html = case when {WIPED} then null else m.html end,
  variables = case when {WIPED} then '{{}}' else m.variables end
from unnest($2::bigint[], $3::int[], $4::text[], $5::text[], $6::text[], $7::float8[], $8::bool[])
    as r (id, claims, state, reason, provider_message_id, wait_s, counts)
where m.tenant_id = $1 and m.id = r.id and (
  (m.claims = r.claims and m.state in ('sending', 'pending'))
  or (m.state in ('sending', 'unknown') and r.state = 'sent'))
returning m.id, m.channel, m.provider_kind, m.state, m.recipient
"""

SET_BACK = """
insert into message_setbacks (tenant_id, message_id, provider_kind, reason)
select $1, id, $4, reason from unnest($2::bigint[], $3::text[]) as one (id, reason)
"""

# Away: everybody leaves it alone for a while, twice as long each time, ten minutes at most.
LET_REST = """
insert into message_paces as p (tenant_id, provider_id, rest_until, failures, says)
values ($1, $2, now() + make_interval(secs => coalesce($3::float8, $4)), 1, $5)
on conflict (tenant_id, provider_id) do update set failures = p.failures + 1, says = $5,
  rest_until = now() + make_interval(
    secs => coalesce($3::float8, least(600, $4 * 2 ^ least(p.failures, 10))))
"""

IS_BACK = """
update message_paces set failures = 0, says = '', rest_until = null
where tenant_id = $1 and provider_id = $2 and failures > 0
"""

SUPPRESSED_NOW = """
select m.id, s.reason
from unnest($2::bigint[], $3::text[], $4::text[]) as m (id, address_key, purpose)
join message_suppressions s on s.tenant_id = $1 and s.channel = $5
  and s.address_key = m.address_key
where s.reason <> 'opted_out' or m.purpose = 'marketing' or $5 in ('sms', 'whatsapp')
"""

# What of the days before today was counted in marks goes into totals; of today too: readers add up
# both. One who folds at a time; the others find nothing.
FOLD = """
with gone as (
  delete from message_marks where tenant_id = $1 and id in (
    select id from message_marks where tenant_id = $1 order by id limit 5000
    for update skip locked)
  returning day, channel, provider_kind, what, count
), summed as (
  select day, channel, provider_kind, what, sum(count)::bigint as count from gone
  group by day, channel, provider_kind, what
  order by day, channel, provider_kind, what
)
insert into message_totals as t (tenant_id, day, channel, provider_kind, what, count)
select $1, day, channel, provider_kind, what, count from summed
on conflict (tenant_id, day, channel, provider_kind, what) do update
  set count = t.count + excluded.count
"""

# What has been waiting for longer than anybody would want it to come.
GIVE_UP = """
with old as materialized (
  select id from messages_out
  where tenant_id = $1 and state = 'pending' and due_at <= now()
    and created_at < now() - $2::interval
  limit 1000 for update skip locked
)
update messages_out m set state = 'failed', ended_at = now(),
  reason = case when m.reason = '' then 'No provider took it for too long' else m.reason end,
  body = case when m.confidential then '' else m.body end,
  html = case when m.confidential then null else m.html end
from old where m.tenant_id = $1 and m.id = old.id
returning m.id, m.channel, coalesce(m.provider_kind, '') as provider_kind
"""

# Links that open accounts, where they stayed with us: until the last of them is void.
WIPE_LINKS = """
update messages_out set body = '', html = null, variables = '{}'
where tenant_id = $1 and confidential and body <> '' and created_at < now() - interval '7 days'
  and state not in ('pending', 'sending')
"""

FORGET_MAIL = """
delete from mail_outbox where tenant_id = $1 and sent_at < now() - interval '7 days'
"""

FORGET_RECEIPTS = """
delete from message_receipts where tenant_id = $1 and heard_at < now() - interval '90 days'
"""
