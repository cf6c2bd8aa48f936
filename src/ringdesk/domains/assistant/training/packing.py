"""Turns fitted weights into the artefact's tables of 16-bit numbers."""

import msgspec
import numpy as np

from ringdesk.domains.assistant import features
from ringdesk.domains.assistant.models import Artefact, Table
from ringdesk.domains.assistant.training.fit import PAIR_WEIGHT, Fitted, Numbers

LARGEST = 32_767


def packed(fitted: Fitted, *, temperature: float, threshold: float) -> bytes:
    """The same weights give the same bytes: names are sorted, numbers rounded."""
    weights = fitted.weights()
    grams = _of_kind(weights, "g ")
    words = {word: own + _of_pieces(word, grams) for word, own in _of_kind(weights, "w ").items()}
    pairs = {pair: own * PAIR_WEIGHT for pair, own in _of_kind(weights, "p ").items()}
    heaviest = max(np.abs(row).max() for kind in (words, pairs, grams) for row in kind.values())
    unit = float(heaviest) / LARGEST
    return msgspec.msgpack.encode(
        Artefact(
            classes=fitted.classes,
            intercepts=[round(value, 6) for value in fitted.intercepts],
            unit=unit,
            temperature=temperature,
            threshold=threshold,
            words=_table(words, unit),
            pairs=_table(pairs, unit),
            grams=_table(grams, unit),
        )
    )


def _of_kind(weights: dict[str, Numbers], kind: str) -> dict[str, Numbers]:
    return {name[2:]: row for name, row in weights.items() if name.startswith(kind)}


def _of_pieces(word: str, grams: dict[str, Numbers]) -> Numbers:
    pieces = features.grams(word)
    share = features.gram_share(len(pieces))
    total: Numbers = np.zeros(len(next(iter(grams.values()))))
    for piece in pieces:
        if piece in grams:
            total += grams[piece] * share
    return total


def _table(rows: dict[str, Numbers], unit: float) -> Table:
    names = sorted(rows)
    numbers = np.rint(np.array([rows[name] for name in names]) / unit).astype("<i2")
    return Table(names, numbers.tobytes())
