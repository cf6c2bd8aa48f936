"""The SQL of what is to be understood. $1 is the tenant."""

# What waits to be understood, taken out for this transaction: the oldest ones, or this one. The
# other processes take others; who asks for one of them waits for it.
TAKEN = """
with {which}, taken as (
  delete from messages_to_understand where tenant_id = $1 and message_id in (select id from which)
  returning message_id
)
select m.id, m.conversation_id, c.customer_id, m.content, c.language
from taken t join messages m on m.tenant_id = $1 and m.id = t.message_id
join conversations c on c.tenant_id = $1 and c.id = m.conversation_id
order by m.id
"""
# Materialized, or a plan may ask for the next ones once for each row, and take them all.
TAKE_NEXT = TAKEN.format(
    which="""which as materialized (select w.message_id as id from messages_to_understand w
    where w.tenant_id = $1 order by w.message_id limit $2 for update skip locked)"""
)
TAKE_ONE = TAKEN.format(which="which as (select $2::bigint as id)")
# One array for each column, in this order. And what language a conversation is in, if that was not
# known, and nobody is at it just now: the next message tells it as well.
KEEP_ANALYSES = """
with a as (
  select * from unnest($2::bigint[], $3::bigint[], $4::text[], $5::float8[], $6::text[],
    $7::float8[], $8::text[], $9::text[], $10::text[])
    as a (message_id, conversation_id, intent, confidence, sentiment, sentiment_confidence,
      language, model_version, suggestions)
), unknown as (
  select c.id from conversations c
  where c.tenant_id = $1 and c.id = any($3::bigint[]) and c.language is null
  for no key update skip locked
), told as (
  update conversations c set language = a.language
  from unknown u, (select distinct on (a.conversation_id) a.* from a where a.language <> 'und'
    order by a.conversation_id, a.message_id) a
  where c.tenant_id = $1 and c.id = u.id and a.conversation_id = u.id
)
insert into message_analyses (tenant_id, message_id, conversation_id, intent, confidence, sentiment,
  sentiment_confidence, language, model_version, suggestions)
select $1, a.message_id, a.conversation_id, a.intent, a.confidence, a.sentiment,
  a.sentiment_confidence, a.language, a.model_version,
  array(select json_array_elements_text(a.suggestions::json))
from a
"""
# A definer function of migration 0026: ids only.
TENANTS_TO_UNDERSTAND = "select tenants_to_understand()"
