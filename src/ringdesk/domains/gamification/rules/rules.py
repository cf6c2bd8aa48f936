"""The rules of a tenant's games."""

import msgspec

from ringdesk.domains.gamification import policy
from ringdesk.domains.gamification.errors import RuleNotFound
from ringdesk.domains.gamification.events import GameRuleChanged
from ringdesk.domains.gamification.kinds import Condition, require_conditions
from ringdesk.domains.gamification.models import FactKind
from ringdesk.domains.gamification.rules import queries
from ringdesk.domains.gamification.rules.models import NewRule, Rule
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.work import Work

MOST_RULES = 200


async def list_rules(work: Work) -> list[Rule]:
    """By the kind of fact; for staff: everybody may know what is rewarded."""
    policy.require_staff(work.actor)
    return [read(row) for row in await work.many(Rule, queries.RULES, None)]


async def rule_of_id(work: Work, *, rule_id: int) -> Rule:
    """RuleNotFound."""
    policy.require_staff(work.actor)
    found = await work.one(Rule, queries.RULES, rule_id)
    if found is None:
        raise RuleNotFound
    return read(found)


async def rules_for(work: Work, kind: FactKind) -> list[Rule]:
    """Those that are on."""
    return [read(row) for row in await work.many(Rule, queries.RULES_OF, kind)]


async def create_rule(work: Work, new: NewRule) -> Rule:
    """For who runs the games. Invalid: unknown field or comparison."""
    policy.require_runs(work.actor)
    require_conditions(new.kind, new.conditions)
    if (await work.value(int, queries.COUNT_RULES) or 0) >= MOST_RULES:
        raise Invalid.field("name", f"At most {MOST_RULES} rules")
    return await add_rule(work, new)


async def add_rule(work: Work, new: NewRule) -> Rule:
    made = await work.one(
        Rule, queries.ADD_RULE, new.name, new.kind, written(new.conditions), new.points,
        new.daily_cap, new.enabled, work.actor.id,
    )  # fmt: skip
    return told(work, made)


async def change_rule(work: Work, *, rule_id: int, given: dict[str, object]) -> Rule:
    """What is not given stays; what it gave stays, too. RuleNotFound, Invalid."""
    policy.require_runs(work.actor)
    after = msgspec.structs.replace(await rule_of_id(work, rule_id=rule_id), **given)
    require_conditions(after.kind, after.conditions)
    changed = await work.one(
        Rule, queries.CHANGE_RULE, rule_id, after.name, after.kind, written(after.conditions),
        after.points, after.daily_cap, after.enabled,
    )  # fmt: skip
    return told(work, changed)


async def remove_rule(work: Work, *, rule_id: int) -> None:
    policy.require_runs(work.actor)
    await rule_of_id(work, rule_id=rule_id)
    await work.run(queries.REMOVE_RULE, rule_id)
    work.record(GameRuleChanged(rule_id=rule_id))


def told(work: Work, row: Rule | None) -> Rule:
    if row is None:
        raise RuleNotFound
    work.record(GameRuleChanged(rule_id=row.id))
    return read(row)


def read(row: Rule) -> Rule:
    """The database gives conditions as text."""
    found = msgspec.json.decode(str(row.conditions), type=list[Condition])
    return msgspec.structs.replace(row, conditions=found)


def written(conditions: list[Condition]) -> str:
    return msgspec.json.encode(conditions).decode()
