"""What a dialler could reach that looks at nothing but averages: a bound to compare with.

Lines are dialled at a constant rate, whatever the agents do. Then persons answer as a Poisson
process, and who finds no agent within the patience is lost. That is Erlang-A with a fixed patience
(M/M/n + D; Palm 1957; Mandelbaum and Zeltyn 2007); the rate is the largest with no more than the
target abandoned. Its state is solved numerically.
"""

from math import exp

from ringdesk.domains.dialer.pacing.simple import within
from ringdesk.domains.dialer.pacing.view import Fact, Trace, View


class StateBlindPoisson:
    """Dials at the best constant rate. `busy_s`: mean of conversation and wrap-up together."""

    def __init__(
        self, *, agents: int, human: float, busy_s: float, patience_s: float, target: float = 0.03
    ) -> None:
        persons = best_rate(agents, busy_s, patience_s, target)
        self.lines_per_s = persons / human
        self.owed = 0.0
        self.asked: float | None = None

    def decide(self, view: View) -> Trace:
        if self.asked is not None:
            self.owed += self.lines_per_s * (view.now - self.asked)
        self.asked = view.now
        trace = within(view, self.owed, "state_blind")
        self.owed -= trace.dial
        return trace

    def learn(self, fact: Fact) -> None:
        """It knows the averages from the start, and nothing else ever."""


def best_rate(agents: int, busy_s: float, patience_s: float, target: float) -> float:
    """Persons a second. By bisection: the more come, the more are abandoned."""
    low, high = 0.0, 2 * agents / busy_s
    for _ in range(60):
        middle = (low + high) / 2
        if abandoned_share(agents, middle, busy_s, patience_s) <= target:
            low = middle
        else:
            high = middle
    return low


def abandoned_share(agents: int, rate: float, busy_s: float, patience_s: float) -> float:
    """Of M/M/n with a fixed patience: by level crossing, the density of the time that somebody who
    arrives would have to wait is f(w) = rate p(n-1) exp((rate - n / busy) w) up to the patience
    and falls as exp(-n w / busy) beyond it, where nobody joins who would have to wait longer."""
    if rate <= 0:
        return 0.0
    weight, total = 1.0, 0.0  # of k agents busy, unnormalised
    for k in range(agents):
        total += weight
        if k < agents - 1:
            weight *= rate * busy_s / (k + 1)
    leave = agents / busy_s
    grow = rate - leave
    within_patience = (
        patience_s if abs(grow * patience_s) < 1e-9 else (exp(grow * patience_s) - 1) / grow
    )
    beyond = exp(grow * patience_s) / leave
    waits, lost = rate * weight * within_patience, rate * weight * beyond
    return lost / (total + waits + lost)
