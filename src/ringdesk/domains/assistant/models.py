"""What a prediction is, and what a trained classifier is made of."""

from typing import Final

import msgspec

OTHER: Final = "other"
CATEGORIES: Final = (
    "hardware_issue",
    "network_issue",
    OTHER,
    "password_reset",
    "performance_issue",
    "software_installation",
    "system_down",
)


class Prediction(msgspec.Struct, frozen=True):
    """`confidence` is calibrated: of predictions given with 0.8, about 80 in 100 are right.

    That holds for "other" as well: where no category is likely enough to be named, it is the
    probability of "other" itself, and therefore low.
    """

    category: str
    confidence: float
    model_version: str


class Table(msgspec.Struct, frozen=True):
    """Names and, in the same order, their weights: one little-endian int16 a class and name."""

    names: list[str]
    weights: bytes


class Artefact(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A trained linear classifier, as it lies in its file (MessagePack).

    The score of a class is `intercepts[c] + unit * sum(weights) / sqrt(distinct words)`, its
    probability the softmax of the scores divided by `temperature` (Guo et al. 2017, "On
    Calibration of Modern Neural Networks"). `words` already hold the weights of their `grams`,
    which are therefore looked up for unknown words only.
    """

    classes: list[str]
    intercepts: list[float]
    unit: float
    temperature: float
    threshold: float
    words: Table
    pairs: Table
    grams: Table
