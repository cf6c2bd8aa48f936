"""What telephony keeps of people. $1 is the tenant, $2 numbers."""

DIALS = """
select jsonb_build_object('to', to_number, 'from', from_number, 'at', asked_at)::text as row
from carrier_dials where tenant_id = $1 and to_number = any($2::text[])
"""
ERASE_DIALS = "delete from carrier_dials where tenant_id = $1 and to_number = any($2::text[])"
