"""What people say to each other about a ticket."""

from ringdesk.domains import conversations
from ringdesk.domains.tickets import policy, queries
from ringdesk.domains.tickets.errors import MayNotChange, TicketIsFinal, TicketNotFound
from ringdesk.domains.tickets.events import (
    CorrespondentAnswered,
    MessagePosted,
    MessagesRead,
    TicketUpdated,
)
from ringdesk.domains.tickets.heeding import Way, heed
from ringdesk.domains.tickets.models import Message, ReachedBy, Status, Ticket
from ringdesk.domains.tickets.service import get, lock, record_change, require_fresh
from ringdesk.kernel.errors import NotFound
from ringdesk.kernel.work import Work

MOST_AT_ONCE = 500
FINAL = frozenset({"closed", "cancelled"})


async def list_messages(
    work: Work, *, ticket_id: int, limit: int = MOST_AT_ONCE, skip: int = 0
) -> list[Message]:
    """Oldest first; internal notes for staff only."""
    await get(work, ticket_id=ticket_id)
    return await messages_of(work, ticket_id, limit=limit, skip=skip)


async def messages_of(
    work: Work, ticket_id: int, *, limit: int = MOST_AT_ONCE, skip: int = 0
) -> list[Message]:
    """Of a ticket that the caller was already shown."""
    staff = policy.sees_all(work.actor)
    return await work.many(Message, queries.MESSAGES, ticket_id, staff, limit, skip)


async def post_message(
    work: Work, *, ticket_id: int, content: str, internal: bool = False,
    attachment_ids: list[int] | None = None, if_version: int | None = None, by: Way = "ticket",
) -> Message:  # fmt: skip
    """Say something. The first public words of staff are the first response; a customer's words
    reopen what was resolved. With `if_version`, TicketChangedMeanwhile if somebody was faster."""
    ticket = await lock_to_speak(work, ticket_id, if_version=if_version)
    from_staff = policy.works_tickets(work.actor) and ticket.created_by != work.actor.id
    if internal and not policy.works_tickets(work.actor):
        raise MayNotChange(fields=["internal"])
    status = status_after(ticket, from_staff=from_staff, internal=internal)
    if ticket.is_chat:
        said = await conversations.say(
            work, conversation_id=ticket.conversation_id, content=content, internal=internal,
            attachment_ids=attachment_ids,
        )  # fmt: skip
        # What it does to the ticket, `reactions` sees to: it also hears what is said in the chat.
        return await get_message(work, ticket_id=ticket_id, message_id=said.id)
    message = await work.one(
        Message, queries.POST_MESSAGE, ticket_id, work.actor.id, from_staff or internal, content,
        internal, from_staff and not internal, status, ticket.conversation_id,
    )  # fmt: skip
    if message is None:
        raise TicketNotFound
    if attachment_ids:
        await conversations.attach(work, ticket.conversation_id, message.id, attachment_ids)
        message = await get_message(work, ticket_id=ticket_id, message_id=message.id)
    if status is not None:
        await record_status(work, ticket, status)
    posted = MessagePosted(
        ticket_id=ticket_id, message_id=message.id, requester_id=ticket.created_by,
        internal=internal, from_staff=message.from_staff,
    )  # fmt: skip
    work.record(posted)
    heed(work, content, by=by, message_id=message.id)
    record_answer(work, posted, message.reached_by)
    return message


def record_answer(work: Work, posted: MessagePosted, reached_by: ReachedBy | None) -> None:
    if reached_by and posted.from_staff and not posted.internal:
        work.record(
            CorrespondentAnswered(
                ticket_id=posted.ticket_id, message_id=posted.message_id, channel=reached_by
            )
        )


async def reach_by(work: Work, *, ticket_id: int, channel: ReachedBy) -> None:
    """What staff say on the ticket also goes to its customer by this channel."""
    await work.run(queries.REACH_BY, ticket_id, channel)


async def lock_to_speak(work: Work, ticket_id: int, *, if_version: int | None) -> Ticket:
    """Always the chat before the ticket: so does whoever speaks in the chat. Most are none, and
    those are seen and held in one round trip."""
    sees = policy.sees_all(work.actor)
    plain = await work.one(Ticket, queries.GET_PLAIN_FOR_UPDATE, sees, ticket_id)
    if plain is None:
        chat_id = await work.value(int, queries.CHAT_OF, ticket_id)
        if chat_id is not None:
            await conversations.lock(work, chat_id)
        return await lock(work, ticket_id, if_version=if_version)
    return require_fresh(policy.require_may_see(work.actor, plain), if_version)


def status_after(ticket: Ticket, *, from_staff: bool, internal: bool) -> Status | None:
    """What a message does to the state, if anything."""
    if not internal and ticket.status in FINAL:
        raise TicketIsFinal
    return status_of_talk(ticket, from_staff=from_staff, internal=internal)


def status_of_talk(ticket: Ticket, *, from_staff: bool, internal: bool) -> Status | None:
    """The same where nobody may be refused: a final ticket stays final."""
    if internal or ticket.status in FINAL:
        return None
    if from_staff:
        return "in_progress" if ticket.status == "open" else None
    return "open" if ticket.status == "resolved" else None


async def record_status(work: Work, ticket: Ticket, status: Status) -> None:
    changes: dict[str, dict[str, object]] = {"status": {"from": ticket.status, "to": status}}
    await record_change(work, ticket.id, "changed", changes)
    work.record(
        TicketUpdated(ticket_id=ticket.id, requester_id=ticket.created_by, fields=("status",))
    )


async def get_message(work: Work, *, ticket_id: int, message_id: int) -> Message:
    message = await work.one(Message, queries.MESSAGE, ticket_id, message_id)
    if message is None or (message.internal and not policy.sees_all(work.actor)):
        raise NotFound
    return message


async def mark_read(work: Work, *, ticket_id: int) -> int:
    """The others' messages; how many were unread."""
    ticket = await get(work, ticket_id=ticket_id)
    staff = policy.sees_all(work.actor) and ticket.created_by != work.actor.id
    read = await work.run(queries.MARK_READ, ticket_id, staff)
    if read:
        work.record(
            MessagesRead(
                ticket_id=ticket_id, requester_id=ticket.created_by, reader_id=work.actor.id
            )
        )
    return read
