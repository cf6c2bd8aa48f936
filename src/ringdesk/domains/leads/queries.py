"""Leads' SQL. $1 is the tenant."""

from collections.abc import Iterable
from itertools import count

# By when a priority promises a call: urgent at once, high within 2 minutes, medium within 10; low
# when nothing else is due.
PROMISE = """(case {rank} when 0 then {since} when 1 then {since} + interval '2 minutes'
  when 2 then {since} + interval '10 minutes' else 'infinity'::timestamptz end)"""

COLUMNS = """
l.id, l.name, l.email, l.phone, l.phone_valid, l.external_id, l.source, l.stage, l.dial_status,
l.rank, l.tags, l.custom::text as custom, l.notes, l.owner_id, o.full_name as owner_name, l.lent,
l.list_id, l.campaign_id, l.import_id, l.time_zone, l.zones, l.consent_basis, l.consent_at,
l.attempts, l.last_attempt_at, l.last_outcome, l.ready_at, nullif(l.due_at, 'infinity') as due_at,
l.callback_at, l.callback_owner_id, l.claimed_by, l.claimed_at, l.claim_ends_at, l.score,
l.converted_at, l.created_at, l.updated_at, l.version
"""
OWNER = "left join people o on o.tenant_id = l.tenant_id and o.id = l.owner_id"
GET = f"""
select {COLUMNS} from leads l {OWNER}
where l.tenant_id = $1 and l.id = $2 and l.deleted_at is null
"""
GET_MANY = f"""
select {COLUMNS} from leads l {OWNER}
where l.tenant_id = $1 and l.id = any($2::bigint[]) and l.deleted_at is null
"""
GET_FOR_UPDATE = f"{GET} for update of l"
GET_MANY_FOR_UPDATE = f"{GET_MANY} order by l.id for update of l"
ID_OF_PHONE = "select id from leads where tenant_id = $1 and phone = $2 and deleted_at is null"
# What a lead may refer to: a list, and a campaign that was not removed.
REFERENCES = """
select $2::bigint is null or exists (
    select from calling_lists where tenant_id = $1 and id = $2) as list_is_there,
  $3::bigint is null or exists (
    select from campaigns where tenant_id = $1 and id = $3 and deleted_at is null)
    as campaign_is_there
"""
PLACE = """
select coalesce((select region from calling_settings where tenant_id = $1), 'US') as region,
  coalesce((select claim_s from calling_settings where tenant_id = $1), 900) as claim_s
"""

CREATE = f"""
with l as (
  insert into leads (tenant_id, name, email, phone, phone_valid, zones, external_id, source, stage,
    rank, tags, custom, notes, owner_id, list_id, campaign_id, time_zone, consent_basis, consent_at,
    due_at, converted_at)
  select $1, $2, $3, $4, $5, $6::text[], $7, $8, $9, $10::smallint, $11::text[], $12::text::jsonb,
    $13, $14::bigint, $15::bigint, $16::bigint, $17, $18, $19::timestamptz,
    {PROMISE.format(rank="$10::smallint", since="now()")},
    case when $9 = 'converted' then now() end
  on conflict (tenant_id, phone) where deleted_at is null do nothing
  returning *
)
select {COLUMNS} from l {OWNER}
"""

# A lead that waits is not called before the callback that is promised now.
_NOT_BEFORE = """(case when callback_at is not distinct from $21::timestamptz
    or dial_status not in ('pending', 'claimed') then ready_at
  else coalesce($21::timestamptz, ready_at) end)"""
_SINCE = f"greatest(now(), {_NOT_BEFORE})"
# Every column that people change, always: one statement, one plan. $20: the new rank, or null. A
# lead that is given to somebody is no longer lent.
CHANGE = f"""
with l as (
  update leads set name = $3, email = $4, phone = $5, phone_valid = $6, zones = $7::text[],
    external_id = $8, source = $9, stage = $10, tags = $11::text[], custom = $12::text::jsonb,
    notes = $13, owner_id = $14, list_id = $15, campaign_id = $16, time_zone = $17,
    consent_basis = $18, consent_at = $19, rank = coalesce($20::smallint, rank),
    ready_at = {_NOT_BEFORE},
    due_at = case
      when $20::smallint is null and callback_at is not distinct from $21::timestamptz then due_at
      else {PROMISE.format(rank="coalesce($20::smallint, rank)", since=_SINCE)} end,
    callback_at = $21, callback_owner_id = $22,
    lent = lent and owner_id is not distinct from $14,
    converted_at = case when $10 = 'converted' then coalesce(converted_at, now())
      else converted_at end,
    updated_at = now(), version = version + 1
  where tenant_id = $1 and id = $2
  returning *
)
select {COLUMNS} from l {OWNER}
"""
# Not while somebody talks to them: the end of the call has to find its lead.
IN_CALL = """exists (select from calls c where c.tenant_id = $1 and c.lead_id = {lead}
  and c.status in ('initiated', 'ringing', 'answered'))"""
REMOVE = f"""
update leads set deleted_at = now(), updated_at = now(), version = version + 1
where tenant_id = $1 and id = $2 and dial_status <> 'calling' and not {IN_CALL.format(lead="$2")}
"""
OTHER_WITH_PHONE = """
select id from leads where tenant_id = $1 and phone = $2 and id <> $3 and deleted_at is null
"""

# Of several leads, each by itself: where to, the outcome, not before when, and whether its attempts
# begin anew.
MOVE = f"""
with l as (
  update leads set dial_status = m.whereto,
    attempts = case when m.anew then 0 else attempts end + (m.whereto = 'calling')::int,
    last_attempt_at = case when m.whereto = 'calling' then now() else last_attempt_at end,
    last_outcome = coalesce(m.outcome, last_outcome),
    ready_at = case when m.whereto = 'pending' then coalesce(m.not_before, now())
      else ready_at end,
    due_at = case when m.whereto = 'pending'
      then {PROMISE.format(rank="rank", since="coalesce(greatest(m.not_before, now()), now())")}
      else due_at end,
    owner_id = case when m.whereto in ('pending', 'failed') and lent then null else owner_id end,
    lent = lent and m.whereto in ('claimed', 'calling'),
    claimed_by = case when m.whereto = 'calling' then claimed_by end,
    claimed_at = case when m.whereto = 'calling' then coalesce(claimed_at, now()) end,
    claim_ends_at = case when m.whereto = 'calling' then now() + make_interval(secs => coalesce(
      (select claim_s from calling_settings where tenant_id = $1), 900)) end,
    updated_at = now(), version = version + 1
  from unnest($2::bigint[], $3::text[], $4::text[], $5::timestamptz[], $6::bool[])
    as m (lead_id, whereto, outcome, not_before, anew)
  where leads.tenant_id = $1 and leads.id = any($2) and leads.id = m.lead_id
  returning leads.*
)
select {COLUMNS} from l {OWNER}
"""
CLAIM = f"""
with l as (
  update leads set dial_status = 'claimed', claimed_by = $3::bigint, claimed_at = now(),
    claim_ends_at = now() + make_interval(secs => $4),
    owner_id = coalesce(owner_id, $3), lent = owner_id is null and $3 is not null,
    updated_at = now(), version = version + 1
  where tenant_id = $1 and id = $2
  returning *
)
select {COLUMNS} from l {OWNER}
"""
# A few from the head of each campaign (0: of none) and priority, nobody's and the caller's own; the
# best of them that nobody else holds. By index throughout: `leads_next` has each head in order.
_OWNER = "case when l.owner_id is null then 0 else l.owner_id end"  # as the indices have it
_CAMPAIGN = "case when l.campaign_id is null then 0 else l.campaign_id end"
NEXT_FREE = f"""
with candidate as materialized (
  select head.* from (values (0), (1), (2), (3)) as r (rank)
  cross join unnest($2::bigint[]) as c (id) cross join (values (0::bigint), ($3)) as o (id)
  cross join lateral (
    select l.id, l.rank, l.ready_at from leads l
    where l.tenant_id = $1 and {_CAMPAIGN} = c.id
      and {_OWNER} = o.id and l.rank = r.rank and l.ready_at <= now()
      and l.dial_status = 'pending' and l.deleted_at is null and l.phone is not null
    order by l.ready_at, l.id limit $4) as head
)
select {COLUMNS} from candidate c
join leads l on l.tenant_id = $1 and l.id = c.id {OWNER}
where l.dial_status = 'pending' and l.deleted_at is null and (l.owner_id is null or l.owner_id = $3)
order by c.rank, c.ready_at, c.id limit 1 for update of l skip locked
"""
CAMPAIGNS_WITH_LEADS = """
select split_part(value, ':', 1)::bigint as id
from lead_counts where tenant_id = $1 and dimension = 'campaign' and n > 0
union
select split_part(value, ':', 1)::bigint from lead_marks
where tenant_id = $1 and dimension = 'campaign'
"""
# Nobody's and the caller's own, priority by priority until the page is full, each from the heads of
# its campaigns in `leads_next`. $2: priorities in their order; $6: campaigns (0: none).
AVAILABLE = f"""
with free as (
  select head.* from unnest($2::smallint[]) as r (rank)
  cross join lateral (
    select l.* from unnest($6::bigint[]) as c (id) cross join (values (0::bigint), ($3)) as o (id)
    cross join lateral (
      select l.* from leads l
      where l.tenant_id = $1 and {_CAMPAIGN} = c.id and {_OWNER} = o.id and l.rank = r.rank
        and l.dial_status = 'pending' and l.deleted_at is null and l.phone is not null
      order by l.ready_at, l.id limit $4::bigint + $5::bigint) as l
    order by l.ready_at, l.id limit $4::bigint + $5::bigint) as head
  limit $4::bigint + $5::bigint
)
select {COLUMNS} from free l {OWNER} order by l.rank, l.ready_at, l.id limit $4 offset $5
"""
EXPIRED_CLAIMS = f"""
select {COLUMNS} from leads l {OWNER}
where l.tenant_id = $1 and l.dial_status = 'claimed' and l.claim_ends_at < now()
  and l.deleted_at is null
order by l.claim_ends_at limit $2 for update of l skip locked
"""

RECORD_CHANGES = """
insert into lead_history (tenant_id, lead_id, actor_id, field, before, after)
select $1, lead_id, $2, field, before, after
from unnest($3::bigint[], $4::text[], $5::text[], $6::text[])
  as change (lead_id, field, before, after)
"""
HISTORY = """
select h.id, h.at, h.actor_id, coalesce(p.full_name, '') as actor_name, h.field, h.before, h.after
from lead_history h left join people p on p.tenant_id = h.tenant_id and p.id = h.actor_id
where h.tenant_id = $1 and h.lead_id = $2 order by h.id desc limit $3
"""

# Lists, as those of tickets (docs/adr/0011): only the filters that are given stand in a statement.
PAGE = """
with page as (
  select l.* from leads l
  where l.tenant_id = $1 and l.deleted_at is null"""
IDS = """
select l.id from leads l
where l.tenant_id = $1 and l.deleted_at is null"""
FILTERS = {
    "one_stage": "l.stage = {}",
    "stage": "l.stage = any({}::text[])",
    "one_dial_status": "l.dial_status = {}",
    "dial_status": "l.dial_status = any({}::text[])",
    "rank": "l.rank = any({}::int[])",
    "owner": "l.owner_id = {}",
    "nobodys": "l.owner_id is null",
    "campaign": "l.campaign_id = {}",
    "list": "l.list_id = {}",
    "import": "l.import_id = {}",
    "source": "l.source = {}",
    "tag": "{} = any(l.tags)",
    "after": "l.id < {}",
    "found": "l.id = any({}::bigint[])",
}
OF_PAGE = f"""
)
select {COLUMNS} from page l {OWNER} order by l.id desc
"""


def filled(filters: Iterable[str], ending: str) -> str:
    """The conditions by name; their values follow from $2, then those of the ending."""
    numbers = count(2)

    def slots(condition: str) -> str:
        return condition.format(*(f"${next(numbers)}" for _ in range(condition.count("{}"))))

    return "".join(f"\n  and {slots(FILTERS[name])}" for name in filters) + slots(ending)


def listing(filters: Iterable[str]) -> str:
    """A page of them, newest first; the limit and the offset come last."""
    return PAGE + filled(filters, "\n  order by l.id desc limit {} offset {}") + OF_PAGE


def matching(filters: Iterable[str]) -> str:
    """Ids of all of them, up to a limit."""
    return IDS + filled(filters, "\n order by l.id desc limit {}")


def counting(filters: Iterable[str]) -> str:
    return "select count(*)" + IDS.removeprefix("\nselect l.id") + filled(filters, "")


SEARCH = """
select id from search_leads($2::text[], $3::text[], $4) as id where $1::uuid is not null
"""

# Numbers: counters, and what is not folded yet, in one snapshot.
COUNTS = """
select dimension, value, sum(n)::bigint as n from (
  select dimension, value, n from lead_counts where tenant_id = $1 and dimension = any($2::text[])
  union all
  select dimension, value, n from lead_marks where tenant_id = $1 and dimension = any($2::text[])
) as counted group by 1, 2 having sum(n) <> 0 order by 3 desc, 2 limit 5000
"""
COUNT_OF = """
select coalesce(sum(n), 0)::bigint from (
  select n from lead_counts where tenant_id = $1 and dimension = $2 and value = any($3::text[])
  union all
  select n from lead_marks where tenant_id = $1 and dimension = $2 and value = any($3::text[])
) as counted
"""
