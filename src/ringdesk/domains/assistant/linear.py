"""A trained linear classifier at work, without numpy: its import alone outweighs the model."""

import math
from hashlib import sha256
from itertools import repeat

import msgspec

from ringdesk.domains.assistant import features
from ringdesk.domains.assistant.models import Artefact, Table

# All classes' weights of a name are packed into one int, 48 bits a class, so that adding up a
# text is a handful of C loops over dict lookups, and exact: no order of floats can change it.
# 400 words of 100 pieces of at most 2**15, times ONE and a half, stay below 2**47.
_LANE = 48
_HALF = 1 << (_LANE - 1)
_MASK = (1 << _LANE) - 1
_FLIPPED_SIGNS = bytes(byte ^ 0x80 for byte in range(256))

ONE = 64  # the fixed-point 1 in which the pieces of unknown words are weighed
TITLE = 1.5  # a word of the title counts this much
_BODY, _TITLE_EXTRA = 2, 1  # the same, as whole numbers of halves


class LinearModel:
    """Immutable once made; any number of threads may ask it at once."""

    def __init__(self, content: bytes) -> None:
        artefact = msgspec.msgpack.decode(content, type=Artefact)
        self.version = f"linear-{sha256(content).hexdigest()[:12]}"
        self.classes = tuple(artefact.classes)
        self.threshold = artefact.threshold
        self._intercepts = artefact.intercepts
        self._unit = artefact.unit / (ONE * _BODY)
        self._temperature = artefact.temperature
        self._words = _packed(artefact.words, len(self.classes))
        self._pairs = _packed(artefact.pairs, len(self.classes))
        self._grams = _packed(artefact.grams, len(self.classes))

    def probabilities(self, title: str, description: str) -> list[float]:
        """One a class, in the order of `classes`; they sum to 1."""
        scores = [score / self._temperature for score in self.scores(title, description)]
        highest = max(scores)
        powers = [math.exp(score - highest) for score in scores]
        return [power / sum(powers) for power in powers]

    def scores(self, title: str, description: str) -> list[float]:
        """The raw, uncalibrated score of each class."""
        headline, body = features.tokens(title, description)
        distinct = {*headline, *body}
        evidence = sum(map(self._of_word, distinct)) * _BODY
        evidence += sum(map(self._of_word, set(headline))) * _TITLE_EXTRA
        neighbours = {*features.pairs(headline), *features.pairs(body)}
        evidence += sum(map(self._pairs.get, neighbours, repeat(0))) * (ONE * _BODY)
        scale = self._unit / math.sqrt(max(1, len(distinct)))
        lanes = _unpacked(evidence, len(self.classes))
        return [base + scale * lane for base, lane in zip(self._intercepts, lanes, strict=True)]

    def _of_word(self, word: str) -> int:
        known = self._words.get(word)
        if known is not None:
            return known * ONE
        pieces = features.grams(word)
        share = round(ONE * features.gram_share(len(pieces)))
        return sum(map(self._grams.get, pieces, repeat(0))) * share


def _packed(table: Table, classes: int) -> dict[str, int]:
    """All rows at once: each 16-bit number, made positive, into the low bytes of its lane."""
    lane = _LANE // 8
    spread = bytearray(len(table.weights) // 2 * lane)
    spread[0::lane] = table.weights[0::2]
    spread[1::lane] = table.weights[1::2].translate(_FLIPPED_SIGNS)
    added = sum(0x8000 << (_LANE * at) for at in range(classes))
    row = lane * classes
    return {
        name: int.from_bytes(spread[at : at + row], "little") - added
        for name, at in zip(table.names, range(0, len(spread), row), strict=True)
    }


def _unpacked(packed: int, classes: int) -> list[int]:
    """Negative lanes borrow from the next one, so each is taken off before the next is read."""
    lanes = []
    for _ in range(classes):
        lane = ((packed + _HALF) & _MASK) - _HALF
        packed = (packed - lane) >> _LANE
        lanes.append(lane)
    return lanes
