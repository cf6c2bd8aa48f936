"""Whole shifts on a virtual clock: what is promised of predictive dialling, on seeds of its own.

Short for the large team: an hour of a hundred agents is as many calls as a day of a dozen.
"""

import pytest

from bench.pacing.cases import BARS, LIMIT, MAIN_CASE, SHOCK, WRONG
from bench.pacing.shift import Outcome, Setting, Shift
from ringdesk.domains.dialer.pacing import Controller, Predictive, Progressive, Trace

HOURS = {5: 8.0, 20: 4.0, 100: 2.0}


def worked(controller: Controller, agents: int, seed: int = 71, **more: object) -> Outcome:
    given: dict[str, object] = {"hours": HOURS[agents], **more}
    return Shift(controller, Setting(agents=agents, seed=seed, **given)).run()  # type: ignore[arg-type]


class TestAShift:
    @pytest.mark.parametrize("agents", HOURS)
    def test_keeps_agents_busy_within_the_law(self, agents: int) -> None:
        outcome = worked(Predictive(), agents)
        assert outcome.utilisation >= BARS[agents] - 0.015  # of a short shift, its start is more
        assert outcome.rate <= LIMIT

    def test_stays_within_the_law_when_twice_as_many_answer_all_at_once(self) -> None:
        outcome = worked(Predictive(), 20, hours=8.0, worlds=SHOCK.worlds)
        assert outcome.rate <= LIMIT

    @pytest.mark.parametrize("agents", [5, 20])
    def test_stays_within_the_law_with_a_wrong_idea_of_the_world(self, agents: int) -> None:
        outcome = worked(Predictive(prior=WRONG), agents)
        assert outcome.rate <= LIMIT
        assert outcome.utilisation > BARS[agents] - 0.04

    def test_uses_no_more_lines_than_it_may(self) -> None:
        outcome = worked(Predictive(), 20, most_lines=30)
        assert outcome.most_lines <= 30

    def test_abandons_nobody_with_one_line_for_each_free_agent(self) -> None:
        outcome = worked(Progressive(), 20)
        assert outcome.abandoned == 0
        assert 0.62 < outcome.utilisation < 0.70

    def test_goes_the_same_with_the_same_seed(self) -> None:
        def traces() -> list[Trace]:
            kept: list[Trace] = []
            setting = MAIN_CASE.setting(5, 3)
            Shift(
                Predictive(),
                Setting(agents=5, seed=setting.seed, hours=0.5, on_trace=kept.append),
            ).run()
            return kept

        assert traces() == traces()
