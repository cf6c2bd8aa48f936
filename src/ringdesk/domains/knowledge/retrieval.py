"""Finding what answers a question."""

import asyncio
from typing import NamedTuple
from uuid import UUID

from ringdesk.domains.knowledge import policy, queries
from ringdesk.domains.knowledge.confidence import SEEN, Sure, confidences
from ringdesk.domains.knowledge.encoding import encoded
from ringdesk.domains.knowledge.followups import points_back
from ringdesk.domains.knowledge.index import Hit, Index, Query, search
from ringdesk.domains.knowledge.models import Found, PassageText, Revision
from ringdesk.domains.knowledge.shelf import SHELF
from ringdesk.domains.knowledge.words import plain, terms
from ringdesk.kernel.work import Work

LONGEST_QUESTION = 1_000  # characters that are looked at
LONGEST_CONTEXT = 600
MOST_ASKED = 20
SURE = 0.5  # above it, a question is understood without what was said before
OFF_THE_LOOP = 3_000  # pieces; to search more takes more than a millisecond


async def answers(
    work: Work, text: str, *, limit: int = 3, public_only: bool = True, context: str = ""
) -> list[Found]:
    """What answers a text, best first; nothing for a text without words.

    `public_only`: only what a customer may read; callers who may not read more get no more in any
    case. `context`: what was said before, by which a follow-up ("and on Windows?") is understood.
    """
    return (await find(work, text, limit=limit, public_only=public_only, context=context)).found


class Finding(NamedTuple):
    """`any_of_them`: how sure it is that one of what was found answers."""

    found: list[Found]
    any_of_them: float


async def find(
    work: Work, text: str, *, limit: int, public_only: bool, context: str = "",
    indexes: list[Index] | None = None,
) -> Finding:  # fmt: skip
    """`indexes`: those of `shelves`, for whoever asks several things at once."""
    asked = text.strip()[:LONGEST_QUESTION]
    if not terms(asked):
        return Finding([], 0.0)
    public = public_only or not policy.reads_all(work.actor)
    if indexes is None:
        indexes = await shelves(work, public)
    if not any(index.size for index in indexes):
        return Finding([], 0.0)
    most = max(1, min(limit, MOST_ASKED))
    before = context.strip()[-LONGEST_CONTEXT:]
    hits, sure = await understood(indexes, asked, before, most, work.tenant_id)
    ranked = list(zip(hits, sure.each, strict=True))[:most]
    return Finding(await with_words(work, ranked, public), sure.any_of_them)


async def shelves(work: Work, public: bool) -> list[Index]:
    """What customers may read, and what else staff may."""
    indexes = [await SHELF.index(work, "public")]
    if not public:
        indexes.append(await SHELF.index(work, "staff"))
    return indexes


class Looked(NamedTuple):
    """What was found for one text, and how sure that is."""

    hits: list[Hit]
    sure: Sure

    @property
    def best(self) -> float:
        return self.sure.each[0] if self.hits else 0.0

    @property
    def first(self) -> tuple[str, int] | None:
        return (self.hits[0].kind, self.hits[0].source_id) if self.hits else None


async def understood(
    indexes: list[Index], asked: str, before: str, most: int, whose: UUID
) -> Looked:
    """By the text alone if that is clear; else also with what was said before it. But what that
    finds without the text, too, is no answer to it unless the text points back: somebody may have
    changed the subject."""
    alone = await looked_up(indexes, asked, most, whose)
    if not before or alone.best >= SURE:
        return alone
    together = await looked_up(indexes, f"{before}\n{asked}", most, whose)
    if together.best <= alone.best:
        return alone
    if not points_back(plain(asked)):
        without = await looked_up(indexes, before, most, whose)
        if together.first == without.first:
            return alone
    return together


async def looked_up(indexes: list[Index], text: str, most: int, whose: UUID) -> Looked:
    vectors = await encoded([text], whose=whose)
    query = Query(None if vectors is None else vectors[0], tuple(terms(text)))
    hits = await searched(indexes, query, most)
    return Looked(hits, confidences(hits, by_words=vectors is None))


async def searched(indexes: list[Index], query: Query, most: int) -> list[Hit]:
    """More than asked for: confidence is made of what else is near."""
    if sum(index.size for index in indexes) <= OFF_THE_LOOP:
        return search(indexes, query, most=max(most, SEEN))
    return await asyncio.to_thread(search, indexes, query, most=max(most, SEEN))


async def with_words(work: Work, hits: list[tuple[Hit, float]], public: bool) -> list[Found]:
    """The words come from the database, which once more gives only what the asker may see."""
    ids = [hit.id for hit, _ in hits]
    rows = await work.many(PassageText, queries.TEXTS, ids, public) if ids else []
    texts = {row.id: row for row in rows}
    return [
        Found(
            kind=hit.kind, id=hit.source_id, title=texts[hit.id].title, text=texts[hit.id].body,
            score=round(hit.score, 4), confidence=sure, url=address(hit.kind, hit.source_id),
        )
        for hit, sure in hits
        if hit.id in texts
    ]  # fmt: skip


def address(kind: str, source_id: int) -> str:
    """Where a reader of the web app opens it; a canned reply is opened nowhere."""
    places = {"faq": "/help/questions/{}", "article": "/help/articles/{}", "ticket": "/tickets/{}"}
    return places[kind].format(source_id) if kind in places else ""


async def revision(work: Work) -> int:
    """Of the tenant's knowledge: it rises with every change, for caches and evaluations."""
    found = await work.one(Revision, queries.REVISION)
    return found.revision if found else 0
