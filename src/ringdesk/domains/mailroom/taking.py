"""A mail becomes a ticket, or a message in one: all of it in one transaction, or none."""

import logging
from uuid import UUID

from msgspec import Struct

from ringdesk.domains import conversations, tickets
from ringdesk.domains.mailroom import bouncing, guards, queries
from ringdesk.domains.mailroom.events import MailQuarantined, MailTaken
from ringdesk.domains.mailroom.models import Correspondent, Reached, Thread, Waiting
from ringdesk.domains.mailroom.people import Unwanted, actor_for, correspondent, key_of
from ringdesk.domains.mailroom.reading import CannotRead, File, Read, read
from ringdesk.domains.mailroom.threads import new_token, title_of, traces_of
from ringdesk.kernel.errors import AppError
from ringdesk.kernel.storage import Storage
from ringdesk.kernel.work import Actor, Office, Work

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 3
MOST_PER_HOUR = 30  # from one address; the rest waits for an administrator
LONGEST_TEXT = 20_000
ADMITTED = "admitted"  # an administrator wants it in, whatever the guards say


class Address(Struct, frozen=True):
    address: str


class Found(Struct, frozen=True):
    """`thread`: where it goes. `refused`: a ticket that it answers, but not from its requester, or
    that is closed."""

    thread: Thread | None
    refused: int | None = None
    closed: int | None = None


class Taking:
    def __init__(self, office: Office, storage: Storage, most_bytes: int) -> None:
        self._office, self._storage, self._most_bytes = office, storage, most_bytes

    async def take(self, tenant_id: UUID, mailbox: Reached, mail: Waiting) -> None:
        """Whatever it is, it is settled, or tried again a little later: three times at most."""
        house = Actor.the_house(tenant_id)
        async with self._office.open(house) as work:
            attempts = await work.value(int, queries.BEGIN, mail.id)
        if attempts is None:
            return
        if attempts > MOST_ATTEMPTS:
            await self._put_aside(house, mail, "keeps_failing")
            return
        try:
            await self._take(house, mailbox, mail)
        except (CannotRead, Unwanted) as error:
            await self._put_aside(house, mail, error.reason)
        except AppError as error:
            await self._put_aside(house, mail, error.code.lower())
        except Exception:
            log.exception("Mail %s could not be taken", mail.id)
            if attempts >= MOST_ATTEMPTS:
                await self._put_aside(house, mail, "keeps_failing")

    async def _take(self, house: Actor, mailbox: Reached, mail: Waiting) -> None:
        if mail.storage_key is None:
            raise CannotRead("too_large")
        pieces = await self._storage.get(mail.storage_key)
        letter = await read(b"".join([piece async for piece in pieces]))
        async with self._office.open(house) as work:
            person = await self._sender(work, mailbox, mail, letter)
        if person is None:
            return
        async with self._office.open(actor_for(work, person)) as work:
            if await work.one(Waiting, queries.LOCK_MAIL, mail.id) is not None:
                await self._say(work, mailbox, mail, letter, person)

    async def _sender(
        self, work: Work, mailbox: Reached, mail: Waiting, letter: Read
    ) -> Correspondent | None:  # fmt: skip
        """None: there is nobody to speak to; it was settled. Unwanted, CannotRead."""
        ours = frozenset(one.address for one in await work.many(Address, queries.OUR_ADDRESSES))
        why = guards.why_passed_over(letter, ours)
        if why == "bounce":
            await bouncing.hear(work, letter)
        admitted = mail.reason == ADMITTED and why not in ("bounce", "no_sender")
        if why is not None and not admitted:
            await settle(work, mail, letter, "ignored", why)
            return None
        sender = letter.senders[0]
        if not admitted:
            if guards.is_spoofed(letter, mailbox.authserv_id):
                await self._quarantined(work, mail, letter, "spoofed")
                return None
            before = await work.value(int, queries.FROM_SENDER, key_of(sender), mail.id)
            if (before or 0) >= MOST_PER_HOUR:
                await self._quarantined(work, mail, letter, "flood")
                return None
        return await correspondent(work, sender, letter.sender_name)

    async def _quarantined(self, work: Work, mail: Waiting, letter: Read, reason: str) -> None:
        await settle(work, mail, letter, "quarantined", reason)
        work.record(MailQuarantined(mail_id=mail.id, reason=reason))

    async def _put_aside(self, house: Actor, mail: Waiting, reason: str) -> None:
        async with self._office.open(house) as work:
            if await work.run(queries.PUT_ASIDE, mail.id, reason[:200]):
                work.record(MailQuarantined(mail_id=mail.id, reason=reason[:200]))

    async def _say(
        self, work: Work, mailbox: Reached, mail: Waiting, letter: Read, person: Correspondent
    ) -> None:
        found = await find(work, letter, mailbox, person.id)
        if found.thread is None:
            ticket_id, said_id = await self._open(work, mailbox, letter, found)
        else:
            ticket_id = found.thread.ticket_id
            said_id = await self._answer(work, mailbox, letter, found.thread)
        await settle(
            work, mail, letter, "taken", "", person_id=person.id, ticket_id=ticket_id,
            said_id=said_id,
        )  # fmt: skip
        work.record(
            MailTaken(mail_id=mail.id, ticket_id=ticket_id, is_new_ticket=found.thread is None)
        )

    async def _open(
        self, work: Work, mailbox: Reached, letter: Read, found: Found
    ) -> tuple[int, int | None]:
        description = "\n\n".join(part for part in (remark(found), shortened(letter.text)) if part)
        ticket = await tickets.create(
            work, title=title_of(letter.subject) or "(no subject)",
            description=description or "(no text)", tags=["by-mail"],
            by="email", own_words=f"{letter.subject}\n{letter.reply}",
        )  # fmt: skip
        await work.run(
            queries.ADD_THREAD, ticket.id, mailbox.id, new_token(), letter.message_id[:250]
        )
        await tickets.reach_by(work, ticket_id=ticket.id, channel="email")
        if not letter.files:
            return ticket.id, None
        kept, told = await self._keep(work, ticket.conversation_id, letter)
        message = await tickets.post_message(
            work, ticket_id=ticket.id, content=told, attachment_ids=kept
        )
        return ticket.id, message.id

    async def _answer(
        self, work: Work, mailbox: Reached, letter: Read, thread: Thread
    ) -> int:  # fmt: skip
        ticket = await tickets.get(work, ticket_id=thread.ticket_id)
        kept, told = list[int](), ""
        if letter.files:
            kept, told = await self._keep(work, ticket.conversation_id, letter)
        text = shortened(letter.reply)
        message = await tickets.post_message(
            work, ticket_id=thread.ticket_id, attachment_ids=kept, by="email",
            content="\n\n".join(part for part in (text, told) if part) or "(no text)",
        )  # fmt: skip
        await work.run(
            queries.SAID_IN_THREAD, thread.ticket_id, letter.message_id[:250], mailbox.id
        )
        return message.id

    async def _keep(self, work: Work, conversation_id: int, letter: Read) -> tuple[list[int], str]:
        """By the rules of every attachment; what they refuse is named."""
        kept, names, refused = list[int](), list[str](), list[str]()
        for file in letter.files:
            try:
                added = await self._file(work, conversation_id, file)
            except AppError as error:
                refused.append(f"{conversations.clean_name(file.name)} ({error.code.lower()})")
            else:
                kept.append(added.id)
                names.append(added.name)
        if letter.more_files:
            refused.append(f"{letter.more_files} more")
        told = [f"📎 {', '.join(names)}"] if names else []
        if refused:
            told.append(f"⚠ {', '.join(refused)}")
        return kept, "\n".join(told)

    async def _file(
        self, work: Work, conversation_id: int, file: File
    ) -> conversations.Attachment:  # fmt: skip
        return await conversations.add_attachment(
            work, self._storage, conversation_id=conversation_id, name=file.name,
            content=file.content, most_bytes=self._most_bytes,
        )  # fmt: skip


async def find(work: Work, letter: Read, mailbox: Reached, person_id: int) -> Found:
    """Where it belongs. The first trace that leads to a ticket decides, for or against."""
    traces = traces_of(letter, mailbox.address)
    thread = None
    if traces.addressed:
        thread = await work.one(Thread, queries.THREAD_BY_TOKEN, traces.addressed)
    if thread is None and traces.referred:
        thread = await work.one(Thread, queries.THREAD_BY_TOKEN, traces.referred)
    if thread is None and traces.references:
        thread = await work.one(Thread, queries.THREAD_BY_MESSAGE, traces.references)
    if thread is None and traces.tag is not None:
        thread = await work.one(Thread, queries.THREAD_BY_SUBJECT, *traces.tag)
    if thread is None:
        return Found(None)
    if thread.requester_id != person_id:
        return Found(None, refused=thread.ticket_id)
    if thread.status in ("closed", "cancelled"):
        return Found(None, closed=thread.ticket_id)
    return Found(thread)


def remark(found: Found) -> str:
    if found.refused is not None:
        return f"⚠ This mail answers ticket #{found.refused}, but was written by somebody else."
    if found.closed is not None:
        return f"This mail answers ticket #{found.closed}, which is closed."
    return ""


def shortened(text: str) -> str:
    tidy = text.strip()
    return tidy if len(tidy) <= LONGEST_TEXT else f"{tidy[:LONGEST_TEXT]}\n\n[…]"


async def settle(
    work: Work, mail: Waiting, letter: Read, state: str, reason: str, *,
    person_id: int | None = None, ticket_id: int | None = None, said_id: int | None = None,
) -> None:  # fmt: skip
    sender = letter.senders[0] if letter.senders else ""
    try:
        key = key_of(sender) if sender else ""
    except Unwanted:
        key = ""
    await work.run(
        queries.SETTLE, mail.id, state, reason, letter.message_id[:250], sender[:254], key,
        letter.subject[:300], person_id, ticket_id, said_id,
    )  # fmt: skip
