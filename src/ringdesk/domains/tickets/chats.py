"""A chat becomes a ticket, and a ticket's thread becomes a chat again: one thread, both ways."""

from ringdesk.domains import assistant, conversations, knowledge
from ringdesk.domains.tickets import guesses, policy, queries
from ringdesk.domains.tickets.errors import TicketNotFound
from ringdesk.domains.tickets.events import TicketCreated
from ringdesk.domains.tickets.models import UNFINISHED, Priority, Ticket
from ringdesk.domains.tickets.service import get, require_one
from ringdesk.kernel.work import Work

LONGEST_TITLE, LONGEST_DESCRIPTION = 200, 5_000
MOST_LINES = 100


async def create_from_chat(
    work: Work, *, conversation_id: int, title: str | None = None, reason: str = "",
    priority: Priority = "medium",
) -> Ticket:  # fmt: skip
    """A ticket of the chat's customer, with the chat as its thread and a summary as its text. If
    the chat has an unfinished ticket already, that one."""
    conversation = await conversations.lock_chat(work, conversation_id)
    if conversation.customer_id != work.actor.id and not policy.works_tickets(work.actor):
        raise conversations.MayNotSpeak
    known = await _unfinished(work, conversation)
    if known is not None:
        return known
    lines = await conversations.lines_of(work, conversation_id=conversation_id, limit=MOST_LINES)
    summary = await knowledge.summarise(lines)
    described = "\n\n".join(part for part in (reason, summary.text) if part) or "From a chat"
    heading = title or first_words(lines) or "Chat"
    look = await assistant.first_look(work, title=heading, description=described)
    ticket = await require_one(
        work, queries.CREATE_FROM_CHAT, policy.sees_all(work.actor), heading[:LONGEST_TITLE],
        described[:LONGEST_DESCRIPTION], priority, *guesses.stored(look), [],
        conversation.customer_id, conversation_id,
    )  # fmt: skip
    await work.run(queries.ADOPT_THREAD, ticket.id, conversation_id)
    await conversations.link_ticket(work, conversation_id=conversation_id, ticket_id=ticket.id)
    await conversations.note_event(work, conversation, "ticket_opened", ticket_id=ticket.id)
    work.record(TicketCreated(ticket_id=ticket.id, requester_id=ticket.created_by))
    return await get(work, ticket_id=ticket.id)


async def _unfinished(work: Work, conversation: conversations.Conversation) -> Ticket | None:
    """The ticket that a chat is about already; none that is done, or was deleted this moment."""
    if conversation.ticket_id is None:
        return None
    try:
        known = await get(work, ticket_id=conversation.ticket_id)
    except TicketNotFound:
        return None
    return known if known.status in UNFINISHED else None


def first_words(lines: list[knowledge.Line]) -> str:
    """What the customer came with, as a title."""
    for line in lines:
        if not line.from_staff and line.text.strip():
            return " ".join(line.text.split())[:120]
    return ""


async def reopen_chat(work: Work, *, ticket_id: int) -> conversations.Conversation:
    """Talk with the requester of a ticket, live, in the ticket's own thread."""
    ticket = await get(work, ticket_id=ticket_id)
    reopened = await conversations.reopen(
        work, conversation_id=ticket.conversation_id, is_ticket=True
    )
    if not ticket.is_chat:
        await work.run(queries.BECOME_CHAT, ticket.conversation_id)
    if reopened.ticket_id is None:
        await conversations.link_ticket(
            work, conversation_id=ticket.conversation_id, ticket_id=ticket_id
        )
    return await conversations.get(work, conversation_id=ticket.conversation_id)
