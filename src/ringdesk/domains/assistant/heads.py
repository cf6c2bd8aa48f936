"""A linear head on a text's vector and words: a label, and how sure to be of it."""

from hashlib import sha256
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from ringdesk.domains.assistant.encoder.places import ENCODER_ID, WIDTH
from ringdesk.domains.assistant.models import NEUTRAL, OTHER, UNCATEGORIZED, HeadFile
from ringdesk.domains.assistant.surface import SIZE, Words

FINE = 127.0  # numbers of lessons are kept in steps of 1/127
SUREST = 0.99  # no machine knows; and nothing may pass a threshold of 1

# Said of a text of which nothing is known.
OTHERWISE = {"intent": UNCATEGORIZED, "sentiment": NEUTRAL, "category": OTHER}

Vector = NDArray[np.float32]
Numbers = NDArray[np.float64]


class Decision(NamedTuple):
    label: str
    confidence: float


class DoesNotFit(ValueError):
    """The head is of another encoder, or adds to another shipped head."""


class Head:
    """Immutable once made; any number of threads may ask it at once."""

    def __init__(self, content: bytes, base: "Head | None" = None) -> None:
        file = msgspec.msgpack.decode(content, type=HeadFile)
        if file.encoder_id != ENCODER_ID:
            raise DoesNotFit(f"{file.task}: {file.encoder_id}, here is {ENCODER_ID}")
        if file.base != (base.version if base else ""):
            raise DoesNotFit(f"{file.task} was made for {file.base}")
        self.file = file
        self.version: str = f"{file.task}-{sha256(content).hexdigest()[:12]}"
        self.labels = tuple(file.labels)
        own = np.frombuffer(file.lessons.vectors, np.int8).reshape(-1, WIDTH)
        self.examples: NDArray[np.int8] = np.concatenate([base.examples, own]) if base else own
        self._near = self.examples / np.float32(FINE)
        count = len(file.labels)
        self._weights = np.frombuffer(file.weights, "<f4").reshape(-1, count)
        self._intercepts = np.array(file.intercepts, np.float32)
        self._fallback = np.frombuffer(file.fallback, "<f4").reshape(-1, count)
        if len(self._weights) != (WIDTH + SIZE if file.words_weight else WIDTH):
            raise DoesNotFit(f"{file.task}: {len(self._weights)} weights")

    def decide(self, vector: Vector, words: Words, prior: Numbers | None = None) -> Decision:
        """`vector` float32 [384], `words` float32 [2048], `prior` the log-probabilities that the
        linear classifier gives the labels."""
        return self.decide_all(vector[None], words[None], prior)[0]

    def decide_all(
        self, vectors: Vector, words: Words, prior: Numbers | None = None
    ) -> list[Decision]:
        """The same for `vectors` [texts, 384] and `words` [texts, 2048].

        Out of scope is what neither resembles an example nor has a clear label: probability and
        cosine together tell it better than either (on CLINC150 the area under the curve is 0.92
        and 0.96 alone, 0.97 together)."""
        likely = mixed(self.scores(vectors, words), prior, self.file.prior)
        nearest = (self._near @ vectors.T).max(axis=0)
        return [
            self._decision(shares, float(cosine))
            for shares, cosine in zip(likely, nearest, strict=True)
        ]

    def _decision(self, likely: Numbers, nearest: float) -> Decision:
        at = int(likely.argmax())
        outside = (
            UNCATEGORIZED in self.labels
            and self.labels[at] != UNCATEGORIZED
            and float(likely[at]) + nearest < self.file.threshold
        )
        confidence = calibrated(self.file.calibration, float(likely[at]), nearest, outside)
        return Decision(UNCATEGORIZED if outside else self.labels[at], confidence)

    def decide_by_words(self, words: Words) -> Decision:
        """For a machine without the encoder."""
        if not words.any():
            return Decision(OTHERWISE[self.file.task], 0.0)
        scores = words.astype(np.float64) @ self._fallback + self.file.fallback_intercepts
        likely = softmax(scores / self.file.fallback_temperature)
        return Decision(self.labels[int(likely.argmax())], min(float(likely.max()), SUREST))

    def scores(self, vector: Vector, words: Words) -> Numbers:
        """Float64 [..., labels], of the head alone."""
        scores = vector @ self._weights[:WIDTH] + self._intercepts
        if self.file.words_weight:
            scores = scores + (words * np.float32(self.file.words_weight)) @ self._weights[WIDTH:]
        found: Numbers = scores.astype(np.float64)
        return found


def mixed(scores: Numbers, prior: Numbers | None, share: float) -> Numbers:
    """Probabilities of scores [..., labels], multiplied with those of `prior` by shares of the
    exponent (a logarithmic opinion pool: Genest and Zidek 1986)."""
    if prior is None or not share:
        return softmax(scores)
    own = scores - np.logaddexp.reduce(scores, axis=-1, keepdims=True)
    return softmax((1.0 - share) * own + share * prior)


def softmax(scores: Numbers) -> Numbers:
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares: Numbers = powers / powers.sum(axis=-1, keepdims=True)
    return shares


def calibrated(weights: list[float], probability: float, cosine: float, outside: bool) -> float:
    """How likely the label given is right: a logistic of what the head saw (after Platt 1999),
    fitted on examples that the head had not learned from."""
    score = float(np.dot(weights, evidence(probability, cosine, outside)))
    return float(np.clip(1.0 / (1.0 + np.exp(-score)), 1.0 - SUREST, SUREST))


def evidence(probability: float, cosine: float, outside: bool) -> list[float]:
    bounded = min(max(probability, 1e-4), 1 - 1e-4)
    logit = float(np.log(bounded / (1.0 - bounded)))
    if outside:  # then a low probability speaks for "uncategorized"
        return [0.0, 0.0, 0.0, 1.0, logit, cosine]
    return [1.0, logit, cosine, 0.0, 0.0, 0.0]
