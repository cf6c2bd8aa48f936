"""Automation's SQL. $1 is the tenant."""

SETTINGS = """
select source_points::text as source_points, stage_points::text as stage_points, route_new_leads
from automation_settings where tenant_id = $1
"""
SET_SETTINGS = """
insert into automation_settings (tenant_id, source_points, stage_points, route_new_leads)
values ($1, $2::text::jsonb, $3::text::jsonb, $4)
on conflict (tenant_id) do update set
  source_points = excluded.source_points, stage_points = excluded.stage_points,
  route_new_leads = excluded.route_new_leads, changed_at = now()
"""
# $2: points by source ("*" for any other), $3: by stage. One formula, for one lead and for all:
# see scoring.py for its words.
FACTORS = """
select l.tenant_id, l.id as lead_id, l.name,
  coalesce(($2::jsonb ->> lower(l.source))::float8, ($2::jsonb ->> '*')::float8, 0)
    as source_quality,
  coalesce(($3::jsonb ->> l.stage)::float8, 0) as status_score,
  5.0 * least(coalesce(s.answered, 0), 3) + least(coalesce(s.talk_s, 0) / 60.0, 5.0)
    + case when s.last_answered_at > now() - interval '14 days' then 5.0 else 0 end as engagement,
  case when l.owner_id is null then 0 else 15.0 end
    + case when l.callback_at is null then 0 else 5.0 end
    + case when l.campaign_id is null then 0 else 5.0 end as assignment
from leads l left join lead_scores s on s.tenant_id = l.tenant_id and s.lead_id = l.id
where l.tenant_id = $1 and l.deleted_at is null
"""
ROUNDED = f"""
select tenant_id, lead_id, name, round(source_quality::numeric, 1)::float8 as source_quality,
  round(status_score::numeric, 1)::float8 as status_score,
  round(engagement::numeric, 1)::float8 as engagement,
  round(assignment::numeric, 1)::float8 as assignment
from ({FACTORS} and l.id = any($4::bigint[])) f
"""
# Leads first and in order, then their scores, as acts on a lead do: or two would wait for good.
HOLD = """
select id from leads where tenant_id = $1 and id = any($2::bigint[]) order by id for no key update
"""
# Written only where it changed: an index hangs on the score.
RESCORE = f"""
with f as ({ROUNDED}), kept as (
  insert into lead_scores as s
    (tenant_id, lead_id, source_quality, status_score, engagement, assignment)
  select tenant_id, lead_id, source_quality, status_score, engagement, assignment from f
  on conflict (tenant_id, lead_id) do update set source_quality = excluded.source_quality,
    status_score = excluded.status_score, engagement = excluded.engagement,
    assignment = excluded.assignment, scored_at = now()
), scored as (
  update leads l set score = f.source_quality + f.status_score + f.engagement + f.assignment
  from f where l.tenant_id = $1 and l.id = f.lead_id
    and l.score is distinct from f.source_quality + f.status_score + f.engagement + f.assignment
)
select lead_id, name, source_quality, status_score, engagement, assignment,
  source_quality + status_score + engagement + assignment as score from f
"""
# The next of all living leads after $2, in batches; $3 alone those never scored.
TO_SCORE = """
select id from leads where tenant_id = $1 and deleted_at is null and id > $2
  and (not $3 or score is null) order by id limit $4
"""
# Those with a score by their index, in its order; the others behind them, once a page gets there.
RANKED = """
with scored as materialized (
  select id, name, score from leads where tenant_id = $1 and deleted_at is null
    and score is not null
  order by score desc, id limit $2::bigint + $3::bigint
), best as (
  select id, name, score from scored
  union all
  (select id, name, score from leads where tenant_id = $1 and deleted_at is null and score is null
    and (select count(*) from scored) < $2::bigint + $3::bigint
  order by id limit $2::bigint + $3::bigint)
  order by score desc nulls last, id limit $2 offset $3
)
select b.id as lead_id, b.name, coalesce(s.source_quality, 0) as source_quality,
  coalesce(s.status_score, 0) as status_score, coalesce(s.engagement, 0) as engagement,
  coalesce(s.assignment, 0) as assignment, coalesce(b.score, 0) as score
from best b left join lead_scores s on s.tenant_id = $1 and s.lead_id = b.id
order by b.score desc nulls last, b.id
"""
BETTER_THAN = """
select count(*) from leads where tenant_id = $1 and deleted_at is null and score > $2
"""
# Counted anew, so that hearing of a call twice counts it once.
HEARD = """
insert into lead_scores as s (tenant_id, lead_id, answered, talk_s, last_answered_at)
select $1, heard.lead_id, talks.* from unnest($2::bigint[]) as heard (lead_id)
cross join lateral (
  select count(*), coalesce(sum(duration_s), 0), max(answered_at) from calls
  where tenant_id = $1 and lead_id = heard.lead_id and answered_at is not null) as talks
on conflict (tenant_id, lead_id) do update set answered = excluded.answered,
  talk_s = excluded.talk_s, last_answered_at = excluded.last_answered_at
"""
METRICS = """
select coalesce((select avg(score) from leads
    where tenant_id = $1 and deleted_at is null and score is not null), 0)
    ::float8 as avg_score,
  (select count(*) from routings, (select coalesce(zone_of_tenant(), 'UTC') as zone) z
    where tenant_id = $1
      and at >= date_trunc('day', now() at time zone z.zone) at time zone z.zone) as routed_today,
  (select count(*) from routing_rules where tenant_id = $1 and enabled) as active_rules
"""

RULE_COLUMNS = """
id, name, priority, conditions::text as conditions, action_type, action_value, enabled, applied,
created_at, updated_at
"""
RULES = f"""
select {RULE_COLUMNS} from routing_rules
where tenant_id = $1 and ($2::bigint is null or id = $2) order by priority, id limit 500
"""
ADD_RULE = f"""
insert into routing_rules
  (tenant_id, name, priority, conditions, action_type, action_value, enabled, created_by)
values ($1, $2, $3, $4::text::jsonb, $5, $6, $7, $8) returning {RULE_COLUMNS}
"""
CHANGE_RULE = f"""
update routing_rules set name = $3, priority = $4, conditions = $5::text::jsonb, action_type = $6,
  action_value = $7, enabled = $8, updated_at = now()
where tenant_id = $1 and id = $2 returning {RULE_COLUMNS}
"""
REMOVE_RULE = "delete from routing_rules where tenant_id = $1 and id = $2"
APPLIED = "update routing_rules set applied = applied + 1 where tenant_id = $1 and id = $2"
ROUTED = """
insert into routings (tenant_id, lead_id, agent_id, rule_id, rule_name, action_type, trace)
values ($1, $2, $3, $4, $5, $6, $7::text::jsonb)
"""
ROUTINGS = """
select r.id, r.lead_id, l.name as lead_name, r.agent_id, p.full_name as agent_name, r.rule_id,
  r.rule_name, r.action_type, r.trace::text as trace, r.at
from routings r join leads l on l.tenant_id = r.tenant_id and l.id = r.lead_id
join people p on p.tenant_id = r.tenant_id and p.id = r.agent_id
where r.tenant_id = $1 and ($2::bigint is null or r.lead_id = $2)
order by r.at desc, r.id desc limit $3
"""
# One at a time for a pool, in whatever process: else two would see the same turn.
LOCK_POOL = """
select pg_advisory_xact_lock(hashtextextended($1::uuid::text || ' routing ' || $2, 0))
"""
NEXT_IN_TURN = """
select c.id from unnest($3::bigint[]) with ordinality as c(id, place)
left join routing_turns t on t.tenant_id = $1 and t.pool = $2 and t.person_id = c.id
order by t.given_at nulls first, c.place limit 1
"""
TURN_TAKEN = """
insert into routing_turns (tenant_id, pool, person_id, given_at)
values ($1, $2, $3, clock_timestamp())
on conflict (tenant_id, pool, person_id) do update set given_at = excluded.given_at
"""

# What is known of a lead, in the words of features.py. `{of}`: which leads.
KNOWN = """
jsonb_build_object(
  'source', lower(l.source), 'stage', l.stage, 'rank', l.rank, 'attempts', l.attempts,
  'answered', coalesce(s.answered, 0), 'talk_s', coalesce(s.talk_s, 0),
  'age_s', extract(epoch from now() - l.created_at)::bigint,
  'email', l.email is not null, 'named', l.name <> '',
  'hour', extract(hour from now() at time zone coalesce(l.time_zone, l.zones[1], 'UTC'))::int)
"""
SNAPSHOT = f"""
insert into dial_snapshots (tenant_id, call_id, lead_id, score, features)
select $1, dialled.call_id, l.id, l.score, {KNOWN}
from unnest($2::bigint[], $3::bigint[]) as dialled (call_id, lead_id)
join leads l on l.tenant_id = $1 and l.id = any($3) and l.id = dialled.lead_id
left join lead_scores s on s.tenant_id = l.tenant_id and s.lead_id = l.id
on conflict do nothing
"""
KNOWN_NOW = f"""
select ({KNOWN})::text as features
from leads l left join lead_scores s on s.tenant_id = l.tenant_id and s.lead_id = l.id
where l.tenant_id = $1 and l.id = $2 and l.deleted_at is null
"""
# Decided: the lead converted within 30 days after it, or is lost, or the 30 days are over.
DECIDED = """
select d.features::text as features, coalesce(d.score, 0) as score,
  (l.converted_at > d.at and l.converted_at <= d.at + interval '30 days') is true as won
from dial_snapshots d join leads l on l.tenant_id = d.tenant_id and l.id = d.lead_id
where d.tenant_id = $1
  and (l.converted_at > d.at or l.stage = 'lost' or d.at < now() - interval '30 days')
order by d.at desc, d.call_id desc limit $2
"""
KEEP_MODEL = """
insert into lead_models (tenant_id, weights, report)
values ($1, $2::text::jsonb, $3::text::jsonb)
"""
MODEL = """
select id, weights::text as weights, report::text as report, made_at
from lead_models where tenant_id = $1 order by id desc limit 1
"""
OLD_MODELS = """
delete from lead_models where tenant_id = $1 and id < (
  select min(id) from (select id from lead_models where tenant_id = $1 order by id desc limit 30) n)
"""
FACTORS_KEPT = """
select l.id as lead_id, l.name, coalesce(s.source_quality, 0) as source_quality,
  coalesce(s.status_score, 0) as status_score, coalesce(s.engagement, 0) as engagement,
  coalesce(s.assignment, 0) as assignment, coalesce(l.score, 0) as score
from leads l left join lead_scores s on s.tenant_id = l.tenant_id and s.lead_id = l.id
where l.tenant_id = $1 and l.id = $2
"""
