"""What a prediction is, and what a trained classifier is made of."""

from typing import Final

import msgspec

OTHER: Final = "other"
LEARN: Final = "assistant.learn"  # the job that learns from corrections
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


MEDIUM: Final = "medium"
PRIORITIES: Final = ("low", MEDIUM, "high", "critical")


CORRECTED: Final = "corrections"  # the reason where a tenant's own head overrules the rules


class Urgency(Prediction, frozen=True):
    """`category` is one of `PRIORITIES`; `reasons` are the rules that counted, by name, or
    `CORRECTED`."""

    reasons: list[str]


class FirstLook(msgspec.Struct, frozen=True):
    """What is said of a ticket when it is opened. `priority`: by the tenant's own head; None where
    there is none, because what the rules say (`urgency`) can be asked at any time."""

    category: Prediction
    priority: Prediction | None


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


INTENTS: Final = ("greeting", "complaint", "inquiry", "support", "feedback", "uncategorized")
UNCATEGORIZED: Final = "uncategorized"
SENTIMENTS: Final = ("negative", "neutral", "positive")
NEUTRAL: Final = "neutral"
UNDETERMINED: Final = "und"  # BCP 47: a language that could not be told


class Understanding(msgspec.Struct, frozen=True, kw_only=True):
    """What a message seems to be. The confidences are calibrated, like a `Prediction`'s.

    `intent` is one of `INTENTS`, `sentiment` one of `SENTIMENTS`, `language` a BCP 47 primary tag
    or "und". `model_version` names the models of both, and the rule if a rule decided.
    """

    intent: str
    confidence: float
    sentiment: str
    sentiment_confidence: float
    language: str
    model_version: str


class Quality(msgspec.Struct, frozen=True):
    """Of predictions for examples that the model had not learned from."""

    examples: int
    accuracy: float
    macro_f1: float
    calibration_error: float


class Lessons(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a head learned from: vectors and words, no text.

    `vectors` int8 [examples, 384], times 127; `answers` uint8, the label of each; `importance`
    float16; of the words that are not zero `word_counts` uint16 an example, their places
    `word_places` uint16 and values `word_values` int8, times 127; `scores` float16 [examples,
    labels], of a head that had not learned from the example; `priors` float16 [examples, labels],
    log-probabilities of the linear classifier where a head is mixed with one.
    """

    vectors: bytes
    answers: bytes
    importance: bytes
    word_counts: bytes
    word_places: bytes
    word_values: bytes
    scores: bytes
    priors: bytes


class HeadFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A trained head on the sentence encoder, as it lies in its file or table (MessagePack).

    Scores are `[vector, words_weight * words] @ weights + intercepts`; `weights` float32
    [384 + 2048, labels], little-endian. `fallback` are the same for the words alone. `prior` is
    how much the linear classifier counts beside it, from 0 to 1. `calibration` weighs what
    `heads.evidence` says. `base` is the version of the shipped head whose lessons this one had
    besides its own; a head is not used with another.
    """

    task: str
    base: str
    encoder_id: str
    labels: list[str]
    words_weight: float
    prior: float
    strength: float
    weights: bytes
    intercepts: list[float]
    fallback: bytes
    fallback_intercepts: list[float]
    fallback_temperature: float
    threshold: float
    calibration: list[float]
    lessons: Lessons
    quality: Quality
