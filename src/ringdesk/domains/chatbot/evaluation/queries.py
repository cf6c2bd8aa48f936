"""The SQL of golden questions and evaluations. $1 is the tenant."""

GOLDEN_COLUMNS = """
g.id, g.question, g.context, g.expects, g.source_kind, g.source_id, e.title as source_title,
g.turn_id, p.full_name as author_name, g.created_at
"""
GOLDEN_AROUND = """
left join knowledge_entries e on e.tenant_id = $1 and e.id = g.source_id and e.kind = g.source_kind
left join people p on p.tenant_id = $1 and p.id = g.author_id
"""
GOLDEN = f"""
select {GOLDEN_COLUMNS} from chatbot_golden g {GOLDEN_AROUND}
where g.tenant_id = $1 and g.id = $2
"""
GOLDENS = f"""
select {GOLDEN_COLUMNS} from chatbot_golden g {GOLDEN_AROUND}
where g.tenant_id = $1 and ($2::bigint is null or g.id < $2)
order by g.id desc limit $3 offset $4
"""
COUNT_GOLDEN = "select count(*)::int from chatbot_golden where tenant_id = $1"
ADD_GOLDEN = """
insert into chatbot_golden (tenant_id, question, question_key, context, expects, source_kind,
  source_id, turn_id, author_id)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
on conflict (tenant_id, question_key) do nothing
returning id
"""
CHANGE_GOLDEN = """
update chatbot_golden set expects = $3, source_kind = $4, source_id = $5
where tenant_id = $1 and id = $2
"""
DELETE_GOLDEN = "delete from chatbot_golden where tenant_id = $1 and id = $2"

COLUMNS = """
e.id, e.label, e.with_drafts, e.state, e.error, e.threshold, e.knowledge_revision, e.encoder_id,
e.provider, e.questions, e.scores::text as scores, p.full_name as author_name, e.created_at,
e.finished_at
"""
AUTHOR = "left join people p on p.tenant_id = $1 and p.id = e.author_id"
EVALUATION = f"""
select {COLUMNS} from chatbot_evaluations e {AUTHOR} where e.tenant_id = $1 and e.id = $2
"""
EVALUATIONS = f"""
select {COLUMNS} from chatbot_evaluations e {AUTHOR}
where e.tenant_id = $1 order by e.id desc limit $2 offset $3
"""
BEGIN = """
insert into chatbot_evaluations (tenant_id, label, with_drafts, threshold, knowledge_revision,
  encoder_id, provider, questions, author_id)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id
"""
FINISH = """
update chatbot_evaluations set state = $3, error = $4, scores = $5::text::jsonb, questions = $6,
  finished_at = now()
where tenant_id = $1 and id = $2 and state = 'running'
"""
KEEP_RESULTS = """
insert into chatbot_evaluation_results (tenant_id, evaluation_id, golden_id, question, expects,
  source_kind, source_id, found_kind, found_id, found_title, confidence)
select $1, $2, r.* from unnest($3::bigint[], $4::text[], $5::text[], $6::text[], $7::bigint[],
  $8::text[], $9::bigint[], $10::text[], $11::float8[]) as r
on conflict do nothing
"""
RESULTS = """
select golden_id, question, expects, source_kind, source_id, found_kind, found_id, found_title,
  confidence
from chatbot_evaluation_results where tenant_id = $1 and evaluation_id = $2
order by golden_id limit 5000
"""
