"""Routing rules and what they did, as REST shows them."""

from typing import Annotated, Self, TypeAlias

from msgspec import Meta, Struct

from ringdesk.domains import automation
from ringdesk.wire.times import Time, utc, utc_or_none

PlainIn: TypeAlias = Annotated[str, Meta(max_length=500)] | int | float | bool | None
ConditionIn: TypeAlias = (
    PlainIn | dict[str, PlainIn | Annotated[list[PlainIn], Meta(max_length=100)]]
)


class RuleOut(Struct, frozen=True):
    id: int
    name: str
    priority: int
    conditions: dict[str, automation.Condition]
    action_type: automation.Action
    action_value: str
    enabled: bool
    applied: int
    created_at: Time
    updated_at: Time

    @classmethod
    def of(cls, rule: automation.Rule) -> Self:
        return cls(
            rule.id, rule.name, rule.priority, rule.conditions, rule.action_type,
            rule.action_value, rule.enabled, rule.applied, utc(rule.created_at),
            utc(rule.updated_at),
        )  # fmt: skip


class RoutingOut(Struct, frozen=True):
    """What became of a lead that was routed; `trace`: each rule that was looked at, and why."""

    id: int
    lead_id: int
    lead_name: str
    agent_id: int
    agent_name: str
    rule_id: int | None
    rule_name: str | None
    action_type: automation.Action
    trace: list[automation.Step]
    at: Time

    @classmethod
    def of(cls, one: automation.RoutingShown) -> Self:
        return cls(
            one.id, one.lead_id, one.lead_name, one.agent_id, one.agent_name, one.rule_id,
            one.rule_name, one.action_type, one.trace, utc(one.at),
        )  # fmt: skip


class MeasuredOut(Struct, frozen=True):
    auc: float
    top_half: float


class ModelOut(Struct, frozen=True):
    """`ready` false: there are too few decided calls to learn from. Measured on the latest fifth
    of them; `top_half`: the share of the wins in the better half, 0 to 1."""

    ready: bool
    rows: int
    wins: int
    tested: int
    model: MeasuredOut | None
    rules: MeasuredOut | None
    calibration_error: float
    made_at: Time | None

    @classmethod
    def of(cls, report: automation.ModelReport | None) -> Self:
        if report is None:
            return cls(False, 0, 0, 0, None, None, 0, None)
        return cls(
            True, report.rows, report.wins, report.tested,
            MeasuredOut(report.model.auc, report.model.top_half),
            MeasuredOut(report.rules.auc, report.rules.top_half), report.calibration_error,
            utc_or_none(report.made_at),
        )  # fmt: skip


class LikelihoodOut(Struct, frozen=True):
    """`likelihood`: to convert within 30 days of a call, 0 to 1, null without a model; `reasons`:
    what raises (above 0) or lowers it most."""

    lead_id: int
    score: float
    factors: dict[str, float]
    likelihood: float | None
    reasons: list[automation.Reason]

    @classmethod
    def of(cls, found: automation.Likelihood) -> Self:
        one = found.scored
        factors = {
            "source_quality": one.source_quality, "status_score": one.status_score,
            "engagement": one.engagement, "assignment": one.assignment,
        }  # fmt: skip
        return cls(one.lead_id, round(one.score, 1), factors, found.likelihood, found.reasons)
