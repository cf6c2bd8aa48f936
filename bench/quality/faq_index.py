"""Collections of FAQ entries for measuring: the product's own index and search, no database."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from ringdesk.domains import assistant
from ringdesk.domains.knowledge.confidence import SEEN, confidences
from ringdesk.domains.knowledge.encoding import Vectors, packed
from ringdesk.domains.knowledge.index import Hit, Index, Query, search
from ringdesk.domains.knowledge.models import PassageRow
from ringdesk.domains.knowledge.passages import ENCODED_BODY, ENCODED_TITLE, plain
from ringdesk.domains.knowledge.words import terms

OWN = Path(__file__).parent / "faq_training.txt"
AT_ONCE = 256


class Entry(NamedTuple):
    question: str
    answer: str
    asked: tuple[str, ...]


class Asked(NamedTuple):
    hits: list[Hit]
    confidences: list[float]


def data_folder() -> Path:
    """RINGDESK_BENCH_DATA, or the folder beside the checkout."""
    beside = Path(__file__).parents[3] / "shared" / "data"
    return Path(os.environ.get("RINGDESK_BENCH_DATA") or beside)


def own_entries() -> list[Entry]:
    entries = []
    for block in OWN.read_text().strip().split("\n\n"):
        question, answer, *asked = block.split("\n")
        entries.append(Entry(question[3:], answer[3:], tuple(one[2:] for one in asked)))
    return entries


class Vectorised:
    """Encodes each text once."""

    def __init__(self) -> None:
        self._known: dict[str, Vectors] = {}

    async def of(self, texts: Sequence[str]) -> Vectors:
        new = [one for one in dict.fromkeys(texts) if one not in self._known]
        for at in range(0, len(new), AT_ONCE):
            some = new[at : at + AT_ONCE]
            self._known |= dict(zip(some, await assistant.embed(some), strict=True))
        return np.stack([self._known[one] for one in texts])

    async def index(self, entries: Sequence[Entry]) -> Index:
        """With the number of an entry, from 1, as its id."""
        titles = await self.of([one.question[:ENCODED_TITLE] for one in entries])
        bodies = await self.of([plain(one.answer)[:ENCODED_BODY] for one in entries])
        rows = [
            PassageRow(
                nr, "faq", nr, True, one.question, one.answer, assistant.ENCODER_ID, stored
            )
            for nr, (one, stored) in enumerate(
                zip(entries, packed(titles, bodies), strict=True), 1
            )
        ]  # fmt: skip
        return Index(0, assistant.ENCODER_ID).changed(rows, 1)

    async def ask(self, index: Index, text: str, *, by_words: bool = False) -> Asked:
        vector = None if by_words else (await self.of([text]))[0]
        hits = search([index], Query(vector, tuple(terms(text))), most=SEEN)
        return Asked(hits, confidences(hits, by_words=by_words).each)
