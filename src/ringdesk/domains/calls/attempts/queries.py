"""The SQL of attempts. $1 is the tenant."""

from ringdesk.domains.calls.queries import BESIDE, COLUMNS

# No row: there is a live call with the number, or of the person.
OPEN = f"""
with c as (
  insert into calls (tenant_id, lead_id, campaign_id, agent_id, direction, mode, number, caller_id,
    status, answered_by, carrier, carrier_call_id, asked_at, placed_at, parent_id, notes)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13, $14, $15)
  on conflict do nothing
  returning *
), e as (
  insert into call_events (tenant_id, call_id, kind, source, actor_id)
  select tenant_id, id, 'initiated', $16, $17::bigint from c
)
select {COLUMNS} from c {BESIDE}
"""
# Attempts of the dialler, several at once; those are left out whose number is in a call.
OPEN_ALL = f"""
with c as (
  insert into calls (tenant_id, lead_id, campaign_id, direction, mode, number, caller_id, status,
    answered_by, carrier)
  select $1, a.lead_id, $4, 'out', $5, a.number, $6, 'initiated', $7, $8
  from unnest($2::bigint[], $3::text[]) with ordinality as a (lead_id, number, nr) order by a.nr
  on conflict do nothing
  returning *
), e as (
  insert into call_events (tenant_id, call_id, kind, source, actor_id)
  select tenant_id, id, 'initiated', 'dialer', $9::bigint from c
)
select {COLUMNS} from c {BESIDE} order by c.id
"""
NUMBER_IS_LIVE = """
select exists (select from calls where tenant_id = $1 and number = $2
  and status in ('initiated', 'ringing', 'answered'))
"""
# Placing. Claimed by one process at a time: whoever sets `asked_at` asks the carrier.
CLAIM_TO_PLACE = f"""
with c as (
  update calls set asked_at = clock_timestamp()
  where tenant_id = $1 and id = any($2::bigint[]) and status = 'initiated' and asked_at is null
  returning *
)
select {COLUMNS} from c {BESIDE} order by c.id
"""
PLACED = f"""
with c as (
  update calls set carrier = $3, carrier_call_id = coalesce(carrier_call_id, $4),
    carrier_id = coalesce($5, carrier_id), placed_at = coalesce(placed_at, clock_timestamp())
  where tenant_id = $1 and id = $2
  returning *
)
select {COLUMNS} from c {BESIDE}
"""
# Several; without those that somebody else is at.
PLACED_ALL = f"""
with held as materialized (
  select id from calls where tenant_id = $1 and id = any($2::bigint[]) for update skip locked
), c as (
  update calls set carrier = p.asked, carrier_call_id = coalesce(carrier_call_id, p.its_id),
    carrier_id = coalesce(p.trunk, carrier_id),
    placed_at = coalesce(placed_at, clock_timestamp())
  from held join unnest($2::bigint[], $3::text[], $4::text[], $5::bigint[])
    as p (call_id, asked, its_id, trunk) on p.call_id = held.id
  where calls.tenant_id = $1 and calls.id = held.id
  returning calls.*
)
select {COLUMNS} from c {BESIDE}
"""
CHECKED = "update calls set checked_at = clock_timestamp() where tenant_id = $1 and id = $2"
# What a carrier says: the call is locked as by HOLD, and the event noted, in one go. It is new, or
# was noted before ($4 is its number within the call). The lock comes first: who says the same at
# the same moment waits for it, and then finds the event.
HEAR = f"""
with lead as materialized (
  select id from leads where tenant_id = $1
    and id = (select lead_id from calls where tenant_id = $1 and id = $2) for update
), held as materialized (
  select c.* from (select count(*) from lead) as first, calls c
  where c.tenant_id = $1 and c.id = $2 for update of c
), noted as (
  insert into call_events (tenant_id, call_id, kind, source, seq, detail, at)
  select $1, id, $3, 'carrier', $4, $5, $6 from held
  on conflict (tenant_id, call_id, seq) where source = 'carrier' do nothing
  returning id
)
select {COLUMNS}, exists (select from noted) as is_new from held c {BESIDE}
"""
# As HEAR, of several calls; without those that somebody else is at, or at whose leads.
HEAR_ALL = f"""
with lead as materialized (
  select id from leads where tenant_id = $1 and id = any(array(
    select lead_id from calls where tenant_id = $1 and id = any($2::bigint[])))
  order by id for update skip locked
), held as materialized (
  select c.* from (select coalesce(array_agg(id), '{{}}') as ids from lead) as leads, calls c
  where c.tenant_id = $1 and c.id = any($2) and (c.lead_id is null or c.lead_id = any(leads.ids))
  for update of c skip locked
), noted as (
  insert into call_events (tenant_id, call_id, kind, source, seq, detail, at)
  select $1, held.id, s.kind, 'carrier', s.seq, s.detail, s.at
  from unnest($2, $3::text[], $4::int[], $5::text[], $6::timestamptz[]) with ordinality
    as s (call_id, kind, seq, detail, at, nr)
  join held on held.id = s.call_id order by s.nr
  on conflict (tenant_id, call_id, seq) where source = 'carrier' do nothing
  returning call_id, seq
)
select {COLUMNS}, array(select seq from noted where noted.call_id = c.id) as fresh
from held c {BESIDE}
"""
