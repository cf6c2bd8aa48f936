"""Multinomial logistic regression, fitted by L-BFGS (Nocedal and Wright 2006, algorithm 7.4)."""

from collections import deque
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Labels = NDArray[np.int64]
Look = Callable[[Numbers], tuple[float, Numbers]]

MEMORY = 12  # steps of which the curvature is remembered
MOST_STEPS = 500
FLAT = 1e-5  # the largest entry of the gradient, a weight of the examples, at which we stop
ENOUGH = 1e-4  # of the promised descent, for a step to be taken (Armijo)
SHORTEST = 1e-10


class Fitted(NamedTuple):
    """Scores are `features @ weights + intercepts`."""

    weights: Numbers  # [features, classes]
    intercepts: Numbers  # [classes]

    def scores(self, features: Numbers) -> Numbers:
        found: Numbers = features @ self.weights + self.intercepts
        return found


def fit(
    features: Numbers, labels: Labels, classes: int, *,
    strength: float, importance: Numbers | None = None, offsets: Numbers | None = None,
    intercepts: bool = True,
) -> Fitted:  # fmt: skip
    """The least of `strength * sum(importance * -log p(label)) + |weights|² / 2`.

    `features` [examples, features], `labels` numbers of classes, `importance` one an example.
    `offsets` [examples, classes] are added to the scores: then only what they lack is learned.
    Intercepts, if there are to be any, cost nothing.
    """
    count, width = features.shape
    weight = np.ones(count) if importance is None else importance
    rows = np.arange(count)
    given = np.zeros((1, classes)) if offsets is None else offsets
    scale = 1.0 / max(1.0, float(weight.sum()))

    def look(flat: Numbers) -> tuple[float, Numbers]:
        guess = flat.reshape(width + 1, classes)
        scores = features @ guess[:width] + guess[width] + given
        highest = scores.max(axis=1, keepdims=True)
        powers = np.exp(scores - highest)
        total = powers.sum(axis=1, keepdims=True)
        lost = np.log(total[:, 0]) + highest[:, 0] - scores[rows, labels]
        rest = powers / total
        rest[rows, labels] -= 1.0
        rest *= weight[:, None]
        slope = np.empty_like(guess)
        slope[:width] = scale * (features.T @ rest + guess[:width] / strength)
        slope[width] = scale * rest.sum(axis=0) if intercepts else 0.0
        penalty = float((guess[:width] ** 2).sum()) / (2 * strength)
        return scale * (float(weight @ lost) + penalty), slope.ravel()

    found = descend(look, np.zeros((width + 1) * classes)).reshape(width + 1, classes)
    return Fitted(found[:width], found[width])


def descend(look: Look, start: Numbers) -> Numbers:
    """The lowest point of a smooth convex function; `look` gives its height and its slope."""
    place, (height, slope) = start, look(start)
    past: deque[tuple[Numbers, Numbers, float]] = deque(maxlen=MEMORY)
    for _ in range(MOST_STEPS):
        if np.abs(slope).max() < FLAT:
            break
        direction = -_turned(slope, past)
        promised = float(slope @ direction)
        if promised >= 0:  # rounding: begin again with the steepest way
            past.clear()
            direction, promised = -slope, -float(slope @ slope)
        length = 1.0 if past else min(1.0, 1.0 / float(np.abs(slope).sum()))
        while True:
            there = place + length * direction
            new_height, new_slope = look(there)
            if new_height <= height + ENOUGH * length * promised:
                break
            length /= 2
            if length < SHORTEST:
                return place
        moved, bent = there - place, new_slope - slope
        if (curvature := float(moved @ bent)) > 1e-12:
            past.append((moved, bent, 1.0 / curvature))
        place, height, slope = there, new_height, new_slope
    return place


def _turned(slope: Numbers, past: "deque[tuple[Numbers, Numbers, float]]") -> Numbers:
    """The slope times the inverse of the curvature that the last steps showed."""
    turned = slope.copy()
    shares = []
    for moved, bent, inverse in reversed(past):
        share = inverse * float(moved @ turned)
        turned -= share * bent
        shares.append(share)
    if past:
        moved, bent, inverse = past[-1]
        turned *= 1.0 / (inverse * float(bent @ bent))
    for (moved, bent, inverse), share in zip(past, reversed(shares), strict=True):
        turned += (share - inverse * float(bent @ turned)) * moved
    return turned
