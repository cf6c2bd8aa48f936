from datetime import datetime
from typing import Literal, TypeAlias

from msgspec import Struct, field

Action = Literal["assign_to_agent", "assign_to_team", "round_robin"]
Plain: TypeAlias = str | int | float | bool | None
Condition: TypeAlias = Plain | dict[str, Plain | list[Plain]]
Conditions: TypeAlias = dict[str, Condition]


class Settings(Struct, frozen=True):
    """Points (0 to 25) by source and by stage; `*` stands for any other source."""

    source_points: dict[str, float]
    stage_points: dict[str, float]
    route_new_leads: bool


class Scored(Struct, frozen=True):
    """The four factors, 0 to 25 each; their sum is the score, 0 to 100."""

    lead_id: int
    name: str
    source_quality: float
    status_score: float
    engagement: float
    assignment: float
    score: float


class Score(Struct, frozen=True):
    """`rank`: 1 is the best of the tenant's leads; equals share a rank."""

    lead_id: int
    name: str
    score: float
    rank: int
    factors: dict[str, float]


class Measured(Struct, frozen=True):
    """On calls that were not learned from. `top_half`: the share of the wins in the better half."""

    auc: float
    top_half: float


class ModelReport(Struct, frozen=True, kw_only=True):
    """The model beside the score by rules, on the latest fifth of the decided calls."""

    rows: int
    wins: int
    tested: int
    tested_wins: int
    model: Measured
    rules: Measured
    calibration_error: float
    made_at: datetime | None = None


class Reason(Struct, frozen=True):
    """`effect`: what it adds to the log-odds beside those of a mean lead."""

    feature: str
    effect: float


class Likelihood(Struct, frozen=True):
    """`likelihood`: to convert within 30 days of a call, 0 to 1; none without a model."""

    scored: Scored
    likelihood: float | None
    reasons: list[Reason]


class Rule(Struct, frozen=True):
    """`priority`: 1 is looked at first. `action_value`: the id of a person or of a team; a round
    robin may name a team too. `applied`: how often it has matched."""

    id: int
    name: str
    priority: int
    conditions: Conditions
    action_type: Action
    action_value: str
    enabled: bool
    applied: int
    created_at: datetime
    updated_at: datetime


class NewRule(Struct, frozen=True, kw_only=True):
    name: str
    priority: int = 100
    conditions: Conditions = field(default_factory=dict)
    action_type: Action
    action_value: str = ""
    enabled: bool = True


class Step(Struct, frozen=True):
    """What became of one rule. `why`: matched | disabled | condition | nobody, with the first
    condition that did not hold in `detail`."""

    rule_id: int | None
    name: str
    why: Literal["matched", "disabled", "condition", "nobody"]
    detail: str = ""


class Routed(Struct, frozen=True):
    agent_id: int
    routing_rule_applied: Action
    rule_id: int | None
    rule_name: str | None
    trace: list[Step]


class RoutingShown(Struct, frozen=True):
    """A line of the history of routing."""

    id: int
    lead_id: int
    lead_name: str
    agent_id: int
    agent_name: str
    rule_id: int | None
    rule_name: str | None
    action_type: Action
    trace: list[Step]
    at: datetime


class Metrics(Struct, frozen=True):
    avg_score: float
    routed_today: int
    active_rules: int
