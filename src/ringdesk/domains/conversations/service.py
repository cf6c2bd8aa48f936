"""The acts on a conversation as a whole. In each: permitted? lock, refuse, change, record."""

import msgspec

from ringdesk.domains.conversations import policy, queries
from ringdesk.domains.conversations.errors import ConversationNotFound
from ringdesk.domains.conversations.events import ConversationChanged, ConversationOpened
from ringdesk.domains.conversations.models import (
    Channel,
    Conversation,
    ConversationFilter,
    Counts,
    Held,
    Id,
    State,
)
from ringdesk.kernel.work import Work


async def open_room(
    work: Work, *, customer_name: str = "", channel: Channel = "room",
    assistant_answers: bool = False, resume: bool = False,
) -> Conversation:  # fmt: skip
    """A conversation of the caller's own. With `resume` the one that is open already, if any."""
    if resume:
        await work.run(queries.OPENING_LOCK, work.actor.id)
        known = await work.one(Id, queries.OPEN_ONE_OF, work.actor.id, channel)
        if known is not None:
            return await get(work, conversation_id=known.id)
    made = await work.one(
        Id, queries.OPEN, work.actor.id, customer_name, channel, assistant_answers
    )
    if made is None:
        raise ConversationNotFound
    await work.run(queries.ENTER, made.id, work.actor.id, "customer")
    work.record(ConversationOpened(conversation_id=made.id, customer_id=work.actor.id))
    return await get(work, conversation_id=made.id)


async def get(work: Work, *, conversation_id: int) -> Conversation:
    """ConversationNotFound also for what is another's."""
    return policy.require_may_see(work.actor, await _one(work, queries.GET, conversation_id))


async def get_chat(work: Work, *, conversation_id: int) -> Conversation:
    """ConversationNotFound also for a ticket's plain thread: that is read with its ticket."""
    conversation = await get(work, conversation_id=conversation_id)
    if not conversation.is_chat:
        raise ConversationNotFound
    return conversation


async def list_conversations(
    work: Work, wanted: ConversationFilter, *, limit: int = 50, skip: int = 0
) -> list[Conversation]:
    """Chats, the latest activity first. A customer's list holds only their own."""
    staff = policy.sees_all(work.actor)
    if not staff:
        if wanted.customer_id not in (None, work.actor.id):
            return []
        wanted = msgspec.structs.replace(wanted, customer_id=work.actor.id)
    given = filters_of(wanted)
    values = [value for several in given.values() for value in several]
    return await work.many(Conversation, queries.listing(given), staff, *values, limit, skip)


def filters_of(wanted: ConversationFilter) -> dict[str, tuple[object, ...]]:
    """The conditions that are given, by their names in `queries.FILTERS`, with their values."""
    given: dict[str, tuple[object, ...]] = {}
    if wanted.states is not None:
        one = len(wanted.states) == 1
        given["one_state" if one else "states"] = (wanted.states[0] if one else wanted.states,)
    if wanted.assigned_to == 0:
        given["unassigned"] = ()
    elif wanted.assigned_to is not None:
        given["assignee"] = (wanted.assigned_to,)
    if wanted.customer_id is not None:
        given["customer"] = (wanted.customer_id,)
    if wanted.words is not None:
        given["words"] = (wanted.words,)
    if wanted.after is not None:
        given["after"] = wanted.after
    return given


async def count(work: Work) -> Counts:
    """What waits, for those who answer chats."""
    policy.require_handles_chats(work.actor)
    counts = await work.one(Counts, queries.COUNTS, work.actor.id)
    return counts or Counts(0, 0, 0, 0)


async def reopen(work: Work, *, conversation_id: int, is_ticket: bool = False) -> Conversation:
    """Talk on, live, with the one who asks as the agent: for a ticket (which asks for it) also
    where its thread never was a chat before."""
    before = await (lock if is_ticket else lock_chat)(work, conversation_id)
    if not policy.speaks_as_staff(work.actor, before):
        policy.require_handles_chats(work.actor)
    if not before.is_chat:
        await work.run(queries.MAKE_CHAT, conversation_id)
    await enter(work, conversation_id, work.actor.id)
    return await change_state(work, before, "active", assigned_to=work.actor.id)


async def enter(work: Work, conversation_id: int, agent_id: int) -> None:
    """A member of staff takes part from now on."""
    await work.run(queries.ENTER, conversation_id, agent_id, "staff")


async def change_state(
    work: Work, before: Conversation, state: State, *, assigned_to: int | None,
    assistant_answers: bool = False,
) -> Conversation:  # fmt: skip
    """Of a locked conversation. Whenever a person takes over, the assistant is silent."""
    if (state, assigned_to, assistant_answers) == (
        before.state, before.assigned_to, before.assistant_answers
    ):  # fmt: skip
        return before
    await work.run(queries.CHANGE_STATE, before.id, state, assigned_to, assistant_answers)
    if state == "ended":
        await work.run(queries.LEAVE, before.id)
    changed(work, before, "state")
    return await _one(work, queries.GET, before.id)


async def link_ticket(work: Work, *, conversation_id: int, ticket_id: int) -> None:
    """Of a chat that has become a ticket: from now on its words are the ticket's as well."""
    before = await lock(work, conversation_id)
    await work.run(queries.LINK_TICKET, conversation_id, ticket_id)
    changed(work, before, "ticket_id")


async def unlink_ticket(work: Work, *, conversation_id: int, ticket_id: int) -> None:
    """Of a chat whose ticket was deleted: it goes on, about no ticket."""
    left = await work.one(Held, queries.UNLINK_TICKET, conversation_id, ticket_id)
    if left is not None:
        changed(work, left, "ticket_id")


async def hide(work: Work, *, conversation_id: int) -> None:
    """With the ticket whose plain thread it was; a chat stays."""
    await work.run(queries.HIDE, conversation_id)


async def lock(work: Work, conversation_id: int) -> Conversation:
    """The conversation, seen and held for this act: what is said in it gets its ids in order."""
    return policy.require_may_see(
        work.actor, await _one(work, queries.GET_FOR_UPDATE, conversation_id)
    )


async def lock_chat(work: Work, conversation_id: int) -> Conversation:
    """ConversationNotFound also for a ticket's plain thread: that is changed with its ticket."""
    conversation = await lock(work, conversation_id)
    if not conversation.is_chat:
        raise ConversationNotFound
    return conversation


def changed(work: Work, conversation: Conversation | Held, *fields: str) -> None:
    work.record(
        ConversationChanged(
            conversation_id=conversation.id, customer_id=conversation.customer_id, fields=fields
        )
    )


async def _one(work: Work, statement: str, conversation_id: int) -> Conversation:
    staff = policy.sees_all(work.actor) or work.actor.has("tickets:read")
    found = await work.one(Conversation, statement, staff, conversation_id)
    if found is None:
        raise ConversationNotFound
    return found
