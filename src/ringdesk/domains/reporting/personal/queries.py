"""What reporting keeps of people. $1 is the tenant, $2 the person or addresses."""

NAMED = """
select r.id, r.name, r.type, r.start_date, r.end_date, p.full_name from reports r
join people p on p.tenant_id = r.tenant_id and p.id = $2 and p.full_name <> 'Erased person'
where r.tenant_id = $1 and r.type in ('agent_performance', 'gamification')
  and strpos(r.body::text, to_json(p.full_name)::text) > 0
"""
REPORTS = f"""
select jsonb_build_object('name', n.name, 'type', n.type, 'from', n.start_date,
  'to', n.end_date)::text as row
from ({NAMED}) as n order by n.id
"""
# Before the person loses the name by which they stand there.
TAKE_NAME_OUT = f"""
update reports r set body = replace(r.body::text, to_json(n.full_name)::text,
  '"Erased person"')::jsonb
from ({NAMED}) as n where r.tenant_id = $1 and r.id = n.id
"""
SCHEDULES = """
select jsonb_build_object('report', name, 'recipients', array(
  select r from unnest(recipients) r where lower(r) = any($2::text[])))::text as row
from report_schedules where tenant_id = $1 and exists (
  select from unnest(recipients) r where lower(r) = any($2::text[]))
order by id
"""
# A report that nobody else wants is sent no more.
NO_LONGER_TO = """
with alone as (
  delete from report_schedules where tenant_id = $1 and not exists (
    select from unnest(recipients) r where lower(r) <> all($2::text[]))
)
update report_schedules set recipients = array(
  select r from unnest(recipients) r where lower(r) <> all($2::text[]))
where tenant_id = $1
  and exists (select from unnest(recipients) r where lower(r) = any($2::text[]))
  and exists (select from unnest(recipients) r where lower(r) <> all($2::text[]))
"""
