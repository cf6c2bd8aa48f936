-- Numbers over time, for reports and trends (docs/adr/0052-reports.md): what was counted, by what it
-- was, in spans of a quarter of an hour, an hour, six hours, a day of UTC, and ever (0). A period of any
-- zone is made of few spans, and how many does not depend on how much happened in them. They come
-- from the same marks as the other numbers (0006, 0023), and from marks of leads and ratings.
create table numbers (
  tenant_id uuid not null,
  measure text not null,
  part text not null,
  value text not null,
  span smallint not null check (span in (0, 15, 60, 360, 1440)),
  at timestamptz not null,
  n bigint not null,
  total bigint not null,
  primary key (tenant_id, measure, part, span, at, value)
);
-- `n` leads; times are of quarters of an hour already. Campaign 0 is none, owner 0 nobody; the owner
-- is kept where it counts: of those that were converted.
create table lead_number_marks (
  tenant_id uuid not null,
  id bigint generated always as identity,
  n bigint not null,
  source text not null,
  stage text not null,
  rank smallint not null,
  campaign_id bigint not null,
  owner_id bigint not null,
  created_at timestamptz not null,
  converted_at timestamptz,
  primary key (tenant_id, id)
);
create table rating_marks (
  tenant_id uuid not null,
  id bigint generated always as identity,
  sign smallint not null,
  agent_id bigint,
  score bigint not null,
  rated_at timestamptz not null,
  primary key (tenant_id, id)
);
call isolate_by_tenant('numbers');
call isolate_by_tenant('lead_number_marks');
call isolate_by_tenant('rating_marks');

create function quarter_of(at timestamptz) returns timestamptz
language sql immutable parallel safe as $$ select date_bin('15 minutes', at, 'epoch') $$;

-- What a mark means: the one place that says what counts as what, for folding, reading and refilling.
-- `total`: milliseconds until the resolution and the first answer.
create function numbers_of_ticket(
  sign bigint, priority text, category text, assigned_to bigint, created_at timestamptz,
  first_responded_at timestamptz, resolved_at timestamptz, handed_to bigint, handed_at timestamptz
) returns table (measure text, part text, value text, at timestamptz, n bigint, total bigint)
language sql immutable as $$
  select d.measure, d.part, d.value, d.at, d.n, d.total from (values
    ('tickets', 'all', '', created_at, sign, 0::bigint),
    ('tickets', 'category', category, created_at, sign, 0),
    ('tickets', 'priority', priority, created_at, sign, 0),
    ('resolutions', 'all', '', resolved_at, sign,
      sign * round(extract(epoch from resolved_at - created_at) * 1000)::bigint),
    ('resolutions', 'agent', assigned_to::text, resolved_at, sign,
      sign * round(extract(epoch from resolved_at - created_at) * 1000)::bigint),
    ('responses', 'all', '', first_responded_at, sign,
      sign * round(extract(epoch from first_responded_at - created_at) * 1000)::bigint),
    ('responses', 'agent', assigned_to::text, first_responded_at, sign,
      sign * round(extract(epoch from first_responded_at - created_at) * 1000)::bigint),
    ('assigned', 'all', '', case when handed_to is not null then handed_at end, 1, 0),
    ('assigned', 'agent', handed_to::text, handed_at, 1, 0)
  ) as d (measure, part, value, at, n, total)
  where d.at is not null and d.value is not null
$$;
-- `total`: seconds of talk.
create function numbers_of_calls(
  at timestamptz, agent_id bigint, campaign_id bigint, calls bigint, answered bigint,
  completed bigint, busy bigint, no_answer bigint, failed bigint, abandoned bigint, duration_s bigint
) returns table (measure text, part text, value text, at timestamptz, n bigint, total bigint)
language sql immutable as $$
  select d.measure, p.part, p.value, $1, d.n, d.total from (values
    ('calls', calls, duration_s), ('answered', answered, 0::bigint), ('completed', completed, 0),
    ('abandoned', abandoned, 0)
  ) as d (measure, n, total) cross join (values
    ('all', ''), ('agent', nullif(agent_id, 0)::text), ('campaign', nullif(campaign_id, 0)::text)
  ) as p (part, value)
  where p.value is not null and (d.n <> 0 or d.total <> 0)
  union all
  select 'calls', 'outcome', o.value, $1, o.n, 0 from (values
    ('completed', completed), ('busy', busy), ('no-answer', no_answer), ('failed', failed),
    ('underway', calls - completed - busy - no_answer - failed)
  ) as o (value, n)
  where o.n <> 0
$$;
-- A stage holds no colon, nor does an id: what is behind the first one is the source, whatever it is.
create function numbers_of_leads(
  n bigint, source text, stage text, rank smallint, campaign_id bigint, owner_id bigint,
  created_at timestamptz, converted_at timestamptz
) returns table (measure text, part text, value text, at timestamptz, n bigint, total bigint)
language sql immutable as $$
  select d.measure, d.part, d.value, d.at, $1, 0::bigint from (values
    ('leads', 'all', '', created_at),
    ('leads', 'source', source, created_at),
    ('leads', 'stage', stage, created_at),
    ('leads', 'priority', (array['urgent', 'high', 'medium', 'low'])[rank + 1], created_at),
    ('leads', 'campaign', nullif(campaign_id, 0)::text, created_at),
    ('leads', 'stage_source', stage || ':' || source, created_at),
    ('leads', 'stage_campaign', stage || ':' || nullif(campaign_id, 0), created_at),
    ('leads', 'campaign_source', campaign_id || ':' || source, created_at),
    ('conversions', 'all', '', converted_at),
    ('conversions', 'source', source, converted_at),
    ('conversions', 'campaign', nullif(campaign_id, 0)::text, converted_at),
    ('conversions', 'agent', nullif(owner_id, 0)::text, converted_at)
  ) as d (measure, part, value, at)
  where d.at is not null and d.value is not null
$$;
-- `total`: the sum of the scores.
create function numbers_of_rating(sign bigint, agent_id bigint, score bigint, rated_at timestamptz)
returns table (measure text, part text, value text, at timestamptz, n bigint, total bigint)
language sql immutable as $$
  select 'ratings', d.part, d.value, rated_at, sign, sign * score from (values
    ('all', ''), ('agent', agent_id::text)
  ) as d (part, value)
  where d.value is not null
$$;

-- A file of leads leaves few marks, by statement; what becomes of a lead leaves its own, and only when
-- something of it is counted: leads are claimed and dialled all day.
create function mark_lead_numbers() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into lead_number_marks (tenant_id, n, source, stage, rank, campaign_id, owner_id,
      created_at, converted_at)
    select l.tenant_id, count(*), l.source, l.stage, l.rank, coalesce(l.campaign_id, 0),
      case when l.converted_at is null then 0 else coalesce(l.owner_id, 0) end,
      quarter_of(l.created_at), quarter_of(l.converted_at)
    from new_rows l where l.deleted_at is null group by 1, 3, 4, 5, 6, 7, 8, 9;
  else
    insert into lead_number_marks (tenant_id, n, source, stage, rank, campaign_id, owner_id,
      created_at, converted_at)
    select l.tenant_id, -count(*), l.source, l.stage, l.rank, coalesce(l.campaign_id, 0),
      case when l.converted_at is null then 0 else coalesce(l.owner_id, 0) end,
      quarter_of(l.created_at), quarter_of(l.converted_at)
    from old_rows l where l.deleted_at is null group by 1, 3, 4, 5, 6, 7, 8, 9;
  end if;
  return null;
end $$;
create function mark_lead_change() returns trigger language plpgsql as $$
begin
  insert into lead_number_marks (tenant_id, n, source, stage, rank, campaign_id, owner_id,
    created_at, converted_at)
  select l.tenant_id, l.n, l.source, l.stage, l.rank, coalesce(l.campaign_id, 0),
    case when l.converted_at is null then 0 else coalesce(l.owner_id, 0) end,
    quarter_of(l.created_at), quarter_of(l.converted_at)
  from (values
    (-1, old.tenant_id, old.source, old.stage, old.rank, old.campaign_id, old.owner_id,
      old.created_at, old.converted_at, old.deleted_at),
    (1, new.tenant_id, new.source, new.stage, new.rank, new.campaign_id, new.owner_id,
      new.created_at, new.converted_at, new.deleted_at)
  ) as l (n, tenant_id, source, stage, rank, campaign_id, owner_id, created_at, converted_at,
    deleted_at)
  where l.deleted_at is null;
  return null;
end $$;
create trigger number_new after insert on leads referencing new table as new_rows
  for each statement execute function mark_lead_numbers();
create trigger number_gone after delete on leads referencing old table as old_rows
  for each statement execute function mark_lead_numbers();
create trigger number_changed after update on leads for each row
  when ((old.source, old.stage, old.rank, old.campaign_id, old.created_at, old.converted_at,
      old.deleted_at is null, case when old.converted_at is null then 0 else old.owner_id end)
    is distinct from
    (new.source, new.stage, new.rank, new.campaign_id, new.created_at, new.converted_at,
      new.deleted_at is null, case when new.converted_at is null then 0 else new.owner_id end))
  execute function mark_lead_change();

create function mark_rating() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    insert into rating_marks (tenant_id, sign, agent_id, score, rated_at)
    values (old.tenant_id, -1, old.agent_id, old.score, old.rated_at);
  end if;
  if tg_op <> 'DELETE' then
    insert into rating_marks (tenant_id, sign, agent_id, score, rated_at)
    values (new.tenant_id, 1, new.agent_id, new.score, new.rated_at);
  end if;
  return null;
end $$;
create trigger mark_new after insert or delete on conversation_ratings
  for each row execute function mark_rating();
create trigger mark_changed after update on conversation_ratings for each row
  when ((old.agent_id, old.score, old.rated_at) is distinct from
    (new.agent_id, new.score, new.rated_at))
  execute function mark_rating();

-- Which tenants have marks to fold: ids only.
create policy folding on lead_number_marks for select to current_user using (true);
create policy folding on rating_marks for select to current_user using (true);
create function tenants_with_number_marks() returns setof uuid
language sql stable security definer set search_path = '' as $$
  select m.tenant_id from public.lead_number_marks m
  union
  select r.tenant_id from public.rating_marks r
$$;

-- What was there before this revision. Of tickets and calls, what is folded already: their marks that
-- wait are folded into these numbers, too. (The owner sees past the policies for this moment alone.)
alter table tickets no force row level security;
alter table ticket_marks no force row level security;
alter table ticket_slots no force row level security;
alter table call_slots no force row level security;
alter table leads no force row level security;
alter table conversation_ratings no force row level security;
alter table numbers no force row level security;
insert into numbers (tenant_id, measure, part, value, span, at, n, total)
select q.tenant_id, q.measure, q.part, q.value, w.span, w.at, sum(q.n), sum(q.total)
from (
  select m.tenant_id, k.measure, k.part, k.value, quarter_of(k.at) as at, sum(k.n) as n,
    sum(k.total) as total
  from (
    select tenant_id, 1::bigint as sign, priority, category, assigned_to, created_at,
      first_responded_at, resolved_at from tickets where deleted_at is null
    union all
    select tenant_id, -sign::bigint, priority, category, assigned_to, created_at,
      first_responded_at, resolved_at from ticket_marks
  ) as m cross join lateral numbers_of_ticket(m.sign, m.priority, m.category, m.assigned_to,
    m.created_at, m.first_responded_at, m.resolved_at, null, null) as k
  group by 1, 2, 3, 4, 5
  union all
  select s.tenant_id, 'assigned', p.part, p.value, s.slot, sum(s.assigned), 0
  from ticket_slots s cross join lateral (values ('all', ''), ('agent', s.agent_id::text))
    as p (part, value)
  where s.assigned <> 0 group by 1, 3, 4, 5
  union all
  select s.tenant_id, k.measure, k.part, k.value, k.at, sum(k.n), sum(k.total)
  from call_slots s cross join lateral numbers_of_calls(s.slot, s.agent_id, s.campaign_id, s.calls,
    s.answered, s.completed, s.busy, s.no_answer, s.failed, s.abandoned, s.duration_s) as k
  group by 1, 2, 3, 4, 5
  union all
  select l.tenant_id, k.measure, k.part, k.value, quarter_of(k.at), sum(k.n), sum(k.total)
  from leads l cross join lateral numbers_of_leads(1, l.source, l.stage, l.rank,
    coalesce(l.campaign_id, 0), case when l.converted_at is null then 0 else l.owner_id end,
    l.created_at, l.converted_at) as k
  where l.deleted_at is null group by 1, 2, 3, 4, 5
  union all
  select r.tenant_id, k.measure, k.part, k.value, quarter_of(k.at), sum(k.n), sum(k.total)
  from conversation_ratings r
    cross join lateral numbers_of_rating(1, r.agent_id, r.score, r.rated_at) as k
  group by 1, 2, 3, 4, 5
) as q cross join lateral (values
  (0::smallint, to_timestamp(0)), (15::smallint, q.at),
  (60::smallint, date_bin('1 hour', q.at, 'epoch')),
  (360::smallint, date_bin('6 hours', q.at, 'epoch')),
  (1440::smallint, date_bin('1 day', q.at, 'epoch'))
) as w (span, at)
group by 1, 2, 3, 4, 5, 6
having sum(q.n) <> 0 or sum(q.total) <> 0;
alter table tickets force row level security;
alter table ticket_marks force row level security;
alter table ticket_slots force row level security;
alter table call_slots force row level security;
alter table leads force row level security;
alter table conversation_ratings force row level security;
alter table numbers force row level security;
