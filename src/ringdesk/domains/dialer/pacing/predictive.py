"""Dials ahead of agents who are not free yet, and pays for its errors out of a budget.

Within the horizon `mA` persons are expected to need an agent and `mF` agents to be free (means of
independent events, with variances `vA`, `vF`). A line adds `c0`. As many lines are dialled as

    mA + n c0 <= mF - z sqrt(vA + vF + n c0 (1 - c0))

allows: in the normal approximation the chance that one person too many answers stays below
1 - Phi(z). So `z` is the price of an abandonment. It is steered by the credit: how many more may be
abandoned before the share is above the target (Samuelson, Interfaces 29:5, 1999, for prediction;
measured and tuned by bench/pacing).
"""

from collections import deque
from math import sqrt

from ringdesk.domains.dialer.pacing.curves import Curves, Prior
from ringdesk.domains.dialer.pacing.policy import Policy
from ringdesk.domains.dialer.pacing.simple import one_for_one, within
from ringdesk.domains.dialer.pacing.view import AgentFreed, Fact, LineEnded, Reason, Trace, View

FIRST_Z, LEAST_Z, MOST_Z = 2.0, 0.5, 5.0
# The credit is kept near 2 + 0.5 sqrt(target * answered) calls: what chance takes is about the root
# of what is expected. Off by as much, z moves by about GAIN_NOW at once and creeps by GAIN_LATER
# with each answer. All were tuned on seeds that bench/pacing does not report.
RESERVE, RESERVE_PER_ROOT = 2.0, 0.5
GAIN_NOW, GAIN_LATER = 1.0, 0.001
MOST_NEW = 50  # answers between two questions
SPARE = 1.0  # with less credit than one call, nothing is risked
MEMORY = 500  # lines: how long p(human) remembers
RECENT = 1500  # lines, and conversations, of which curves are made
ANEW_AFTER = 200  # facts
# Long conversations end late: of a shift that just began only the short ones are known, and curves
# of those would promise agents who stay busy.
SETTLED_S = 1200.0


class Predictive:
    """`prior`: what is assumed until there are calls; of the same campaign and hour, if there were
    any (`Prior.learned`)."""

    def __init__(self, policy: Policy = Policy(), prior: Prior = Prior()) -> None:  # noqa: B008
        self.policy, self.prior = policy, prior
        self.curves = Curves(prior)
        self.human, self.of_answers = self.curves.human, self.curves.of_answers
        self.lines: deque[LineEnded] = deque(maxlen=RECENT)
        self.freed: deque[AgentFreed] = deque(maxlen=RECENT)
        self.told = self.answers = self.news = 0
        self.z = self.usual_z = FIRST_Z
        self.steered_at = 0
        self.began: float | None = None

    def learn(self, fact: Fact) -> None:
        self.news += 1
        if isinstance(fact, AgentFreed):
            self.freed.append(fact)
            return
        if fact.kind == "unknown":
            return
        self.lines.append(fact)
        is_human, weight = fact.kind == "human", self.prior.weight
        self.told += 1
        self.human += (is_human - self.human) / min(MEMORY, weight + self.told)
        if fact.kind in ("human", "machine"):
            self.answers += 1
            self.of_answers += (is_human - self.of_answers) / min(MEMORY, weight + self.answers)

    def decide(self, view: View) -> Trace:
        self.renew(view.now)
        credit = self.policy.credit_of(view)
        self.steer(view, credit)
        if (reason := self.caution(view, credit)) is not None:
            return one_for_one(view, reason)
        return self.predict(view)

    def renew(self, now: float) -> None:
        """Curves of what was learned since. What was told before the first question is history."""
        if self.began is None:
            self.began = now - (SETTLED_S if self.freed else 0.0)
        if self.news >= ANEW_AFTER and now - self.began >= SETTLED_S:
            self.curves, self.news = Curves(self.prior, (*self.lines, *self.freed)), 0

    def caution(self, view: View, credit: float) -> Reason | None:
        if view.agents < self.policy.few_agents:
            return "few_agents"
        if view.today.answered < self.policy.few_answers:
            return "few_answers"
        return "budget_spent" if credit < SPARE else None

    def steer(self, view: View, credit: float) -> None:
        """Once for every new answer: proportional and integral control of z by the credit."""
        if view.today.answered == self.steered_at:
            return
        new = view.today.answered - self.steered_at
        new = new if 0 < new <= MOST_NEW else 0  # a new day, or a day that began without us
        self.steered_at = view.today.answered
        root = sqrt(self.policy.target * view.today.answered)
        beyond = (credit - RESERVE - RESERVE_PER_ROOT * root) / (1 + root)
        self.usual_z = clipped(self.usual_z - GAIN_LATER * beyond * new, MOST_Z - 1)
        self.z = clipped(self.usual_z - GAIN_NOW * beyond, MOST_Z)

    def predict(self, view: View) -> Trace:
        rings = self.curves.persons(view.ringing, self.human)
        free = self.curves.free(view.talking, view.wrapping)
        c0 = max(float(self.curves.persons([0.0], self.human)[0]), 1e-3)
        told, p = len(view.detecting), self.of_answers
        m_a = float(rings.sum()) + told * p + view.waiting
        v_a = float((rings * (1 - rings)).sum()) + told * p * (1 - p)
        m_f = float(free.sum()) + view.idle
        v_f = float((free * (1 - free)).sum())
        lines = most_lines(m_f - m_a, v_a + v_f, c0, self.z)
        asked = within(view, max(lines, view.idle - view.open_lines), "predictive")
        return Trace(
            at=view.now, dial=asked.dial, reason=asked.reason,
            mA=m_a, vA=v_a, mF=m_f, vF=v_f, c0=c0, z=self.z,
        )  # fmt: skip


def most_lines(room: float, variance: float, c0: float, z: float) -> float:
    """The largest n (not rounded) with n c0 + z sqrt(variance + n c0 (1 - c0)) <= room, z >= 0.

    With s the root, n c0 = (s^2 - variance) / (1 - c0): a quadratic inequality in s.
    """
    rest = max(1 - c0, 1e-9)
    inside = (z * rest) ** 2 + 4 * (variance + rest * room)
    root = (sqrt(inside) - z * rest) / 2 if inside > 0 else 0.0
    return max(0.0, (root * root - variance) / rest / c0) if root > 0 else 0.0


def clipped(z: float, most: float) -> float:
    return min(most, max(LEAST_Z, z))
