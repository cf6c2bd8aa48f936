"""How sure it is that what was found answers what was asked.

A softmax over what was found and one candidate more, "none of these". How near something must be
to beat "none" depends on the company: where a question is near to many entries, as in a collection
about one subject, being near means less. Entries that say the same (an article and a FAQ entry on
one matter) don't take from each other: each has the sum of them.

Four numbers each for vectors and for words, fitted by `bench.quality.faq_calibration` to Banking77
(Casanueva et al. 2020, CC BY 4.0) and to FAQ entries of our own, half of the questions without
their answer in the index; figures: docs/adr/0015.
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ringdesk.domains.knowledge.index import Hit

SEEN = 8  # hits that are looked at; fewer exist in a small collection
SAME = 0.9  # cosine of two entries
COMPANY = slice(1, 7)  # those behind the best one


class Weights(NamedTuple):
    """A candidate's value is `value + lexical * share of rare words`; that of none of them
    `none + company * mean value of the company`; all are divided by `temperature`. `alone` stands
    in for a company that is missing, as if it were one more in it."""

    temperature: float
    none: float
    lexical: float
    company: float
    alone: float


WITH_VECTORS = Weights(temperature=0.0702, none=0.3525, lexical=0.072, company=0.9572, alone=0.15)
BY_WORDS = Weights(temperature=0.0454, none=0.084, lexical=-0.134, company=1.1785, alone=0.05)


class Sure(NamedTuple):
    """`each`, best first: that it answers; `any_of_them`: that there is an answer at all."""

    each: list[float]
    any_of_them: float


def confidences(hits: list[Hit], *, by_words: bool) -> Sure:
    weights = BY_WORDS if by_words else WITH_VECTORS
    values = [hit.words if by_words else hit.cosine for hit in hits]
    shares = softmax(values, [hit.lexical for hit in hits], weights)
    alike = alikeness(hits)
    each = [round(min(float(total), 1.0), 4) for total in alike @ np.array(shares)]
    return Sure(each, round(min(sum(shares), 1.0), 4))


def alikeness(hits: list[Hit]) -> NDArray[np.float64]:
    """1 where two say the same, itself among them; [hits, hits]. What has no vector, or that of
    another encoder, is like nothing else."""
    if not hits:
        return np.zeros((0, 0))
    vectors = np.stack([hit.vector for hit in hits])
    lengths = np.sqrt(np.vecdot(vectors, vectors))
    scaled = vectors / np.where(lengths > 0, lengths, 1.0)[:, None]
    alike = np.vecdot(scaled[:, None, :], scaled[None, :, :]) >= SAME
    found: NDArray[np.float64] = (alike | np.eye(len(hits), dtype=bool)).astype(np.float64)
    return found


def softmax(values: list[float], lexical: list[float], weights: Weights) -> list[float]:
    company = values[COMPANY]
    usual = (sum(company) + weights.alone) / (len(company) + 1)
    logits = [
        (value + weights.lexical * share) / weights.temperature
        for value, share in zip(values, lexical, strict=True)
    ]
    none = (weights.none + weights.company * usual) / weights.temperature
    highest = max([none, *logits])
    powers = [math.exp(logit - highest) for logit in logits]
    total = sum(powers) + math.exp(none - highest)
    return [power / total for power in powers]
