"""The SQL of acts on many leads. $1 is the tenant."""

from ringdesk.domains.leads import queries

# $2 are the leads that may be changed (locked), $3 what to set, $4 who sets it. Each
# changes only what is not so already, and keeps a line of history for it.
STANDING = f"""
select id, dial_status, ($3::text[] is null or dial_status = any($3::text[]))
  and not ($4::boolean and {queries.IN_CALL.format(lead="leads.id")}) as is_allowed
from leads where tenant_id = $1 and id = any($2::bigint[]) and deleted_at is null
order by id for update
"""
NUMBERS = """
select id, phone from leads where tenant_id = $1 and id = any($2::bigint[]) and deleted_at is null
"""
_BULK = """
with before as materialized (
  select id, {value} as value, converted_at from leads
  where tenant_id = $1 and id = any($2::bigint[]) and {unlike}
), changed as (
  update leads l set {set}, updated_at = now(), version = version + 1
  from before b where l.tenant_id = $1 and l.id = b.id
  returning l.*, b.value as former, b.converted_at is null and l.converted_at is not null as won
), noted as (
  insert into lead_history (tenant_id, lead_id, actor_id, field, before, after)
  select $1, id, $4, '{field}', former, {after} from changed
)
select id, owner_id, won as converted from changed order by id
"""
BULK_PRIORITY = _BULK.format(
    field="priority", value="rank::text", unlike="rank <> $3::smallint",
    set=f"rank = $3::smallint, due_at = {queries.PROMISE.format(rank='$3::smallint', since='greatest(now(), l.ready_at)')}",  # noqa: E501
    after="rank::text",
)  # fmt: skip
BULK_STAGE = _BULK.format(
    field="stage",
    value="stage",
    unlike="stage <> $3::text",
    after="stage",
    set="stage = $3::text, converted_at = case when $3::text = 'converted'"
    " then coalesce(l.converted_at, now()) else l.converted_at end",
)
# As MOVE does it.
BULK_DIAL_STATUS = _BULK.format(
    field="dial_status", value="dial_status", unlike="dial_status <> $3::text",
    after="dial_status",
    set=f"""dial_status = $3::text,
    attempts = case when l.dial_status = 'failed' then 0 else l.attempts end
      + ($3::text = 'calling')::int,
    last_attempt_at = case when $3::text = 'calling' then now() else l.last_attempt_at end,
    ready_at = case when $3::text = 'pending' then now() else l.ready_at end,
    due_at = case when $3::text = 'pending'
      then {queries.PROMISE.format(rank="l.rank", since="now()")} else l.due_at end,
    owner_id = case when $3::text in ('pending', 'failed') and l.lent then null else l.owner_id end,
    lent = l.lent and $3::text in ('claimed', 'calling'),
    claimed_by = case when $3::text = 'calling' then l.claimed_by end,
    claimed_at = case when $3::text = 'claimed' then now() when $3::text = 'calling'
      then coalesce(l.claimed_at, now()) end,
    claim_ends_at = case when $3::text in ('claimed', 'calling') then now() + make_interval(
      secs => coalesce((select claim_s from calling_settings where tenant_id = $1), 900)) end""",
)  # fmt: skip
# At most twenty, as for one lead.
BULK_ADD_TAGS = _BULK.format(
    field="tags",
    value="array_to_string(tags, ', ')",
    unlike="not tags @> $3::text[]",
    after="array_to_string(tags, ', ')",
    set="tags = (l.tags || array(select t from unnest($3::text[]) t where t <> all(l.tags)))[:20]",
)
BULK_REMOVE_TAGS = _BULK.format(
    field="tags",
    value="array_to_string(tags, ', ')",
    unlike="tags && $3::text[]",
    after="array_to_string(tags, ', ')",
    set="tags = array(select t from unnest(l.tags) t where t <> all($3::text[]))",
)
BULK_ASSIGN = _BULK.format(
    field="owner_id", value="owner_id::text",
    unlike="(lent or owner_id is distinct from $3::bigint)", after="owner_id::text",
    set="owner_id = $3::bigint, lent = false",
)  # fmt: skip
BULK_CAMPAIGN = _BULK.format(
    field="campaign_id", value="campaign_id::text",
    unlike="campaign_id is distinct from $3::bigint", after="campaign_id::text",
    set="campaign_id = $3::bigint",
)  # fmt: skip
BULK_DELETE = _BULK.format(
    field="deleted",
    value="null::text",
    unlike="$3::text is null",
    after="null",
    set="deleted_at = now()",
)

# Leads and their list, a batch at a time; locked in one order, as all that locks many.
FOLLOW_LIST = """
with batch as materialized (
  select id from leads where tenant_id = $1 and list_id = $2 and deleted_at is null and id > $4
  order by id limit $5 for update
), moved as (
  update leads l set campaign_id = $3, updated_at = now(), version = version + 1
  from batch b where l.tenant_id = $1 and l.id = b.id and l.campaign_id is distinct from $3::bigint
  returning l.id
)
select (select count(*) from batch) as looked_at, (select count(*) from moved) as moved,
  coalesce((select max(id) from batch), 0) as last
"""
_LEAVE = """
with batch as materialized (
  select id from leads where tenant_id = $1 and {place} = $2 order by id limit $3 for update
)
update leads l set {place} = null, updated_at = now(), version = version + 1
from batch b where l.tenant_id = $1 and l.id = b.id
"""
LEAVE_LIST = _LEAVE.format(place="list_id")
LEAVE_CAMPAIGN = _LEAVE.format(place="campaign_id")
LEAVE_OWNER = """
with batch as materialized (
  select id, owner_id from leads
  where tenant_id = $1 and (owner_id = $2 or callback_owner_id = $2)
    and dial_status in ('pending', 'claimed', 'calling') and deleted_at is null
  order by id limit $3 for update
), noted as (
  insert into lead_history (tenant_id, lead_id, actor_id, field, before, after)
  select $1, id, $4, 'owner_id', owner_id::text, null from batch where owner_id = $2
)
update leads l set owner_id = nullif(l.owner_id, $2),
  lent = l.lent and l.owner_id is distinct from $2,
  callback_owner_id = nullif(l.callback_owner_id, $2), updated_at = now(), version = version + 1
from batch b where l.tenant_id = $1 and l.id = b.id
"""
