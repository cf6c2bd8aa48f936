"""What the doctor asks, as nobody's tenant."""

DATABASE = "select current_database()"
CLOCK = "select clock_timestamp()"

# A definer function of migration 0004: all tenants at once, numbers only.
BACKLOG = """
select greatest(coalesce(max(job_lag_s), 0), coalesce(max(fact_lag_s), 0))::float8 as lag_s,
  coalesce(sum(dead_letters), 0)::bigint as dead from burdens(interval '5 minutes')
"""
