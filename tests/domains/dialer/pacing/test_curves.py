"""What is expected of lines and agents, from what was seen of others."""

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringdesk.domains.dialer.pacing import AgentFreed, Curves, Fact, LineEnded, Predictive, Prior
from ringdesk.domains.dialer.pacing.state_blind import abandoned_share, best_rate
from tests.domains.dialer.pacing.views import at_work

lasting = st.floats(0, 1e5)
facts = st.lists(
    st.builds(
        LineEnded,
        kind=st.sampled_from(["human", "machine", "busy", "no-answer", "failed", "unknown"]),
        rang_s=lasting,
        verdict_s=st.floats(0, 10),
    )
    | st.builds(AgentFreed, talked_s=lasting, wrapped_s=lasting),
    max_size=30,
)


def calls(count: int) -> list[Fact]:
    """Half are answered by a person after 20 s, who is known to be one after 1 s; the others end at
    5 s. Conversations last 60 s, wrap-ups 10."""
    lines = [LineEnded(kind="human", rang_s=20.0, verdict_s=1.0)] * (count // 2)
    others = [LineEnded(kind="busy", rang_s=5.0)] * (count // 2)
    return [*lines, *others, *[AgentFreed(talked_s=60.0, wrapped_s=10.0)] * count]


class TestCurves:
    @given(facts=facts, ages=st.lists(st.floats(0, 1e6), max_size=20), human=st.floats(0, 1))
    @settings(max_examples=60, deadline=None)
    def test_are_probabilities_whatever_was_seen(
        self, facts: list[Fact], ages: list[float], human: float
    ) -> None:
        curves = Curves(Prior(), facts)
        for found in (curves.persons(ages, human), curves.free(ages, ages)):
            assert np.all((found >= 0) & (found <= 1))
        assert curves.horizon > 0

    def test_follow_what_was_seen_when_there_was_enough(self) -> None:
        curves = Curves(Prior(), calls(2000))
        assert curves.human == pytest.approx(0.5, abs=0.01)
        assert curves.verdict_s == pytest.approx(1.0, abs=0.05)
        assert curves.horizon == pytest.approx(21, abs=1)
        # Who still rings after ten seconds is a person who answers at twenty.
        assert curves.persons([10.0], 0.5)[0] > 0.9

    def test_know_that_an_agent_in_wrap_up_is_sooner_free(self) -> None:
        early, late, wrapping = Curves(Prior(), calls(2000)).free([2.0, 58.0], [5.0])
        assert early < 0.05 < late
        assert wrapping > 0.9

    def test_begin_with_what_is_assumed(self) -> None:
        curves = Curves(Prior(human=0.4))
        assert curves.human == pytest.approx(0.4)
        assert curves.persons([0.0], 0.4)[0] == pytest.approx(0.75 * 0.4, abs=0.05)


class TestAPrior:
    def test_of_earlier_calls_has_their_means(self) -> None:
        prior = Prior.learned(calls(4000))
        assert prior.human == pytest.approx(0.5, abs=0.02)
        assert prior.human_rings[0] == pytest.approx(20, abs=0.5)
        assert prior.talk[0] == pytest.approx(60, abs=2)
        assert prior.talk[1] < 0.4

    def test_of_no_calls_is_what_was_assumed(self) -> None:
        prior = Prior.learned([], Prior(human=0.1, talk=(300, 0.5)))
        assert prior.human == pytest.approx(0.1)
        assert prior.talk == pytest.approx((300, 0.5))


class TestLearning:
    def test_a_better_list_is_noticed(self) -> None:
        controller, chance = Predictive(), Random(1)
        for _ in range(1500):
            kind = "human" if chance.random() < 0.45 else "no-answer"
            controller.learn(LineEnded(kind=kind, rang_s=9.0))  # type: ignore[arg-type]
        assert controller.human == pytest.approx(0.45, abs=0.06)

    def test_lines_that_we_ended_teach_nothing(self) -> None:
        controller = Predictive()
        for _ in range(500):
            controller.learn(LineEnded(kind="unknown", rang_s=9.0))
        assert controller.human == pytest.approx(0.25)

    def test_short_conversations_of_the_first_minutes_are_not_taken_for_all(self) -> None:
        controller = Predictive()
        controller.decide(at_work(busy=40, now=0.0))
        for _ in range(400):
            controller.learn(AgentFreed(talked_s=10.0, wrapped_s=5.0))
        before = controller.curves
        controller.decide(at_work(busy=40, now=300.0))
        assert controller.curves is before
        controller.decide(at_work(busy=40, now=1300.0))
        assert controller.curves is not before

    def test_what_is_told_before_the_first_question_is_history_and_counts_at_once(self) -> None:
        controller = Predictive()
        for fact in calls(400):
            controller.learn(fact)
        controller.decide(at_work(busy=40, now=0.0))
        assert controller.curves.horizon > 18


class TestTheStateBlindBound:
    def test_abandons_at_its_rate_what_it_may(self) -> None:
        for agents in (1, 5, 100):
            rate = best_rate(agents, 140, 2, 0.03)
            assert abandoned_share(agents, rate, 140, 2) == pytest.approx(0.03, abs=1e-6)

    def test_is_erlang_b_for_people_without_patience(self) -> None:
        # Two agents offered one erlang lose a fifth: 1/2 / (1 + 1 + 1/2).
        assert abandoned_share(2, 0.01, 100, 0) == pytest.approx(0.2)

    def test_loses_nobody_where_nobody_calls(self) -> None:
        assert abandoned_share(3, 0, 100, 2) == 0
