"""The words of a short text as numbers, beside the encoder's: they tell "not working" and slang
that a sentence vector blurs, and stand in for it where there is no encoder."""

import math
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from ringdesk.domains.assistant import features

SIZE = 2_048  # features are hashed into so many (Weinberger et al. 2009, "Feature Hashing")
PAIR_WEIGHT = 0.7
CONSIDERED = 2_000  # characters

Words = NDArray[np.float32]


def words_of(text: str) -> Words:
    """float32 [2048], of length one; zero for a text without words."""
    found = features.words(text[:CONSIDERED])
    row = np.zeros(SIZE, np.float32)
    for word in set(found):
        _add(row, f"w {word}", 1.0)
        pieces = features.grams(word)
        share = features.gram_share(len(pieces))
        for piece in pieces:
            _add(row, f"g {piece}", share)
    for pair in set(features.pairs(found)):
        _add(row, f"p {pair}", PAIR_WEIGHT)
    length = math.sqrt(float(row @ row))
    return row / np.float32(length) if length else row


def _add(row: Words, name: str, value: float) -> None:
    """The sign is hashed as well, so that what meets by chance cancels out on average."""
    mixed = crc32(name.encode())
    row[mixed % SIZE] += value if mixed >> 16 & 1 else -value
