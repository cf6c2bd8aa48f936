"""python -m bench.quality.faq [--quick] [--json FILE]: retrieval over FAQ entries, as it ships.

StackFAQ (Karan and Snajder 2018; share-alike, so it is measured with and nothing is trained on it):
each thread is an entry, its human paraphrases are asked. Then half of the entries are taken out,
and what asks for those must not be answered. Beside each figure stands that of plain BM25 as
published tools have it, and of the same encoder without what we add (docs/adr/0015).
"""

import argparse
import asyncio
import csv
import json
import random
import resource
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

from bench.quality.faq_index import Entry, Vectorised, data_folder
from ringdesk.domains.knowledge.index import Index, Query, search
from ringdesk.domains.knowledge.words import terms

SEED, HALVES = 5, 6  # how often another half is taken out
BINS = 15
THRESHOLDS = (0.5, 0.7, 0.8)
SIZES = (200, 2_000, 20_000)
QUESTIONS = 400


class Outcome(NamedTuple):
    """Per question: the confidence of the first answer, whether it is right, whether there was a
    right one at all."""

    sure: NDArray[np.float64]
    right: NDArray[np.bool_]
    answerable: NDArray[np.bool_]


def stackfaq() -> list[Entry]:
    told = json.loads((data_folder() / "stackfaq" / "stackfaq.json").read_text())
    return [Entry(one["question"], one["answers"][0], tuple(one["paraphrases"])) for one in told]


async def ranks(entries: list[Entry], vectors: Vectorised, *, by_words: bool) -> dict[str, float]:
    """Recall at 1 and 3, mean reciprocal rank (within the first eight)."""
    index = await vectors.index(entries)
    places = []
    for nr, entry in enumerate(entries, 1):
        for text in entry.asked:
            found = (await vectors.ask(index, text, by_words=by_words)).hits
            at = [place for place, hit in enumerate(found, 1) if hit.source_id == nr]
            places.append(at[0] if at else 0)
    ranked = np.array(places)
    return {
        "recall@1": float((ranked == 1).mean()),
        "recall@3": float(((ranked > 0) & (ranked <= 3)).mean()),
        "mrr": float(np.where(ranked > 0, 1 / np.maximum(ranked, 1), 0).mean()),
    }


async def half_gone(entries: list[Entry], vectors: Vectorised, *, by_words: bool) -> Outcome:
    rng = random.Random(SEED)
    sure, right, answerable = [], [], []
    for _ in range(HALVES):
        kept = rng.sample(entries, len(entries) // 2)
        index = await vectors.index(kept)
        for entry in entries:
            nr = kept.index(entry) + 1 if entry in kept else 0
            for text in entry.asked:
                asked = await vectors.ask(index, text, by_words=by_words)
                sure.append(asked.confidences[0] if asked.hits else 0.0)
                right.append(bool(asked.hits) and asked.hits[0].source_id == nr)
                answerable.append(nr > 0)
    return Outcome(np.array(sure), np.array(right), np.array(answerable))


def calibration_error(outcome: Outcome) -> float:
    """Expected calibration error (Guo et al. 2017), in bins of equal width."""
    total = 0.0
    for at in range(BINS):
        inside = (outcome.sure > at / BINS) & (outcome.sure <= (at + 1) / BINS)
        if inside.any():
            gap = outcome.sure[inside].mean() - outcome.right[inside].mean()
            total += float(inside.mean() * abs(gap))
    return total


def area(outcome: Outcome) -> float:
    """Under the ROC curve of "the first answer is right" by its confidence."""
    order = np.argsort(outcome.sure, kind="stable")
    place = np.empty(len(order))
    place[order] = np.arange(1, len(order) + 1)
    right = int(outcome.right.sum())
    wrong = len(order) - right
    return float((place[outcome.right].sum() - right * (right + 1) / 2) / (right * wrong))


def escalation(outcome: Outcome) -> dict[str, dict[str, float]]:
    found = {}
    for threshold in THRESHOLDS:
        told = outcome.sure >= threshold
        found[str(threshold)] = {
            "answerable answered": float(told[outcome.answerable].mean()),
            "precision": float(outcome.right[told].mean()) if told.any() else 0.0,
            "unanswerable escalated": float(1 - told[~outcome.answerable].mean()),
        }
    return found


async def quality(entries: list[Entry], vectors: Vectorised, *, by_words: bool) -> dict[str, Any]:
    outcome = await half_gone(entries, vectors, by_words=by_words)
    return {
        **await ranks(entries, vectors, by_words=by_words),
        "auroc": area(outcome), "ece": calibration_error(outcome),
        "at threshold": escalation(outcome),
    }  # fmt: skip


def fillers(most: int) -> list[str]:
    with (data_folder() / "banking77" / "train.csv").open() as file:
        texts = [row["text"] for row in csv.DictReader(file)]
    clinc = json.loads((data_folder() / "clinc150" / "data_full_trainval.json").read_text())
    texts += [text for text, _ in clinc["train"]]
    random.Random(SEED).shuffle(texts)
    return texts[:most]


async def latency(size: int, vectors: Vectorised) -> dict[str, float]:
    """Milliseconds for one question: search alone, and with the encoder; of one caller at a time.
    The vectors of the collection are drawn: the time to search does not depend on what they say."""
    texts = fillers(size + QUESTIONS)
    entries = [Entry(text, text, ()) for text in texts[:size]]
    drawn = Drawn()
    began = time.perf_counter()
    index = await drawn.index(entries)
    built = time.perf_counter() - began
    asked = texts[-QUESTIONS:]
    await vectors.of(asked[:1])
    alone, whole = [], []
    for text in asked:
        began = time.perf_counter()
        vector = (await Vectorised().of([text]))[0]
        encoded = time.perf_counter()
        search([index], Query(vector, tuple(terms(text))), most=8)
        ended = time.perf_counter()
        alone.append((ended - encoded) * 1e3)
        whole.append((ended - began) * 1e3)
    return {
        "build s": built, "index MB": index.bytes_held / 2**20,
        "search p50 ms": float(np.percentile(alone, 50)),
        "search p99 ms": float(np.percentile(alone, 99)),
        "with encoder p50 ms": float(np.percentile(whole, 50)),
        "with encoder p99 ms": float(np.percentile(whole, 99)),
    }  # fmt: skip


class Drawn(Vectorised):
    """Vectors by chance, for collections whose meaning does not matter."""

    @override
    async def index(self, entries: Sequence[Entry]) -> Index:
        rng = np.random.default_rng(SEED)
        drawn = rng.standard_normal((len(entries), 384), np.float32)
        drawn /= np.linalg.norm(drawn, axis=1, keepdims=True)
        self._known = {one.question: row for one, row in zip(entries, drawn, strict=True)}
        return await super().index(entries)


async def measure(*, quick: bool = False) -> dict[str, Any]:
    entries, vectors = stackfaq(), Vectorised()
    if quick:
        entries = entries[:12]
    return {
        "entries": len(entries), "questions": sum(len(one.asked) for one in entries),
        "with the encoder": await quality(entries, vectors, by_words=False),
        "by words alone": await quality(entries, vectors, by_words=True),
        "latency": {
            str(size): await latency(size, vectors) for size in (SIZES[:1] if quick else SIZES)
        },
        "rss MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }  # fmt: skip


def shown(found: dict[str, Any], depth: int = 0) -> None:
    for name, value in found.items():
        if isinstance(value, dict):
            print("  " * depth + f"{name}:")
            shown(value, depth + 1)
        else:
            print("  " * depth + f"{name}: {value if isinstance(value, int) else round(value, 4)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    found = asyncio.run(measure(quick=given.quick))
    shown(found)
    if given.json:
        given.json.write_text(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
