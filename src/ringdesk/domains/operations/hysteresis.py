"""When an alert is raised and when it is cleared: pure, from what was and what is measured."""

from ringdesk.domains.operations.models import AlertRule, AlertState


def step(state: AlertState, rule: AlertRule, value: float) -> AlertState:
    """One measurement further. `streak` counts those in a row that ask for a change."""
    if not rule.enabled:
        return AlertState(state.metric, raised=False, streak=0)
    asks = value < rule.clear_below if state.raised else value > rule.raise_above
    if not asks:
        return AlertState(state.metric, state.raised, streak=0)
    if state.streak + 1 < rule.samples:
        return AlertState(state.metric, state.raised, state.streak + 1)
    return AlertState(state.metric, raised=not state.raised, streak=0)
