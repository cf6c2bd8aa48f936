"""The SQL of carriers. $1 is the tenant."""

# Whoever changes the list of carriers waits for the other.
LOCK = "select pg_advisory_xact_lock(hashtextextended('carriers ' || $1::uuid::text, 0))"

COLUMNS = """id, kind, name, settings::text as settings, credentials, caller_ids, most_calls,
  calls_per_second, position, enabled, version, in_first_tenant() as at_home"""

CARRIERS = f"select {COLUMNS} from carriers where tenant_id = $1 order by position, id"

CARRIER = f"select {COLUMNS} from carriers where tenant_id = $1 and id = $2"

ADD = f"""
insert into carriers (tenant_id, kind, name, settings, caller_ids, most_calls, calls_per_second,
  position, enabled)
values ($1, $2, $3, $4::text::jsonb, $5, $6, $7, $8, $9)
returning {COLUMNS}
"""

# They are sealed for the row, which must have its id.
SEAL = f"""
update carriers set credentials = $3 where tenant_id = $1 and id = $2 returning {COLUMNS}
"""

CHANGE = f"""
update carriers set name = $3, settings = $4::text::jsonb, caller_ids = $5, most_calls = $6,
  calls_per_second = $7, position = $8, enabled = $9, version = version + 1, updated_at = now()
where tenant_id = $1 and id = $2 returning {COLUMNS}
"""

REMOVE = "delete from carriers where tenant_id = $1 and id = $2"

# Whether the tenant is the one of those who run the machine.
AT_HOME = "select in_first_tenant() and $1::uuid is not null"

# One row per carrier says when the next call may go (the generic cell rate algorithm without a
# burst). Whoever books holds it: seconds until the first turn that is free.
TURN = """
insert into carrier_paces as p (tenant_id, carrier_id, next_at) values ($1, $2, clock_timestamp())
on conflict (tenant_id, carrier_id) do update
  set next_at = greatest(p.next_at, clock_timestamp())
returning greatest(0, extract(epoch from next_at - clock_timestamp()))::float8
"""
# Attempts ($3, to $4, from $5) are booked in their order, each with the time at which it may be
# placed ($6 seconds apart, the first in $7), or not at all: what was booked before, or whose turn
# would come later than in $8 seconds.
BOOK = """
with asked as materialized (
  select a.attempt, a.to_number, a.from_number, a.nr, exists (select from carrier_dials d
    where d.tenant_id = $1 and d.attempt = a.attempt) as is_known
  from unnest($3::text[], $4::text[], $5::text[]) with ordinality
    as a (attempt, to_number, from_number, nr)
), turns as (
  select attempt, to_number, from_number,
    $7::float8 + (row_number() over (order by nr) - 1) * $6::float8 as wait_s
  from asked where not is_known
), booked as (
  insert into carrier_dials (tenant_id, carrier_id, attempt, to_number, from_number, asked_at)
  select $1, $2, attempt, to_number, from_number, clock_timestamp() from turns
  where wait_s <= $8::float8 order by wait_s
  on conflict (tenant_id, attempt) do nothing
  returning attempt
), moved as (
  update carrier_paces set next_at = next_at + make_interval(secs => $6::float8 * n.booked)
  from (select count(*) as booked from turns where wait_s <= $8::float8) n
  where tenant_id = $1 and carrier_id = $2
)
select a.attempt, a.is_known or (t.wait_s <= $8::float8 and b.attempt is null) as is_known,
  b.attempt is not null as is_booked, t.wait_s
from asked a left join turns t on t.attempt = a.attempt left join booked b on b.attempt = a.attempt
"""

ASKED = """
select attempt, carrier_id, to_number, from_number, asked_at, carrier_call_id,
  extract(epoch from clock_timestamp() - greatest(asked_at, seen_at))::float8 as unseen_s
from carrier_dials where tenant_id = $1 and attempt = $2
"""
# Calls to us have no row before: nobody asked for them.
BEAT = """
insert into carrier_dials (tenant_id, carrier_id, attempt, to_number, from_number, asked_at,
  seen_at)
select $1, $2, a.attempt, '', '', clock_timestamp(), clock_timestamp()
from unnest($3::text[]) as a (attempt)
on conflict (tenant_id, attempt) do update set seen_at = excluded.seen_at
"""

PLACED = """
update carrier_dials d set carrier_call_id = p.carrier_call_id
from unnest($2::text[], $3::text[]) as p (attempt, carrier_call_id)
where d.tenant_id = $1 and d.attempt = p.attempt
  and d.carrier_call_id is distinct from p.carrier_call_id
"""

REFUSED = "delete from carrier_dials where tenant_id = $1 and attempt = $2"

TAKEN = """
select exists (select from carrier_dials
  where tenant_id = $1 and carrier_id = $2 and carrier_call_id = $3 and attempt <> $4)
"""

FORGET = "delete from carrier_dials where tenant_id = $1 and asked_at < now() - interval '3 days'"
