"""What tickets do when something is said in the chat that they are about; and what is learnt from
those that are solved."""

from msgspec import Struct

from ringdesk.domains import conversations, knowledge
from ringdesk.domains.tickets import queries
from ringdesk.domains.tickets.errors import TicketNotFound
from ringdesk.domains.tickets.events import MessagePosted, TicketDeleted, TicketResolved
from ringdesk.domains.tickets.models import ReachedBy, Ticket
from ringdesk.domains.tickets.service import FINISHED, get
from ringdesk.domains.tickets.thread import (
    messages_of,
    record_answer,
    record_status,
    status_of_talk,
)
from ringdesk.kernel.events import Fact, Registry
from ringdesk.kernel.work import Actor, Office, Work


class Touched(Struct, frozen=True):
    reached_by: ReachedBy | None


async def note_what_was_said(work: Work, event: conversations.MessageSaid) -> None:
    """The same as if it had been said on the ticket; but a finished ticket stays as it is: people
    may talk on without it, as they may without one that was deleted."""
    if event.ticket_id is None:
        return
    ticket = await work.one(Ticket, queries.GET_FOR_UPDATE, True, event.ticket_id)
    if ticket is None:
        return
    by_person = event.from_staff and not event.is_ai
    status = status_of_talk(ticket, from_staff=by_person, internal=event.internal or event.is_ai)
    first = by_person and not event.internal
    touched = await work.one(Touched, queries.TOUCH, event.ticket_id, first, status)
    if status is not None:
        await record_status(work, ticket, status)
    posted = MessagePosted(
        ticket_id=ticket.id, message_id=event.message_id, requester_id=ticket.created_by,
        internal=event.internal, from_staff=event.from_staff,
    )  # fmt: skip
    work.record(posted)
    record_answer(work, posted, touched.reached_by if touched else None)


class Remembering:
    """What solved a ticket may solve the next: staff are offered it, and staff alone."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def solved(self, fact: Fact[TicketResolved]) -> None:
        """As it is now: it may have been opened again, or be gone."""
        async with self._office.open(Actor.the_house(fact.tenant_id)) as work:
            try:
                ticket = await get(work, ticket_id=fact.event.ticket_id)
            except TicketNotFound:
                return
            if ticket.status not in FINISHED:
                return
            said = await messages_of(work, ticket.id)
            answers = [one.content for one in said if one.from_staff and not one.internal]
            await knowledge.remember_solved(
                work, ticket_id=ticket.id, question=f"{ticket.title}\n{ticket.description}",
                answer=answers[-1] if answers else "",
            )  # fmt: skip

    async def deleted(self, fact: Fact[TicketDeleted]) -> None:
        """Nor does its chat, which goes on, lead to it any more."""
        ticket_id = fact.event.ticket_id
        async with self._office.open(Actor.the_house(fact.tenant_id)) as work:
            await knowledge.forget_solved(work, ticket_id=ticket_id)
            chat_id = await work.value(int, queries.CHAT_OF, ticket_id)
            if chat_id is not None:
                await conversations.unlink_ticket(
                    work, conversation_id=chat_id, ticket_id=ticket_id
                )


def listen(registry: Registry, office: Office) -> None:
    registry.inside(conversations.MessageSaid, note_what_was_said)
    remembering = Remembering(office)
    registry.after(TicketResolved, **{"tickets.remember_solved": remembering.solved})
    registry.after(TicketDeleted, **{"tickets.forget_solved": remembering.deleted})
