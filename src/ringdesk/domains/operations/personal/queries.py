"""What operations keep of people. $1 is the tenant."""

RECORDS = """
select (to_jsonb(r) - 'tenant_id')::text as row from log_records r
where r.tenant_id = $1
  and strpos(r.metadata, '"person_id": ' || $2::bigint || ',') + strpos(
    r.metadata, '"person_id":' || $2::bigint || ',') > 0
order by r.id
"""
OLD = "select r.id from log_records r where r.tenant_id = $1 and r.at < $2"
COUNT_OLD = f"select count(*) from ({OLD}) as old"
REMOVE_OLD = f"""
delete from log_records where tenant_id = $1 and id in ({OLD} order by r.id limit $3)
"""
