"""A tenant's passages as matrices: immutable segments, newest last, as search engines keep them.

A change makes a small new segment and marks what it replaces as dead; many small ones are merged.
So one written entry costs a read of that entry, not of all.
"""

import math
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ringdesk.domains.knowledge.encoding import WIDTH, Vectors, is_stored, unpacked
from ringdesk.domains.knowledge.models import PassageRow, SourceKind
from ringdesk.domains.knowledge.words import terms

# Robertson and Zaragoza 2009, "The Probabilistic Relevance Framework: BM25 and Beyond".
K1, B = 1.2, 0.75
TITLE_TIMES = 2  # a word of the question counts as often
# What full lexical agreement adds to a cosine: enough to decide between equals, and for numbers
# and names, of which the encoder knows nothing.
LEXICAL_WEIGHT = np.float32(0.15)
MOST_SEGMENTS = 8
KINDS: tuple[SourceKind, ...] = ("faq", "article", "canned", "ticket")

Floats = NDArray[np.float32]
Postings = dict[str, tuple[NDArray[np.int32], Floats]]


class Query(NamedTuple):
    """`vector` is float32 [384], or None without an encoder."""

    vector: Vectors | None
    terms: tuple[str, ...]


class Hit(NamedTuple):
    """`cosine` is with the question plus a fifth of that with the answer (0 without vectors);
    `lexical` the share of the query's rare words that it has, 0 to 1; `words` how BM25 rates it;
    `vector` its own, float32 [384], zeros if it has none."""

    id: int
    kind: SourceKind
    source_id: int
    score: float
    cosine: float
    lexical: float
    words: float
    vector: Vectors


class Segment(NamedTuple):
    ids: NDArray[np.int64]
    kinds: NDArray[np.uint8]
    sources: NDArray[np.int64]
    alive: NDArray[np.bool_]
    vectors: Vectors
    has_vector: NDArray[np.bool_]
    lengths: Floats
    postings: Postings

    @property
    def bytes_held(self) -> int:
        """About: a posting is eight bytes, its entry in the table some two hundred."""
        listed = sum(200 + 8 * len(rows) for rows, _ in self.postings.values())
        return self.vectors.nbytes + 40 * len(self.ids) + listed


def segment_of(rows: Sequence[PassageRow], encoder_id: str | None) -> Segment:
    """What another encoder made is left out: its vectors lie in another space."""
    fits = [r.encoder_id == encoder_id and is_stored(r.vectors) for r in rows]
    vectors = np.zeros((len(rows), WIDTH), np.float32)
    mask = np.array(fits, np.bool_)
    vectors[mask] = unpacked([r.vectors for r, fit in zip(rows, fits, strict=True) if fit])  # type: ignore[misc]
    lengths = np.empty(len(rows), np.float32)
    gathered: dict[str, tuple[list[int], list[int]]] = {}
    for at, row in enumerate(rows):
        counts = Counter(terms(row.body))
        for term in terms(row.title):
            counts[term] += TITLE_TIMES
        lengths[at] = counts.total()
        for term, times in counts.items():
            places, frequencies = gathered.setdefault(term, ([], []))
            places.append(at)
            frequencies.append(times)
    return Segment(
        ids=np.array([r.id for r in rows], np.int64),
        kinds=np.array([KINDS.index(r.kind) for r in rows], np.uint8),
        sources=np.array([r.source_id for r in rows], np.int64),
        alive=np.ones(len(rows), np.bool_),
        vectors=vectors,
        has_vector=mask,
        lengths=lengths,
        postings={
            term: (np.array(places, np.int32), np.array(frequencies, np.float32))
            for term, (places, frequencies) in gathered.items()
        },
    )


def without(segment: Segment, ids: NDArray[np.int64]) -> Segment:
    dead = np.isin(segment.ids, ids)
    return segment._replace(alive=segment.alive & ~dead) if dead.any() else segment


def merged(segments: Sequence[Segment]) -> Segment:
    """One of all, without the dead."""
    gathered: dict[str, tuple[list[NDArray[np.int32]], list[Floats]]] = {}
    start = 0
    for one in segments:
        places = np.cumsum(one.alive, dtype=np.int32) - 1 + start
        for term, (rows, times) in one.postings.items():
            kept = one.alive[rows]
            if kept.any():
                lists = gathered.setdefault(term, ([], []))
                lists[0].append(places[rows[kept]].astype(np.int32))
                lists[1].append(times[kept])
        start += int(one.alive.sum())
    return Segment(
        ids=np.concatenate([one.ids[one.alive] for one in segments]),
        kinds=np.concatenate([one.kinds[one.alive] for one in segments]),
        sources=np.concatenate([one.sources[one.alive] for one in segments]),
        alive=np.ones(start, np.bool_),
        vectors=np.concatenate([one.vectors[one.alive] for one in segments]),
        has_vector=np.concatenate([one.has_vector[one.alive] for one in segments]),
        lengths=np.concatenate([one.lengths[one.alive] for one in segments]),
        postings={
            term: (np.concatenate(rows), np.concatenate(times))
            for term, (rows, times) in gathered.items()
        },
    )


class Index(NamedTuple):
    """Of one tenant and one audience, at one revision. Immutable: any thread may search it."""

    revision: int
    encoder_id: str | None
    segments: tuple[Segment, ...] = ()

    def changed(self, rows: Sequence[PassageRow], revision: int) -> "Index":
        """With what changed since: new words in, what is invisible now out."""
        ids = np.array([row.id for row in rows], np.int64)
        kept = [without(one, ids) for one in self.segments] if len(ids) else [*self.segments]
        visible = [row for row in rows if row.visible]
        if visible:
            kept.append(segment_of(visible, self.encoder_id))
        kept = [one for one in kept if one.alive.any()]
        if len(kept) > MOST_SEGMENTS:
            small = sorted(kept, key=lambda one: len(one.ids))[: MOST_SEGMENTS - 1]
            kept = [one for one in kept if not any(one is other for other in small)]
            kept.append(merged(small))
        return Index(revision, self.encoder_id, tuple(kept))

    @property
    def size(self) -> int:
        return sum(int(one.alive.sum()) for one in self.segments)

    @property
    def bytes_held(self) -> int:
        return sum(one.bytes_held for one in self.segments)


def search(indexes: Sequence[Index], query: Query, *, most: int) -> list[Hit]:
    """The best pieces, best first, of all these together; one a source."""
    segments = [one for index in indexes for one in index.segments]
    size = sum(int(one.alive.sum()) for one in segments)
    if not size:
        return []
    length = sum(float(one.lengths.sum()) for one in segments) / sum(len(s.ids) for s in segments)
    weights = {term: rarity(segments, term, size) for term in dict.fromkeys(query.terms)}
    hits = [hit for one in segments for hit in best_of(one, query, weights, length, most)]
    best: dict[tuple[str, int], Hit] = {}
    for hit in sorted(hits, key=lambda one: (-one.score, one.id)):
        best.setdefault((hit.kind, hit.source_id), hit)
    return list(best.values())[:most]


def rarity(segments: Sequence[Segment], term: str, size: int) -> float:
    """The inverse document frequency, as BM25 has it (always above 0)."""
    having = sum(len(one.postings[term][0]) for one in segments if term in one.postings)
    return math.log(1 + max(size - having + 0.5, 0.5) / (having + 0.5))


def best_of(
    segment: Segment, query: Query, weights: dict[str, float], length: float, most: int
) -> list[Hit]:
    covered, words = lexically(segment, weights, length)
    if query.vector is None:
        cosines = np.zeros(len(segment.ids), np.float32)
        scores = words + covered
    else:
        # Not `@`: BLAS would wake threads for it, which costs more than they save here.
        cosines = np.vecdot(segment.vectors, query.vector)
        scores = np.where(segment.has_vector, cosines, covered) + LEXICAL_WEIGHT * covered
    scores = np.where(segment.alive, scores, -np.inf)
    # An article has several pieces: enough that `most` sources are among them, as a rule.
    wanted = min(len(scores), 6 * most)
    top = np.argpartition(-scores, wanted - 1)[:wanted]
    return [
        Hit(
            int(segment.ids[at]), KINDS[segment.kinds[at]], int(segment.sources[at]),
            float(scores[at]), float(cosines[at]), float(covered[at]), float(words[at]),
            segment.vectors[at],
        )
        for at in top
        if segment.alive[at] and (query.vector is not None or covered[at] > 0)
    ]  # fmt: skip


def lexically(segment: Segment, weights: dict[str, float], length: float) -> tuple[Floats, Floats]:
    """For each piece the share of the query's weight that it covers, and BM25 over what is
    possible, 0 to 1."""
    covered = np.zeros(len(segment.ids), np.float32)
    words = np.zeros(len(segment.ids), np.float32)
    total = sum(weights.values())
    if not total:
        return covered, words
    norms = K1 * (1 - B + B * segment.lengths / max(length, 1.0))
    for term, weight in weights.items():
        if term in segment.postings:
            rows, times = segment.postings[term]
            covered[rows] += weight
            words[rows] += weight * times / (times + norms[rows])
    return covered / np.float32(total), words / np.float32(total)
