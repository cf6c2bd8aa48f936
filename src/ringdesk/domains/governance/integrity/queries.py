"""Of checks of the log, and of what an anchor knew. $1 is the tenant."""

COLUMNS = """c.id, c.state, c.asked_by, coalesce(p.full_name, '') as asked_by_name, c.seq, c.hash,
  c.goal, c.goal_hash, c.bad_seq, c.anchors, c.anchored_at, c.asked_at, c.ended_at"""
_OF = """from audit_checks c left join people p on p.tenant_id = $1 and p.id = c.asked_by
where c.tenant_id = $1"""
CHECK = f"select {COLUMNS} {_OF} and c.id = $2"
CHECKS = f"select {COLUMNS} {_OF} order by c.id desc limit $2"
OPEN_CHECK = f"select {COLUMNS} {_OF} and c.state in ('waiting', 'running')"
ASK = """
insert into audit_checks (tenant_id, asked_by) values ($1, $2)
on conflict (tenant_id) where state in ('waiting', 'running') do nothing returning id
"""
BEGIN = """
update audit_checks set state = 'running', goal = $3, goal_hash = $4
where tenant_id = $1 and id = $2 and state = 'waiting'
"""
GO_ON = """
update audit_checks set seq = $3, hash = $4 where tenant_id = $1 and id = $2 and state = 'running'
"""
END = """
update audit_checks set state = $3, seq = $4, bad_seq = $5, anchors = $6, anchored_at = $7,
  ended_at = now() where tenant_id = $1 and id = $2 and state = 'running'
"""
FORGET = """
delete from audit_checks where tenant_id = $1 and ended_at is not null and id < (
  select min(id) from (
    select id from audit_checks where tenant_id = $1 order by id desc limit 100) as kept)
"""
LAST_ENDED = """
select max(ended_at) from audit_checks where tenant_id = $1 and state not in ('waiting', 'running')
"""
HASH_OF = "select encode(hash, 'hex') from events where tenant_id = $1 and seq = $2"
