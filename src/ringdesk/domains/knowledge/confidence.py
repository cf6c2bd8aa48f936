"""How sure it is that what was found answers what was asked.

A logistic model on few numbers, calibrated as Platt 1999 ("Probabilistic Outputs for Support
Vector Machines") and trained by `bench.quality.calibrate` on CLINC150 and Banking77, whose intents
stand for questions: half of the queries had no answer in the index. Its figures: docs/adr/0015.
"""

import math
from typing import NamedTuple

from ringdesk.domains.knowledge.index import Hit

# What to take for the second best where there is none: two questions that have nothing in common.
NOTHING_IN_COMMON = 0.15


class Weights(NamedTuple):
    bias: float
    score: float
    margin: float
    lexical: float


WITH_VECTORS = Weights(-6.0, 8.0, 6.0, 1.0)
BY_WORDS = Weights(-4.0, 4.0, 5.0, 2.0)


def confidences(hits: list[Hit], *, by_words: bool) -> list[float]:
    """For each, best first: that it answers, 0 to 1. All but the first have the first against
    them."""
    weights = BY_WORDS if by_words else WITH_VECTORS
    values = [hit.words if by_words else hit.cosine for hit in hits]
    found = []
    for at, hit in enumerate(hits):
        others = [value for other, value in enumerate(values) if other != at]
        margin = values[at] - max(others, default=0.0 if by_words else NOTHING_IN_COMMON)
        found.append(logistic(weights, values[at], margin, hit.lexical))
    return found


def logistic(weights: Weights, score: float, margin: float, lexical: float) -> float:
    z = weights.bias + weights.score * score + weights.margin * margin + weights.lexical * lexical
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, z)))), 4)
