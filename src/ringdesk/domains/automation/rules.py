"""The routing rules of a tenant, in order."""

import msgspec

from ringdesk.domains import staffing
from ringdesk.domains.automation import queries
from ringdesk.domains.automation.conditions import require_conditions
from ringdesk.domains.automation.errors import RuleNotFound
from ringdesk.domains.automation.events import RoutingRuleChanged
from ringdesk.domains.automation.models import Action, Conditions, NewRule, Rule
from ringdesk.domains.automation.scoring import require_administers, require_reads
from ringdesk.kernel.errors import Invalid, NotFound
from ringdesk.kernel.work import Work

MOST_RULES = 500


async def rules_in_order(work: Work) -> list[Rule]:
    return [with_conditions(row) for row in await work.many(Rule, queries.RULES, None)]


async def list_rules(work: Work) -> list[Rule]:
    """In the order in which they are looked at; for staff who may see leads."""
    require_reads(work)
    return await rules_in_order(work)


async def get_rule(work: Work, *, rule_id: int) -> Rule:
    """For staff who may see leads. RuleNotFound."""
    require_reads(work)
    return await rule_of_id(work, rule_id)


async def rule_of_id(work: Work, rule_id: int) -> Rule:
    found = await work.many(Rule, queries.RULES, rule_id)
    if not found:
        raise RuleNotFound
    return with_conditions(found[0])


async def create_rule(work: Work, new: NewRule) -> Rule:
    """For administrators. Invalid: unknown field or comparison, nobody of that id."""
    require_administers(work)
    if len(await rules_in_order(work)) >= MOST_RULES:
        raise Invalid.field("name", f"At most {MOST_RULES} rules")
    await require_sound(work, new.conditions, new.action_type, new.action_value)
    made = await work.one(
        Rule, queries.ADD_RULE, new.name, new.priority,
        msgspec.json.encode(new.conditions).decode(), new.action_type, new.action_value,
        new.enabled, work.actor.id,
    )  # fmt: skip
    return told(work, made)


async def change_rule(work: Work, *, rule_id: int, given: dict[str, object]) -> Rule:
    """What is not given stays. RuleNotFound, Invalid."""
    require_administers(work)
    after = msgspec.structs.replace(await rule_of_id(work, rule_id), **given)
    await require_sound(work, after.conditions, after.action_type, after.action_value)
    changed = await work.one(
        Rule, queries.CHANGE_RULE, rule_id, after.name, after.priority,
        msgspec.json.encode(after.conditions).decode(), after.action_type, after.action_value,
        after.enabled,
    )  # fmt: skip
    return told(work, changed)


async def remove_rule(work: Work, *, rule_id: int) -> None:
    require_administers(work)
    await rule_of_id(work, rule_id)
    await work.run(queries.REMOVE_RULE, rule_id)
    work.record(RoutingRuleChanged(rule_id=rule_id))


def told(work: Work, row: Rule | None) -> Rule:
    if row is None:
        raise RuleNotFound
    work.record(RoutingRuleChanged(rule_id=row.id))
    return with_conditions(row)


def with_conditions(row: Rule) -> Rule:
    """The database gives them as text."""
    found = msgspec.json.decode(str(row.conditions), type=Conditions)
    return msgspec.structs.replace(row, conditions=found)


async def require_sound(
    work: Work, conditions: Conditions, action_type: Action, action_value: str
) -> None:
    require_conditions(conditions)
    if action_type == "round_robin" and not action_value:
        return
    if not (action_value.isascii() and action_value.isdecimal() and len(action_value) < 19):
        raise Invalid.field("action_value", "The id of a person, or of a team")
    try:
        if action_type == "assign_to_agent":
            await staffing.colleague(work, person_id=int(action_value))
        else:
            await staffing.team_of_id(work, team_id=int(action_value))
    except NotFound:
        raise Invalid.field("action_value", "There is nobody of this id") from None
