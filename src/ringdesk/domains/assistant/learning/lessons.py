"""What there is to learn from, as arrays, and packed into a head's file."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ringdesk.domains.assistant.encoder.places import WIDTH
from ringdesk.domains.assistant.heads import FINE
from ringdesk.domains.assistant.learning.logistic import Labels, Numbers
from ringdesk.domains.assistant.models import Lessons
from ringdesk.domains.assistant.surface import SIZE

Chosen = NDArray[np.bool_] | NDArray[np.int64]
JUDGED = 0.99  # examples of this importance count in reports; lesser ones only teach


class Examples(NamedTuple):
    """One row an example: `vectors` [384], `words` [2048], the number of its label, `importance`
    (1 for an ordinary one), `scores` [labels] of a head that did not learn from it, `priors`
    [labels]; the last two none where there are none."""

    vectors: Numbers
    words: Numbers
    labels: Labels
    importance: Numbers
    scores: Numbers | None = None
    priors: Numbers | None = None

    @property
    def judged(self) -> NDArray[np.bool_]:
        found: NDArray[np.bool_] = self.importance >= JUDGED
        return found

    def rows(self, chosen: Chosen) -> "Examples":
        return Examples(
            self.vectors[chosen],
            self.words[chosen],
            self.labels[chosen],
            self.importance[chosen],
            None if self.scores is None else self.scores[chosen],
            None if self.priors is None else self.priors[chosen],
        )

    def features(self, words_weight: float) -> Numbers:
        if not words_weight:
            return self.vectors
        return np.hstack([self.vectors, words_weight * self.words])


def joined(one: Examples, other: Examples) -> Examples:
    return Examples(
        np.concatenate([one.vectors, other.vectors]),
        np.concatenate([one.words, other.words]),
        np.concatenate([one.labels, other.labels]),
        np.concatenate([one.importance, other.importance]),
        _both(one.scores, other.scores),
        _both(one.priors, other.priors),
    )


def _both(one: Numbers | None, other: Numbers | None) -> Numbers | None:
    return None if one is None or other is None else np.concatenate([one, other])


def pack(examples: Examples) -> Lessons:
    present = examples.words != 0
    nothing = np.empty(0)
    scores = nothing if examples.scores is None else examples.scores
    priors = nothing if examples.priors is None else examples.priors
    return Lessons(
        vectors=np.rint(examples.vectors * FINE).astype(np.int8).tobytes(),
        answers=examples.labels.astype(np.uint8).tobytes(),
        importance=examples.importance.astype("<f2").tobytes(),
        word_counts=present.sum(axis=1).astype("<u2").tobytes(),
        word_places=np.nonzero(present)[1].astype("<u2").tobytes(),
        word_values=np.rint(examples.words[present] * FINE).astype(np.int8).tobytes(),
        scores=scores.astype("<f2").tobytes(),
        priors=priors.astype("<f2").tobytes(),
    )


def unpack(lessons: Lessons, labels: int) -> Examples:
    answers = np.frombuffer(lessons.answers, np.uint8).astype(np.int64)
    counts = np.frombuffer(lessons.word_counts, "<u2")
    words = np.zeros((len(answers), SIZE))
    rows = np.repeat(np.arange(len(answers)), counts)
    values = np.frombuffer(lessons.word_values, np.int8) / FINE
    words[rows, np.frombuffer(lessons.word_places, "<u2")] = values
    return Examples(
        np.frombuffer(lessons.vectors, np.int8).reshape(-1, WIDTH) / FINE,
        words,
        answers,
        np.frombuffer(lessons.importance, "<f2").astype(np.float64),
        _numbers(lessons.scores, labels),
        _numbers(lessons.priors, labels),
    )


def _numbers(halves: bytes, labels: int) -> Numbers | None:
    if not halves:
        return None
    return np.frombuffer(halves, "<f2").astype(np.float64).reshape(-1, labels)
