"""Replies that could be sent: by the assistant to a customer, or by staff after a look."""

from ringdesk.domains.knowledge.models import Found, Suggestion
from ringdesk.domains.knowledge.passages import plain
from ringdesk.domains.knowledge.phrases import phrase
from ringdesk.domains.knowledge.retrieval import answers
from ringdesk.kernel.work import Work

LIKELY = 0.3  # what is less sure is not worth a reader's time
MOST = 10
SENTENCE_ENDS = (". ", "! ", "? ", "\n", "。", "؟ ")


async def suggest(
    work: Work, text: str, *, for_customer: bool, limit: int = 3, max_length: int = 500,
    intent: str | None = None, style: str = "friendly", language: str = "en", context: str = "",
) -> list[Suggestion]:  # fmt: skip
    """Best first. For a customer from published FAQ entries and set phrases alone; for staff also
    from canned replies, articles and solved tickets. None is longer than `max_length` characters.
    """
    most = max(1, min(limit, MOST))
    found = await answers(work, text, limit=2 * most, public_only=for_customer, context=context)
    chosen = [
        suggestion_of(one, max_length)
        for one in found
        if one.confidence >= LIKELY and (one.kind == "faq" or not for_customer)
    ]
    said = phrase(intent or "", style=style, language=language)
    if said and len(said) <= max_length:
        chosen.append(
            Suggestion(text=said, kind="phrase", source_id=None, title="", confidence=LIKELY)
        )
    return chosen[:most]


def suggestion_of(found: Found, max_length: int) -> Suggestion:
    body = plain(found.text).strip() if found.kind == "article" else found.text
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
