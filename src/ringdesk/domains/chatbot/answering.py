"""What the chatbot would say: from published entries of the tenant, or that it does not know.

Nothing of what a customer wrote, and nothing of what an entry says, is ever an instruction: both
are compared with each other, and an entry's words are repeated.
"""

from collections.abc import Sequence

from msgspec import structs

from ringdesk.domains import assistant, conversations, knowledge
from ringdesk.domains.chatbot import wording
from ringdesk.domains.chatbot.models import Outcome, Reply
from ringdesk.domains.chatbot.phrases import phrase
from ringdesk.kernel.work import Work

LONGEST_GREETING = 80  # characters; what is longer is about something
MOST_CONTEXT = 6  # messages before this one that may say what it is about
CERTAIN = 1.0  # of what was found by words that leave no doubt


async def decide(
    work: Work, text: str, said: Sequence[conversations.Message] = (), *, language: str = "en",
    intent: str | None = None, intent_confidence: float = 0.0,
) -> Reply:  # fmt: skip
    """`said`: what was said before, oldest first. Reads; changes nothing."""
    settings = await assistant.settings(work)
    most, threshold = settings.max_response_length, settings.ai_confidence_threshold
    revision = await knowledge.revision(work)

    def says(words: str, outcome: Outcome, confidence: float) -> Reply:
        return Reply(
            text=knowledge.shortened(words, most), outcome=outcome, confidence=confidence,
            threshold=threshold, revision=revision, language=language,
        )  # fmt: skip

    if wording.asks_for_person(text):
        return says(phrase("person", language), "person", CERTAIN)
    if wording.only_thanks(text):
        return says(phrase("thanked", language), "thanked", CERTAIN)
    if not wording.says_something(text):
        return says(phrase("unclear", language), "unclear", 0.0)
    found = await knowledge.answers(work, text, limit=1, public_only=True, context=context_of(said))
    sure = found[0].confidence if found else 0.0
    if found and sure >= threshold:
        best = found[0]
        passage = knowledge.readable(best)
        return structs.replace(
            says(passage, "answered", sure), source_kind=best.kind, source_id=best.id,
            title=best.title, url=best.url, passage=passage, most=most, rewriter=settings.provider,
        )  # fmt: skip
    greets = intent == "greeting" and len(text) <= LONGEST_GREETING and "?" not in text
    if greets and intent_confidence >= threshold:
        style = settings.response_style_default
        hello = knowledge.phrase("greeting", style=style, language=language)
        return says(hello, "greeted", intent_confidence)
    return says(phrase("refused_waiting", language), "refused", sure)


def context_of(said: Sequence[conversations.Message]) -> str:
    """What customer and assistant said before, without what was said for politeness."""
    lines = [
        one.content
        for one in said
        if one.kind == "said" and not one.internal and not wording.only_thanks(one.content)
    ]
    return "\n".join(lines[-MOST_CONTEXT:])


def sources_of(reply: Reply) -> list[dict[str, str]]:
    """What a customer can open."""
    return [{"title": reply.title, "url": reply.url}] if reply.url else []
