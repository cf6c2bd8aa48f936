"""Knowledge's SQL. $1 is the tenant."""

# Entries

COLUMNS = """
e.id, e.kind, e.title, e.body, e.category, e.tags, e.language, e.shortcut, e.visibility, e.state,
e.is_active, e.version, e.helpful, e.not_helpful, e.used, e.author_id, p.full_name as author_name,
e.created_at, e.updated_at
"""
AUTHOR = "left join people p on p.tenant_id = $1 and p.id = e.author_id"
# What a customer may see; the policy says it again of what is read.
OPEN = "(e.visibility = 'public' and e.state = 'published' and e.is_active)"

GET = f"""
select {COLUMNS} from knowledge_entries e {AUTHOR}
where e.tenant_id = $1 and e.kind = $2 and e.id = $3
"""
GET_FOR_UPDATE = f"{GET} for update of e"
# The words are few and a tenant's entries are found by its key, so no index on words is needed
# here: what is found by meaning comes from the passages.
LIST = f"""
select {COLUMNS} from knowledge_entries e {AUTHOR}
where e.tenant_id = $1 and e.kind = $2 and ($3 or {OPEN})
  and ($4::text is null or lower(e.category) = lower($4))
  and ($5::text[] is null or (e.title || ' ' || e.body) ilike all ($5))
  and ($6::text is null or $6 = any(e.tags))
  and ($7::text is null or e.language = $7)
  and ($8::text is null or e.state = $8)
  and ($9::boolean is null or e.is_active = $9)
  and ($10::bigint is null or e.id < $10)
order by e.id desc limit $11 offset $12
"""
COUNT = "select count(*) from knowledge_entries e where e.tenant_id = $1 and e.kind = $2"
CATEGORIES = f"""
select e.category as name, count(*) as count from knowledge_entries e
where e.tenant_id = $1 and e.kind = $2 and ($3 or {OPEN}) and e.category <> ''
group by e.category order by e.category limit 500
"""
ADD = f"""
with e as (
  insert into knowledge_entries (tenant_id, kind, title, body, category, tags, language, shortcut,
    visibility, state, is_active, author_id)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
  on conflict (tenant_id, shortcut) do nothing
  returning *
)
select {COLUMNS} from e {AUTHOR}
"""
UPDATE = f"""
with e as (
  update knowledge_entries set title = $3, body = $4, category = $5, tags = $6, language = $7,
    shortcut = $8, visibility = $9, state = $10, is_active = $11, version = version + 1,
    updated_at = now()
  where tenant_id = $1 and id = $2 returning *
)
select {COLUMNS} from e {AUTHOR}
"""
SHORTCUT_OF_ANOTHER = """
select id from knowledge_entries where tenant_id = $1 and shortcut = $2 and id <> $3
"""
DELETE = "delete from knowledge_entries where tenant_id = $1 and id = $2"
KEEP_VERSION = """
insert into knowledge_versions (tenant_id, entry_id, version, title, body, category, tags, language,
  shortcut, visibility, state, is_active, author_id)
select tenant_id, id, version, title, body, category, tags, language, shortcut, visibility, state,
  is_active, $3::bigint
from knowledge_entries where tenant_id = $1 and id = $2
"""
VERSIONS = """
select v.version, v.title, v.body, v.category, v.tags, v.language, v.shortcut, v.visibility,
  v.state, v.is_active, v.author_id, p.full_name as author_name, v.at
from knowledge_versions v left join people p on p.tenant_id = $1 and p.id = v.author_id
where v.tenant_id = $1 and v.entry_id = $2 order by v.version desc limit $3
"""
VOTE = """
with before as (
  select helpful from knowledge_votes where tenant_id = $1 and entry_id = $2 and person_id = $3
), vote as (
  insert into knowledge_votes (tenant_id, entry_id, person_id, helpful) values ($1, $2, $3, $4)
  on conflict (tenant_id, entry_id, person_id) do update set helpful = $4, at = now()
)
update knowledge_entries set
  helpful = helpful + $4::int - coalesce((select helpful::int from before), 0),
  not_helpful = not_helpful + (not $4)::int - coalesce((select (not helpful)::int from before), 0)
where tenant_id = $1 and id = $2
"""

# Retrieval

REVISION = """
select revision, complete_from,
  by_xact is not distinct from pg_current_xact_id_if_assigned() as own
from knowledge_revisions where tenant_id = $1
"""
RAISE_REVISION = """
insert into knowledge_revisions as r (tenant_id) values ($1)
on conflict (tenant_id) do update set revision = r.revision + 1, by_xact = pg_current_xact_id(),
  at = now()
returning r.revision
"""
PUT_PASSAGES = """
insert into knowledge_passages (tenant_id, kind, source_id, part, visibility, title, body, language,
  encoder_id, vectors, revision)
select $1, $2, $3, n - 1, $4, t, b, $5, $6, v, $7
from unnest($8::text[], $9::text[], $10::bytea[]) with ordinality as new (t, b, v, n)
on conflict (tenant_id, kind, source_id, part) do update set visibility = excluded.visibility,
  title = excluded.title, body = excluded.body, language = excluded.language,
  encoder_id = excluded.encoder_id, vectors = excluded.vectors, revision = excluded.revision,
  at = now()
"""
DROP_PASSAGES = """
update knowledge_passages set visibility = 'gone', title = '', body = '', encoder_id = null,
  vectors = null, revision = $5, at = now()
where tenant_id = $1 and kind = $2 and source_id = $3 and part >= $4 and visibility <> 'gone'
"""
# What changed since a revision. Who asks for the public ones gets of all others the id alone.
PASSAGES = """
select id, kind, source_id, visibility = $2 as visible,
  case when visibility = $2 then title else '' end as title,
  case when visibility = $2 then body else '' end as body,
  case when visibility = $2 then encoder_id end as encoder_id,
  case when visibility = $2 then vectors end as vectors
from knowledge_passages
where tenant_id = $1 and revision > $3 and ($3 > 0 or visibility = $2)
order by id
"""
# The words of what was found, once more only of what the asker may see.
TEXTS = """
select id, kind, source_id, part, title, body from knowledge_passages
where tenant_id = $1 and id = any($2::bigint[]) and visibility <> 'gone'
  and (visibility = 'public' or not $3)
"""
FORGET_OLDEST_TICKETS = """
update knowledge_passages set visibility = 'gone', title = '', body = '', encoder_id = null,
  vectors = null, revision = $2, at = now()
where tenant_id = $1 and id in (
  select id from knowledge_passages
  where tenant_id = $1 and kind = 'ticket' and visibility = 'staff'
  order by id desc offset $3)
"""
OF_ANOTHER_ENCODER = """
select id, title, body from knowledge_passages
where tenant_id = $1 and visibility <> 'gone' and encoder_id is distinct from $2
order by id limit $3
"""
SET_VECTORS = """
update knowledge_passages p set encoder_id = $2, vectors = new.v, revision = $3
from unnest($4::bigint[], $5::bytea[], $6::text[], $7::text[]) as new (id, v, title, body)
where p.tenant_id = $1 and p.id = new.id and p.title = new.title and p.body = new.body
"""
SWEEP = """
with swept as (
  delete from knowledge_passages
  where tenant_id = $1 and visibility = 'gone' and at < now() - interval '1 day'
  returning revision
)
update knowledge_revisions set
  complete_from = greatest(complete_from, (select max(revision) from swept))
where tenant_id = $1 and exists (select from swept)
"""

# What was used

KEEP_USE = """
insert into suggestion_uses (tenant_id, conversation_id, message_id, kind, source_id, how,
  person_id)
values ($1, $2, $3, $4, $5, $6, $7)
"""
COUNT_USE = "update knowledge_entries set used = used + 1 where tenant_id = $1 and id = $2"
USES = """
select u.kind, case when $4 then u.source_id end as source_id,
  case when $4 then coalesce(max(e.title), '') else '' end as title,
  (count(*) filter (where u.how = 'insert'))::int as inserted,
  (count(*) filter (where u.how = 'edit'))::int as edited,
  (count(*) filter (where u.how = 'send'))::int as sent
from suggestion_uses u
left join knowledge_entries e on e.tenant_id = $1 and e.id = u.source_id
  and u.kind in ('faq', 'article', 'canned')
where u.tenant_id = $1 and u.at >= $2 and u.at < $3
group by 1, case when $4 then u.source_id end
order by count(*) desc, 1 limit 100
"""

# What a table of FAQ entries is compared with.
KNOWN_FAQS = """
select e.id, e.title as question, e.language from knowledge_entries e
where e.tenant_id = $1 and e.kind = 'faq' order by e.id desc
"""
