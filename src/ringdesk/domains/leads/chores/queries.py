"""The SQL of what is done behind leads. $1 is the tenant."""

TENANTS_WITH_CHORES = "select * from tenants_with_lead_chores()"

# The next leads of a file get their words; whether there were any. What came meanwhile by itself is
# newer, and stays.
FILL_WORDS = """
with due as materialized (
  select id, first_id, last_id from lead_words_due where tenant_id = $1
  order by id limit 1 for update skip locked
), batch as materialized (
  select l.* from due join leads l on l.id between due.first_id and due.last_id
  where l.tenant_id = $1 order by l.id limit $2
), filled as (
  insert into lead_words (tenant_id, lead_id, words)
  select $1, id, words_of_lead($1, name, email, phone, external_id) from batch
  on conflict (tenant_id, lead_id) do nothing
), further as (
  update lead_words_due d set first_id = (select max(id) from batch) + 1 from due
  where d.tenant_id = $1 and d.id = due.id and (select count(*) from batch) = $2
), done as (
  delete from lead_words_due d using due
  where d.tenant_id = $1 and d.id = due.id and (select count(*) from batch) < $2
)
select exists (select from due)
"""
# Of several that try it for one tenant, one does it.
FOLD = """
with mine as materialized (
  select pg_try_advisory_xact_lock(hashtextextended('leads ' || $1::uuid::text, 0)) as locked
), taken as (
  delete from lead_marks m using mine
  where mine.locked and m.tenant_id = $1
    and m.id <= (select max(id) from (
      select id from lead_marks where tenant_id = $1 order by id limit $2) as batch)
  returning m.*
), counted as (
  insert into lead_counts as c (tenant_id, dimension, value, n)
  select tenant_id, dimension, value, sum(n) from taken group by 1, 2, 3 having sum(n) <> 0
  on conflict (tenant_id, dimension, value) do update set n = c.n + excluded.n
)
select count(*) from taken
"""
