"""The SQL of leads that are there twice. $1 is the tenant.

Two living leads never have one number: `leads_by_phone` says so. What is left is one address, or
one id of another system's, under two numbers."""

_GROUPS = """
select {key} as key, (array_agg(l.id order by l.id))[:$4] as lead_ids from leads l
where l.tenant_id = $1 and l.deleted_at is null and {key} > $2
group by 1 having count(*) > 1 order by 1 limit $3
"""
# Streams along `leads_by_email`, as far as the page reaches.
BY_EMAIL = _GROUPS.format(key="l.email_key")
BY_EXTERNAL_ID = _GROUPS.format(key="l.external_id")

REMOVE = """
update leads set deleted_at = now(), updated_at = now(), version = version + 1
where tenant_id = $1 and id = any($2::bigint[])
"""
# What `CHANGE` of leads does not write: what was tried so far, with each lead that stays.
ATTEMPTS = """
update leads l set attempts = l.attempts + m.attempts,
  last_attempt_at = greatest(l.last_attempt_at, m.last_attempt_at)
from unnest($2::bigint[], $3::int[], $4::timestamptz[]) as m (id, attempts, last_attempt_at)
where l.tenant_id = $1 and l.id = m.id
"""
# History of those that were merged ($3) goes on as the history of the one that stays ($2).
HISTORY_GOES_ALONG = """
update lead_history h set lead_id = m.keep_id
from unnest($2::bigint[], $3::bigint[]) as m (keep_id, gone_id)
where h.tenant_id = $1 and h.lead_id = m.gone_id
"""
