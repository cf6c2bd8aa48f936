"""Across tenants. Where their logs end is a definer function: one trip for all (migration 0006)."""

LOG_HEADS = "select tenant_id, seq from log_heads($1::uuid[])"
NOTIFY = "select pg_notify($1, note) from unnest($2::text[]) note"
