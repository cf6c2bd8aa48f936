"""Which lead first, and whose: scores, ranks, routing rules."""

from ringdesk.domains.automation.errors import NobodyAvailable, RuleNotFound
from ringdesk.domains.automation.events import LeadRouted, RoutingRuleChanged, ScoringChanged
from ringdesk.domains.automation.learning import ask_for_refit, likelihood, model
from ringdesk.domains.automation.models import (
    Action,
    Condition,
    Likelihood,
    Metrics,
    ModelReport,
    NewRule,
    Reason,
    Routed,
    RoutingShown,
    Rule,
    Score,
    Settings,
    Step,
)
from ringdesk.domains.automation.personal import PERSONAL
from ringdesk.domains.automation.reactions import listen
from ringdesk.domains.automation.routing import dry_run, route, routings
from ringdesk.domains.automation.rules import (
    change_rule,
    create_rule,
    get_rule,
    list_rules,
    remove_rule,
)
from ringdesk.domains.automation.scoring import (
    change_settings,
    metrics,
    ranked,
    score,
    score_batch,
    show_settings,
)

__all__ = [
    "PERSONAL", "Action", "Condition", "LeadRouted", "Likelihood", "Metrics", "ModelReport",
    "NewRule", "NobodyAvailable", "Reason", "Routed", "RoutingRuleChanged", "RoutingShown",
    "Rule", "RuleNotFound", "Score", "ScoringChanged", "Settings", "Step", "ask_for_refit",
    "change_rule", "change_settings", "create_rule", "dry_run", "get_rule", "likelihood",
    "list_rules", "listen", "metrics", "model", "ranked", "remove_rule", "route", "routings",
    "score", "score_batch", "show_settings",
]  # fmt: skip
