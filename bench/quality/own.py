"""Our own labels on our own held-out texts, by the product's face: as a customer would meet it."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench.classifier import measure, run
from bench.quality import sets
from ringdesk.domains import assistant
from ringdesk.domains.assistant.learning.judging import BINS, calibration_error, quality
from ringdesk.domains.assistant.learning.logistic import Numbers
from ringdesk.domains.assistant.models import Quality

DRAWS = 400
GROUPS = {
    "all languages": {"en", "de", "es", "ru"},
    "English": {"en"},
    "German, Spanish, Russian": {"de", "es", "ru"},
}
SURE = (0.7, 0.9)  # of these confidences it is told how often they are reached and right


class Part(NamedTuple):
    """`floor`: the ECE that so few texts show, on average, where every confidence is exactly right:
    with 15 bins it is far from 0. `adaptive`: the ECE of 15 bins that hold equally many."""

    what: str
    quality: Quality
    sure: str
    floor: float
    adaptive: float


async def messages() -> list[Part]:
    parts: list[Part] = []
    for name, files in (
        ("", sets.OWN_PARTS),
        (", first part alone", sets.OWN_PARTS[:1]),
        (", second part alone", sets.OWN_PARTS[1:]),
    ):
        parts += await _messages_of(name, sets.own_messages(files))
    return parts


async def _messages_of(part: str, rows: list[dict[str, str]]) -> list[Part]:
    found = [await assistant.understand(row["text"]) for row in rows]
    parts = []
    for language, languages in GROUPS.items():
        name = language + part
        chosen = [at for at, row in enumerate(rows) if row["language"] in languages]
        parts.append(_part(
            f"intent, {name}", [rows[at]["intent"] for at in chosen],
            [found[at].intent for at in chosen], [found[at].confidence for at in chosen],
        ))  # fmt: skip
        parts.append(_part(
            f"sentiment, {name}", [rows[at]["sentiment"] for at in chosen],
            [found[at].sentiment for at in chosen],
            [found[at].sentiment_confidence for at in chosen],
        ))  # fmt: skip
    return parts


def languages_told() -> str:
    """Of the held-out messages: how often right, undetermined, wrong."""
    from ringdesk.domains.assistant.languages import language_of  # noqa: PLC0415 - not of the face

    rows = sets.own_messages()
    told = [(row["language"], language_of(row["text"])) for row in rows]
    right, none = sum(a == b for a, b in told), sum(b == "und" for _, b in told)
    return f"right {right}, undetermined {none}, wrong {len(told) - right - none} of {len(told)}"


async def tickets() -> list[Part]:
    held_out = [(row["category"], row["title"], row["description"]) for row in measure.held_out()]
    parts = []
    for name, given in (("our own held-out", held_out), ("strangers' real", run.real_texts())):
        truth = [category for category, _, _ in given]
        words = [assistant.categorise(title=t, description=d) for _, t, d in given]
        both = [await assistant.categorise_for(None, title=t, description=d) for _, t, d in given]
        for how, found in (("words alone", words), ("words and meaning", both)):
            parts.append(_part(
                f"category, {name}, {how}", truth,
                [one.category for one in found], [one.confidence for one in found],
            ))  # fmt: skip
    return parts


def _part(
    what: str, truth: Sequence[str], named: Sequence[str], sure: Sequence[float]
) -> Part:  # fmt: skip
    labels = sorted({*truth, *named})
    numbers = [np.array([labels.index(label) for label in some]) for some in (truth, named)]
    confidence = np.array(sure)
    right = numbers[0] == numbers[1]
    told = [
        f"at {least}: {100 * (confidence >= least).mean():.0f} % reach it, "
        f"{100 * right[confidence >= least].mean():.0f} % of them right"
        for least in SURE
        if (confidence >= least).any()
    ]
    return Part(
        what, quality(numbers[0], numbers[1], confidence), "; ".join(told), floor(confidence),
        adaptive_error(right, confidence),
    )  # fmt: skip


def adaptive_error(right: NDArray[np.bool_], confidence: Numbers) -> float:
    """Of bins of equal size instead of equal width (Nguyen and O'Connor 2015)."""
    order = np.argsort(confidence, kind="stable")
    gaps = [
        abs(float(confidence[some].sum()) - float(right[some].sum()))
        for some in np.array_split(order, BINS)
    ]
    return round(sum(gaps) / len(right), 3)


def floor(confidence: Numbers) -> float:
    chance = np.random.default_rng(7)
    drawn = [
        calibration_error(chance.random(len(confidence)) < confidence, confidence)
        for _ in range(DRAWS)
    ]
    return round(float(np.mean(drawn)), 3)
