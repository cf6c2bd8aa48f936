from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ringdesk.domains.operations.hysteresis import step
from ringdesk.domains.operations.models import AlertRule, AlertState

VALUES = st.lists(st.floats(0, 100), max_size=60)
CALM = AlertState("cpu_usage", raised=False, streak=0)


@st.composite
def rules(draw: st.DrawFn) -> AlertRule:
    raise_above = draw(st.floats(0, 100))
    clear_below = draw(st.floats(0, raise_above))
    return AlertRule("cpu_usage", raise_above, clear_below, draw(st.integers(1, 5)), "info", True)


def walk(rule: AlertRule, values: list[float], state: AlertState = CALM) -> list[bool]:
    raised = []
    for value in values:
        state = step(state, rule, value)
        raised.append(state.raised)
    return raised


def by_looking_back(rule: AlertRule, values: list[float]) -> list[bool]:
    """The definition, slowly: a change needs `samples` measurements in a row since the last one."""
    raised, since, all_raised = False, [], []
    for value in values:
        since.append(value)
        last = since[-rule.samples :]
        asks = [one < rule.clear_below if raised else one > rule.raise_above for one in last]
        if len(last) == rule.samples and all(asks):
            raised, since = not raised, []
        all_raised.append(raised)
    return all_raised


class TestAnAlert:
    @given(rules(), VALUES)
    def test_follows_its_definition(self, rule: AlertRule, values: list[float]) -> None:
        assert walk(rule, values) == by_looking_back(rule, values)

    @given(rules(), st.lists(st.floats(0, 1), max_size=40), st.booleans())
    def test_never_changes_between_the_two_thresholds(
        self, rule: AlertRule, where: list[float], raised: bool
    ) -> None:
        low, high = rule.clear_below, rule.raise_above
        values = [min(high, max(low, low + (high - low) * one)) for one in where]
        before = AlertState("cpu_usage", raised, streak=rule.samples - 1)
        assert set(walk(rule, values, before)) <= {raised}

    @given(rules(), VALUES)
    def test_changes_at_most_once_in_its_number_of_samples(
        self, rule: AlertRule, values: list[float]
    ) -> None:
        raised = [False, *walk(rule, values)]
        changes = sum(a != b for a, b in pairwise(raised))
        assert changes <= len(values) // rule.samples

    @given(rules(), VALUES)
    def test_is_never_raised_by_a_rule_that_is_off(
        self, rule: AlertRule, values: list[float]
    ) -> None:
        off = AlertRule(
            rule.metric, rule.raise_above, rule.clear_below, rule.samples, rule.severity, False
        )
        assert not any(walk(off, values))
