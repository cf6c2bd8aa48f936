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

# The attempt is booked with the time at which it may be placed, or not at all: no row comes back if
# it was booked before, or if its turn would come later than in $7 seconds. One row per carrier says
# when the next call may go (the generic cell rate algorithm without a burst): $6 seconds apart.
BOOK = """
with booked as (
  insert into carrier_dials (tenant_id, carrier_id, attempt, to_number, from_number, asked_at)
  values ($1, $2, $3, $4, $5, clock_timestamp()) on conflict (tenant_id, attempt) do nothing
  returning attempt
), turn as (
  insert into carrier_paces as p (tenant_id, carrier_id, next_at)
  select $1, $2, clock_timestamp() + make_interval(secs => $6) from booked
  on conflict (tenant_id, carrier_id) do update
    set next_at = greatest(p.next_at, clock_timestamp()) + make_interval(secs => $6)
    where p.next_at <= clock_timestamp() + make_interval(secs => $7)
  returning next_at - make_interval(secs => $6) as at
)
select exists (select from booked) as is_new,
  (select extract(epoch from at - clock_timestamp())::float8 from turn) as wait_s
"""

ASKED = """
select attempt, carrier_id, to_number, from_number, asked_at, carrier_call_id
from carrier_dials where tenant_id = $1 and attempt = $2
"""

PLACED = """
update carrier_dials set carrier_call_id = $3
where tenant_id = $1 and attempt = $2 and carrier_call_id is distinct from $3
"""

REFUSED = "delete from carrier_dials where tenant_id = $1 and attempt = $2"

TAKEN = """
select exists (select from carrier_dials
  where tenant_id = $1 and carrier_id = $2 and carrier_call_id = $3 and attempt <> $4)
"""

FORGET = "delete from carrier_dials where tenant_id = $1 and asked_at < now() - interval '3 days'"
