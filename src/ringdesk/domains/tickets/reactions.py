"""What tickets do when something is said in the chat that they are about."""

from ringdesk.domains import conversations
from ringdesk.domains.tickets import queries
from ringdesk.domains.tickets.events import MessagePosted
from ringdesk.domains.tickets.service import require_one
from ringdesk.domains.tickets.thread import record_status, status_of_talk
from ringdesk.kernel.events import Registry
from ringdesk.kernel.work import Work


async def note_what_was_said(work: Work, event: conversations.MessageSaid) -> None:
    """The same as if it had been said on the ticket; but a finished ticket stays as it is: people
    may talk on without it."""
    if event.ticket_id is None:
        return
    ticket = await require_one(work, queries.GET_FOR_UPDATE, True, event.ticket_id)
    by_person = event.from_staff and not event.is_ai
    status = status_of_talk(ticket, from_staff=by_person, internal=event.internal or event.is_ai)
    first = by_person and not event.internal
    await work.run(queries.TOUCH, event.ticket_id, first, status)
    if status is not None:
        await record_status(work, ticket, status)
    work.record(
        MessagePosted(
            ticket_id=ticket.id, message_id=event.message_id, requester_id=ticket.created_by,
            internal=event.internal, from_staff=event.from_staff,
        )
    )  # fmt: skip


def listen(registry: Registry) -> None:
    registry.inside(conversations.MessageSaid, note_what_was_said)
