"""The acts on a turn: a question is kept, and answered in another transaction.

Between the two nothing is lost: a turn without a response is found again and answered, by the job
of its message or by the sweep, and never twice.
"""

from datetime import timedelta

import msgspec

from ringdesk.domains import assistant, conversations
from ringdesk.domains.chatbot import policy, queries
from ringdesk.domains.chatbot.answering import decide, sources_of
from ringdesk.domains.chatbot.errors import QuestionReused, SessionNotFound, TurnNotFound
from ringdesk.domains.chatbot.events import ChatbotAnswered
from ringdesk.domains.chatbot.handoffs import acts as handoffs
from ringdesk.domains.chatbot.models import Id, Known, Reply, Turn, Verdict
from ringdesk.domains.chatbot.phrases import phrase
from ringdesk.domains.chatbot.wording import key_of
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.work import Work

CHANNELS = ("chatbot", "widget")  # where the chatbot answers everything it is told
LONGEST_REASON = 300
MOST_SAID = 20  # messages of a conversation that are looked at
FOLD = "chatbot.fold"
FOLD_EACH = 64  # turns, about, between two times that a tenant's are folded


async def ask(
    work: Work, *, message: str, session_id: str | None = None, key: str | None = None
) -> int:
    """The caller's question, said in their conversation with the chatbot (a new one without
    `session_id`): the turn's id. SessionNotFound for what is not theirs. With `key` the same
    question is asked once."""
    text = message.strip()
    if not text:
        raise Invalid.field("message", "Not blank")
    if key is not None:
        known = await work.one(Known, queries.KNOWN, work.actor.id, key)
        if known is not None:
            if known.query != text or session_id not in (None, str(known.conversation_id)):
                raise QuestionReused
            return known.id
    conversation = await _conversation(work, session_id)
    said = await conversations.say(work, conversation_id=conversation.id, content=text)
    turn_id = await keep(work, conversation, said, key=key)
    if turn_id is None:  # the same key, in this very moment
        raise QuestionReused
    return turn_id


async def keep(
    work: Work, conversation: conversations.Conversation, said: conversations.Message, *,
    key: str | None = None,
) -> int | None:  # fmt: skip
    """A message of a customer as a question to be answered; None if it is one already."""
    made = await work.one(
        Id, queries.ASK, conversation.id, said.id, conversation.customer_id, conversation.channel,
        said.content, key_of(said.content), key,
    )  # fmt: skip
    return None if made is None else made.id


async def _conversation(work: Work, session_id: str | None) -> conversations.Conversation:
    if session_id is None:
        return await conversations.open_room(work, channel="chatbot", assistant_answers=True)
    if not (session_id.isascii() and session_id.isdecimal() and len(session_id) <= 18):
        raise SessionNotFound
    try:
        found = await conversations.get(work, conversation_id=int(session_id))
    except conversations.ConversationNotFound as error:
        raise SessionNotFound from error
    if found.customer_id != work.actor.id or found.channel not in CHANNELS:
        raise SessionNotFound  # staff may see it, but don't speak for its customer
    return found


async def get_turn(work: Work, *, turn_id: int) -> Turn:
    """For acts and letters: whoever calls knows that the reader may see it."""
    turn = await work.one(Turn, queries.TURN, turn_id)
    if turn is None:
        raise TurnNotFound
    return turn


async def think(work: Work, turn: Turn) -> Reply:
    """What is to be said to a question that was kept. Changes nothing."""
    said = await conversations.latest_messages(
        work, conversation_id=turn.conversation_id, before=turn.message_id, limit=MOST_SAID
    )
    asked = await conversations.get_message(work, message_id=turn.message_id)
    if asked.intent is None:
        asked = await conversations.understand(work, asked)
    conversation = await conversations.get(work, conversation_id=turn.conversation_id)
    return await decide(
        work, turn.query, said, language=language_of(conversation, asked), intent=asked.intent,
        intent_confidence=asked.confidence or 0.0,
    )  # fmt: skip


def language_of(conversation: conversations.Conversation, asked: conversations.Message) -> str:
    if asked.language is not None and asked.language != "und":
        return asked.language
    return conversation.language or "en"


async def answer(work: Work, turn: Turn, reply: Reply) -> Turn:
    """Say it, hand over what has to be, and close the turn: all of it or nothing. A turn that was
    closed meanwhile stays as it is."""
    conversation = await conversations.lock(work, turn.conversation_id)
    locked = await work.one(Turn, queries.TURN_FOR_UPDATE, turn.id)
    if locked is None:
        raise TurnNotFound
    if locked.response is not None:
        return locked
    if conversation.state == "active":
        words = phrase("with_person", reply.language)
        gone = msgspec.structs.replace(
            reply, text=words, outcome="with_person", confidence=0.0, source_kind=None,
            source_id=None, title="", url="",
        )  # fmt: skip
        return await _close(work, conversation, turn, gone, escalated=False, ticket_id=None)
    escalated, ticket_id = reply.outcome in ("refused", "person"), None
    if reply.outcome == "refused":
        reply, ticket_id = await _escalate(work, conversation, turn, reply)
    await conversations.say_as_assistant(
        work, conversation_id=conversation.id, content=reply.text, in_reply_to=turn.message_id,
        sources=sources_of(reply) or None,
    )  # fmt: skip
    if reply.outcome == "person":
        now = await conversations.lock(work, conversation.id)
        await handoffs.request(work, now, because="asked", reason=turn.query[:LONGEST_REASON])
    return await _close(work, conversation, turn, reply, escalated=escalated, ticket_id=ticket_id)


async def _escalate(
    work: Work, conversation: conversations.Conversation, turn: Turn, reply: Reply
) -> tuple[Reply, int | None]:
    """A ticket with the transcript; or, for a customer who waits for a person, just that."""
    handoff = await handoffs.request(
        work, conversation, because="unsure", reason=turn.query[:LONGEST_REASON]
    )
    if handoff.because == "asked":
        return reply, handoff.ticket_id
    moved = await handoffs.step(work, handoff_id=handoff.id)
    await handoffs.step(work, handoff_id=handoff.id)
    ticket_id = None if moved is None else moved.ticket_id
    again = conversation.ticket_id is not None and conversation.ticket_id == ticket_id
    words = phrase("refused_again" if again else "refused", reply.language, ticket=ticket_id)
    return msgspec.structs.replace(reply, text=words), ticket_id


async def _close(
    work: Work, conversation: conversations.Conversation, turn: Turn, reply: Reply, *,
    escalated: bool, ticket_id: int | None,
) -> Turn:  # fmt: skip
    sources = msgspec.json.encode(sources_of(reply)).decode()
    await work.run(
        queries.ANSWER, turn.id, reply.text, reply.outcome, reply.confidence, escalated, ticket_id,
        reply.source_kind, reply.source_id, sources, reply.revision, reply.threshold,
        assistant.ENCODER_ID, reply.provider,
    )  # fmt: skip
    if turn.id % FOLD_EACH == 0:
        await work.later(FOLD, key="fold")
    work.record(
        ChatbotAnswered(
            turn_id=turn.id, conversation_id=conversation.id,
            customer_id=conversation.customer_id, escalated=escalated,
        )
    )  # fmt: skip
    return await get_turn(work, turn_id=turn.id)


async def answered_lately(work: Work, conversation_id: int, within: timedelta) -> int:
    """How many questions of a conversation were taken up."""
    return await work.value(int, queries.LATELY, conversation_id, within) or 0


async def judge(work: Work, *, turn_id: int, verdict: Verdict) -> Turn:
    """Staff say whether an answer was right."""
    policy.require_may_see_turns(work.actor)
    policy.require_may_judge(work.actor)
    await get_turn(work, turn_id=turn_id)
    await work.run(queries.JUDGE, turn_id, verdict, work.actor.id or None)
    return await get_turn(work, turn_id=turn_id)
