"""What people, and the assistant, say in a conversation."""

import msgspec

from ringdesk.domains import assistant, compliance, identity
from ringdesk.domains.conversations import policy, queries
from ringdesk.domains.conversations.attachments import attach
from ringdesk.domains.conversations.errors import ConversationNotFound, MayNotSpeak
from ringdesk.domains.conversations.events import (
    ConversationChanged,
    IntentCorrected,
    MessageSaid,
    MessagesSeen,
)
from ringdesk.domains.conversations.models import Conversation, Held, Id, Message, State
from ringdesk.domains.conversations.service import get, get_chat, lock
from ringdesk.domains.conversations.understanding.acts import understand
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.work import Work

MOST_AT_ONCE = 100


async def say(
    work: Work, *, conversation_id: int, content: str, internal: bool = False,
    attachment_ids: list[int] | None = None, client_key: str | None = None,
) -> Message:  # fmt: skip
    """Say something in a chat. A customer's words open what had ended, and are understood soon
    after (`understanding`): who hears them does not wait for that. With `client_key` the same
    words are said once, however often they are sent."""
    held = await hold(work, conversation_id)
    policy.require_may_speak(work.actor, held)
    from_staff = held.customer_id != work.actor.id
    if internal and not from_staff:
        raise MayNotSpeak  # said to be hidden, and it would not be
    if not content.strip() and not attachment_ids:
        raise Invalid.field("content", "Say something")
    state = state_after(held, from_staff=from_staff)
    message = await work.one(
        Message, queries.SAY, conversation_id, work.actor.id, from_staff, content, internal,
        client_key, state, not from_staff and not identity.is_staff(work.actor.role),
    )  # fmt: skip
    if message is None:
        return await said_before(work, conversation_id, client_key)
    if attachment_ids:
        await attach(work, conversation_id, message.id, attachment_ids)
        message = await get_message(work, message_id=message.id)
    if state != held.state:
        work.record(
            ConversationChanged(
                conversation_id=conversation_id, customer_id=held.customer_id, fields=("state",)
            )
        )
    work.record(
        MessageSaid(
            conversation_id=conversation_id, message_id=message.id, internal=internal,
            customer_id=held.customer_id, from_staff=from_staff, is_ai=False,
            ticket_id=held.ticket_id,
        )
    )  # fmt: skip
    if not from_staff and compliance.asks_not_to_be_called(content):
        work.record(
            compliance.OptOutAsked(person_id=work.actor.id, message_id=message.id, channel="chat")
        )
    return message


async def hold(work: Work, conversation_id: int) -> Held:
    """ConversationNotFound also for a ticket's plain thread: what is said there is the ticket's."""
    held = await work.one(Held, queries.HOLD, conversation_id)
    if held is None:
        raise ConversationNotFound
    return policy.require_may_see(work.actor, held)


async def said_before(work: Work, conversation_id: int, client_key: str | None) -> Message:
    known = await work.one(
        Message, queries.MESSAGE_BY_KEY, conversation_id, work.actor.id, client_key
    )
    if known is None:
        raise ConversationNotFound
    return known


def state_after(conversation: Held, *, from_staff: bool) -> State:
    """A customer who writes on wants to talk on."""
    if conversation.state == "ended" and not from_staff:
        return "active" if conversation.assigned_to is not None else "open"
    return conversation.state


async def say_as_assistant(
    work: Work, *, conversation_id: int, content: str, in_reply_to: int | None = None,
    sources: list[dict[str, str]] | None = None,
) -> Message | None:  # fmt: skip
    """The assistant's own words; no door leads here but the chatbot's. None if this was answered
    already, or a person has taken over meanwhile. `sources`: [{"title", "url"}]."""
    conversation = await lock(work, conversation_id)
    if conversation.state == "active":
        return None
    given = msgspec.json.encode(sources).decode() if sources else None
    made = await work.one(
        Id, queries.SAY_AS_ASSISTANT, conversation_id, content, in_reply_to, given
    )
    if made is None:
        return None
    work.record(
        MessageSaid(
            conversation_id=conversation_id,
            message_id=made.id,
            internal=False,
            customer_id=conversation.customer_id,
            from_staff=True,
            is_ai=True,
            ticket_id=conversation.ticket_id,
        )
    )
    return await get_message(work, message_id=made.id)


async def note_event(work: Work, conversation: Conversation, what: str, **details: object) -> None:
    """Something that happened in the conversation, in its thread; everybody's language is put on
    it by who shows it. `details` are names and numbers."""
    body = msgspec.json.encode({"what": what, **details}).decode()
    staff = conversation.customer_id != work.actor.id
    sender = work.actor.id or None
    made = await work.one(Id, queries.NOTE_EVENT, conversation.id, sender, staff, body)
    if made is not None:
        work.record(
            MessageSaid(
                conversation_id=conversation.id,
                message_id=made.id,
                internal=False,
                customer_id=conversation.customer_id,
                from_staff=staff,
                is_ai=sender is None,
            )
        )


async def list_messages(
    work: Work, *, conversation_id: int, limit: int = MOST_AT_ONCE, skip: int = 0
) -> list[Message]:
    """What was said, oldest first; internal notes for staff only."""
    conversation = await get_chat(work, conversation_id=conversation_id)
    staff = policy.reads(work.actor, conversation)
    return await work.many(Message, queries.SAID, conversation_id, staff, limit, skip)


async def latest_messages(
    work: Work, *, conversation_id: int, before: int | None = None, limit: int = MOST_AT_ONCE
) -> list[Message]:
    """The last page, or the one before a message; oldest first, events with it."""
    conversation = await get_chat(work, conversation_id=conversation_id)
    staff = policy.reads(work.actor, conversation)
    return await work.many(Message, queries.LATEST, conversation_id, staff, before, limit)


async def get_message(work: Work, *, message_id: int) -> Message:
    """For acts and letters: whoever calls knows that the reader may see the conversation."""
    message = await work.one(Message, queries.MESSAGE, message_id)
    if message is None:
        raise ConversationNotFound
    return message


async def get_messages(work: Work, *, message_ids: list[int]) -> list[Message]:
    """The same for several at once, in no order."""
    return await work.many(Message, queries.MESSAGES_BY_ID, message_ids)


async def mark_read(work: Work, *, conversation_id: int) -> int:
    """The others' messages; how many were unread."""
    conversation = await get_chat(work, conversation_id=conversation_id)
    staff = conversation.customer_id != work.actor.id
    read = await work.run(queries.MARK_READ, conversation_id, staff)
    if read:
        work.record(
            MessagesSeen(
                conversation_id=conversation_id, customer_id=conversation.customer_id,
                reader_id=work.actor.id,
            )
        )  # fmt: skip
    return read


async def correct_intent(work: Work, *, message_id: int, intent: str) -> Message:
    """What a person says it is about counts, and the assistant learns from it."""
    policy.require_handles_chats(work.actor)
    message = await get_message(work, message_id=message_id)
    conversation = await get(work, conversation_id=message.conversation_id)
    if message.intent is None:  # somebody was faster than the assistant
        message = await understand(work, message)
    if message.intent is None:
        raise ConversationNotFound
    await work.run(queries.CORRECT_INTENT, message_id, intent, work.actor.id)
    await assistant.keep_correction(
        work, kind="intent", text=message.content, label=intent, predicted=message.intent,
        confidence=message.confidence or 0.0, model_version=message.model_version or "",
        said_by=message.sender_id,
    )  # fmt: skip
    work.record(
        IntentCorrected(
            conversation_id=conversation.id, customer_id=conversation.customer_id,
            message_id=message_id, intent=intent,
        )
    )  # fmt: skip
    return await get_message(work, message_id=message_id)
