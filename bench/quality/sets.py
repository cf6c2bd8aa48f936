"""The data the assistant is measured on: our own, and public sets that lie outside the repository.

Public sets are looked for in `RINGDESK_BENCH_DATA` (or `../shared/data` beside the checkout). Where
a set's own test part is there, it is used; else its published validation part, which then was
neither trained nor tuned on, and the report says so.
"""

import csv
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
DATA = Path(os.environ.get("RINGDESK_BENCH_DATA") or HERE.parents[2] / "shared" / "data")
OUT_OF_SCOPE = ("NO_NODES_DETECTED", "oos")


class Labelled(NamedTuple):
    texts: list[str]
    labels: list[str]


class Split(NamedTuple):
    train: Labelled
    test: Labelled
    tested_on: str  # "test" or "validation"


OWN_PARTS = ("held_out_messages.tsv", "held_out_second.tsv")


def own_messages(parts: Sequence[str] = OWN_PARTS) -> list[dict[str, str]]:
    """Rows of intent, sentiment, language, text. The first part was written before any training
    message was, the second before any that was added after it."""
    return [row for part in parts for row in _rows(HERE / part, "\t")]


def banking77(shots: int | None) -> Split | None:
    """Few-shot splits of Zhang et al. (jianguoz/Few-Shot-Intent-Detection); None is all of it."""
    folder = DATA / "banking77"
    if not folder.exists():
        return None
    test, tested_on = _held_out(folder)
    if shots:
        return Split(_lines(folder / f"train_{shots}"), test, tested_on)
    rows = _rows(folder / "train.csv")
    held = {_letters(text) for text in test.texts}  # the parts differ in case and spaces
    kept = [row for row in rows if _letters(row["text"]) not in held]
    whole = Labelled([row["text"] for row in kept], [row["category"] for row in kept])
    return Split(whole, test, tested_on)


def clinc150(shots: int) -> Split | None:
    folder = DATA / "clinc150"
    if not folder.exists():
        return None
    test, tested_on = _held_out(folder)
    return Split(_lines(folder / f"train_{shots}"), test, tested_on)


def clinc150_full() -> dict[str, Labelled] | None:
    """Parts train, val, oos_val; and test, oos_test where they are."""
    for name in ("data_full.json", "data_full_trainval.json"):
        file = DATA / "clinc150" / name
        if file.exists():
            parts = json.loads(file.read_text(encoding="utf-8"))
            return {
                part: Labelled([row[0] for row in rows], [row[1] for row in rows])
                for part, rows in parts.items()
            }
    return None


def hint3(company: str) -> Split | None:
    train, test = (DATA / "hint3" / f"{company}_{part}.csv" for part in ("train", "test"))
    if not train.exists() or not test.exists():
        return None
    parts = [_rows(file) for file in (train, test)]
    found = [Labelled([r["sentence"] for r in rows], [r["label"] for r in rows]) for rows in parts]
    return Split(found[0], found[1], "test")


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _held_out(folder: Path) -> tuple[Labelled, str]:
    if (folder / "test").exists():
        return _lines(folder / "test"), "test"
    return _lines(folder / "valid"), "validation"


def _lines(folder: Path) -> Labelled:
    texts, labels = (
        [line.strip() for line in (folder / name).read_text(encoding="utf-8").splitlines()]
        for name in ("seq.in", "label")
    )
    return Labelled(texts, labels)


def _rows(file: Path, delimiter: str = ",") -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        if delimiter == "\t":  # then quotation marks are somebody's words
            return list(csv.DictReader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE))
        return list(csv.DictReader(lines))
