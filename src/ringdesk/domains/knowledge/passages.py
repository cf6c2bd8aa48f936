"""What retrieval reads: entries and solved tickets, cut to pieces, with their vectors.

Made inside the act that writes the entry, so that it answers once that is committed.
"""

import re

from ringdesk.domains import assistant
from ringdesk.domains.knowledge import queries
from ringdesk.domains.knowledge.encoding import WRITERS_PATIENCE_S, encoded, packed
from ringdesk.domains.knowledge.models import Entry, SourceKind
from ringdesk.kernel.work import Work

PIECE = 1_000  # characters of a piece of an article: what the encoder takes in at once
MOST_PIECES = 60
ENCODED_TITLE, ENCODED_BODY = 500, 1_500
MOST_TICKETS = 5_000  # solved ones that a tenant keeps; the oldest go
LONGEST_QUESTION, LONGEST_ANSWER = 2_000, 5_000

ENCODE = "knowledge.encode"  # the job for what could not be encoded at once

_HEADING = re.compile(r"#{1,6}\s+(.*\S)\s*")


async def put_passages(work: Work, entry: Entry) -> int:
    """Index an entry as it now stands; the tenant's new revision."""
    if not entry.is_live:
        return await drop_passages(work, entry.kind, entry.id)
    return await _put(work, entry.kind, entry.id, entry.visibility, entry.language, pieces(entry))


async def drop_passages(work: Work, kind: SourceKind, source_id: int) -> int:
    revision = await raise_revision(work)
    await work.run(queries.DROP_PASSAGES, kind, source_id, 0, revision)
    return revision


async def remember_solved(work: Work, *, ticket_id: int, question: str, answer: str) -> int:
    """A solved ticket, from which staff (and they alone) get suggestions. Idempotent; called when
    a ticket is resolved. The tenant's new revision."""
    asked, answered = question.strip()[:LONGEST_QUESTION], answer.strip()[:LONGEST_ANSWER]
    if not asked or not answered:
        return await drop_passages(work, "ticket", ticket_id)
    revision = await _put(work, "ticket", ticket_id, "staff", "en", [(asked, answered)])
    await work.run(queries.FORGET_OLDEST_TICKETS, revision, MOST_TICKETS)
    return revision


async def forget_solved(work: Work, *, ticket_id: int) -> int:
    """When the ticket is deleted, or opened again."""
    return await drop_passages(work, "ticket", ticket_id)


async def raise_revision(work: Work) -> int:
    return await work.value(int, queries.RAISE_REVISION) or 0


async def _put(
    work: Work, kind: SourceKind, source_id: int, visibility: str, language: str,
    parts: list[tuple[str, str]],
) -> int:  # fmt: skip
    encoder, vectors = await vectors_of(parts)  # before the lock: the encoder takes milliseconds
    revision = await raise_revision(work)
    titles, bodies = [title for title, _ in parts], [body for _, body in parts]
    await work.run(
        queries.PUT_PASSAGES, kind, source_id, visibility, language, encoder, revision, titles,
        bodies, vectors,
    )  # fmt: skip
    await work.run(queries.DROP_PASSAGES, kind, source_id, len(parts), revision)
    if encoder is None:
        await work.later(ENCODE, key="encode")
    return revision


async def vectors_of(parts: list[tuple[str, str]]) -> tuple[str | None, list[bytes | None]]:
    """The encoder's id and a row for each; None where there is no encoder: the words are left."""
    titles = [title[:ENCODED_TITLE] for title, _ in parts]
    bodies = [plain(body)[:ENCODED_BODY] for _, body in parts]
    found = await encoded(titles + bodies, patience_s=WRITERS_PATIENCE_S)
    if found is None:
        return None, [None] * len(parts)
    return assistant.ENCODER_ID, [*packed(found[: len(parts)], found[len(parts) :])]


def pieces(entry: Entry) -> list[tuple[str, str]]:
    """What to match and what to answer with: a FAQ entry whole, an article by its sections."""
    if entry.kind != "article":
        return [(entry.title, entry.body)]
    return sections(entry.title, entry.body)[:MOST_PIECES]


def sections(title: str, body: str) -> list[tuple[str, str]]:
    """By heading, then by paragraph until a piece is full; each titled by both."""
    found: list[tuple[str, str]] = []
    heading, gathered = title, ""
    for paragraph in re.split(r"\n\s*\n|(?m:^(?=#))", body):
        text = paragraph.strip()
        headed = _HEADING.match(text)
        if gathered and (headed or len(gathered) + len(text) > PIECE):
            found.append((heading, gathered))
            gathered = ""
        if headed:
            heading = f"{title}: {headed[1]}"[:ENCODED_TITLE]
            text = text[headed.end() :].strip()
        while len(text) > PIECE:
            found.append((heading, text[:PIECE]))
            text = text[PIECE:]
        gathered = f"{gathered}\n\n{text}".strip()
    if gathered:
        found.append((heading, gathered))
    return found or [(title, body[:PIECE])]


def plain(text: str) -> str:
    """Without what Markdown adds to the words."""
    bare = re.sub(r"!?\[([^\]]{0,300})\]\([^)]{0,500}\)", r"\1", text)
    return re.sub(r"[`*_>#|]+", " ", bare)
