"""What the past says of the next seconds: when a line is answered, when an agent is free.

Empirical distributions of the campaign's own calls, mixed with a smooth prior that fades as calls
are made. Tables by age on a grid of whole steps; a look-up is one index. Times are seconds.
"""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from ringdesk.domains.dialer.pacing.view import AgentFreed, Fact, LineEnded

Numbers: TypeAlias = NDArray[np.float64]

STEP_S = 0.25  # of a ringing line's table
LONGEST_RING_S = 60.0
LONGEST_TALK_S = 1800.0  # and of a conversation's, in whole seconds
LONGEST_WRAP_S = 600.0
FEW = 12.0  # below so much weight, a tail is read no further


class Prior(Struct, frozen=True, kw_only=True):
    """What is assumed before there is a history, each as (mean, coefficient of variation).
    `weight`: as many calls of our own weigh as much."""

    human: float = 0.25
    human_rings: tuple[float, float] = (9.0, 0.5)
    other_rings: tuple[float, float] = (20.0, 0.4)
    verdict_s: float = 2.5
    talk: tuple[float, float] = (120.0, 1.0)
    wrap: tuple[float, float] = (20.0, 0.5)
    weight: float = 50.0


def lognormal_quantiles(mean: float, cv: float, count: int) -> Numbers:
    """`count` equally likely values: deterministic stand-ins for calls that never were."""
    # The inverse of the normal distribution by Newton's method would do; sorted draws of a fixed
    # generator, smoothed by their number, do as well and need no more than numpy.
    drawn = np.sort(np.random.default_rng(0).standard_normal(count * 50)).reshape(count, 50)
    middle = drawn.mean(axis=1)
    sigma = np.sqrt(np.log(1 + cv**2))
    values: Numbers = np.exp(np.log(mean) - sigma**2 / 2 + sigma * middle)
    return values * (mean / values.mean())


class Curves:
    """`human` share of lines, `verdict_s` mean, and two tables of probabilities.

    `answered_by_human[i]`, `ended_otherwise[i]`: of the lines that a person will answer (of the
    others), how many have been answered (ended) after `i * STEP_S` seconds.
    """

    def __init__(self, prior: Prior = Prior(), facts: Iterable[Fact] = ()) -> None:  # noqa: B008
        self.prior = prior
        self.refit(facts)

    def refit(self, facts: Iterable[Fact]) -> None:
        facts = list(facts)
        lines = [fact for fact in facts if isinstance(fact, LineEnded) and fact.kind != "unknown"]
        humans = [fact for fact in lines if fact.kind == "human"]
        others = [fact for fact in lines if fact.kind != "human"]
        agents = [fact for fact in facts if isinstance(fact, AgentFreed)]
        prior = self.prior
        share = prior.weight * prior.human
        self.human = (len(humans) + share) / (len(lines) + prior.weight)
        detected = sum(fact.verdict_s for fact in humans)
        self.verdict_s = (detected + share * prior.verdict_s) / (len(humans) + share)
        self.answered_by_human = distribution(
            [fact.rang_s for fact in humans], prior.human_rings, share
        )
        self.ended_otherwise = distribution(
            [fact.rang_s for fact in others], prior.other_rings, prior.weight - share
        )
        self.talks, self.wraps, self.weights = conversations(agents, prior)
        self.tables: dict[float, tuple[Numbers, Numbers]] = {}

    def persons(self, ages: Sequence[float], human: float, horizon: float) -> Numbers:
        """For each ringing line of that age: the probability that within the horizon it has been
        answered and told to be a person, by Bayes' rule:

            p (H(a + t) - H(a)) / (p (1 - H(a)) + (1 - p)(1 - G(a))), t = horizon - verdict
        """
        at = np.minimum(np.asarray(ages) / STEP_S, self.answered_by_human.size - 1).astype(int)
        ahead = max(0.0, horizon - self.verdict_s) / STEP_S
        then = np.minimum(at + int(ahead), self.answered_by_human.size - 1)
        h, g = self.answered_by_human, self.ended_otherwise
        still = human * (1 - h[at]) + (1 - human) * (1 - g[at])
        found: Numbers = human * (h[then] - h[at]) / np.maximum(still, 1e-9)
        return np.minimum(found, 1.0)

    def free(
        self, talking: Sequence[float], wrapping: Sequence[float], horizon: float
    ) -> Numbers:
        """For each agent: the probability to be free within the horizon."""
        if horizon not in self.tables:
            self.tables[horizon] = self.table_talking(horizon), self.table_wrapping(horizon)
        from_talk, from_wrap = self.tables[horizon]
        talk = np.minimum(np.asarray(talking), from_talk.size - 1).astype(int)
        wrap = np.minimum(np.asarray(wrapping), from_wrap.size - 1).astype(int)
        return np.concatenate((from_talk[talk], from_wrap[wrap]))

    def table_talking(self, horizon: float) -> Numbers:
        """P(T + W <= a + horizon | T > a) for each whole second a."""
        order = np.argsort(self.talks)
        talks, weights = self.talks[order], self.weights[order]
        total = (self.talks + self.wraps)[order]
        ages = np.arange(LONGEST_TALK_S)
        alive = weights.sum() - np.concatenate(([0.0], np.cumsum(weights)))[
            np.searchsorted(talks, ages, side="right")
        ]
        # Over within (a, a + horizon]: those with a total up to there, less those whose talk ended.
        over = np.array([
            weights[(talks > age) & (total <= age + horizon)].sum() for age in ages
        ])
        return held(over, alive)

    def table_wrapping(self, horizon: float) -> Numbers:
        """P(W <= b + horizon | W > b) for each whole second b."""
        ages = np.arange(LONGEST_WRAP_S)
        alive = np.array([self.weights[self.wraps > age].sum() for age in ages])
        later = np.array([self.weights[self.wraps > age + horizon].sum() for age in ages])
        return held(alive - later, alive)


def distribution(values: list[float], prior: tuple[float, float], weight: float) -> Numbers:
    """The share that is not larger than each step of the grid."""
    grid = np.arange(0.0, LONGEST_RING_S, STEP_S)
    smooth = lognormal_quantiles(*prior, 200)
    of_prior = np.searchsorted(np.sort(smooth), grid, side="right") / smooth.size
    own = np.searchsorted(np.sort(np.asarray(values)), grid, side="right")
    mixed: Numbers = (own + weight * of_prior) / max(len(values) + weight, 1e-9)
    return mixed


def conversations(agents: list[AgentFreed], prior: Prior) -> tuple[Numbers, Numbers, Numbers]:
    """Talk, wrap-up and weight of each conversation, those of the prior included."""
    count = 300
    talk = lognormal_quantiles(*prior.talk, count)
    # A fixed shuffle, so that long conversations don't go with long wrap-ups.
    wrap = np.random.default_rng(1).permutation(lognormal_quantiles(*prior.wrap, count))
    weights = np.full(count, prior.weight / count)
    talks = np.concatenate((talk, [fact.talked_s for fact in agents]))
    wraps = np.concatenate((wrap, [fact.wrapped_s for fact in agents]))
    return talks, wraps, np.concatenate((weights, np.ones(len(agents))))


def held(part: Numbers, whole: Numbers) -> Numbers:
    """part / whole, and where too few are left to tell, the last share that was told."""
    shares = part / np.maximum(whole, 1e-9)
    enough = np.flatnonzero(whole >= min(FEW, whole[0] / 4))
    last = int(enough[-1]) if enough.size else 0
    shares[last:] = shares[last]
    clipped: Numbers = np.clip(shares, 0.0, 1.0)
    return clipped
