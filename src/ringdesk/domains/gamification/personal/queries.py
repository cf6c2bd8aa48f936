"""What games keep of people. $1 is the tenant, $2 the person."""

POINTS = """
select jsonb_build_object('points', points, 'kind', kind, 'reason', reason, 'at', at)::text as row
from points_ledger where tenant_id = $1 and person_id = $2 order by id
"""
BLANK_POINTS = """
update points_ledger set reason = '' where tenant_id = $1 and person_id = $2 and reason <> ''
"""
BADGES = """
select jsonb_build_object('badge', b.name, 'at', a.at)::text as row
from badge_awards a join badges b on b.tenant_id = a.tenant_id and b.id = a.badge_id
where a.tenant_id = $1 and a.person_id = $2 order by a.badge_id
"""
ERASE_BADGES = "delete from badge_awards where tenant_id = $1 and person_id = $2"
WINS = """
select jsonb_build_object('challenge_id', challenge_id, 'at', at)::text as row
from challenge_wins where tenant_id = $1 and person_id = $2 order by challenge_id
"""
ERASE_WINS = "delete from challenge_wins where tenant_id = $1 and person_id = $2"
PLAYER = """
select (to_jsonb(g) - 'tenant_id')::text as row
from game_players g where g.tenant_id = $1 and g.person_id = $2
"""
ERASE_PLAYER = "delete from game_players where tenant_id = $1 and person_id = $2"
REDEMPTIONS = """
select jsonb_build_object('reward', reward_name, 'points', points_cost, 'state', state,
  'note', note, 'at', created_at)::text as row
from redemptions where tenant_id = $1 and person_id = $2 order by id
"""
BLANK_REDEMPTIONS = """
update redemptions set note = '' where tenant_id = $1 and person_id = $2 and note <> ''
"""
SCORES = """
select (to_jsonb(s) - 'tenant_id')::text as row
from game_scores s where s.tenant_id = $1 and s.person_id = $2
order by s.metric, s.period, s.start
"""
ERASE_SCORES = "delete from game_scores where tenant_id = $1 and person_id = $2"
DEEDS = """
select jsonb_build_object('metric', metric, 'day', day)::text as row
from game_deeds where tenant_id = $1 and person_id = $2 order by day
"""
ERASE_DEEDS = "delete from game_deeds where tenant_id = $1 and person_id = $2"
BALANCE = """
select jsonb_build_object('total', total, 'balance', balance)::text as row
from points_balances where tenant_id = $1 and person_id = $2
"""
