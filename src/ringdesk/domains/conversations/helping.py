"""What the assistant offers to staff in a conversation: replies, and what it was about so far."""

from ringdesk.domains import assistant, knowledge
from ringdesk.domains.conversations import policy
from ringdesk.domains.conversations.errors import MayNotHandle
from ringdesk.domains.conversations.models import Conversation, Message
from ringdesk.domains.conversations.service import get_chat
from ringdesk.domains.conversations.speaking import latest_messages
from ringdesk.kernel.work import Work

LOOKED_AT = 12  # of the latest messages, for what a reply is about
MOST_LINES = 100  # of a summary
MOST_OFFERED = 5
MOST_SUGGESTED = 3


async def suggestions(
    work: Work, *, conversation_id: int, limit: int = MOST_OFFERED
) -> list[knowledge.Suggestion]:
    """Replies to what the customer said last, best first; from all that staff may use. Empty
    before the customer has said something."""
    conversation = await staff_look(work, conversation_id)
    said = await latest_messages(work, conversation_id=conversation_id, limit=LOOKED_AT)
    theirs = [one for one in said if one.kind == "said" and not one.from_staff]
    if not theirs:
        return []
    asked = theirs[-1]
    settings = await assistant.settings(work)
    return await knowledge.suggest(
        work, asked.content, for_customer=False, limit=limit,
        max_length=settings.max_response_length, intent=asked.corrected_intent or asked.intent,
        style=settings.response_style_default, language=language_of(conversation, asked),
        context="\n".join(one.content for one in theirs[:-1]), names=names_of(work, conversation),
    )  # fmt: skip


async def summary(work: Work, *, conversation_id: int) -> knowledge.Summary:
    """Of what both sides said, without internal notes: it may be sent on."""
    await staff_look(work, conversation_id)
    lines = await lines_of(work, conversation_id=conversation_id, limit=MOST_LINES)
    return await knowledge.summarise(lines)


async def lines_of(work: Work, *, conversation_id: int, limit: int) -> list[knowledge.Line]:
    """Of the latest messages, what the two sides said to each other: no notes, no events."""
    said = await latest_messages(work, conversation_id=conversation_id, limit=limit)
    return [
        knowledge.Line(one.sender_name, one.content, one.from_staff)
        for one in said
        if one.kind == "said" and not one.internal
    ]


async def staff_look(work: Work, conversation_id: int) -> Conversation:
    """ConversationNotFound for what may not be seen, MayNotHandle for its own customer."""
    conversation = await get_chat(work, conversation_id=conversation_id)
    if not policy.reads(work.actor, conversation):
        raise MayNotHandle
    return conversation


def language_of(conversation: Conversation, asked: Message) -> str:
    heard = conversation.language or asked.language
    return "en" if heard is None or heard == "und" else heard


def names_of(work: Work, conversation: Conversation) -> dict[str, str]:
    """What the places of canned replies are filled with."""
    names = {
        "customer_name": conversation.customer_name or conversation.person_name,
        "agent_name": work.actor.name,
    }
    if conversation.ticket_id is not None:
        names["ticket_id"] = str(conversation.ticket_id)
    return names


async def analyse(
    work: Work, text: str
) -> tuple[assistant.Understanding, list[knowledge.Suggestion]]:
    """What the assistant makes of a text, which is kept nowhere. Whoever is no staff is offered
    what is published, and no more."""
    settings = await assistant.settings(work)
    seen = await assistant.understand(text, work=work)
    offered = await knowledge.suggest(
        work, text, for_customer=not policy.sees_all(work.actor), limit=MOST_SUGGESTED,
        max_length=settings.max_response_length, intent=seen.intent,
        style=settings.response_style_default,
        language="en" if seen.language == "und" else seen.language,
    )  # fmt: skip
    return seen, offered
