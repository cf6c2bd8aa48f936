"""Imports' SQL. $1 is the tenant."""

from ringdesk.domains.leads.queries import PROMISE

COLUMNS = """
i.id, i.name, i.state, i.doing, i.size, i.storage_key, i.encoding, i.delimiter, i.quote,
i.has_header, i.columns, i.sample::text as sample, i.mapping::text as mapping,
i.defaults::text as defaults, i.on_duplicate, i.phone_needed, i.counts::text as counts,
i.faults::text as faults, i.done_rows, i.progress, i.problem, i.created_by,
p.full_name as created_by_name, i.created_at, i.changed_at, i.finished_at
"""
BY_WHOM = "left join people p on p.tenant_id = i.tenant_id and p.id = i.created_by"

ADD = f"""
with i as (
  insert into imports (tenant_id, name, size, storage_key, content_hash, encoding, delimiter, quote,
    has_header, columns, sample, mapping, defaults, phone_needed, created_by)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::text[], $11::text::jsonb, $12::text::jsonb,
    $13::text::jsonb, $14, $15)
  returning *
)
select {COLUMNS} from i {BY_WHOM}
"""
GET = f"select {COLUMNS} from imports i {BY_WHOM} where i.tenant_id = $1 and i.id = $2"
GET_FOR_UPDATE = f"{GET} for update of i"
# Of many, without what is long.
_SHORT = COLUMNS.replace("i.sample::text", "'[]'").replace("i.faults::text", "'[]'")
LIST = f"""
select {_SHORT} from imports i {BY_WHOM}
where i.tenant_id = $1 and ($2::bigint is null or i.id < $2)
order by i.id desc limit $3
"""
# What is configured anew has to be checked anew.
CONFIGURE = f"""
with i as (
  update imports set mapping = $3::text::jsonb, defaults = $4::text::jsonb, on_duplicate = $5,
    has_header = $6, encoding = $7, delimiter = $8, columns = $9::text[],
    sample = $10::text::jsonb, state = 'uploaded', counts = '{{}}', faults = '[]', progress = 0,
    problem = '', changed_at = now()
  where tenant_id = $1 and id = $2
  returning *
)
select {COLUMNS} from i {BY_WHOM}
"""
BEGIN = f"""
with i as (
  update imports set state = 'running', doing = $3, progress = 0, problem = '', holder = null,
    lease_ends_at = null, changed_at = now()
  where tenant_id = $1 and id = $2
  returning *
)
select {COLUMNS} from i {BY_WHOM}
"""

# A worker takes what nobody has, or whose holder is silent. Nothing: somebody else works on it, or
# there is nothing to do.
TAKE = f"""
with i as (
  update imports set holder = $3, lease_ends_at = now() + $4::interval
  where tenant_id = $1 and id = $2 and doing is not null
    and (holder is null or holder = $3 or lease_ends_at < now())
  returning *
)
select {COLUMNS} from i {BY_WHOM}
"""
HOLD = """
update imports set lease_ends_at = now() + $4::interval
where tenant_id = $1 and id = $2 and holder = $3 and doing is not null
"""
# Every step of a worker, in the transaction of the step. Who lost the lease commits nothing, nor
# does who is further than the database is ($8): it broke down, and has lost the last steps.
STEP = """
update imports set done_rows = $4, progress = $5, counts = $6::text::jsonb,
  faults = $7::text::jsonb, changed_at = now()
where tenant_id = $1 and id = $2 and holder = $3 and doing is not null and done_rows = $8
"""
# A batch need not be on the disk before the next begins: rows and how far they are get there in one
# piece, in their order, and before the end of the import, which waits for the disk as every commit.
DISK_LATER = """
select set_config('synchronous_commit', 'off', true) from (values ($1::uuid)) as whose (tenant_id)
"""
FINISH = f"""
with i as (
  update imports set state = $4, doing = null, holder = null, lease_ends_at = null,
    done_rows = $5, progress = 1, counts = $6::text::jsonb, faults = $7::text::jsonb,
    problem = $8, changed_at = now(),
    finished_at = case when $4 in ('done', 'undone', 'failed') then now() else finished_at end
  where tenant_id = $1 and id = $2 and holder is not distinct from $3::uuid and done_rows = $9
  returning *
)
select {COLUMNS} from i {BY_WHOM}
"""

PLACE = """
select coalesce((select region from calling_settings where tenant_id = $1), 'US') as region,
  (select campaign_id from calling_lists where tenant_id = $1 and id = $2) as campaign_id
"""

# Row-level security takes no COPY, so rows are staged in a table of the transaction's own: nobody
# else can see it, and nothing of it is left when the transaction ends, however it ends.
STAGED = "staged_leads"
STAGE = """
create temp table if not exists staged_leads (
  line int not null, phone text, phone_valid boolean not null, zones text[] not null,
  name text not null, email text, external_id text, source text not null, rank smallint not null,
  tags text[] not null, custom jsonb not null, notes text not null, time_zone text,
  consent_basis text not null
) on commit drop;
truncate staged_leads;
set local lock_timeout = '60s'
"""
# One import of a tenant at a time within a batch: two with the same numbers in another order would
# each wait for the other.
ONE_AT_A_TIME = """
select pg_advisory_xact_lock(hashtextextended('imports ' || $1::uuid::text, 0))
"""

# $2: the import; $3: owner; $4: list; $5: campaign.
_INSERT = f"""
insert into leads as l (tenant_id, name, email, phone, phone_valid, zones, external_id, source,
  rank, tags, custom, notes, owner_id, list_id, campaign_id, import_id, time_zone, consent_basis,
  consent_at, due_at)
select $1, s.name, s.email, s.phone, s.phone_valid, s.zones, s.external_id, s.source, s.rank,
  s.tags, s.custom, s.notes, $3::bigint, $4::bigint, $5::bigint, $2::bigint, s.time_zone,
  s.consent_basis, case when s.consent_basis <> '' then now() end,
  {PROMISE.format(rank="s.rank", since="now()")}
from staged_leads s
"""
SKIP_KNOWN = f"""
with merged as (
  {_INSERT} where s.phone is not null
  on conflict (tenant_id, phone) where deleted_at is null do nothing
  returning 1
)
select count(*) from merged
"""
# Rows without a number go by their address. Few have none, so they have a statement of their own.
# A planner that has not yet seen the leads of today takes a tenant for a small one, and would read
# all of its leads for each row: so no loops where leads are compared. (By numbers there is no
# choice: a conflict is looked up in its own index.)
NO_LOOPS = """
select set_config('enable_nestloop', 'off', true) from (values ($1::uuid)) as whose (tenant_id)
"""
ADD_BY_MAIL = f"""
with merged as (
  {_INSERT}
  join (select min(line) as line from staged_leads where phone is null group by lower(email)) first
    on first.line = s.line
  where not exists (select from leads k
    where k.tenant_id = $1 and k.email_key = lower(s.email) and k.deleted_at is null)
  returning 1
)
select count(*) from merged
"""

# What a row says goes over what was known; what it does not say stays. Of several rows with one
# number the first counts. Nothing changes where nothing is said anew: an upload that is repeated
# changes no version. $6: whether the file says priorities; $7: by whom.
UPDATE_KNOWN = f"""
with merged as (
  {
    _INSERT.replace(
        "from staged_leads s",
        '''from (select distinct on (phone) * from staged_leads
    where phone is not null order by phone, line) s''',
    )
}
  on conflict (tenant_id, phone) where deleted_at is null do update set
    name = coalesce(nullif(excluded.name, ''), l.name),
    email = coalesce(excluded.email, l.email),
    external_id = coalesce(excluded.external_id, l.external_id),
    source = coalesce(nullif(l.source, ''), excluded.source),
    rank = case when $6 then excluded.rank else l.rank end,
    tags = array(select distinct t from unnest(l.tags || excluded.tags) as t order by t),
    custom = l.custom || excluded.custom,
    notes = coalesce(nullif(l.notes, ''), excluded.notes),
    time_zone = coalesce(excluded.time_zone, l.time_zone),
    consent_basis = coalesce(nullif(excluded.consent_basis, ''), l.consent_basis),
    consent_at = case when excluded.consent_basis not in ('', l.consent_basis)
      then now() else l.consent_at end,
    list_id = coalesce(excluded.list_id, l.list_id),
    campaign_id = coalesce(excluded.campaign_id, l.campaign_id),
    updated_at = now(), version = l.version + 1
  where l.import_id is distinct from excluded.import_id
    and (excluded.name not in ('', l.name)
      or coalesce(excluded.email, l.email) is distinct from l.email
      or coalesce(excluded.external_id, l.external_id) is distinct from l.external_id
      or l.source = '' and excluded.source <> ''
      or $6 and excluded.rank <> l.rank
      or not l.tags @> excluded.tags
      or not l.custom @> excluded.custom
      or l.notes = '' and excluded.notes <> ''
      or coalesce(excluded.time_zone, l.time_zone) is distinct from l.time_zone
      or excluded.consent_basis not in ('', l.consent_basis)
      or coalesce(excluded.list_id, l.list_id) is distinct from l.list_id
      or coalesce(excluded.campaign_id, l.campaign_id) is distinct from l.campaign_id)
  returning l.id, l.xmax = 0 as fresh
), told as (
  insert into lead_history (tenant_id, lead_id, actor_id, field, after)
  select $1, id, $7::bigint, 'import', $2::bigint::text from merged where not fresh
)
select count(*) filter (where fresh) as fresh, count(*) filter (where not fresh) as updated
from merged
"""

# The dry run: numbers and addresses of the whole file, and what they meet.
STAGE_CHECK = """
create temp table if not exists checked_leads (phone text, email text) on commit drop;
truncate checked_leads;
set local statement_timeout = '10min';
set local idle_in_transaction_session_timeout = '10min'
"""
CHECK_BATCH = """
insert into checked_leads (phone, email)
select phone, case when phone is null then lower(email) end
from staged_leads, (values ($1::uuid)) as whose (tenant_id)
"""
CHECKED = """
with one as materialized (
  select phone, email, count(*) as n from checked_leads group by 1, 2
), by_mail as materialized (
  select distinct email_key as email from leads
  where tenant_id = $1 and deleted_at is null and exists (select from one where phone is null)
), met as (
  select o.phone, o.n, l.phone is not null or m.email is not null as known
  from one o
  left join leads l on l.tenant_id = $1 and l.deleted_at is null and l.phone = o.phone
  left join by_mail m on m.email = o.email
), listed as (
  select distinct d.number from do_not_call d
  where d.tenant_id = $1 and (d.expires_at is null or d.expires_at > now())
    and (d.campaign_id is null or d.campaign_id = $2)
)
select count(*) filter (where not known) as fresh, count(*) filter (where known) as known,
  coalesce(sum(n) - count(*), 0)::bigint as twice, count(listed.number) as do_not_call
from met left join listed on listed.number = met.phone
"""

# Undo: what nobody touched goes, for good. The rest is left, and said. By ids, because a planner
# that has not yet seen the million rows of today would read them all for each of them.
NEXT_OF_IMPORT = """
select id from leads where tenant_id = $1 and import_id = $2 and id > $3 order by id limit $4
for update
"""
TAKE_BACK = """
delete from leads l
where l.tenant_id = $1 and l.id = any($2::bigint[]) and l.deleted_at is null and l.version = 1
  and l.dial_status = 'pending' and l.attempts = 0
  and (select c.id from calls c where c.tenant_id = $1 and c.lead_id = l.id limit 1) is null
"""
COUNT_OF_IMPORT = """
select count(*) from leads where tenant_id = $1 and import_id = $2 and deleted_at is null
"""

FILES_TO_FORGET = """
select id, storage_key from imports
where tenant_id = $1 and storage_key is not null and doing is null
  and changed_at < now() - make_interval(days => $2)
order by changed_at limit $3
"""
FILE_FORGOTTEN = """
update imports set storage_key = null, sample = '[]', faults = '[]'
where tenant_id = $1 and id = $2
"""
