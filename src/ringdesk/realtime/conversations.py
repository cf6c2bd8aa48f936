"""What happened in chats, as letters: to those who may see all chats, and to the customer, each as
it looks from where they stand. What the assistant found, and notes, are staff's alone."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from ringdesk.domains import conversations, staffing
from ringdesk.kernel.events import Event, Fact
from ringdesk.kernel.work import Actor
from ringdesk.realtime.audiences import chat_readers_of, own_chats, staff_of, ticket_readers_of
from ringdesk.realtime.letter import Letter
from ringdesk.realtime.reading import Posts, Reading, Render
from ringdesk.wire.conversations import (
    ChatMessageOut,
    ConversationOut,
    SessionOut,
)
from ringdesk.wire.rooms import HeardAnalysisOut, NewMessageOut
from ringdesk.wire.staffing import ColleagueOut
from ringdesk.wire.times import utc

NEW_MESSAGE, AI_ANALYSIS = "new_message", "ai_analysis"  # document 004's names


def people_of(tenant_id: UUID, customer_id: int) -> tuple[str, ...]:
    return chat_readers_of(tenant_id), own_chats(tenant_id, customer_id)


async def pace_of(reading: Reading) -> int | None:
    async def read() -> int | None:
        return await conversations.pace(await reading.work())

    return await reading.once("pace", read)


async def seen_by_staff(reading: Reading, conversation_id: int) -> ConversationOut:
    async def read() -> ConversationOut:
        found = await conversations.get(await reading.work(), conversation_id=conversation_id)
        pace = None if found.session_position is None else await pace_of(reading)
        return ConversationOut.of(found, for_staff=True, pace=pace)

    return await reading.once(("conversation", conversation_id), read)


async def seen_by_customer(
    reading: Reading, conversation_id: int, customer_id: int
) -> ConversationOut:
    """What is unread counts from the other side."""
    themselves = Actor(id=customer_id, tenant_id=reading.tenant_id, role="customer")

    async def read() -> ConversationOut:
        work = await reading.work(themselves)
        found = await conversations.get(work, conversation_id=conversation_id)
        pace = None if found.session_position is None else await conversations.pace(work)
        return ConversationOut.of(found, for_staff=False, pace=pace)

    return await reading.once(("conversation", conversation_id, customer_id), read)


async def both_sides(
    reading: Reading, conversation_id: int, customer_id: int,
    letter: Callable[[ConversationOut], Letter],
) -> Posts:  # fmt: skip
    staff, customer = people_of(reading.tenant_id, customer_id)
    posts: list[tuple[tuple[str, ...], Letter]] = []
    if reading.wanted(staff):
        posts.append(((staff,), letter(await seen_by_staff(reading, conversation_id))))
    if reading.wanted(customer):
        view = await seen_by_customer(reading, conversation_id, customer_id)
        posts.append(((customer,), letter(view)))
    return tuple(posts)


async def opened(reading: Reading, fact: Fact[conversations.ConversationOpened]) -> Posts:
    def letter(seen: ConversationOut) -> Letter:
        return Letter("conversation.created", seen, seq=fact.seq, at=fact.at)

    event = fact.event
    return await both_sides(reading, event.conversation_id, event.customer_id, letter)


async def changed(reading: Reading, fact: Fact[conversations.ConversationChanged]) -> Posts:
    def letter(seen: ConversationOut) -> Letter:
        return Letter("conversation.updated", seen, seq=fact.seq, at=fact.at)

    event = fact.event
    return await both_sides(reading, event.conversation_id, event.customer_id, letter)


async def message_of(reading: Reading, message_id: int) -> conversations.Message:
    async def read() -> conversations.Message:
        return await conversations.get_message(await reading.work(), message_id=message_id)

    return await reading.once(("message", message_id), read)


async def read_ahead(reading: Reading, facts: Sequence[Fact[Any]]) -> None:
    """In a busy moment many messages are told at once: one statement for all of them."""
    ids = {
        fact.event.message_id
        for fact in facts
        if isinstance(fact.event, conversations.MessageSaid | conversations.MessageUnderstood)
        and any(map(reading.wanted, people_of(fact.tenant_id, fact.event.customer_id)))
    }
    if len(ids) > 1:
        work = await reading.work()
        for message in await conversations.get_messages(work, message_ids=list(ids)):
            reading.keep(("message", message.id), message)


async def said(reading: Reading, fact: Fact[conversations.MessageSaid]) -> Posts:
    """An internal note is staff's alone: not even that there is one is told to the customer."""
    event = fact.event
    staff, customer = people_of(fact.tenant_id, event.customer_id)
    hears_staff = reading.wanted(staff)
    hears_customer = not event.internal and reading.wanted(customer)
    if not (hears_staff or hears_customer):
        return ()
    message = await message_of(reading, event.message_id)
    new = None
    if message.kind == "said" and not message.internal:
        new = NewMessageOut.of(message)  # 004's clients know neither events nor notes

    def letter(for_staff: bool) -> Letter:
        shown = ChatMessageOut.of(message, for_staff=for_staff)
        heard = [("chat:message", shown), *([(NEW_MESSAGE, new)] if new else [])]
        return Letter("chat.message", shown, seq=fact.seq, at=fact.at, as_heard=heard)

    posts: list[tuple[tuple[str, ...], Letter]] = []
    if message.intent is None and hears_staff and hears_customer:
        return (((staff, customer), letter(for_staff=False)),)  # the same for both: written once
    if hears_customer:
        posts.append(((customer,), letter(for_staff=False)))
    if hears_staff:
        posts.append(((staff,), letter(for_staff=True)))
    return tuple(posts)


async def analysed(
    reading: Reading,
    fact: Fact[conversations.MessageUnderstood] | Fact[conversations.IntentCorrected],
) -> Posts:
    """By the assistant, or by one of the staff."""
    staff = chat_readers_of(fact.tenant_id)
    if not reading.wanted(staff):
        return ()
    found = HeardAnalysisOut.of(await message_of(reading, fact.event.message_id))
    heard = [(AI_ANALYSIS, found)]
    return (((staff,), Letter(AI_ANALYSIS, found, seq=fact.seq, at=fact.at, as_heard=heard)),)


async def seen(_: Reading, fact: Fact[conversations.MessagesSeen]) -> Posts:
    event = fact.event
    data = {
        "conversation_id": event.conversation_id, "reader_id": event.reader_id,
        "by_staff": event.reader_id != event.customer_id, "read_at": utc(fact.at),
    }  # fmt: skip
    letter = Letter("chat.read", data, seq=fact.seq, at=fact.at)
    return ((people_of(fact.tenant_id, event.customer_id), letter),)


async def session_letter(
    reading: Reading, kind: str,
    fact: Fact[conversations.SessionRequested] | Fact[conversations.SessionJoined]
    | Fact[conversations.SessionEnded],
) -> Posts:  # fmt: skip
    event = fact.event
    to = people_of(fact.tenant_id, event.customer_id)
    if not any(map(reading.wanted, to)):
        return ()
    work = await reading.work()
    session = await conversations.get_session(work, session_id=event.session_id)
    pace = None if session.queue_position is None else await pace_of(reading)
    data = SessionOut.of(session, pace=pace)
    return ((to, Letter(kind, data, seq=fact.seq, at=fact.at)),)


async def requested(reading: Reading, fact: Fact[conversations.SessionRequested]) -> Posts:
    posts = await session_letter(reading, "session.waiting", fact)
    return posts + await queue_letters(reading, fact.event.session_id)


async def joined(reading: Reading, fact: Fact[conversations.SessionJoined]) -> Posts:
    posts = await session_letter(reading, "session.joined", fact)
    return posts + await queue_letters(reading, fact.event.session_id)


async def ended(reading: Reading, fact: Fact[conversations.SessionEnded]) -> Posts:
    posts = await session_letter(reading, "session.ended", fact)
    if fact.event.agent_id is not None:  # it had left the queue before
        return posts
    return posts + await queue_letters(reading, fact.event.session_id)


async def queue_letters(reading: Reading, moved: int) -> Posts:
    """To each who waits, their place; those ahead of what moved stand where they stood. Without a
    number: the letter about the session has it."""

    async def read() -> list[conversations.Session]:
        return await conversations.waiting(await reading.work())

    posts: list[tuple[tuple[str, ...], Letter]] = []
    for session in await reading.once("queue", read):
        to = own_chats(reading.tenant_id, session.customer_id)
        if session.id >= moved and reading.wanted(to):
            place = conversations.place(session, await pace_of(reading))
            data = {
                "session_id": session.id, "conversation_id": session.conversation_id,
                "position": place.position, "expected_wait_s": place.expected_wait_s,
            }  # fmt: skip
            posts.append(((to,), Letter("queue.position", data)))
    return tuple(posts)


async def availability(reading: Reading, fact: Fact[staffing.AvailabilityChanged]) -> Posts:
    staff = staff_of(fact.tenant_id)
    if not reading.wanted(staff):
        return ()
    who = await staffing.colleague(await reading.work(), person_id=fact.event.person_id)
    letter = Letter("availability.changed", ColleagueOut.of(who), seq=fact.seq, at=fact.at)
    return (((staff,), letter),)


async def noted(_: Reading, fact: Fact[conversations.CustomerNoted]) -> Posts:
    """Staff fetch it where they show that customer."""
    to = (chat_readers_of(fact.tenant_id), ticket_readers_of(fact.tenant_id))
    data = {"customer_id": fact.event.customer_id, "note_id": fact.event.note_id}
    return ((to, Letter("customer.noted", data, seq=fact.seq, at=fact.at)),)


LETTERS: dict[type[Event], Render] = {
    conversations.ConversationOpened: opened,
    conversations.ConversationChanged: changed,
    conversations.MessageSaid: said,
    conversations.MessageUnderstood: analysed,
    conversations.IntentCorrected: analysed,
    conversations.MessagesSeen: seen,
    conversations.SessionRequested: requested,
    conversations.SessionJoined: joined,
    conversations.SessionEnded: ended,
    conversations.CustomerNoted: noted,
    staffing.AvailabilityChanged: availability,
}
