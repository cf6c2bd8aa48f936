"""Trains a head: strength by cross-validation, threshold and calibration on what was held out."""

from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from ringdesk.domains.assistant.encoder.places import ENCODER_ID
from ringdesk.domains.assistant.heads import FINE, calibrated, evidence
from ringdesk.domains.assistant.learning.crossing import folds
from ringdesk.domains.assistant.learning.judging import Quality, quality
from ringdesk.domains.assistant.learning.logistic import Labels, Numbers, fit, softmax
from ringdesk.domains.assistant.models import UNCATEGORIZED, HeadFile

FOLDS = 5
STRENGTHS = (3.0, 10.0, 30.0, 100.0)
RIDGE = 10.0  # the strength of the calibration, which has six weights
LEAST_KEPT = 0.97  # of the accuracy in scope that the threshold may not spend


class Examples(NamedTuple):
    """`vectors` float64 [examples, 384], `labels` their numbers, `importance` 1 for an ordinary
    one; those `judged` count in reports and for the threshold, the others only teach."""

    vectors: Numbers
    labels: Labels
    importance: Numbers
    judged: NDArray[np.bool_]


class Seen(NamedTuple):
    """What a head says of examples that it did not learn from."""

    likely: Numbers  # [examples, labels]
    nearest: Numbers  # [examples]: cosine to the nearest example that it did learn from


class Trained(NamedTuple):
    file: HeadFile
    quality: Quality


def train(task: str, labels: list[str], examples: Examples) -> Trained:
    crossed = {strength: cross(examples, len(labels), strength) for strength in STRENGTHS}
    judged, truth = examples.judged, examples.labels[examples.judged]

    def loss(seen: Seen) -> float:
        rows = np.arange(len(truth))
        return float(-np.log(seen.likely[judged][rows, truth] + 1e-12).mean())

    # A strength for the numbers it gives, not for the labels: they are to be believed.
    strength = min(STRENGTHS, key=lambda each: loss(crossed[each]))
    seen = Seen(crossed[strength].likely[judged], crossed[strength].nearest[judged])
    outside = labels.index(UNCATEGORIZED) if UNCATEGORIZED in labels else None
    threshold = 0.0 if outside is None else best_threshold(seen, truth, outside)
    named, rejected = decided(seen, threshold, outside)
    weights = calibration(seen, named == truth, rejected)
    confidence = np.array(
        [
            calibrated(weights, p, c, bool(r))
            for p, c, r in zip(seen.likely.max(axis=1), seen.nearest, rejected, strict=True)
        ]
    )
    whole = fit(
        examples.vectors, examples.labels, len(labels),
        strength=strength, importance=examples.importance,
    )  # fmt: skip
    file = HeadFile(
        task=task, encoder_id=ENCODER_ID, labels=labels, threshold=round(threshold, 4),
        weights=whole.weights.astype("<f4").tobytes(),
        intercepts=[round(float(value), 6) for value in whole.intercepts],
        calibration=[round(value, 6) for value in weights],
        examples=np.rint(examples.vectors * FINE).astype(np.int8).tobytes(),
        answers=examples.labels.astype(np.uint8).tobytes(),
    )  # fmt: skip
    return Trained(file, quality(truth, named, confidence))


def cross(examples: Examples, classes: int, strength: float) -> Seen:
    fold = folds(examples.labels, FOLDS)
    likely = np.zeros((len(fold), classes))
    nearest = np.zeros(len(fold))
    for at in range(FOLDS):
        inside, held = fold != at, fold == at
        model = fit(
            examples.vectors[inside], examples.labels[inside], classes,
            strength=strength, importance=examples.importance[inside],
        )  # fmt: skip
        likely[held] = softmax(model.scores(examples.vectors[held]))
        nearest[held] = (examples.vectors[held] @ examples.vectors[inside].T).max(axis=1)
    return Seen(likely, nearest)


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


def best_threshold(seen: Seen, truth: Labels, outside: int) -> float:
    """Where most are right while what is in scope keeps nearly all of its accuracy."""
    inside = truth != outside
    bare, _ = decided(seen, 0.0, outside)
    due = LEAST_KEPT * float((bare == truth)[inside].mean())

    def worth(threshold: float) -> tuple[bool, float]:
        right = decided(seen, threshold, outside)[0] == truth
        return bool(right[inside].mean() >= due), float(right.mean())

    candidates = np.quantile(seen.likely.max(axis=1) + seen.nearest, np.linspace(0, 0.5, 51))
    return float(max([0.0, *candidates], key=worth))


def calibration(
    seen: Seen, right: NDArray[np.bool_], rejected: NDArray[np.bool_]
) -> list[float]:  # fmt: skip
    rows = np.array(
        [
            evidence(float(p), float(c), bool(r))
            for p, c, r in zip(seen.likely.max(axis=1), seen.nearest, rejected, strict=True)
        ]
    )
    # Two classes are one logistic: the difference of their weights; its base is in the evidence.
    fitted = fit(rows, right.astype(np.int64), 2, strength=RIDGE)
    weights = (fitted.weights[:, 1] - fitted.weights[:, 0]).tolist()
    base = float(fitted.intercepts[1] - fitted.intercepts[0])
    return [weights[0] + base, *weights[1:3], weights[3] + base, *weights[4:]]


def packed(file: HeadFile) -> bytes:
    return msgspec.msgpack.encode(file)
