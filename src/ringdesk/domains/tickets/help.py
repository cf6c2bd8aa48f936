"""What the assistant offers to staff beside a ticket."""

from ringdesk.domains import assistant, knowledge
from ringdesk.domains.tickets import guesses, policy
from ringdesk.domains.tickets.errors import MayNotChange
from ringdesk.domains.tickets.service import get
from ringdesk.domains.tickets.thread import messages_of
from ringdesk.kernel.work import Work

MOST_SUGGESTED = 3
LONGEST_REPLY = 4_000


async def suggestions(work: Work, *, ticket_id: int) -> list[knowledge.Suggestion]:
    """Replies to what the requester said last, best first. Staff only: they may come from what
    solved other people's tickets."""
    ticket = await get(work, ticket_id=ticket_id)
    if not policy.works_tickets(work.actor):
        raise MayNotChange(fields=["suggestions"])
    opening = f"{ticket.title}\n{ticket.description}"
    said = [one.content for one in await messages_of(work, ticket_id) if not one.from_staff]
    return await knowledge.suggest(
        work, said[-1] if said else opening, for_customer=False, limit=MOST_SUGGESTED,
        max_length=LONGEST_REPLY, context=opening if said else "",
    )  # fmt: skip


async def urgency(work: Work, *, ticket_id: int) -> assistant.Urgency:
    """Which priority its words ask for, and why. Staff only."""
    ticket = await get(work, ticket_id=ticket_id)
    if not policy.sees_all(work.actor):
        raise MayNotChange(fields=["priority"])
    return guesses.suggested(ticket, await guesses.of_ticket(work, ticket_id))
