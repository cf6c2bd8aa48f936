"""The acts on what is to be understood. It is written down with the message."""

from collections.abc import Sequence

import msgspec

from ringdesk.domains import assistant, knowledge
from ringdesk.domains.conversations.events import MessageUnderstood
from ringdesk.domains.conversations.models import Message, ToUnderstand
from ringdesk.domains.conversations.queries import MESSAGE
from ringdesk.domains.conversations.understanding import queries
from ringdesk.kernel.work import Work

MOST_SUGGESTED = 3
AT_ONCE = 8  # messages in one transaction: some 40 ms of one core


async def understand(work: Work, message: Message) -> Message:
    """Now: for whoever was promised an answer. Staff's words, and what is understood already, stay
    as they are."""
    if message.from_staff:
        return message
    taken = await work.many(ToUnderstand, queries.TAKE_ONE, message.id)
    if not taken:
        return await work.one(Message, MESSAGE, message.id) or message
    seen, texts = (await _look_at(work, taken))[0]
    return msgspec.structs.replace(
        message, intent=seen.intent, confidence=seen.confidence, sentiment=seen.sentiment,
        language=seen.language, suggestions=texts, model_version=seen.model_version,
    )  # fmt: skip


async def understand_next(work: Work, *, most: int = AT_ONCE) -> int:
    """What waits longest. How many there were."""
    taken = await work.many(ToUnderstand, queries.TAKE_NEXT, most)
    if taken:
        await _look_at(work, taken)
    return len(taken)


async def _look_at(
    work: Work, waiting: list[ToUnderstand]
) -> list[tuple[assistant.Understanding, list[str]]]:
    """Kept with each message: what it is about, how sure that is, and who said so."""
    settings = await assistant.settings(work)
    seen = await assistant.understand_all([one.content for one in waiting], work=work)
    asked = [
        knowledge.Asked(one.content, found.intent, spoken(one.language, found.language))
        for one, found in zip(waiting, seen, strict=True)
    ]
    offered = await knowledge.suggest_to_customers(
        work, asked, limit=MOST_SUGGESTED, max_length=settings.max_response_length,
        style=settings.response_style_default,
    )  # fmt: skip
    texts = [[each.text for each in some] for some in offered]
    await _keep(work, waiting, seen, texts)
    for one in waiting:
        work.record(
            MessageUnderstood(
                conversation_id=one.conversation_id, message_id=one.id,
                customer_id=one.customer_id,
            )
        )  # fmt: skip
    return list(zip(seen, texts, strict=True))


async def _keep(
    work: Work, waiting: Sequence[ToUnderstand], seen: Sequence[assistant.Understanding],
    texts: Sequence[list[str]],
) -> None:  # fmt: skip
    await work.run(
        queries.KEEP_ANALYSES,
        [one.id for one in waiting],
        [one.conversation_id for one in waiting],
        [one.intent for one in seen],
        [one.confidence for one in seen],
        [one.sentiment for one in seen],
        [one.sentiment_confidence for one in seen],
        [one.language for one in seen],
        [one.model_version for one in seen],
        [msgspec.json.encode(some).decode() for some in texts],
    )


def spoken(conversation: str | None, message: str) -> str:
    """The language to answer in."""
    return conversation or ("en" if message == "und" else message)
