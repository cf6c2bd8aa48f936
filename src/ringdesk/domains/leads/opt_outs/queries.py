NUMBERS_OF_PERSON = """
select distinct l.phone from people p
join leads l on l.tenant_id = $1 and l.email_key = p.email_key and l.deleted_at is null
where p.tenant_id = $1 and p.id = $2 and l.phone is not null
order by l.phone limit 20
"""
