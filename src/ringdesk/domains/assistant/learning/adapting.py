"""Adapts the shipped head to a tenant: learns what it lacks, and stays near it otherwise.

Only the difference to the shipped weights is fitted, and kept small (an L2 penalty, as in Chelba
and Acero 2006, "Adaptation of Maximum Entropy Capitalizer"), on the corrections and on a sample of
what the shipped head had learned, so that it forgets nothing. The difference lies in the span of
these examples: fitted in their own coordinates it is a matter of a second.
"""

import msgspec
import numpy as np
from numpy.typing import NDArray

from ringdesk.domains.assistant.encoder.places import WIDTH
from ringdesk.domains.assistant.heads import agreement, mixed
from ringdesk.domains.assistant.learning.crossing import folds
from ringdesk.domains.assistant.learning.fitting import (
    FOLDS,
    Seen,
    Trained,
    calibration,
    judge,
    loss,
)
from ringdesk.domains.assistant.learning.judging import quality
from ringdesk.domains.assistant.learning.lessons import Chosen, Examples, joined, pack
from ringdesk.domains.assistant.learning.logistic import Fitted, Labels, Numbers, fit
from ringdesk.domains.assistant.models import UNCATEGORIZED, HeadFile

REPLAYED = 600  # shipped examples that are learned again beside the corrections
NOTHING = 1e-6  # a strength at which nothing is learned, to compare with
STRENGTHS = (NOTHING, 0.3, 1.0, 3.0, 10.0)
MAY_LOSE = 0.015  # of the accuracy on what was known
IMPORTANCE = 2.0  # of a correction, beside 1 of a shipped example: it is about this tenant
ROUNDING = 1e-6  # of the largest; directions beneath it are none


class Coordinates:
    """Examples by their products with each other: `rows @ rows.T` is what it was, in as many
    dimensions as there are examples."""

    def __init__(self, features: Numbers) -> None:
        values, vectors = np.linalg.eigh(features @ features.T)
        large = values > values[-1] * ROUNDING
        self._turn = vectors[:, large] / np.sqrt(values[large])
        self._features = features
        self.rows: Numbers = vectors[:, large] * np.sqrt(values[large])

    def back(self, weights: Numbers) -> Numbers:
        """Weights of these coordinates as weights of the features."""
        found: Numbers = self._features.T @ (self._turn @ weights)
        return found


def adapt(
    base: HeadFile, version: str, known: Examples, own: Examples, *, by_rules: bool = False
) -> Trained:  # fmt: skip
    """`known` are the lessons of `base`, `own` the corrections with the scores it gives them. With
    `by_rules` how sure it may be is measured on `own` alone.

    The judgement is of `own`, then of `known`, each by a head that had not learned from it: what
    the difference adds to scores that were made without the example.
    """
    replayed = sample(known, REPLAYED)
    taught = joined(own, known.rows(replayed))
    importance = np.concatenate([np.full(len(own.labels), IMPORTANCE), known.importance[replayed]])
    space = Coordinates(taught.features(base.words_weight))
    fold = folds(taught.labels, FOLDS)
    everything = joined(own, known)
    folds_of_all = np.arange(len(everything.labels)) % FOLDS
    folds_of_all[: len(own.labels)] = fold[: len(own.labels)]
    folds_of_all[len(own.labels) + replayed] = fold[len(own.labels) :]
    features = everything.features(base.words_weight)
    resembles = nearest(features, folds_of_all, everything.labels, len(base.labels))

    def difference(strength: float, chosen: Chosen) -> Fitted:
        return learned(taught, importance, space, strength, chosen, base.prior)

    def seen_with(strength: float) -> Seen:
        scores = _given(everything).copy()
        for at in range(FOLDS):
            held = folds_of_all == at
            scores[held] += difference(strength, fold != at).scores(features[held])
        likely = mixed(scores, everything.priors, base.prior)
        return Seen(scores, likely, *resembles, everything.labels)

    tries = {strength: seen_with(strength) for strength in STRENGTHS}
    strength = best(tries, everything, len(own.labels))
    change = difference(strength, np.ones(len(fold), bool))
    return finished(base, version, own, tries[strength], everything, change, by_rules=by_rules)


def sample(examples: Examples, most: int) -> Labels:
    """Spread over the labels, the same in every run; of those that count in full."""
    judged = np.flatnonzero(examples.judged)
    if len(judged) <= most:
        return judged
    found: Labels = judged[folds(examples.labels[judged], -(-len(judged) // most)) == 0]
    return found


def learned(
    taught: Examples, importance: Numbers, space: Coordinates, strength: float, chosen: Chosen,
    prior: float,
) -> Fitted:  # fmt: skip
    """What the head lacks when it is mixed with the linear classifier as it will be."""
    own = 1.0 - prior
    scores = own * _normal(_given(taught))
    if taught.priors is not None:
        scores += prior * taught.priors
    found = fit(
        space.rows[chosen], taught.labels[chosen], scores.shape[1],
        strength=strength, importance=importance[chosen], offsets=scores[chosen], intercepts=False,
    )  # fmt: skip
    return Fitted(space.back(found.weights) / own, found.intercepts)


def _normal(scores: Numbers) -> Numbers:
    found: Numbers = scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)
    return found


def _given(examples: Examples) -> Numbers:
    if examples.scores is None:
        raise ValueError("These examples were never scored.")
    return examples.scores


def nearest(
    features: Numbers, fold: Labels, answers: Labels, labels: int
) -> tuple[Numbers, Numbers]:  # fmt: skip
    """Cosine to the nearest example of another fold, and which labels the nearest of these have."""
    vectors = features[:, :WIDTH].astype(np.float32)
    found, agreeing = np.zeros(len(fold)), np.zeros((len(fold), labels))
    for at in range(FOLDS):
        held = fold == at
        similar = vectors[held] @ vectors[~held].T
        found[held] = similar.max(axis=1)
        agreeing[held] = agreement(similar, answers[~held], labels)
    return found, agreeing


def best(tries: dict[float, Seen], examples: Examples, own: int) -> float:
    """The strength that makes most of the corrections without forgetting more than it may; if all
    do, the least."""
    mine = np.arange(len(examples.labels)) < own
    known = ~mine & examples.judged
    rights = {each: float(right(seen.rows(known)).mean()) for each, seen in tries.items()}
    careful = [each for each in tries if rights[each] >= rights[NOTHING] - MAY_LOSE]
    return min(careful, key=lambda each: loss(tries[each].rows(mine)))


def right(seen: Seen) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = seen.likely.argmax(axis=1) == seen.truth
    return found


def finished(
    base: HeadFile, version: str, own: Examples, seen: Seen, examples: Examples, change: Fitted,
    *, by_rules: bool,
) -> Trained:  # fmt: skip
    """The shipped head with its difference; how sure it may be is measured anew."""
    judged = examples.judged
    proven = np.arange(len(judged)) < len(own.labels) if by_rules else judged
    outside = base.labels.index(UNCATEGORIZED) if UNCATEGORIZED in base.labels else None
    weights = calibration(seen.rows(proven), base.threshold, outside)
    judgement = judge(seen, base.threshold, outside, weights)
    before = np.frombuffer(base.weights, "<f4").reshape(-1, len(base.labels))
    intercepts = np.array(base.intercepts) + change.intercepts
    file = msgspec.structs.replace(
        base,
        base=version,
        weights=(before + change.weights).astype("<f4").tobytes(),
        intercepts=[round(float(each), 6) for each in intercepts],
        calibration=[round(each, 6) for each in weights],
        lessons=pack(own),
        quality=quality(seen.truth[judged], judgement.named[judged], judgement.confidence[judged]),
    )
    return Trained(file, seen, judgement)
