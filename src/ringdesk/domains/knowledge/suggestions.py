"""Replies that could be sent: by the assistant to a customer, or by staff after a look."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec

from ringdesk.domains import assistant
from ringdesk.domains.knowledge import policy
from ringdesk.domains.knowledge.models import Found, Preview, Suggestion
from ringdesk.domains.knowledge.passages import plain
from ringdesk.domains.knowledge.phrases import phrase
from ringdesk.domains.knowledge.retrieval import Finding, answers, find, revision, shelves
from ringdesk.kernel.work import Work

LIKELY = 0.3  # that there is an answer at all; less is not worth a reader's time
BESIDE_THE_BEST = 0.2  # what is five times less likely than the best is not shown with it
MOST = 10
_PLACE = re.compile(r"\{([a-z_]{1,40})\}")
SENTENCE_ENDS = (". ", "! ", "? ", "\n", "。", "؟ ")


async def suggest(
    work: Work, text: str, *, for_customer: bool, limit: int = 3, max_length: int = 500,
    intent: str | None = None, style: str = "friendly", language: str = "en", context: str = "",
    names: Mapping[str, str] | None = None,
) -> list[Suggestion]:  # fmt: skip
    """Best first. For a customer from published FAQ entries and set phrases alone; for staff also
    from canned replies, articles and solved tickets. None is longer than `max_length` characters.
    `names`: what the places of canned replies are filled with, such as {"customer_name": "Carla"}.
    """
    most = max(1, min(limit, MOST))
    finding = await find(work, text, limit=2 * most, public_only=for_customer, context=context)
    found = chosen(finding, for_customer=for_customer, max_length=max_length, names=names or {})
    return [*found, *phrases(intent, style, language, max_length)][:most]


async def published_answers(work: Work, question: str, *, limit: int = 3) -> list[Found]:
    """For whoever looks for help by themselves: what is published and likely answers the question,
    found by its meaning, best first."""
    finding = await find(work, question, limit=max(1, min(limit, MOST)), public_only=True)
    if finding.any_of_them < LIKELY:
        return []
    best = max((one.confidence for one in finding.found), default=0.0)
    return [
        msgspec.structs.replace(one, text=readable(one))
        for one in finding.found
        if one.confidence >= BESIDE_THE_BEST * best
    ]


class Asked(NamedTuple):
    """What a customer said, what it seems to be about, and in which language to answer."""

    text: str
    intent: str
    language: str


async def suggest_to_customers(
    work: Work, asked: Sequence[Asked], *, limit: int, max_length: int, style: str
) -> list[list[Suggestion]]:
    """The same for several at once, each by itself, from what customers may read."""
    indexes = await shelves(work, True)
    offered = []
    for one in asked:
        finding = await find(work, one.text, limit=2 * limit, public_only=True, indexes=indexes)
        found = chosen(finding, for_customer=True, max_length=max_length, names={})
        offered.append([*found, *phrases(one.intent, style, one.language, max_length)][:limit])
    return offered


def chosen(
    finding: Finding, *, for_customer: bool, max_length: int, names: Mapping[str, str]
) -> list[Suggestion]:
    likely = finding.found if finding.any_of_them >= LIKELY else []
    best = max((one.confidence for one in likely), default=0.0)
    return [
        suggestion_of(one, max_length, names)
        for one in likely
        if one.confidence >= BESIDE_THE_BEST * best and (one.kind == "faq" or not for_customer)
    ]


def phrases(intent: str | None, style: str, language: str, max_length: int) -> list[Suggestion]:
    said = phrase(intent or "", style=style, language=language)
    if not said or len(said) > max_length:
        return []
    return [Suggestion(text=said, kind="phrase", source_id=None, title="", confidence=LIKELY)]


async def preview(work: Work, question: str, *, context: str = "") -> Preview:
    """What the bot would answer, from what, and what staff would be offered (staff)."""
    policy.require_may_read_all(work.actor)
    settings = await assistant.settings(work)
    found = await answers(work, question, limit=5, context=context)
    sure = found[0].confidence if found else 0.0
    answered = bool(found) and sure >= settings.ai_confidence_threshold
    offered = await suggest(
        work, question, for_customer=False, limit=5, max_length=settings.max_response_length,
        context=context,
    )  # fmt: skip
    return Preview(
        answered=answered,
        answer=shortened(readable(found[0]), settings.max_response_length) if answered else "",
        confidence=sure, threshold=settings.ai_confidence_threshold, sources=found,
        suggestions=offered, revision=await revision(work),
    )  # fmt: skip


def readable(found: Found) -> str:
    """An article's Markdown without its marks; all else as it was written."""
    return plain(found.text).strip() if found.kind == "article" else found.text


def filled(text: str, names: Mapping[str, str]) -> str:
    """Places like {customer_name}, filled once with what is given; all else stays as it is. What
    was filled in is not looked at again, so that a customer's name is never a place."""
    return _PLACE.sub(lambda place: names.get(place[1], place[0]), text)


def suggestion_of(found: Found, max_length: int, names: Mapping[str, str]) -> Suggestion:
    body = filled(found.text, names) if found.kind == "canned" else readable(found)
    return Suggestion(
        text=shortened(body, max_length), kind=found.kind, source_id=found.id, title=found.title,
        confidence=found.confidence,
    )  # fmt: skip


def shortened(text: str, most: int) -> str:
    """To the end of a sentence, or else of a word."""
    if len(text) <= most:
        return text
    cut = text[: max(most - 1, 0)]
    ends = [cut.rfind(end) + 1 for end in SENTENCE_ENDS]
    if max(ends) > most // 2:
        return cut[: max(ends)].rstrip()
    space = cut.rfind(" ")
    return (cut[:space] if space > most // 2 else cut).rstrip() + "…"[: max(most, 0)]
