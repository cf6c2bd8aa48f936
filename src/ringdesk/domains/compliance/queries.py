"""Compliance's SQL. $1 is the tenant."""

COLUMNS = """
d.id, d.number, d.campaign_id, d.reason, d.source, d.channel, d.created_by,
p.full_name as created_by_name, d.created_at, d.expires_at
"""
BY_WHOM = "left join people p on p.tenant_id = d.tenant_id and p.id = d.created_by"
LIVING = "(d.expires_at is null or d.expires_at > now())"

REGION = """
select coalesce((select region from calling_settings where tenant_id = $1), 'US')
"""
CAMPAIGN_EXISTS = """
select true from campaigns where tenant_id = $1 and id = $2 and deleted_at is null
"""

# An entry that lives is kept as it is: who asked first, and why. One for longer replaces one for a
# time. Nothing comes back for what is kept.
FORBID = """
insert into do_not_call as d
  (tenant_id, number, campaign_id, reason, source, channel, created_by, expires_at)
select $1, number, $3, $4, $5, $6, $7, $8 from unnest($2::text[]) as given (number)
on conflict (tenant_id, number, coalesce(campaign_id, 0)) where number is not null do update
  set reason = excluded.reason, source = excluded.source, channel = excluded.channel,
    created_by = excluded.created_by, created_at = now(), expires_at = excluded.expires_at
  where d.expires_at < coalesce(excluded.expires_at, 'infinity')
returning d.id, true as fresh
"""
PLACED = """
select id, false as fresh from do_not_call
where tenant_id = $1 and number = $2 and coalesce(campaign_id, 0) = coalesce($3::bigint, 0)
"""
PERMIT = """
delete from do_not_call where tenant_id = $1 and id = $2 returning campaign_id, source
"""
ENTRY = f"""
select {COLUMNS} from do_not_call d {BY_WHOM} where d.tenant_id = $1 and d.id = $2
"""

FORBIDDEN = f"""
select number from unnest($2::text[]) as asked (number)
where exists (
  select from do_not_call d where d.tenant_id = $1 and d.number = asked.number
    and (d.campaign_id is null or d.campaign_id = $3) and {LIVING})
or exists (
  select from do_not_call_salts s
  join do_not_call d on d.tenant_id = s.tenant_id
    and d.number_hash = sha256(s.salt || convert_to(asked.number, 'UTF8'))
    and (d.campaign_id is null or d.campaign_id = $3) and {LIVING}
  where s.tenant_id = $1)
"""

# $2: beginning of a number; $3: campaign, 0 for those of all; $4: source; $5: after this id.
LIST = f"""
select {COLUMNS} from do_not_call d {BY_WHOM}
where d.tenant_id = $1 and {LIVING}
  and ($2::text is null or starts_with(d.number, $2))
  and ($3::bigint is null or coalesce(d.campaign_id, 0) = $3)
  and ($4::text is null or d.source = $4)
  and ($5::bigint is null or d.id < $5)
order by d.id desc limit $6
"""

# The number goes, the hash comes; where the hash is on that list already, the entry goes with it.
MAKE_SALT = """
insert into do_not_call_salts (tenant_id, salt) values ($1, $2) on conflict do nothing
"""
FORGET = """
with mine as (
  select d.id, d.campaign_id, sha256(s.salt || convert_to(d.number, 'UTF8')) as hash
  from do_not_call d join do_not_call_salts s using (tenant_id)
  where d.tenant_id = $1 and d.number = $2
), twice as (
  delete from do_not_call d using mine m
  where d.tenant_id = $1 and d.number_hash = m.hash
    and coalesce(d.campaign_id, 0) = coalesce(m.campaign_id, 0)
  returning d.id
)
update do_not_call d set number = null, number_hash = m.hash, reason = '', created_by = 0
from mine m where d.tenant_id = $1 and d.id = m.id and (select count(*) from twice) >= 0
"""
FORGET_REFUSALS = "update dial_refusals set number = null where tenant_id = $1 and number = $2"

REFUSE = """
insert into dial_refusals (tenant_id, campaign_id, lead_id, number, rule, until, detail)
select $1, $2::bigint, * from
  unnest($3::bigint[], $4::text[], $5::text[], $6::timestamptz[], $7::text[])
"""
REFUSALS = """
select id, lead_id, campaign_id, number, rule, detail, until, at from dial_refusals
where tenant_id = $1
  and ($2::text is null or rule = $2)
  and ($3::bigint is null or lead_id = $3)
  and ($4::bigint is null or campaign_id = $4)
  and ($5::bigint is null or id < $5)
order by id desc limit $6
"""
REFUSALS_BY_RULE = """
select rule as value, count(*) as n from dial_refusals
where tenant_id = $1 and at > now() - make_interval(days => $2)
  and ($3::bigint is null or campaign_id = $3)
group by 1 order by 2 desc
"""
TIDY = """
with old as (
  delete from do_not_call where tenant_id = $1 and expires_at < now() - interval '90 days'
)
delete from dial_refusals where tenant_id = $1 and id in (
  select id from dial_refusals where tenant_id = $1 and at < now() - interval '90 days'
  order by at limit $2)
"""
OPTED_OUT = """
select channel, address, note from message_suppressions where tenant_id = $1 and id = $2
"""
