"""Who may see a conversation, and speak in it."""

from typing import TypeVar

from ringdesk.domains.conversations.errors import (
    ConversationNotFound,
    CustomerNotFound,
    MayNotHandle,
    MayNotSpeak,
)
from ringdesk.domains.conversations.models import Conversation, Held
from ringdesk.kernel.work import Actor


def sees_all(actor: Actor) -> bool:
    """All chats of the tenant."""
    return actor.has("chats:read")


def reads(actor: Actor, conversation: Conversation | Held) -> bool:
    """As staff: chats and the threads of tickets are different rights; a chat that has become a
    ticket may be read with either."""
    return (conversation.is_chat and actor.has("chats:read")) or (
        (not conversation.is_chat or conversation.ticket_id is not None)
        and actor.has("tickets:read")
    )


def speaks_as_staff(actor: Actor, conversation: Conversation | Held) -> bool:
    """Nobody is staff in what they ask for themselves."""
    if conversation.customer_id == actor.id:
        return False
    return (conversation.is_chat and actor.has("chats:write")) or (
        (not conversation.is_chat or conversation.ticket_id is not None)
        and actor.has("tickets:write")
    )


Seen = TypeVar("Seen", Conversation, Held)


def require_may_see(actor: Actor, conversation: Seen) -> Seen:
    """Not found, never forbidden: to say "not allowed" would tell that it exists."""
    if conversation.customer_id != actor.id and not reads(actor, conversation):
        raise ConversationNotFound
    return conversation


def require_may_speak(actor: Actor, conversation: Conversation | Held) -> None:
    if conversation.customer_id != actor.id and not speaks_as_staff(actor, conversation):
        raise MayNotSpeak


def require_knows_customers(actor: Actor) -> None:
    """Not found rather than forbidden: a customer must not learn who else is one."""
    if not (actor.has("chats:read") or actor.has("tickets:read")):
        raise CustomerNotFound


def require_notes_customers(actor: Actor) -> None:
    require_knows_customers(actor)
    if not (actor.has("chats:write") or actor.has("tickets:write")):
        raise MayNotHandle


def handles_chats(actor: Actor) -> bool:
    return actor.has("chats:write")


def require_handles_chats(actor: Actor) -> None:
    if not handles_chats(actor):
        raise MayNotHandle
