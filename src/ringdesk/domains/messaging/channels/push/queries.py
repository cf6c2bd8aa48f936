"""The SQL of Web Push. $1 is the tenant."""

KEY = "select private_key, public_key from push_keys where tenant_id = $1"
MAKE_KEY = """
insert into push_keys (tenant_id, private_key, public_key) values ($1, $2, $3)
on conflict (tenant_id) do nothing
"""
IS_OFFERED = """
select exists (select from message_providers
  where tenant_id = $1 and channel = 'push' and kind = 'webpush' and enabled)
"""

COLUMNS = "id, person_id, endpoint, p256dh, auth, browser, created_at, last_used_at"
# A browser that somebody else signs in with is theirs from then on.
SUBSCRIBE = f"""
insert into push_subscriptions as s (tenant_id, person_id, endpoint, p256dh, auth, browser)
values ($1, $2, $3, $4, $5, $6)
on conflict (tenant_id, endpoint) do update
  set person_id = excluded.person_id, p256dh = excluded.p256dh, auth = excluded.auth,
    browser = excluded.browser
returning {COLUMNS}
"""
FORGET_OLDEST = """
delete from push_subscriptions where tenant_id = $1 and person_id = $2 and id not in (
  select id from push_subscriptions where tenant_id = $1 and person_id = $2
  order by coalesce(last_used_at, created_at) desc, id desc limit $3)
"""
OF_PERSON = f"""
select {COLUMNS} from push_subscriptions where tenant_id = $1 and person_id = $2 order by id
"""
UNSUBSCRIBE = """
delete from push_subscriptions where tenant_id = $1 and person_id = $2 and id = $3
"""
GONE = "delete from push_subscriptions where tenant_id = $1 and id = any($2::bigint[])"
USED = """
update push_subscriptions set last_used_at = now() where tenant_id = $1 and id = any($2::bigint[])
"""
