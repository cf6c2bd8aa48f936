"""Fits the linear classifier and its temperature. The one place that needs scikit-learn."""

from collections import Counter
from collections.abc import Callable
from itertools import chain
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from ringdesk.domains.assistant import features
from ringdesk.domains.assistant.linear import TITLE
from ringdesk.domains.assistant.training.examples import Example

SEED = 7
FOLDS = 5
SEEN = 2  # what only one example holds teaches nothing about others
PAIR_WEIGHT = 0.7
STRENGTH = 2.0  # the inverse of the L2 penalty

Numbers = NDArray[np.float64]
Grow = Callable[[list[Example]], list[Example]]


class Fitted:
    """Weights by feature name (`w `, `p ` and `g ` for words, pairs and grams).

    Features are scaled by inverse document frequency (smoothed: `1 + ln((1 + n) / (1 + seen))`)
    while fitting, and the weights by the same afterwards, so that run time knows nothing of it.
    """

    def __init__(self, examples: list[Example], strength: float = STRENGTH) -> None:
        rows = [described(each.title, each.description) for each in examples]
        seen = Counter(chain.from_iterable(rows))
        self._rarity = {
            name: 1 + log((1 + len(rows)) / (1 + times))
            for name, times in seen.items()
            if times >= SEEN
        }
        self._vectors = DictVectorizer()
        self._vectors.fit([self._rarity])
        self._head: Any = LogisticRegression(C=strength, tol=1e-6, max_iter=2_000)
        self._head.fit(
            self._vectors.transform([self._scaled(row) for row in rows]),
            [each.category for each in examples],
            sample_weight=[each.weight for each in examples],
        )
        self.classes: list[str] = [str(name) for name in self._head.classes_]
        self.intercepts: list[float] = self._head.intercept_.tolist()

    def scores(self, examples: list[Example]) -> Numbers:
        rows = [self._scaled(described(each.title, each.description)) for each in examples]
        found: Numbers = self._head.decision_function(self._vectors.transform(rows))
        return found

    def weights(self) -> dict[str, Numbers]:
        names = self._vectors.get_feature_names_out()
        return {
            str(name): row * self._rarity[name]
            for name, row in zip(names, self._head.coef_.T, strict=True)
        }

    def _scaled(self, row: dict[str, float]) -> dict[str, float]:
        known = self._rarity
        return {name: value * known[name] for name, value in row.items() if name in known}


def described(title: str, description: str) -> dict[str, float]:
    """The features that `LinearModel.scores` sums, by name, with their values."""
    headline, body = features.tokens(title, description)
    distinct = {*headline, *body}
    length = max(1, len(distinct)) ** 0.5
    found: Counter[str] = Counter()
    for word in sorted(distinct):
        value = (TITLE if word in headline else 1.0) / length
        found[f"w {word}"] += value
        pieces = features.grams(word)
        for piece in pieces:
            found[f"g {piece}"] += value * features.gram_share(len(pieces))
    for pair in {*features.pairs(headline), *features.pairs(body)}:
        found[f"p {pair}"] = PAIR_WEIGHT / length
    return dict(found)


def cross_validated(examples: list[Example], grow: Grow) -> Numbers:
    """Scores of every example by a model that has not seen it, nor anything made out of it."""
    labels = [each.category for each in examples]
    out = np.zeros((len(examples), len(set(labels))))
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)
    for inside, outside in folds.split(labels, labels):
        model = Fitted(grow([examples[at] for at in inside]))
        out[outside] = model.scores([examples[at] for at in outside])
    return out


def temperature(scores: Numbers, truth: list[int]) -> float:
    """The divisor of the scores under which the true classes are likeliest, to half a per cent."""
    candidates = np.geomspace(0.2, 5.0, 650)
    losses = [
        -np.log(softmax(scores / each)[range(len(truth)), truth]).mean() for each in candidates
    ]
    return round(float(candidates[int(np.argmin(losses))]), 4)


def softmax(scores: Numbers) -> Numbers:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Numbers = powers / powers.sum(axis=1, keepdims=True)
    return shares
