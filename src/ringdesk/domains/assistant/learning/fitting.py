"""Trains a head: strength by cross-validation, threshold and calibration on what was held out."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ringdesk.domains.assistant.encoder.places import ENCODER_ID, WIDTH
from ringdesk.domains.assistant.heads import agreement, calibrated, evidence, mixed, softmax
from ringdesk.domains.assistant.learning.crossing import folds
from ringdesk.domains.assistant.learning.judging import quality
from ringdesk.domains.assistant.learning.lessons import Examples, pack
from ringdesk.domains.assistant.learning.logistic import Fitted, Labels, Numbers, fit
from ringdesk.domains.assistant.models import UNCATEGORIZED, HeadFile

FOLDS = 5
RIDGE = 10.0  # the strength of the calibration, which has seven weights
LEAST_KEPT = 0.97  # of the accuracy in scope that the threshold may not spend
FALLBACK_STRENGTH = 10.0


class Plan(NamedTuple):
    """What a task's heads are made of; the choices among several are by cross-validation.
    `by_rules`: the shipped examples were labelled by rules, so they prove no confidence."""

    task: str
    labels: tuple[str, ...]
    words_weight: float
    strengths: tuple[float, ...] = (10.0, 30.0)
    priors: tuple[float, ...] = (0.0,)
    by_rules: bool = False


class Seen(NamedTuple):
    """What a head says of examples that it did not learn from."""

    scores: Numbers  # [examples, labels], of the head alone
    likely: Numbers  # [examples, labels]: probabilities
    nearest: Numbers  # [examples]: cosine to the nearest example that it did learn from
    agreeing: Numbers  # [examples, labels]: shares of the nearest examples that it did learn from
    truth: Labels

    def rows(self, chosen: NDArray[np.bool_]) -> "Seen":
        return Seen(
            self.scores[chosen], self.likely[chosen], self.nearest[chosen],
            self.agreeing[chosen], self.truth[chosen],
        )  # fmt: skip


class Judgement(NamedTuple):
    named: Labels
    confidence: Numbers


class Trained(NamedTuple):
    file: HeadFile
    seen: Seen  # all examples, those that only teach as well
    judgement: Judgement  # of the same


def train(plan: Plan, examples: Examples) -> Trained:
    """A head of all `examples`, with what was held out of it to judge it by."""
    judged = examples.judged
    crossed = {
        (strength, prior): seen
        for strength in plan.strengths
        for prior, seen in cross(plan, examples, strength).items()
    }
    # Chosen for the probabilities it gives, not for the labels: they are to be believed.
    strength, prior = min(crossed, key=lambda each: loss(crossed[each].rows(judged)))
    seen = crossed[strength, prior]
    outside = plan.labels.index(UNCATEGORIZED) if UNCATEGORIZED in plan.labels else None
    threshold = 0.0 if outside is None else best_threshold(seen.rows(judged), outside)
    weights = calibration(seen.rows(judged), threshold, outside)
    judgement = judge(seen, threshold, outside, weights)
    whole = fit(
        examples.features(plan.words_weight), examples.labels, len(plan.labels),
        strength=strength, importance=examples.importance,
    )  # fmt: skip
    words, temperature = _fallback(plan, examples)
    file = HeadFile(
        task=plan.task, base="", encoder_id=ENCODER_ID, labels=list(plan.labels),
        words_weight=plan.words_weight, prior=prior, strength=strength,
        weights=whole.weights.astype("<f4").tobytes(), intercepts=_rounded(whole.intercepts),
        fallback=words.weights.astype("<f4").tobytes(),
        fallback_intercepts=_rounded(words.intercepts), fallback_temperature=temperature,
        threshold=round(threshold, 4), calibration=[round(each, 6) for each in weights],
        lessons=pack(examples._replace(scores=seen.scores)),
        quality=quality(seen.truth[judged], judgement.named[judged], judgement.confidence[judged]),
    )  # fmt: skip
    return Trained(file, seen, judgement)


def cross(plan: Plan, examples: Examples, strength: float) -> dict[float, Seen]:
    """For each share of the prior; folds are the same for all."""
    fold = folds(examples.labels, FOLDS)
    rows = examples.features(plan.words_weight)
    scores = np.zeros((len(fold), len(plan.labels)))
    nearest, agreeing = np.zeros(len(fold)), np.zeros(scores.shape)
    for at in range(FOLDS):
        inside, held = fold != at, fold == at
        model = fit(
            rows[inside], examples.labels[inside], len(plan.labels),
            strength=strength, importance=examples.importance[inside],
        )  # fmt: skip
        scores[held] = model.scores(rows[held])
        similar = rows[held, :WIDTH] @ rows[inside, :WIDTH].T
        nearest[held] = similar.max(axis=1)
        agreeing[held] = agreement(similar, examples.labels[inside], scores.shape[1])
    return {
        prior: Seen(
            scores, mixed(scores, examples.priors, prior), nearest, agreeing, examples.labels
        )
        for prior in plan.priors
    }


def loss(seen: Seen) -> float:
    """The mean negative log-likelihood."""
    rows = np.arange(len(seen.truth))
    return float(-np.log(seen.likely[rows, seen.truth] + 1e-12).mean())


def judge(
    seen: Seen, threshold: float, outside: int | None, weights: list[float]
) -> Judgement:  # fmt: skip
    named, rejected = decided(seen, threshold, outside)
    confidence = [calibrated(weights, each) for each in evidence_of(seen, rejected)]
    return Judgement(named, np.array(confidence))


def evidence_of(seen: Seen, rejected: NDArray[np.bool_]) -> list[list[float]]:
    top = seen.likely.argmax(axis=1)
    rows = np.arange(len(top))
    return [
        evidence(float(p), float(c), float(a), bool(r))
        for p, c, a, r in zip(
            seen.likely[rows, top], seen.nearest, seen.agreeing[rows, top], rejected, strict=True
        )
    ]


def decided(
    seen: Seen, threshold: float, outside: int | None
) -> tuple[Labels, NDArray[np.bool_]]:  # fmt: skip
    """As `Head.decide` does: the labels, and which of them the threshold gave."""
    named = seen.likely.argmax(axis=1)
    rejected = np.zeros(len(named), bool)
    if outside is not None:
        rejected = (named != outside) & (seen.likely.max(axis=1) + seen.nearest < threshold)
        named = np.where(rejected, outside, named)
    return named, rejected


def best_threshold(seen: Seen, outside: int) -> float:
    """Where most are right while what is in scope keeps nearly all of its accuracy."""
    inside = seen.truth != outside
    bare, _ = decided(seen, 0.0, outside)
    due = LEAST_KEPT * float((bare == seen.truth)[inside].mean())

    def worth(threshold: float) -> tuple[bool, float]:
        right = decided(seen, threshold, outside)[0] == seen.truth
        return bool(right[inside].mean() >= due), float(right.mean())

    candidates = np.quantile(seen.likely.max(axis=1) + seen.nearest, np.linspace(0, 0.5, 51))
    return float(max([0.0, *candidates], key=worth))


def calibration(seen: Seen, threshold: float, outside: int | None) -> list[float]:
    named, rejected = decided(seen, threshold, outside)
    rows = np.array(evidence_of(seen, rejected))
    right = named == seen.truth
    # Targets after Platt (1999): of five examples, all right, does not follow that all will be.
    target = np.where(right, 1 - 1 / (right.sum() + 2), 1 / ((~right).sum() + 2))
    # Two classes are one logistic: the difference of their weights; its base is in the evidence.
    model = fit(
        np.concatenate([rows, rows]), np.repeat([1, 0], len(rows)), 2, strength=RIDGE,
        importance=np.concatenate([target, 1 - target]),
    )  # fmt: skip
    weights = (model.weights[:, 1] - model.weights[:, 0]).tolist()
    base = float(model.intercepts[1] - model.intercepts[0])
    return [weights[0] + base, *weights[1:4], weights[4] + base, *weights[5:]]


def _fallback(plan: Plan, examples: Examples) -> tuple[Fitted, float]:
    """Of the words alone, and the temperature at which its probabilities are to be believed."""
    fold = folds(examples.labels, FOLDS)
    count, held = len(plan.labels), fold == 0
    parts = [
        fit(
            examples.words[rows], examples.labels[rows], count,
            strength=FALLBACK_STRENGTH, importance=examples.importance[rows],
        )
        for rows in (~held, fold >= 0)
    ]  # fmt: skip
    held &= examples.judged
    scores, truth = parts[0].scores(examples.words[held]), examples.labels[held]
    where = np.zeros(len(truth))
    candidates = np.geomspace(0.5, 4.0, 40)
    best = min(
        candidates,
        key=lambda each: loss(Seen(scores, softmax(scores / each), where, scores, truth)),
    )
    return parts[1], round(float(best), 3)


def _rounded(values: Numbers) -> list[float]:
    return [round(float(value), 6) for value in values]
