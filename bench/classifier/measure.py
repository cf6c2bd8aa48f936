"""How good a classifier is: the arithmetic of accuracy, macro-F1, calibration and confusion."""

import csv
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import msgspec

from ringdesk.domains.assistant import Prediction, categorise

HELD_OUT = Path(__file__).parent / "held_out.tsv"
BINS = 10


class Judged(msgspec.Struct, frozen=True):
    truth: str
    language: str
    prediction: Prediction

    @property
    def right(self) -> bool:
        return self.truth == self.prediction.category


class Row(msgspec.Struct, frozen=True):
    """One class of the table."""

    category: str
    tickets: int
    precision: float
    recall: float
    f1: float


def held_out() -> list[dict[str, str]]:
    """Rows of category, language, title and description that no training ever saw."""
    with HELD_OUT.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def judged() -> list[Judged]:
    return [
        Judged(
            row["category"],
            row["language"],
            categorise(title=row["title"], description=row["description"]),
        )
        for row in held_out()
    ]


def accuracy(found: Sequence[Judged]) -> float:
    return sum(each.right for each in found) / len(found)


def calibration_error(found: Sequence[Judged]) -> float:
    """Expected calibration error in ten equal bins (Naeini et al. 2015): the mean distance, by
    tickets, between what the confidences of a bin promise and how many of them are right."""
    bins: dict[int, list[Judged]] = {}
    for each in found:
        bins.setdefault(min(int(each.prediction.confidence * BINS), BINS - 1), []).append(each)
    gaps = (
        abs(sum(each.prediction.confidence for each in some) - sum(each.right for each in some))
        for some in bins.values()
    )
    return sum(gaps) / len(found)


def table(pairs: Sequence[tuple[str, str]]) -> list[Row]:
    """One row a class, out of pairs of (truth, prediction)."""
    right = Counter(truth for truth, named in pairs if truth == named)
    there = Counter(truth for truth, _ in pairs)
    said = Counter(named for _, named in pairs)
    return [
        Row(
            category,
            there[category],
            round(right[category] / max(1, said[category]), 4),
            round(right[category] / there[category], 4),
            round(2 * right[category] / (said[category] + there[category]), 4),
        )
        for category in sorted(there)
    ]


def macro_f1(rows: Sequence[Row]) -> float:
    return sum(row.f1 for row in rows) / len(rows)
