NUMBERS_OF_PERSON = """
select distinct l.phone from people p
join leads l on l.tenant_id = $1 and lower(l.email) = lower(p.email) and l.deleted_at is null
where p.tenant_id = $1 and p.id = $2 and l.phone is not null
order by l.phone limit 20
"""
