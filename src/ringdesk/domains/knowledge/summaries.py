"""Summaries in the speakers' own words: sentences are chosen, never written.

The sentence nearest to the middle of what the customer said is the problem; what staff said is
chosen by maximal marginal relevance (Carbonell and Goldstein 1998, "The Use of MMR"): near to the
middle, far from what was chosen before. The same lines always give the same summary; without the
encoder, words that sentences share take the place of meaning.
"""

import re
from collections import Counter
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from ringdesk.domains.knowledge.encoding import WIDTH, Vectors, encoded
from ringdesk.domains.knowledge.models import Line, Summary
from ringdesk.domains.knowledge.words import terms

MOST_LINES = 400
MOST_SENTENCES = 120  # the first third and the last of a longer conversation
LONGEST_LINE, LONGEST_SENTENCE = 2_000, 240
LONGEST = 900  # characters of the whole
FEWEST_TERMS = 3  # "Hello", "ok thanks" and the like say nothing about the matter
EARLY = 0.15  # people begin with what they want
DIVERSITY = 0.4
MOST_TRIED = 2

_SENTENCE = re.compile(r"[^.!?…。؟\n]+[.!?…。؟]*")


class Said:
    """A sentence, where it stands, and what it means: `vector` is of length one."""

    def __init__(self, text: str, line: Line, at: int) -> None:
        self.text, self.line, self.at = text, line, at
        self.counts = Counter(terms(text))
        self.vector: NDArray[np.float32] = np.zeros(WIDTH, np.float32)

    @property
    def says_something(self) -> bool:
        return len(self.counts) >= FEWEST_TERMS


async def summarise(lines: list[Line]) -> Summary:
    """Who, what is the problem, what was tried, how it ended. Empty for no lines."""
    said = sentences(lines)
    vectors = await encoded([one.text for one in said]) if said else None
    return summary_of(lines, said, by_words(said) if vectors is None else vectors)


def summary_of(lines: list[Line], said: list[Said], vectors: Vectors) -> Summary:
    for one, vector in zip(said, vectors, strict=True):
        one.vector = vector
    telling = [one for one in said if one.says_something] or said
    theirs = [one for one in telling if not one.line.from_staff] or telling
    problem = central(theirs)
    tried = chosen_of([one for one in telling if one.line.from_staff], problem)
    outcome = last_word(telling, [*tried, *([problem] if problem else [])])
    parts = [*([problem] if problem else []), *tried, *([outcome] if outcome else [])]
    return Summary(
        text=shown(parts), who=people(lines), problem=problem.text if problem else "",
        tried=" ".join(one.text for one in tried), outcome=outcome.text if outcome else "",
        lines=len(lines),
    )  # fmt: skip


def sentences(lines: list[Line]) -> list[Said]:
    found: list[Said] = []
    for line in [*lines[: MOST_LINES // 2], *lines[MOST_LINES // 2 :][-MOST_LINES // 2 :]]:
        for sentence in _SENTENCE.findall(line.text[:LONGEST_LINE]):
            text = " ".join(sentence.split())
            if any(c.isalnum() for c in text):
                found.append(Said(text[:LONGEST_SENTENCE], line, len(found)))
    if len(found) > MOST_SENTENCES:
        first = MOST_SENTENCES // 3
        found = [*found[:first], *found[first - MOST_SENTENCES :]]
    return found


def central(said: list[Said]) -> Said | None:
    """Nearest to the middle, with an advance for the early ones."""
    if not said:
        return None
    middle = np.mean([one.vector for one in said], axis=0)
    near = [float(one.vector @ middle) + EARLY / (1 + at) for at, one in enumerate(said)]
    return said[int(np.argmax(near))]


def chosen_of(said: list[Said], problem: Said | None) -> list[Said]:
    """What staff said to the matter, in the order in which it was said."""
    if not said:
        return []
    middle = np.mean([one.vector for one in said] + ([problem.vector] if problem else []), axis=0)
    chosen: list[Said] = []
    rest = list(said)
    while rest and len(chosen) < MOST_TRIED:
        worth = [
            (1 - DIVERSITY) * float(one.vector @ middle)
            - DIVERSITY * max((float(one.vector @ other.vector) for other in chosen), default=0.0)
            for one in rest
        ]
        chosen.append(rest.pop(int(np.argmax(worth))))
    return sorted(chosen, key=lambda one: one.at)


def last_word(said: list[Said], used: list[Said]) -> Said | None:
    """The last sentence that says something, if it came after all that was chosen."""
    latest = max((one.at for one in used), default=-1)
    return said[-1] if said and said[-1].at > latest else None


def shown(parts: list[Said]) -> str:
    text = "\n".join(f"{one.line.who}: {one.text}" for one in parts)
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def people(lines: list[Line]) -> str:
    """Everybody who spoke, customers first."""
    ordered = sorted(lines, key=lambda one: one.from_staff)
    return ", ".join(dict.fromkeys(one.who for one in ordered if one.who))[:200]


def by_words(said: list[Said]) -> Vectors:
    """Words, each weighed by its rarity, thrown into as many places as the encoder has."""
    having = Counter(term for one in said for term in one.counts)
    vectors = np.zeros((len(said), WIDTH), np.float32)
    for row, one in zip(vectors, said, strict=True):
        for term, times in one.counts.items():
            row[crc32(term.encode()) % WIDTH] += times * np.log(1 + len(said) / having[term])
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: Vectors = vectors / np.maximum(lengths, 1e-9)
    return scaled
