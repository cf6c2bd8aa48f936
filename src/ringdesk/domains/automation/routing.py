"""Who gets a lead: the first rule that fits and finds somebody, else everybody in turn."""

from collections.abc import Collection

import msgspec

from ringdesk.domains import leads, staffing
from ringdesk.domains.automation import queries
from ringdesk.domains.automation.conditions import failing
from ringdesk.domains.automation.errors import NobodyAvailable
from ringdesk.domains.automation.events import LeadRouted
from ringdesk.domains.automation.models import Routed, RoutingShown, Rule, Step
from ringdesk.domains.automation.rules import rules_in_order
from ringdesk.domains.automation.scoring import Id, require_administers, require_reads
from ringdesk.kernel.errors import NotFound
from ringdesk.kernel.work import Work

TAKES_LEADS = "leads:write"
EVERYBODY = "everybody"


class Found(msgspec.Struct, frozen=True):
    """Who it would be, and the pool whose turn that takes."""

    person_id: int
    pool: str | None
    rule: Rule | None


async def route(work: Work, *, lead_id: int) -> Routed:
    """Give a lead its owner. LeadNotFound; NobodyAvailable. For administrators, and the house."""
    require_administers(work)
    lead = await leads.get(work, lead_id=lead_id)
    found, trace = await find(work, lead)
    if found is None:
        raise NobodyAvailable(trace=msgspec.to_builtins(trace))
    if found.pool is not None:
        await work.run(queries.TURN_TAKEN, found.pool, found.person_id)
    routed = as_routed(found, trace)
    await leads.assign(work, lead_id=lead.id, owner_id=routed.agent_id, how="routed")
    await keep(work, lead.id, routed)
    return routed


async def dry_run(work: Work, *, lead_id: int) -> Routed:
    """Who would get it now, and why; nothing is changed. NobodyAvailable with the trace."""
    require_administers(work)
    found, trace = await find(work, await leads.get(work, lead_id=lead_id))
    if found is None:
        raise NobodyAvailable(trace=msgspec.to_builtins(trace))
    return as_routed(found, trace)


async def find(work: Work, lead: leads.Lead) -> tuple[Found | None, list[Step]]:
    trace: list[Step] = []
    for rule in await rules_in_order(work):
        step, found = await look_at(work, rule, lead)
        trace.append(step)
        if found is not None:
            return found, trace
    person = await next_in_turn(work, EVERYBODY, await takers(work, None))
    trace.append(Step(None, "round_robin", "nobody" if person is None else "matched"))
    return (None if person is None else Found(person, EVERYBODY, None)), trace


async def look_at(work: Work, rule: Rule, lead: leads.Lead) -> tuple[Step, Found | None]:
    if not rule.enabled:
        return Step(rule.id, rule.name, "disabled"), None
    missing = failing(rule.conditions, lead)
    if missing is not None:
        return Step(rule.id, rule.name, "condition", missing), None
    found = await somebody_for(work, rule)
    if found is None:
        return Step(rule.id, rule.name, "nobody"), None
    return Step(rule.id, rule.name, "matched"), found


async def somebody_for(work: Work, rule: Rule) -> Found | None:
    """A named person need not be free now: it becomes theirs. A team and a round robin ask for
    somebody who is."""
    if rule.action_type == "assign_to_agent":
        return await named(work, rule)
    if not rule.action_value:
        pool, among = EVERYBODY, None
    else:
        team_id = int(rule.action_value)
        pool, among = f"team {team_id}", await staffing.members_of(work, team_id=team_id)
    person = await next_in_turn(work, pool, await takers(work, among))
    return None if person is None else Found(person, pool, rule)


async def named(work: Work, rule: Rule) -> Found | None:
    try:
        person = await staffing.colleague(work, person_id=int(rule.action_value))
    except NotFound:  # gone since the rule was made
        return None
    return Found(person.id, None, rule)


async def takers(work: Work, among: Collection[int] | None) -> list[int]:
    free = await staffing.available(work, needs=TAKES_LEADS)
    return sorted(one.id for one in free if among is None or one.id in among)


async def next_in_turn(work: Work, pool: str, people: list[int]) -> int | None:
    """Who was given something longest ago; the pool is ours until the commit."""
    if not people:
        return None
    await work.run(queries.LOCK_POOL, pool)
    [first] = await work.many(Id, queries.NEXT_IN_TURN, pool, people)
    return first.id


def as_routed(found: Found, trace: list[Step]) -> Routed:
    rule = found.rule
    if rule is None:
        return Routed(found.person_id, "round_robin", None, None, trace)
    return Routed(found.person_id, rule.action_type, rule.id, rule.name, trace)


async def keep(work: Work, lead_id: int, routed: Routed) -> None:
    await work.run(
        queries.ROUTED, lead_id, routed.agent_id, routed.rule_id, routed.rule_name,
        routed.routing_rule_applied, msgspec.json.encode(routed.trace).decode(),
    )  # fmt: skip
    if routed.rule_id is not None:
        await work.run(queries.APPLIED, routed.rule_id)
    work.record(LeadRouted(lead_id=lead_id, agent_id=routed.agent_id, rule_id=routed.rule_id))


async def routings(work: Work, *, lead_id: int | None = None, limit: int) -> list[RoutingShown]:
    """Latest first, with the trace of each."""
    require_reads(work)
    rows = await work.many(RoutingShown, queries.ROUTINGS, lead_id, limit)
    return [
        msgspec.structs.replace(
            row, trace=msgspec.json.decode(str(row.trace), type=list[Step])
        )
        for row in rows
    ]  # fmt: skip
