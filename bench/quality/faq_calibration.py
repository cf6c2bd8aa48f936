"""python -m bench.quality.faq_calibration: fits the weights of knowledge/confidence.py.

Trained on Banking77 (CC BY 4.0; of each intent the two messages nearest to its middle stand for
question and answer, the others are asked) and on `faq_training.txt` (ours), never on StackFAQ. In
each round a collection of another size is drawn and half of its entries are taken out again: what
asks for those has no answer. Prints the weights; they are copied into the module by hand.
"""

import asyncio
import csv
import random
from collections import defaultdict
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench.quality.faq_index import Asked, Entry, Vectorised, data_folder, own_entries
from ringdesk.domains.knowledge.confidence import COMPANY, SEEN, WITH_VECTORS, Weights
from ringdesk.domains.knowledge.index import Index

ROUNDS, MOST_ASKED, SIZES = 120, 60, (3, 6, 12, 25, 50, 77)
PER_INTENT = 30
SEED = 7
MISSING = -9.0


class Sample(NamedTuple):
    """For each question: `values` and `lexical` [questions, SEEN], `gold` the place of the right
    one, SEEN for none."""

    values: NDArray[np.float64]
    lexical: NDArray[np.float64]
    gold: NDArray[np.int64]


def banking_entries(rng: random.Random, vectors: Vectorised) -> list[Entry]:
    by_intent: dict[str, list[str]] = defaultdict(list)
    with (data_folder() / "banking77" / "train.csv").open() as file:
        for row in csv.DictReader(file):
            by_intent[row["category"]].append(row["text"])
    entries = []
    for messages in by_intent.values():
        some = rng.sample(messages, min(PER_INTENT, len(messages)))
        known = asyncio.run(vectors.of(some))
        near = np.argsort(-(known @ known.mean(axis=0)))
        ordered = [some[at] for at in near]
        entries.append(Entry(ordered[0], ordered[1], tuple(ordered[2:])))
    return entries


def sample(
    rng: random.Random, entries: list[Entry], vectors: Vectorised, *, by_words: bool
) -> Sample:
    values, lexical, gold = [], [], []
    for _ in range(ROUNDS):
        some = rng.sample(entries, min(len(entries), rng.choice(SIZES)))
        kept = some[len(some) // 2 :] if len(some) > 1 else some
        index = asyncio.run(vectors.index(kept))
        questions = [(q, one) for one in some for q in rng.sample(one.asked, 2)]
        rng.shuffle(questions)
        for text, entry in questions[:MOST_ASKED]:
            asked = asked_of(index, text, vectors, by_words=by_words)
            if not asked.hits:
                continue
            right = kept.index(entry) + 1 if entry in kept else 0
            row = [hit.words if by_words else hit.cosine for hit in asked.hits]
            values.append(row + [MISSING] * (SEEN - len(row)))
            lexical.append([hit.lexical for hit in asked.hits] + [0.0] * (SEEN - len(row)))
            places = [at for at, hit in enumerate(asked.hits) if hit.source_id == right]
            gold.append(places[0] if places else SEEN)
    return Sample(np.array(values), np.array(lexical), np.array(gold))


def asked_of(index: Index, text: str, vectors: Vectorised, *, by_words: bool) -> Asked:
    return asyncio.run(vectors.ask(index, text, by_words=by_words))


def loss(weights: Weights, given: Sample) -> float:
    """Mean negative log likelihood of what was right."""
    there = given.values > MISSING
    company = there[:, COMPANY]
    near = np.where(company, given.values[:, COMPANY], 0).sum(axis=1) + weights.alone
    none = weights.none + weights.company * near / (company.sum(axis=1) + 1)
    logits = np.where(there, given.values + weights.lexical * given.lexical, -50.0)
    logits = np.concatenate([logits, none[:, None]], axis=1) / weights.temperature
    logits -= logits.max(axis=1, keepdims=True)
    powers = np.exp(logits)
    right = powers[np.arange(len(powers)), given.gold] / powers.sum(axis=1)
    return float(-np.log(right + 1e-12).mean())


def fitted(given: Sample, start: Weights) -> Weights:
    """By steps along one weight at a time, halved where none helps."""
    best, least = start, loss(start, given)
    steps = {"temperature": 0.02, "none": 0.1, "lexical": 0.05, "company": 0.1}
    while max(steps.values()) > 1e-4:
        moved = False
        for name, step in steps.items():
            for way in (step, -step):
                tried = best._replace(**{name: getattr(best, name) + way})
                if tried.temperature > 0.005 and (found := loss(tried, given)) < least - 1e-9:
                    best, least, moved = tried, found, True
        if not moved:
            steps = {name: step / 2 for name, step in steps.items()}
    return best


def main() -> None:
    rng = random.Random(SEED)
    vectors = Vectorised()
    banking, own = banking_entries(rng, vectors), own_entries()
    for by_words in (False, True):
        alone = 0.05 if by_words else WITH_VECTORS.alone
        parts = [sample(rng, one, vectors, by_words=by_words) for one in (banking, banking, own)]
        together = Sample(*(np.concatenate([part[at] for part in parts]) for at in range(3)))
        found = fitted(together, Weights(0.08, 0.3, 0.05, 0.5, alone))
        print("by words" if by_words else "with vectors", found, round(loss(found, together), 4))


if __name__ == "__main__":
    main()
