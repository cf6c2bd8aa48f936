"""The SQL of mail that comes in. $1 is the tenant."""

MAILBOX_COLUMNS = """
b.id, b.name, b.address, b.host, b.port, b.username, b.password is not null as has_password,
b.folder, b.interval_s, b.authserv_id, b.enabled, b.version, b.looked_at, b.failures, b.says,
(select count(*) from mails m where m.tenant_id = $1 and m.mailbox_id = b.id
  and m.state = 'waiting') as waiting,
(select count(*) from mails m where m.tenant_id = $1 and m.mailbox_id = b.id
  and m.state = 'quarantined') as quarantined
"""
MAILBOXES = f"select {MAILBOX_COLUMNS} from mailboxes b where b.tenant_id = $1 order by b.id"
MAILBOX = f"select {MAILBOX_COLUMNS} from mailboxes b where b.tenant_id = $1 and b.id = $2"
COUNT_MAILBOXES = "select count(*) from mailboxes where tenant_id = $1"
ADD_MAILBOX = """
insert into mailboxes (tenant_id, name, address, host, port, username, folder, interval_s,
  authserv_id, enabled)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
on conflict do nothing returning id
"""
IS_TAKEN = """
select true from mailboxes where tenant_id = $1 and id <> $2
  and (lower(name) = lower($3) or lower(address) = lower($4)) limit 1
"""
# Another folder or account has other numbers; it is looked at at once, whatever went wrong before.
CHANGE_MAILBOX = """
update mailboxes set name = $3, address = $4, host = $5, port = $6, username = $7, folder = $8,
  interval_s = $9, authserv_id = $10, enabled = $11, version = version + 1, due_at = now(),
  failures = 0, says = '',
  uid_validity = case when (host, username, folder) = ($5, $7, $8) then uid_validity end,
  last_uid = case when (host, username, folder) = ($5, $7, $8) then last_uid else 0 end
where tenant_id = $1 and id = $2
"""
SEAL_PASSWORD = "update mailboxes set password = $3 where tenant_id = $1 and id = $2"
LOCK_MAILBOX = "select id from mailboxes where tenant_id = $1 and id = $2 for update"
REMOVE_MAILBOX = "delete from mailboxes where tenant_id = $1 and id = $2"
KEYS_OF_MAILBOX = """
select storage_key from mails where tenant_id = $1 and mailbox_id = $2 and storage_key is not null
"""
IS_AT_HOME = "select in_first_tenant() from (select $1::uuid) as asked"
LOOK_NOW = "update mailboxes set due_at = now() where tenant_id = $1 and id = $2"

DUE = "select * from mailboxes_due($1)"
REACHED_COLUMNS = """id, address, host, port, username, password, folder, interval_s, authserv_id,
  uid_validity, last_uid, failures, version, in_first_tenant() as at_home, created_at"""
REACHED = f"select {REACHED_COLUMNS} from mailboxes where tenant_id = $1 and id = $2"
CLAIM = f"""
update mailboxes set lease_until = now() + $3::interval
where tenant_id = $1 and id = $2 and enabled and due_at <= now()
  and (lease_until is null or lease_until < now())
returning {REACHED_COLUMNS}
"""
# Not of a mailbox that was changed meanwhile ($6: its version before): it is looked at anew.
LOOKED = """
update mailboxes set lease_until = null, looked_at = now(), says = $3,
  failures = case when $3 = '' then 0 else failures + 1 end,
  due_at = now() + case when $4 then interval '0' else $5::interval end
where tenant_id = $1 and id = $2 and version = $6
"""
LET_GO = "update mailboxes set lease_until = null where tenant_id = $1 and id = $2"

# The numbering is the server's: with another UIDVALIDITY all numbers are void.
FETCHED = """
insert into mails (tenant_id, mailbox_id, uid_validity, uid, fingerprint, storage_key, size, state,
  reason)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
on conflict do nothing returning id
"""
REMEMBER_UID = """
update mailboxes set uid_validity = $3,
  last_uid = case when uid_validity = $3 then greatest(last_uid, $4) else $4 end
where tenant_id = $1 and id = $2 and version = $5
"""

WAITING = """
select id, uid, storage_key, size, attempts, reason from mails
where tenant_id = $1 and mailbox_id = $2 and state = 'waiting' and id > $3
order by id limit 1
"""
# Counted before it is tried, in a transaction of its own.
BEGIN = """
update mails set attempts = attempts + 1
where tenant_id = $1 and id = $2 and state = 'waiting' returning attempts
"""
LOCK_MAIL = """
select id, uid, storage_key, size, attempts, reason from mails
where tenant_id = $1 and id = $2 and state = 'waiting' for update
"""
SETTLE = """
update mails set state = $3, reason = $4, message_id = $5, sender = $6, sender_key = $7,
  subject = $8, person_id = $9, ticket_id = $10, said_id = $11, settled_at = now()
where tenant_id = $1 and id = $2
"""
PUT_ASIDE = """
update mails set state = 'quarantined', reason = $3, settled_at = now()
where tenant_id = $1 and id = $2 and state = 'waiting'
"""
FROM_SENDER = """
select count(*) from mails where tenant_id = $1 and sender_key = $2 and id <> $3
  and fetched_at > now() - interval '1 hour' and state in ('taken', 'quarantined')
"""

THREAD_COLUMNS = """
h.ticket_id, h.mailbox_id, h.token, h.last_message_id, h.wants_mail,
t.created_by as requester_id, t.status
"""
OF_TICKET = "join tickets t on t.tenant_id = h.tenant_id and t.id = h.ticket_id"
THREAD_BY_TOKEN = f"""
select {THREAD_COLUMNS} from mail_threads h {OF_TICKET}
where h.tenant_id = $1 and h.token = any($2::text[]) and t.deleted_at is null limit 1
"""
# The nearest ancestor that is known, of the mails of this very person.
THREAD_BY_MESSAGE = f"""
select {THREAD_COLUMNS} from mails m
join mail_threads h on h.tenant_id = m.tenant_id and h.ticket_id = m.ticket_id
{OF_TICKET}
where m.tenant_id = $1 and m.message_id = any($2::text[]) and m.ticket_id is not null
  and t.deleted_at is null
order by array_position($2::text[], m.message_id) limit 1
"""
THREAD_BY_SUBJECT = f"""
select {THREAD_COLUMNS} from mail_threads h {OF_TICKET}
where h.tenant_id = $1 and h.ticket_id = $2 and starts_with(h.token, $3)
  and t.deleted_at is null
"""
THREAD_OF_TICKET = f"""
select {THREAD_COLUMNS} from mail_threads h {OF_TICKET}
where h.tenant_id = $1 and h.ticket_id = $2
"""
REQUESTER_OF_TOKEN = """
select p.email from mail_threads h
join tickets t on t.tenant_id = h.tenant_id and t.id = h.ticket_id
join people p on p.tenant_id = t.tenant_id and p.id = t.created_by
where h.tenant_id = $1 and h.token = $2
"""
ADD_THREAD = """
insert into mail_threads (tenant_id, ticket_id, mailbox_id, token, last_message_id)
values ($1, $2, $3, $4, $5)
"""
SAID_IN_THREAD = """
update mail_threads set last_message_id = $3, mailbox_id = $4
where tenant_id = $1 and ticket_id = $2
"""

ONE_ADDRESS_AT_A_TIME = """
select pg_advisory_xact_lock(hashtextextended($1::uuid::text || $2 || 'correspondent', 0))
"""
PERSON_COLUMNS = "p.id, p.email, p.role, p.is_active"
CORRESPONDENT = f"""
select {PERSON_COLUMNS} from correspondents c
join people p on p.tenant_id = c.tenant_id and p.id = c.person_id
where c.tenant_id = $1 and c.address_key = $2 and p.deleted_at is null
"""
# Somebody who signed up with it. What visitors of a page said their address is counts for nothing.
CUSTOMER_AT = f"""
select {PERSON_COLUMNS} from people p
where p.tenant_id = $1 and p.email_key = lower($2) and p.role = 'customer'
  and p.deleted_at is null
  and not exists (select from visitors v where v.tenant_id = $1 and v.person_id = p.id)
  and not exists (select from correspondents c where c.tenant_id = $1 and c.person_id = p.id)
order by p.id limit 1
"""
ADD_CORRESPONDENT = """
insert into correspondents (tenant_id, address_key, person_id) values ($1, $2, $3)
on conflict (tenant_id, address_key) do update set person_id = excluded.person_id
"""
OUR_ADDRESSES = "select lower(address) as address from mailboxes where tenant_id = $1"

# What answers are made of.
SAID = """
select m.id, m.content, m.internal, m.from_staff, m.is_ai, t.title, t.id as ticket_id,
  p.email, p.full_name as customer_name, p.locale, b.address,
  coalesce(a.full_name, '') as agent_name
from messages m
join tickets t on t.tenant_id = m.tenant_id and t.conversation_id = m.conversation_id
join people p on p.tenant_id = t.tenant_id and p.id = t.created_by
join mail_threads h on h.tenant_id = t.tenant_id and h.ticket_id = t.id
join mailboxes b on b.tenant_id = h.tenant_id and b.id = h.mailbox_id
left join people a on a.tenant_id = m.tenant_id and a.id = m.sender_id
where m.tenant_id = $1 and m.id = $2 and h.wants_mail and b.enabled and t.deleted_at is null
  and p.deleted_at is null and p.is_active
"""
FILES_OF_MESSAGE = """
select name, content_type, storage_key from attachments
where tenant_id = $1 and message_id = $2 order by id limit 10
"""

# Texts: SMS and WhatsApp.
LOCK_TEXT = """
select id, channel, address, body from texts_in
where tenant_id = $1 and id = $2 and kind = 'words' and ticket_id is null for update
"""
TAKEN_LATELY = """
select count(*) from texts_in
where tenant_id = $1 and channel = $2 and address = $3 and ticket_id is not null
  and came_at > now() - interval '1 hour'
"""
TEXT_TAKEN = """
update texts_in set person_id = $3, ticket_id = $4 where tenant_id = $1 and id = $2
"""
OPEN_BY_TEXT = f"""
select h.ticket_id from text_threads h {OF_TICKET}
where h.tenant_id = $1 and h.channel = $2 and h.address = $3 and t.created_by = $4
  and t.status not in ('closed', 'cancelled') and t.deleted_at is null
order by h.ticket_id desc limit 1
"""
ADD_TEXT_THREAD = """
insert into text_threads (tenant_id, ticket_id, channel, address) values ($1, $2, $3, $4)
"""
SAID_BY_TEXT = """
select m.id, m.content, h.channel, h.address
from messages m
join tickets t on t.tenant_id = m.tenant_id and t.conversation_id = m.conversation_id
join people p on p.tenant_id = t.tenant_id and p.id = t.created_by
join text_threads h on h.tenant_id = t.tenant_id and h.ticket_id = t.id
where m.tenant_id = $1 and m.id = $2 and m.from_staff and not m.internal
  and t.deleted_at is null and p.deleted_at is null and p.is_active
"""

MAIL_COLUMNS = """m.id, m.mailbox_id, b.name as mailbox_name, m.state, m.reason, m.sender,
  m.subject, m.size, m.ticket_id, m.fetched_at, m.settled_at"""
MAILS = f"""
select {MAIL_COLUMNS} from mails m
join mailboxes b on b.tenant_id = m.tenant_id and b.id = m.mailbox_id
where m.tenant_id = $1 and ($2::text is null or m.state = $2)
  and ($3::bigint is null or m.mailbox_id = $3) and ($4::bigint is null or m.id < $4)
order by m.id desc limit $5
"""
MAIL = f"""
select {MAIL_COLUMNS} from mails m
join mailboxes b on b.tenant_id = m.tenant_id and b.id = m.mailbox_id
where m.tenant_id = $1 and m.id = $2
"""
KEY_OF_MAIL = "select storage_key from mails where tenant_id = $1 and id = $2"
RETRY = """
update mails set state = 'waiting', attempts = 0, settled_at = null,
  reason = case when reason in ('flood', 'loop', 'automatic', 'spoofed') then 'admitted'
    else '' end
where tenant_id = $1 and id = $2 and state in ('quarantined', 'ignored')
  and storage_key is not null
returning mailbox_id
"""
DISCARD = """
update mails set state = 'discarded', storage_key = null, settled_at = now()
where tenant_id = $1 and id = $2 and state in ('quarantined', 'ignored')
"""
# What was passed over is kept for thirty days, what became a ticket's for as long as that.
OLD = """
select id, storage_key from mails where tenant_id = $1
  and state in ('ignored', 'discarded') and fetched_at < now() - interval '30 days'
order by fetched_at limit 500
"""
FORGET = "delete from mails where tenant_id = $1 and id = any($2::bigint[])"
