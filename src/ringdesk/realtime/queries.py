"""Where the logs of these tenants end. A definer function: one trip for all (migration 0006)."""

LOG_HEADS = "select tenant_id, seq from log_heads($1::uuid[])"
