"""Automatic replies: what a customer says in a conversation that no person has taken."""

from datetime import UTC, datetime, timedelta

from msgspec import Struct

from ringdesk.domains import assistant, conversations
from ringdesk.domains.chatbot import queries, turns
from ringdesk.domains.chatbot.answering import decide
from ringdesk.domains.chatbot.models import Id, Reply
from ringdesk.kernel.work import Work

SPOKEN_TO = ("answered", "greeted", "thanked")  # what is said in a room where nobody asked a bot
MOST_LATELY = 20  # answers in a conversation ...
LATELY = timedelta(minutes=5)  # ... within this time: whoever writes faster is no person
HEAR = "chatbot.hear"
STALE = timedelta(minutes=15)  # an answer that comes later than that helps nobody


class Heard(Struct, frozen=True, kw_only=True):
    """What is to be done: answer a turn, or say something in a room."""

    turn_id: int | None = None
    reply: Reply | None = None
    question: str = ""


async def consider(work: Work, event: conversations.MessageUnderstood) -> bool:
    """Whether there is something to do. Most messages are none of the bot's business, because a
    person answers there: what can be told by one look costs no job."""
    if not await work.value(bool, queries.MAY_ANSWER, event.message_id, turns.MOST_SAID):
        return False
    await work.later(HEAR, key=str(event.message_id), message_id=event.message_id)
    return True


async def take_up(work: Work, *, message_id: int) -> Heard | None:
    """None where nothing is to be said: to staff, to the assistant itself, to an event, where a
    person has taken over, where the tenant does not want it, or too much was said already."""
    said = await conversations.get_message(work, message_id=message_id)
    if said.from_staff or said.is_ai or said.kind != "said" or said.internal:
        return None
    known = await work.one(Id, queries.OF_MESSAGE, message_id)
    if known is not None:
        return Heard(turn_id=known.id)
    conversation = await conversations.get(work, conversation_id=said.conversation_id)
    if not conversation.is_chat or conversation.state == "active":
        return None
    before = await conversations.latest_messages(
        work, conversation_id=conversation.id, before=message_id, limit=turns.MOST_SAID
    )
    if await _person_is_here(work, conversation, message_id):
        return None
    if conversation.channel in turns.CHANNELS:
        if not conversation.assistant_answers:
            return None
        turn_id = await keep_turn(work, said)
        return None if turn_id is None else Heard(turn_id=turn_id)
    if await is_answered_enough(work, conversation.id):
        return None  # before the costly part; asked again when it is said
    settings = await assistant.settings(work)
    if not settings.auto_reply_enabled or datetime.now(UTC) - said.created_at > STALE:
        return None
    reply = await decide(
        work, said.content, before, language=turns.language_of(conversation, said),
        intent=said.intent, intent_confidence=said.confidence or 0.0,
    )  # fmt: skip
    if reply.outcome not in SPOKEN_TO or not reply.text:
        return None
    return Heard(reply=reply, question=said.content)


async def reply_in_room(work: Work, *, message_id: int, reply: Reply) -> None:
    """Once, and only if no person has taken over meanwhile."""
    said = await conversations.get_message(work, message_id=message_id)
    conversation = await conversations.lock(work, said.conversation_id)
    if conversation.state == "active" or await _person_is_here(work, conversation, message_id):
        return
    turn_id = await keep_turn(work, said)
    if turn_id is None:
        return
    turn = await turns.get_turn(work, turn_id=turn_id)
    await turns.answer(work, turn, reply)


async def keep_turn(work: Work, said: conversations.Message) -> int | None:
    """None if it is kept already, or too much was answered lately: under the conversation's lock,
    because several messages of it may be considered at the same time."""
    conversation = await conversations.lock(work, said.conversation_id)
    if await is_answered_enough(work, conversation.id):
        return None
    return await turns.keep(work, conversation, said)


async def is_answered_enough(work: Work, conversation_id: int) -> bool:
    return await turns.answered_lately(work, conversation_id, LATELY) >= MOST_LATELY


async def _person_is_here(
    work: Work, conversation: conversations.Conversation, message_id: int
) -> bool:
    """Staff who answer without joining have taken it all the same."""
    if conversation.assigned_to is not None:
        return True
    latest = await conversations.latest_messages(
        work, conversation_id=conversation.id, limit=turns.MOST_SAID
    )
    return any(one.is_by_staff for one in latest)
