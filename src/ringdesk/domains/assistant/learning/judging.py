"""How good predictions are: accuracy, macro-F1, calibration."""

import numpy as np
from numpy.typing import NDArray

from ringdesk.domains.assistant.learning.logistic import Labels, Numbers
from ringdesk.domains.assistant.models import Quality

BINS = 15


def quality(truth: Labels, named: Labels, confidence: Numbers) -> Quality:
    right = truth == named
    return Quality(
        len(truth),
        round(float(right.mean()), 4),
        round(macro_f1(truth, named), 4),
        round(calibration_error(right, confidence), 4),
    )


def macro_f1(truth: Labels, named: Labels) -> float:
    """The mean, over the labels that occur, of the harmonic mean of precision and recall."""
    found = [
        2 * int(((truth == label) & (named == label)).sum())
        / int((truth == label).sum() + (named == label).sum())
        for label in np.unique(truth)
    ]  # fmt: skip
    return float(np.mean(found))


def calibration_error(right: NDArray[np.bool_], confidence: Numbers) -> float:
    """Expected calibration error (Naeini et al. 2015): the mean distance, by examples, between
    what the confidences of a bin promise and how many of them are right."""
    at = np.minimum((confidence * BINS).astype(int), BINS - 1)
    promised = np.bincount(at, confidence, BINS)
    kept = np.bincount(at, right.astype(float), BINS)
    return float(np.abs(promised - kept).sum() / len(right))
