"""Routing rules and points of scores, for the web app."""

from typing import Annotated

from litestar import Router, delete, get, post, put
from litestar.params import FromPath, FromQuery, JSONBody
from msgspec import UNSET, Meta, Struct, UnsetType, structs

from ringdesk.api.door import Id, In, InWork, Limit, Said, page, raises
from ringdesk.domains import automation, leads
from ringdesk.kernel.errors import NotAllowed
from ringdesk.wire.automation import (
    ConditionIn,
    LikelihoodOut,
    ModelOut,
    RoutingOut,
    RuleOut,
)

Points = Annotated[
    dict[Annotated[str, Meta(min_length=1, max_length=100)], Annotated[float, Meta(ge=0, le=25)]],
    Meta(max_length=200),
]


class ChangeRule(In, frozen=True, kw_only=True):
    name: Annotated[str, Meta(min_length=1, max_length=200)] | UnsetType = UNSET
    priority: Annotated[int, Meta(ge=0, le=1_000_000)] | UnsetType = UNSET
    conditions: dict[str, ConditionIn] | UnsetType = UNSET
    action_type: automation.Action | UnsetType = UNSET
    action_value: Annotated[str, Meta(max_length=20)] | UnsetType = UNSET
    enabled: bool | UnsetType = UNSET


class TryRouting(In, frozen=True):
    lead_id: Id


class TriedOut(Struct, frozen=True):
    agent_id: int
    routing_rule_applied: automation.Action
    rule_id: int | None
    rule_name: str | None
    trace: list[automation.Step]


class ScoringOut(Struct, frozen=True):
    """Points by source (`*`: any other) and by stage, 0 to 25."""

    source_points: dict[str, float]
    stage_points: dict[str, float]
    route_new_leads: bool


class ChangeScoring(In, frozen=True, kw_only=True):
    source_points: Points | UnsetType = UNSET
    stage_points: Points | UnsetType = UNSET
    route_new_leads: bool | UnsetType = UNSET


@get("/routing-rules/{rule_id:int}", responses=raises(NotAllowed, automation.RuleNotFound))
async def get_rule(rule_id: FromPath[int], work: InWork) -> RuleOut:
    """When a rule applies and whom it gives the lead."""
    return RuleOut.of(await automation.get_rule(work, rule_id=rule_id))


@put("/routing-rules/{rule_id:int}", responses=raises(NotAllowed, automation.RuleNotFound))
async def change_rule(rule_id: FromPath[int], data: JSONBody[ChangeRule], work: InWork) -> RuleOut:
    """Change the fields given (administrators)."""
    given = {name: value for name, value in structs.asdict(data).items() if value is not UNSET}
    return RuleOut.of(await automation.change_rule(work, rule_id=rule_id, given=given))


@delete(
    "/routing-rules/{rule_id:int}", status_code=200,
    responses=raises(NotAllowed, automation.RuleNotFound),
)  # fmt: skip
async def remove_rule(rule_id: FromPath[int], work: InWork) -> Said:
    """Leads that it gave stay where they are (administrators)."""
    await automation.remove_rule(work, rule_id=rule_id)
    return Said("Rule deleted successfully")


@post(
    "/routing/try", status_code=200,
    responses=raises(NotAllowed, leads.LeadNotFound, automation.NobodyAvailable),
)  # fmt: skip
async def try_routing(data: JSONBody[TryRouting], work: InWork) -> TriedOut:
    """Who would get a lead now, and why; nothing is changed (administrators)."""
    found = await automation.dry_run(work, lead_id=data.lead_id)
    return TriedOut(
        found.agent_id, found.routing_rule_applied, found.rule_id, found.rule_name, found.trace
    )


@get("/routings", responses=raises(NotAllowed))
async def list_routings(
    work: InWork, lead: FromQuery[int | None] = None, limit: Limit = None
) -> list[RoutingOut]:
    """What the rules did, the latest first."""
    most, _ = page(limit, None, default=20)
    found = await automation.routings(work, lead_id=lead, limit=most)
    return [RoutingOut.of(one) for one in found]


@get("/settings/scoring", responses=raises(NotAllowed))
async def get_scoring(work: InWork) -> ScoringOut:
    """Points of sources and stages, and whether new leads are routed at once."""
    return shown(await automation.show_settings(work))


@put("/settings/scoring", responses=raises(NotAllowed))
async def change_scoring(data: JSONBody[ChangeScoring], work: InWork) -> ScoringOut:
    """Change the fields given; every score is counted anew (administrators)."""
    given = {name: value for name, value in structs.asdict(data).items() if value is not UNSET}
    return shown(await automation.change_settings(work, **given))


@get("/scoring/model", responses=raises(NotAllowed))
async def get_model(work: InWork) -> ModelOut:
    """How well the likelihood learned from one's own calls does, beside the score by rules."""
    return ModelOut.of(await automation.model(work))


@post("/scoring/model/refit", status_code=200, responses=raises(NotAllowed))
async def refit_model(work: InWork) -> Said:
    """Learn anew from what is decided by now (administrators); it happens every night anyway."""
    await automation.ask_for_refit(work)
    return Said("The model is being learned anew")


@get("/scoring/leads/{lead_id:int}", responses=raises(NotAllowed, leads.LeadNotFound))
async def get_likelihood(lead_id: FromPath[int], work: InWork) -> LikelihoodOut:
    """A lead's score with its factors, and how likely it is to convert, with the reasons."""
    return LikelihoodOut.of(await automation.likelihood(work, lead_id=lead_id))


def shown(found: automation.Settings) -> ScoringOut:
    return ScoringOut(found.source_points, found.stage_points, found.route_new_leads)


router = Router(
    "/api/app",
    route_handlers=[
        get_rule, change_rule, remove_rule, try_routing, list_routings, get_scoring,
        change_scoring, get_model, refit_model, get_likelihood,
    ],
    tags=["automation"],
)  # fmt: skip
