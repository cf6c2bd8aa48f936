"""Consent's SQL. $1 is the tenant."""

COLUMNS = """
c.id, c.person_id, p.full_name as person_name, c.type, c.value, c.source, c.wording,
c.wording_version, c.address, c.note, c.recorded_by, c.recorded_at,
not exists (select from consents n where n.tenant_id = c.tenant_id
  and n.person_id = c.person_id and n.type = c.type and n.id > c.id) as standing
"""
WHOSE = "join people p on p.tenant_id = c.tenant_id and p.id = c.person_id"

# Two at once of one person: the second waits, so that ids and times agree on which came last.
LOCK_PERSON = """
select id from people where tenant_id = $1 and id = $2 and deleted_at is null for no key update
"""
RECORD = """
insert into consents
  (tenant_id, person_id, type, value, source, wording, wording_version, address, note, recorded_by)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning id
"""
CONSENT = f"select {COLUMNS} from consents c {WHOSE} where c.tenant_id = $1 and c.id = $2"
OF_PERSON = f"""
select {COLUMNS} from consents c {WHOSE}
where c.tenant_id = $1 and c.person_id = $2 order by c.id desc limit 1000
"""
# $2: words of a name or an address; $3: type; $4: what holds; $5: only what holds; $6: before this.
SEARCH = f"""
select {COLUMNS} from consents c {WHOSE}
where c.tenant_id = $1
  and ($2::text is null or p.full_name ilike $2 or p.email ilike $2 or p.username ilike $2)
  and ($3::text is null or c.type = $3)
  and ($4::boolean is null or c.value = $4)
  and (not $5 or not exists (select from consents n where n.tenant_id = c.tenant_id
    and n.person_id = c.person_id and n.type = c.type and n.id > c.id))
  and ($6::bigint is null or c.id < $6)
order by c.id desc limit $7
"""
STANDING = """
select value from consents where tenant_id = $1 and person_id = $2 and type = $3
order by id desc limit 1
"""
# What people with this address said last. A visitor's address is only claimed: it proves nothing
# for anybody, but their "no" is heeded.
STANDING_OF_ADDRESS = """
select coalesce(bool_and(s.value) and bool_or(s.value and s.proved), false) from (
  select distinct on (p.id) c.value,
    not exists (select from visitors v where v.tenant_id = $1 and v.person_id = p.id) as proved
  from people p join consents c on c.tenant_id = p.tenant_id and c.person_id = p.id
    and c.type = 'marketing'
  where p.tenant_id = $1 and p.email_key = lower($2) and p.deleted_at is null
  order by p.id, c.id desc) s
"""
PEOPLE_AT = """
select p.id from people p
where p.tenant_id = $1 and p.email_key = lower($2) and p.deleted_at is null order by p.id
"""
# The widget's own text belongs to what its visitors agreed to.
WORDING_OF_WIDGET = "select consent_text from widget_settings where tenant_id = $1"
