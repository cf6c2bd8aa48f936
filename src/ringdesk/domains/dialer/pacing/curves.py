"""What the past says of the next seconds: when a line is answered, when an agent is free.

Empirical distributions of a campaign's own calls, mixed with a smooth prior that fades as calls are
made. Everything is a table by age, so that a look-up is one index. Times are seconds.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import sqrt
from statistics import NormalDist
from typing import TypeAlias

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from ringdesk.domains.dialer.pacing.view import AgentFreed, Fact, LineEnded

Numbers: TypeAlias = NDArray[np.float64]

RING_STEP_S, LONGEST_RING_S = 0.25, 120.0
WORK_STEP_S, LONGEST_TALK_S, LONGEST_WRAP_S = 1.0, 1200.0, 600.0
HORIZON_STEP_S = 0.5
FEW = 12.0  # with fewer calls left at an age, what was true of younger ones is taken
# Persons come spread over the horizon: an agent who is free at its very end is free too late.
IN_TIME = 0.7
LATE = 0.75  # so many of those who will answer have, within the horizon


class Prior(Struct, frozen=True, kw_only=True):
    """What is assumed of a campaign (at an hour) before it made calls: shares of dialled lines, and
    durations as (mean, coefficient of variation). It weighs as much as `weight` calls."""

    human: float = 0.25
    machine: float = 0.25
    human_rings: tuple[float, float] = (9.0, 0.5)
    other_rings: tuple[float, float] = (20.0, 0.4)
    verdict_s: float = 2.5
    talk: tuple[float, float] = (120.0, 1.0)
    wrap: tuple[float, float] = (20.0, 0.3)
    weight: float = 50.0

    @classmethod
    def learned(cls, facts: Iterable[Fact], otherwise: "Prior | None" = None) -> "Prior":
        """Of a campaign's earlier calls (say, at this hour of the last weeks). Where there were
        few, what is assumed `otherwise` weighs in as much as its weight says."""
        before = Prior() if otherwise is None else otherwise
        facts = list(facts)
        lines = [fact for fact in facts if isinstance(fact, LineEnded) and fact.kind != "unknown"]
        humans = [fact for fact in lines if fact.kind == "human"]
        machines = sum(fact.kind == "machine" for fact in lines)
        others = [fact.rang_s for fact in lines if fact.kind != "human"]
        freed = [fact for fact in facts if isinstance(fact, AgentFreed)]
        weight = before.weight
        verdicts = sum(fact.verdict_s for fact in humans) + weight * before.verdict_s
        return cls(
            human=(len(humans) + weight * before.human) / (len(lines) + weight),
            machine=(machines + weight * before.machine) / (len(lines) + weight),
            human_rings=moments([f.rang_s for f in humans], before.human_rings, weight),
            other_rings=moments(others, before.other_rings, weight),
            verdict_s=verdicts / (len(humans) + weight),
            talk=moments([fact.talked_s for fact in freed], before.talk, weight),
            wrap=moments([fact.wrapped_s for fact in freed], before.wrap, weight),
            weight=weight,
        )


class Curves:
    """`human`: share of lines that a person answers; `of_answers`: of the answered ones.
    `horizon`: how far ahead is looked: until most who will answer a line dialled now have done so,
    the time of the verdict and the upper quartile of the time until a person answers."""

    def __init__(self, prior: Prior, facts: Iterable[Fact] = ()) -> None:
        facts = list(facts)
        lines = [fact for fact in facts if isinstance(fact, LineEnded) and fact.kind != "unknown"]
        humans = [fact for fact in lines if fact.kind == "human"]
        machines = sum(fact.kind == "machine" for fact in lines)
        others = [fact.rang_s for fact in lines if fact.kind != "human"]
        share = prior.weight * prior.human
        answers = share + prior.weight * prior.machine
        self.human = (len(humans) + share) / (len(lines) + prior.weight)
        self.of_answers = (len(humans) + share) / (len(humans) + machines + answers)
        verdicts = sum(fact.verdict_s for fact in humans)
        self.verdict_s = (verdicts + share * prior.verdict_s) / (len(humans) + share)
        self.answered = shares_by_age([f.rang_s for f in humans], prior.human_rings, share)
        self.ended = shares_by_age(others, prior.other_rings, prior.weight - share)
        late = float(np.searchsorted(self.answered, LATE)) * RING_STEP_S
        self.horizon = round((self.verdict_s + late) / HORIZON_STEP_S) * HORIZON_STEP_S
        work = Work([fact for fact in facts if isinstance(fact, AgentFreed)], prior)
        self.free_from_talk = work.free_from_talk(IN_TIME * self.horizon)
        self.free_from_wrap = work.free_from_wrap(IN_TIME * self.horizon)

    def persons(self, ages: Sequence[float], human: float) -> Numbers:
        """For each ringing line of that age: the probability that within the horizon a person has
        answered it and was told to be one. By Bayes' rule, with H and G the shares of lines that by
        an age a person answered or that ended otherwise, p = `human`, t = horizon - verdict:

            p (H(a + t) - H(a)) / (p (1 - H(a)) + (1 - p)(1 - G(a)))
        """
        last = self.answered.size - 1
        at = np.minimum(np.asarray(ages, dtype=float) / RING_STEP_S, last).astype(int)
        ahead = int(max(0.0, self.horizon - self.verdict_s) / RING_STEP_S)
        then = np.minimum(at + ahead, last)
        h, g = self.answered, self.ended
        still = human * (1 - h[at]) + (1 - human) * (1 - g[at])
        found: Numbers = human * (h[then] - h[at]) / np.maximum(still, 1e-9)
        return np.minimum(found, 1.0)

    def free(self, talking: Sequence[float], wrapping: Sequence[float]) -> Numbers:
        """For each agent at work: the probability to be free in time, early in the horizon."""
        return np.concatenate((
            looked_up(self.free_from_talk, talking), looked_up(self.free_from_wrap, wrapping)
        ))  # fmt: skip


class Work:
    """Conversations and the wrap-ups after them, those of the prior included, with weights."""

    def __init__(self, freed: list[AgentFreed], prior: Prior) -> None:
        talk, wrap = quantiles(*prior.talk), quantiles(*prior.wrap)
        # A fixed shuffle, so that in the prior long wrap-ups don't go with long conversations.
        wrap = np.random.default_rng(0).permutation(wrap)
        talks = np.concatenate((talk, [fact.talked_s for fact in freed]))
        wraps = np.concatenate((wrap, [fact.wrapped_s for fact in freed]))
        weights = np.full(talks.size, 1.0)
        weights[: talk.size] = prior.weight / talk.size
        order = np.argsort(talks)
        self.talks, self.wraps, self.weights = talks[order], wraps[order], weights[order]

    def free_from_talk(self, horizon: float) -> Numbers:
        """P(T + W <= a + horizon | T > a), T the conversation's and W the wrap-up's length."""
        ages = np.arange(0.0, LONGEST_TALK_S, WORK_STEP_S)
        firsts = np.searchsorted(self.talks, ages, side="right")
        left = np.append(np.cumsum(self.weights[::-1])[::-1], 0.0)
        total = self.talks + self.wraps
        over = np.array([
            self.weights[first:][total[first:] <= age + horizon].sum()
            for age, first in zip(ages, firsts, strict=True)
        ])  # fmt: skip
        return held(over, left[firsts])

    def free_from_wrap(self, horizon: float) -> Numbers:
        """P(W <= b + horizon | W > b)."""
        order = np.argsort(self.wraps)
        wraps = self.wraps[order]
        left = np.append(np.cumsum(self.weights[order][::-1])[::-1], 0.0)
        ages = np.arange(0.0, LONGEST_WRAP_S, WORK_STEP_S)
        now = left[np.searchsorted(wraps, ages, side="right")]
        then = left[np.searchsorted(wraps, ages + horizon, side="right")]
        return held(now - then, now)


def moments(values: list[float], before: tuple[float, float], weight: float) -> tuple[float, float]:
    """Mean and coefficient of variation of the values and `weight` of those assumed before."""
    mean, cv = before
    count = len(values) + weight
    middle = (sum(values) + weight * mean) / count
    squares = sum(value * value for value in values) + weight * mean * mean * (1 + cv * cv)
    variance = max(0.0, squares / count - middle * middle)
    return middle, sqrt(variance) / middle if middle > 0 else 0.0


@lru_cache(maxsize=64)
def quantiles(mean: float, cv: float, count: int = 200) -> Numbers:
    """`count` equally likely values of a lognormal distribution, shortest first."""
    middle = NormalDist()
    normal = np.array([middle.inv_cdf((i + 0.5) / count) for i in range(count)])
    values: Numbers = np.exp(np.sqrt(np.log(1 + cv**2)) * normal)
    scaled: Numbers = values * (mean / values.mean())
    return scaled


def shares_by_age(values: list[float], prior: tuple[float, float], weight: float) -> Numbers:
    """Which share was not longer than each age of the grid."""
    grid = np.arange(0.0, LONGEST_RING_S, RING_STEP_S)
    smooth = quantiles(*prior)
    of_prior = np.searchsorted(smooth, grid, side="right") / smooth.size
    own = np.searchsorted(np.sort(np.asarray(values, dtype=float)), grid, side="right")
    mixed: Numbers = (own + weight * of_prior) / (len(values) + weight)
    return mixed


def held(part: Numbers, whole: Numbers) -> Numbers:
    """part / whole; where too few are left to tell, the last share that was told."""
    shares = part / np.maximum(whole, 1e-9)
    last = int(np.flatnonzero(whole >= min(FEW, whole[0] / 4))[-1])
    shares[last:] = shares[last]
    clipped: Numbers = np.clip(shares, 0.0, 1.0)
    return clipped


def looked_up(table: Numbers, ages: Sequence[float]) -> Numbers:
    at = np.asarray(ages, dtype=float) / WORK_STEP_S
    found: Numbers = table[np.clip(at, 0, table.size - 1).astype(int)]
    return found
