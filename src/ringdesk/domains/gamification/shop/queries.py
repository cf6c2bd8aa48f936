"""The SQL of rewards and what became of them. $1 is the tenant."""

REWARD_COLUMNS = """
id, name, description, points_cost, stock, needs_approval, enabled, created_at
"""
# $3: those alone that can be had now.
REWARDS = f"""
select {REWARD_COLUMNS} from rewards
where tenant_id = $1 and ($2::bigint is null or id = $2)
  and (not $3 or (enabled and stock is distinct from 0))
order by points_cost, id limit 500
"""
REWARD_FOR_UPDATE = f"""
select {REWARD_COLUMNS} from rewards where tenant_id = $1 and id = $2 for update
"""
COUNT_REWARDS = "select count(*) from rewards where tenant_id = $1"
ADD_REWARD = f"""
insert into rewards
  (tenant_id, name, description, points_cost, stock, needs_approval, enabled, created_by)
values ($1, $2, $3, $4, $5, $6, $7, $8) returning {REWARD_COLUMNS}
"""
CHANGE_REWARD = f"""
update rewards set name = $3, description = $4, points_cost = $5, stock = $6, needs_approval = $7,
  enabled = $8
where tenant_id = $1 and id = $2 returning {REWARD_COLUMNS}
"""
# Nothing: somebody has redeemed it, and what they have must go on having a name.
REMOVE_REWARD = """
delete from rewards r where r.tenant_id = $1 and r.id = $2 and not exists (
  select from redemptions d where d.tenant_id = $1 and d.reward_id = $2)
"""
STOCK = "update rewards set stock = stock + $3 where tenant_id = $1 and id = $2"
REDEMPTION_COLUMNS = """
d.id, d.reward_id, d.reward_name, d.person_id, p.full_name as person_name, d.points_cost, d.state,
d.note, d.created_at, d.changed_at
"""
REDEMPTIONS = f"""
select {REDEMPTION_COLUMNS} from redemptions d
join people p on p.tenant_id = d.tenant_id and p.id = d.person_id
where d.tenant_id = $1 and ($2::bigint is null or d.id = $2)
  and ($3::bigint is null or d.person_id = $3) and ($4::text is null or d.state = $4)
  and ($5::bigint is null or d.id < $5)
order by d.id desc limit $6
"""
LOCK_REDEMPTION = """
select id from redemptions where tenant_id = $1 and id = $2 for update
"""
ADD_REDEMPTION = """
insert into redemptions (tenant_id, reward_id, reward_name, person_id, points_cost, state)
values ($1, $2, $3, $4, $5, $6) returning id
"""
MOVE_REDEMPTION = """
update redemptions set state = $3, note = $4, decided_by = $5, changed_at = now()
where tenant_id = $1 and id = $2
"""
