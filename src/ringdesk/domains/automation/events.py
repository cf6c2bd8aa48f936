from ringdesk.kernel.events import Event


class LeadRouted(Event, frozen=True, kw_only=True):
    lead_id: int
    agent_id: int
    rule_id: int | None


class RoutingRuleChanged(Event, frozen=True, kw_only=True):
    rule_id: int


class ScoringChanged(Event, frozen=True, kw_only=True):
    """Points were changed, or a model was made: every score is counted anew."""
