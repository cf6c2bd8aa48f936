"""What the chatbot would say: from published entries of the tenant, or that it does not know.

Nothing of what a customer wrote, and nothing of what an entry says, is ever an instruction: both
are compared with each other, and an entry's words are repeated.
"""

from collections.abc import Sequence

from ringdesk.domains import assistant, conversations, knowledge
from ringdesk.domains.chatbot import wording
from ringdesk.domains.chatbot.models import Reply
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

    def fixed(name: str, outcome: str, confidence: float, words: str | None = None) -> Reply:
        spoken = phrase(name, language) if words is None else words
        return Reply(
            text=knowledge.shortened(spoken, most), outcome=outcome,  # type: ignore[arg-type]
            confidence=confidence, threshold=threshold, revision=revision, language=language,
        )  # fmt: skip

    if wording.asks_for_person(text):
        return fixed("person", "person", CERTAIN)
    if wording.only_thanks(text):
        return fixed("thanked", "thanked", CERTAIN)
    if not wording.says_something(text):
        return fixed("unclear", "unclear", 0.0)
    found = await knowledge.answers(work, text, limit=1, public_only=True, context=context_of(said))
    sure = found[0].confidence if found else 0.0
    if found and sure >= threshold:
        best = found[0]
        passage = knowledge.readable(best)
        return Reply(
            text=knowledge.shortened(passage, most), outcome="answered", confidence=sure,
            threshold=threshold, revision=revision, language=language, source_kind=best.kind,
            source_id=best.id, title=best.title, url=best.url, passage=passage,
            most=most, rewriter=settings.provider,
        )  # fmt: skip
    greets = intent == "greeting" and len(text) <= LONGEST_GREETING and "?" not in text
    if greets and intent_confidence >= threshold:
        hello = knowledge.phrase(
            "greeting", style=settings.response_style_default, language=language
        )
        return fixed("", "greeted", intent_confidence, hello)
    return fixed("refused_waiting", "refused", sure)


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
