"""Routing rules and what they did, as REST shows them."""

from typing import Annotated, Self, TypeAlias

from msgspec import Meta, Struct

from ringdesk.domains import automation
from ringdesk.wire.times import Time, utc

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
