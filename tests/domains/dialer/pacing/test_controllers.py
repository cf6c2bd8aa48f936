"""What every controller keeps to, whatever it is shown."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from ringdesk.domains.dialer.pacing import (
    Controller,
    FixedRatio,
    Policy,
    Predictive,
    Preview,
    Progressive,
    StateBlindPoisson,
    Tally,
    View,
)
from tests.domains.dialer.pacing.views import at_work, views

SHARED = Predictive()  # its curves cost milliseconds to make, and these tests teach it nothing


def fresh() -> Predictive:
    """With the first z."""
    SHARED.z = SHARED.usual_z = 2.0
    SHARED.steered_at = 0
    return SHARED


def everyone() -> list[Controller]:
    return [
        Preview(), Progressive(), FixedRatio(1.5), FixedRatio(3, per_idle=True), fresh(),
        StateBlindPoisson(agents=10, human=0.25, busy_s=140, patience_s=2),
    ]  # fmt: skip


class TestEveryController:
    @given(view=views, later=st.floats(0, 600))
    @settings(max_examples=100, deadline=None)
    def test_never_dials_more_than_the_caps_allow(self, view: View, later: float) -> None:
        for controller in everyone():
            controller.decide(view)
            trace = controller.decide(replace(view, now=view.now + later))
            assert trace.dial >= 0
            if view.may_start is not None:
                assert trace.dial <= view.may_start
            if view.most_lines is not None:
                used = len(view.ringing) + len(view.detecting) + view.waiting + len(view.talking)
                assert trace.dial + used <= max(view.most_lines, used)

    @given(view=views)
    @settings(max_examples=50, deadline=None)
    def test_says_the_same_when_it_is_shown_the_same(self, view: View) -> None:
        first, second = everyone(), everyone()
        for one, other in zip(first, second, strict=True):
            if one is not other:
                assert one.decide(view) == other.decide(view)

    def test_says_so_when_a_cap_held_it_back(self) -> None:
        for controller in (Progressive(), FixedRatio(2), fresh()):
            trace = controller.decide(at_work(idle=12, busy=8, may_start=1))
            assert (trace.dial, trace.reason) == (1, "cap")


class TestProgressive:
    @given(view=views)
    @settings(deadline=None)
    def test_never_has_more_open_lines_than_free_agents(self, view: View) -> None:
        trace = Progressive().decide(view)
        assert trace.dial == 0 or trace.dial + view.open_lines <= view.idle


class TestFixedRatio:
    def test_counts_conversations_where_it_counts_all_agents(self) -> None:
        view = View(now=0, idle=5, talking=[10.0] * 5, ringing=[3.0] * 4)
        assert FixedRatio(1.5).decide(view).dial == 6

    def test_counts_open_lines_alone_where_it_counts_free_agents(self) -> None:
        view = View(now=0, idle=5, talking=[10.0] * 5, ringing=[3.0] * 4)
        assert FixedRatio(1.5, per_idle=True).decide(view).dial == 3


class TestPredictive:
    @given(view=views)
    @settings(max_examples=100, deadline=None)
    def test_dials_as_progressive_does_when_nothing_is_left_to_risk(self, view: View) -> None:
        spent = replace(view, today=Tally(1000, 30), period=None)
        assert fresh().decide(spent).dial == Progressive().decide(spent).dial

    @given(view=views, period=st.integers(30, 1000))
    @settings(max_examples=50, deadline=None)
    def test_counts_the_laws_period_as_well_as_the_day(self, view: View, period: int) -> None:
        spent = replace(view, today=Tally(1000, 0), period=Tally(1000, period))
        assert fresh().decide(spent).dial == Progressive().decide(spent).dial

    @given(view=views, more=st.integers(1, 10))
    @settings(max_examples=100, deadline=None)
    def test_dials_no_less_when_more_agents_are_free(self, view: View, more: int) -> None:
        fewer = fresh().decide(view).dial
        assert fresh().decide(replace(view, idle=view.idle + more)).dial >= fewer

    @given(view=views, age=st.floats(0, 20))
    @settings(max_examples=100, deadline=None)
    def test_dials_no_more_when_one_line_more_rings(self, view: View, age: float) -> None:
        before = fresh().decide(view).dial
        assert fresh().decide(replace(view, ringing=[*view.ringing, age])).dial <= before

    @given(view=views)
    @settings(max_examples=100, deadline=None)
    def test_dials_no_less_than_progressive(self, view: View) -> None:
        assert fresh().decide(view).dial >= Progressive().decide(view).dial

    def test_dials_ahead_of_agents_who_are_not_free_yet(self) -> None:
        trace = fresh().decide(at_work(busy=40, wrapping=[15.0] * 20))
        assert trace.reason == "predictive"
        assert trace.dial > 0
        assert trace.mF > trace.mA

    def test_waits_where_enough_lines_ring_already(self) -> None:
        view = at_work(busy=40, wrapping=[15.0] * 20, ringing=[6.0] * 80)
        assert fresh().decide(view).dial == 0

    @pytest.mark.parametrize(
        ("view", "reason"),
        [
            (at_work(idle=2, busy=1), "few_agents"),
            (at_work(idle=4, busy=4, today=Tally(19, 0)), "few_answers"),
            (at_work(idle=4, busy=4, today=Tally(100, 3)), "budget_spent"),
            (at_work(idle=4, busy=4), "predictive"),
        ],
    )
    def test_says_why_it_is_careful(self, view: View, reason: str) -> None:
        assert fresh().decide(view).reason == reason

    def test_is_more_careful_after_every_person_that_was_abandoned(self) -> None:
        controller = Predictive()
        controller.decide(at_work(busy=40, today=Tally(1000, 10)))
        easy = controller.z
        controller.decide(at_work(busy=40, today=Tally(1010, 25)))
        assert controller.z > easy

    def test_begins_a_new_day_with_what_it_knows(self) -> None:
        controller = Predictive()
        controller.decide(at_work(busy=40, today=Tally(2000, 40)))
        usual = controller.usual_z
        controller.decide(at_work(busy=40, today=Tally(0, 0)))
        assert controller.usual_z == pytest.approx(usual, abs=0.01)


class TestThePolicy:
    def test_counts_all_who_answered_in_the_united_states(self) -> None:
        assert Policy(law="us").credit(Tally(1000, 10, 500)) == pytest.approx(20)

    def test_takes_off_the_machines_share_in_the_united_kingdom(self) -> None:
        # 10 abandoned, half of all that were seen are machines: 5 count, of 5 + 90.
        policy = Policy(law="uk", detects=False)
        assert policy.credit(Tally(100, 10, 90)) == pytest.approx(0.03 * 95 - 5)

    def test_takes_nothing_off_where_machines_were_told_before(self) -> None:
        assert Policy(law="uk").credit(Tally(100, 10, 90)) == pytest.approx(0.03 * 100 - 10)

    def test_bears_a_day_without_calls(self) -> None:
        for law in ("us", "uk"):
            assert Policy(law=law, detects=False).credit(Tally()) == 0
