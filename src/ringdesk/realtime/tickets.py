"""What happened to tickets, as letters: to those who may see all tickets, and to the requester,
each as it looks from where they stand."""

from collections.abc import Callable
from uuid import UUID

from ringdesk.domains import tickets
from ringdesk.kernel.events import Event, Fact
from ringdesk.kernel.work import Actor
from ringdesk.realtime.audiences import requester, ticket_readers_of
from ringdesk.realtime.letter import Letter
from ringdesk.realtime.reading import Posts, Reading, Render
from ringdesk.wire.tickets import MessageOut, TicketOut
from ringdesk.wire.times import utc

REFRESH = "tickets:refresh"  # 000's clients fetch their list again


def refresh(ticket_id: int) -> tuple[str, object]:
    return REFRESH, {"ticket_id": ticket_id}


async def seen_by_staff(reading: Reading, ticket_id: int) -> TicketOut:
    async def read() -> TicketOut:
        return TicketOut.of(await tickets.get(await reading.work(), ticket_id=ticket_id))

    return await reading.once(("ticket", ticket_id), read)


async def seen_by_requester(reading: Reading, ticket_id: int, requester_id: int) -> TicketOut:
    """What is unread counts from the other side."""
    themselves = Actor(id=requester_id, tenant_id=reading.tenant_id, role="customer")

    async def read() -> TicketOut:
        return TicketOut.of(await tickets.get(await reading.work(themselves), ticket_id=ticket_id))

    return await reading.once(("ticket", ticket_id, requester_id), read)


async def both_sides(
    reading: Reading, fact: Fact[tickets.TicketCreated] | Fact[tickets.TicketUpdated],
    letter: Callable[[TicketOut], Letter],
) -> Posts:  # fmt: skip
    ticket_id, whose = fact.event.ticket_id, fact.event.requester_id
    posts: list[tuple[tuple[str, ...], Letter]] = []
    staff, customer = ticket_readers_of(fact.tenant_id), requester(fact.tenant_id, whose)
    if reading.wanted(staff):
        posts.append(((staff,), letter(await seen_by_staff(reading, ticket_id))))
    if reading.wanted(customer):
        view = await seen_by_requester(reading, ticket_id, whose)
        posts.append(((customer,), letter(view)))
    return tuple(posts)


async def created(reading: Reading, fact: Fact[tickets.TicketCreated]) -> Posts:
    def letter(ticket: TicketOut) -> Letter:
        heard = [("ticket:created", ticket), refresh(ticket.id)]
        return Letter("ticket.created", ticket, seq=fact.seq, at=fact.at, as_heard=heard)

    return await both_sides(reading, fact, letter)


async def updated(reading: Reading, fact: Fact[tickets.TicketUpdated]) -> Posts:
    """Said of every change: assignment and resolution come with an update of their own."""

    def letter(ticket: TicketOut) -> Letter:
        heard = [("ticket:updated", ticket), refresh(ticket.id)]
        return Letter("ticket.updated", ticket, seq=fact.seq, at=fact.at, as_heard=heard)

    return await both_sides(reading, fact, letter)


async def deleted(_: Reading, fact: Fact[tickets.TicketDeleted]) -> Posts:
    data = {"id": fact.event.ticket_id}
    heard = [("ticket:deleted", data), refresh(fact.event.ticket_id)]
    letter = Letter("ticket.deleted", data, seq=fact.seq, at=fact.at, as_heard=heard)
    return ((people_of(fact.tenant_id, fact.event.requester_id), letter),)


async def posted(reading: Reading, fact: Fact[tickets.MessagePosted]) -> Posts:
    """An internal note is staff's alone: not even that there is one is told to the customer."""
    staff = ticket_readers_of(fact.tenant_id)
    to = (staff,) if fact.event.internal else people_of(fact.tenant_id, fact.event.requester_id)
    if not any(map(reading.wanted, to)):
        return ()
    work = await reading.work()
    said = await tickets.get_message(
        work, ticket_id=fact.event.ticket_id, message_id=fact.event.message_id
    )
    message = MessageOut.of(said)
    data = {
        "ticket_id": message.ticket_id, "message": message, "ticket_version": said.ticket_version,
    }  # fmt: skip
    heard = [("message:received", message), refresh(message.ticket_id)]
    return ((to, Letter("message.created", data, seq=fact.seq, at=fact.at, as_heard=heard)),)


async def read(_: Reading, fact: Fact[tickets.MessagesRead]) -> Posts:
    event = fact.event
    data = {
        "ticket_id": event.ticket_id, "reader_id": event.reader_id, "read_at": utc(fact.at),
    }  # fmt: skip
    letter = Letter("messages.read", data, seq=fact.seq, at=fact.at)
    return ((people_of(fact.tenant_id, event.requester_id), letter),)


def people_of(tenant_id: UUID, requester_id: int) -> tuple[str, ...]:
    return ticket_readers_of(tenant_id), requester(tenant_id, requester_id)


LETTERS: dict[type[Event], Render] = {
    tickets.TicketCreated: created,
    tickets.TicketUpdated: updated,
    tickets.TicketDeleted: deleted,
    tickets.MessagePosted: posted,
    tickets.MessagesRead: read,
}
