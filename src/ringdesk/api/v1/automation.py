"""Document 001's automation: scores, ranks, routing, the schedule of campaigns."""

from datetime import datetime
from typing import Annotated, Self

from litestar import Response, Router, get, post
from litestar.params import JSONBody
from msgspec import Meta, Struct

from ringdesk.api.door import Id, In, InWork, Limit, Skip, page, raises
from ringdesk.domains import automation, campaigns, leads
from ringdesk.kernel.errors import Conflict, NotAllowed, NotFound
from ringdesk.wire.automation import ConditionIn, RuleOut
from ringdesk.wire.times import Time, utc


class OfLead(In, frozen=True):
    lead_id: Id


class ScoreOut(Struct, frozen=True):
    lead_id: int
    name: str
    score: float
    rank: int
    factors: dict[str, float]

    @classmethod
    def of(cls, one: automation.Score) -> Self:
        return cls(one.lead_id, one.name, one.score, one.rank, one.factors)


class RoutedOut(Struct, frozen=True):
    agent_id: int
    routing_rule_applied: automation.Action
    rule_id: int | None
    rule_name: str | None

    @classmethod
    def of(cls, routed: automation.Routed) -> Self:
        return cls(routed.agent_id, routed.routing_rule_applied, routed.rule_id, routed.rule_name)


class CreateRule(In, frozen=True, kw_only=True):
    name: Annotated[str, Meta(min_length=1, max_length=200)]
    priority: Annotated[int, Meta(ge=0, le=1_000_000)] = 100
    conditions: dict[str, ConditionIn]
    action_type: automation.Action
    action_value: Annotated[str, Meta(max_length=20)] | Id = ""
    enabled: bool = True


class ScheduleCampaign(In, frozen=True):
    campaign_id: Id
    scheduled_time: Annotated[datetime, Meta(tz=True)]


class ScheduledOut(Struct, frozen=True):
    message: str
    campaign_id: int
    status: str
    scheduled_time: Time


class MetricsOut(Struct, frozen=True):
    avg_score: float
    routed_today: int
    active_rules: int


@post("/leads/score", status_code=200, responses=raises(NotAllowed, leads.LeadNotFound))
async def score_lead(data: JSONBody[OfLead], work: InWork) -> ScoreOut:
    """Count a lead's score anew: four factors that sum to it."""
    return ScoreOut.of(await automation.score(work, lead_id=data.lead_id))


@get("/leads/ranked", responses=raises(NotAllowed))
async def ranked_leads(work: InWork, limit: Limit = None, offset: Skip = None) -> list[ScoreOut]:
    """Leads by score, the best first."""
    most, skip = page(limit, offset, default=100)
    return [ScoreOut.of(one) for one in await automation.ranked(work, limit=most, offset=skip)]


@post(
    "/leads/route", status_code=200,
    responses=raises(NotAllowed, leads.LeadNotFound, automation.NobodyAvailable),
)  # fmt: skip
async def route_lead(data: JSONBody[OfLead], work: InWork) -> RoutedOut:
    """Give a lead its owner: the first rule that fits, else everybody in turn (administrators)."""
    return RoutedOut.of(await automation.route(work, lead_id=data.lead_id))


@post("/routing-rules", responses=raises(NotAllowed))
async def create_rule(data: JSONBody[CreateRule], work: InWork) -> Response[RuleOut]:
    """Make a rule (administrators). Conditions: `field: value`, or `field: {op: value}`."""
    made = await automation.create_rule(
        work,
        automation.NewRule(
            name=data.name, priority=data.priority, conditions=data.conditions,
            action_type=data.action_type, action_value=str(data.action_value),
            enabled=data.enabled,
        ),
    )  # fmt: skip
    location = f"/api/app/routing-rules/{made.id}"
    return Response(RuleOut.of(made), headers={"Location": location})


@get("/routing-rules", responses=raises(NotAllowed))
async def list_rules(work: InWork) -> list[RuleOut]:
    """The rules in the order in which they are looked at."""
    return [RuleOut.of(one) for one in await automation.list_rules(work)]


@post("/schedule-campaign", status_code=200, responses=raises(NotAllowed, NotFound, Conflict))
async def schedule_campaign(data: JSONBody[ScheduleCampaign], work: InWork) -> ScheduledOut:
    """Start a campaign by itself, then (administrators). A time in the past is 400."""
    at = data.scheduled_time
    found = await campaigns.schedule(work, campaign_id=data.campaign_id, at=at)
    return ScheduledOut(
        "Campaign scheduled successfully", found.id, found.status, utc(found.scheduled_at or at)
    )


@get("/metrics", responses=raises(NotAllowed))
async def scoring_metrics(work: InWork) -> MetricsOut:
    """The mean score, how many leads were routed today, how many rules are on."""
    found = await automation.metrics(work)
    return MetricsOut(found.avg_score, found.routed_today, found.active_rules)


router = Router(
    "/api/v1/automation",
    route_handlers=[
        score_lead, ranked_leads, route_lead, create_rule, list_rules, schedule_campaign,
        scoring_metrics,
    ],
    tags=["automation"],
)  # fmt: skip
